package pupil

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is one pupil as the page shows them, without the toolkit.
type model struct {
	desk   *desk.Desk
	hidden func() bool
	id     string
	record desk.Record

	serving map[string][]string // names of the provision that serves an outcome, by its id
	week    desk.PupilWeek
}

// row is one line of a list on the page.
type row struct {
	id    string
	title string
	note  string
	word  string // at the right
	offer string // words of the link that opens it; "" is "Change"
	state parts.State
}

// load reads the pupil's record.
func (m *model) load() error {
	r, err := m.desk.Record(context.Background(), m.id)
	if err != nil {
		return err
	}
	week, err := m.desk.PupilWeek(context.Background(), m.id)
	if err == nil {
		m.record, m.serving, m.week = r, r.Serving(), week
	}
	return err
}

func (m *model) name() string { return wording.Name(&m.record.Entry, m.hidden()) }

// firstName is what the headings call the pupil.
func (m *model) firstName() string {
	if m.hidden() {
		return m.name()
	}
	if first := strings.Fields(m.record.Name()); len(first) > 0 {
		return first[0]
	}
	return m.name()
}

// written withholds what a person wrote while names are hidden.
func (m *model) written(words string) string { return wording.Written(words, m.hidden()) }

// sentence says who the pupil is.
func (m *model) sentence() string {
	r := &m.record
	var out []string
	if r.Year.Label != "" {
		out = append(out, r.Year.Label)
	}
	if r.Class != "" {
		out = append(out, "class "+r.Class)
	}
	if !m.hidden() {
		if !r.Born.IsZero() {
			out = append(out, fmt.Sprintf("born %s, %s old", r.Born.Words(), wording.Count(day.AgeOn(r.Born, m.desk.Today()), "year")))
		}
		if r.UPN != "" {
			out = append(out, "UPN "+r.UPN)
		}
	}
	if !r.Left.IsZero() {
		out = append(out, "left the roll on "+r.Left.Words())
	}
	return strings.Join(out, " · ")
}

// badge is one fact in the line under the name.
type badge struct {
	words string
	state parts.State
}

// badges are the facts that are asked for most.
func (m *model) badges() []badge {
	r := &m.record
	since := ""
	if !r.StatusFrom.IsZero() {
		since = " since " + r.StatusFrom.Words()
	}
	out := []badge{{wording.Status(r.Status) + since, parts.NoState}}
	for i, code := range r.Needs {
		words := code
		if i == 0 {
			words = m.desk.Codes().NeedName(code)
		}
		out = append(out, badge{words, parts.NoState})
	}
	switch {
	case r.Level != "":
		out = append(out, badge{r.Level + " confirmed " + r.LevelOn.Words(), parts.NoState})
	case r.OnRegister():
		out = append(out, badge{m.desk.Terms().Say("no {level} yet"), parts.Soon})
	}
	if words, state := wording.Due(m.desk.Today(), r.ReviewDue); words != "" {
		out = append(out, badge{"review " + words, state})
	}
	for _, f := range register.FlagNames {
		if r.Flags.Has(f.Code) {
			out = append(out, badge{f.Name, parts.NoState})
		}
	}
	return out
}

// matters is what matters to the pupil.
func (m *model) matters() []parts.Fact {
	r := &m.record
	return []parts.Fact{
		{Label: "Good at, enjoys", Value: m.written(r.Strengths)},
		{Label: "What helps", Value: m.written(r.Helps)},
		{Label: "What does not", Value: m.written(r.Hinders)},
	}
}

// openCycle is the plan that runs, false when none does.
func (m *model) openCycle() (provision.Cycle, bool) {
	var open provision.Cycle
	for _, c := range m.record.Cycles { // by their start
		if !c.IsReviewed() {
			open = c
		}
	}
	return open, open.ID != ""
}

// plan is the plan that runs, as facts.
func (m *model) plan() []parts.Fact {
	c, ok := m.openCycle()
	if !ok {
		return nil
	}
	words, state := wording.Due(m.desk.Today(), c.ReviewDue)
	if words != "" && words != c.ReviewDue.Words() {
		words = c.ReviewDue.Words() + ", " + words
	}
	return []parts.Fact{
		{Label: "Aim", Value: m.written(c.Aim)},
		{Label: "Help", Value: m.written(c.Help)},
		{Label: "Since", Value: c.Starts.Words()},
		{Label: "Review", Value: words, State: state},
	}
}

// planTitle heads the plan: "Plan to 18 Dec 2026".
func (m *model) planTitle() string {
	if c, ok := m.openCycle(); ok && !c.ReviewDue.IsZero() {
		return "Plan to " + c.ReviewDue.Words()
	}
	return "Plan"
}

// resultState is how an outcome or a review stands.
func resultState(result string) parts.State {
	switch result {
	case provision.ResultMet:
		return parts.Done
	case provision.ResultPartly:
		return parts.Soon
	case provision.ResultNot:
		return parts.Overdue
	}
	return parts.NoState
}

// outcomes are what the plan that runs is meant to reach, and lasting ones.
func (m *model) outcomes() []row {
	var out []row
	for _, o := range m.record.Outcomes {
		if m.ofRunningPlan(o) {
			out = append(out, m.outcomeRow(o))
		}
	}
	return out
}

// ofRunningPlan reports whether an outcome is one of the plan that runs, or a lasting one.
func (m *model) ofRunningPlan(o provision.Outcome) bool {
	c, _ := m.openCycle()
	return o.Cycle == "" || o.Cycle == c.ID
}

// joined joins the words whose value is not empty.
func joined(pairs ...string) string {
	var out []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, pairs[i])
		}
	}
	return strings.Join(out, " · ")
}

// provisionRows are the lines of help, each with its cost and the sum behind it.
func (m *model) provisionRows() []row {
	var out []row
	for i, l := range m.record.Provision {
		title := l.Line.Description
		if m.hidden() {
			title = m.desk.RateCard().StaffName(l.Line.StaffKind)
		}
		if !m.desk.May(access.SeeMoney) {
			out = append(out, row{id: l.ID, title: title})
			continue
		}
		cost := m.record.Cost.Lines[i].Cost
		out = append(out, row{id: l.ID, title: title, note: cost.Arithmetic, word: cost.Annual.Words()})
	}
	return out
}

// costWords stand over the bar.
func (m *model) costWords(s provision.Summary) string {
	words := s.Total.Short() + " of the school's " + m.desk.Contribution().Short() + " for a pupil in a year"
	if !s.Extra.IsZero() {
		words = s.Total.Short() + " in a year: " + s.Extra.Short() + " above the school's " + m.desk.Contribution().Short()
	}
	return words
}

// placement is the pupil's place in an intervention, by its id.
func (m *model) placement(id string) provision.Placement {
	return byID(m.record.Placements, id, func(p provision.Placement) string { return p.ID })
}

// spendWords say what the year comes to as it stands.
func (m *model) spendWords() string {
	s := m.record.Spend
	words := "To date " + s.ToDate.Short() + ", to come " + s.ToCome.Short() + ": forecast " + s.Forecast.Short() + "."
	if !s.NotHeld.IsZero() {
		words += " " + s.NotHeld.Short() + " of the plan was not held."
	}
	if s.Example {
		words += " Example rates are in it."
	}
	return words
}

// weekWords say what the provision takes of the pupil's week, and what is to check
// about it: "" where nothing runs today.
func (m *model) weekWords() (words string, checks []string) {
	if m.week.Minutes == 0 {
		return "", nil
	}
	for _, f := range m.week.Findings {
		if sentence := provision.Words(f); sentence != "" {
			checks = append(checks, sentence)
		}
	}
	return "In the week: " + m.desk.PupilWeekWords(m.week) + ".", checks
}

// plainTitles stand, while names are hidden, in place of titles of the story that
// may name someone.
var plainTitles = map[string]string{"consent": "Consent", "concern": "Concern", "ehc_plan": "EHC plan", "attachment": "Attachment", "invitee": "Annual review"}

// storyTitle is the title of an entry of the story.
func (m *model) storyTitle(i desk.StoryItem) string {
	if !m.hidden() {
		return i.Title
	}
	if title, names := plainTitles[i.Kind]; names {
		return title
	}
	if note := register.Named(register.NoteNames, i.Kind); note != i.Kind {
		return note // without whom a call was with
	}
	return i.Title
}

// story is everything that has a date, newest first.
func (m *model) story() []parts.Event {
	var out []parts.Event
	for _, s := range m.record.Story {
		e := parts.Event{When: s.On.Words(), Title: m.storyTitle(s), Body: m.written(s.Words)}
		if s.Kind == "review" {
			for _, c := range m.record.Cycles {
				if c.ID == s.ID {
					e.State = resultState(c.Result)
				}
			}
		}
		out = append(out, e)
	}
	return out
}
