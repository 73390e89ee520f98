package reports

import (
	"unicode"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// Title is the name of the page.
func (p *page) Title() string { return p.m.pack.Document.Title }

// Object is what is drawn.
func (p *page) Object() fyne.CanvasObject { return p.object }

// Focus gives the keyboard to the sections.
func (p *page) Focus() { p.focus(p.list) }

// Leave keeps what is being written.
func (p *page) Leave() { p.middle.keep() }

// Accept keeps what is being written and goes back to the sections.
func (p *page) Accept() {
	p.middle.keep()
	p.Focus()
	p.n.Shell.Say("Kept.")
}

// Back goes from the words, or from the suggestions, to the sections.
func (p *page) Back() bool {
	if p.n.Shell.Window().Canvas().Focused() == fyne.Focusable(p.list) {
		return false
	}
	p.middle.keep()
	if p.columns.Last {
		p.turnOver()
	}
	p.Focus()
	return true
}

// Refresh reads the document anew, as after undo.
func (p *page) Refresh() {
	p.turn++
	read, err := p.m.read()
	if err != nil {
		p.say(err)
		return
	}
	p.problem.Hide()
	p.m.take(read)
	p.show()
}

// check reads the document again beside the window; a reading that has been overtaken by
// another is thrown away.
func (p *page) check() {
	p.updated = nil // what is undone next is not the update any more
	p.turn++
	mine := p.turn
	var read standing
	p.n.Shell.Runner().Go(func() (err error) { read, err = p.m.read(); return err }, func(err error) {
		if mine != p.turn {
			return
		}
		if err != nil {
			p.say(err)
			return
		}
		p.m.take(read)
		p.showStanding()
		p.showList()
		p.middle.showTools()
		p.advice.show()
		p.object.Refresh()
	})
}

// keys are the letters of the page, for the sections and the suggestions.
var keys = []struct {
	key  rune
	does string
	do   func(*page)
}{
	{'s', "Suggestions for the section", (*page).toSuggestions},
	{'n', "Next to do", (*page).toNext},
	{'l', "What the law asks", func(p *page) { p.middle.turnLaw() }},
	{'i', "Put in a fact", func(p *page) { p.middle.askMark() }},
	{'u', "Update figures", (*page).updateFigures},
	{'v', "Versions", (*page).toVersions},
}

// Key does a letter that no field wanted.
func (p *page) Key(r rune) bool {
	for _, k := range keys {
		if k.key == unicode.ToLower(r) {
			k.do(p)
			return true
		}
	}
	return false
}

// Keys lists the letters for the sheet of all keys.
func (p *page) Keys() []parts.Fact {
	var facts []parts.Fact
	for _, k := range keys {
		facts = append(facts, parts.Fact{Label: string(unicode.ToUpper(k.key)), Value: k.does})
	}
	return facts
}

// more is everything that can be done with the document, for windows that have no room to
// show it all, and what is seldom done.
func (p *page) more() []parts.Item {
	items := []parts.Item{
		{Words: "Read the whole document", Do: p.readWhole},
		{Words: "Next to do", Key: "N", Do: p.toNext},
		{Words: "Why it cannot be published", Do: p.showReasons},
		{Words: "What has changed in the records", Do: func() { p.showChanges(p.m.changes) }},
		{Words: "Governors’ approval", Do: p.askApproval},
		{Words: "Publish", Do: p.askPublish},
		{Words: "Versions", Key: "V", Do: p.toVersions},
		{Words: "Check the links on the internet", Do: p.askLinks},
		{Words: "Governors’ page", Note: "one side about SEN", Do: func() { p.n.Shell.Go(shell.To("governors")) }},
		{Words: "Case sample for an inspection", Note: "six pupils’ stories", Do: func() { p.n.Shell.Go(shell.To("casesample")) }},
	}
	if len(p.m.reasons) == 0 {
		items = append(items[:2], items[3:]...)
	}
	if len(p.m.starts) > 0 {
		items = append(items, parts.Item{Words: startAll, Note: "from the suggested words", Do: p.startAll})
	}
	return items
}
