package publish

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/publish/plainenglish"
)

// Codes of what a check of a section or of the report can find.
const (
	NothingWritten = "report.nothing_written"
	StarterKept    = "report.starter_kept"
	UnknownMark    = "report.unknown_mark"
	BrokenMark     = "report.broken_mark"
	FactMissing    = "report.fact_missing"
	NotShown       = "report.not_shown"
	Placeholder    = "report.placeholder"
	BadLink        = "report.bad_link"
	SmallNumber    = "report.small_number"
	TooShort       = "report.too_short"
	Undated        = "report.undated"
	NotReread      = "report.not_reread"
	PastYear       = "report.past_year"
	HardToRead     = "report.hard_to_read"
	NoSchool       = "report.no_school"
	NoPublished    = "report.no_published"
	NoNextReview   = "report.no_next_review"
	LateReview     = "report.late_review"
	PastReview     = "report.past_review"
)

// fewestWords is the least that can answer a question.
const fewestWords = 8

// Text is a school's own words for a section, and the day they were last changed
// or read through and found right.
type Text struct {
	Words   string   `json:"words"`
	Changed day.Date `json:"changed"`
}

var (
	placeholder = regexp.MustCompile(`(?i)\[[^\]]*\]|\btbc\b|\btba\b|to be confirmed|lorem ipsum|\bx{3,}\b|\?\?\?|\binsert (?:name|text|here|date|link)`)
	smallNumber = regexp.MustCompile(`(?i)(?:\b([\w-]+)\s+)?\b([1-4]|one|two|three|four)\s+(?:(?:of|our|the|other|more|autistic|deaf|disabled)\s+){0,2}(?:pupils?|child|children|students?|boys?|girls?)\b`)
	schoolYear  = regexp.MustCompile(`\b(20\d\d)\s?[-/–]\s?(?:20)?(\d\d)\b`)
)

// notACount are words before a small number that make it no count of pupils:
// Year 3 children (but not "this year two children"), groups of four pupils.
var notACount = map[string]bool{"Year": true, "Years": true, "Stage": true, "Class": true, "Level": true, "Group": true, "of": true, "or": true, "to": true, "and": true, "every": true, "Every": true, "each": true, "Each": true, "any": true}

// checkSection says what is wrong with the words of one section.
func checkSection(s Section, t Text, f *Facts, plain *plainenglish.Pack) (filled, plainenglish.Report, []finding.Finding) {
	if strings.TrimSpace(t.Words) == "" {
		found := finding.Finding{Code: NothingWritten, Field: s.ID, Severity: finding.Warn}
		if s.Needed() {
			found.Severity = finding.Refuse
		}
		return filled{}, plain.Check(""), []finding.Finding{found}
	}
	in := fill(t.Words, f)
	reading := plain.Check(in.text, in.names...)
	var found []finding.Finding
	add := func(code string, severity finding.Severity, args ...string) {
		found = append(found, finding.Finding{Code: code, Field: s.ID, Severity: severity, Args: args})
	}
	if oneSpace(t.Words) == oneSpace(s.Starter) {
		add(StarterKept, finding.Refuse)
	}
	for _, name := range in.unknown {
		add(UnknownMark, finding.Refuse, name)
	}
	if left := markPattern.ReplaceAllString(t.Words, ""); strings.Contains(left, "{{") || strings.Contains(left, "}}") {
		add(BrokenMark, finding.Refuse)
	}
	for _, m := range in.missing {
		add(FactMissing, finding.Refuse, m.Meaning, m.ask)
	}
	for _, choice := range s.MustShow {
		if meaning := notShown(choice, in, f); meaning != "" {
			add(NotShown, finding.Refuse, meaning)
		}
	}
	if hit := placeholder.FindString(markPattern.ReplaceAllString(t.Words, "")); hit != "" {
		add(Placeholder, finding.Refuse, hit)
	}
	for _, address := range badLinks(in.text) {
		add(BadLink, finding.Refuse, address)
	}
	for _, hit := range smallNumber.FindAllStringSubmatch(t.Words, -1) {
		if !notACount[hit[1]] {
			add(SmallNumber, finding.Warn, strings.TrimSpace(strings.TrimPrefix(hit[0], hit[1])))
		}
	}
	if words := len(strings.Fields(in.text)); words < fewestWords {
		add(TooShort, finding.Warn, strconv.Itoa(words))
	}
	switch {
	case t.Changed.IsZero():
		add(Undated, finding.Warn)
	case t.Changed.AddYears(1).Before(f.Today):
		add(NotReread, finding.Warn, t.Changed.Words())
	}
	for _, year := range schoolYear.FindAllStringSubmatch(t.Words, -1) {
		start, _ := strconv.Atoi(year[1])
		if end, _ := strconv.Atoi(year[2]); (start+1)%100 == end && start+1 < day.AcademicYear(f.Today) {
			add(PastYear, finding.Warn, year[0])
		}
	}
	if reading.ReadingAge > plainenglish.HighestAge {
		add(HardToRead, finding.Note, strconv.FormatFloat(reading.ReadingAge, 'f', 0, 64))
	}
	return in, reading, found
}

// notShown returns the meaning of the first of the marks in a choice (a|b) when
// the words show none of their facts, and "" when they do or when a missing fact
// is already reported.
func notShown(choice string, in filled, f *Facts) string {
	first := ""
	for _, name := range strings.Split(choice, "|") {
		m, _ := markNamed(name)
		for _, missing := range in.missing {
			if missing.Name == name {
				return ""
			}
		}
		if first == "" {
			first = m.Meaning
		}
		if shows(in.text, m, f) {
			return ""
		}
	}
	return first
}

func shows(text string, m Mark, f *Facts) bool {
	wanted := []string{m.value(f)}
	if m.lines != nil {
		wanted = m.lines(f)
	}
	for _, w := range wanted {
		if w == "" || !strings.Contains(strings.ToLower(oneSpace(text)), strings.ToLower(oneSpace(w))) {
			return false
		}
	}
	return len(wanted) > 0
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

func goodLink(address string) bool {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.User != nil || !printable(address) {
		return false
	}
	host := u.Hostname()
	return strings.Contains(strings.Trim(host, "."), ".") && !strings.Contains(host, "..")
}

// checkReport says what is wrong with the report as a whole. A report is to be
// published at least once a year (code of practice 6.79).
func checkReport(f *Facts) []finding.Finding {
	var found []finding.Finding
	add := func(code string, severity finding.Severity) {
		found = append(found, finding.Finding{Code: code, Severity: severity})
	}
	if strings.TrimSpace(f.School) == "" {
		add(NoSchool, finding.Refuse)
	}
	if f.Published.IsZero() {
		add(NoPublished, finding.Refuse)
	}
	switch {
	case f.NextReview.IsZero():
		add(NoNextReview, finding.Refuse)
	case f.NextReview.Before(f.Today):
		add(PastReview, finding.Refuse)
	case !f.Published.IsZero() && f.Published.AddYears(1).Before(f.NextReview):
		add(LateReview, finding.Refuse)
	}
	return found
}

func oneSpace(s string) string { return strings.Join(strings.Fields(s), " ") }
