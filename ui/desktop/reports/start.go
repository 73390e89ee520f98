package reports

import (
	"context"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/wording"
)

// startAll is the name of the way to begin a document everywhere at once.
const startAll = "Start every empty section"

// unwritten reports whether a document has no words of the school at all.
func (m *model) unwritten() bool {
	for _, r := range m.rows {
		if m.words[r.id].Words != "" {
			return false
		}
	}
	return true
}

// showFirst says on the first day what to do first, and where the facts come from. In
// large text the words give way and the button stays.
func (p *page) showFirst() {
	parts.SetShown(p.first, p.m.unwritten() && len(p.m.starts) > 1)
	p.anew("first", p.m.document, func() {
		p.firstWords.SetText("Nothing is written here yet. Start every section from suggested words, then change each into your own: the page shows what is left to change. Facts such as names, dates and numbers come from Settings, the register, the provision map and the budget, and are put in for you.")
		body := parts.Sides(parts.Margins(0, 0, parts.Groups, 0, parts.Column(0, parts.NewButton(startAll, p.startAll))), p.firstWords, nil)
		p.first.Objects = []fyne.CanvasObject{parts.NewPanel(theme.ColourDesk, parts.Between, body)}
		p.first.Refresh()
	})
}

// startAll puts the suggested words into every empty section, as one step.
func (p *page) startAll() {
	p.middle.keep()
	n, err := p.n.Desk.StartReport(context.Background(), p.m.document)
	if err != nil {
		p.say(err)
		return
	}
	p.Refresh()
	p.Focus()
	if n == 0 {
		p.n.Shell.Say("No section that must be answered is empty.")
		return
	}
	p.n.Shell.Changed()
	p.n.Shell.Say(wording.Count(n, "section") + " started. Change each into what your school does.")
}
