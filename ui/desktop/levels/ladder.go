package levels

import (
	"fyne.io/fyne/v2"

	"needsbook/app/continuum"
	"needsbook/app/desk"
	"needsbook/app/printout"
	"needsbook/ui/desktop/parts"
)

// usually stands under every picture of the scale.
const usually = "This is what usually helps. {Level+} never decide a place, and any setting can be right at any {level}."

// newLadder is the picture of the scale with one level marked, "" for none. Where the
// continuum says nothing of settings, it is the levels in words.
func newLadder(d *desk.Desk, p *continuum.Pack, at, here string) fyne.CanvasObject {
	title := "The ladder"
	c, drawn := printout.LadderChart(p, d.Terms().Label, at, here)
	if drawn {
		return parts.Column(parts.Between, parts.NewText(title, parts.SectionTitle), parts.NewChart(c, printout.LadderKey, d.Terms().Say(usually)))
	}
	column := parts.Column(parts.Tight, parts.NewText(title, parts.SectionTitle))
	for _, r := range continuum.Ladder(p) {
		name := r.ID + " " + r.Name
		if r.ID == at {
			name += " (" + here + ")"
		}
		column.Add(parts.NewProse(name, parts.SmallStrong))
		column.Add(parts.Margins(parts.Groups, 0, 0, 0, parts.NewProse(r.Plain, parts.Plain)))
	}
	column.Add(parts.NewProse(d.Terms().Say(usually), parts.Quiet))
	return column
}
