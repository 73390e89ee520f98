package sending

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// Needs is what the page is made of.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where files are offered to be saved
}

// Screen is the Cluster page.
type Screen struct {
	n        Needs
	now      standing
	set      figures // the tables of the summary
	loaded   bool
	failed   string // why nothing can be shown
	busy     bool
	gone     bool
	tab      string
	keepBack func() // calls the sending off while it can be; nil when nothing is about to leave
	object   *fyne.Container
	row      *parts.Tabs
	body     *fyne.Container

	joining   *joining // what was typed to join over the network
	filing    *byFile  // and by file
	byFile    bool     // the second is shown
	rejoining bool     // the hub does not take this computer's key any more
	editing   bool     // the form of an agreement that is in force is open

	pane  *figuresPane   // the tables, while they are shown
	paper *agreementPane // the form of the agreement, while it is shown
	grid  *parts.Grid    // of the send log, while it is shown

	first  fyne.Focusable // the step to take next; nil where there is none
	inside fyne.Focusable // the first thing of the open tab
	main   func()         // what Ctrl+Enter does
}

// Names of the tabs, as an argument of the route gives them.
const (
	tabFigures   = "figures"
	tabReaders   = "readers"
	tabBytes     = "bytes"
	tabAgreement = "agreement"
	tabLog       = "log"
	tabRoad      = "road"
)

// tabs are what the wide part of the page can show.
var tabs = []struct{ name, words string }{
	{tabFigures, "What leaves"}, {tabReaders, "Who sees it"}, {tabBytes, "The exact bytes"}, {tabAgreement, "Agreement"}, {tabLog, "Send log"}, {tabRoad, "The way to the hub"},
}

// openPane is what the open tab shows.
func (s *Screen) openPane() fyne.CanvasObject {
	switch s.tab {
	case tabReaders:
		return s.readers()
	case tabBytes:
		return s.bytes()
	case tabAgreement:
		return s.agreement()
	case tabLog:
		return s.sendLog()
	case tabRoad:
		return s.road()
	}
	return s.figuresView()
}

// New makes the page. The argument may name what to show first: "figures",
// "readers", "bytes", "agreement", "log" or "road". Without one a school that has not
// joined sees how it joins, and any other the figures.
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, object: container.NewStack(), body: container.NewStack()}
	s.row = parts.NewTabs(func(tab int) { s.openNamed(tabs[tab].name) })
	for _, t := range tabs {
		if t.name == arg {
			s.tab = arg
		}
	}
	s.show()
	s.reload(nil)
	return s, nil
}

// run does slow work beside the window, one thing at a time, and shows its end
// while the page is there.
func (s *Screen) run(work func(ctx context.Context) error, then func(error)) {
	if s.busy {
		return
	}
	s.busy = true
	s.n.Shell.Runner().Go(func() error { return work(context.Background()) }, func(err error) {
		s.busy = false
		if !s.gone {
			then(err)
		}
	})
}

// reload works the summary out again and shows how things stand.
func (s *Screen) reload(then func()) {
	s.readBy(func(ctx context.Context) (standing, error) { return read(ctx, s.n.Desk) }, then)
}

// update shows how things stand after something that leaves the summary as it is.
func (s *Screen) update(then func()) {
	before := s.now
	s.readBy(func(ctx context.Context) (standing, error) { return before.again(ctx, s.n.Desk) }, then)
}

func (s *Screen) readBy(read func(context.Context) (standing, error), then func()) {
	var now standing
	s.run(func(ctx context.Context) (err error) {
		now, err = read(ctx)
		return err
	}, func(err error) {
		s.failed = desk.Words(err)
		if err == nil {
			s.take(now)
		}
		s.show()
		if s.n.Shell.Screen() == shell.Screen(s) {
			s.Focus()
		}
		s.n.Shell.Changed()
		if then != nil {
			then()
		}
	})
}

// take keeps what was read.
func (s *Screen) take(now standing) {
	s.now, s.loaded = now, true
	s.set = newFigures(now.preview.Preview, now.say, s.set.open())
	if s.tab == "" {
		s.tab = tabFigures
		if !now.joined() {
			s.tab = tabRoad
		}
	}
}

// show draws the page for how things stand.
func (s *Screen) show() {
	s.main, s.grid, s.first, s.inside, s.pane, s.paper = nil, nil, nil, nil, nil, nil
	s.object.Objects = []fyne.CanvasObject{s.page()}
	s.object.Refresh()
}

func (s *Screen) page() fyne.CanvasObject {
	switch {
	case s.failed != "":
		return parts.Page(s.Title(), "", parts.NewProse(s.failed, parts.Plain))
	case !s.loaded:
		return parts.Page(s.Title(), "Working out the figures and checking that nobody can be found in them.", parts.Gap(1))
	}
	title := parts.Beside(parts.NewText(s.Title(), parts.PageTitle), parts.Row(parts.Between, s.actions()...))
	sentence := parts.NewWideProse(s.now.sentence(), parts.QuietText)
	steps := parts.Beside(s.stepLine(), parts.NewLink("What comes back", func() { s.n.Shell.Go(shell.To("clusterview")) }))
	head := parts.Column(parts.Tight, title, sentence, steps)
	if words := s.now.waitingLine(); words != "" {
		head.Add(parts.NewProse(words, parts.Small))
	}
	for _, card := range s.inTheWay() {
		head.Add(card)
	}
	head.Add(s.row)
	s.nameTabs()
	s.body.Objects = []fyne.CanvasObject{s.openPane()}
	s.body.Refresh()
	return parts.Margins(parts.Pages, parts.Groups, parts.Pages, parts.Groups,
		giveway.Frame(parts.Margins(0, 0, 0, parts.Between, head), s.body, func() []fyne.CanvasObject { return []fyne.CanvasObject{sentence, steps} }))
}

// nameTabs names the tabs; a school that has not joined joins where the way will stand.
func (s *Screen) nameTabs() {
	names, at := make([]string, len(tabs)), 0
	for i, t := range tabs {
		names[i] = t.words
		if t.name == tabRoad && (!s.now.joined() || s.rejoining) {
			names[i] = "Join"
		}
		if t.name == s.tab {
			at = i
		}
	}
	s.row.Set(names, at)
}

// openNamed shows another tab.
func (s *Screen) openNamed(tab string) {
	s.tab, s.editing = tab, false
	s.show()
	s.n.Shell.Changed()
}
