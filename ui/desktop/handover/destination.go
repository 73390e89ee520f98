package handover

import (
	"context"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// Choices of a next school that are no school of the list.
const (
	anotherSchool = "another"
	notDecided    = "none"
)

// destination asks for the next school of the ticked pupils, or of the current row.
func (s *Screen) destination() {
	if s.side != listing {
		return
	}
	pupils := s.model.chosen(s.grid.Ticked())
	if len(pupils) == 0 {
		pupils = s.model.chosen([]int{s.grid.Current()})
	}
	if len(pupils) == 0 {
		s.n.Shell.Alert("Go to a pupil who leaves this summer, or tick several with Space. Those of other year groups have no next school yet.")
		return
	}
	known, err := s.n.Desk.KnownSchools(context.Background())
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	urn, name := parts.NewField("Six digits, such as 123456"), parts.NewField("")
	options := []parts.Option{{Value: anotherSchool, Words: "Another school"}, {Value: notDecided, Words: "Not decided yet"}}
	for i := len(known) - 1; i >= 0; i-- {
		options = append([]parts.Option{{Value: known[i].URN, Words: known[i].Name, Note: known[i].URN}}, options...)
	}
	choice := parts.NewChoice(options, func(value string) {
		switch value {
		case anotherSchool, notDecided:
			urn.SetText("")
			name.SetText("")
		default:
			urn.SetText(value)
			name.SetText(known.Name(value))
		}
	})
	form := sheet.New("Next school of "+wording.Count(len(pupils), "pupil"), "Write it down", func() error {
		if choice.Chosen() != notDecided && urn.Text == "" && name.Text == "" {
			return &desk.Refusal{Field: "choice", Words: "Choose the school, or enter its URN or its name. Choose “Not decided yet” to leave it open."}
		}
		return s.n.Desk.SetDestination(context.Background(), pupils, urn.Text, name.Text)
	})
	form.Add("choice", "School", choice, "")
	form.Add("urn", "URN", urn, "From get-information-schools.service.gov.uk. Leave it empty for a school that has none, as abroad.")
	form.Add("school", "Name", name, "")
	sheet.Drafts{Desk: s.n.Desk, Place: "handover", Alert: s.n.Shell.Alert}.Follow("destination", form, s.n.Shell.NamesHidden())
	card := &parts.Dialog{Title: form.Title, Accept: form.Accept, Body: form.Form(), Width: 150, Focus: choice, OnAccept: form.Try}
	form.Done = func() {
		card.Hide()
		s.stay()
	}
	card.Show(s.at())
}

// stay shows the list again at the row where it was.
func (s *Screen) stay() {
	at := s.grid.Current()
	s.home()
	if at >= 0 && at < len(s.model.rows) {
		s.grid.SetCurrent(at)
	}
}
