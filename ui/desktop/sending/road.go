package sending

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
)

// road shows the way to the hub, and changes it: the network or a folder, and this
// computer's key. A school that has not joined joins here.
func (s *Screen) road() fyne.CanvasObject {
	if !s.now.joined() || s.rejoining {
		return s.joinPane()
	}
	return parts.Scrolled(parts.Margins(0, 0, parts.Groups, 0, parts.Column(parts.Groups, s.wayCard(), s.keyCard())))
}

// wayCard chooses between the network and a folder.
func (s *Screen) wayCard() fyne.CanvasObject {
	m := s.now.member
	how := "Over the network"
	if m.Folder != "" {
		how = "By the folder " + m.Folder
	}
	path := saving.NewOpenField(s.n.Shell.Window().Canvas(), m.Folder)
	path.SetPlaceHolder("A shared folder or a stick")
	form := sheet.New("", "Send by this folder", func() error {
		if err := saving.Folder(path.Text); err != nil {
			s.focus(path.Field)
			return err
		}
		return s.way(strings.TrimSpace(path.Text))
	})
	path.OnSubmitted = func(string) { form.Try() }
	form.Add(saving.FieldPath, "Folder", path.Object, "The hub's people fetch what is put there. It is sealed, so that nobody else can read it.")
	form.Begin()
	buttons := parts.Flow(parts.Between, parts.NewButton("Send by this folder", func() { form.Try() }))
	if m.Folder != "" && m.Address != "" {
		buttons.Add(parts.NewLink("Send over the network", func() { form.Say(s.way("")) }))
	}
	facts := []parts.Fact{{Label: "Summaries go", Value: how}, {Label: "Hub", Value: strings.Trim(m.Hub.Name+", "+m.Address, ", ")}, {Label: "Its six words", Value: strings.Join(m.Hub.Key.Words(), " ")}}
	s.inside = path.Field
	return parts.Card("The way to the hub", parts.Column(parts.Groups, parts.NewFactList(facts...),
		parts.NewProse("Where the network stops the program, a summary can go by a folder that the hub's people share with the school, or by a stick.", parts.Small), form.Form(), buttons))
}

// way makes a folder the way to the hub, or the network for "".
func (s *Screen) way(folder string) error {
	if err := s.n.Desk.SendByFolder(context.Background(), folder); err != nil {
		return err
	}
	s.update(func() { s.n.Shell.Say("The way to the hub was changed.") })
	return nil
}

// keyCard tells of this computer's key, and renews it.
func (s *Screen) keyCard() fyne.CanvasObject {
	renew := parts.NewButton("Renew the key", s.renew)
	state, due := s.now.keyDue()
	return parts.Card("This computer's key", parts.Column(parts.Between,
		parts.NewFactList(parts.Fact{Label: "Its six words", Value: strings.Join(s.now.member.Key.Words(), " ")}, parts.Fact{Label: "To be renewed", Value: due, State: state}),
		parts.NewProse("The key signs what leaves, so that the hub knows it is from this school. Renew it once a year, or when somebody who had this computer has left. The old key goes on for 30 days, so that nothing is lost on the way.", parts.Small),
		parts.Flow(parts.Between, renew, parts.NewLink("Ask the hub whether it trusts this computer", s.check))))
}

// keyWarning is how many days ahead the page asks to renew the key.
const keyWarning = 30

// keyDue says by when this computer's key should be renewed.
func (s standing) keyDue() (parts.State, string) {
	due := s.member.KeyDue()
	switch {
	case due.IsZero():
		return parts.Soon, "Nothing says how old it is. Renew it now"
	case !s.today.Before(due):
		return parts.Overdue, "Since " + due.Words() + ": it is more than a year old"
	case s.today.AddDays(keyWarning).After(due):
		return parts.Soon, "By " + due.Words()
	}
	return parts.Done, "By " + due.Words()
}

// renew makes a new key; the change of key waits in the outbox like a summary.
func (s *Screen) renew() {
	s.run(func(ctx context.Context) error {
		_, err := s.n.Desk.RotateKey(ctx)
		return err
	}, s.done(s.update, "A new key is made. Send tells the hub of it; until then the old one stays."))
}

// joinAgain opens the form to join, for a key that the hub does not take any more.
func (s *Screen) joinAgain() {
	s.rejoining = true
	s.openNamed(tabRoad)
	s.Focus()
}
