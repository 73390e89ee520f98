package sending

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// Needs is what the page is made of.
type Needs struct {
	Desk  *desk.Desk
	Shell *shell.Shell
}

// Screen is the Cluster page.
type Screen struct {
	n        Needs
	now      standing
	loaded   bool
	broken   string // why nothing can be shown
	busy     bool
	gone     bool
	tab      int
	keepBack func() // calls the sending off while it can be; nil when nothing is about to leave
	object   *fyne.Container
	joining  *joining

	first fyne.Focusable // has the keyboard when the page opens
	grid  *parts.Grid    // of the outbox, while it is shown
	main  func()         // what Ctrl+Enter does
}

// New makes the page. The argument may name what to show first: "figures",
// "readers", "bytes", "sent" or "road".
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, object: container.NewStack()}
	for i, t := range tabs {
		if t.name == arg {
			s.tab = i
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
		s.broken = desk.Words(err)
		if err == nil {
			s.now, s.loaded = now, true
		}
		s.show()
		s.n.Shell.Changed()
		if then != nil {
			then()
		}
	})
}

// show draws the page for how things stand.
func (s *Screen) show() {
	s.main, s.grid, s.first = nil, nil, nil
	s.object.Objects = []fyne.CanvasObject{s.page()}
	s.object.Refresh()
	if s.n.Shell.Screen() == shell.Screen(s) {
		s.Focus()
	}
}

func (s *Screen) page() fyne.CanvasObject {
	switch {
	case s.broken != "":
		return parts.Page(s.n.Desk.Terms().Say("{Cluster}"), "", parts.NewProse(s.broken, parts.Plain))
	case !s.loaded:
		return parts.Page(s.n.Desk.Terms().Say("{Cluster}"), "Working out the figures and checking that nobody can be found in them.", parts.Gap(1))
	case !s.now.joined():
		return s.joinPage()
	}
	top := parts.Column(parts.Between, s.steps(), s.tabRow())
	return parts.Page(s.n.Desk.Terms().Say("{Cluster}"), s.now.sentence(), parts.Frame(parts.Margins(0, 0, 0, parts.Between, top), s.pane(), nil))
}

func (s *Screen) joinPage() fyne.CanvasObject {
	if s.joining == nil {
		s.joining = newJoining(s)
	}
	s.first, s.main = s.joining.address, s.joining.accept
	return parts.Page(s.n.Desk.Terms().Say("{Cluster}"), s.now.sentence(), parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, s.joining.object)))
}

// tabs are what the wide part of the page can show.
var tabs = []struct{ name, words string }{
	{"figures", "The figures"}, {"readers", "Who will see it"}, {"bytes", "The exact bytes"}, {"sent", "What was approved"}, {"road", "The way to the hub"},
}

// pane is the wide part of the page.
func (s *Screen) pane() fyne.CanvasObject {
	switch tabs[s.tab].name {
	case "readers":
		return s.readers()
	case "bytes":
		return s.bytes()
	case "sent":
		return s.sent()
	case "road":
		return s.roadPane()
	}
	return s.figures()
}

func (s *Screen) tabRow() fyne.CanvasObject {
	row := parts.Flow(parts.Groups)
	for i, t := range tabs {
		if i == s.tab {
			row.Add(parts.Margins(parts.Tight, parts.Tight, parts.Tight, parts.Tight, parts.NewText(t.words, parts.Strong)))
			continue
		}
		row.Add(parts.NewLink(t.words, func() { s.open(i) }))
	}
	return row
}

// open shows another tab.
func (s *Screen) open(tab int) {
	s.tab = tab
	s.show()
	s.n.Shell.Changed()
}

// Title is for the window.
func (s *Screen) Title() string { return s.n.Desk.Terms().Say("{Cluster}") }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the first thing of the page.
func (s *Screen) Focus() { s.focus(s.first) }

func (s *Screen) focus(thing fyne.Focusable) {
	if thing != nil && s.n.Shell.Window().Canvas().Overlays().Top() == nil {
		s.n.Shell.Window().Canvas().Focus(thing)
	}
}

// Refresh reads how things stand again. The page holds no name.
func (s *Screen) Refresh() { s.reload(nil) }

// Back keeps back what is about to leave, if anything is.
func (s *Screen) Back() bool {
	if s.keepBack == nil {
		return false
	}
	s.hold()
	return true
}

// Accept does the main thing: join, approve and send, or send.
func (s *Screen) Accept() {
	if s.main != nil {
		s.main()
	}
}

// Leave lets go of what is still being worked out. What is about to leave the school
// leaves: the person has gone on to something else.
func (s *Screen) Leave() {
	s.gone = true
	if s.keepBack == nil {
		return
	}
	s.keepBack()
	s.keepBack = nil
	d, sh := s.n.Desk, s.n.Shell
	sh.Runner().Go(func() error {
		_, err := d.SendSummaries(context.Background(), true)
		return err
	}, func(error) { sh.Changed() }) // the page says how it stands when it is opened again
}
