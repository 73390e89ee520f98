package levels

import (
	"context"
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
	own        *fyne.Container // what the SENCO thinks before the suggestion is seen
	ownLevel   *parts.Choice
	decision   *decision // nil while the suggestion is hidden
	object     fyne.CanvasObject
}

func newBench(n Needs, pupil string) (*bench, error) {
	m, err := newModel(n.Desk, pupil)
	if err != nil {
		return nil, err
	}
	b := &bench{needs: n, m: m, head: parts.Column(parts.None), strandHead: parts.Column(parts.Tight),
		history: parts.Column(parts.Between), own: parts.Column(parts.Tight), side: container.NewStack()}
	b.list = outline.NewList()
	b.list.OnCurrent, b.list.OnInto, b.list.OnKey, b.list.OnRune = b.moved, b.toStatements, b.passKey, b.passRune
	b.statements = newStatements(m)
	b.statements.tick, b.statements.turn = b.tick, b.turn
	b.statements.rate, b.statements.back, b.statements.key, b.statements.rune = b.rate, b.Focus, b.passKey, b.passRune
	b.search = parts.NewSearchField("Find a statement", b.find)
	b.search.Results = b.list
	b.scroll = parts.Scrolled(parts.Margins(0, 0, 3, 0, parts.Column(parts.Groups, b.strandHead, b.statements, b.history)))
	b.statements.scroll = b.scroll
	left := parts.Frame(parts.Margins(0, 0, 0, parts.Between, b.search), b.list, parts.Margins(0, parts.Between, 0, 0, b.own))
	b.object = parts.Inset(parts.Pages, parts.Frame(
		parts.Margins(0, 0, 0, parts.Groups, b.head),
		parts.Halves(36, 64, parts.Margins(0, 0, parts.Groups, 0, left), b.side), nil))
	b.show()
	b.toBlind()
	return b, nil
}

// show sets everything again from the ratings.
func (b *bench) show() {
	b.showHead()
	b.showList()
	b.showStrand(-1)
	b.showHistory()
	b.showOwn()
}

func (b *bench) showHead() {
	actions := []fyne.CanvasObject{parts.NewLink("Next who waits", b.toNext).WithKey("N")}
	if b.decision == nil {
		actions = append(actions, parts.NewMainButton("See the suggested "+b.m.word("level"), b.Accept).WithKey("Ctrl+Enter"))
	}
	b.head.Objects = []fyne.CanvasObject{parts.Heading(wording.Name(b.m.pupil, b.needs.Shell.NamesHidden()), b.sentence(), actions...)}
	b.head.Refresh()
}

// showList sets what is rated, each with its rating as a short ladder, or with last
// time's in grey.
func (b *bench) showList() {
	var rows []outline.Row
	for _, place := range b.m.shown {
		s := b.m.parts[place]
		row := outline.Row{Group: s.Area, Title: s.Name, Note: b.m.ratings[s.ID], NoteStyle: parts.SmallStrong, Rungs: b.m.top(),
			At: b.m.rank(b.m.ratings[s.ID]), Label: s.Area + ", " + s.Name + ", " + b.m.standing(s.ID)}
		if s.Name == s.Area {
			row.Group = ""
		}
		if slices.Contains(b.m.held, s.ID) {
			row.Note = "held up " + row.Note
		}
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
	facts := []string{e.Year.Label, e.Class, wording.Status(e.Status), "no " + b.m.word("level") + " confirmed yet"}
	if len(b.m.history) > 0 {
		facts[3] = fmt.Sprintf("%s, confirmed %s", b.m.desk.LevelWordsOf(context.Background(), b.m.history[0]), b.m.history[0].On.Words())
	}
	var said []string
	for _, f := range facts {
		if f != "" {
			said = append(said, f)
		}
	}
	words := fmt.Sprintf("%s. %d of %s rated now", strings.Join(said, " · "), len(b.m.ratings), wording.Count(len(b.m.parts), b.ratedWord()))
	if n := len(b.m.ticks); n > 0 {
		words += ", " + wording.Count(n, "statement") + " ticked"
	}
	return words + "."
}

// ratedWord is the word for one thing that is rated.
func (b *bench) ratedWord() string {
	if b.m.part().Whole {
		return b.m.word("area")
	}
	return b.m.word("strand")
}

// showStrand sets the statements of the strand being rated, with the keyboard on a
// line, or on the rated level for -1.
func (b *bench) showStrand(at int) {
	s := b.m.part()
	note := s.Area
	if s.Note != "" && s.Note != s.Area {
		note += ". " + s.Note
	}
	b.strandHead.Objects = []fyne.CanvasObject{parts.NewText(s.Name, parts.SectionTitle), parts.NewProse(note, parts.Quiet), b.tools()}
	if words := b.advice(); words != "" {
		b.strandHead.Add(parts.Sides(parts.Margins(0, 0, parts.Between, 0, parts.NewBadge("think about", parts.Soon)), parts.NewProse(words, parts.Plain), nil))
	}
	b.strandHead.Refresh()
	b.statements.show(at)
}

// tools are the links over the statements; each has its key.
func (b *bench) tools() fyne.CanvasObject {
	s, tools := b.m.part(), parts.Flow(parts.Groups)
	if b.m.hasLast(s) {
		words := "Same as last time"
		if was := b.m.before(s.ID); was != "" {
			words += ", " + was
		}
		tools.Add(parts.NewLink(words, b.sameAgain).WithKey("S"))
	}
	if b.m.anyLast() {
		tools.Add(parts.NewLink("Everything as last time", b.allAgain).WithKey("A"))
	}
	if b.m.ratings[s.ID] != "" {
		words := "Held up by support"
		if slices.Contains(b.m.held, s.ID) {
			words = "✓ Held up by support: take back"
		}
		tools.Add(parts.NewLink(words, b.support).WithKey("H"))
		tools.Add(parts.NewLink("Take the rating away", b.unrate).WithKey("Backspace"))
	}
	if b.m.ratings[s.ID] != "" {
		return tools
	}
	how := parts.NewProse(b.howTo(), parts.Quiet)
	if len(tools.Objects) == 0 {
		return how
	}
	return parts.Column(parts.Tight, tools, how)
}

// howTo says in a line how this is rated.
func (b *bench) howTo() string {
	if b.m.part().Whole {
		return "Space ticks what you see. Then press the digit of the " + b.m.word("level") + " that fits best."
	}
	return "Space ticks what you see, and that proposes a rating. A digit chooses another."
}

// advice is what to think about before the rating is left: one tick alone at the top.
func (b *bench) advice() string {
	s := b.m.part()
	if _, chosen := b.m.chosen[s.ID]; chosen || !b.m.fit().Thin {
		return ""
	}
	return "One tick alone proposes " + b.m.ratings[s.ID] + ". " + b.m.pack.Guidance.BestFit
}

// showHistory sets the levels decided before under the statements.
func (b *bench) showHistory() {
	b.history.Objects = []fyne.CanvasObject{parts.NewText(b.m.desk.Terms().Say("{Level+} before"), parts.SectionTitle)}
	if len(b.m.history) == 0 {
		b.history.Add(parts.NewProse(b.m.desk.Terms().Say("No {level} has been confirmed yet. Each one will stand here with its day and its reason."), parts.QuietText))
	}
	var facts []parts.Fact
	for _, d := range b.m.history {
		facts = append(facts, parts.Fact{Label: d.On.Words(), Value: b.decided(d)})
	}
	b.history.Add(parts.NewFactList(facts...))
	if len(b.m.last.lost) > 0 {
		b.history.Add(parts.NewText("Rated or ticked last time, and not in this "+b.m.word("continuum"), parts.SmallStrong))
		for _, words := range b.m.last.lost {
			b.history.Add(parts.NewProse(words, parts.QuietText))
		}
	}
	b.history.Refresh()
}

// decided says what was confirmed and why.
func (b *bench) decided(d desk.LevelDecision) string {
	hidden := b.needs.Shell.NamesHidden()
	words := b.m.desk.LevelWordsOf(context.Background(), d)
	if d.Suggested != "" && d.Suggested != d.Level {
		words += ", where " + d.Suggested + " was suggested"
	}
	words += "."
	if d.Blind != "" && d.Blind != d.Level {
		words += " Thought of as " + d.Blind + " before."
	}
	if d.Reason != "" {
		words += " " + wording.Written(d.Reason, hidden)
	}
	if d.Second != "" {
		words += " Agreed with " + wording.Written(d.Second, hidden) + "."
	}
	if len(d.Adults) > 0 {
		words += " Rated by " + wording.Written(strings.Join(d.Adults, "; "), hidden) + "."
	}
	if n := len(d.Ticks); n > 0 {
		words += " " + wording.Count(n, "statement") + " ticked."
	}
	if len(d.Supported) > 0 {
		p, here, err := b.m.desk.ContinuumOf(context.Background(), d.Pack, d.Version)
		if err != nil || !here {
			p = b.m.pack
		}
		var names []string
		for _, id := range d.Supported {
			names = append(names, p.RatedName(id))
		}
		words += " Held up by support: " + strings.Join(names, "; ") + "."
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
	b.search.Results = b.list
	if len(b.m.shown) > 0 {
		at := b.m.found(words)
		b.showStrand(at)
		if at >= 0 { // Enter goes straight to the statement
			b.search.Results = b.statements
		}
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
		b.needs.Shell.Say(b.m.desk.Terms().Say("Nobody else waits for the {level}."))
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
	b.decision.focus()
}

// confirmed shows the new level and begins anew.
func (b *bench) confirmed(d desk.LevelDecision) {
	b.decision = nil
	b.toBlind()
	b.needs.Shell.Changed()
	words := d.Level + " is confirmed. "
	if len(d.Adults) == 1 {
		words += "One adult is named; guidance asks for two. "
	}
	b.needs.Shell.Say(words + "N goes to the next pupil who waits.")
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

// Print lays out the papers of the pupil's level.
func (b *bench) Print() {
	b.keep()
	printLevel(b.needs, b.m.pupil.ID)
}

// Title is the name of the page, without the pupil's.
func (b *bench) Title() string { return b.m.desk.Terms().Say("{Level} of a pupil") }

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
