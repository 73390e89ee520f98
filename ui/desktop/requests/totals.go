package requests

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
)

// showTotals sets the totals at the foot, with the way to their sums.
func (p *page) showTotals() {
	t := p.m.draft.Result.Totals
	amount := func(label, value string, style parts.TextStyle) fyne.CanvasObject {
		return parts.Row(parts.Between, parts.NewText(label, parts.Quiet), parts.NewText(value, style))
	}
	p.totals.Objects = []fyne.CanvasObject{parts.Flow(parts.Groups,
		amount("Help in a year", t.Total.Words(), parts.Plain), amount("The school pays", t.School.Words(), parts.Plain),
		amount("Asked for", t.Extra.Words(), parts.Strong), parts.NewLink("Show the sums", p.showSums))}
	p.totals.Refresh()
}

// showSums opens the totals to the arithmetic of each line of help.
func (p *page) showSums() {
	t := p.m.draft.Result.Totals
	column := parts.Column(parts.Between)
	for _, l := range p.m.costs.Lines {
		column.Add(parts.Column(0, parts.NewProse(l.Line.Description, parts.Plain), parts.NewProse(l.Cost.Arithmetic, parts.Quiet)))
	}
	if len(p.m.costs.Lines) == 0 {
		column.Add(parts.NewProse("No help is costed yet. Add it on the pupil’s page under Provision.", parts.QuietText))
	}
	column.Add(parts.NewLine())
	column.Add(parts.NewFactList(parts.Fact{Label: "Help in a year", Value: t.Total.Words()},
		parts.Fact{Label: "The school pays first", Value: t.School.Words() + ", of at most " + p.m.draft.Facts.Contribution.Amount.Short()},
		parts.Fact{Label: "Asked for", Value: t.Extra.Words()}))
	card := &parts.Dialog{Title: "The sums", Body: parts.Scrolled(parts.Margins(0, 0, 3, 0, column)), Accept: "Close", Cancel: "-", Width: 160, Height: 110}
	card.Show(p.n.Shell.Window().Canvas())
}
