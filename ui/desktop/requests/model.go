package requests

import (
	"context"
	"slices"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/paper"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
)

// model is one request as it stands.
type model struct {
	desk   *desk.Desk
	number int

	draft desk.Draft
	pupil *register.Entry
	costs provision.Summary
}

func newModel(d *desk.Desk, number int) (*model, error) {
	m := &model{desk: d, number: number}
	return m, m.load()
}

// load reads the request and its facts anew.
func (m *model) load() (err error) {
	ctx := context.Background()
	if m.draft, err = m.desk.DraftRequest(ctx, m.number); err != nil {
		return err
	}
	if m.pupil, err = m.desk.Entry(m.draft.Request.Pupil); err != nil {
		return err
	}
	m.costs, err = m.desk.RequestCosts(ctx, m.draft.Request)
	return err
}

func (m *model) request() desk.Request { return m.draft.Request }

// drafting reports whether the request can still be changed.
func (m *model) drafting() bool { return m.request().Status() == funding.Drafting }

// change makes a change to the draft and keeps it.
func (m *model) change(do func(*desk.Request)) error {
	r := m.request()
	words := map[string]string{} // what was read is not touched before it is kept
	for part, text := range r.Words {
		words[part] = text
	}
	r.Words, r.Papers, r.Measures = words, slices.Clone(r.Papers), slices.Clone(r.Measures)
	do(&r)
	if err := m.desk.SaveRequest(context.Background(), r); err != nil {
		return err
	}
	return m.load()
}

// part is one thing that the SENCO writes.
type part struct{ ID, Name, Hint string }

// notYet are the words that stand in for a view which is not there yet, by the gate
// that asks for the view.
var notYet = map[string]part{
	"pupil_view":  {"pupil_view_not_yet", "Why the pupil’s view is not here yet", "Leave this empty when the view is recorded with the pupil."},
	"parent_view": {"parent_view_not_yet", "Why the parents’ view is not here yet", "Leave this empty when the view is recorded with the pupil."},
}

// parts lists what is written in this request: what the last award achieved only on
// a renewal, and why a view is missing only while it is.
func (m *model) parts() []part {
	hints := map[string]string{}
	for _, g := range m.desk.RequestForm(m.request().Kind).Gates {
		if g.Field != "" {
			hints[g.Field] = g.Fix
		}
	}
	r := m.request()
	var list []part
	for _, w := range desk.RequestWords {
		if w.Part == "impact" && r.Renews == 0 && r.Words[w.Part] == "" {
			continue
		}
		list = append(list, part{w.Part, w.Name, hints[w.Part]})
	}
	for _, g := range m.draft.Result.Gates {
		if p, ok := notYet[g.ID]; ok && (!g.OK || r.Words[p.ID] != "") {
			list = append(list, p)
		}
	}
	return list
}

// writes reports whether a part is written on this page.
func (m *model) writes(id string) bool {
	return slices.ContainsFunc(m.parts(), func(p part) bool { return p.ID == id })
}

// setWords keeps what was written in a part.
func (m *model) setWords(part, words string) error {
	return m.change(func(r *desk.Request) { r.Words[part] = words })
}

// paperOf returns the paper attached under an id of the form, and whether it is.
func (m *model) paperOf(id string) (funding.Paper, bool) {
	i := slices.IndexFunc(m.request().Papers, func(p funding.Paper) bool { return p.ID == id })
	if i < 0 {
		return funding.Paper{}, false
	}
	return m.request().Papers[i], true
}

// attach notes that a paper of the form goes with the request, or that it does not.
func (m *model) attach(a funding.Attachment, attached bool) error {
	return m.change(func(r *desk.Request) {
		r.Papers = slices.DeleteFunc(r.Papers, func(p funding.Paper) bool { return p.ID == a.ID })
		if attached {
			r.Papers = append(r.Papers, funding.Paper{ID: a.ID, Name: a.Name, On: m.desk.Today()})
		}
	})
}

// addPaper attaches a paper that the form does not list.
func (m *model) addPaper(name string) error {
	return m.change(func(r *desk.Request) { r.Papers = append(r.Papers, funding.Paper{Name: name, On: m.desk.Today()}) })
}

// datePaper sets the day of a paper.
func (m *model) datePaper(place int, on day.Date) error {
	return m.change(func(r *desk.Request) { r.Papers[place].On = on })
}

// removePaper takes a paper away.
func (m *model) removePaper(place int) error {
	return m.change(func(r *desk.Request) { r.Papers = slices.Delete(r.Papers, place, place+1) })
}

// setMeasure writes a measure; a place beyond the last adds one.
func (m *model) setMeasure(place int, measure funding.Measure) error {
	return m.change(func(r *desk.Request) {
		if place >= len(r.Measures) {
			r.Measures = append(r.Measures, measure)
			return
		}
		r.Measures[place] = measure
	})
}

// removeMeasure takes a measure away.
func (m *model) removeMeasure(place int) error {
	return m.change(func(r *desk.Request) { r.Measures = slices.Delete(r.Measures, place, place+1) })
}

// document is the paper as it stands.
func (m *model) document(hidden bool) (*paper.Doc, error) {
	names := desk.NamesFull
	if hidden {
		names = desk.NamesInitials
	}
	return m.desk.RequestDocument(context.Background(), m.number, names)
}

// gateState is how a gate is shown: its shape and its word. A gate that only warns
// never shows as missing.
func gateState(g funding.Gate) (parts.State, string) {
	switch {
	case g.OK:
		return parts.Done, "Done"
	case g.State == funding.Missing && g.Blocks:
		return parts.Overdue, "Missing"
	case g.Blocks:
		return parts.Soon, "Check"
	}
	return parts.Soon, "Useful"
}

// standing counts the gates in a sentence.
func (m *model) standing() (blocking, useful int) {
	for _, g := range m.draft.Result.Gates {
		if !g.OK && g.Blocks {
			blocking++
		} else if !g.OK {
			useful++
		}
	}
	return blocking, useful
}

// stepFields says beside which field of the decision each refusal belongs.
var stepFields = map[string]string{
	string(funding.ErrDecisionDate): "on", string(funding.ErrDecisionAmount): "amount", string(funding.ErrDecisionPeriod): "from",
	string(funding.ErrDecisionReason): "reason", string(funding.ErrOutcome): "outcome", string(funding.ErrSentDate): "on",
}

// placed gives a refusal of a step the field that it is about.
func placed(err error) error {
	if field, ok := stepFields[desk.Words(err)]; ok && err != nil {
		return &desk.Refusal{Field: field, Words: desk.Words(err)}
	}
	return err
}
