package publish

import (
	"regexp"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/finding"
)

const months = `January|February|March|April|May|June|July|August|September|October|November|December`

var (
	anAddress  = regexp.MustCompile(`(?:https?://|www\.)\S+`)
	schoolYear = regexp.MustCompile(`\b(20\d\d)\s?[-/–]\s?(?:20)?(\d\d)\b`)
	monthYear  = regexp.MustCompile(`\b(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(` + months + `)\s+((?:19|20)\d\d)\b`)
	numberDate = regexp.MustCompile(`\b\d{1,2}[./](\d{1,2})[./]((?:20)?\d\d)\b`)
	// lasting are words before a date that make it history, which does not grow old, or
	// the date of a law or guidance.
	lasting = regexp.MustCompile(`(?i)(since|from|founded in|opened in|built in|joined in|code of practice|regulations|guidance|act)\W+(?:\w+\W+){0,2}$`)
)

// checkDates finds school years and dates that are over: more than a school year ago. A
// day of this or the last school year is news, an older one is most often left standing.
func checkDates(s Section, t Text, f *Facts) []finding.Finding {
	var found []finding.Finding
	this := day.AcademicYear(f.Today)
	t.Words = anAddress.ReplaceAllString(t.Words, " ") // a year in an address is looked at with the links
	for _, year := range schoolYear.FindAllStringSubmatch(t.Words, -1) {
		start, end := yearOf(year[1]), yearOf("20"+year[2])
		if end == start+1 && end < this {
			found = append(found, finding.Finding{Code: PastYear, Field: s.ID, Severity: finding.Warn, Args: []string{year[0]}})
		}
	}
	last := day.Of(this-1, 9, 1)
	seen := map[string]bool{}
	old := func(at []int, on day.Date) {
		words := t.Words[at[0]:at[1]]
		if on.Before(last) && !seen[words] && !lasting.MatchString(t.Words[max(0, at[0]-60):at[0]]) {
			seen[words] = true
			found = append(found, finding.Finding{Code: OldDate, Field: s.ID, Severity: finding.Warn, Args: []string{words}})
		}
	}
	for _, at := range monthYear.FindAllStringSubmatchIndex(t.Words, -1) {
		month := strings.Count(months[:strings.Index(months, t.Words[at[2]:at[3]])], "|") + 1
		old(at, day.Of(yearOf(t.Words[at[4]:at[5]]), month, 28))
	}
	for _, at := range numberDate.FindAllStringSubmatchIndex(t.Words, -1) {
		month, year := yearOf(t.Words[at[2]:at[3]]), yearOf(t.Words[at[4]:at[5]])
		if year < 100 {
			year += 2000
		}
		if month >= 1 && month <= 12 {
			old(at, day.Of(year, month, 28))
		}
	}
	if end := f.AccessibilityPlanEnd; showsMark(s, "accessibility_plan_end") && !end.IsZero() && end.Before(f.Today) {
		found = append(found, finding.Finding{Code: PlanEnded, Field: s.ID, Severity: finding.Warn, Args: []string{end.Words()}})
	}
	return found
}

func showsMark(s Section, mark string) bool {
	for _, choice := range s.MustShow {
		for _, name := range strings.Split(choice, "|") {
			if name == mark {
				return true
			}
		}
	}
	return false
}

// yearOf reads digits that a pattern found.
func yearOf(digits string) int {
	n, _ := strconv.Atoi(digits) // the pattern lets nothing else through
	return n
}
