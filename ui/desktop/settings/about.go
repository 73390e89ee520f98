package settings

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// names is the section about hiding names.
func (s *Screen) names() section {
	now := parts.NewProse("", parts.Strong)
	fill := func() {
		now.SetText("Names are shown now.")
		if s.n.Shell.NamesHidden() {
			now.SetText("Names are hidden now.")
		}
	}
	fill()
	return section{content: scrolled(now,
		parts.NewProse("F8 hides every pupil's name, on every page and at once; F8 again shows them. Use it before the screen can be seen by others: on a classroom board, beside a visitor, in a call.", parts.Plain),
		parts.NewProse("Pupils are then shown by their initials. What people wrote about a pupil is hidden too, since it may hold a name. The window's title never holds one.", parts.Plain),
		parts.NewProse("What is printed or saved as a file asks how pupils are to be named: in full, by initials, or not at all. While names are hidden it begins with initials.", parts.Plain)), fill: fill}
}

// about is the section on the program.
func (s *Screen) about() section {
	keeper := s.n.Desk.Keeper()
	data := parts.NewLink("Where is my data?", func() { s.n.Shell.Go(shell.To("help", "data")) })
	facts := parts.NewFactList(
		parts.Fact{Label: "Program", Value: "Needsbook " + s.n.Version},
		parts.Fact{Label: "Licence", Value: "Apache License 2.0: free to use, to copy and to change"},
		parts.Fact{Label: "School's file", Value: keeper.Path()},
		parts.Fact{Label: "Backups", Value: backupFolder(keeper)},
		parts.Fact{Label: "Goes out", Value: "Only what you save, print or send. Without that the program asks the network for nothing, unless you let it look for newer versions below."})
	things := []fyne.CanvasObject{facts, parts.Row(0, data)}
	if s.n.Releases != nil {
		for _, part := range [][]fyne.CanvasObject{s.newer(), whatIsNew(s.n.Releases.Versions())} {
			things = append(things, parts.Column(parts.Between, part...))
		}
	}
	return section{content: scrolled(things...), first: data}
}

// backupFolder is where the newest backup lies.
func backupFolder(k desk.Keeper) string {
	if copies := k.Backups(); len(copies) > 0 {
		return filepath.Dir(copies[0].Path)
	}
	return "None yet. They go into a folder beside the file."
}
