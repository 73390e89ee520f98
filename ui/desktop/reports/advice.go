package reports

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/finding"
	"needsbook/app/publish"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// advicePane is the right of the page: what is to do in the section, how easily it
// reads, and what would make it plainer.
type advicePane struct {
	p      *page
	advice advice
	of     string // the section that the advice is about

	toWords *fyne.Container // the way back, where the words have no room beside the advice
	todo    *fyne.Container
	ease    *fyne.Container
	plainer *fyne.Container // the suggestions
	count   *parts.Text
	all     *parts.Button
	hints   *hintList
	rest    *fyne.Container // hardest sentences and paragraphs
	scroll  *container.Scroll
	object  fyne.CanvasObject
	showing bool
	turn    int // counts readings, so that a late one is thrown away
}

func newAdvicePane(p *page) *advicePane {
	a := &advicePane{p: p, todo: parts.Column(parts.Between), ease: parts.Column(parts.Tight), count: parts.NewText("", parts.Strong), hints: newHintList(), rest: parts.Column(parts.Groups)}
	a.toWords = parts.Row(0, parts.NewLink("Back to the words", p.turnOver))
	a.all = parts.NewLink("Take them all", a.takeAll)
	a.hints.OnCurrent, a.hints.OnTake, a.hints.OnRefuse = a.showHint, a.take, a.refuse
	a.hints.OnKey, a.hints.OnRune = p.passKey, p.passRune
	a.plainer = parts.Column(parts.Tight, parts.Sides(nil, a.count, a.all), a.hints)
	a.scroll = parts.Scrolled(parts.Margins(0, 0, 3, 0, parts.Column(parts.Groups, a.toWords, a.todo, a.ease, a.plainer, a.rest)))
	a.object = a.scroll
	return a
}

// show sets what there is to say of the current row, and reads the suggestions anew
// beside the window.
func (a *advicePane) show() {
	m := a.p.m
	state, ok := m.state()
	found := m.findingsOf(m.current)
	a.p.anew("to do", fmt.Sprint(m.current, m.row(), found, state.Why, m.text().Changed), func() { a.showTodo(found, state.Why) })
	a.showEase()
	if m.row().kind == ofOrphan || ok && state.State == publish.NotNeeded || strings.TrimSpace(m.text().Words) == "" {
		a.turn++
		a.advice, a.of = advice{}, m.current
		a.showAdvice()
		return
	}
	a.read(m.current)
}

// read reads the suggestions of a section; a reading that has been overtaken by another
// is thrown away.
func (a *advicePane) read(id string) {
	a.turn++
	mine := a.turn
	var read advice
	a.p.n.Shell.Runner().Go(func() (err error) { read, err = a.p.m.advise(id); return err }, func(err error) {
		if mine != a.turn {
			return
		}
		if err != nil {
			a.p.say(err)
			return
		}
		if a.of != id {
			a.hints.current = 0
		}
		a.advice, a.of = read, id
		a.showAdvice()
	})
}

// showTodo lists what was found, each with the way to where it is put right.
func (a *advicePane) showTodo(found []finding.Finding, why string) {
	row := a.p.m.row()
	a.todo.Objects = []fyne.CanvasObject{parts.Row(parts.Between, parts.NewText("To do", parts.Strong), parts.NewBadge(row.word, row.state))}
	for _, f := range found {
		words := publish.Why(f)
		if fix := publish.Fix(f); fix != "" {
			words += " " + fix
		}
		line := parts.Column(0, parts.NewProse(words, parts.Small))
		if way := a.p.wayTo(f); way.words != "" {
			line.Add(parts.Row(0, parts.NewLink(way.words, way.do)))
		}
		a.todo.Add(line)
	}
	switch {
	case row.kind == ofOrphan:
		a.todo.Add(parts.NewProse("The pack of sections in use has no place for these words, so no document prints them. They are kept. Put them into a section, or leave them until a pack with their section is in use again.", parts.Small))
	case len(found) > 0:
	case why != "":
		a.todo.Add(parts.NewProse(why, parts.Small))
	case row.kind == ofPrinciple:
		a.todo.Add(parts.NewProse("It has a title and words.", parts.Small))
	default:
		a.todo.Add(parts.NewProse("Nothing to do. It answers what is asked.", parts.Small))
	}
	if changed := a.p.m.text().Changed; !changed.IsZero() {
		a.todo.Add(parts.NewProse("Last changed or read through "+changed.Words()+".", parts.Quiet))
	}
	a.todo.Refresh()
}

// showEase says how easily the section reads, and how much that has gained since it was
// opened.
func (a *advicePane) showEase() {
	s, ok := a.p.m.state()
	if !ok && a.of == a.p.m.current { // a principle has no clause of its own
		r := a.advice.reading
		s = publish.SectionState{ID: a.of, Words: r.Words, ReadingEase: r.ReadingEase, ReadingAge: r.ReadingAge, Band: r.Band}
	}
	a.p.anew("ease", fmt.Sprint(s.ID, s.Words, s.ReadingEase, s.ReadingAge), func() {
		state := easeState(s)
		words := parts.NewProse(easeWords(s, a.p.m.began[s.ID]), parts.TextStyle{Size: theme.SizeSmall, Colour: state.Colour()})
		if state == parts.NoState {
			a.ease.Objects = []fyne.CanvasObject{parts.NewText("Reading", parts.Strong), words}
			a.ease.Refresh()
			return
		}
		mark := parts.Column(0, parts.NewText(state.Shape(), parts.TextStyle{Size: theme.SizeSmall, Bold: true, Colour: state.Colour()}))
		a.ease.Objects = []fyne.CanvasObject{parts.NewText("Reading", parts.Strong), parts.Sides(parts.Margins(0, 0, parts.Between, 0, mark), words, nil)}
		a.ease.Add(parts.NewProse("60 and more is plain English. Only English can be judged.", parts.Quiet))
		a.ease.Refresh()
	})
}

// showAdvice sets the suggestions, the hardest sentences and the paragraphs.
func (a *advicePane) showAdvice() {
	n := len(a.advice.hints)
	a.showEase()
	parts.SetShown(a.plainer, n > 0)
	a.count.SetText(fmt.Sprintf("Suggestions (%d)", n))
	parts.SetShown(a.all, takeable(a.advice.hints) > 1)
	a.hints.set(hintLines(a.advice.hints), a.hints.current)
	a.showRest()
	a.object.Refresh()
}

// showHint marks the words of a suggestion where they stand, and brings it into view.
func (a *advicePane) showHint(at int) {
	if at >= len(a.advice.hints) || a.of != a.p.m.current {
		return
	}
	if a.showing {
		return
	}
	h := a.advice.hints[at]
	a.showing = true // the list may lose the keyboard to the words for a moment
	a.p.middle.mark(h.At, h.End)
	a.p.focus(a.hints)
	a.showing = false
	a.reveal(a.hints.rows[at])
}

// reveal scrolls a thing of the pane into view.
func (a *advicePane) reveal(thing fyne.CanvasObject) {
	a.object.Refresh()
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(thing).Y - driver.AbsolutePositionForObject(a.scroll).Y
	offset := a.scroll.Offset
	if below := top + thing.Size().Height - a.scroll.Size().Height; below > 0 {
		offset.Y += min(below, top)
	} else if top < 0 {
		offset.Y += top
	}
	if offset != a.scroll.Offset {
		a.scroll.ScrollToOffset(offset)
	}
}
