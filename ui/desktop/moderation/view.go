package moderation

import (
	"context"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the page is made of.
type Needs struct {
	Desk  *desk.Desk
	Shell *shell.Shell
}

// Screen is the list of rounds and cases.
type Screen struct {
	n        Needs
	model    *model
	sentence *parts.Prose
	tabs     *parts.Tabs
	grid     *parts.Grid
	body     *fyne.Container
	object   *fyne.Container
}

// casePrefix begins the argument that names a case.
const casePrefix = "case/"

// New makes the page. The argument is the id of a round, "case/" and the id of a case,
// or "" for the latest round.
func New(n Needs, arg string) (shell.Screen, error) {
	if id, isCase := strings.CutPrefix(arg, casePrefix); isCase {
		return newBench(n, id)
	}
	s := &Screen{n: n, object: container.NewStack(), model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	if err := s.model.load(arg); err != nil {
		return nil, &desk.Refusal{Field: "round", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Screen) build() {
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.tabs = parts.NewTabs(s.turn)
	s.body = container.NewStack()
	s.draw()
}

// draw shows the page as things stand.
func (s *Screen) draw() {
	m := s.model
	s.sentence.SetText(m.sentence())
	s.tabs.Set(m.tabs(), m.tab)
	var actions []fyne.CanvasObject
	if _, open := m.open(); !open {
		actions = append(actions, parts.NewMainButton("Draw a round", s.New).WithKey("Ctrl+N"))
	} else if r, _ := m.round(); r.IsOpen() {
		rate, settle := r.Waits()
		if rate+settle > 0 {
			actions = append(actions, parts.NewButton("Close the round", s.closeRound), parts.NewMainButton("Next case", s.next).WithKey("N"))
		} else {
			actions = append(actions, parts.NewMainButton("Close the round", s.closeRound))
		}
	}
	actions = append([]fyne.CanvasObject{parts.NewLink("Vignettes", func() { s.n.Shell.Go(shell.To("vignettes")) })}, actions...)
	switch {
	case len(m.rounds) == 0:
		s.grid = nil
		s.body.Objects = []fyne.CanvasObject{parts.Scrolled(parts.Column(parts.Between,
			parts.NewProse("No round has been drawn yet. Once one is, its cases stand here: a colleague rates each again without seeing the first rating, you compare, and you agree on what is right.", parts.Plain),
			parts.NewProse("Two rounds a year are a workable rhythm.", parts.QuietText)))}
	case m.tab == tabAgreement:
		s.agreement()
	case m.tab == tabRounds:
		s.rounds()
	default:
		s.cases()
	}
	top := parts.Column(parts.Between, parts.LiveHeading(s.n.Desk.Terms().Say("{Moderation}"), s.sentence, actions...))
	if len(m.rounds) > 0 {
		top.Add(s.tabs)
	}
	s.object.Objects = []fyne.CanvasObject{parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		giveway.Frame(parts.Margins(0, 0, 0, parts.Between, top), s.body, func() []fyne.CanvasObject { return []fyne.CanvasObject{s.sentence} }))}
	s.object.Refresh()
}

func (s *Screen) cases() {
	m := s.model
	s.grid = parts.NewGrid([]parts.GridColumn{{Title: "Case", Strong: true}, {Title: "Pupil", Grows: true, Width: 140}, {Title: "First"}, {Title: "Second"},
		{Title: "Rated again by", Grows: true, Width: 110}, {Title: "Outcome", Width: 190}}, func() int { return len(m.rounds[m.at].Cases) }, m.caseCell)
	s.grid.Style = func(row, col int) parts.CellStyle {
		return parts.CellStyle{State: m.caseState(row, col), Quiet: m.caseCell(row, col) == "–" || m.caseCell(row, col) == "hidden"}
	}
	s.grid.OnOpen = func(row int) { s.n.Shell.Go(shell.To("moderation", casePrefix+m.rounds[m.at].Cases[row].ID)) }
	s.grid.OnRune = s.Key
	s.body.Objects = []fyne.CanvasObject{parts.Frame(nil, s.grid, parts.Margins(0, parts.Between, 0, 0, parts.NewWideProse(m.desk.SampleWords(), parts.Quiet)))}
}

func (s *Screen) agreement() {
	m := s.model
	s.grid = parts.NewGrid(StrandHeads(m.desk), func() int { return len(m.result.Strands) }, m.strandCell)
	s.grid.Empty = "Nothing has been rated twice yet. What splits people most will stand here first."
	s.grid.OnRune = s.Key
	var lines []fyne.CanvasObject
	for i, line := range m.agreement() {
		style := parts.Plain
		if i > 0 {
			style = parts.QuietText
		}
		lines = append(lines, parts.NewWideProse(line, style))
	}
	how := parts.NewWideProse("The range of the share is Wilson's; kappa has quadratic weights and the large-sample interval of Fleiss, Cohen and Everitt.", parts.Quiet)
	s.body.Objects = []fyne.CanvasObject{parts.Capped(0.5, parts.Margins(0, 0, 3, parts.Between, parts.Column(parts.Tight, append(lines, how)...)), s.grid)}
}

func (s *Screen) rounds() {
	m := s.model
	s.grid = parts.NewGrid([]parts.GridColumn{{Title: "Round", Strong: true, Grows: true, Width: 110}, {Title: "Drawn"}, {Title: "Stands"}, {Title: "Cases", Number: true}, {Title: "n", Number: true},
		{Title: "Same", Number: true}, {Title: "Within one", Number: true}}, func() int { return len(m.rounds) }, m.roundCell)
	s.grid.OnOpen = func(row int) { s.n.Shell.Go(shell.To("moderation", m.rounds[row].ID)) }
	s.grid.OnRune = s.Key
	var drawn fyne.CanvasObject = parts.NewWideProse(m.drift.Words, parts.QuietText)
	if len(m.drift.Rounds) > 1 {
		drawn = parts.Scrolled(parts.NewChart(m.drift.Chart, m.drift.Words, "n is the number of cases rated twice. Rounds with fewer than ten are left as a gap."))
		s.body.Objects = []fyne.CanvasObject{parts.Halves(1, 1, parts.Margins(0, 0, parts.Groups, 0, drawn), s.grid)}
		return
	}
	s.body.Objects = []fyne.CanvasObject{parts.Frame(nil, s.grid, parts.Margins(0, parts.Between, 0, 0, drawn))}
}

func (s *Screen) turn(tab int) {
	s.model.tab = tab
	s.draw()
	s.n.Shell.Changed()
}

// New draws a round.
func (s *Screen) New() {
	r, err := s.n.Desk.DrawRound(context.Background(), desk.NewRound{})
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.again(r.ID, wording.Count(len(r.Cases), "case")+" drawn. A colleague who had no part in the first rating opens each with Enter.")
}

func (s *Screen) closeRound() {
	r, _ := s.model.round()
	if err := s.n.Desk.CloseRound(context.Background(), r.ID); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.again(r.ID, "The round is closed.")
}

// again reads everything anew after a change.
func (s *Screen) again(round, said string) {
	if err := s.model.load(round); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.draw()
	s.n.Shell.Changed()
	s.n.Shell.Say(said)
	s.Focus()
}

// next opens the first case that waits.
func (s *Screen) next() {
	if id := s.model.next(0); id != "" {
		s.n.Shell.Go(shell.To("moderation", casePrefix+id))
	}
}

// letters are the letters that turn to a tab.
const letters = "car"

// Key opens the next case, or turns to a tab.
func (s *Screen) Key(r rune) bool {
	if r == 'n' || r == 'N' {
		s.next()
		return true
	}
	tab := strings.IndexRune(letters, unicode.ToLower(r))
	if tab < 0 || len(s.model.rounds) == 0 {
		return false
	}
	s.turn(tab)
	s.Focus()
	return true
}

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	return []parts.Fact{{Label: "Enter", Value: "Open the case or the round"}, {Label: "N", Value: "Next case that waits"}, {Label: "C, A, R", Value: "Cases, agreement, rounds"}, {Label: "Ctrl+N", Value: "Draw a round"}}
}

// Title is for the window.
func (s *Screen) Title() string { return s.n.Desk.Terms().Say("{Moderation}") }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *Screen) Focus() {
	if s.grid != nil {
		s.n.Shell.Window().Canvas().Focus(s.grid)
	}
}

// Refresh shows the rounds again after undo, redo or F8.
func (s *Screen) Refresh() {
	round := ""
	if r, ok := s.model.round(); ok {
		round = r.ID
	}
	if err := s.model.load(round); err != nil { // the round itself may have been undone
		s.model.at = 0
		if err := s.model.load(""); err != nil {
			s.n.Shell.Alert(desk.Words(err))
			return
		}
	}
	s.draw()
	s.Focus()
}

// Count says in the foot how many cases there are.
func (s *Screen) Count() string {
	r, ok := s.model.round()
	if !ok {
		return ""
	}
	return wording.Count(len(r.Cases), "case") + " in the round"
}
