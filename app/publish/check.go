package publish

import (
	"regexp"
	"slices"
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
	TooOld         = "report.too_old"
	OldFigures     = "report.old_figures"
	PlainHTTP      = "report.plain_http"
	BareOffer      = "report.bare_offer"
	OldFile        = "report.old_file"
	FormerPerson   = "report.former_person"
	FormerFact     = "report.former_fact"
	OldDate        = "report.old_date"
	PlanEnded      = "report.plan_ended"
	OldName        = "report.old_name"
	OtherNumber    = "report.other_number"
	PupilNamed     = "report.pupil_named"
)

// fewestWords is the least that can answer a question.
const fewestWords = 8

// Text is a school's own words for a section, and the day they were last changed
// or read through and found right.
type Text struct {
	Words   string   `json:"words"`
	Changed day.Date `json:"changed"`

	NamesPupil bool `json:"-"` // they give the name of a pupil, as who keeps the register knows
}

var (
	placeholder = regexp.MustCompile(`(?i)\[[^\]]*\]|\btbc\b|\btba\b|to be confirmed|lorem ipsum|\bx{3,}\b|\?\?\?|\binsert (?:name|text|here|date|link)`)
	linkWords   = regexp.MustCompile(`\[[^\[\]]*\]\([^()\s]*\)`) // [words](address)
	smallNumber = regexp.MustCompile(`(?i)(?:\b([\w-]+)\s+)?\b([1-4]|one|two|three|four)\s+(?:(?:of|our|the|other|more|autistic|deaf|disabled)\s+){0,2}(?:pupils?|child|children|students?|boys?|girls?)\b`)
)

// notACount are words before a small number that make it no count of pupils:
// Year 3 children (but not "this year two children"), groups of four pupils.
var notACount = map[string]bool{"Year": true, "Years": true, "Stage": true, "Class": true, "Level": true, "Group": true, "of": true, "or": true, "to": true, "and": true, "every": true, "Every": true, "each": true, "Each": true, "any": true}

// checkSection says what is wrong with the words of one section.
func checkSection(p *Pack, s Section, t Text, f *Facts, plain *plainenglish.Pack) (filled, plainenglish.Report, []finding.Finding) {
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
	for _, choice := range s.MustShow {
		if m, code := notShown(choice, in, f); code == FactMissing {
			add(FactMissing, finding.Refuse, m.Meaning, m.ask)
		} else if code != "" {
			add(code, finding.Refuse, m.Meaning)
		}
	}
	found = append(found, p.checkWords(s, t, in, f)...)
	if reading.ReadingAge > plainenglish.HighestAge {
		add(HardToRead, finding.Note, strconv.FormatFloat(reading.ReadingAge, 'f', 0, 64))
	}
	return in, reading, found
}

// checkWords says what is wrong with what the school wrote in one place: a section, or a
// principle, of which there is only the id.
func (p *Pack) checkWords(s Section, t Text, in filled, f *Facts) []finding.Finding {
	var found []finding.Finding
	add := func(code string, severity finding.Severity, args ...string) {
		found = append(found, finding.Finding{Code: code, Field: s.ID, Severity: severity, Args: args})
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
	if hit := placeholder.FindString(linkWords.ReplaceAllString(markPattern.ReplaceAllString(t.Words, ""), "")); hit != "" {
		add(Placeholder, finding.Refuse, hit)
	}
	if t.NamesPupil {
		add(PupilNamed, finding.Refuse)
	}
	found = append(found, checkLinks(s, t, in, f)...)
	found = append(found, checkPeople(s, t, in, f)...)
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
	found = append(found, checkDates(s, t, f)...)
	found = append(found, p.checkNames(s, t)...)
	found = append(found, checkNumbers(s, t, f)...)
	return found
}

// notShown returns the first of the marks in a choice (a|b) whose facts the words do not
// give, and what is wrong: the fact is not entered at all, or the words lack it. It returns
// no code when one of them is given, or when a missing fact is already reported.
func notShown(choice string, in filled, f *Facts) (first Mark, code string) {
	code = FactMissing
	for n, name := range strings.Split(choice, "|") {
		m, _ := markNamed(name)
		if n == 0 {
			first = m
		}
		if slices.ContainsFunc(in.missing, func(missing Mark) bool { return missing.Name == name }) || shows(in, m, f) {
			return first, ""
		}
		if m.value(f) != "" {
			code = NotShown
		}
	}
	return first, code
}

func shows(in filled, m Mark, f *Facts) bool {
	wanted := []string{m.value(f)}
	if m.lines != nil {
		wanted = m.lines(f)
	}
	text := shownAddress.ReplaceAllString(strings.ToLower(oneSpace(in.shown)), "")
	for _, w := range wanted {
		w = strings.ToLower(oneSpace(w))
		given := w != "" && strings.Contains(text, shownAddress.ReplaceAllString(w, ""))
		if m.link && !given {
			given = slices.ContainsFunc(in.links, func(l string) bool { return strings.TrimSuffix(strings.ToLower(l), "/") == strings.TrimSuffix(w, "/") })
		}
		if !given {
			return false
		}
	}
	return len(wanted) > 0
}

// shownAddress is what is left out where an address is shown as a link.
var shownAddress = regexp.MustCompile(`https?://`)

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
	case f.Published.AddYears(1).Before(f.Today) && !f.Published.IsZero():
		add(TooOld, finding.Refuse)
	case f.NextReview.Before(f.Today):
		add(PastReview, finding.Refuse)
	case !f.Published.IsZero() && f.Published.AddYears(1).Before(f.NextReview):
		add(LateReview, finding.Refuse)
	}
	if !f.AsOf.IsZero() && f.AsOf.AddYears(1).Before(f.Today) {
		add(OldFigures, finding.Warn)
	}
	return found
}

func oneSpace(s string) string { return strings.Join(strings.Fields(s), " ") }
