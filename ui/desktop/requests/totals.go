package requests

import (
	"fyne.io/fyne/v2"

	"needsbook/app/funding"
	"needsbook/ui/desktop/parts"
)

// showTotals sets the totals at the foot, with the way to their sums. An advice request
// asks for no money and has none.
func (p *page) showTotals() {
	if p.m.request().Kind == funding.KindAdvice {
		p.totals.Objects = nil
		p.totals.Refresh()
		return
	}
	t := p.m.draft.Result.Totals
	amount := func(label, value string, style parts.TextStyle) fyne.CanvasObject {
		return parts.Row(parts.Between, parts.NewText(label, parts.Quiet), parts.NewText(value, style))
	}
	p.totals.Objects = []fyne.CanvasObject{parts.NewLine(), parts.Flow(parts.Groups,
		amount(p.m.totalName(), t.Total.Words(), parts.Plain), amount("The school pays", t.School.Words(), parts.Plain),
		amount("Asked for", t.Extra.Words(), parts.Strong), parts.NewLink("Show the sums", p.showSums))}
	p.totals.Refresh()
}

// totalName says what the whole is of.
func (m *model) totalName() string {
	if m.request().Kind == funding.KindProject {
		return "In all"
	}
	return "Help in a year"
}

// showSums opens the totals to what each is made of.
func (p *page) showSums() {
	f, t := p.m.draft.Facts, p.m.draft.Result.Totals
	column := parts.Column(parts.Between)
	for _, l := range f.Lines {
		column.Add(parts.Column(0, parts.NewProse(l.Line.Description, parts.Plain), parts.NewProse(l.Cost.Arithmetic, parts.Quiet)))
	}
	for _, l := range f.ByHand {
		column.Add(parts.Column(0, parts.NewProse(l.What, parts.Plain), parts.NewProse(l.Amount.Words()+", of it from the schools "+l.School.Words(), parts.Quiet)))
	}
	if len(f.Lines)+len(f.ByHand) == 0 {
		column.Add(parts.NewProse("Nothing is costed yet.", parts.QuietText))
	}
	school := t.School.Words()
	if len(f.Lines) > 0 && !f.Contribution.From.IsZero() {
		school += ", of at most " + f.Contribution.Amount.Short() + " for each pupil"
	}
	column.Add(parts.NewLine())
	column.Add(parts.NewFactList(parts.Fact{Label: p.m.totalName(), Value: t.Total.Words()},
		parts.Fact{Label: "The school pays first", Value: school}, parts.Fact{Label: "Asked for", Value: t.Extra.Words()}))
	card := &parts.Dialog{Title: "The sums", Body: parts.Scrolled(parts.Margins(0, 0, 3, 0, column)), Accept: "Close", Cancel: "-", Width: 160, Height: 110}
	card.Show(p.n.Shell.Window().Canvas())
}
