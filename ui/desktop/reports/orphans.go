package reports

import (
	"context"

	"needsbook/ui/desktop/parts"
)

// askSection asks into which section words without a place are to go.
func (p *page) askSection() {
	from := p.m.current
	var items []parts.Item
	var texts []string
	for _, r := range p.m.rows {
		if r.kind == ofOrphan {
			continue
		}
		note := "empty"
		if p.m.words[r.id].Words != "" {
			note = "added under what is there"
		}
		items = append(items, parts.Item{Words: r.title, Note: note, Do: func() { p.moveWords(from, r.id) }})
		texts = append(texts, r.title)
	}
	p.find("Into which section?", items, texts)
}

// moveWords puts words into a section, as one step, and goes there.
func (p *page) moveWords(from, to string) {
	if err := p.n.Desk.MoveReportWords(context.Background(), p.m.document, from, to); err != nil {
		p.say(err)
		return
	}
	p.m.current = to
	p.n.Shell.Changed()
	p.Refresh()
	p.Focus()
}
