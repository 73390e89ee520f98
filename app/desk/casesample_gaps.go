package desk

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/paper"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// CaseGap is what is missing in the record of a pupil of a sample.
type CaseGap struct {
	Pupil    string            `json:"pupil"`
	Findings []finding.Finding `json:"findings"`
}

// caseGapWords are what the gaps of a record say to the SENCO, with a place for a count.
var caseGapWords = map[string]string{
	"case.needs":         "No type of need is recorded.",
	"case.level":         "No {level} is confirmed.",
	"case.what_works":    "Nothing is written of what helps.",
	"case.plan":          "No plan is running.",
	"case.review_term":   "No review was held this term.",
	"case.review_late":   "The review of the plan is past its day.",
	"case.unsigned":      "A reviewed plan is not signed off.",
	"case.pupil_view":    "No view of the pupil was heard in the last 12 months.",
	"case.family_view":   "No view of the family was heard in the last 12 months.",
	"case.outcome":       "No outcome was measured in the last 12 months.",
	"case.help":          "No help is in place.",
	"case.attendance":    "It is not recorded whether sessions of help were held.",
	"case.advice":        "Advice not acted on yet: %s.",
	"case.advice_why":    "Advice not put in place: %s. See that the reason is written.",
	"case.action":        "Agreed at a meeting and past its day: %s.",
	"case.ehc_plan":      "The EHC plan is not copied in.",
	"case.annual_review": "No annual review was held in the last 12 months.",
}

// CaseGapWords says a gap in words.
func (d *Desk) CaseGapWords(f finding.Finding) string {
	words := d.terms.Say(caseGapWords[f.Code])
	if len(f.Args) > 0 {
		words = fmt.Sprintf(words, f.Args[0])
	}
	return words
}

// CaseGaps lists what is missing in the records of a sample, for the SENCO alone: it is
// never part of the pack.
func (d *Desk) CaseGaps(ctx context.Context, pupils []string) ([]CaseGap, error) {
	records, err := d.cases(ctx, pupils)
	if err != nil {
		return nil, err
	}
	term, err := d.termBegan(ctx)
	if err != nil {
		return nil, err
	}
	var out []CaseGap
	for _, r := range records {
		attendance, err := where[provision.Attendance](ctx, d.store, kindAttendance, "pupil", r.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, CaseGap{Pupil: r.ID, Findings: orEmpty(caseGaps(r, d.Today(), term, len(attendance) > 0))})
	}
	return out, nil
}

// termBegan is the first day of the third of the school year that a day is in, or that
// ended last.
func (d *Desk) termBegan(ctx context.Context) (day.Date, error) {
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		return day.Date{}, err
	}
	today := d.Today()
	starts := day.AcademicYear(today)
	year, ok := calendar.Year(starts)
	if !ok || len(year.Terms) == 0 {
		year = usualYear(starts).Years[0]
	}
	began, first := year.First(), 0
	for _, third := range thirds(len(year.Terms)) {
		if from := year.Terms[first].From; !from.After(today) {
			began = from
		}
		first = third.term + 1
	}
	return began, nil
}

// caseGaps are the gaps of one record.
func caseGaps(r Record, today, term day.Date, attended bool) (out []finding.Finding) {
	add := func(missing bool, code string) {
		if missing {
			out = append(out, finding.Finding{Code: code, Severity: finding.Warn})
		}
	}
	counted := func(n int, code string) {
		if n > 0 {
			out = append(out, finding.Finding{Code: code, Severity: finding.Warn, Args: []string{strconv.Itoa(n)}})
		}
	}
	year := today.AddYears(-1)
	running, late, unsigned := false, false, false
	var reviewed day.Date
	for _, c := range r.Cycles {
		if !c.IsReviewed() {
			running, late = true, late || !c.ReviewDue.IsZero() && c.ReviewDue.Before(today)
			continue
		}
		unsigned = unsigned || c.Signed.IsZero()
		if c.Reviewed.After(reviewed) {
			reviewed = c.Reviewed
		}
	}
	lastOf := func(noteType string) day.Date { return lastView(r.Notes, noteType).On }
	add(len(r.Needs) == 0, "case.needs")
	add(r.Level == "", "case.level")
	add(strings.TrimSpace(r.Helps) == "", "case.what_works")
	add(!running, "case.plan")
	add(reviewed.Before(term), "case.review_term")
	add(late, "case.review_late")
	add(unsigned, "case.unsigned")
	add(!lastOf(register.NotePupilView).After(year), "case.pupil_view")
	add(!lastOf(register.NoteParentView).After(year), "case.family_view")
	add(!measuredSince(r, year, today), "case.outcome")
	add(len(r.Provision) == 0, "case.help")
	add(len(r.Provision) > 0 && !attended, "case.attendance")
	waiting, not := 0, 0
	for _, a := range r.Advice {
		switch a.Done {
		case provision.AdviceDone:
		case provision.AdviceNot:
			not++
		default:
			waiting++
		}
	}
	counted(waiting, "case.advice")
	counted(not, "case.advice_why")
	actions := 0
	for _, m := range r.Meetings {
		for _, a := range m.Actions {
			if a.Waits() && !a.By.IsZero() && a.By.Before(today) {
				actions++
			}
		}
	}
	counted(actions, "case.action")
	if r.Status == "E" {
		plan, held := false, day.Date{}
		for _, p := range r.EHCPlans {
			if p.Until.IsZero() {
				plan, held = true, laterOf(laterOf(p.Stages.Last, p.Stages.Meeting, today), p.Issued, today)
			}
		}
		add(!plan, "case.ehc_plan")
		add(plan && !held.After(year), "case.annual_review")
	}
	return out
}

// measuredSince reports whether an outcome or help was measured, by number, after a day.
func measuredSince(r Record, since, today day.Date) bool {
	reviewed := map[string]day.Date{}
	for _, c := range r.Cycles {
		reviewed[c.ID] = c.Reviewed
	}
	for _, o := range r.Outcomes {
		if o.Result != "" && o.Score != "" && measuredOn(o, reviewed[o.Cycle], today).After(since) {
			return true
		}
	}
	for _, v := range r.PlaceReviews {
		if v.Score != "" && v.On.After(since) {
			return true
		}
	}
	return false
}

// CaseGapsPaper prints the gaps of a sample on a sheet of their own.
func (d *Desk) CaseGapsPaper(ctx context.Context, pupils []string, n Names) (*paper.Doc, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	gaps, err := d.CaseGaps(ctx, pupils)
	if err != nil {
		return nil, err
	}
	var list []printout.CaseGaps
	for at, g := range gaps {
		e, err := d.Entry(g.Pupil)
		if err != nil {
			return nil, err
		}
		of := printout.CaseGaps{Name: fmt.Sprintf("Pupil %d", at+1), Year: e.Year.Label}
		if n != NamesOff {
			of.Name += ": " + namedAs(e, n)
		}
		for _, f := range g.Findings {
			of.Lines = append(of.Lines, d.CaseGapWords(f))
		}
		list = append(list, of)
	}
	s := d.School()
	author := ""
	if n == NamesFull {
		author = s.Senco
	}
	return printout.CaseGapsSheet(s.Name, author, d.terms.Label("senco"), s.Demo, d.Today(), list), nil
}
