package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// Heard is what somebody said at a meeting, and how it was heard.
type Heard struct {
	Words string `json:"words"`
	How   string `json:"how"` // one of register.ViewWays, "" where it is not said
}

// MeetingHeld is a meeting with what the pupil and the parents said at it. Their words
// are kept as notes that were heard at this meeting.
type MeetingHeld struct {
	provision.Meeting
	PupilView  Heard `json:"pupil_view"`
	ParentView Heard `json:"parent_view"`
}

// voices are the two who must be heard, each with the type of its notes.
func (m *MeetingHeld) voices() []voice {
	return []voice{
		{"parent_view", register.NoteParentView, &m.ParentView, &m.ParentWhyNot, "Write what the parents said, or why they were not heard.", "meeting"},
		{"pupil_view", register.NotePupilView, &m.PupilView, &m.PupilWhyNot, "Write what the pupil said, or why the pupil was not heard.", "talk"},
	}
}

// voice is what one of the two said, or why they were not heard.
type voice struct {
	field    string
	noteType string
	heard    *Heard
	whyNot   *string
	missing  string // says that both are missing
	usual    string // the way in which it is mostly heard
}

// MeetingRow is a meeting in a list.
type MeetingRow struct {
	provision.Meeting
	KindName string `json:"kind_name"`
	Name     string `json:"name"` // the pupil as the register lists them
	Class    string `json:"class"`
}

// Meetings lists the meetings from one day to another, by day and time; a zero day
// sets no bound.
func (d *Desk) Meetings(ctx context.Context, from, until day.Date) ([]MeetingRow, error) {
	list, err := all[provision.Meeting](ctx, d.store, kindMeeting)
	if err != nil {
		return nil, err
	}
	out := []MeetingRow{}
	for _, m := range list {
		e, err := d.Entry(m.Pupil)
		if err != nil || m.On.Before(from) || !until.IsZero() && m.On.After(until) {
			continue
		}
		out = append(out, MeetingRow{Meeting: m, KindName: register.Named(provision.MeetingKinds, m.Kind), Name: e.ListName(), Class: e.Class})
	}
	slices.SortStableFunc(out, func(a, b MeetingRow) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.At, b.At), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// Meeting reads one meeting with what was heard at it.
func (d *Desk) Meeting(ctx context.Context, id string) (MeetingHeld, error) {
	var m MeetingHeld
	found, err := readRecord(ctx, d.store, kindMeeting, id, &m.Meeting)
	if err != nil {
		return m, err
	}
	if !found {
		return m, refuse("meeting", "There is no such meeting in the record.")
	}
	notes, err := d.heardAt(ctx, m.Meeting)
	if err != nil {
		return m, err
	}
	for _, v := range m.voices() {
		if n := notes[v.noteType]; n.ID != "" {
			*v.heard = Heard{n.Words, n.How}
		}
	}
	return m, nil
}

// heardAt are the notes of what was heard at a meeting, by their type.
func (d *Desk) heardAt(ctx context.Context, m provision.Meeting) (map[string]register.Note, error) {
	out := map[string]register.Note{}
	if m.ID == "" {
		return out, nil
	}
	notes, err := where[register.Note](ctx, d.store, kindNote, "pupil", m.Pupil)
	for _, n := range notes {
		if n.Heard == m.ID {
			out[n.Type] = n
		}
	}
	return out, err
}

// NewMeeting returns a meeting about a pupil with its agenda filled in from the
// record. Nothing is stored. It is today's, or on the day that is set for the annual
// review where that is still to come.
func (d *Desk) NewMeeting(ctx context.Context, pupil, kind string) (MeetingHeld, error) {
	r, err := d.Record(ctx, pupil)
	if err != nil {
		return MeetingHeld{}, err
	}
	m := MeetingHeld{Meeting: provision.Meeting{Pupil: r.ID, Kind: kind, On: d.Today(), By: d.options.By}}
	if m.Agenda, err = d.agendaOf(ctx, r, m.Meeting); err != nil {
		return MeetingHeld{}, err
	}
	if c, ok := openCycle(r.Cycles); ok && kind != provision.MeetingOther {
		m.Cycle = c.ID
	}
	if p, has := standingPlan(r.EHCPlans); has && kind == provision.MeetingAnnualReview && p.Stages.Meeting.After(m.On) {
		m.On = p.Stages.Meeting
	}
	return m, nil
}

// MeetingNow returns the meeting about a pupil that is to be written now: the one of
// today, or the one that was begun last and not signed, else a new one that is not
// stored: the annual review on its day, otherwise a meeting with parents.
func (d *Desk) MeetingNow(ctx context.Context, pupil string) (MeetingHeld, error) {
	r, err := d.Record(ctx, pupil)
	if err != nil {
		return MeetingHeld{}, err
	}
	today, begun := d.Today(), ""
	for _, m := range r.Meetings { // the latest first
		switch {
		case m.IsSigned() || m.On.After(today):
		case m.On == today:
			return d.Meeting(ctx, m.ID)
		case begun == "" && strings.TrimSpace(m.Words) != "":
			begun = m.ID
		}
	}
	if begun != "" {
		return d.Meeting(ctx, begun)
	}
	kind := provision.MeetingParents
	if p, has := standingPlan(r.EHCPlans); has && r.Status == "E" && p.Stages.Meeting == today {
		kind = provision.MeetingAnnualReview
	}
	return d.NewMeeting(ctx, pupil, kind)
}

// openCycle is the plan that runs, and whether one does.
func openCycle(cycles []provision.Cycle) (open provision.Cycle, runs bool) {
	for _, c := range cycles { // by their start
		if !c.IsReviewed() {
			open, runs = c, true
		}
	}
	return open, runs
}

// standingPlan is the EHC plan that stands, and whether there is one.
func standingPlan(plans []register.EHCPlan) (register.EHCPlan, bool) {
	for _, p := range plans {
		if p.Until.IsZero() {
			return p, true
		}
	}
	return register.EHCPlan{}, false
}

// SaveMeeting writes a meeting with what was heard at it, as one step, and returns its
// id. A signed record is not changed.
func (d *Desk) SaveMeeting(ctx context.Context, m MeetingHeld) (string, error) {
	e, edits, err := d.meetingEdits(ctx, &m)
	if err != nil {
		return "", err
	}
	return m.ID, d.do(ctx, register.Named(provision.MeetingKinds, m.Kind)+" about "+e.Name(), e.ID, edits...)
}

// meetingEdits checks a meeting and gives the edits that write it: the meeting first,
// then what was heard, and those who are asked when its day has moved.
func (d *Desk) meetingEdits(ctx context.Context, m *MeetingHeld) (*register.Entry, []journal.Edit, error) {
	e, err := d.Entry(m.Pupil)
	if err != nil {
		return nil, nil, err
	}
	var before provision.Meeting
	if m.ID != "" {
		found, err := readRecord(ctx, d.store, kindMeeting, m.ID, &before)
		switch {
		case err != nil:
			return nil, nil, err
		case !found || before.Pupil != e.ID:
			return nil, nil, refuse("meeting", "There is no such meeting in the record of this pupil.")
		}
		if err := d.unlocked(ctx, m.ID); err != nil {
			return nil, nil, err
		}
	}
	if err := d.checkMeeting(ctx, m); err != nil {
		return nil, nil, err
	}
	if m.ID == "" {
		m.ID = d.options.NewID()
	}
	m.Signed, m.SignedBy, m.By = day.Date{}, "", orElse(m.By, d.options.By)
	edits := []journal.Edit{{Kind: kindMeeting, Key: m.ID, About: e.ID, Value: m.Meeting}}
	heard, err := d.heardEdits(ctx, m)
	if err != nil {
		return nil, nil, err
	}
	moved, err := d.movedInvitees(ctx, before, m.Meeting)
	return e, append(append(edits, heard...), moved...), err
}

// heardEdits write the notes of what was heard, and take those away that were emptied.
func (d *Desk) heardEdits(ctx context.Context, m *MeetingHeld) ([]journal.Edit, error) {
	have, err := d.heardAt(ctx, m.Meeting)
	if err != nil {
		return nil, err
	}
	on := m.On
	if today := d.Today(); on.After(today) {
		on = today
	}
	var edits []journal.Edit
	for _, v := range m.voices() {
		n := have[v.noteType]
		switch {
		case v.heard.Words == "" && n.ID != "":
			edits = append(edits, journal.Edit{Kind: kindNote, Key: n.ID, About: m.Pupil, Remove: true})
			continue
		case v.heard.Words == "", v.heard.Words == n.Words && v.heard.How == n.How && n.On == on:
			continue
		case n.ID == "":
			n = register.Note{ID: d.options.NewID(), Pupil: m.Pupil, Type: v.noteType, By: d.options.By, Heard: m.ID}
		}
		n.Words, n.How, n.On = v.heard.Words, v.heard.How, on
		edits = append(edits, journal.Edit{Kind: kindNote, Key: n.ID, About: m.Pupil, Value: n})
	}
	return edits, nil
}

// movedInvitees take those who are asked along when a meeting moves to another day,
// unless the pupil has another meeting on the day that it leaves.
func (d *Desk) movedInvitees(ctx context.Context, before, m provision.Meeting) ([]journal.Edit, error) {
	if before.ID == "" || before.On == m.On {
		return nil, nil
	}
	invitees, err := where[register.Invitee](ctx, d.store, kindInvitee, "pupil", m.Pupil)
	if err != nil {
		return nil, err
	}
	others, err := where[provision.Meeting](ctx, d.store, kindMeeting, "pupil", m.Pupil)
	if err != nil || slices.ContainsFunc(others, func(o provision.Meeting) bool { return o.ID != m.ID && o.On == before.On }) {
		return nil, err
	}
	var edits []journal.Edit
	for _, v := range invitees {
		if v.Meeting != before.On {
			continue
		}
		if v.Meeting = m.On; m.On.After(d.Today()) {
			v.Came = "" // who comes is not known yet
		}
		edits = append(edits, journal.Edit{Kind: kindInvitee, Key: v.ID, About: v.Pupil, Value: v})
	}
	return edits, nil
}

// RemoveMeeting takes a meeting away that was not signed, with what was heard at it.
func (d *Desk) RemoveMeeting(ctx context.Context, id string) error {
	m, err := d.Meeting(ctx, id)
	if err != nil {
		return err
	}
	if err := d.unlocked(ctx, id); err != nil {
		return err
	}
	e, err := d.Entry(m.Pupil)
	if err != nil {
		return err
	}
	heard, err := d.heardAt(ctx, m.Meeting)
	if err != nil {
		return err
	}
	edits := []journal.Edit{{Kind: kindMeeting, Key: id, About: e.ID, Remove: true}}
	for _, v := range m.voices() {
		if n := heard[v.noteType]; n.ID != "" {
			edits = append(edits, journal.Edit{Kind: kindNote, Key: n.ID, About: e.ID, Remove: true})
		}
	}
	return d.do(ctx, "Remove a meeting about "+e.Name(), e.ID, edits...)
}
