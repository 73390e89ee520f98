package reviews

import (
	"context"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/duties"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/meeting"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// meetingKind is the kind of meeting at which an item is done.
func meetingKind(kind string) string {
	if kind == desk.ReviewIntervention {
		return provision.MeetingOther
	}
	return kind
}

// showDetail sets what belongs to the current line under the calendar: the trail of an
// annual review, and who is asked.
func (s *Screen) showDetail() {
	s.detail.Objects = nil
	if i, ok := s.current(); ok && i.Pupil != "" {
		s.detail.Objects = s.detailOf(i)
	}
	s.detail.Refresh()
}

func (s *Screen) detailOf(i desk.ReviewItem) []fyne.CanvasObject {
	ctx := context.Background()
	meeting := provision.Meeting{ID: i.Record, Pupil: i.Pupil, Kind: i.Kind, On: i.On}
	var out []fyne.CanvasObject
	if i.Kind == desk.ReviewAnnual {
		r, has, err := s.n.Desk.AnnualReview(ctx, i.Pupil)
		if err != nil {
			return []fyne.CanvasObject{parts.NewProse(desk.Words(err), parts.QuietText)}
		}
		if has {
			out = append(out, parts.Card("Annual review: "+s.model.who(i), parts.NewLampList(s.model.stages(r, func(stage string, done bool) { s.markStage(r, stage, done) })...)))
			if meeting.ID == "" {
				meeting.On = r.Meeting
			}
		}
	}
	if meeting.On.IsZero() || i.Kind != desk.ReviewAnnual && meeting.ID == "" {
		return out
	}
	people, err := s.n.Desk.MeetingPeople(ctx, meeting)
	if err != nil {
		return append(out, parts.NewProse(desk.Words(err), parts.QuietText))
	}
	return append(out, s.peopleCard(meeting, people))
}

// peopleCard lists who is asked to a meeting, to tick.
func (s *Screen) peopleCard(m provision.Meeting, people []desk.MeetingPerson) fyne.CanvasObject {
	if !s.mayHold() {
		return parts.Card("Asked to the meeting of "+m.On.Words(), meeting.Asked(people, s.model.hidden()))
	}
	list := meeting.People(people, s.model.hidden(), true, func(v register.Invitee, what string, on bool) {
		if _, err := s.n.Desk.MarkInvitee(context.Background(), v, what, on); err != nil {
			s.n.Shell.Alert(desk.Words(err))
		}
		s.changed()
		s.Focus() // the box that was ticked is drawn anew
	})
	return parts.Card("Asked to the meeting of "+m.On.Words(), list)
}

// markStage marks a stage as done today, or as not done; the meeting asks for its day.
func (s *Screen) markStage(r desk.AnnualReview, stage string, done bool) {
	if stage == duties.StageMeeting {
		s.setMeeting(r)
		return
	}
	var on day.Date
	if done {
		on = s.n.Desk.Today()
	}
	if err := s.n.Desk.MarkStage(context.Background(), r.Pupil, stage, on); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.changed()
	s.Focus()
}

// setMeeting asks for the day of a review meeting.
func (s *Screen) setMeeting(r desk.AnnualReview) {
	on := parts.NewDateField(s.n.Desk.Today)
	on.SetValue(r.Meeting)
	var card *parts.Dialog
	sh := sheet.New("Day of the review meeting", "Set the day", func() error {
		chosen, err := sheet.Day("on", on)
		if err != nil {
			return err
		}
		return s.n.Desk.MarkStage(context.Background(), r.Pupil, duties.StageMeeting, chosen)
	})
	sh.Add("on", "Meeting on", on, "By "+r.HoldBy.Words()+", so that the council has its time. Those who are asked move along.")
	sh.Add("stages.invited", "", parts.Gap(0), "")
	sh.Done = func() {
		card.Hide()
		s.changed()
	}
	s.ask(&card, sh, on)
}

// ask shows a short form over the page.
func (s *Screen) ask(card **parts.Dialog, sh *sheet.Sheet, first fyne.Focusable) {
	sheet.Drafts{Desk: s.n.Desk, Place: "reviews", Alert: s.n.Shell.Alert}.Follow(sh.Title, sh, s.n.Shell.NamesHidden())
	*card = &parts.Dialog{Title: sh.Title, Accept: sh.Accept, Body: sh.Form(), Width: 140, Focus: first, OnAccept: func() bool { sh.Try(); return false }}
	(*card).Show(s.n.Shell.Window().Canvas())
}

// New plans a meeting.
func (s *Screen) New() {
	if !s.n.Shell.Allows(access.HoldReviews) {
		return
	}
	pupils, err := wording.PupilOptions(s.n.Desk, s.n.Shell.NamesHidden(), nil)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	var kinds []parts.Option
	for _, k := range provision.MeetingKinds {
		kinds = append(kinds, parts.Option{Value: k.ID, Words: k.Name})
	}
	pupil, kind, on := wording.NewPupilChoice(pupils, nil), parts.NewChoice(kinds, nil), parts.NewDateField(s.n.Desk.Today)
	at, place := parts.NewField("09:30"), parts.NewField("")
	kind.SetChosen(provision.MeetingParents)
	if i, ok := s.current(); ok && i.Pupil != "" {
		pupil.SetChosen(i.Pupil)
	}
	on.SetValue(s.month.day)
	var card *parts.Dialog
	sh := sheet.New("Plan a meeting", "Plan it", func() error {
		m := desk.MeetingHeld{Meeting: provision.Meeting{Pupil: pupil.Chosen(), Kind: kind.Chosen(), Place: place.Text}}
		if m.Pupil == "" {
			return wording.AskForPupil()
		}
		var err error
		if m.On, err = sheet.Day("on_day", on); err != nil {
			return err
		}
		if m.At, err = provision.ParseTimeOfDay(at.Text); err != nil {
			return &desk.Refusal{Field: "at", Words: "Write the time as 09:30."}
		}
		_, err = s.n.Desk.SaveMeeting(context.Background(), m)
		return err
	})
	sh.Add("pupil", "About", pupil, "")
	sh.Add("kind", "Kind", kind, "")
	sh.Pair(sheet.Half{Name: "on_day", Label: "Day", Field: on}, sheet.Half{Name: "at", Label: "Time", Field: at}, "")
	sh.Add("place", "Place", place, "The agenda fills itself from the record on the day.")
	sh.Done = func() {
		card.Hide()
		s.changed()
		s.n.Shell.Say("The meeting is planned.")
	}
	s.ask(&card, sh, pupil)
}
