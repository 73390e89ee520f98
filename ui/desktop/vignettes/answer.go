package vignettes

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/moderation"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
)

// strandCell is the list of strands without their area, which a rater knows.
func (m *model) strandCell(row, col int) string {
	if col > 0 {
		col++
	}
	return moderation.StrandCell(m.desk, m.result.Strands[row], col)
}

// answer shows what would leave, in full: the very bytes of the file.
func (s *Screen) answer() {
	_, file, err := s.n.Desk.VignetteAnswer(context.Background(), s.model.set.ID)
	if err != nil {
		s.body.Objects = []fyne.CanvasObject{parts.NewProse(desk.Words(err), parts.Plain)}
		return
	}
	terms := s.n.Desk.Terms()
	words := "This is all that the file holds: the set and its version, the school's URN, raters by number, and for each case its " + terms.Label("level") + " and " + terms.Plural("strand") +
		". No name, no pupil and nothing that anybody wrote. It leaves only as a file that you save and send."
	s.body.Objects = []fyne.CanvasObject{parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.NewWideProse(words, parts.Plain)), parts.Scrolled(parts.NewWideProse(string(file), parts.Plain)), nil)}
}

// save shows what leaves and asks where to keep the file.
func (s *Screen) save() {
	if s.model.tab != tabAnswer { // shown before it is saved
		s.model.tab = tabAnswer
		s.draw()
		s.n.Shell.Say("This is what leaves. Ctrl+Enter again saves it as a file.")
		return
	}
	_, file, err := s.n.Desk.VignetteAnswer(context.Background(), s.model.set.ID)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	at := s.n.Shell.Window().Canvas()
	card := saving.Card{Title: "Save the answer", Hint: "Send it to the " + s.n.Desk.Terms().Label("cluster") + " yourself.", Path: filepath.Join(s.n.Folder, desk.VignetteAnswerName(s.model.set)),
		Make:  func(desk.Names) ([]byte, error) { return file, nil },
		Saved: func(path string) { s.n.Shell.Say("The answer is saved as " + path + ".") }}
	card.Show(at, s.n.Shell.Runner())
}
