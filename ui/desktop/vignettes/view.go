package vignettes

import (
	"context"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/cluster/papers"
	"needsbook/app/desk"
	"needsbook/app/pack"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/ratings"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the page is made of.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where a file is offered to be saved
}

// Screen is the page.
type Screen struct {
	n        Needs
	model    *model
	sentence *parts.Prose
	bench    *ratings.Bench
	couple   *parts.Couple // the rating, and the words of the case
	who      *parts.Field
	level    *parts.Choice // only where the pack leaves the level to people
	begin    *sheet.Sheet  // asks who rates
	tabs     *parts.Tabs
	grid     *parts.Grid
	whole    *parts.Prose
	body     *fyne.Container
	object   *fyne.Container
	first    fyne.Focusable
	busy     bool   // the hub is being asked
	forward  string // the words of the main button while somebody rates
}

// New makes the page. The argument is the id of a set, or "" for the latest one.
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, object: container.NewStack(), model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	if err := s.model.load(arg); err != nil {
		return nil, &desk.Refusal{Field: "vignettes", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Screen) build() {
	s.sentence, s.whole = parts.NewWideProse("", parts.QuietText), parts.NewWideProse("", parts.Plain)
	s.tabs = parts.NewTabs(s.turn)
	s.body = container.NewStack()
	s.couple = &parts.Couple{Share: 0.68, Room: 190, Called: true} // the words come first
	s.draw()
}

// draw shows the page as things stand.
func (s *Screen) draw() {
	m := s.model
	s.sentence.SetText(m.sentence())
	s.begin, s.grid, s.first = nil, nil, nil
	actions := []fyne.CanvasObject{parts.NewLink("Signals", func() { s.n.Shell.Go(shell.To("signals")) }), parts.NewLink(s.n.Desk.Terms().Say("{Moderation}"), func() { s.n.Shell.Go(shell.To("moderation")) })}
	tabs := true
	switch {
	case m.none():
		tabs = false
		actions = append(actions, parts.NewMainButton("Open a set", s.New).WithKey("Ctrl+N"))
		s.body.Objects = []fyne.CanvasObject{parts.Scrolled(parts.Column(parts.Groups,
			parts.NewProse("No set has been opened yet. The "+s.n.Desk.Terms().Label("cluster")+" sends one as a file. Each case is rated by what is written; what experts say is shown after you close the set.", parts.Plain),
			parts.Row(parts.Between, parts.NewButton("Try the example set", s.example))))}
	case m.offered():
		tabs = false
		actions = append(actions, parts.NewMainButton("Fetch the cases", s.Accept).WithKey("Ctrl+Enter"))
		s.offered()
	case m.leaving.ID != "":
		tabs = false
		actions = append(actions, parts.NewMainButton("Approve and send", s.Accept).WithKey("Ctrl+Enter"))
		s.leavingTable()
	case !m.set.IsOpen():
		actions = append(actions, parts.NewButton("Open a set", s.New).WithKey("Ctrl+N"))
		switch {
		case m.forRound(): // it was closed before its round asked for the scores
			actions = append(actions, parts.NewMainButton("See what leaves", s.Accept).WithKey("Ctrl+Enter"))
		case m.round.ID == "" && m.outcome.Round == "": // scores of a round go to the hub by themselves
			actions = append(actions, parts.NewMainButton("Save the answer", s.Accept).WithKey("Ctrl+Enter"))
		}
		s.closed()
	case m.by == "":
		tabs = false
		actions = append(actions, parts.NewMainButton("Begin", s.Accept).WithKey("Ctrl+Enter"))
		s.ask()
	default:
		actions = append(actions, parts.NewLink("Another rater", s.another), parts.NewLink("Text", s.turnText).WithKey("E"))
		if !m.forRound() {
			actions = append(actions, parts.NewButton("Close the set", s.close))
		}
		s.forward = m.forward()
		actions = append(actions, parts.NewMainButton(s.forward, s.Accept).WithKey("Ctrl+Enter"))
		s.rating()
	}
	top := parts.Column(parts.Between, parts.LiveHeading("Vignettes", s.sentence, actions...))
	if tabs {
		top.Add(s.tabs)
	}
	s.object.Objects = []fyne.CanvasObject{parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		giveway.Frame(parts.Margins(0, 0, 0, parts.Between, top), s.body, func() []fyne.CanvasObject { return []fyne.CanvasObject{s.sentence} }))}
	s.object.Refresh()
}

// ask asks who rates, and lists the people who have begun.
func (s *Screen) ask() {
	s.who = parts.NewField("First and last name")
	s.first = s.who
	s.begin = sheet.New("", "Begin", func() error {
		if s.who.Text == "" {
			return &desk.Refusal{Field: "by", Words: "Say who is rating."}
		}
		return nil
	})
	s.begin.Add("by", "Who rates", s.who, "Only a number goes into the answer, never a name. Two people can rate one set, each alone.")
	s.begin.Begin()
	s.begin.Done = func() { s.start(s.who.Text) }
	column := parts.Column(parts.Groups, parts.AtMost(120, s.begin.Form()))
	if raters := s.model.set.Raters(); len(raters) > 0 {
		row := parts.Flow(parts.Groups)
		for _, by := range raters {
			row.Add(parts.NewLink("Go on as "+wording.Written(by, s.model.hidden())+", "+wording.Count(s.model.set.Scored(by), "case")+" rated", func() { s.start(by) }))
		}
		column.Add(row)
		if !s.model.forRound() {
			column.Add(parts.Row(parts.Between, parts.NewButton("Close the set", s.close)))
		} else if s.model.allRated() {
			column.Add(parts.Row(parts.Between, parts.NewButton("Send the scores", s.leave)))
		}
	}
	for _, line := range s.model.set.Set.Notice {
		column.Add(parts.NewProse(line, parts.QuietText))
	}
	s.body.Objects = []fyne.CanvasObject{parts.Scrolled(column)}
}

func (s *Screen) start(by string) {
	s.model.by, s.model.at = by, len(s.model.set.Set.Vignettes)-1
	if !s.model.next() { // all are rated: begin at the first
		s.model.at = 0
	}
	s.draw()
	s.Focus()
}

// another lets somebody else rate.
func (s *Screen) another() {
	s.model.by = ""
	s.draw()
	s.Focus()
}

// rating is the bench under the current vignette.
func (s *Screen) rating() {
	m := s.model
	s.n.Desk.LookAtVignette()
	if s.bench == nil {
		s.bench = ratings.New(s.n.Desk.Continuum())
		s.bench.Rate = func(strand, level string) { s.rated(m.rate(strand, level, s.chosenLevel())) }
	}
	s.tabs.Set(m.names(), m.at)
	s.bench.Show(m.ratings())
	s.first = s.bench.First()
	v := m.vignette()
	card := parts.Card(v.Year, parts.Scrolled(parts.NewProse(v.Text, parts.Plain)))
	var foot fyne.CanvasObject
	if m.byHand() {
		options := []parts.Option{{Words: "–"}}
		for _, l := range s.n.Desk.Continuum().Levels {
			options = append(options, parts.Option{Value: l.ID, Words: s.n.Desk.LevelName(l.ID)})
		}
		s.level = parts.NewChoice(options, func(level string) { s.rated(m.rate("", "", level)) })
		score, _ := m.set.Score(v.ID, m.by)
		s.level.SetChosen(score.Level)
		foot = parts.Margins(0, parts.Between, 0, 0, parts.Row(parts.Between, parts.NewText(s.n.Desk.Terms().Label("level"), parts.Plain), parts.Wide(80, s.level)))
	}
	s.body.Objects = []fyne.CanvasObject{container.New(s.couple, parts.Frame(nil, s.bench.Object(), foot), card)}
}

// turnText goes between the words of a case and its rating, where there is no room for
// both beside each other.
func (s *Screen) turnText() {
	s.couple.Called = !s.couple.Called
	s.body.Refresh()
	s.object.Refresh()
}

func (s *Screen) chosenLevel() string {
	if s.level == nil || !s.model.byHand() {
		return ""
	}
	return s.level.Chosen()
}

// rated shows a rating that was kept, or says why it was not.
func (s *Screen) rated(err error) {
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	if s.forward != s.model.forward() { // the main button says what comes next
		s.draw()
		s.Focus()
	}
	s.sentence.SetText(s.model.sentence())
	s.tabs.Set(s.model.names(), s.model.at)
	s.bench.Show(s.model.ratings())
	s.n.Shell.Changed()
}

// closed is a set that was closed, part by part.
func (s *Screen) closed() {
	m := s.model
	names := []string{"Cases", "Agreement", "What leaves"}
	if m.outcome.Round != "" {
		names = append(names, "Schools")
	}
	s.tabs.Set(names, m.tab)
	switch m.tab {
	case tabSchools:
		s.schools()
	case tabAgreement:
		s.agreement()
	case tabAnswer:
		s.answer()
	default:
		s.grid = parts.NewGrid(m.caseHeads(), func() int { return len(m.set.Set.Vignettes) }, m.caseCell)
		s.grid.Style = func(row, col int) parts.CellStyle {
			return parts.CellStyle{State: m.caseState(row, col), Quiet: m.caseCell(row, col) == "–"}
		}
		s.grid.OnCurrent = func(row int) { s.whole.SetText(m.caseDetail(row)); s.body.Refresh() }
		s.grid.Still = 1
		s.grid.OnRune = s.Key
		s.whole.SetText(m.caseDetail(s.grid.Current()))
		s.first = s.grid
		s.body.Objects = []fyne.CanvasObject{parts.CappedFoot(0.45, s.grid, parts.Margins(0, parts.Between, 3, 0, s.whole))}
	}
}

func (s *Screen) agreement() {
	m := s.model
	var lines []fyne.CanvasObject
	for _, line := range m.agreement() {
		lines = append(lines, parts.NewWideProse(line, parts.Plain))
	}
	if len(lines) == 0 {
		lines = append(lines, parts.NewProse("One person alone has nobody to agree with, and this set says nothing of what experts expect.", parts.QuietText))
	}
	heads := []parts.GridColumn{{Title: s.n.Desk.Terms().Label("strand"), Strong: true, Grows: true, Width: 150}, {Title: "n", Number: true}, {Title: "Same", Number: true}, {Title: "Within one", Number: true}, {Title: "Apart on average", Number: true}}
	s.grid = parts.NewGrid(heads, func() int { return len(m.result.Strands) }, m.strandCell)
	s.grid.Empty = "Where two people rate the same case, what splits them stands here."
	s.grid.OnRune = s.Key
	s.first = s.grid
	s.body.Objects = []fyne.CanvasObject{parts.Capped(0.5, parts.Margins(0, 0, 3, parts.Between, parts.Column(parts.Tight, lines...)), s.grid)}
}

// turn goes to another vignette, or to another part of a closed set.
func (s *Screen) turn(tab int) {
	if s.model.set.IsOpen() {
		s.model.at, s.couple.Called = tab, true
	} else {
		s.model.tab = tab
	}
	s.draw()
	s.n.Shell.Changed()
}

// New asks for the file of a set.
func (s *Screen) New() { s.openFile("") }

// Drop opens a file that was dropped on the window.
func (s *Screen) Drop(path string) { s.openFile(path) }

func (s *Screen) openFile(dropped string) {
	at := s.n.Shell.Window().Canvas()
	path := saving.NewOpenField(at, dropped, ".json", ".pack")
	form := sheet.New("Open a set of vignettes", "Open", func() error {
		data, err := saving.Read(path.Text, pack.Largest)
		if err != nil {
			return err
		}
		v, err := s.n.Desk.OpenVignettes(context.Background(), data)
		if err != nil {
			return err
		}
		return s.model.load(v.ID)
	})
	form.Add(saving.FieldPath, "File", path.Object, "As the "+s.n.Desk.Terms().Label("cluster")+" sent it. Nothing about your school goes back until you save an answer.")
	form.Begin()
	d := &parts.Dialog{Title: form.Title, Accept: form.Accept, Body: form.Form(), Width: 150, Focus: path.Field}
	d.OnAccept = func() bool {
		if form.Try() {
			d.Hide()
			s.opened() // once nothing lies over the page, so that its first field has the keyboard
		}
		return false
	}
	path.OnSubmitted = func(string) { d.OnAccept() }
	d.Show(at)
}

// opened shows a set that was just opened.
func (s *Screen) opened() {
	s.model.by, s.model.at, s.bench, s.model.leaving = "", 0, nil, papers.Preview{}
	s.draw()
	s.n.Shell.Changed()
	s.Focus()
}

// example opens the set that ships with the program.
func (s *Screen) example() {
	v, err := s.n.Desk.OpenVignettes(context.Background(), desk.ExampleVignettes())
	if err == nil {
		err = s.model.load(v.ID)
	}
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.opened()
}

// close ends the rating.
func (s *Screen) close() {
	err := s.n.Desk.CloseVignettes(context.Background(), s.model.set.ID)
	if err == nil {
		err = s.model.load(s.model.set.ID)
	}
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.model.tab = tabCases
	s.draw()
	s.n.Shell.Changed()
	s.n.Shell.Say("The set is closed. Ctrl+Z opens it again.")
	s.Focus()
}

// Accept begins, goes to the next case, or saves the answer.
func (s *Screen) Accept() {
	m := s.model
	switch {
	case m.none():
		s.New()
	case m.offered():
		s.fetch()
	case !m.set.IsOpen() && m.round.ID == "" && m.outcome.Round == "":
		s.save()
	case m.leaving.ID != "", !m.set.IsOpen() && m.forRound():
		s.leave()
	case !m.set.IsOpen():
	case s.begin != nil:
		s.begin.Try()
	case m.next():
		s.couple.Called = true
		s.draw()
		s.Focus()
	case m.forRound():
		s.leave()
	default:
		s.n.Shell.Say("Every case is rated. Let another person rate, or close the set to see what experts say.")
	}
}

// letters are the letters that turn to a part of a closed set.
const letters = "caws"

// Key rates with the digits, or turns to a part of a closed set.
func (s *Screen) Key(r rune) bool {
	m := s.model
	switch {
	case m.none(), m.offered(), m.leaving.ID != "":
		return false
	case m.set.IsOpen():
		if m.by != "" && (r == 'e' || r == 'E') {
			s.turnText()
			return true
		}
		return m.by != "" && s.bench.Key(r)
	}
	tab := strings.IndexRune(letters, unicode.ToLower(r))
	if tab < 0 || tab == tabSchools && m.outcome.Round == "" {
		return false
	}
	s.turn(tab)
	s.Focus()
	return true
}

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	keys := []parts.Fact{{Label: "Ctrl+Enter", Value: "Fetch, begin, next case, look at what leaves and approve it, or save the answer"}, {Label: "Ctrl+N", Value: "Open a set"}, {Label: "E", Value: "The words of the case, where there is no room beside the rating"},
		{Label: "C, A, W, S", Value: "Once closed: cases, agreement, what leaves, the schools of the round"}}
	if s.bench != nil {
		keys = append(keys, s.bench.Keys()...)
	}
	return keys
}

// Back goes from the levels of a strand to the strands, and from what leaves to the cases.
func (s *Screen) Back() bool {
	if s.model.leaving.ID != "" {
		s.model.leaving = papers.Preview{}
		s.draw()
		s.Focus()
		return true
	}
	return s.bench != nil && s.model.by != "" && !s.model.none() && s.model.set.IsOpen() && s.bench.Back()
}

// Title is for the window.
func (s *Screen) Title() string { return "Vignettes" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to what comes first.
func (s *Screen) Focus() {
	if s.first != nil {
		s.n.Shell.Window().Canvas().Focus(s.first)
	}
}

// Refresh shows the set again after undo, redo or F8.
func (s *Screen) Refresh() {
	id := s.model.set.ID
	if err := s.model.load(id); err != nil { // opening it may have been undone
		s.model.set, s.model.by = desk.Vignettes{}, ""
		if err := s.model.load(""); err != nil {
			s.n.Shell.Alert(desk.Words(err))
			return
		}
	}
	s.draw()
	s.Focus()
}
