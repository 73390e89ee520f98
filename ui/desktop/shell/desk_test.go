package shell

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// page is a screen that writes down what the shell asks of it.
type page struct {
	name  string
	field *parts.SearchField
	grid  *parts.Grid
	asked []string
	busy  bool // has a side panel open that Escape closes
}

var registerRows = [][]string{
	{"Łukasz Dąbrowski", "6", "6A", "SEN support", "SEMH, SLCN", "Level 3", "3 days late", "3,412"},
	{"Nguyễn Thị Mai", "4", "4B", "EHC plan", "ASD", "Level 5", "in 9 days", "11,280"},
	{"Siân O’Brien", "2", "2A", "SEN support", "SpLD", "Level 2", "18 Jan 2027", "860"},
	{"Zoë Ngũgĩ", "R", "RH", "SEN support", "SLCN", "Level 2", "2 Feb 2027", "1,204"},
	{"Amina Hassan", "5", "5A", "SEN support", "MLD", "Level 1", "11 Feb 2027", "540"},
	{"Çağla Yılmaz", "3", "3B", "Monitoring", "SLCN", "–", "–", "0"},
}

func newPage(name string) *page {
	p := &page{name: name}
	p.grid = parts.NewGrid([]parts.GridColumn{
		{Title: "Name", Strong: true, Grows: true, Sorts: true}, {Title: "Year", Sorts: true}, {Title: "Class"}, {Title: "Status", Sorts: true},
		{Title: "Needs", Grows: true}, {Title: "Level", Sorts: true}, {Title: "Review", Sorts: true}, {Title: "Provision £", Number: true, Sorts: true},
	}, func() int { return 24 }, func(row, col int) string { return registerRows[row%len(registerRows)][col] })
	p.grid.Style = func(row, col int) parts.CellStyle {
		if col == 6 && row%6 < 2 {
			return parts.CellStyle{State: [...]parts.State{parts.Overdue, parts.Soon}[row%6]}
		}
		return parts.CellStyle{Quiet: col == 2}
	}
	p.grid.Ticks, p.grid.OnSort = true, func(int, bool) {}
	p.grid.SetSorted(0, false)
	p.field = parts.NewSearchField("Filter: need:SEMH year:6 level:>=L3", func(string) {})
	p.field.Results = p.grid
	return p
}

func (p *page) note(what string) { p.asked = append(p.asked, what) }
func (p *page) Title() string    { return p.name }
func (p *page) Focus()           { p.note("focus") }
func (p *page) Refresh()         { p.note("refresh") }
func (p *page) Leave()           { p.note("leave") }
func (p *page) Find()            { p.note("find") }
func (p *page) New()             { p.note("new") }
func (p *page) Print()           { p.note("print") }
func (p *page) Accept()          { p.note("accept") }
func (p *page) Key(r rune) bool  { p.note("key " + string(r)); return r == 'n' }
func (p *page) Count() string    { return "61 pupils shown" }
func (p *page) Back() bool       { p.note("back"); was := p.busy; p.busy = false; return was }
func (p *page) Object() fyne.CanvasObject {
	return parts.Page(p.name, "61 pupils have support: 52 SEN support, 9 with a plan. 3 reviews are late.",
		parts.Frame(parts.Margins(0, 0, 0, 3, parts.Sides(nil, p.field, parts.Margins(2, 0, 0, 0, parts.NewButton("Columns", nil)))), p.grid, nil),
		parts.NewMainButton("New pupil", nil).WithKey("Ctrl+N"))
}

// desk is a shell with two screens, a hidden one and one that does not open.
type desk struct {
	*Shell
	pages  []*page // as opened
	did    []string
	change string
	warned string
	fail   error
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.Look{Variant: theme.Light})
	d := &desk{change: "moved Ana to Level 3"}
	open := func(name string) func(string) (Screen, error) {
		return func(arg string) (Screen, error) {
			d.pages = append(d.pages, newPage(strings.TrimSpace(name+" "+arg)))
			return d.page(), nil
		}
	}
	w := test.NewTempWindow(t, parts.Gap(1))
	w.Resize(fyne.NewSize(1180, 760))
	did := func(what string) func() { return func() { d.did = append(d.did, what) } }
	d.Shell = New(Setup{
		Window: w, School: "Meadowfield Primary", Demo: true,
		Places: []Place{
			{Screen: "today", Name: "Today", Icon: "today", Open: open("Today"), Count: func() int { return 3 }},
			{Screen: "register", Name: "Register", Icon: "register", Open: open("Register")},
			{Screen: "provision", Name: "Provision", Icon: "provision", Open: open("Provision")},
			{Screen: "reviews", Name: "Reviews", Icon: "reviews", Open: open("Reviews"), Count: func() int { return 7 }},
			{Screen: "levels", Name: "Levels", Icon: "levels", Open: open("Levels")},
			{Screen: "requests", Name: "Requests", Icon: "requests", Open: open("Requests"), Count: func() int { return 1 }},
			{Screen: "reports", Name: "Reports", Icon: "reports", Open: open("Reports")},
			{Screen: "budget", Name: "Budget", Icon: "budget", Open: open("Budget")},
			{Screen: "sending", Name: "Sending", Icon: "sending", Open: open("Sending")},
			{Screen: "settings", Name: "Settings", Icon: "settings", Open: open("Settings")},
			{Screen: "pupil", Name: "Pupil", Icon: "pupil", Hidden: true, Argued: true, Open: open("Pupil")},
			{Screen: "broken", Name: "Broken", Icon: "help", Hidden: true, Open: func(string) (Screen, error) {
				return nil, errors.New("This pupil is not in the register any more.")
			}},
		},
		Find: func(query string) []parts.Item {
			var items []parts.Item
			for _, name := range []string{"Ana Kowalska", "Amina Hassan", "Siân O’Brien"} {
				if len(parts.NewFinder([]string{name}).Find(query, 1)) == 1 {
					items = append(items, parts.Item{Words: name, Note: "Year 4, SEN support", Do: func() { d.Go(To("pupil", name)) }})
				}
			}
			return items
		},
		LastChange: func() string { return d.change },
		Undo:       func() (string, error) { d.did = append(d.did, "undo"); return "Undone: " + d.change, d.fail },
		Redo:       func() (string, error) { d.did = append(d.did, "redo"); return "", d.fail },
		Saved:      func() string { return "Saved 14:02" },
		Warning:    func() string { return d.warned },
		HideNames:  func(hidden bool) { d.did = append(d.did, fmt.Sprint("hidden ", hidden)) },
		Lock:       did("lock"), Log: did("log"), Quit: did("quit"),
		Help: func(screen string) { d.did = append(d.did, "help "+screen) },
		Went: func(r Route) { d.did = append(d.did, "went "+r.String()) },
	}, InlineRunner())
	return d
}

func (d *desk) page() *page { return d.pages[len(d.pages)-1] }

// press chooses the menu item that has a key, as the driver does for shortcuts
// with Ctrl or Alt whatever has the keyboard; other keys go to what has it.
func (d *desk) press(t *testing.T, key string) {
	t.Helper()
	for _, menu := range d.Window().MainMenu().Items {
		for i, item := range menu.Items {
			if item.Shortcut == nil {
				continue
			}
			for _, c := range d.Shortcuts() {
				if c.Words() == key && c.Menu == menu.Label && c.Name == menu.Items[i].Label && c.Modifier != 0 {
					item.Action()
					return
				}
			}
		}
	}
	names := map[string]fyne.KeyName{"Esc": fyne.KeyEscape, "F1": fyne.KeyF1, "F8": fyne.KeyF8, "Enter": fyne.KeyReturn, "Down": fyne.KeyDown}
	name, ok := names[key]
	if !ok {
		t.Fatalf("no key %s", key)
	}
	if focused := d.canvas().Focused(); focused != nil {
		focused.TypedKey(&fyne.KeyEvent{Name: name})
	} else {
		d.canvas().OnTypedKey()(&fyne.KeyEvent{Name: name})
	}
}
