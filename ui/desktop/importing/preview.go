package importing

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/intake"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// preview shows how a file was read at the left, and what it would do at the right.
type preview struct {
	s        *Screen
	object   fyne.CanvasObject
	sentence *parts.Prose
	accept   *parts.Button
	how      *parts.FactList
	columns  *columns
	holds    *holds
	problem  *parts.Prose

	counts []*parts.Text
	title  *parts.Text
	about  *parts.Prose
	table  *fyne.Container
	grid   *parts.Grid
	left   *leavers
}

// leftWidth is the room for how the file was read, in steps.
const leftWidth = 64

func newPreview(s *Screen) *preview {
	v := &preview{s: s, sentence: parts.NewWideProse("", parts.QuietText), how: parts.NewFactList(),
		problem: parts.NewProse("", parts.TextStyle{Colour: parts.Overdue.Colour()}), title: parts.NewText("", parts.SectionTitle),
		about: parts.NewWideProse("", parts.Quiet), table: container.NewStack()}
	v.problem.Hide()
	v.columns = newColumns(chosenBy{s, func() intake.Sheet { return s.model.in.Sheet }, s.model.offered, v.say})
	v.holds = newHolds(s, v.say)
	v.left = newLeavers(v)
	v.accept = parts.NewMainButton("", s.bringIn).WithKey("Ctrl+Enter")
	head := parts.LiveHeading("Bring in a list", v.sentence, parts.NewButton("Choose another file", s.another), v.accept)
	strip := parts.Flow(parts.Groups)
	for i, l := range lists {
		count := parts.NewText("", parts.SectionTitle)
		v.counts = append(v.counts, count)
		strip.Add(parts.Column(parts.None, parts.Margins(parts.Tight, 0, 0, 0, count), parts.NewLink(l.name, func() { v.choose(i) })))
	}
	right := giveway.Frame(parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, strip, parts.Column(parts.Tight, v.title, v.about))), v.table,
		func() []fyne.CanvasObject { return []fyne.CanvasObject{v.about, v.title} })
	left := parts.Card("How the file was read", parts.Scrolled(parts.Margins(0, 0, parts.Between, parts.Tight, parts.Column(parts.Groups, v.how, v.problem, v.holds.form, v.columns.object))))
	v.object = parts.Inset(parts.Pages, parts.Frame(parts.Margins(0, 0, 0, parts.Groups, head),
		parts.Sides(parts.Wide(leftWidth, left), parts.Margins(parts.Pages, 0, 0, 0, right), nil), nil))
	v.fill()
	return v
}

// drawn is what is shown, and rows what the keyboard begins in.
func (v *preview) drawn() fyne.CanvasObject { return v.object }
func (v *preview) rows() fyne.Focusable     { return v.grid }

// another goes back to choosing a file.
func (s *Screen) another() {
	s.chooseFile()
	s.Focus()
	s.n.Shell.Changed()
}

// fill shows what the model holds.
func (v *preview) fill() {
	m := v.s.model
	v.sayWhat()
	v.how.SetFacts([]parts.Fact{{Label: "Format", Value: format(m.in.Sheet)}, {Label: "Encoding", Value: strings.ToUpper(m.in.Sheet.Encoding)}})
	v.problem.Hide()
	v.holds.fill()
	v.columns.fill()
	v.choose(m.list)
}

// sayWhat says what bringing the file in would do, and offers it.
func (v *preview) sayWhat() {
	m := v.s.model
	v.sentence.SetText(m.sentence())
	v.left.show(len(m.in.Leavers))
	if n := m.comesIn(); n > 0 {
		v.accept.SetText("Bring in " + wording.Count(n, "pupil"))
		v.accept.Enable()
	} else {
		v.accept.SetText("Nothing to bring in")
		v.accept.Disable()
	}
}

// say shows why the file cannot be read in another way.
func (v *preview) say(words string) {
	v.problem.SetText("! " + words)
	v.problem.Show()
	v.object.Refresh()
}

// choose shows one of the lists.
func (v *preview) choose(list int) {
	m := v.s.model
	m.list = list
	for i, l := range lists {
		showCount(v.counts[i], l.count(m), l.state)
	}
	l := lists[list]
	v.title.SetText(strconv.Itoa(l.count(m)) + " " + l.name)
	v.about.SetText(l.sentence)
	var columns []parts.GridColumn
	for _, c := range l.columns {
		columns = append(columns, parts.GridColumn{Title: c.title, Grows: c.grows, Strong: c.title == "Name", Number: c.title == "Row"})
	}
	focused := v.grid != nil && v.s.n.Shell.Window().Canvas().Focused() == v.grid
	v.grid = parts.NewGrid(columns, m.rows, m.cell)
	v.grid.Empty = l.empty
	v.table.Objects = []fyne.CanvasObject{v.grid}
	switch list {
	case listRejected:
		v.grid.OnOpen = v.s.repair
	case listMissing:
		v.grid.Ticks = true
		v.grid.SetTicked(m.ticked())
		v.grid.OnTicks = func(rows []int) {
			m.tick(rows)
			v.sayWhat()
		}
		v.table.Objects = []fyne.CanvasObject{parts.Frame(parts.Margins(0, 0, 0, parts.Between, v.left.object), v.grid, nil)}
	}
	v.object.Refresh()
	if focused {
		v.s.n.Shell.Window().Canvas().Focus(v.grid)
	}
	v.s.n.Shell.Changed()
}
