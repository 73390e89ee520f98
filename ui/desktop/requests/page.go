package requests

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/funding"
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
	sentence *parts.Prose
	first    *parts.Button // the main thing to do now
	problem  *parts.Prose
	saved    *saving.Note
	gates    *parts.LampList
	write    *container.Scroll
	read     *container.Scroll
	columns  *parts.Columns
	middle   *fyne.Container
	totals   *fyne.Container
	object   fyne.CanvasObject

	desk    *writingDesk // the fields; nil when nothing can be changed
	reading bool         // the paper alone is wanted
	status  funding.Status
	hidden  bool
	drawn   map[string]string // what each part was last drawn from
}

func newPage(n Needs, number int) (shell.Screen, error) {
	m, err := newModel(n.Desk, number)
	if err != nil {
		return nil, &desk.Refusal{Field: "number", Words: desk.Words(err)}
	}
	p := &page{n: n, m: m, head: parts.Column(parts.Tight), gates: parts.NewLampList(), columns: &parts.Columns{Least: 56, Share: 0.25, Middle: 0.5}, totals: parts.Column(parts.Between),
		sentence: parts.NewWideProse("", parts.QuietText), drawn: map[string]string{},
		problem: parts.NewProse("", parts.TextStyle{Colour: theme.ColourOverdue}), saved: saving.NewNote(n.Shell.Alert)}
	p.problem.Hide()
	p.write, p.read = parts.Scrolled(parts.Gap(0)), parts.Scrolled(parts.Gap(0))
	p.middle = container.New(p.columns, parts.Scrolled(parts.Margins(0, 0, 3, 0, p.gates)), p.write, parts.NewPanel(theme.ColourPaper, parts.Groups, p.read))
	p.object = parts.Margins(parts.Pages, parts.Groups, parts.Pages, parts.Between, parts.Frame(
		parts.Margins(0, 0, 0, parts.Groups, parts.Column(parts.Tight, p.head, p.problem, p.saved.Object)), p.middle,
		parts.Margins(0, parts.Between, 0, 0, parts.Column(parts.Between, parts.NewLine(), p.totals))))
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
	p.status, p.hidden = r.Status(), hidden
	p.anew("head", fmt.Sprint(r.Status(), hidden, p.reading), func() {
		heading := parts.Heading(r.Reference()+" for "+wording.Name(p.m.pupil, hidden), "", p.actions()...)
		p.head.Objects = []fyne.CanvasObject{heading, p.sentence}
		p.head.Refresh()
	})
	p.sentence.SetText(p.says())
	lamps := p.lamps()
	p.anew("gates", gatesKey(lamps), func() { p.gates.SetLamps(lamps) })
	switch {
	case !p.m.drafting() || hidden:
		p.write.Content = parts.Margins(0, 0, 3, 0, p.standing())
	case p.desk == nil:
		p.desk = newWritingDesk(p)
		p.write.Content = parts.Margins(0, 0, 3, 0, p.desk.object)
	default:
		p.desk.show()
	}
	p.write.Refresh()
	p.showPaper()
	p.anew("totals", fmt.Sprint(p.m.draft.Result.Totals), p.showTotals)
	p.middle.Refresh()
}

// anew draws a part when what it is drawn from has changed.
func (p *page) anew(part, from string, draw func()) {
	if p.drawn[part] != from {
		p.drawn[part] = from
		draw()
	}
}

func gatesKey(lamps []parts.Lamp) string {
	key := ""
	for _, l := range lamps {
		key += l.Title + l.Word + l.Note + l.Button + "\n"
	}
	return key
}

// says is the sentence on how the request stands.
func (p *page) says() string {
	r := p.m.request()
	words := statusWords[r.Status()].words + ". "
	if r.Renews > 0 {
		words += fmt.Sprintf("Renews R-%03d. ", r.Renews)
	}
	switch blocking, useful := p.m.standing(); {
	case !p.m.drafting():
		return words + "Nothing in it can be changed now."
	case blocking > 0:
		return words + wording.Count(blocking, "thing") + " to do before it can be sent."
	case useful > 0:
		return words + "It can be made ready. " + wording.Count(useful, "thing") + " would make it stronger."
	}
	return words + "Everything is there: it can be made ready."
}

// actions are the buttons that the status allows.
func (p *page) actions() []fyne.CanvasObject {
	words := "Read the paper alone"
	if p.reading {
		words = "Go back to writing"
	}
	list := []fyne.CanvasObject{parts.NewLink(words, p.toggleReading), parts.NewButton("Export PDF", p.Print).WithKey("Ctrl+P")}
	main := func(words string, do func()) {
		p.first = parts.NewMainButton(words, do)
		list = append(list, p.first)
	}
	p.first = nil
	r := p.m.request()
	switch r.Status() {
	case funding.Drafting:
		main("Make ready", p.makeReady)
	case funding.IsReady:
		list = append(list, parts.NewButton("Take back", p.takeBack))
		main("Mark sent", p.askSent)
	case funding.Submitted:
		main("Record decision", p.askDecision)
	case funding.Decided:
		if d := r.Progress.Decision; d != nil && d.Outcome == funding.Deferred {
			main("Take back", p.takeBack)
		}
	}
	return list
}

// lamps are the gates: first those that are not open, with the way to put them right.
func (p *page) lamps() []parts.Lamp {
	var lamps, open []parts.Lamp
	for _, g := range p.m.draft.Result.Gates {
		state, word := gateState(g)
		lamp := parts.Lamp{State: state, Title: g.Title, Word: word, Note: g.Why}
		if p.hidden {
			lamp.Note = wording.Written(g.Why, true)
		}
		if !g.OK && p.m.drafting() {
			lamp.Button, lamp.Do = "Fix", func() { p.fix(g) }
		}
		if g.OK {
			open = append(open, lamp)
		} else {
			lamps = append(lamps, lamp)
		}
	}
	return append(lamps, open...)
}

// fix goes to where a gate is put right.
func (p *page) fix(g funding.Gate) {
	to, here := routeOf(g, p.m.pupil.ID)
	if !here {
		p.n.Shell.Go(to)
		return
	}
	if p.reading {
		p.toggleReading()
	}
	if p.desk != nil {
		p.desk.focus(fieldOf(g, p.m.writes))
	}
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

func (p *page) toggleReading() {
	p.reading = !p.reading
	p.columns.Last, p.columns.Apart = p.reading, p.reading
	p.show()
}

// standing says how a request stands that cannot be changed, or is not shown.
func (p *page) standing() fyne.CanvasObject {
	r := p.m.request()
	if p.m.drafting() {
		return parts.NewProse(wording.Withheld, parts.QuietText)
	}
	facts := []parts.Fact{{Label: "Made to", Value: r.Scheme}, {Label: "Money for", Value: period(r)},
		{Label: "Asked for", Value: r.Progress.Asked.Words()}, {Label: "Sent", Value: r.Progress.SentOn.Words()}}
	if d := r.Progress.Decision; d != nil {
		facts = append(facts, parts.Fact{Label: "Decision", Value: outcomeWords[d.Outcome] + " on " + d.On.Words()})
		if !d.Amount.IsZero() {
			facts = append(facts, parts.Fact{Label: "Agreed", Value: d.Amount.Words() + " from " + d.From.Words() + " to " + d.To.Words()})
		}
		facts = append(facts, parts.Fact{Label: "Reason", Value: wording.Written(d.Reason, p.n.Shell.NamesHidden())},
			parts.Fact{Label: "Conditions", Value: wording.Written(d.Conditions, p.n.Shell.NamesHidden())})
	}
	next := map[funding.Status]string{
		funding.IsReady: "Save the paper as a PDF, send it to the panel, and mark it as sent. Take it back to change it.",
		funding.Submitted:    "The panel has it. Record the decision here when it comes.",
		funding.Decided: "The panel has decided. A renewal begins as a new request for the same pupil.",
	}
	return parts.Column(parts.Groups, parts.NewText("How it stands", parts.SectionTitle), parts.NewProse(next[r.Status()], parts.Plain), parts.NewFactList(facts...))
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

// Focus gives the keyboard to the first thing of the page.
func (p *page) Focus() {
	if p.desk != nil {
		p.desk.focus(p.m.parts()[0].ID)
	} else if p.first != nil {
		p.n.Shell.Window().Canvas().Focus(p.first)
	}
}

// Accept keeps what is being typed.
func (p *page) Accept() {
	if p.desk != nil {
		p.desk.keep()
		p.n.Shell.Say("Kept.")
	}
}

// Leave keeps what is being typed.
func (p *page) Leave() {
	if p.desk != nil {
		p.desk.keep()
	}
}

// Back goes from reading to writing.
func (p *page) Back() bool {
	if p.reading {
		p.toggleReading()
		return true
	}
	return false
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
