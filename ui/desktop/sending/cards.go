package sending

import (
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
)

// readersCard says who will see the summary.
func (s *Screen) readersCard() fyne.CanvasObject {
	m := s.now.member
	return parts.Card("Who will see it", parts.Column(parts.Between,
		parts.NewProse(s.n.Desk.Terms().Say("The people of the {cluster} ")+m.Cluster+" to whom the hub has given a link. They see the figures as shown here under the school's name, and added up with those of the other schools.", parts.Small),
		parts.NewFactList(
			parts.Fact{Label: "Hub", Value: m.Hub.Name}, parts.Fact{Label: "Address", Value: m.Address},
			parts.Fact{Label: "Its six words", Value: strings.Join(m.Hub.Key.Words(), " ")})))
}

// neverCard says what no summary holds.
func neverCard() fyne.CanvasObject {
	never := parts.Column(parts.Tight)
	for _, words := range neverSent {
		never.Add(parts.Sides(parts.Wide(4, parts.NewText("•", parts.Small)), parts.NewProse(words, parts.Small), nil))
	}
	return parts.Card("What never leaves the school", never)
}

// roadPane chooses between the network and a folder.
func (s *Screen) roadPane() fyne.CanvasObject {
	m := s.now.member
	how := "over the network"
	if m.Folder != "" {
		how = "by the folder " + m.Folder
	}
	path := saving.NewOpenField(s.n.Shell.Window().Canvas(), m.Folder)
	path.SetPlaceHolder("A shared folder or a stick")
	form := sheet.New("", "Send by this folder", func() error {
		if err := saving.Folder(path.Text); err != nil {
			s.focus(path.Field)
			return err
		}
		return s.road(strings.TrimSpace(path.Text))
	})
	path.OnSubmitted = func(string) { form.Try() }
	form.Add(saving.FieldPath, "Folder", path.Object, "The hub's people fetch what is put there. It is sealed, so that nobody else can read it.")
	form.Begin()
	buttons := parts.Flow(parts.Between, parts.NewButton("Send by this folder", func() { form.Try() }))
	if m.Folder != "" {
		buttons.Add(parts.NewLink("Send over the network", func() { form.Say(s.road("")) }))
	}
	return parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, parts.Column(parts.Groups, parts.NewFactList(
		parts.Fact{Label: "Summaries go", Value: how},
		parts.Fact{Label: "Hub", Value: m.Hub.Name + ", " + m.Address},
		parts.Fact{Label: "Its six words", Value: strings.Join(m.Hub.Key.Words(), " ")},
		parts.Fact{Label: "This computer", Value: strings.Join(m.Key.Words(), " ")},
	), parts.NewProse("Where the network stops the program, a summary can go by a folder that the hub's people share with the school, or by a stick.", parts.Plain), form.Form(), buttons)))
}
