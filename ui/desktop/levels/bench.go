package levels

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/ui/desktop/outline"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// bench is the workbench of one pupil.
type bench struct {
	needs Needs
	m     *model

	head       *fyne.Container
	search     *parts.SearchField
	list       *outline.List
	side       *fyne.Container // statements, or the decision
	scroll     *container.Scroll
	statements *statements
	strandHead *fyne.Container
	history    *fyne.Container
	decision   *decision // nil while the suggestion is hidden
	object     fyne.CanvasObject
}

func newBench(n Needs, pupil string) (*bench, error) {
	m, err := newModel(n.Desk, pupil)
	if err != nil {
		return nil, err
	}
	b := &bench{needs: n, m: m, head: parts.Column(parts.None), strandHead: parts.Column(parts.Tight),
		history: parts.Column(parts.Between), side: container.NewStack()}
	b.list = outline.NewList()
	b.list.OnCurrent, b.list.OnInto, b.list.OnKey, b.list.OnRune = b.moved, b.toStatements, b.passKey, b.passRune
	b.statements = newStatements(m)
	b.statements.rate, b.statements.back, b.statements.key, b.statements.rune = b.rate, b.Focus, b.passKey, b.passRune
	b.search = parts.NewSearchField("Find a statement", b.find)
	b.search.Results = b.list
	b.scroll = parts.Scrolled(parts.Margins(0, 0, 3, 0, parts.Column(parts.Groups, b.strandHead, b.statements, b.history)))
	b.statements.scroll = b.scroll
	left := parts.Frame(parts.Margins(0, 0, 0, parts.Between, b.search), b.list, nil)
	b.object = parts.Inset(parts.Pages, parts.Frame(
		parts.Margins(0, 0, 0, parts.Groups, b.head),
		parts.Halves(36, 64, parts.Margins(0, 0, parts.Groups, 0, left), b.side), nil))
	b.show()
	b.toBlind()
	return b, nil
}

// show sets everything again from the ratings.
func (b *bench) show() {
	e, hidden := b.m.pupil, b.needs.Shell.NamesHidden()
	actions := []fyne.CanvasObject{parts.NewLink("Next who waits", b.toNext).WithKey("N")}
	if b.decision == nil {
		actions = append(actions, parts.NewMainButton("See the suggested level", b.Accept).WithKey("Ctrl+Enter"))
	}
	b.head.Objects = []fyne.CanvasObject{parts.Heading(wording.Name(e, hidden), b.sentence(), actions...)}
	b.head.Refresh()
	b.showList()
	b.showStrand(-1)
	b.showHistory()
}

// showList sets the strands, each with its rating as a short ladder, or with last
// time's in grey.
func (b *bench) showList() {
	var rows []outline.Row
	for _, place := range b.m.shown {
		s := b.m.strands[place]
		row := outline.Row{Group: s.Area, Title: s.Name, Note: b.m.ratings[s.ID], NoteStyle: parts.SmallStrong, Rungs: b.m.top(),
			At: b.m.rank(b.m.ratings[s.ID]), Label: s.Area + ", " + s.Name + ", " + b.m.standing(s.ID)}
		if was := b.m.before(s.ID); row.Note == "" && was != "" {
			row.Note, row.NoteStyle = "was "+was, parts.Quiet
		}
		rows = append(rows, row)
	}
	b.list.SetRows(rows, slices.Index(b.m.shown, b.m.at))
}

// sentence says where the pupil and the ratings stand.
func (b *bench) sentence() string {
	e := b.m.pupil
	facts := []string{e.Year.Label, e.Class, wording.Status(e.Status), "no level confirmed yet"}
	if e.Level != "" {
		facts[3] = fmt.Sprintf("%s, confirmed %s", b.m.desk.LevelName(e.Level), e.LevelOn.Words())
	}
	var said []string
	for _, f := range facts {
		if f != "" {
			said = append(said, f)
		}
	}
	return fmt.Sprintf("%s. %d of %s rated now.", strings.Join(said, " · "), len(b.m.ratings), wording.Count(len(b.m.strands), "strand"))
}

// showStrand sets the statements of the strand being rated, with the keyboard on a
// level, or on the rated one for -1.
func (b *bench) showStrand(at int) {
	s := b.m.strand()
	note := s.Area
	if s.Note != "" && s.Note != s.Area {
		note += ". " + s.Note
	}
	tools := parts.Flow(parts.Groups)
	if was := b.m.before(s.ID); was != "" && b.m.ratings[s.ID] != was {
		tools.Add(parts.NewLink("Same as last time, "+was, b.sameAgain).WithKey("S"))
	}
	if b.m.ratings[s.ID] != "" {
		tools.Add(parts.NewLink("Take the rating away", b.unrate).WithKey("Backspace"))
	}
	if len(tools.Objects) == 0 {
		tools.Add(parts.NewText("Press 0 to 5, or Space on the level that fits best.", parts.Quiet))
	}
	b.strandHead.Objects = []fyne.CanvasObject{parts.NewText(s.Name, parts.SectionTitle), parts.NewProse(note, parts.Quiet), tools}
	b.strandHead.Refresh()
	b.statements.show(at)
}

// showHistory sets the levels decided before under the statements.
func (b *bench) showHistory() {
	b.history.Objects = []fyne.CanvasObject{parts.NewText("Levels before", parts.SectionTitle)}
	if len(b.m.history) == 0 {
		b.history.Add(parts.NewProse("No level has been confirmed yet. Each one will stand here with its day and its reason.", parts.QuietText))
	}
	var facts []parts.Fact
	for _, d := range b.m.history {
		facts = append(facts, parts.Fact{Label: d.On.Words(), Value: b.decided(d)})
	}
	b.history.Add(parts.NewFactList(facts...))
	b.history.Refresh()
}

// decided says what was confirmed and why.
func (b *bench) decided(d desk.LevelDecision) string {
	hidden := b.needs.Shell.NamesHidden()
	words := b.m.desk.LevelName(d.Level)
	if d.Suggested != "" && d.Suggested != d.Level {
		words += ", where " + d.Suggested + " was suggested"
	}
	words += "."
	if d.Reason != "" {
		words += " " + wording.Written(d.Reason, hidden)
	}
	if d.Second != "" {
		words += " Agreed with " + wording.Written(d.Second, hidden) + "."
	}
	if d.Pack != b.m.pack.ID || d.Version != b.m.pack.Version {
		words += " Made with " + d.Pack + " " + d.Version + "."
	}
	return words
}

// toBlind shows the statements and hides what is suggested. What was typed beside
// it is kept for the next time.
func (b *bench) toBlind() {
	b.noteWords()
	b.m.suggestion, b.decision = nil, nil
	b.side.Objects = []fyne.CanvasObject{b.scroll}
	b.side.Refresh()
	b.show()
}

// moved follows the list to another strand. The ratings so far are kept.
func (b *bench) moved(row int) {
	b.m.at = b.m.shown[row]
	if b.decision != nil {
		b.toBlind()
	}
	b.keep()
	b.showList()
	b.showStrand(-1)
	b.scroll.ScrollToTop()
}

func (b *bench) find(words string) {
	b.m.search(words)
	b.showList()
	if len(b.m.shown) > 0 {
		b.showStrand(b.m.found(words))
	}
}

func (b *bench) toStatements() {
	b.focus(b.statements)
	b.statements.goTo(b.statements.at)
}

func (b *bench) focus(part fyne.Focusable) { b.needs.Shell.Window().Canvas().Focus(part) }

// toNext opens the next pupil whose level waits.
func (b *bench) toNext() {
	e := next(b.m.desk, b.m.pupil.ID)
	if e == nil {
		b.needs.Shell.Say("Nobody else waits for a level.")
		return
	}
	b.needs.Shell.Go(shell.To("levels", e.ID))
}

// Accept commits to the ratings, and then confirms the level.
func (b *bench) Accept() {
	if b.decision != nil {
		b.decision.sheet.Try()
		return
	}
	if err := b.m.commit(); err != nil {
		b.needs.Shell.Alert(desk.Words(err))
		return
	}
	b.keep()
	b.decision = newDecision(b)
	b.side.Objects = []fyne.CanvasObject{b.decision.object}
	b.side.Refresh()
	b.show()
	b.decision.sheet.Focus()
}

// confirmed shows the new level and begins anew.
func (b *bench) confirmed(d desk.LevelDecision) {
	b.decision = nil
	b.toBlind()
	b.needs.Shell.Changed()
	b.needs.Shell.Say(d.Level + " is confirmed. N goes to the next pupil who waits.")
	b.Focus()
}

// noteWords takes over what is typed in the decision.
func (b *bench) noteWords() {
	if b.decision != nil {
		b.m.words = b.decision.sheet.Draft()
	}
}

// keep stores the ratings made so far; a failure is said in the foot.
func (b *bench) keep() {
	b.noteWords()
	if err := b.m.keep(); err != nil {
		b.needs.Shell.Alert(desk.Words(err))
	}
}

// Title is the name of the page, without the pupil's.
func (b *bench) Title() string { return "Level of a pupil" }

// Object is what is drawn.
func (b *bench) Object() fyne.CanvasObject { return b.object }

// Focus gives the keyboard to the strands.
func (b *bench) Focus() { b.focus(b.list) }

// Find puts the keyboard into the search.
func (b *bench) Find() { b.focus(b.search) }

// Leave keeps the ratings made so far.
func (b *bench) Leave() { b.keep() }

// Back goes from the decision to the statements.
func (b *bench) Back() bool {
	if b.decision == nil {
		return false
	}
	b.toBlind()
	b.Focus()
	return true
}

// Refresh reads the pupil anew, as after undo or when names are hidden.
func (b *bench) Refresh() {
	if err := b.m.reload(); err != nil {
		b.needs.Shell.Alert(desk.Words(err))
		return
	}
	b.show()
}
