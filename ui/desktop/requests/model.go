package requests

import (
	"context"
	"maps"
	"slices"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/paper"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
)

// model is one request as it stands.
type model struct {
	desk   *desk.Desk
	number int

	draft    desk.Draft
	pupils   []member
	letters  []desk.LetterDue   // that belong to it so far
	feedback []funding.Feedback // said before, to think of now
}

// member is a pupil of the request.
type member struct {
	desk.RequestPupil
	entry *register.Entry
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
	list, err := m.desk.RequestPupils(ctx, m.request())
	if err != nil {
		return err
	}
	m.pupils = nil
	for _, p := range list {
		e, err := m.desk.Entry(p.Pupil)
		if err != nil {
			return err
		}
		m.pupils = append(m.pupils, member{p, e})
	}
	if m.letters, err = m.desk.Letters(ctx, m.request()); err != nil {
		return err
	}
	m.feedback, err = m.desk.FeedbackFor(ctx, m.request())
	return err
}

func (m *model) request() desk.Request { return m.draft.Request }

// form is the form that the request is made on, in the words of the council.
func (m *model) form() *funding.Form { return m.desk.RequestForm(m.request().Kind) }

// drafting reports whether the request can still be changed.
func (m *model) drafting() bool { return m.request().Status() == funding.Drafting }

// pupil is the one pupil of the request, nil for a group or a project.
func (m *model) pupil() *register.Entry {
	if m.request().Pupil == "" || len(m.pupils) == 0 {
		return nil
	}
	return m.pupils[0].entry
}

// change makes a change to the draft and keeps it.
func (m *model) change(do func(*desk.Request)) error {
	r := m.request()
	// what was read is not touched before it is kept
	if r.Words = maps.Clone(r.Words); r.Words == nil {
		r.Words = map[string]string{}
	}
	r.Papers, r.Measures, r.Attached = slices.Clone(r.Papers), slices.Clone(r.Measures), slices.Clone(r.Attached)
	r.Interventions, r.Costs, r.Partners, r.Outcomes = slices.Clone(r.Interventions), slices.Clone(r.Costs), slices.Clone(r.Partners), slices.Clone(r.Outcomes)
	do(&r)
	if err := m.desk.SaveRequest(context.Background(), r); err != nil {
		return err
	}
	return m.load()
}

// part is one thing that the SENCO writes.
type part struct{ ID, Name, Hint string }

// parts lists what is written in this request, as its form asks.
func (m *model) parts() []part {
	r := m.request()
	var list []part
	for _, f := range m.form().Fields {
		if wanted := wanting[f.ID]; wanted == nil || wanted(m) || r.Words[f.ID] != "" {
			list = append(list, part{f.ID, f.Name, f.Prompt})
		}
	}
	return list
}

// wanting says of the fields that not every request needs whether this one does: what
// the last award achieved only on a renewal, an answer only where something was said,
// and why a view is missing only while it is.
var wanting = map[string]func(*model) bool{
	"impact":              func(m *model) bool { return m.request().Renews > 0 },
	funding.AnswerField:   func(m *model) bool { return len(m.draft.Facts.Said) > 0 },
	"pupil_view_not_yet":  func(m *model) bool { return m.isClosed("pupil_view") },
	"parent_view_not_yet": func(m *model) bool { return m.isClosed("parent_view") },
}

// isClosed reports whether a gate of the request is not open.
func (m *model) isClosed(gate string) bool {
	return slices.ContainsFunc(m.draft.Result.Gates, func(g funding.Gate) bool { return g.ID == gate && !g.OK })
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

// put sets a thing of a list; a place beyond the last adds one.
func put[T any](list []T, place int, thing T) []T {
	if place >= len(list) {
		return append(list, thing)
	}
	list[place] = thing
	return list
}

// swap moves a thing of a list by one place up or down, within the list.
func swap[T any](list []T, place, by int) {
	if to := place + by; to >= 0 && to < len(list) {
		list[place], list[to] = list[to], list[place]
	}
}

// document is the paper as it stands.
func (m *model) document(hidden bool) (*paper.Doc, error) {
	names := desk.NamesFull
	if hidden {
		names = desk.NamesInitials
	}
	return m.desk.RequestDocument(context.Background(), m.number, names)
}

// gateState is how a gate is shown: its shape and its word. A gate that only warns never
// shows as missing.
func gateState(g funding.Gate) (parts.State, string) {
	switch {
	case g.Light == funding.Green:
		return parts.Done, "Done"
	case g.Light == funding.Amber:
		return parts.Soon, "Useful"
	case g.State == funding.Missing:
		return parts.Overdue, "Missing"
	}
	return parts.Overdue, "Not right"
}

// standing counts the gates that are not open: those that block, and those that warn.
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

// stepFields says beside which field of a form each refusal of a step belongs.
var stepFields = map[funding.StepError]string{
	funding.ErrSentDate: "on", funding.ErrDiscussionDate: "on", funding.ErrAdviceDate: "on", funding.ErrDecisionDate: "on", funding.ErrEndDate: "on", funding.ErrWithdrawn: "on",
	funding.ErrAdvice: "outcome", funding.ErrOutcome: "outcome", funding.ErrDecisionAmount: "amount", funding.ErrDecisionPeriod: "from",
	funding.ErrDecisionReason: "reason", funding.ErrAdviceReason: "reason", funding.ErrEndReason: "reason", funding.ErrReferTo: "refer_to",
	funding.ErrDisputeBy: "by", funding.ErrDisputeDate: "on", funding.ErrDisputeLate: "late", funding.ErrDisputeResult: "outcome", funding.ErrLastStage: "next",
	funding.ErrReviewDate: "review", funding.ErrInterest: "people", funding.ErrWho: "people", funding.ErrDiscussion: "words",
}

// placed gives a refusal of a step the field that it is about.
func placed(err error) error {
	if err == nil {
		return nil
	}
	if field, ok := stepFields[funding.StepError(desk.Words(err))]; ok {
		return &desk.Refusal{Field: field, Words: desk.Words(err)}
	}
	return err
}
