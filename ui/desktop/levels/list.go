package levels

import (
	"fmt"
	"slices"

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

// Scale is the argument that opens the scale instead of the pupils.
const Scale = "scale"

// New opens the list of pupils, the scale, or the workbench of the pupil whose number is
// given.
func New(n Needs, pupil string) (shell.Screen, error) {
	switch pupil {
	case "":
		return newList(n), nil
	case Scale:
		l := newList(n)
		l.turn()
		return l, nil
	}
	return newBench(n, pupil)
}

// list is the page of all pupils with SEN.
type list struct {
	needs    Needs
	rows     *listing
	sentence *parts.Prose
	search   *parts.SearchField
	grid     *parts.Grid
	standing *parts.Choice
	tabs     *parts.Tabs
	pupils   fyne.CanvasObject
	body     *fyne.Container // the pupils, or the scale
	object   fyne.CanvasObject
}

func newList(n Needs) *list {
	l := &list{needs: n, rows: &listing{desk: n.Desk, hidden: n.Shell.NamesHidden, sortedBy: -1, standing: everybody}}
	l.rows.read()
	l.sentence = parts.NewWideProse(l.rows.sentence(), parts.QuietText)
	l.grid = parts.NewGrid(titled(columns, n.Desk), func() int { return len(l.rows.rows) },
		func(row, col int) string { return l.rows.cell(l.rows.rows[row], col) })
	l.grid.Style = func(row, col int) parts.CellStyle { return l.rows.style(l.rows.rows[row], col) }
	l.grid.OnSort = l.sort
	l.grid.OnOpen = l.open
	l.grid.Empty = "No pupil with SEN answers this. Pupils come here when the register gives them SEN support or an EHC plan."
	l.search = parts.NewSearchField(n.Desk.Terms().Say("Filter by name, class, need or {level}"), l.filter)
	l.search.Results = l.grid
	l.standing = parts.NewChoice(l.standings(), l.narrow)
	l.standing.SetChosen(l.rows.standing)
	tools := parts.Flow(parts.Groups, parts.Wide(80, l.search), parts.Wide(64, l.standing))
	l.pupils = parts.Frame(tools, parts.Margins(0, parts.Between, 0, 0, l.grid), nil)
	l.tabs = parts.NewTabs(l.tab)
	l.tabs.Set(tabNames, 0)
	l.body = container.NewStack(l.pupils)
	l.object = parts.Inset(parts.Pages, parts.Frame(
		parts.Column(parts.Groups, parts.Column(parts.Tight, parts.LiveHeading(n.Desk.Terms().Plural("level"), l.sentence, l.links()...)), parts.Margins(0, 0, 0, parts.Between, l.tabs)),
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

// links lead to the pages that belong to levels and are not in the list of screens.
func (l *list) links() []fyne.CanvasObject {
	to := func(words, screen, key string) fyne.CanvasObject {
		return parts.NewLink(words, func() { l.needs.Shell.Go(shell.To(screen)) }).WithKey(key)
	}
	return []fyne.CanvasObject{to(l.needs.Desk.Terms().Say("{Moderation}"), "moderation", "M"), to("Need profile", "needprofile", "P")}
}

// titled puts the words in use into the headings.
func titled(columns []parts.GridColumn, d *desk.Desk) []parts.GridColumn {
	out := slices.Clone(columns)
	for i := range out {
		out[i].Title = d.Terms().Say(out[i].Title)
	}
	return out
}

// standings are the choices of the list, each with how many there are.
func (l *list) standings() []parts.Option {
	var options []parts.Option
	for _, s := range standings {
		n := 0
		for _, e := range l.rows.all {
			if shows(s.value, l.needs.Desk.LevelStanding(e)) {
				n++
			}
		}
		options = append(options, parts.Option{Value: s.value, Words: fmt.Sprintf("%s (%d)", s.words, n)})
	}
	return options
}

// narrow shows the pupils of one standing.
func (l *list) narrow(standing string) {
	if standing != l.rows.standing {
		l.rows.standing = standing
		l.show()
	}
}

// turn goes between the pupils and the scale.
func (l *list) turn() {
	l.tabs.Set(tabNames, 1-l.tabs.Current())
	l.tab(l.tabs.Current())
}

func (l *list) letters() shell.Letters {
	narrow := func() {
		to := waits
		if l.rows.standing == waits {
			to = everybody
		}
		l.standing.SetChosen(to)
		l.narrow(to)
	}
	return shell.Letters{
		{Rune: 't', Words: "The pupils, or the scale", Do: func() { l.turn(); l.Focus() }},
		{Rune: 'w', Words: "Only those who wait, or everybody", Do: narrow},
		{Rune: 'm', Words: l.needs.Desk.Terms().Say("{Moderation}"), Do: func() { l.needs.Shell.Go(shell.To("moderation")) }},
		{Rune: 'p', Words: "Need profile", Do: func() { l.needs.Shell.Go(shell.To("needprofile")) }},
	}
}

// Key uses the letters of the page.
func (l *list) Key(r rune) bool { return l.letters().Key(r) }

// Keys lists the letters of the page.
func (l *list) Keys() []parts.Fact {
	return append([]parts.Fact{{Label: "Enter", Value: "Open the workbench of the pupil"}}, l.letters().Facts()...)
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

func (l *list) show() {
	l.rows.filter()
	l.grid.Refresh()
	l.needs.Shell.Changed()
}

// Title is the name of the page.
func (l *list) Title() string { return l.needs.Desk.Terms().Say("{Level+}") }

// Object is what is drawn.
func (l *list) Object() fyne.CanvasObject { return l.object }

// Focus gives the keyboard to the rows, or to the tabs over the scale.
func (l *list) Focus() {
	at := l.needs.Shell.Window().Canvas()
	if l.tabs.Current() == 1 {
		at.Focus(l.tabs)
		return
	}
	at.Focus(l.grid)
}

// Find puts the keyboard into the filter of the pupils.
func (l *list) Find() {
	if l.tabs.Current() == 1 {
		l.turn()
	}
	l.needs.Shell.Window().Canvas().Focus(l.search)
}

// Refresh reads the pupils anew.
func (l *list) Refresh() {
	l.rows.read()
	l.sentence.SetText(l.rows.sentence())
	l.standing.SetOptions(l.standings())
	l.standing.SetChosen(l.rows.standing)
	l.grid.Reload()
}

// Count says how much is shown.
func (l *list) Count() string { return wording.Count(len(l.rows.rows), "pupil") + " shown" }
