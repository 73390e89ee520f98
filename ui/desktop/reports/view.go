package reports

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/ui/desktop/outline"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/writing"
)

// Needs is what the page of the report is made with.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where documents are offered to be saved
}

// page is the SEN information report.
type page struct {
	n Needs
	m *model

	sentence  *parts.Prose
	why       *parts.Button
	problem   *parts.Prose
	saved     *saving.Note
	list      *outline.List
	head      *fyne.Container // of the section
	reference *parts.Prose
	tools     *fyne.Container
	tooled    string // what the tools were last drawn from
	editor    *writing.Editor
	writes    string // the section that is in the editor
	advice    *fyne.Container
	columns   *parts.Columns
	turnLink  *parts.Button // goes from the words to the advice and back, where only one of them has room
	object    fyne.CanvasObject
}

// New opens the report, at a section when one is named.
func New(n Needs, section string) (shell.Screen, error) {
	m, err := newModel(n.Desk)
	if err != nil {
		return nil, &desk.Refusal{Field: "report", Words: desk.Words(err)}
	}
	m.choose(section)
	p := &page{n: n, m: m, sentence: parts.NewWideProse("", parts.QuietText), problem: parts.NewProse("", parts.TextStyle{Colour: theme.ColourOverdue}),
		saved: saving.NewNote(n.Shell.Alert), list: outline.NewList(), head: parts.Column(parts.Tight), tools: parts.Flow(parts.Groups), advice: parts.Column(parts.Groups)}
	p.reference = parts.NewProse("", parts.Quiet)
	p.problem.Hide()
	p.why = parts.NewLink("Why not", p.showReasons)
	p.list.OnCurrent, p.list.OnInto, p.list.OnKey, p.list.OnRune = p.chosen, p.toEditor, p.passKey, p.passRune
	p.editor = writing.NewFilling("Write here in the school’s own words", p.save)
	write := parts.Frame(parts.Margins(0, 0, 0, parts.Between, p.head), p.editor.Object, parts.Margins(0, parts.Between, 0, 0, p.tools))
	p.turnLink = parts.NewLink("See the advice", p.turn)
	p.columns = &parts.Columns{Least: 60, Share: 0.29, Middle: 0.6, Narrow: func(narrow bool) { parts.SetShown(p.turnLink, narrow) }}
	heading := parts.Heading("SEN information report", "", parts.NewButton("Export PDF", p.Print).WithKey("Ctrl+P"),
		parts.NewButton("Export web page", p.exportWeb), parts.NewMainButton("Publish today", p.publish))
	p.object = parts.Margins(parts.Pages, parts.Groups, parts.Pages, parts.Groups, parts.Frame(
		parts.Margins(0, 0, 0, parts.Groups, parts.Column(parts.Tight, heading, parts.Beside(p.sentence, parts.Row(parts.Groups, p.why, p.turnLink)), p.problem, p.saved.Object)),
		container.New(p.columns, p.list, write, parts.Scrolled(parts.Margins(0, 0, 3, 0, p.advice))), nil))
	p.show()
	return p, nil
}

// show sets everything again from the report.
func (p *page) show() {
	p.sentence.SetText(p.m.sentence())
	if p.m.result.Publishable {
		p.why.Hide()
	} else {
		p.why.Show()
	}
	p.showList()
	p.showSection()
	p.object.Refresh()
}

// showList sets the sections with their lamps.
func (p *page) showList() {
	var rows []outline.Row
	current := 0
	for i, place := range p.m.rows {
		s := p.m.result.Sections[place]
		state, word := lamp(s)
		style := parts.Quiet
		if state != parts.NoState {
			style.Colour = state.Colour()
		}
		rows = append(rows, outline.Row{Group: p.m.group(s), Title: s.Title, State: state, Note: word, NoteStyle: style})
		if place == p.m.at {
			current = i
		}
	}
	p.list.SetRows(rows, current)
}

// showSection sets the section being written, with what the check says of it.
func (p *page) showSection() {
	s, state := p.m.section(), p.m.state()
	p.reference.SetText(p.m.reference())
	p.head.Objects = []fyne.CanvasObject{parts.NewProse(s.Title, parts.SectionTitle), p.reference, parts.NewProse(s.Prompt, parts.Plain)}
	p.head.Refresh()
	p.writes = s.ID
	p.editor.SetWords(p.m.text().Words)
	p.showTools()
	p.showAdvice(state)
}

// showTools offers what can be done with the words.
func (p *page) showTools() {
	empty := strings.TrimSpace(p.editor.Words()) == ""
	p.reference.SetText(p.m.reference())
	from := p.writes
	if empty {
		from += " empty"
	}
	if p.tooled == from { // a click that made the words keep themselves must still find its button
		return
	}
	p.tooled = from
	p.tools.Objects = nil
	if empty {
		p.tools.Add(parts.NewButton("Start from the suggested words", p.start))
	}
	p.tools.Add(parts.NewButton("Put in a fact", p.askMark))
	if !empty {
		p.tools.Add(parts.NewLink("I have read this through", p.reread))
	}
	p.tools.Refresh()
}

// chosen follows the list to another section.
func (p *page) chosen(row int) {
	p.editor.Keep()
	p.m.at = p.m.rows[row]
	p.showSection()
	p.object.Refresh()
}

func (p *page) toEditor() {
	if p.columns.Last {
		p.turn()
	}
	p.focus(p.editor.First())
}

// turn shows the advice in the place of the words, or the words again.
func (p *page) turn() {
	p.columns.Last = !p.columns.Last
	p.turnLink.SetText("See the advice")
	if p.columns.Last {
		p.turnLink.SetText("Back to the words")
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

// save keeps the words and checks the report again beside the window.
func (p *page) save(words string) error {
	if err := p.m.save(p.writes, words); err != nil {
		return err
	}
	p.n.Shell.Changed()
	p.check()
	return nil
}

// check reads the report again beside the window; a reading that has been overtaken
// by another is thrown away.
func (p *page) check() {
	p.m.read++
	mine := p.m.read
	fresh := &model{desk: p.m.desk}
	p.n.Shell.Runner().Go(fresh.load, func(err error) {
		if mine != p.m.read {
			return
		}
		if err != nil {
			p.say(err)
			return
		}
		p.m.words, p.m.result = fresh.words, fresh.result
		p.sentence.SetText(p.m.sentence())
		if p.m.result.Publishable {
			p.why.Hide()
		} else {
			p.why.Show()
		}
		p.showList()
		p.showTools()
		p.showAdvice(p.m.state())
		p.object.Refresh()
	})
}

// Title is the name of the page.
func (p *page) Title() string { return "SEN information report" }

// Object is what is drawn.
func (p *page) Object() fyne.CanvasObject { return p.object }

// Focus gives the keyboard to the sections.
func (p *page) Focus() { p.focus(p.list) }

// Leave keeps what is being written.
func (p *page) Leave() { p.editor.Keep() }

// Accept keeps what is being written and goes back to the sections.
func (p *page) Accept() {
	p.editor.Keep()
	p.Focus()
	p.n.Shell.Say("Kept.")
}

// Back goes from the words to the sections.
func (p *page) Back() bool {
	if _, writing := p.n.Shell.Window().Canvas().Focused().(*parts.Notes); !writing {
		return false
	}
	p.Focus()
	return true
}

// Refresh reads the report anew, as after undo.
func (p *page) Refresh() {
	p.m.read++
	if err := p.m.load(); err != nil {
		p.say(err)
		return
	}
	p.problem.Hide()
	p.show()
}
