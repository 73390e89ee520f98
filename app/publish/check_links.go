package publish

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/publish/markup"
)

// checkLinks looks at the form of the addresses in a section. Whether they answer is asked
// of the network only when somebody wants it: see LinkAsker.
func checkLinks(s Section, t Text, in filled, f *Facts) []finding.Finding {
	var found []finding.Finding
	add := func(code string, severity finding.Severity, address string) {
		found = append(found, finding.Finding{Code: code, Field: s.ID, Severity: severity, Args: []string{address}})
	}
	seen := map[string]bool{}
	for _, address := range append(badLinks(in.shown), wrongLinks(t.Words)...) {
		if !seen[address] {
			seen[address] = true
			add(BadLink, finding.Refuse, address)
		}
	}
	offer := slices.Contains(s.MustShow, "local_offer_link")
	for _, link := range in.links {
		if seen[link] {
			continue
		}
		seen[link] = true
		u, err := url.Parse(link)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" {
			continue
		}
		if u.Scheme == "http" {
			add(PlainHTTP, finding.Note, link)
		}
		if offer && link == f.LocalOfferLink && bareHome(u) {
			add(BareOffer, finding.Warn, link)
		}
		if oldFile(u, f.Today) {
			add(OldFile, finding.Warn, link)
		}
	}
	return found
}

// wrongLinks are the addresses behind words of links that no page, mailbox or telephone has.
func wrongLinks(words string) []string {
	var wrong []string
	for _, p := range markup.Read(words) {
		for _, r := range p.Runs {
			if r.Href != "" && !strings.Contains(r.Href, "{{") && !markup.GoodAddress(r.Href) {
				wrong = append(wrong, r.Href)
			}
		}
	}
	return wrong
}

// bareHome says whether an address is only the first page of a site that is not of the
// Local Offer: a parent would have to look for it there.
func bareHome(u *url.URL) bool {
	return strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && !offerSite.MatchString(u.Hostname())
}

var (
	offerSite = regexp.MustCompile(`(?i)offer|send|sen\b|family|families|directory`)
	fileYear  = regexp.MustCompile(`(?:^|\D)(20\d\d)(?:[-_/–]?(?:20)?(\d\d))?(?:\D|$)`)
)

// oldFile says whether an address is a file to read whose newest year is over.
func oldFile(u *url.URL, today day.Date) bool {
	if !slices.Contains([]string{".pdf", ".doc", ".docx"}, strings.ToLower(path.Ext(u.Path))) {
		return false
	}
	newest := 0
	for _, y := range fileYear.FindAllStringSubmatch(u.Path, -1) {
		year := yearOf(y[1])
		if next := yearOf("20" + y[2]); y[2] != "" && next == year+1 {
			year = next
		}
		newest = max(newest, year)
	}
	return newest > 0 && newest < day.AcademicYear(today)
}

// badLinks returns the web addresses in a text that lead nowhere: no dot in the
// host, a space broken in, a scheme that is misspelt.
func badLinks(text string) []string {
	var bad []string
	for _, word := range strings.Fields(text) {
		word = strings.Trim(word, ".,;:!?()\"'“”‘’")
		lower := strings.ToLower(word)
		if !strings.HasPrefix(lower, "http") && !strings.HasPrefix(lower, "www") {
			continue
		}
		if strings.HasPrefix(lower, "www.") {
			word = "https://" + word
		}
		if !goodLink(word) {
			bad = append(bad, word)
		}
	}
	return bad
}

// goodLink holds for the address of a page on the web.
func goodLink(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && markup.GoodAddress(address)
}
