package meeting

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/wording"
)

// model is one meeting, without the toolkit.
type model struct {
	desk        *desk.Desk
	hidden      func() bool
	pupil       *register.Entry
	held        desk.MeetingHeld // as it stands in the fields
	stored      desk.MeetingHeld // as it was kept last, or as it was begun
	people      []desk.MeetingPerson
	corrections []provision.Correction
}

// toRead reports whether the record is only read: it is signed, names are hidden, or the
// role of whoever opened the file does not include writing it.
func (m *model) toRead() bool {
	return m.held.IsSigned() || m.hidden() || !m.desk.May(access.HoldReviews)
}

// fromPupil begins an argument that names a pupil, and may name a kind of meeting,
// where others name the meeting: "with/id/annual_review".
const fromPupil = "with"

// open reads the meeting that an argument names, or begins one.
func (m *model) open(arg string) (err error) {
	ctx := context.Background()
	id, rest, _ := strings.Cut(arg, "/")
	if id != fromPupil {
		m.held, err = m.desk.Meeting(ctx, id)
		if err != nil {
			return err
		}
		return m.loaded()
	}
	pupil, kind, _ := strings.Cut(rest, "/")
	if m.held, err = m.desk.MeetingNow(ctx, pupil); err != nil {
		return err
	}
	if kind != "" && m.held.ID == "" {
		if m.held, err = m.desk.NewMeeting(ctx, pupil, kind); err != nil {
			return err
		}
	}
	return m.loaded()
}

// loaded reads what belongs to the meeting.
func (m *model) loaded() (err error) {
	if m.pupil, err = m.desk.Entry(m.held.Pupil); err != nil {
		return err
	}
	if m.held.ID != "" && len(m.held.Agenda) == 0 && !m.held.IsSigned() { // it was planned without one
		if m.held.Agenda, err = m.desk.Agenda(context.Background(), m.held.Meeting); err != nil {
			return err
		}
	}
	m.stored = m.copied()
	if m.held.ID != "" {
		r, err := m.desk.Record(context.Background(), m.held.Pupil)
		if err != nil {
			return err
		}
		m.corrections = slices.DeleteFunc(r.Corrections, func(c provision.Correction) bool { return c.Record != m.held.ID })
	}
	return m.loadPeople()
}

func (m *model) loadPeople() (err error) {
	m.people, err = m.desk.MeetingPeople(context.Background(), m.held.Meeting)
	return err
}

// again reads the meeting anew, as after undo; one that is gone begins anew.
func (m *model) again() (err error) {
	if m.held.ID != "" {
		if m.held, err = m.desk.Meeting(context.Background(), m.held.ID); err == nil {
			return m.loaded()
		}
	}
	if m.held, err = m.desk.NewMeeting(context.Background(), m.pupil.ID, m.stored.Kind); err != nil {
		return err
	}
	return m.loaded()
}

// copied is the meeting as it stands, sharing nothing with it.
func (m *model) copied() desk.MeetingHeld {
	c := m.held
	c.Agenda, c.Actions = slices.Clone(c.Agenda), slices.Clone(c.Actions)
	return c
}

// changed reports whether something differs from what was kept.
func (m *model) changed() bool { return !reflect.DeepEqual(plain(m.held), plain(m.stored)) }

// plain is a meeting without what does not count as a change: empty actions, and the
// way of hearing of somebody who said nothing.
func plain(h desk.MeetingHeld) desk.MeetingHeld {
	actions := []provision.AgreedAction{}
	for _, a := range h.Actions {
		if a.What+a.Who != "" {
			actions = append(actions, a)
		}
	}
	h.Actions, h.ID = actions, ""
	for _, v := range []*desk.Heard{&h.PupilView, &h.ParentView} {
		if v.Words == "" {
			v.How = ""
		}
	}
	return h
}

// keep stores what differs from what was kept last. It reports whether anything did.
func (m *model) keep() (bool, error) {
	if m.held.IsSigned() || !m.changed() {
		return false, nil
	}
	moved := m.held.On != m.stored.On || m.held.Kind != m.stored.Kind
	id, err := m.desk.SaveMeeting(context.Background(), m.held)
	if err != nil {
		return false, err
	}
	m.held.ID = id
	m.stored = m.copied()
	if moved {
		err = m.loadPeople()
	}
	return true, err
}

// sign signs the record off.
func (m *model) sign() error {
	id, err := m.desk.SignMeeting(context.Background(), m.held)
	if err != nil {
		return err
	}
	if m.held, err = m.desk.Meeting(context.Background(), id); err != nil {
		return err
	}
	return m.loaded()
}

// turnTo makes it another kind of meeting, with the agenda of that kind.
func (m *model) turnTo(kind string) error {
	meeting := m.held.Meeting
	meeting.Kind = kind
	agenda, err := m.desk.Agenda(context.Background(), meeting)
	if err != nil {
		return err
	}
	m.held.Kind, m.held.Agenda = kind, agenda
	return m.loadPeople()
}

// kindName is the kind of meeting in words.
func (m *model) kindName() string { return register.Named(provision.MeetingKinds, m.held.Kind) }

// title heads the page.
func (m *model) title() string {
	return m.kindName() + ": " + wording.Name(m.pupil, m.hidden())
}

// sentence says how the record stands.
func (m *model) sentence() string {
	words := m.held.On.Words()
	if m.held.At != 0 {
		words += ", " + m.held.At.String()
	}
	switch {
	case m.held.IsSigned():
		by := ""
		if m.held.SignedBy != "" && !m.hidden() {
			by = " by " + m.held.SignedBy
		}
		return words + ". Signed off on " + m.held.Signed.Words() + by + ": the record stays as it is."
	case m.held.ID == "":
		return words + ". Nothing is kept yet. What you write keeps itself; Ctrl+Enter signs it off."
	}
	return words + ". Kept as you write. Ctrl+Enter signs it off, Ctrl+P prints it."
}

// point is one point of the agenda.
type point struct {
	words string
	facts []string
}

// points are the agenda. While names are hidden its facts are not shown.
func (m *model) points() []point {
	var out []point
	for _, p := range m.held.Agenda {
		words, facts := provision.ReadPoint(p)
		if m.hidden() {
			facts = nil
		}
		out = append(out, point{words, facts})
	}
	return out
}

// agendaText is the agenda to change, its points with an empty line between.
func (m *model) agendaText() string { return strings.Join(m.held.Agenda, "\n\n") }

// setAgenda takes the agenda as it was changed.
func (m *model) setAgenda(text string) {
	m.held.Agenda = []string{}
	for p := range strings.SplitSeq(text, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			m.held.Agenda = append(m.held.Agenda, p)
		}
	}
}
