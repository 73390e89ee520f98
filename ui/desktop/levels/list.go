package levels

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the pages of levels are made with.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where papers are offered
}

// New opens the list of pupils, or the workbench of the pupil whose number is given.
func New(n Needs, pupil string) (shell.Screen, error) {
	if pupil != "" {
		return newBench(n, pupil)
	}
	return newList(n), nil
}

// list is the page of all pupils with SEN.
type list struct {
	needs    Needs
	rows     *listing
	sentence *parts.Prose
	search   *parts.SearchField
	grid     *parts.Grid
	tabs     *parts.Tabs
	pupils   fyne.CanvasObject
	body     *fyne.Container // the pupils, or the scale
	object   fyne.CanvasObject
}

func newList(n Needs) *list {
	l := &list{needs: n, rows: &listing{desk: n.Desk, hidden: n.Shell.NamesHidden, sortedBy: -1}}
	l.rows.read()
	l.sentence = parts.NewWideProse(l.rows.sentence(), parts.QuietText)
	l.grid = parts.NewGrid(columns, func() int { return len(l.rows.rows) },
		func(row, col int) string { return l.rows.cell(l.rows.rows[row], col) })
	l.grid.Style = func(row, col int) parts.CellStyle { return l.rows.style(l.rows.rows[row], col) }
	l.grid.OnSort = l.sort
	l.grid.OnOpen = l.open
	l.grid.Empty = "No pupil with SEN answers this. Pupils come here when the register gives them SEN support or an EHC plan."
	l.search = parts.NewSearchField("Filter by name, class, need or level", l.filter)
	l.search.Results = l.grid
	only := parts.NewCheck("Only those who wait", false, l.onlyWaiting)
	tools := parts.Row(parts.Groups, parts.Wide(80, l.search), only)
	l.pupils = parts.Frame(tools, parts.Margins(0, parts.Between, 0, 0, l.grid), nil)
	l.tabs = parts.NewTabs(l.tab)
	l.tabs.Set(tabNames, 0)
	l.body = container.NewStack(l.pupils)
	l.object = parts.Inset(parts.Pages, parts.Frame(
		parts.Column(parts.Groups, parts.Column(parts.Tight, parts.Heading(n.Desk.Terms().Plural("level"), ""), l.sentence), parts.Margins(0, 0, 0, parts.Between, l.tabs)),
		l.body, nil))
	return l
}

// tabNames are the views of the page.
var tabNames = []string{"Pupils", "The scale"}

// tab shows the pupils or the scale.
func (l *list) tab(at int) {
	shown := l.pupils
	if at == 1 {
		shown = scale(l.needs)
	}
	l.body.Objects = []fyne.CanvasObject{shown}
	l.body.Refresh()
}

// Key goes between the pupils and the scale.
func (l *list) Key(r rune) bool {
	if unicode.ToLower(r) != 't' {
		return false
	}
	l.tabs.Set(tabNames, 1-l.tabs.Current())
	l.tab(l.tabs.Current())
	return true
}

// Keys lists the letters of the page.
func (l *list) Keys() []parts.Fact {
	return []parts.Fact{{Label: "T", Value: "The pupils, or the scale"}}
}

// Print lays out the papers of the whole scale.
func (l *list) Print() { printScale(l.needs) }

func (l *list) sort(col int, descending bool) {
	l.rows.sortedBy, l.rows.descending = col, descending
	l.rows.filter()
}

func (l *list) open(row int) { l.needs.Shell.Go(shell.To("levels", l.rows.rows[row].ID)) }

func (l *list) filter(words string) {
	l.rows.words = words
	l.show()
}

func (l *list) onlyWaiting(ticked bool) {
	l.rows.waiting = ticked
	l.show()
}

func (l *list) show() {
	l.rows.filter()
	l.grid.Refresh()
	l.needs.Shell.Changed()
}

// Title is the name of the page.
func (l *list) Title() string { return "Levels" }

// Object is what is drawn.
func (l *list) Object() fyne.CanvasObject { return l.object }

// Focus gives the keyboard to the rows.
func (l *list) Focus() { l.needs.Shell.Window().Canvas().Focus(l.grid) }

// Find puts the keyboard into the filter.
func (l *list) Find() { l.needs.Shell.Window().Canvas().Focus(l.search) }

// Refresh reads the pupils anew.
func (l *list) Refresh() {
	l.rows.read()
	l.sentence.SetText(l.rows.sentence())
	l.grid.Reload()
}

// Count says how much is shown.
func (l *list) Count() string { return wording.Count(len(l.rows.rows), "pupil") + " shown" }
