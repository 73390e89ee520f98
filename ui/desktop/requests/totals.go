package requests

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
)

// showTotals sets the totals at the foot, and their sums over them when they are open.
func (p *page) showTotals() {
	t := p.m.draft.Result.Totals
	words := "Show the sums"
	p.totals.Objects = nil
	if p.sums {
		words = "Close the sums"
		p.totals.Add(parts.Tall(44, parts.Scrolled(parts.Margins(0, 0, 3, 0, p.lines()))))
	}
	amount := func(label, value string, style parts.TextStyle) fyne.CanvasObject {
		return parts.Row(parts.Between, parts.NewText(label, parts.Quiet), parts.NewText(value, style))
	}
	p.totals.Add(parts.Flow(parts.Groups,
		amount("Help in a year", t.Total.Words(), parts.Plain), amount("The school pays", t.School.Words(), parts.Plain),
		amount("Asked for", t.Extra.Words(), parts.Strong), parts.NewLink(words, p.toggleSums)))
	p.totals.Refresh()
}

// lines are the sums behind the totals, one for each line of help.
func (p *page) lines() fyne.CanvasObject {
	column := parts.Column(parts.Between)
	for _, l := range p.m.costs.Lines {
		column.Add(parts.Column(0, parts.NewProse(l.Line.Description, parts.Small), parts.NewWideProse(l.Cost.Arithmetic, parts.Quiet)))
	}
	if len(p.m.costs.Lines) == 0 {
		column.Add(parts.NewProse("No help is costed yet. Add it on the pupil’s page under Provision.", parts.QuietText))
	}
	return column
}

func (p *page) toggleSums() {
	p.sums = !p.sums
	p.show()
	p.object.Refresh()
}
