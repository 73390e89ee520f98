package panel

import (
	"context"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/outline"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// Needs is what the page is made of.
type Needs struct {
	Desk  *desk.Desk
	Shell *shell.Shell
}

// Screen is the page of what goes on between the school and the panel.
type Screen struct {
	n     Needs
	now   standing
	lines []line
	open  string // the row that is shown
	busy  bool
	gone  bool

	object *fyne.Container
	list   *outline.List
	right  *fyne.Container
	couple *parts.Couple
	both   fyne.CanvasObject
	form   *sheet.Sheet // of what is open, nil where it has none
	name   string       // of the form, for what was typed in it
	main   func()       // what Ctrl+Enter does, nil for nothing
	inside fyne.Focusable
}

// listShare is how much of the width the list has where both stand beside each other,
// from so many steps on.
const (
	listShare   = 0.36
	roomForBoth = 150
)

// New makes the page. The argument may name a row: "request 7", "second <document>",
// "agreement <id>", "dispute <decision>", "event <ref>" or "new-event ".
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, open: arg, object: container.NewStack(), list: outline.NewList(), right: container.NewStack()}
	at := n.Shell.Window().Canvas()
	in, out := parts.NewLink("Open it", s.into), parts.NewLink("Back to the list", s.toList)
	s.couple = &parts.Couple{Share: listShare, Room: roomForBoth, Narrow: func(narrow bool) {
		parts.SetShown(in, narrow)
		parts.SetShown(out, narrow)
	}}
	s.both = container.New(s.couple, parts.Frame(nil, s.list, in), parts.Frame(out, s.right, nil))
	s.list.OnCurrent = s.choose
	s.list.OnInto = s.into
	s.list.OnKey = func(key *fyne.KeyEvent) { at.OnTypedKey()(key) }
	s.list.OnRune = func(r rune) { at.OnTypedRune()(r) }
	if err := s.load(); err != nil {
		return nil, &desk.Refusal{Field: "panel", Words: desk.Words(err)}
	}
	s.show()
	return s, nil
}

func (s *Screen) load() (err error) {
	if s.now, err = read(context.Background(), s.n.Desk); err != nil {
		return err
	}
	s.lines = s.now.lines()
	s.open = s.lines[place(s.lines, s.open)].id
	return nil
}

func (s *Screen) show() {
	s.object.Objects = []fyne.CanvasObject{s.page()}
	s.object.Refresh()
}

func (s *Screen) page() fyne.CanvasObject {
	if !s.now.joined {
		join := parts.NewMainButton(s.now.say("Join the {cluster}"), func() { s.n.Shell.Go(shell.To("cluster", "road")) })
		s.main, s.inside = func() { join.Tapped(nil) }, join
		return parts.Page(s.Title(), s.now.sentence(), parts.NewProse(s.now.say("Once the school has joined, its requests to the {cluster_panel} stand here with their answers, requests of other schools to share in, disputes, and the agreements of the {cluster}."), parts.Plain), join)
	}
	var rows []outline.Row
	for _, l := range s.lines {
		rows = append(rows, l.Row)
	}
	s.list.SetRows(rows, place(s.lines, s.open))
	sentence := parts.NewWideProse(s.now.sentence(), parts.QuietText)
	head := parts.Column(parts.Tight, parts.Beside(parts.NewText(s.Title(), parts.PageTitle), parts.NewButton("Fetch now", s.fetch)), sentence)
	s.showOpen()
	return parts.Margins(parts.Pages, parts.Groups, parts.Pages, parts.Groups,
		giveway.Frame(parts.Margins(0, 0, 0, parts.Groups, head), s.both, func() []fyne.CanvasObject { return []fyne.CanvasObject{sentence} }))
}

// showOpen draws what is open.
func (s *Screen) showOpen() {
	s.keep()
	l := s.lines[place(s.lines, s.open)]
	s.form, s.main, s.inside = nil, nil, nil
	pane := map[string]func(at int) fyne.CanvasObject{rowAgreement: s.agreement, rowSecond: s.seconding, rowRequest: s.request, rowDispute: s.dispute, rowEvent: s.event, rowNew: s.newEvent}[l.kind](l.at)
	s.right.Objects = []fyne.CanvasObject{parts.Scrolled(parts.Margins(0, 0, parts.Groups, 0, pane))}
	s.right.Refresh()
}

func (s *Screen) choose(at int) {
	s.open = s.lines[at].id
	s.showOpen()
}

func (s *Screen) into() {
	s.couple.Called = true
	s.object.Refresh()
	s.focus(s.inside)
}

func (s *Screen) toList() {
	s.couple.Called = false
	s.object.Refresh()
	s.focus(s.list)
}

// Title is for the window.
func (s *Screen) Title() string { return s.n.Desk.Terms().Say("{Cluster_panel}") }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the list, or to the first step where there is none.
func (s *Screen) Focus() {
	if !s.now.joined {
		s.focus(s.inside)
		return
	}
	s.focus(s.list)
}

func (s *Screen) focus(thing fyne.Focusable) {
	if thing != nil && s.n.Shell.Window().Canvas().Overlays().Top() == nil {
		s.n.Shell.Window().Canvas().Focus(thing)
	}
}

// Refresh reads what was kept again. What is typed in a form stays.
func (s *Screen) Refresh() {
	s.keep()
	if s.load() == nil {
		s.show()
	}
}

// Leave keeps what is typed and lets go of what is still being fetched.
func (s *Screen) Leave() {
	s.keep()
	s.gone = true
}

// Accept does the main thing of what is open.
func (s *Screen) Accept() {
	if s.main != nil {
		s.main()
	}
}

// Back goes from what is open to the list.
func (s *Screen) Back() bool {
	if !s.now.joined || s.n.Shell.Window().Canvas().Focused() == fyne.Focusable(s.list) {
		return false
	}
	s.toList()
	return true
}

// Key does a letter that no field wanted: F fetches, E opens the form for an event.
func (s *Screen) Key(r rune) bool {
	switch unicode.ToLower(r) {
	case 'f':
		s.fetch()
	case 'e':
		if !s.now.joined {
			return false
		}
		s.goTo(rowNew + " ")
		s.into()
	default:
		return false
	}
	return true
}

// Keys lists the letters for the sheet of all keys.
func (s *Screen) Keys() []parts.Fact {
	return []parts.Fact{{Label: "F", Value: "Fetch now"}, {Label: "E", Value: s.now.say("Tell the {cluster_panel} of an event")}}
}

func (s *Screen) goTo(id string) {
	s.open = id
	s.show()
}

// drafts are what was typed in the forms of the page and not accepted yet.
func (s *Screen) drafts() sheet.Drafts {
	return sheet.Drafts{Desk: s.n.Desk, Place: "panel", Alert: s.n.Shell.Alert}
}

func (s *Screen) keep() {
	if s.form != nil {
		s.drafts().Keep(s.name, s.form)
	}
}

// begin sets a form up that belongs to what is open.
func (s *Screen) begin(name string, form *sheet.Sheet) {
	s.form, s.name, s.main = form, name, func() { form.Try() }
	form.Begin()
	s.drafts().Restore(name, form)
	form.OnLeft(s.keep)
}

// fetch asks the hub for what it sends round.
func (s *Screen) fetch() {
	s.exchange(false, "", func(ctx context.Context) error {
		changed, err := s.n.Desk.FetchBulletin(ctx)
		if err == nil && !changed {
			s.n.Shell.Say("There is nothing newer at the hub.")
		}
		return err
	})
}

// send keeps a step and brings it to the hub. Where the hub cannot be reached it leaves
// later, by itself.
func (s *Screen) send(words string, step func(ctx context.Context) error) {
	if err := step(context.Background()); err != nil {
		s.refused(err)
		return
	}
	if s.form != nil {
		s.drafts().Drop(s.name)
		s.form = nil
	}
	s.n.Shell.Changed()
	s.exchange(true, words, func(ctx context.Context) error {
		if _, err := s.n.Desk.SendSummaries(ctx, true); err != nil {
			return err
		}
		_, err := s.n.Desk.FetchBulletin(ctx)
		return err
	})
}

// exchange talks to the hub beside the window and shows what came of it.
func (s *Screen) exchange(sent bool, words string, talk func(ctx context.Context) error) {
	if s.busy {
		return
	}
	s.busy = true
	s.n.Shell.Runner().Go(func() error { return talk(context.Background()) }, func(err error) {
		s.busy = false
		if s.gone {
			return
		}
		if loaded := s.load(); loaded == nil {
			s.show()
			s.focus(s.list)
		}
		switch {
		case err != nil && sent:
			s.n.Shell.Alert(desk.Words(err) + " What you approved is kept, and leaves by itself when that is put right.")
		case err != nil:
			s.n.Shell.Alert(desk.Words(err))
		case words != "":
			s.n.Shell.Say(words)
		}
	})
}

// refused says why a step was not taken: under its field where there is one.
func (s *Screen) refused(err error) {
	if s.form != nil {
		s.form.Say(err)
		return
	}
	s.n.Shell.Alert(desk.Words(err))
}
