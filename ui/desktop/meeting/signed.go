package meeting

import (
	"context"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// showRecord sets the record to read: it is signed, or names are hidden.
func (s *Screen) showRecord() {
	m, hidden := &s.model.held, s.model.hidden()
	s.record.Objects = nil
	part := func(title, words, otherwise string) {
		if words == "" {
			words = otherwise
		}
		s.record.Add(parts.Column(parts.Tight, parts.NewText(title, parts.Strong), parts.NewProse(wording.Written(words, hidden), parts.Plain)))
	}
	part("What was said and agreed", m.Words, "Nothing is written yet.")
	part("What the parents said", heard(m.ParentView), "Not heard. "+m.ParentWhyNot)
	part("What the pupil said", heard(m.PupilView), "Not heard. "+m.PupilWhyNot)
	var lamps []parts.Lamp
	for i, a := range m.Actions {
		lamp := parts.Lamp{State: parts.Done, Title: wording.Written(a.What+": "+a.Who, hidden), Word: "done " + a.Done.Words(), Button: "Not done", Do: func() { s.finish(i, day.Date{}) }}
		if a.Waits() {
			lamp.Word, lamp.State = wording.Due(s.n.Desk.Today(), a.By)
			lamp.Button, lamp.Do = "Done", func() { s.finish(i, s.n.Desk.Today()) }
		}
		if !s.n.Desk.May(access.HoldReviews) {
			lamp.Button, lamp.Do = "", nil
		}
		lamps = append(lamps, lamp)
	}
	if len(lamps) > 0 {
		s.record.Add(parts.Column(parts.Tight, parts.NewText("What happens next", parts.Strong), parts.NewLampList(lamps...)))
	}
	for _, c := range s.model.corrections {
		s.record.Add(parts.Column(parts.Tight, parts.NewText("Correction of "+c.On.Words(), parts.Strong), parts.NewProse(wording.Written(c.Words+"\nWhy: "+c.Why, hidden), parts.Plain)))
	}
	facts := []parts.Fact{{Label: "Day", Value: m.On.Words()}, {Label: "Time", Value: m.At.String()}, {Label: "Place", Value: wording.Written(m.Place, hidden)}, {Label: "Meet again", Value: m.Next.Words()}}
	came := parts.Column(parts.Tight)
	for _, p := range s.model.people {
		switch {
		case !p.Listed:
		case p.Came == "yes":
			came.Add(parts.NewProse("✓ "+Who(p.Invitee, hidden), parts.Plain))
		default:
			came.Add(parts.NewProse(Who(p.Invitee, hidden)+" (did not come)", parts.QuietText))
		}
	}
	if len(came.Objects) == 0 {
		came.Add(parts.NewProse("Nobody is marked as there.", parts.QuietText))
	}
	s.side.Objects = []fyne.CanvasObject{parts.Card("Who came", came), parts.Card("Day and place", parts.NewFactList(facts...))}
}

// heard is what somebody said with how it was heard.
func heard(v desk.Heard) string {
	if v.Words == "" || v.How == "" {
		return v.Words
	}
	return v.Words + "\nHeard by: " + register.Named(register.ViewWays, v.How)
}

// finish records that an agreed action was done, or not after all.
func (s *Screen) finish(action int, on day.Date) {
	if err := s.n.Desk.FinishAction(context.Background(), s.model.held.ID, action, on); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.Refresh()
	s.n.Shell.Changed()
}

// correct adds a correction to a signed record.
func (s *Screen) correct() {
	switch {
	case s.model.hidden():
		s.n.Shell.Say("Names are hidden. F8 shows them.")
		return
	case !s.model.held.IsSigned():
		s.n.Shell.Say("The record is not signed off: change it itself.")
		return
	}
	words, why := parts.NewNotes("", 4), parts.NewField("")
	var card *parts.Dialog
	sh := sheet.New("Correct the record", "Add the correction", func() error {
		_, err := s.n.Desk.CorrectSigned(context.Background(), provision.Correction{Record: s.model.held.ID, Words: words.Text, Why: why.Text})
		return err
	})
	sh.Add("words", "What is right", words, "The record itself stays as it was signed. This is kept beside it with today's date, and printed with it.")
	sh.Add("why", "Why", why, "")
	drafts := sheet.Drafts{Desk: s.n.Desk, Place: s.model.held.ID, Alert: s.n.Shell.Alert}
	sh.Begin()
	drafts.Restore("correction", sh)
	sh.OnLeft(func() { drafts.Keep("correction", sh) })
	sh.Done = func() {
		drafts.Drop("correction")
		card.Hide()
		s.Refresh()
		s.n.Shell.Changed()
		s.n.Shell.Say("The correction is kept beside the record.")
	}
	card = &parts.Dialog{Title: sh.Title, Accept: sh.Accept, Body: sh.Form(), Width: 150, OnAccept: sh.Try, OnCancel: func() { drafts.Keep("correction", sh) }}
	card.Show(s.n.Shell.Window().Canvas())
	sh.Focus()
}
