package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/access"
	"needsbook/app/pack/terms"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// Shell is the window with its frame. Make one with New, then Go somewhere.
type Shell struct {
	setup  Setup
	runner *Runner
	places map[string]Place

	nav     *nav
	top     *top
	foot    *foot
	frame   fyne.CanvasObject
	content *fyne.Container

	strip    *fyne.Container // between the top and the page
	standing []Standing      // what the strip tells, in the order it was told

	here    Route
	screen  Screen
	bare    Screen // first run or lock; nil while the desk is shown
	history history
	hidden  bool // names are hidden
	left    bool // the page has kept what was typed in it
	finder  *parts.Finder
	palette []parts.Item // the screens and shortcuts, as the palette offers them
	names   []string     // of the places, with the words in use
	role    access.Role  // that the menus were made for
}

// New puts the frame into the window. Nothing is shown in it until Go or ShowBare.
func New(setup Setup, runner *Runner) *Shell {
	if setup.Say == nil {
		setup.Say = terms.Shipped().Say
	}
	s := &Shell{setup: setup, runner: runner, places: map[string]Place{}, content: container.NewStack()}
	for _, p := range setup.Places {
		s.places[p.Screen] = p
	}
	s.nav = newNav(setup.Places, func(screen string) { s.Go(To(screen)) })
	s.nav.passKey, s.nav.passRune = s.typedKey, s.typedRune
	s.top, s.strip = newTop(s), parts.Column(parts.None)
	s.foot = newFoot(s)
	runner.watch = s.foot.running
	s.frame = s.build()
	w := setup.Window
	w.SetPadded(false)
	w.Canvas().SetOnTypedKey(s.typedKey)
	w.Canvas().SetOnTypedRune(s.typedRune)
	s.reword()
	return s
}

// Runner does slow work beside the window.
func (s *Shell) Runner() *Runner { return s.runner }

// Window is the window that the frame is in.
func (s *Shell) Window() fyne.Window { return s.setup.Window }

// Here is the route of the page that is shown.
func (s *Shell) Here() Route { return s.here }

// Screen is the page that is shown.
func (s *Shell) Screen() Screen { return s.screen }

// NamesHidden reports whether F8 has hidden the pupils' names.
func (s *Shell) NamesHidden() bool { return s.hidden }

func (s *Shell) canvas() fyne.Canvas { return s.setup.Window.Canvas() }

// overlay is the dialog, palette or list that lies over the window, or nil.
func (s *Shell) overlay() fyne.CanvasObject { return s.canvas().Overlays().Top() }

// build sets the frame so that Tab goes through it as it is read.
func (s *Shell) build() fyne.CanvasObject {
	name := parts.NewText(s.setup.School, parts.Strong)
	school := parts.Column(parts.Between, parts.NewCutText(s.setup.School, parts.Strong))
	if s.setup.Demo {
		school.Add(parts.Row(0, parts.NewBadge("DEMO: invented pupils", parts.NoState)))
	}
	if badge := s.roleBadge(); badge != nil {
		school.Add(parts.Row(0, badge))
	}
	list := parts.NewGround(theme.ColourDesk, parts.Frame(parts.Margins(4, 4, 4, 3, school), parts.Scrolled(s.nav), nil))
	page := parts.Frame(
		parts.Column(parts.None, s.top.object, parts.NewLine(), s.strip),
		parts.Roomy(s.content),
		parts.Column(parts.None, parts.NewLine(), s.foot.object))
	return parts.NewGround(theme.ColourPaper, parts.Sides(
		container.New(&navWidth{s.nav, name}, list), parts.Sides(parts.NewLine(), page, nil), nil))
}

// navWidth makes the list as wide as its words and the school's name want, within bounds.
type navWidth struct {
	nav    *nav
	school *parts.Text
}

func (l *navWidth) Layout(things []fyne.CanvasObject, size fyne.Size) { things[0].Resize(size) }

func (l *navWidth) MinSize(things []fyne.CanvasObject) fyne.Size {
	school := min(l.school.MinSize().Width+theme.Steps(8), theme.Steps(56))
	return fyne.NewSize(max(l.nav.MinSize().Width, school, things[0].MinSize().Width), things[0].MinSize().Height)
}

// Go opens a page and remembers the one that is left.
func (s *Shell) Go(to Route) {
	if to != s.here || s.bare != nil {
		s.leave()
		s.history.leave(s.here)
	}
	s.open(to)
}

// Back opens the page before this one, if there is one.
func (s *Shell) Back() {
	if before, ok := s.history.back(); ok {
		s.leave()
		s.open(before)
	}
}

// Escape closes what lies over the window, then what the page has open, and then
// goes back.
func (s *Shell) Escape() {
	if over, ok := s.overlay().(*parts.Overlay); ok {
		over.Escape()
		return
	}
	page := s.screen
	if s.bare != nil {
		page = s.bare
	}
	if b, ok := page.(Backer); ok && b.Back() {
		return
	}
	if s.bare == nil {
		s.Back()
	}
}

// leave lets the page keep what is being typed in it, once.
func (s *Shell) leave() {
	if s.left || s.screen == nil {
		return
	}
	s.left = true
	s.canvas().Unfocus() // a field reads what was typed in it when it is left
	if l, ok := s.screen.(Leaver); ok {
		l.Leave()
	}
}

// open shows a page without a word to the history.
func (s *Shell) open(to Route) {
	place, ok := s.places[to.Screen]
	if !ok {
		s.show(to, &apology{s: s, words: "This page is not part of the program any more."})
		return
	}
	screen, err := place.Open(to.Arg)
	if err != nil {
		screen = &apology{s: s, words: err.Error()}
	}
	s.show(to, screen)
}

func (s *Shell) show(to Route, screen Screen) {
	s.closeOverlays()
	s.here, s.screen, s.bare, s.left = to, screen, nil, false
	s.content.Objects = []fyne.CanvasObject{screen.Object()}
	s.content.Refresh()
	s.showStanding()
	if s.setup.Window.Content() != s.frame {
		s.setup.Window.SetContent(s.frame)
	}
	s.setup.Window.SetTitle(screen.Title() + " · " + s.setup.School + " · Needsbook")
	s.nav.show(to.Screen)
	s.foot.clear()
	s.Changed()
	screen.Focus()
	if s.setup.Went != nil {
		s.setup.Went(to)
	}
}

// ShowBare shows a page alone on the desk, without the frame: first run, and the
// lock. The keys that reach the records rest until Go.
func (s *Shell) ShowBare(page Screen) {
	s.leave()
	s.closeOverlays()
	s.bare = page
	s.setup.Window.SetContent(bareFrame(page.Object()))
	s.setup.Window.SetTitle(page.Title() + " · Needsbook")
	page.Focus()
}

// Resume goes back from a bare page to where the desk was left, or to a page given.
func (s *Shell) Resume(otherwise Route) {
	if s.here.Screen != "" {
		otherwise = s.here
	}
	s.open(otherwise)
}

// SetSchool names another school in the frame, as after the lock opened another file.
func (s *Shell) SetSchool(name string, demo bool) {
	s.setup.School, s.setup.Demo = name, demo
	s.UntellAll()
	s.top = newTop(s)
	s.frame = s.build()
	s.history = history{}
	s.here, s.screen = Route{}, nil
}

// Changed shows what the frame says of the records again: the last change, the time
// it was saved, the counts. Call it after every change.
func (s *Shell) Changed() {
	s.reword()
	s.nav.Refresh()
	s.top.show()
	s.foot.show()
	s.endStanding()
}

// Recount says again how much the page shows. Call it after a filter, which changes
// no record: it is quick enough for each keystroke.
func (s *Shell) Recount() { s.foot.recount() }

// Refresh shows the page again from the records, and the frame as well.
func (s *Shell) Refresh() {
	if r, ok := s.screen.(Refresher); ok {
		r.Refresh()
		s.Changed()
	} else if s.here.Screen != "" {
		s.open(s.here)
	}
}

// Say puts a quiet sentence into the foot until the next page.
func (s *Shell) Say(words string) { s.foot.say(words, parts.NoState) }

// Alert puts a sentence about something that went wrong into the foot.
func (s *Shell) Alert(words string) { s.foot.say(words, parts.Overdue) }

func (s *Shell) closeOverlays() {
	for over := s.overlay(); over != nil; over = s.overlay() {
		s.canvas().Overlays().Remove(over)
	}
}

// apology is the page for a route that cannot be opened.
type apology struct {
	s     *Shell
	words string
	back  *parts.Button
}

func (a *apology) Title() string { return "Not here" }

func (a *apology) Object() fyne.CanvasObject {
	a.back = parts.NewButton("Go back", a.s.Back)
	return parts.Page("This page cannot be shown", "", parts.Column(parts.Groups,
		parts.NewProse(a.words, parts.Plain), parts.Row(parts.Between, a.back)))
}

func (a *apology) Focus() { a.s.canvas().Focus(a.back) }
