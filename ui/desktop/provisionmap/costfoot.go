package provisionmap

import (
	"slices"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// costFoot stands at the foot of a form: what is planned for the school year, how that
// was worked out, what each pupil bears, and what is odd.
type costFoot struct {
	amount, sum, shares *parts.Prose
	odd                 *fyne.Container // what is odd, a line each
	object              fyne.CanvasObject
}

func newCostFoot() *costFoot {
	c := &costFoot{amount: parts.NewWideProse("", parts.Strong), sum: parts.NewWideProse("", parts.Quiet),
		shares: parts.NewWideProse("", parts.Small), odd: parts.Column(parts.None)}
	c.object = parts.Column(parts.Tight, parts.NewLine(), c.amount, c.sum, c.shares, c.odd)
	c.say("", nil)
	return c
}

// cannot says what is still missing.
func (c *costFoot) cannot(err error) {
	c.amount.SetText("Not costed yet")
	c.sum.SetText(desk.Words(err))
	c.say("", nil)
}

// show shows what a row would cost.
func (c *costFoot) show(r *desk.MapRow, m *model) {
	whole := r.Cost.Whole
	c.amount.SetText(whole.Planned.Words() + " planned this school year")
	c.sum.SetText(whole.Words)
	odd := r.Warnings
	if whole.Missing {
		odd = append(slices.Clone(odd), "This kind of staff has no rate, so its time costs nothing here.")
	}
	c.say(m.sharesWords(r), odd)
}

// sharesWords say what each pupil bears where that is the same or nearly so.
func (m *model) sharesWords(r *desk.MapRow) string {
	n, least, most := 0, r.Cost.Whole.Planned, r.Cost.Whole.Planned
	for _, p := range r.Placed {
		if p.Waiting {
			continue
		}
		planned := p.Share.Planned
		if n == 0 || planned.Cmp(least) < 0 {
			least = planned
		}
		if n == 0 || planned.Cmp(most) > 0 {
			most = planned
		}
		n++
	}
	switch {
	case n == 0:
		return ""
	case n == 1:
		return "The pupil in it bears " + most.Words() + "."
	case least.Words() == most.Words():
		return "Each of " + wording.Count(n, "pupil") + " bears " + most.Words() + "."
	case most.Sub(least).InPence() == 1:
		return "Each of " + wording.Count(n, "pupil") + " bears " + most.Words() + ", or a penny less."
	}
	return wording.Count(n, "pupil") + " bear from " + least.Words() + " to " + most.Words() + " each."
}

func (c *costFoot) say(shares string, odd []string) {
	c.shares.SetText(shares)
	c.odd.Objects = nil
	for _, words := range odd {
		c.odd.Objects = append(c.odd.Objects, warning(words))
	}
	parts.SetShown(c.shares, shares != "")
	parts.SetShown(c.odd, len(odd) > 0)
	c.object.Refresh()
}

// showShare shows what one pupil would bear.
func (c *costFoot) showShare(p desk.MapPlace) {
	if p.Waiting {
		c.amount.SetText("A place that is waited for costs nothing yet")
		c.sum.SetText("")
	} else {
		c.amount.SetText(p.Share.Planned.Words() + " for this pupil this school year")
		c.sum.SetText(p.Share.Words)
	}
	c.say("", nil)
}
