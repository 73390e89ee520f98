package desk

import (
	"context"
	"errors"
	"slices"
	"sync"

	"needsbook/app/day"
	"needsbook/app/duties"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// pupilDates is what Today needs to know of one pupil beside the register. It is
// distilled from the records and kept in memory, because reading every note of the
// school again after each change would make the window wait.
type pupilDates struct {
	planned     bool     // there is or was a plan
	open        bool     // a plan runs
	began       day.Date // when the plan that runs began
	noReviewDay bool     // a plan runs that has no day for its review
	pupilHeard  day.Date // the latest view of the pupil
	parentHeard day.Date // the latest view of a parent
	spoken      day.Date // the latest call, meeting or view with the family
	met         []day.Date
	asked       []duties.Asked
	concerns    []register.Concern
	plan        *register.EHCPlan // the one that stands
	consents    []register.Consent
	handedOver  bool
	asks        []asking            // who was invited to a meeting, and when
	actions     []agreed            // with a day, and not done
	unsigned    []provision.Meeting // whose records are not signed, without their words
}

// datesOf holds the dates of all pupils once they were asked for.
type datesOf struct {
	mu sync.Mutex
	of map[string]*pupilDates // nil until it is asked for
}

// dateKinds are the records that the dates are distilled from.
var dateKinds = map[string]bool{kindCycle: true, kindNote: true, kindConcern: true, kindEHCPlan: true, kindConsent: true, kindHandover: true, kindInvitee: true, kindMeeting: true}

// readDates calls read for each kind of record with the func that takes one in.
func (d *Desk) readDates(ctx context.Context, of map[string]*pupilDates, pupil string) error {
	at := func(id string) *pupilDates {
		if of[id] == nil {
			of[id] = &pupilDates{}
		}
		return of[id]
	}
	return errors.Join(
		each(ctx, d.store, kindCycle, pupil, func(c provision.Cycle) { at(c.Pupil).cycle(c) }),
		each(ctx, d.store, kindNote, pupil, func(n register.Note) { at(n.Pupil).note(n) }),
		each(ctx, d.store, kindConcern, pupil, func(c register.Concern) {
			if c.IsOpen() {
				at(c.Pupil).concerns = append(at(c.Pupil).concerns, c)
			}
		}),
		each(ctx, d.store, kindEHCPlan, pupil, func(p register.EHCPlan) {
			if p.Until.IsZero() {
				p.Sections = nil // the words are not needed here
				at(p.Pupil).plan = &p
			}
		}),
		each(ctx, d.store, kindConsent, pupil, func(c register.Consent) { at(c.Pupil).consents = append(at(c.Pupil).consents, c) }),
		each(ctx, d.store, kindHandover, pupil, func(h register.Handover) {
			at(h.Pupil).handedOver = at(h.Pupil).handedOver || h.Direction == register.HandoverOut
		}),
		each(ctx, d.store, kindInvitee, pupil, func(v register.Invitee) {
			if !v.Invited.IsZero() {
				at(v.Pupil).asks = append(at(v.Pupil).asks, asking{v.Meeting, v.Invited})
			}
		}),
		each(ctx, d.store, kindMeeting, pupil, func(m provision.Meeting) { at(m.Pupil).meeting(m) }),
	)
}

// each reads the records of a kind, of one pupil or of all with "", one by one.
func each[T any](ctx context.Context, s Store, kind, pupil string, take func(T)) error {
	take1 := func(body journal.Body) error {
		list, err := gather[T](kind, func(one func(journal.Body) error) error { return one(body) })
		if err == nil {
			take(list[0])
		}
		return err
	}
	if pupil == "" {
		return s.All(ctx, kind, take1)
	}
	return s.Where(ctx, kind, "pupil", pupil, take1)
}

func (p *pupilDates) cycle(c provision.Cycle) {
	p.planned = true
	if c.IsReviewed() {
		return
	}
	p.open = true
	p.began = later(p.began, c.Starts)
	p.noReviewDay = p.noReviewDay || c.ReviewDue.IsZero()
}

func (p *pupilDates) note(n register.Note) {
	switch n.Type {
	case register.NotePupilView:
		p.pupilHeard = later(p.pupilHeard, n.On)
	case register.NoteParentView:
		p.parentHeard = later(p.parentHeard, n.On)
	case register.NoteAccess:
		p.asked = append(p.asked, duties.Asked{ID: n.ID, Rule: duties.AskedForData, On: n.On})
	case register.NoteEducationalRecord:
		p.asked = append(p.asked, duties.Asked{ID: n.ID, Rule: duties.AskedForRecord, On: n.On})
	}
	if n.IsContact() || n.Type == register.NoteParentView {
		p.spoken = later(p.spoken, n.On)
	}
	if n.Type == register.NoteMeeting || n.Type == register.NoteParentView {
		p.metOn(n.On)
	}
}

// metOn notes a day on which parents were met or heard: a meeting and what the parent
// said at it are one.
func (p *pupilDates) metOn(on day.Date) {
	if !slices.Contains(p.met, on) {
		p.met = append(p.met, on)
	}
}

// asking is an invitation to a meeting, and when it went out.
type asking struct{ meeting, on day.Date }

// askedTo are the days of meetings to which somebody has been asked.
func (p *pupilDates) askedTo() (days []day.Date) {
	for _, a := range p.asks {
		days = append(days, a.meeting)
	}
	return days
}

// agreed is an action of a meeting that waits for its day.
type agreed struct {
	meeting string
	action  int // its place in the record
	what    string
	by      day.Date
}

// meeting takes a meeting in: once it is signed, parents who were asked to it were met.
func (p *pupilDates) meeting(m provision.Meeting) {
	for i, a := range m.Actions {
		if a.Waits() && !a.By.IsZero() {
			p.actions = append(p.actions, agreed{m.ID, i, a.Words(), a.By})
		}
	}
	switch {
	case !m.IsSigned():
		p.unsigned = append(p.unsigned, provision.Meeting{ID: m.ID, Kind: m.Kind, On: m.On, At: m.At})
	case m.Kind == provision.MeetingParents:
		p.metOn(m.On)
		p.spoken = later(p.spoken, m.On)
	}
}

func later(a, b day.Date) day.Date {
	if b.After(a) {
		return b
	}
	return a
}

// noDates stands for a pupil of whom nothing is known beside the register.
var noDates = &pupilDates{}

// dates returns what is distilled, reading it when it is not there. The func answers
// for one pupil.
func (d *Desk) dates(ctx context.Context) (func(pupil string) *pupilDates, error) {
	d.kept.mu.Lock()
	defer d.kept.mu.Unlock()
	if d.kept.of == nil {
		of := map[string]*pupilDates{}
		if err := d.readDates(ctx, of, ""); err != nil {
			return nil, err
		}
		d.kept.of = of
	}
	of := make(map[string]*pupilDates, len(d.kept.of))
	for id, p := range d.kept.of {
		of[id] = p
	}
	return func(pupil string) *pupilDates {
		if p := of[pupil]; p != nil {
			return p
		}
		return noDates
	}, nil
}

// followDates brings the dates up to date with a step: a few pupils are read again,
// after more all are, when they are asked for.
func (d *Desk) followDates(ctx context.Context, changes []journal.Change) error {
	d.kept.mu.Lock()
	defer d.kept.mu.Unlock()
	if d.kept.of == nil {
		return nil
	}
	touched := map[string]bool{}
	for _, c := range changes {
		if dateKinds[c.Kind] {
			touched[c.About] = true
		}
	}
	if len(touched) > fewEnough || touched[""] {
		d.kept.of = nil
		return nil
	}
	for id := range touched {
		delete(d.kept.of, id)
		if err := d.readDates(ctx, d.kept.of, id); err != nil {
			d.kept.of = nil
			return err
		}
	}
	return nil
}

// forgetDates is for a file whose records are other ones than before.
func (d *Desk) forgetDates() {
	d.kept.mu.Lock()
	defer d.kept.mu.Unlock()
	d.kept.of = nil
}
