package meeting

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// fieldWords is the name of the field of what was said.
const fieldWords = "words"

// fields are the record while it is being written. Each keeps itself when it is left,
// or when typing in it rests.
type fields struct {
	s            *Screen
	record, side *sheet.Sheet
	words        *parts.Notes
	parent       voice
	pupil        voice
	actions      *actionList
	kind         *parts.Choice
	on, next     *parts.DateField
	at, place    *parts.Field
	said         said
}

// said is where words about what was refused stand.
type said struct {
	sheet *sheet.Sheet
	field string
}

// voice is what one of the two said, how it was heard, or why it was not.
type voice struct {
	words  *parts.Notes
	how    *parts.Choice
	whyNot *parts.Field
}

// onSide are the fields of the right part by their names.
var onSide = map[string]bool{"kind": true, "on_day": true, "at": true, "place": true, "next_day": true, "cycle": true}

func newFields(s *Screen) *fields {
	f := &fields{s: s, record: sheet.New("", "", nil), side: sheet.New("", "", nil), words: parts.NewNotes("", 9), on: parts.NewDateField(s.n.Desk.Today), next: parts.NewDateField(s.n.Desk.Today),
		at: parts.NewField("09:30"), place: parts.NewField("")}
	f.parent, f.pupil = newVoice(6), newVoice(4)
	f.actions = newActionList(s.n.Desk.Today, s.keep)
	var kinds []parts.Option
	for _, k := range provision.MeetingKinds {
		kinds = append(kinds, parts.Option{Value: k.ID, Words: k.Name})
	}
	f.kind = parts.NewChoice(kinds, func(kind string) { s.turnTo(kind) })
	f.write()
	f.record.Add(fieldWords, "What was said and agreed", f.words, "")
	f.record.Add("parent_view", "What the parents said", f.parent.words, "")
	f.record.Add("pupil_view", "What the pupil said", f.pupil.words, "")
	f.record.Add("actions", "What happens next", f.actions.object, "What, who, and by when. A line begins the next one.")
	f.record.Pair(sheet.Half{Name: "parent_how", Label: "Parents heard by", Field: f.parent.how}, sheet.Half{Name: "pupil_how", Label: "Pupil heard by", Field: f.pupil.how}, "")
	f.record.Pair(sheet.Half{Name: "parent_why_not", Label: "Or why parents were not heard", Field: f.parent.whyNot}, sheet.Half{Name: "pupil_why_not", Label: "Or why the pupil was not heard", Field: f.pupil.whyNot}, "")
	f.side.Add("next_day", "Meet again on", f.next, "")
	f.side.Add("kind", "Kind", f.kind, "")
	f.side.Add("on_day", "Day", f.on, "")
	f.side.Add("at", "Time", f.at, "")
	f.side.Add("place", "Place", f.place, "")
	for _, on := range []*parts.DateField{f.on, f.next} {
		on.OnValue = func(day.Date) { s.keep() }
	}
	for _, how := range []*parts.Choice{f.parent.how, f.pupil.how} {
		how.OnChosen = func(string) { s.keep() }
	}
	f.record.OnLeft(s.keep)
	f.side.OnLeft(s.keep)
	f.record.Begin()
	f.side.Begin()
	return f
}

func newVoice(lines int) voice {
	var ways []parts.Option
	for _, w := range register.ViewWays {
		ways = append(ways, parts.Option{Value: w.ID, Words: w.Name})
	}
	v := voice{words: parts.NewNotes("", lines), how: parts.NewChoice(ways, nil), whyNot: parts.NewField("")}
	v.how.PlaceHolder = "As usual"
	return v
}

// write sets the fields from the meeting.
func (f *fields) write() {
	m := &f.s.model.held
	f.words.SetText(m.Words)
	f.parent.write(m.ParentView, m.ParentWhyNot)
	f.pupil.write(m.PupilView, m.PupilWhyNot)
	f.actions.write(m.Actions)
	f.kind.SetChosen(m.Kind)
	f.on.SetValue(m.On)
	f.next.SetValue(m.Next)
	f.at.SetText(m.At.String())
	f.place.SetText(m.Place)
}

func (v voice) write(heard desk.Heard, whyNot string) {
	v.words.SetText(heard.Words)
	v.how.SetChosen(heard.How)
	v.whyNot.SetText(whyNot)
}

// read takes what stands in the fields. Words that mean no day or time are refused
// under their field, and nothing is kept until they are put right.
func (f *fields) read() bool {
	m := &f.s.model.held
	on, err := sheet.Day("on_day", f.on)
	if err == nil {
		m.Next, err = sheet.Day("next_day", f.next)
	}
	if err == nil {
		if m.At, err = provision.ParseTimeOfDay(f.at.Text); err != nil {
			err = &desk.Refusal{Field: "at", Words: "Write the time as 09:30."}
		}
	}
	if err == nil {
		m.Actions, err = f.actions.read()
	}
	if err != nil {
		f.say(err)
		return false
	}
	m.On, m.Words, m.Place = on, f.words.Text, f.place.Text
	m.ParentView, m.ParentWhyNot = f.parent.read()
	m.PupilView, m.PupilWhyNot = f.pupil.read()
	return true
}

func (v voice) read() (desk.Heard, string) {
	return desk.Heard{Words: v.words.Text, How: v.how.Chosen()}, v.whyNot.Text
}

// say says under its field what was refused; nil takes such words away.
func (f *fields) say(err error) {
	if f.said.sheet != nil {
		f.said.sheet.Keep(f.said.field, func() error { return nil })
		f.said = said{}
	}
	if err == nil {
		return
	}
	f.said.sheet = f.record
	var refusal *desk.Refusal
	if errors.As(err, &refusal) {
		if f.said.field = refusal.Field; onSide[refusal.Field] {
			f.said.sheet = f.side
		}
	}
	f.said.sheet.Say(err)
}

// focus gives the keyboard to the field of which something was said.
func (f *fields) focus() {
	if f.said.sheet != nil {
		f.said.sheet.FocusOn(f.said.field)
	}
}

// turnTo makes it another kind of meeting.
func (s *Screen) turnTo(kind string) {
	if kind == "" || kind == s.model.held.Kind || s.fields == nil || !s.fields.read() {
		return
	}
	if err := s.model.turnTo(kind); err != nil {
		s.fields.say(err)
		return
	}
	s.keep()
	s.showHead()
	s.showAgenda()
	s.showSide()
	s.object.Refresh()
}

// showSide sets who came over the day and the place.
func (s *Screen) showSide() {
	s.side.Objects = []fyne.CanvasObject{s.people(), parts.Card("Next, day and place", s.fields.side.Form())}
	s.side.Refresh()
}

// people is the list of those who are asked, to tick.
func (s *Screen) people() fyne.CanvasObject {
	add := parts.NewField("Somebody else: name, role")
	add.OnSubmitted = func(typed string) {
		s.keep()
		if _, err := s.n.Desk.AddToMeeting(context.Background(), s.model.held.Meeting, typed); err != nil {
			s.n.Shell.Alert(desk.Words(err))
			return
		}
		s.peopleChanged()
	}
	return parts.Card("Who came", parts.Column(parts.Between, People(s.model.people, s.model.hidden(), s.model.held.Kind == provision.MeetingAnnualReview, s.mark), add))
}

// mark ticks one of the people.
func (s *Screen) mark(v register.Invitee, mark string, on bool) {
	s.keep()
	if _, err := s.n.Desk.MarkInvitee(context.Background(), v, mark, on); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
	s.peopleChanged()
}

func (s *Screen) peopleChanged() {
	if err := s.model.loadPeople(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.showSide()
	s.object.Refresh()
	s.n.Shell.Changed()
}
