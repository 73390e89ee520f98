package reports

import (
	"context"
	"strings"

	"needsbook/ui/desktop/parts"
)

// start puts the suggested words in, to be changed into the school's own.
func (p *page) start() {
	p.set(p.m.section().Starter)
	p.toEditor()
}

// set puts other words in place of those that are there.
func (p *page) set(words string) {
	if err := p.save(words); err != nil {
		p.say(err)
		return
	}
	p.editor.SetWords(words)
	p.showTools()
}

// reread notes that the words were read through today and found right.
func (p *page) reread() {
	p.editor.Keep()
	p.set(p.editor.Words())
	p.n.Shell.Say("Noted: read through today.")
}

// askMark offers the facts, each with what it fills in now.
func (p *page) askMark() {
	marks, err := p.n.Desk.ReportMarks(context.Background())
	if err != nil {
		p.say(err)
		return
	}
	var items []parts.Item
	var texts []string
	for _, m := range marks {
		now := m.Now
		if now == "" {
			now = "not entered yet"
		}
		items = append(items, parts.Item{Words: strings.ToUpper(m.Meaning[:1]) + m.Meaning[1:], Note: now,
			Do: func() { p.editor.Insert("{{" + m.Name + "}}") }})
		texts = append(texts, m.Meaning+" "+m.Name)
	}
	finder := parts.NewFinder(texts)
	parts.ShowPalette(p.n.Shell.Window().Canvas(), "Which fact?", func(query string) []parts.Item {
		var list []parts.Item
		for _, i := range finder.Find(query, len(items)) {
			list = append(list, items[i])
		}
		return list
	})
}

// swap puts plain words in the place of hard ones.
func (p *page) swap(only ...string) {
	p.editor.Keep()
	words := p.n.Desk.Plainer(p.editor.Words(), only...)
	if words == p.editor.Words() {
		p.n.Shell.Say("The hard words stand in a fact, so they are changed where the fact is entered.")
		return
	}
	p.set(words)
	p.n.Shell.Say("Swapped. Read the sentence once more: a swap knows nothing of grammar.")
}
