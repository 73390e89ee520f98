package panel

import (
	"regexp"
	"slices"

	"needsbook/app/cluster/book"
)

var clockForm = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

// forChair refuses what only this cluster's chair does.
func (s State) forChair(by By, what string) error {
	if by.Office != Chair || by.Cluster != s.About.Cluster {
		return refusal("Only the chair of this panel can %s.", what)
	}
	return nil
}

// PlanMeeting plans a meeting or changes one that has not begun. A meeting without an ID
// is called by its day.
func (s State) PlanMeeting(by By, p MeetingPlan) ([]book.Draft, error) {
	if err := s.forChair(by, "plan a meeting"); err != nil {
		return nil, err
	}
	if err := typed("The place", p.Place); err != nil {
		return nil, err
	}
	fresh := p.ID == ""
	if fresh {
		p.ID = p.On.String()
	}
	switch {
	case p.On.IsZero() || p.On.Before(by.Day()) && !p.Cancelled:
		return refuse("Enter the day of the meeting. It cannot be in the past.")
	case !idForm.MatchString(p.ID):
		return refuse("Call the meeting by a short name of small letters, digits and hyphens, or by its day.")
	case p.Starts != "" && !clockForm.MatchString(p.Starts):
		return refuse("Enter when the meeting starts as hours and minutes, such as 13:30.")
	case !p.PapersBy.IsZero() && p.PapersBy.After(p.On):
		return refuse("Papers must be in before the meeting, which is on %s.", p.On.Words())
	}
	m, there := s.Meeting(p.ID)
	switch {
	case there && fresh && m.State != Cancelled:
		return refuse("There is a meeting on %s already.", p.On.Words())
	case there && m.State != Planned && m.State != Cancelled:
		return refuse("This meeting has begun, so its plan stays as it was.")
	case p.Cancelled && !there:
		return refuse("There is no such meeting to cancel.")
	}
	return one(draft(by, KindMeeting, p.ID, p))
}

// SetAgenda puts requests on a meeting's agenda in the order given, and takes off what is
// not listed. A pooled request goes on only when every partner seconded that very
// revision.
func (s State) SetAgenda(by By, meeting string, lines []AgendaLine) ([]book.Draft, error) {
	if err := s.forChair(by, "set the agenda"); err != nil {
		return nil, err
	}
	m, err := s.going(meeting)
	if err != nil {
		return nil, err
	}
	if len(lines) > s.About.Rules.Meeting.Items {
		return refuse("An agenda has at most %d items; this one would have %d.", s.About.Rules.Meeting.Items, len(lines))
	}
	var drafts []book.Draft
	order := agendaBody{Meeting: m.ID}
	for _, line := range lines {
		if slices.Contains(order.Requests, line.Request) {
			return refuse("A request stands twice on the agenda.")
		}
		order.Requests = append(order.Requests, line.Request)
		put, err := s.putOn(by, m, line)
		if err != nil {
			return nil, err
		}
		drafts = append(drafts, put...)
	}
	for _, i := range m.Items {
		if kept := slices.Contains(order.Requests, i.Request); !kept && (i.State == Settled || i.State == Opened) {
			return refuse("%s is before the panel or decided, so it stays on the agenda.", upper(i.name()))
		}
	}
	return append(drafts, draft(by, KindAgenda, m.ID, order)), nil
}

// putOn makes the entry of an item that is new on an agenda, or that came back.
func (s State) putOn(by By, m Meeting, line AgendaLine) ([]book.Draft, error) {
	r, there := s.Request(line.Request)
	if !there {
		return refuse("There is no request %s.", line.Request)
	}
	i, on := m.Item(line.Request)
	if on && (i.State == Settled && r.Standing != Ready || i.State == PutOff && r.Standing != Ready) {
		return nil, nil // its place alone may change
	}
	minutes := line.Minutes
	if minutes == 0 {
		minutes = s.About.Rules.Meeting.Minutes[r.Paper.Form]
	}
	if minutes < 1 || minutes > 120 {
		return refuse("Give an item between 1 and 120 minutes.")
	}
	if on && (i.State == Waits || i.State == Opened) && i.Minutes == minutes {
		return nil, nil
	}
	switch {
	case on && i.State == Opened:
		return refuse("%s is before the panel, so its time stays as it was.", upper(i.name()))
	case r.Standing == OnAgenda && r.Meeting != m.ID:
		return refuse("%s is on the agenda of another meeting. Take it off there first.", upper(r.name()))
	case r.Standing != Ready && r.Standing != OnAgenda:
		return refuse("%s cannot go on the agenda. %s", upper(r.name()), r.whyNot())
	}
	return one(draft(by, KindItem, r.ID, itemBody{Meeting: m.ID, Request: r.ID, Document: r.Document, School: r.School, Paper: r.Paper, Partners: r.Partners, Minutes: minutes}))
}

// name calls a request by its number and school.
func (r Request) name() string { return "request " + r.Paper.Number + " of " + r.School }

func (r Request) whyNot() string {
	if r.Why == "" && r.Standing == Decided {
		return "It is decided."
	}
	return r.Why
}

// going returns a meeting whose agenda may still change.
func (s State) going(meeting string) (Meeting, error) {
	m, there := s.Meeting(meeting)
	switch {
	case !there:
		return m, refusal("There is no such meeting.")
	case m.State == Closed:
		return m, refusal("This meeting is closed. What was decided can only be corrected by an entry that follows.")
	case m.State == Cancelled:
		return m, refusal("This meeting was cancelled.")
	}
	return m, nil
}

// begun returns a meeting that goes on now.
func (s State) begun(meeting string) (Meeting, error) {
	m, err := s.going(meeting)
	if err == nil && m.State != Started {
		err = refusal("The meeting has not begun.")
	}
	return m, err
}

// StartMeeting begins a meeting: who is there, and what figures are on screen. The
// figures and the requests' documents are frozen by their ids, so that a decision cites
// what the panel saw.
func (s State) StartMeeting(by By, meeting string, o Opening) ([]book.Draft, error) {
	if err := s.forChair(by, "begin a meeting"); err != nil {
		return nil, err
	}
	m, err := s.going(meeting)
	if err != nil {
		return nil, err
	}
	if m.State == Started {
		return refuse("The meeting has begun already.")
	}
	if busy, going := find(s.Meetings, func(m Meeting) bool { return m.State == Started }); going {
		return refuse("The meeting of %s has not been closed. Close it first.", busy.On.Words())
	}
	if len(o.Present) == 0 {
		return refuse("Say who is there.")
	}
	for i, p := range o.Present {
		if err := checkPerson(p); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(o.Present[:i], func(q Person) bool { return q.ID == p.ID }) {
			return refuse("%s is listed twice among those who are there.", p.Name)
		}
	}
	frozen := slices.Clone(o.Frozen)
	for _, i := range m.Items {
		if i.State == Waits {
			frozen = append(frozen, i.Document)
		}
	}
	slices.Sort(frozen)
	return one(draft(by, KindStart, m.ID, startBody{Meeting: m.ID, Present: o.Present, Frozen: slices.Compact(frozen)}))
}

func checkPerson(p Person) error {
	switch {
	case p.ID == "" || p.Name == "":
		return refusal("Everybody who is there needs a name.")
	case !slices.Contains([]string{Chair, Member, Council}, p.Office):
		return refusal("%s is neither chair nor member of the panel, nor of the council.", p.Name)
	}
	return typed("A name", p.Name)
}

// Attend notes that somebody came or went during a meeting.
func (s State) Attend(by By, meeting string, who Person, here bool) ([]book.Draft, error) {
	if by.ID != who.ID {
		if err := s.forChair(by, "note who comes and goes"); err != nil {
			return nil, err
		}
	}
	m, err := s.begun(meeting)
	if err != nil {
		return nil, err
	}
	if err := checkPerson(who); err != nil {
		return nil, err
	}
	was, present := m.person(who.ID)
	switch {
	case here && present:
		return refuse("%s is there already.", who.Name)
	case !here && !present:
		return refuse("%s is not there.", who.Name)
	case !here:
		who = was
	}
	return one(draft(by, KindAttend, m.ID, attendBody{Meeting: m.ID, Person: who, Here: here}))
}

// person returns somebody who is at the meeting.
func (m Meeting) person(id string) (Person, bool) {
	return find(m.Present, func(p Person) bool { return p.ID == id })
}

// OpenItem puts an item before the panel. Only one is before it at a time.
func (s State) OpenItem(by By, meeting, request string) ([]book.Draft, error) {
	if err := s.forChair(by, "open an item"); err != nil {
		return nil, err
	}
	m, err := s.begun(meeting)
	if err != nil {
		return nil, err
	}
	item, there := m.Item(request)
	switch {
	case !there:
		return refuse("This request is not on the agenda.")
	case item.State == Settled:
		return refuse("%s is decided.", upper(item.name()))
	case item.State == Opened:
		return refuse("%s is before the panel already.", upper(item.name()))
	case item.State == Off:
		return refuse("%s left the agenda. %s", upper(item.name()), item.Why)
	}
	if r, _ := s.Request(request); item.State == PutOff && (r.Document != item.Document || r.Standing != Ready) {
		return refuse("%s is not as it was put on the agenda. Put it on again.", upper(item.name()))
	}
	return one(draft(by, KindOpen, request, openBody{Meeting: m.ID, Request: request}))
}

// Defer puts an item off to another meeting. It is no decision: the request waits as it is.
func (s State) Defer(by By, meeting, request, reason, words string) ([]book.Draft, error) {
	if err := s.forChair(by, "put an item off"); err != nil {
		return nil, err
	}
	m, err := s.begun(meeting)
	if err != nil {
		return nil, err
	}
	if err := typed("What is said about it", words); err != nil {
		return nil, err
	}
	item, there := m.Item(request)
	switch {
	case !there:
		return refuse("This request is not on the agenda.")
	case item.State != Waits && item.State != Opened:
		return refuse("%s is not waiting.", upper(item.name()))
	case !hasCode(s.About.Rules.PutOff, reason):
		return refuse("Choose why the item is put off.")
	}
	return one(draft(by, KindDefer, request, deferBody{Meeting: m.ID, Request: request, Reason: reason, Words: words}))
}

// CloseMeeting ends a meeting. Items that were not reached are put off.
func (s State) CloseMeeting(by By, meeting, words string) ([]book.Draft, error) {
	if err := s.forChair(by, "close a meeting"); err != nil {
		return nil, err
	}
	m, err := s.begun(meeting)
	if err != nil {
		return nil, err
	}
	if err := typed("What is noted about the meeting", words); err != nil {
		return nil, err
	}
	body := closeBody{Meeting: m.ID, Words: words, Off: map[string]string{}}
	for _, i := range m.Items {
		if i.State == Off {
			body.Off[i.Request] = i.Why
		}
	}
	return one(draft(by, KindClose, m.ID, body))
}
