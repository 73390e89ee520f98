package requests

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/reading"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/wording"
)

// page is one request.
type page struct {
	n Needs
	m *model

	head     *fyne.Container
	title    fyne.CanvasObject // the name with what can be done now
	sentence *parts.Prose
	first    *parts.Button // the main thing to do now
	problem  *parts.Prose
	saved    *saving.Note
	gates    *parts.LampList
	write    *container.Scroll
	middle   *fyne.Container // what is written, or the form of a step
	read     *container.Scroll
	panes    *panes
	body     *fyne.Container
	totals   *fyne.Container
	object   fyne.CanvasObject

	desk   *writingDesk // the fields; nil when nothing can be changed
	panel  *panel       // the form of a step, nil when none is open
	status funding.Status
	hidden bool
	drawn  map[string]string // what each part was last drawn from
}

func newPage(n Needs, number int) (shell.Screen, error) {
	m, err := newModel(n.Desk, number)
	if err != nil {
		return nil, &desk.Refusal{Field: "number", Words: desk.Words(err)}
	}
	p := &page{n: n, m: m, head: parts.Column(parts.Tight), gates: parts.NewLampList(), panes: &panes{}, totals: parts.Column(parts.Between),
		sentence: parts.NewWideProse("", parts.QuietText), drawn: map[string]string{},
		problem: parts.NewProse("", parts.TextStyle{Colour: theme.ColourOverdue}), saved: saving.NewNote(n.Shell.Alert)}
	p.problem.Hide()
	p.panes.tabs = parts.NewTabs(func(int) { p.body.Refresh() })
	p.panes.name(0, "What you write")
	if !m.drafting() {
		p.panes.choose(paneWrite)
	}
	p.write, p.read, p.middle = parts.Scrolled(parts.Gap(0)), parts.Scrolled(parts.Gap(0)), container.NewStack()
	p.body = container.New(p.panes, p.panes.tabs, parts.Scrolled(parts.Margins(0, 0, 3, 0, p.gates)), p.middle, parts.NewPanel(theme.ColourPaper, parts.Groups, p.read))
	p.object = parts.Margins(parts.Pages, parts.Groups, parts.Pages, parts.Between, giveway.Frame(
		parts.Margins(0, 0, 0, parts.Groups, parts.Column(parts.Tight, p.head, p.problem, p.saved.Object)),
		parts.Frame(nil, p.body, parts.Margins(0, parts.Between, 0, 0, p.totals)), p.spare))
	p.show()
	return p, nil
}

// show sets everything again from the request. What has not changed is left as it
// is: a click that made a field keep itself must still find its button.
func (p *page) show() {
	hidden, r := p.n.Shell.NamesHidden(), p.m.request()
	if p.hidden != hidden || p.status != r.Status() {
		p.desk = nil
	}
	if p.hidden != hidden {
		p.panel = nil
	}
	p.status, p.hidden = r.Status(), hidden
	p.anew("head", fmt.Sprint(r.Progress, r.Title, hidden, p.panes.alone, p.m.desk.Today()), p.showHead)
	p.sentence.SetText(p.says())
	p.showGates()
	p.showMiddle()
	p.showPaper()
	p.anew("totals", fmt.Sprint(p.m.draft.Result.Totals), p.showTotals)
	p.body.Refresh()
}

// anew draws a part when what it is drawn from has changed.
func (p *page) anew(part, from string, draw func()) {
	if p.drawn[part] != from {
		p.drawn[part] = from
		draw()
	}
}

// spare is what gives way in large text while the form of a step is open: the form has
// its own title, and closing it brings the rest back.
func (p *page) spare() []fyne.CanvasObject {
	if p.panel == nil {
		return nil
	}
	return []fyne.CanvasObject{p.sentence, p.title}
}

// showHead sets the heading with what can be done now.
func (p *page) showHead() {
	p.title = parts.Heading(p.name(), "", p.actions()...)
	p.head.Objects = []fyne.CanvasObject{p.title, p.sentence}
	p.head.Refresh()
}

// name is what the request is called over the page.
func (p *page) name() string {
	r, hidden := p.m.request(), p.n.Shell.NamesHidden()
	if e := p.m.pupil(); e != nil {
		return r.Reference() + " for " + wording.Name(e, hidden)
	}
	if r.Title == "" || hidden {
		return r.Reference() + ": " + p.m.desk.Terms().Label("request_"+r.Kind)
	}
	return r.Reference() + ": " + r.Title
}

// showMiddle sets what is written, how the request stands, or the form of a step.
func (p *page) showMiddle() {
	parts.SetShown(p.totals, p.panel == nil)
	switch {
	case p.panel != nil:
		p.middle.Objects = []fyne.CanvasObject{p.panel.object}
		p.middle.Refresh()
		return
	case !p.m.drafting():
		p.write.Content = parts.Margins(0, 0, 3, 0, p.standing())
	case p.hidden:
		p.write.Content = parts.Margins(0, 0, 3, 0, parts.NewProse(wording.Withheld, parts.QuietText))
	case p.desk == nil:
		p.desk = newWritingDesk(p)
		p.write.Content = parts.Margins(0, 0, 3, 0, p.desk.object)
	default:
		p.desk.show()
	}
	p.middle.Objects = []fyne.CanvasObject{p.write}
	p.write.Refresh()
	p.middle.Refresh()
}

// says is the sentence on how the request stands.
func (p *page) says() string {
	r := p.m.request()
	words := statusWords(p.m.desk.Terms(), r.Progress.StateOn(p.m.desk.Today())) + ". "
	if r.Progress.InDispute() {
		words = "! In dispute. " + words
	}
	if r.Reason == funding.ReasonInYear {
		words += "Made because of something that happened in the year. "
	}
	if r.Renews > 0 {
		words += "Renews " + reference(r.Renews) + ". "
	}
	switch blocking, useful := p.m.standing(); {
	case !p.m.drafting():
		return words + p.next()
	case blocking > 0:
		return words + wording.Count(blocking, "thing") + " to do before it can be sent."
	case useful > 0:
		return words + "It can be made ready. " + wording.Count(useful, "thing") + " would make it stronger."
	}
	return words + "Everything is there: it can be made ready."
}

// showPaper draws the paper anew, as far down as it was read.
func (p *page) showPaper() {
	doc, err := p.m.document(p.n.Shell.NamesHidden())
	if err != nil {
		p.n.Shell.Alert(desk.Words(err))
		return
	}
	at := p.read.Offset
	p.read.Content = parts.Margins(0, 0, 3, 0, reading.View(doc))
	p.read.Refresh()
	p.read.ScrollToOffset(at)
}

// toggleReading gives the page the whole width, or takes it back.
func (p *page) toggleReading() {
	p.panes.alone = !p.panes.alone
	p.panes.choose(paneWrite)
	if p.panes.alone {
		p.panes.choose(panePage)
	}
	p.show()
}

// toWrite brings what is written to the front.
func (p *page) toWrite() {
	if p.panes.alone {
		p.toggleReading()
	}
	p.panes.choose(paneWrite)
	p.body.Refresh()
}

// changed shows the request after a change that was made here.
func (p *page) changed() {
	p.say(nil)
	p.show()
	p.n.Shell.Changed()
}

// say puts a refusal under the heading.
func (p *page) say(err error) {
	p.problem.Hide()
	if err != nil {
		p.problem.SetText("! " + desk.Words(err))
		p.problem.Show()
	}
	p.object.Refresh()
}

// Title is the name of the page, without the pupil's.
func (p *page) Title() string { return "Funding request" }

// Object is what is drawn.
func (p *page) Object() fyne.CanvasObject { return p.object }

// Focus gives the keyboard to the gate from which one left to put it right, or to the
// first thing of the page.
func (p *page) Focus() {
	at := p.n.Shell.Window().Canvas()
	switch {
	case p.panel != nil:
		p.panel.focus()
	case p.focusLeft():
	case p.panes.narrow:
		at.Focus(p.panes.tabs)
	case p.desk != nil:
		p.desk.focusFirst()
	case p.first != nil:
		at.Focus(p.first)
	}
}

// Accept keeps what is being typed, or what stands in the form of a step.
func (p *page) Accept() {
	switch {
	case p.panel != nil && p.panel.sheet != nil:
		p.panel.sheet.Try()
	case p.desk != nil:
		p.desk.keep()
		p.n.Shell.Say("Kept.")
	}
}

// Leave keeps what is being typed.
func (p *page) Leave() {
	p.keepPanel()
	if p.desk != nil {
		p.desk.keep()
	}
}

// Back closes the form of a step, and goes from reading to writing.
func (p *page) Back() bool {
	switch {
	case p.panel != nil:
		p.closePanel()
	case p.panes.alone:
		p.toggleReading()
	default:
		return false
	}
	return true
}

// Refresh reads the request anew. One that undo has taken away leads back to the list.
func (p *page) Refresh() {
	if err := p.m.load(); err != nil {
		p.n.Shell.Go(shell.To("requests"))
		p.n.Shell.Alert(desk.Words(err))
		return
	}
	p.say(nil)
	p.show()
}
