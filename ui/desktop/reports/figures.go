package reports

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"needsbook/app/publish"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/wording"
)

// showChanged says that facts have changed since they were put into the documents. What
// an update has just changed stays said until the page is left.
func (p *page) showChanged() {
	n := len(p.m.changes)
	if n == 0 && p.updated == nil {
		p.changed.Hide()
		return
	}
	if n > 0 {
		p.updated = nil
	}
	p.anew("changed", fmt.Sprint(p.m.changes, p.updated), func() {
		state, words, changes, link := parts.Soon, p.m.sinceWords(), p.m.changes, "See what has changed"
		if n == 0 {
			state, words, changes, link = parts.Done, wording.Count(len(p.updated), "fact")+" brought up to date in both documents.", p.updated, "See what changed"
		}
		mark := parts.NewText(state.Shape(), parts.TextStyle{Bold: true, Colour: state.Colour()})
		line := parts.Flow(parts.Between, mark, parts.NewText(words, parts.Plain), parts.NewLink(link, func() { p.showChanges(changes) }))
		if n == 0 {
			line.Add(parts.NewLink("Undo", p.undoUpdate).WithKey("Ctrl+Z"))
		}
		p.changed.Objects = []fyne.CanvasObject{line}
		p.changed.Refresh()
	})
	p.changed.Show()
}

// sinceWords says how many facts have changed, and since when.
func (m *model) sinceWords() string {
	n := len(m.changes)
	words := wording.Count(n, "fact") + " have changed"
	if n == 1 {
		words = "1 fact has changed"
	}
	if !m.asOf.IsZero() {
		words += " since " + m.asOf.Words()
	}
	return words + "."
}

// updateFigures brings the facts in all public documents up to date, as one step.
func (p *page) updateFigures() {
	if len(p.m.changes) == 0 {
		p.n.Shell.Say("The figures are up to date.")
		return
	}
	p.middle.keep()
	changes, err := p.n.Desk.UpdateFacts(context.Background())
	if err != nil {
		p.say(err)
		return
	}
	p.Refresh()
	p.updated = changes
	p.showStanding()
	p.n.Shell.Changed()
	p.object.Refresh()
}

// undoUpdate takes the update back.
func (p *page) undoUpdate() {
	p.updated = nil
	if _, err := p.n.Desk.Undo(context.Background()); err != nil {
		p.say(err)
		return
	}
	p.n.Shell.Changed()
	p.Refresh()
}

// showChanges lists what was printed and what is true now.
func (p *page) showChanges(changes []publish.Change) {
	if len(changes) == 0 {
		p.n.Shell.Say("The figures are up to date.")
		return
	}
	card := &parts.Dialog{Title: "What has changed in the records", Body: parts.Scrolled(parts.Margins(0, 0, 3, 0, changeList(changes))), Accept: "Close", Cancel: "-", Width: 160, Height: min(140, 55+18*float32(len(changes)))}
	if len(p.m.changes) > 0 {
		card.Accept, card.Cancel = "Update figures", "Not now"
		card.OnAccept = func() bool { p.updateFigures(); return true }
	}
	card.Show(p.n.Shell.Window().Canvas())
}

func changeList(changes []publish.Change) fyne.CanvasObject {
	list := parts.Column(parts.Between)
	for i, c := range changes {
		if i > 0 {
			list.Add(parts.NewLine())
		}
		list.Add(parts.Column(parts.Tight, parts.NewProse(capital(c.Meaning), parts.Strong),
			parts.Halves(1, 1, wasOrNow("Was", c.Was), wasOrNow("Now", c.Now))))
	}
	return list
}

func wasOrNow(head, words string) fyne.CanvasObject {
	style := parts.Small
	if words == "" {
		words, style = "nothing", parts.TextStyle{Size: theme.SizeSmall, Colour: theme.ColourQuiet}
	}
	return parts.Column(0, parts.NewText(head, parts.Quiet), parts.NewProse(words, style))
}
