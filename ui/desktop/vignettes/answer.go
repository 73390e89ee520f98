package vignettes

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

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
	answer, file, err := s.n.Desk.VignetteAnswer(context.Background(), s.model.set.ID)
	if err != nil {
		s.body.Objects = []fyne.CanvasObject{parts.NewProse(desk.Words(err), parts.Plain)}
		return
	}
	terms := s.n.Desk.Terms()
	words := "All that leaves: the set " + answer.Set.ID + " " + answer.Set.Version + ", the " + terms.Label("continuum") + " " + answer.Continuum.ID + " " + answer.Continuum.Version +
		", the school's URN " + answer.URN + ", and the rows below. No name, no pupil and nothing that anybody wrote. It leaves only as a file that you save and send. At the right is the file itself."
	rows := answerRows(answer)
	s.grid = parts.NewGrid([]parts.GridColumn{{Title: "Rater", Strong: true}, {Title: "Case"}, {Title: terms.Label("level")}, {Title: terms.Plural("strand"), Grows: true, Width: 160}},
		func() int { return len(rows) }, func(row, col int) string { return rows[row][col] })
	s.grid.OnRune = s.Key
	s.first = s.grid
	s.body.Objects = []fyne.CanvasObject{parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.NewWideProse(words, parts.Plain)),
		parts.Halves(58, 42, parts.Margins(0, 0, parts.Groups, 0, s.grid), parts.Scrolled(parts.NewProse(indented(string(file)), parts.Quiet))), nil)}
}

// indented keeps the steps at the beginning of each line, which running text would leave out.
func indented(file string) string {
	lines := strings.Split(file, "\n")
	for i, line := range lines {
		text := strings.TrimLeft(line, " ")
		lines[i] = strings.Repeat("\u00a0", len(line)-len(text)) + text
	}
	return strings.Join(lines, "\n")
}

// answerRows are the answer as people read it.
func answerRows(a desk.VignetteAnswer) (rows [][]string) {
	for _, r := range a.Raters {
		for _, v := range r.Answers {
			var strands []string
			for _, id := range slices.Sorted(maps.Keys(v.Strands)) {
				strands = append(strands, id+" "+v.Strands[id])
			}
			rows = append(rows, []string{strconv.Itoa(r.Rater), v.Vignette, v.Level, strings.Join(strands, ", ")})
		}
	}
	return rows
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
