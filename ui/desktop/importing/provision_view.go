package importing

import (
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/intake"
	"needsbook/app/paper"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/printing"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/wording"
)

// mapPreview shows how a provision map was read at the left, and what it would do and
// what it costs at the right.
type mapPreview struct {
	s        *Screen
	object   fyne.CanvasObject
	sentence *parts.Prose
	accept   *parts.Button
	how      *parts.FactList
	problem  *parts.Prose
	holds    *holds
	kind     *parts.Choice
	usual    *parts.Choice
	columns  *columns

	counts []*parts.Text
	title  *parts.Text
	about  *parts.Prose
	table  *fyne.Container
	grid   *parts.Grid
}

func newMapPreview(s *Screen) *mapPreview {
	v := &mapPreview{s: s, sentence: parts.NewWideProse("", parts.QuietText), how: parts.NewFactList(),
		problem: parts.NewProse("", parts.TextStyle{Colour: parts.Overdue.Colour()}), title: parts.NewText("", parts.SectionTitle),
		about: parts.NewWideProse("", parts.Quiet), table: container.NewStack()}
	v.problem.Hide()
	v.holds = newHolds(s, v.say)
	v.columns = newColumns(chosenBy{s, func() intake.Sheet { return s.model.brought.Sheet.Sheet }, s.model.mapOffered, v.say})
	v.accept = parts.NewMainButton("", s.bringIn).WithKey("Ctrl+Enter")
	head := parts.LiveHeading("Bring in a provision map", v.sentence, parts.NewButton("Choose another file", s.another), v.accept)
	strip := parts.Flow(parts.Groups)
	for i, l := range mapLists {
		count := parts.NewText("", parts.SectionTitle)
		v.counts = append(v.counts, count)
		strip.Add(parts.Column(parts.None, parts.Margins(parts.Tight, 0, 0, 0, count), parts.NewLink(l.name, func() { v.choose(i) })))
	}
	right := giveway.Frame(parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, strip, parts.Column(parts.Tight, v.title, v.about))), v.table,
		func() []fyne.CanvasObject { return []fyne.CanvasObject{v.about, v.title} })
	left := parts.Card("How the file was read", parts.Scrolled(parts.Margins(0, 0, parts.Between, parts.Tight, parts.Column(parts.Groups, v.how, v.problem, v.holds.form, v.gaps(), v.columns.object))))
	v.object = parts.Inset(parts.Pages, parts.Frame(parts.Margins(0, 0, 0, parts.Groups, head),
		parts.Sides(parts.Wide(leftWidth, left), parts.Margins(parts.Pages, 0, 0, 0, right), nil), nil))
	v.fill()
	return v
}

// usualTime is the choice that fills in the library's time.
const usualTime = "usual"

// gaps are the choices for what a map often does not say.
func (v *mapPreview) gaps() *parts.Form {
	kinds := []parts.Option{{Value: leaveOut, Words: "Leave it open"}}
	for _, k := range v.s.n.Desk.RateCard().StaffKinds {
		kinds = append(kinds, parts.Option{Value: k.ID, Words: k.Name})
	}
	v.kind = parts.NewChoice(kinds, func(value string) { v.again(func(f *file) { f.staffKind = strings.TrimPrefix(value, leaveOut) }) })
	v.usual = parts.NewChoice([]parts.Option{{Value: leaveOut, Words: "Leave it open"}, {Value: usualTime, Words: "Take the library's usual time"}},
		func(value string) { v.again(func(f *file) { f.usual = value == usualTime }) })
	form := parts.NewForm()
	form.Add("Where no kind of staff is said", v.kind, "")
	form.Add("Where no time is said", v.usual, "")
	return form
}

// again reads the file with another choice.
func (v *mapPreview) again(change func(*file)) {
	f := v.s.model.file
	change(&f)
	v.s.read(f, refusedTo(v.fillGaps, v.say))
}

// refusedTo puts a choice back and says why it cannot be.
func refusedTo(back func(), say func(string)) func(error) {
	return func(err error) {
		back()
		say(desk.Words(err))
	}
}

func (v *mapPreview) drawn() fyne.CanvasObject { return v.object }
func (v *mapPreview) rows() fyne.Focusable     { return v.grid }

// fill shows what the model holds.
func (v *mapPreview) fill() {
	m := v.s.model
	m.changed = m.mapChanges()
	v.sentence.SetText(m.mapSentence())
	v.accept.SetText("Nothing to bring in")
	v.accept.Disable()
	if n := m.mapComesIn(); n > 0 {
		v.accept.SetText("Bring in " + wording.Count(n, "intervention"))
		v.accept.Enable()
	}
	v.how.SetFacts([]parts.Fact{{Label: "Format", Value: format(m.brought.Sheet.Sheet)}, {Label: "Laid out as", Value: m.shapeWords()}})
	v.problem.Hide()
	v.holds.fill()
	v.fillGaps()
	v.columns.fill()
	v.choose(m.mapList)
}

// fillGaps shows what was chosen for what the map does not say.
func (v *mapPreview) fillGaps() {
	v.kind.SetChosen(leaveOut)
	if kind := v.s.model.file.staffKind; kind != "" {
		v.kind.SetChosen(kind)
	}
	v.usual.SetChosen(leaveOut)
	if v.s.model.file.usual {
		v.usual.SetChosen(usualTime)
	}
}

// say shows why the file cannot be read in another way.
func (v *mapPreview) say(words string) {
	v.problem.SetText("! " + words)
	v.problem.Show()
	v.object.Refresh()
}

// numbers are the columns of the lists that hold figures.
var numbers = map[string]bool{"Row": true, "Theirs": true, "Ours": true, "Difference": true}

// choose shows one of the lists.
func (v *mapPreview) choose(list int) {
	m := v.s.model
	m.mapList = list
	for i, l := range mapLists {
		n := l.rows(m)
		if l.count != nil {
			n = l.count(m)
		}
		showCount(v.counts[i], n, l.state)
		if i == list {
			v.title.SetText(strconv.Itoa(n) + " " + l.name)
		}
	}
	l := mapLists[list]
	v.about.SetText(l.sentence)
	var columns []parts.GridColumn
	for _, c := range l.columns {
		columns = append(columns, parts.GridColumn{Title: c.title, Grows: c.grows, Strong: c.title == "Provision", Number: numbers[c.title]})
	}
	focused := v.grid != nil && v.s.n.Shell.Window().Canvas().Focused() == v.grid
	v.grid = parts.NewGrid(columns, m.mapRows, func(row, col int) string { return l.columns[col].cell(m, row) })
	v.grid.Empty = l.empty
	v.table.Objects = []fyne.CanvasObject{v.grid}
	switch list {
	case mapRejected:
		v.grid.OnOpen = v.s.repairMap
	case mapCosts:
		v.about.SetText(m.costSentence())
		v.grid.OnOpen = v.s.openSum
		buttons := parts.Row(parts.Between, parts.NewButton("Print", v.s.Print).WithKey("Ctrl+P"), parts.NewButton("Save as a file", v.s.saveCosts))
		v.table.Objects = []fyne.CanvasObject{parts.Frame(parts.Margins(0, 0, 0, parts.Between, buttons), v.grid, nil)}
	}
	v.object.Refresh()
	if focused {
		v.s.n.Shell.Window().Canvas().Focus(v.grid)
	}
	v.s.n.Shell.Changed()
}

// showCount shows how much a list holds, in its colour when there is something.
func showCount(text *parts.Text, n int, state parts.State) {
	style := parts.SectionTitle
	text.SetText(strconv.Itoa(n))
	if n > 0 {
		style.Colour = state.Colour()
		if state != parts.NoState {
			text.SetText(strconv.Itoa(n) + " " + state.Shape())
		}
	}
	text.SetStyle(style)
}

// openSum opens the sum of one row's cost.
func (s *Screen) openSum(at int) {
	if at < 0 || at >= len(s.model.brought.Costs) {
		return
	}
	c := s.model.brought.Costs[at]
	sum := c.Sum
	if sum == "" {
		sum = "nothing entered"
	}
	facts := parts.NewFactList(parts.Fact{Label: "Pupils", Value: s.model.namesOf(c.Pupils)}, parts.Fact{Label: "The map says", Value: c.Theirs.Words()},
		parts.Fact{Label: "Ours", Value: sum}, parts.Fact{Label: "Difference", Value: signed(c.Difference())}, parts.Fact{Label: "Likely reason", Value: c.Why})
	(&parts.Dialog{Title: c.Name + ", row " + strconv.Itoa(c.Row), Accept: "Close", Cancel: "-", Width: 160, Body: facts,
		OnAccept: func() bool { return true }}).Show(s.n.Shell.Window().Canvas())
}

// Print lays the sheet of Ctrl+P over the window, for the costs of a provision map.
func (s *Screen) Print() {
	m := s.model
	if _, isMap := s.view.(*mapPreview); !isMap || len(m.brought.Costs) == 0 {
		s.n.Shell.Say("There is nothing to print here. A provision map that says what its rows cost can be printed with ours beside it.")
		return
	}
	costs, name := m.brought.Costs, m.file.name()
	printing.Show(printing.Needs{Desk: s.n.Desk, Shell: s.n.Shell, Folder: s.n.Folder}, printing.Job{Title: "Costs of the map beside ours", FileName: "Costs beside ours " + s.n.Desk.Today().String(),
		Make: func(names desk.Names) (*paper.Doc, error) {
			return s.n.Desk.ProvisionCostsPaper(name, costs, names), nil
		}})
}

// saveCosts writes the comparison of costs as a file for a spreadsheet.
func (s *Screen) saveCosts() {
	costs := s.model.brought.Costs
	card := &saving.Card{Title: "Save the costs as a file", Hint: "A CSV file: it opens in Excel with every accent right.", Names: true, Hidden: s.n.Shell.NamesHidden(),
		Path:  filepath.Join(s.n.Folder, "Costs beside ours "+s.n.Desk.Today().String()+".csv"),
		Make:  func(names desk.Names) ([]byte, error) { return s.n.Desk.ProvisionCostsCSV(costs, names) },
		Saved: func(path string) { s.n.Shell.Say("The costs are saved in " + path + ".") }}
	card.Show(s.n.Shell.Window().Canvas(), s.n.Shell.Runner())
}
