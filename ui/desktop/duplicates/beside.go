package duplicates

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// pairModel is two records side by side, without the toolkit.
type pairModel struct {
	desk    *desk.Desk
	hidden  func() bool
	choice  desk.MergeChoice
	preview desk.MergePreview
	fields  []desk.MergeField // those that differ, times of disagreement first
}

// besideColumns are the columns of the comparison. The mark shows the side taken.
var besideColumns = []string{"", "Record to keep", "Other record", "Merged takes"}

func (m *pairModel) load() error {
	p, err := m.desk.MergePreview(context.Background(), m.choice)
	if err != nil {
		return err
	}
	m.preview, m.fields = p, nil
	for _, f := range append(p.Conflicts, p.Fields...) {
		if f.Differs() {
			m.fields = append(m.fields, f)
		}
	}
	return nil
}

// personal are the fields whose words name a pupil or may hold any name.
var personal = map[string]bool{"upn": true, "surname": true, "forename": true, "preferred": true, "born": true, "mis_id": true, "strengths": true, "helps": true, "hinders": true}

func (m *pairModel) words(f desk.MergeField, words string) string {
	if words == "" {
		return "–"
	}
	if m.hidden() && (personal[f.Field] || strings.HasPrefix(f.Field, "field.")) {
		return "hidden"
	}
	return strings.ReplaceAll(words, "\n", " / ")
}

func (m *pairModel) cell(row, col int) string {
	f := m.fields[row]
	switch col {
	case 0:
		return f.Name
	case 1:
		return m.words(f, f.Left)
	case 2:
		return m.words(f, f.Right)
	}
	switch f.Takes {
	case desk.Right:
		return "the other"
	case desk.Both:
		return "both"
	}
	return "the one kept"
}

func (m *pairModel) style(row, col int) parts.CellStyle {
	takes := m.fields[row].Takes
	taken := takes == desk.Both || col == 1 && takes == desk.Left || col == 2 && takes == desk.Right
	if (col == 1 || col == 2) && taken {
		return parts.CellStyle{State: parts.Done}
	}
	return parts.CellStyle{Quiet: col == 1 || col == 2}
}

// take chooses the side of a row; where both cannot stand together it says so.
func (m *pairModel) take(row int, side desk.Side) string {
	f := m.fields[row]
	if side == desk.Both && !f.Joins {
		return "Only one of the two can stand here. Press 1 or 2."
	}
	m.choice.Sides[f.Field] = side
	return ""
}

// next is the side after the one that a row takes.
func (m *pairModel) next(row int) desk.Side {
	switch f := m.fields[row]; {
	case f.Takes == desk.Left:
		return desk.Right
	case f.Takes == desk.Right && f.Joins:
		return desk.Both
	}
	return desk.Left
}

func (m *pairModel) sentence() string {
	name := func(i int) string {
		if i == 0 {
			return wording.Name(m.preview.Left, m.hidden())
		}
		return wording.Name(m.preview.Right, m.hidden())
	}
	if m.preview.Refusal != "" {
		return name(0) + " and " + name(1) + "."
	}
	return name(0) + " is kept, and " + name(1) + " goes into it: " + goesOver(m.preview)
}

// Beside is the page of two records side by side.
type Beside struct {
	n        Needs
	model    *pairModel
	grid     *parts.Grid
	sentence *parts.Prose
	refusal  *parts.Prose
	object   fyne.CanvasObject
}

func newBeside(n Needs, arg string) (*Beside, error) {
	keep, other, _ := strings.Cut(arg, "/")
	s := &Beside{n: n, model: &pairModel{desk: n.Desk, hidden: n.Shell.NamesHidden, choice: desk.MergeChoice{Keep: keep, Other: other, Sides: map[string]desk.Side{}}}}
	if err := s.model.load(); err != nil {
		return nil, &desk.Refusal{Field: "pupil", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Beside) build() {
	heads := make([]parts.GridColumn, len(besideColumns))
	for i, title := range besideColumns {
		heads[i] = parts.GridColumn{Title: title, Strong: i == 0, Grows: i == 1 || i == 2}
	}
	s.grid = parts.NewGrid(heads, func() int { return len(s.model.fields) }, s.model.cell)
	s.grid.Style = s.model.style
	s.grid.Empty = "The two records say the same. Nothing has to be chosen."
	s.grid.OnOpen = func(row int) { s.take(row, s.model.next(row)) }
	s.grid.OnRune = s.Key
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.refusal = parts.NewWideProse("", parts.TextStyle{Colour: parts.Overdue.Colour()})
	actions := parts.Flow(parts.Between, parts.NewMainButton("Merge", s.Accept).WithKey("Ctrl+Enter"), parts.NewButton("Two children", s.twoChildren).WithKey("T"),
		parts.NewButton("Keep the other one", s.swap).WithKey("K"), parts.NewLink("First page", s.first).WithKey("F"), parts.NewLink("Other page", s.other).WithKey("O"))
	hint := parts.NewWideProse("A tick marks what is taken. Enter changes it; 1 takes the record to keep, 2 the other, 3 both.", parts.Quiet)
	head := parts.Column(parts.Between, parts.LiveHeading("Two records side by side", s.sentence), s.refusal, actions, hint)
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		giveway.Frame(parts.Margins(0, 0, 0, parts.Between, head), s.grid, func() []fyne.CanvasObject { return []fyne.CanvasObject{hint, s.sentence} }))
	s.show()
}

func (s *Beside) show() {
	s.sentence.SetText(s.model.sentence())
	s.refusal.SetText("")
	s.refusal.Hidden = s.model.preview.Refusal == ""
	if !s.refusal.Hidden {
		s.refusal.SetText(parts.Overdue.Shape() + " " + s.model.preview.Refusal)
	}
	s.object.Refresh()
}

// Title is for the window.
func (s *Beside) Title() string { return "Two records side by side" }

// Object is what is drawn.
func (s *Beside) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *Beside) Focus() { s.n.Shell.Window().Canvas().Focus(s.grid) }

// Refresh compares again; when one of the two is gone it goes back to the list.
func (s *Beside) Refresh() {
	if err := s.model.load(); err != nil {
		s.n.Shell.Go(shell.To("duplicates"))
		return
	}
	s.grid.Refresh()
	s.show()
}

// Count says in the foot how many fields differ.
func (s *Beside) Count() string { return wording.Count(len(s.model.fields), "difference") }

func (s *Beside) letters() shell.Letters {
	return shell.Letters{
		{Rune: '1', Words: "Take what the record to keep says", Do: s.taking(desk.Left)},
		{Rune: '2', Words: "Take what the other says", Do: s.taking(desk.Right)},
		{Rune: '3', Words: "Take both", Do: s.taking(desk.Both)},
		{Rune: 'k', Words: "Keep the other record", Do: s.swap},
		{Rune: 't', Words: "Two children", Do: s.twoChildren},
		{Rune: 'f', Words: "Open the first page", Do: s.first},
		{Rune: 'o', Words: "Open the other page", Do: s.other},
	}
}

// Key uses the letters of the page.
func (s *Beside) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Beside) Keys() []parts.Fact { return s.letters().Facts() }

func (s *Beside) taking(side desk.Side) func() { return func() { s.take(s.grid.Current(), side) } }

func (s *Beside) take(row int, side desk.Side) {
	if row < 0 {
		return
	}
	if words := s.model.take(row, side); words != "" {
		s.n.Shell.Say(words)
		return
	}
	s.Refresh()
}

func (s *Beside) first() { s.n.Shell.Go(shell.To("pupil", s.model.choice.Keep)) }
func (s *Beside) other() { s.n.Shell.Go(shell.To("pupil", s.model.choice.Other)) }

// swap keeps the other record instead.
func (s *Beside) swap() {
	s.n.Shell.Go(shell.To("duplicates", s.model.choice.Other, s.model.choice.Keep))
}

// Accept merges the two.
func (s *Beside) Accept() {
	s.do(s.n.Desk.Merge(context.Background(), s.model.choice), "Merged. Ctrl+Z takes it back.")
}

func (s *Beside) twoChildren() {
	s.do(s.n.Desk.NotDuplicates(context.Background(), s.model.choice.Keep, s.model.choice.Other), "The two are kept apart and not offered again. Ctrl+Z takes it back.")
}

// do goes back to the list after what was done, or says why it was not.
func (s *Beside) do(err error, words string) {
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.n.Shell.Go(shell.To("duplicates"))
	s.n.Shell.Changed()
	s.n.Shell.Say(words)
}
