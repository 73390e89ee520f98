package reports

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/publish"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/writing"
)

// section is the middle of the page: what is asked, the school's words, and what can be
// put into them. Words that have no place are shown there to be copied or moved.
type section struct {
	p *page

	object    fyne.CanvasObject
	head      *fyne.Container
	heading   *parts.Prose
	toAdvice  *parts.Button // where the advice has no room beside the words
	reference *parts.Prose
	prompt    *parts.Prose
	lawLink   *parts.Button
	lawOpen   bool
	law       *fyne.Container
	title     *parts.Field // of a principle
	editor    *writing.Rich
	writes    string // the row whose words are in the editor
	body      *fyne.Container
	tools     *fyne.Container
}

func newSection(p *page) *section {
	s := &section{p: p, heading: parts.NewProse("", parts.SectionTitle), head: parts.Column(parts.Tight), reference: parts.NewProse("", parts.Quiet), prompt: parts.NewProse("", parts.Small), law: parts.Column(0), tools: parts.Flow(parts.Groups)}
	s.lawLink = parts.NewLink("What the law asks", s.turnLaw).WithKey("L")
	s.toAdvice = parts.NewLink("See the advice", p.turnOver)
	s.title = parts.NewField("The title as it stands in the official text")
	s.title.OnLeft, s.title.OnPause = s.saveTitle, s.saveTitle
	s.editor = writing.NewRich("Write here in the school’s own words", s.save)
	s.editor.NameMarks(factName)
	s.body = container.NewStack(s.editor.Object)
	words := parts.Capped(0.5, parts.Margins(0, 0, 3, parts.Between, s.head), s.body)
	s.object = parts.Frame(nil, container.New(&folding{s}, words), parts.Margins(0, parts.Between, 0, 0, s.tools))
	return s
}

// show sets the current row.
func (s *section) show() {
	m, r := s.p.m, s.p.m.row()
	s.heading.SetText(r.title)
	s.head.Objects = []fyne.CanvasObject{s.heading}
	clause, ok := m.section()
	s.reference.SetText(clause.Reference)
	links := parts.Flow(parts.Groups, s.toAdvice)
	if ok {
		links = parts.Flow(parts.Groups, s.lawLink, s.toAdvice)
	}
	s.head.Add(parts.Beside(parts.Wide(30, parts.Margins(0, parts.Tight, 0, 0, s.reference)), links))
	if prompt := m.prompt(); prompt != "" {
		s.prompt.SetText(prompt)
		s.head.Add(s.prompt)
	}
	if ok {
		s.showLaw(clause)
		s.head.Add(s.law)
	}
	s.writes = r.id
	if principle, ok := m.principle(); ok && principle.Title == "" {
		s.title.SetText(m.words[publish.PrincipleTitleID(r.id)].Words)
		s.head.Add(parts.Column(parts.Tight, parts.NewText("Title", parts.QuietText), s.title))
	}
	s.head.Refresh()
	if r.kind == ofOrphan {
		s.body.Objects = []fyne.CanvasObject{parts.NewPanel(theme.ColourDesk, 3, parts.Scrolled(parts.NewProse(m.text().Words, parts.Plain)))}
	} else {
		s.body.Objects = []fyne.CanvasObject{s.editor.Object}
		s.editor.SetWords(m.text().Words)
	}
	s.body.Refresh()
	s.showTools()
}

// turnLaw opens what the law asks, or closes it.
func (s *section) turnLaw() {
	clause, ok := s.p.m.section()
	if !ok {
		return
	}
	s.lawOpen = !s.lawOpen
	s.showLaw(clause)
	s.p.object.Refresh()
}

// showTools offers what can be done with the words.
func (s *section) showTools() {
	m := s.p.m
	empty := strings.TrimSpace(s.editor.Words()) == ""
	from := s.writes
	if empty {
		from += fmt.Sprint(" empty ", len(m.starts) > 1, m.unwritten())
	}
	s.p.anew("tools", from, func() {
		s.tools.Objects = nil
		if m.row().kind == ofOrphan {
			s.tools.Add(parts.NewButton("Put into a section", s.p.askSection))
			s.tools.Add(parts.NewButton("Copy", s.copyWords))
			s.tools.Refresh()
			return
		}
		clause, _ := m.section()
		if empty && clause.Starter != "" {
			s.tools.Add(parts.NewButton("Start from the suggested words", s.start))
		}
		s.tools.Add(parts.NewButton("Put in a fact", s.askMark))
		if shows := clause.Shows; (shows == publish.ShowsActivities || shows == publish.ShowsCosts) && s.p.n.Shell.Opens("activities") {
			s.tools.Add(parts.NewButton("Activities and costs", func() { s.p.n.Shell.Go(shell.To("activities")) }))
		}
		if !empty {
			s.tools.Add(parts.NewLink("I have read this through", s.reread))
		} else if len(m.starts) > 1 && !m.unwritten() {
			s.tools.Add(parts.NewLink(startAll, s.p.startAll))
		}
		s.tools.Refresh()
	})
}

// save keeps the words and checks the document again beside the window.
func (s *section) save(words string) error {
	if err := s.p.m.save(s.writes, words); err != nil {
		return err
	}
	s.p.n.Shell.Changed()
	s.p.check()
	return nil
}

// saveTitle keeps the title of the principle that is shown.
func (s *section) saveTitle() {
	principle, ok := s.p.m.principle()
	id := publish.PrincipleTitleID(principle.ID)
	if !ok || principle.Title != "" || principle.ID != s.writes || s.title.Text == s.p.m.words[id].Words {
		return
	}
	if err := s.p.m.save(id, s.title.Text); err != nil {
		s.p.say(err)
		return
	}
	s.p.n.Shell.Changed()
	s.p.check()
}

// keep keeps what is being written.
func (s *section) keep() {
	s.saveTitle()
	if s.p.m.row().kind != ofOrphan {
		s.editor.Keep()
	}
}

// first is what the keyboard goes to.
func (s *section) first() fyne.Focusable {
	if s.p.m.row().kind != ofOrphan {
		if p, ok := s.p.m.principle(); ok && p.Title == "" && s.title.Text == "" {
			return s.title
		}
		return s.editor.Focusable()
	}
	return s.tools.Objects[0].(fyne.Focusable)
}

// start puts the suggested words in, to be changed into the school's own.
func (s *section) start() {
	clause, _ := s.p.m.section()
	s.set(clause.Starter)
	s.p.toEditor()
}

// set puts other words in place of those that are there.
func (s *section) set(words string) {
	if err := s.save(words); err != nil {
		s.p.say(err)
		return
	}
	s.editor.SetWords(words)
	s.showTools()
}

// reread notes that the words were read through today and found right.
func (s *section) reread() {
	s.editor.Keep()
	s.set(s.editor.Words())
	s.p.n.Shell.Say("Noted: read through today.")
}

// mark shows a piece of the words where it stands.
func (s *section) mark(at, end int) {
	if end > at && end <= len(s.editor.Words()) {
		s.editor.Select(at, end)
	}
}

// copyWords puts the words of a row on the clipboard.
func (s *section) copyWords() {
	fyne.CurrentApp().Clipboard().SetContent(s.p.m.text().Words)
	s.p.n.Shell.Say("Copied.")
}

// askMark offers the facts, each with what it fills in now.
func (s *section) askMark() {
	if s.p.m.row().kind == ofOrphan {
		return
	}
	marks, err := s.p.n.Desk.ReportMarks(context.Background())
	if err != nil {
		s.p.say(err)
		return
	}
	var items []parts.Item
	var texts []string
	for _, m := range marks {
		now := m.Now
		if now == "" {
			now = "not entered yet"
		}
		items = append(items, parts.Item{Words: capital(m.Meaning), Note: now, Do: func() { s.editor.Insert("{{" + m.Name + "}}") }})
		texts = append(texts, m.Meaning+" "+m.Name)
	}
	s.p.find("Which fact?", items, texts)
}

// find lays a palette of things over the window.
func (p *page) find(hint string, items []parts.Item, texts []string) {
	finder := parts.NewFinder(texts)
	parts.ShowPalette(p.n.Shell.Window().Canvas(), hint, func(query string) []parts.Item {
		var list []parts.Item
		for _, i := range finder.Find(query, len(items)) {
			list = append(list, items[i])
		}
		return list
	})
}

func capital(words string) string {
	if words == "" {
		return ""
	}
	first := []rune(words)
	return strings.ToUpper(string(first[:1])) + string(first[1:])
}

// factName says what a fact in the words is, such as the SENCO’s name; one that does not
// exist keeps the name that was written.
func factName(name string) string {
	for _, m := range publish.Marks() {
		if m.Name == name {
			return m.Meaning
		}
	}
	return name
}
