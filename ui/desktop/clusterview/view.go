package clusterview

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/outline"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// Needs is what the page is made of.
type Needs struct {
	Desk  *desk.Desk
	Shell *shell.Shell
}

// Screen is the page of what comes back from the cluster.
type Screen struct {
	n     Needs
	now   standing
	lines []line
	open  string // the row that is shown
	tab   int    // of a chart: its pictures, or one of its tables
	busy  bool
	gone  bool

	object *fyne.Container
	list   *outline.List
	right  *fyne.Container
	couple *parts.Couple
	both   fyne.CanvasObject // the list and what is open
	main   *parts.Button
	inside fyne.Focusable // the first thing of what is open; nil where there is none
}

// New makes the page. The argument may name a chart by its id, or "members", "dates",
// "notices", "packs" or "us".
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, open: arg, object: container.NewStack(), list: outline.NewList(), right: container.NewStack()}
	at := n.Shell.Window().Canvas()
	in, out := parts.NewLink("Open it", s.into), parts.NewLink("Back to the list", s.toList)
	s.couple = &parts.Couple{Share: listShare, Room: roomForBoth, Narrow: func(narrow bool) { // in large text only one has room
		parts.SetShown(in, narrow)
		parts.SetShown(out, narrow)
	}}
	s.both = container.New(s.couple, parts.Frame(nil, s.list, in), parts.Frame(out, s.right, nil))
	s.list.OnCurrent = s.choose
	s.list.OnInto = s.into
	s.list.OnKey = func(key *fyne.KeyEvent) { at.OnTypedKey()(key) }
	s.list.OnRune = func(r rune) { at.OnTypedRune()(r) }
	if err := s.load(); err != nil {
		return nil, &desk.Refusal{Field: "cluster", Words: desk.Words(err)}
	}
	s.show()
	return s, nil
}

// listShare is how much of the width the list has where both stand beside each other,
// from so many steps on.
const (
	listShare   = 0.32
	roomForBoth = 130
)

// load reads what was kept.
func (s *Screen) load() (err error) {
	if s.now, err = read(context.Background(), s.n.Desk); err != nil {
		return err
	}
	s.lines = s.now.lines()
	if s.now.have {
		s.open = s.lines[place(s.lines, s.open)].id
	}
	return nil
}

// show draws the page.
func (s *Screen) show() {
	s.object.Objects = []fyne.CanvasObject{s.page()}
	s.object.Refresh()
}

func (s *Screen) page() fyne.CanvasObject {
	s.main = nil
	toCluster := parts.NewButton("What leaves this school", func() { s.n.Shell.Go(shell.To("cluster")) })
	if !s.now.member.Joined() {
		s.main = parts.NewMainButton(s.n.Desk.Terms().Say("Join the {cluster}"), func() { s.n.Shell.Go(shell.To("cluster", "road")) })
		return parts.Page(s.Title(), s.now.sentence(), s.empty("Once the school has joined, the charts of all its schools stand here, with the days of the {cluster_panel}, notices and packs. They stay here to be read without a network."), s.main)
	}
	s.main = parts.NewMainButton("Fetch now", s.fetch).WithKey("Ctrl+Enter")
	if !s.now.have {
		return parts.Page(s.Title(), s.now.sentence(), s.empty("Fetch what the hub sends round: the charts of the {cluster}, the days of the {cluster_panel}, notices and packs. They stay here to be read without a network. It comes by the way that the summaries go, over the network or by the folder."), toCluster, s.main)
	}
	var rows []outline.Row
	for _, l := range s.lines {
		rows = append(rows, l.Row)
	}
	s.list.SetRows(rows, place(s.lines, s.open))
	sentence := parts.NewWideProse(s.now.sentence(), parts.QuietText)
	head := parts.Column(parts.Tight, parts.Beside(parts.NewText(s.Title(), parts.PageTitle), parts.Row(parts.Between, toCluster, s.main)), sentence)
	if s.now.old() {
		head.Add(parts.NewProse("◐ This is more than two weeks old. Fetch it again when the network or the folder is there.", parts.TextStyle{Colour: parts.Soon.Colour()}))
	}
	if s.now.problem != "" {
		head.Add(parts.NewProse("! "+s.now.problem, parts.TextStyle{Colour: parts.Overdue.Colour()}))
	}
	s.showOpen()
	return parts.Margins(parts.Pages, parts.Groups, parts.Pages, parts.Groups,
		giveway.Frame(parts.Margins(0, 0, 0, parts.Groups, head), s.both, func() []fyne.CanvasObject { return []fyne.CanvasObject{sentence} }))
}

// empty says what will be here.
func (s *Screen) empty(words string) fyne.CanvasObject {
	return parts.NewProse(s.n.Desk.Terms().Say(words), parts.Plain)
}

// showOpen draws what is open.
func (s *Screen) showOpen() {
	l := s.lines[place(s.lines, s.open)]
	s.inside = nil
	s.right.Objects = []fyne.CanvasObject{s.paneOf(l)}
	s.right.Refresh()
}

func (s *Screen) paneOf(l line) fyne.CanvasObject {
	if l.chart >= 0 {
		return s.chart(s.now.board.Charts[l.chart])
	}
	return map[string]func() fyne.CanvasObject{rowMembers: s.members, rowDates: s.dates, rowNotices: s.noticeList, rowPacks: s.packs, rowUs: s.us}[l.id]()
}

// choose follows the list to another row.
func (s *Screen) choose(at int) {
	s.open, s.tab = s.lines[at].id, 0
	s.showOpen()
}

// into goes from the list into what is open.
func (s *Screen) into() {
	s.couple.Called = true
	s.object.Refresh()
	s.focus(s.inside)
}

// toList goes from what is open to the list.
func (s *Screen) toList() {
	s.couple.Called = false
	s.object.Refresh()
	s.focus(s.list)
}

// fetch asks the hub for what it sends round.
func (s *Screen) fetch() {
	if s.busy {
		return
	}
	s.busy = true
	changed := false
	s.n.Shell.Runner().Go(func() (err error) {
		changed, err = s.n.Desk.FetchBulletin(context.Background())
		return err
	}, func(err error) {
		s.busy = false
		if s.gone {
			return
		}
		if err == nil {
			err = s.load()
		}
		if err != nil {
			s.n.Shell.Alert(desk.Words(err) + kept(s.now.have))
			return
		}
		words := "There is nothing newer at the hub."
		switch {
		case changed:
			words = "What the hub sends round is here."
		case !s.now.have:
			words = "The hub has sent nothing round yet."
		}
		s.show()
		s.Focus()
		s.n.Shell.Say(words)
	})
}

// kept says what stays where nothing came.
func kept(have bool) string {
	if have {
		return " What came before is still here."
	}
	return ""
}
