package shell

import (
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
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
			{Screen: "pupil", Name: "Pupil", Icon: "pupil", Hidden: true, Open: open("Pupil")},
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

func TestNoTwoShortcutsShareAKey(t *testing.T) {
	d := newDesk(t)
	seen := map[string]string{}
	for _, c := range d.Shortcuts() {
		if other, twice := seen[c.Words()]; twice {
			t.Errorf("%s does %q and %q", c.Words(), other, c.Name)
		}
		seen[c.Words()] = c.Name
		if !slices.Contains(menus, c.Menu) || c.Name == "" || c.do == nil {
			t.Errorf("%s has no menu, name or deed", c.Words())
		}
	}
	for _, key := range []string{"Ctrl+K", "Ctrl+F", "Ctrl+N", "Ctrl+L", "Ctrl+Z", "Ctrl+Y", "Ctrl+P", "Ctrl+1", "Ctrl+9", "Ctrl+Enter", "Esc", "Alt+Left", "F1", "F8", "Ctrl+Alt+L", "?"} {
		if seen[key] == "" {
			t.Errorf("%s is not in the table", key)
		}
	}
}

func TestEveryShortcutIsAMenuItem(t *testing.T) {
	d := newDesk(t)
	var items []string
	for _, menu := range d.Window().MainMenu().Items {
		for _, item := range menu.Items {
			items = append(items, item.Label)
		}
	}
	for _, c := range d.Shortcuts() {
		if !slices.Contains(items, c.Name) {
			t.Errorf("%s (%s) is in no menu", c.Name, c.Words())
		}
	}
}

func TestShortcutsWorkWhileAFieldHasTheKeyboard(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	for key, want := range map[string]string{"Ctrl+F": "find", "Ctrl+N": "new", "Ctrl+P": "print", "Ctrl+Enter": "accept"} {
		d.canvas().Focus(d.page().field)
		d.press(t, key)
		if last := d.page().asked[len(d.page().asked)-1]; last != want {
			t.Errorf("%s asked the page to %s", key, last)
		}
	}
	for key, want := range map[string]string{"Ctrl+L": "log", "F1": "help register", "F8": "hidden true", "Ctrl+Z": "undo", "Ctrl+Y": "redo", "Ctrl+Alt+L": "lock"} {
		d.canvas().Focus(d.page().field)
		d.press(t, key)
		if last := d.did[len(d.did)-1]; last != want {
			t.Errorf("%s did %s, want %s", key, last, want)
		}
	}
	d.canvas().Focus(d.page().field)
	d.press(t, "Ctrl+4")
	if d.Here() != To("reviews") {
		t.Errorf("Ctrl+4 leads to %v", d.Here())
	}
}

func TestEveryScreenOfTheListIsReachedByKeysAlone(t *testing.T) {
	d := newDesk(t)
	d.Go(To("today"))
	d.canvas().Focus(d.nav)
	for range 20 {
		d.press(t, "Down")
	}
	d.press(t, "Enter")
	if d.Here() != To("settings") {
		t.Errorf("the end of the list is %v", d.Here())
	}
}

func TestTabGoesThroughTheFrameAsItIsRead(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	d.canvas().Unfocus()
	var order []string
	for range 9 {
		d.canvas().FocusNext()
		switch f := d.canvas().Focused().(type) {
		case *nav:
			order = append(order, "list")
		case *parts.Button:
			order = append(order, f.Text())
		case *parts.Grid:
			order = append(order, "grid")
		default:
			order = append(order, "field")
		}
	}
	want := []string{"list", "Find a pupil or do anything", "Names shown", "Lock", "New pupil", "field", "Columns", "grid", "Undo: moved Ana to Level 3"}
	if !slices.Equal(order, want) {
		t.Errorf("tab goes through %q", order)
	}
}

func TestEscapeClosesThenGoesBack(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	d.Go(To("pupil", "12"))
	d.press(t, "Ctrl+K")
	if d.overlay() == nil {
		t.Fatal("the palette is not there")
	}
	d.press(t, "Esc")
	if d.overlay() != nil || d.Here() != To("pupil", "12") {
		t.Errorf("escape should close the palette alone; here is %v", d.Here())
	}
	d.page().busy = true
	d.canvas().Focus(d.page().grid)
	d.press(t, "Esc")
	if d.Here() != To("pupil", "12") || d.page().busy {
		t.Error("escape should then close what the page has open")
	}
	d.press(t, "Esc")
	if d.Here() != To("register") {
		t.Errorf("escape should then go back; here is %v", d.Here())
	}
	d.press(t, "Esc")
	if d.Here() != To("register") {
		t.Errorf("escape with no page before should stay; here is %v", d.Here())
	}
}

func TestPageKeepsWhatIsTypedBeforeItIsLeft(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	left := d.page()
	d.Go(To("today"))
	if !slices.Contains(left.asked, "leave") {
		t.Error("the page was not told that it is left")
	}
	if slices.Contains(d.page().asked, "leave") {
		t.Error("the new page was told that it is left")
	}
}

func TestCtrlZTakesTypingBackFirst(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	d.did = nil
	d.canvas().Focus(d.page().field)
	for _, r := range "need" {
		d.canvas().Focused().TypedRune(r)
	}
	d.press(t, "Ctrl+Z")
	if len(d.did) != 0 || d.page().field.Text == "need" {
		t.Errorf("typing stands as %q, and %v was done", d.page().field.Text, d.did)
	}
	for range 8 {
		d.press(t, "Ctrl+Z")
	}
	if d.did[0] != "undo" || !slices.Contains(d.page().asked, "refresh") {
		t.Errorf("with no typing left the change should be undone; did %v", d.did)
	}
}

func TestUndoSaysWhatItDidOrWhyNot(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	d.press(t, "Ctrl+Z")
	if d.foot.words.String() != "Undone: moved Ana to Level 3" {
		t.Errorf("the foot says %q", d.foot.words.String())
	}
	d.fail = errors.New("This change cannot be undone, as the review was signed off after it.")
	d.press(t, "Ctrl+Z")
	if d.foot.words.String() != d.fail.Error() || d.foot.mark.String() != "!" {
		t.Errorf("the foot says %q %q", d.foot.mark.String(), d.foot.words.String())
	}
	d.change = ""
	d.Changed()
	if !d.foot.undo.Disabled() {
		t.Error("with no change there is nothing to undo")
	}
}

func TestDialogKeepsShortcutsAwayFromThePageBehind(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	accepted := 0
	name := parts.NewField("Name")
	(&parts.Dialog{Title: "New", Body: name, Accept: "Add", Focus: name, OnAccept: func() bool { accepted++; return false }}).Show(d.canvas())
	before := len(d.page().asked)
	d.press(t, "Ctrl+N")
	d.press(t, "Ctrl+2")
	d.press(t, "Ctrl+K")
	d.press(t, "Ctrl+Z")
	if len(d.page().asked) != before || len(d.canvas().Overlays().List()) != 1 || slices.Contains(d.did, "undo") {
		t.Errorf("the page was asked %v behind the dialog", d.page().asked[before:])
	}
	d.press(t, "Ctrl+Enter")
	d.press(t, "Enter") // in the field
	if accepted != 2 {
		t.Errorf("accepted %d times", accepted)
	}
	d.press(t, "Esc")
	if d.overlay() != nil {
		t.Error("escape should close the dialog")
	}
}

func TestLetterKeysGoToThePageAndQuestionMarkToTheSheet(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	d.canvas().Focus(d.page().grid)
	d.canvas().Focused().TypedRune('n')
	if last := d.page().asked[len(d.page().asked)-1]; last != "key n" {
		t.Errorf("the page was asked %s", last)
	}
	d.canvas().Focused().TypedRune('?')
	if d.overlay() == nil {
		t.Error("? should show the keys")
	}
}

func TestPaletteFindsPupilsThenScreensAndActions(t *testing.T) {
	d := newDesk(t)
	d.Go(To("today"))
	d.press(t, "Ctrl+K")
	for _, r := range "kow" {
		d.canvas().Focused().TypedRune(r)
	}
	d.press(t, "Enter")
	if d.Here() != To("pupil", "Ana Kowalska") {
		t.Errorf("five keys lead to %v", d.Here())
	}
	for query, want := range map[string]string{"reg": "Register", "lock": "Lock now", "undo": "Undo", "settings": "Settings"} {
		items := d.find(query)
		if len(items) == 0 || items[0].Words != want {
			t.Errorf("%q finds %v", query, items)
		}
	}
}

func TestF8HidesNamesAndSaysSo(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	d.press(t, "F8")
	if !d.NamesHidden() || d.top.names.Text() != "Names hidden" || !slices.Contains(d.page().asked, "refresh") {
		t.Errorf("hidden %v, the strip says %q", d.NamesHidden(), d.top.names.Text())
	}
	d.press(t, "F8")
	if d.NamesHidden() || d.did[len(d.did)-1] != "hidden false" {
		t.Errorf("did %v", d.did)
	}
}

func TestPageThatCannotOpenSaysWhyAndLeadsBack(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	for _, route := range []Route{To("broken"), To("no-such-page")} {
		d.Go(route)
		if _, ok := d.Screen().(*apology); !ok {
			t.Errorf("%v shows %T", route, d.Screen())
		}
		d.press(t, "Enter") // the way back has the keyboard
		if d.Here() != To("register") {
			t.Errorf("the way back leads to %v", d.Here())
		}
	}
}

func TestBarePageRestsTheKeysAndResumeReturns(t *testing.T) {
	d := newDesk(t)
	d.Go(To("pupil", "12"))
	way := newPage("Locked")
	d.ShowBare(way)
	count := len(d.did)
	for _, key := range []string{"Ctrl+K", "Ctrl+Z", "Ctrl+2", "Ctrl+N", "F8", "Ctrl+L"} {
		d.press(t, key)
	}
	if len(d.did) != count || d.overlay() != nil || d.Window().Content() == d.frame {
		t.Errorf("behind the lock %v was done", d.did[count:])
	}
	d.press(t, "Ctrl+Enter")
	if !slices.Contains(way.asked, "accept") {
		t.Error("the bare page should take Ctrl+Enter")
	}
	d.Resume(To("today"))
	if d.Here() != To("pupil", "12") || d.Window().Content() != d.frame {
		t.Errorf("resumed at %v", d.Here())
	}
}

func TestWindowTitleNamesNoPupil(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	if got := d.Window().Title(); got != "Register · Meadowfield Primary · Needsbook" {
		t.Errorf("title %q", got)
	}
}

func TestRouteReadsWhatItWrites(t *testing.T) {
	for _, r := range []Route{{}, To("today"), To("pupil", "12"), To("pupil", "12", "notes")} {
		if got := ParseRoute(r.String()); got != r {
			t.Errorf("%q reads as %v", r.String(), got)
		}
	}
}

func TestHistoryForgetsTheOldest(t *testing.T) {
	h := history{}
	for i := range 150 {
		h.leave(To("pupil", fmt.Sprint(i)))
	}
	n := 0
	for _, ok := h.back(); ok; _, ok = h.back() {
		n++
	}
	if n != historyLimit {
		t.Errorf("remembers %d places", n)
	}
}

func TestRunnerInlineFinishesBeforeItReturns(t *testing.T) {
	var counts []int
	r := InlineRunner()
	r.watch = func(n int) { counts = append(counts, n) }
	want, order := errors.New("no"), ""
	r.Go(func() error { order += "work "; return want }, func(err error) {
		if err == want {
			order += "then"
		}
	})
	if order != "work then" || !slices.Equal(counts, []int{1, 0}) {
		t.Errorf("order %q, counts %v", order, counts)
	}
}

func TestRunnerLiveWorksBesideTheWindow(t *testing.T) {
	test.NewTempApp(t)
	done := make(chan error)
	NewRunner().Go(func() error { return nil }, func(err error) { done <- err })
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestPictures draws the frame in several forms. With NEEDSBOOK_PICTURES set to a
// folder it leaves the pictures there for a person to look at.
func TestPictures(t *testing.T) {
	for _, c := range []struct {
		name    string
		variant theme.Variant
		scale   float32
		prepare func(d *desk)
	}{
		{"register-light", theme.Light, 1, func(d *desk) { d.Go(To("register")); d.canvas().Focus(d.page().grid) }},
		{"register-dark", theme.Dark, 1, func(d *desk) { d.Go(To("register")); d.canvas().Focus(d.page().grid) }},
		{"register-150", theme.Light, 1.5, func(d *desk) { d.Go(To("register")); d.canvas().Focus(d.nav) }},
		{"palette", theme.Light, 1, func(d *desk) { d.Go(To("register")); d.ShowPalette(); d.canvas().Focused().TypedRune('a') }},
		{"keys", theme.Dark, 1, func(d *desk) { d.Go(To("register")); d.ShowKeys() }},
		{"bare", theme.Light, 1, func(d *desk) { d.ShowBare(&opening{}) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			c.prepare(d)
			picture := CaptureWindow(d.Window(), fyne.NewSize(1180, 760), c.variant, c.scale)
			if size := picture.Bounds().Size(); size.X != 1180 || size.Y != 760 {
				t.Errorf("the picture is %v", size)
			}
			colours := map[any]bool{}
			for x := 0; x < 1180; x += 7 {
				for y := 0; y < 760; y += 7 {
					colours[picture.At(x, y)] = true
				}
			}
			if len(colours) < 8 {
				t.Errorf("the picture has %d colours and looks empty", len(colours))
			}
			if folder := os.Getenv("NEEDSBOOK_PICTURES"); folder != "" {
				f, err := os.Create(filepath.Join(folder, "shell-"+c.name+".png"))
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
				if err := png.Encode(f, picture); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestCapturePutsTheLookBack(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.Look{Variant: theme.Light})
	label := parts.NewText("Words", parts.Plain)
	one := Capture(label, fyne.NewSize(200, 60), theme.Dark, 1)
	if got := fyne.CurrentApp().Settings().Theme().(theme.Look).Variant; got != theme.Light {
		t.Errorf("the look is %v afterwards", got)
	}
	two := Capture(label, fyne.NewSize(200, 60), theme.Light, 1)
	if one.At(190, 50) == two.At(190, 50) {
		t.Error("dark and light have the same ground")
	}
}

// opening stands for the page that asks for the passphrase.
type opening struct{ field *parts.Field }

func (o *opening) Title() string { return "Open" }
func (o *opening) Focus()        { fyne.CurrentApp().Driver().CanvasForObject(o.field).Focus(o.field) }
func (o *opening) Object() fyne.CanvasObject {
	o.field = parts.NewPassphraseField("Passphrase")
	form := parts.NewForm().LabelsAbove()
	form.Add("Passphrase", o.field, "It is kept nowhere but in your head and on the recovery sheet.")
	return parts.Column(parts.Groups, parts.NewText("Open Meadowfield Primary", parts.SectionTitle),
		parts.NewProse("The school’s file is locked. Nothing that was typed is lost.", parts.QuietText), form,
		parts.Row(parts.Between, parts.NewMainButton("Open", nil), parts.NewButton("Use the recovery sheet", nil)))
}
