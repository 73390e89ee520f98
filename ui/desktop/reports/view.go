package reports

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/outline"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/theme"
)

// Needs is what the page of the public documents is made with.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Memory *Memory // nil remembers nothing
	Folder string  // where documents are offered to be saved
}

// page is one public document being written.
type page struct {
	n Needs
	m *model

	tabs       *parts.Tabs
	next       *parts.Button // the step to take now
	sentence   *parts.Prose
	why        *parts.Button
	stepLine   *fyne.Container
	first      *fyne.Container // what to do first where nothing is written
	firstWords *parts.Prose
	changed    *fyne.Container // what has changed in the records, or what an update changed
	problem    *parts.Prose
	saved      *saving.Note
	missing    *parts.Prose // what the saved file does not show

	list     *outline.List
	progress *parts.Text
	goOn     *parts.Button
	middle   *section
	advice   *advicePane
	columns  *parts.Columns
	object   fyne.CanvasObject

	updated []publish.Change // what the last update of the figures changed

	drawn map[string]string // what each part was last drawn from
	turn  int               // counts readings, so that a late one is thrown away
}

// New opens a document, at a section when one is named, or what was published before.
func New(n Needs, arg string) (shell.Screen, error) {
	if n.Memory == nil {
		n.Memory = &Memory{}
	}
	at := placeOf(n.Desk, arg, n.Memory)
	if at.versions {
		return newVersions(n, at.document)
	}
	m, err := newModel(n.Desk, at.document, at.section)
	if err != nil {
		return nil, &desk.Refusal{Field: "report", Words: desk.Words(err)}
	}
	p := &page{n: n, m: m, drawn: map[string]string{}, sentence: parts.NewWideProse("", parts.QuietText), problem: parts.NewProse("", parts.TextStyle{Colour: theme.ColourOverdue}),
		saved: saving.NewNote(n.Shell.Alert), missing: parts.NewProse("", parts.TextStyle{Colour: theme.ColourSoon}), list: outline.NewList(), progress: parts.NewText("", parts.Quiet),
		stepLine: parts.Flow(parts.Between), changed: parts.Column(parts.Tight), first: parts.Column(0), firstWords: parts.NewWideProse("", parts.Small)}
	p.build()
	p.show()
	return p, nil
}

// roomForTabs is how wide, in steps, the names of the two documents are.
const roomForTabs = 96

func (p *page) build() {
	p.problem.Hide()
	p.missing.Hide()
	p.changed.Hide()
	p.first.Hide()
	p.tabs = parts.NewTabs(p.toDocument)
	p.next = parts.NewMainButton("", p.takeStep)
	p.why = parts.NewLink("Why not", p.showReasons)
	p.goOn = parts.NewLink("Next to do", p.toNext)
	p.list.OnCurrent, p.list.OnInto, p.list.OnKey, p.list.OnRune = p.chosen, p.toEditor, p.passKey, p.passRune
	p.middle, p.advice = newSection(p), newAdvicePane(p)
	p.columns = &parts.Columns{Least: 60, Share: 0.26, Middle: 0.62, Narrow: p.narrow}
	title := parts.NewText("Reports", parts.PageTitle)
	heading := parts.Beside(parts.Wide(roomForTabs, p.tabs), parts.Row(parts.Between, parts.NewMenuButton("More", p.more), parts.NewMenuButton("Export", p.exports), p.next))
	changed := parts.Column(0, p.changed) // so that what gives way and what is not needed are two things
	head := parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Tight, title, heading, p.sentence, p.stepLine, changed, p.first, p.problem, p.saved.Object, p.missing))
	left := parts.Frame(parts.Margins(0, 0, 0, parts.Tight, parts.Sides(nil, p.progress, p.goOn)), p.list, nil)
	body := container.New(p.columns, left, p.middle.object, p.advice.object)
	p.object = parts.Margins(parts.Pages, parts.Groups, parts.Pages, parts.Groups, giveway.Frame(head, body, func() []fyne.CanvasObject {
		return []fyne.CanvasObject{title, p.sentence, changed, p.firstWords, p.stepLine}
	}))
}

// show sets everything again from the document.
func (p *page) show() {
	p.n.Memory.note(p.m.document, p.m.current)
	p.showStanding()
	p.showList()
	p.middle.show()
	p.advice.show()
	p.object.Refresh()
}

// showStanding says how the document stands and what the next step is.
func (p *page) showStanding() {
	var names []string
	current := 0
	for i, doc := range p.n.Desk.PublicDocuments() {
		names = append(names, doc.Title)
		if doc.ID == p.m.document {
			current = i
		}
	}
	p.tabs.Set(names, current)
	p.sentence.SetText(p.m.sentence())
	parts.SetShown(p.why, len(p.m.reasons) > 0)
	main := p.m.main()
	p.next.SetText(mainWords[main])
	parts.SetShown(p.next, main != "")
	p.showSteps()
	p.showChanged()
	p.showFirst()
}

// showList sets the rows with their lamps.
func (p *page) showList() {
	done, needed := p.m.progress()
	p.progress.SetText(fmt.Sprintf("%d of %d done", done, needed))
	parts.SetShown(p.goOn, p.m.todo() > 0)
	var rows []outline.Row
	for _, r := range p.m.rows {
		style := parts.Quiet
		if r.state != parts.NoState {
			style.Colour = r.state.Colour()
		}
		rows = append(rows, outline.Row{Group: r.group, Title: r.title, State: r.state, Note: r.word, NoteStyle: style})
	}
	p.list.SetRows(rows, p.m.at)
}

// anew draws a part when what it is drawn from has changed: a click that made the words
// keep themselves must still find its button.
func (p *page) anew(part, from string, draw func()) {
	if p.drawn[part] != from {
		p.drawn[part] = from
		draw()
	}
}

// chosen follows the list to another row.
func (p *page) chosen(at int) {
	p.middle.keep()
	p.goTo(at)
}

func (p *page) goTo(at int) {
	p.m.choose(at)
	p.say(nil)
	p.show()
}

// goToSection goes to the row of a section; it reports whether there is one.
func (p *page) goToSection(id string) bool {
	for at, r := range p.m.rows {
		if r.id == id {
			p.chosen(at)
			return true
		}
	}
	return false
}

// toNext goes on to the next row where something must be done.
func (p *page) toNext() {
	p.middle.keep()
	if !p.m.toNext() {
		p.showReasons()
		return
	}
	p.goTo(p.m.at)
	p.toEditor()
}

// toDocument opens another public document.
func (p *page) toDocument(tab int) {
	p.n.Shell.Go(shell.To("reports", p.n.Desk.PublicDocuments()[tab].ID))
}

func (p *page) toEditor() {
	if p.columns.Last {
		p.turnOver()
	}
	p.focus(p.middle.first())
}

// turnOver shows the advice in the place of the words, or the words again.
func (p *page) turnOver() {
	p.columns.Last = !p.columns.Last
	p.object.Refresh()
}

// narrow shows the ways between the words and the advice, where only one has room.
func (p *page) narrow(narrow bool) {
	parts.SetShown(p.middle.toAdvice, narrow)
	parts.SetShown(p.advice.toWords, narrow)
}

// say puts a refusal under the heading.
func (p *page) say(err error) {
	p.problem.Hide()
	if err != nil {
		p.problem.SetText("! " + strings.TrimPrefix(desk.Words(err), "! "))
		p.problem.Show()
	}
	p.object.Refresh()
}

func (p *page) focus(part fyne.Focusable) { p.n.Shell.Window().Canvas().Focus(part) }

func (p *page) passKey(key *fyne.KeyEvent) {
	if pass := p.n.Shell.Window().Canvas().OnTypedKey(); pass != nil {
		pass(key)
	}
}

func (p *page) passRune(r rune) {
	if pass := p.n.Shell.Window().Canvas().OnTypedRune(); pass != nil {
		pass(r)
	}
}
