package printout

import (
	"unicode"
	"unicode/utf8"

	"needsbook/app/chart"
	"needsbook/app/continuum"
	"needsbook/app/paper"
)

// LadderChart is the picture of a scale: for each level what is usually expected of each
// kind of setting, and who usually pays. The level at is marked with the words here;
// "" marks none. It answers false for a pack that says nothing of settings.
func LadderChart(p *continuum.Pack, label func(term string) string, at, here string) (chart.Chart, bool) {
	kinds := p.SettingKinds()
	if len(kinds) == 0 || len(kinds) >= chart.MostCells {
		return chart.Chart{}, false
	}
	c := chart.Chart{Kind: chart.Cells, By: label("level")}
	for _, kind := range kinds {
		c.Series = append(c.Series, chart.Series{Name: p.SettingName(kind, label)})
	}
	c.Series = append(c.Series, chart.Series{Name: "Usual help"})
	for _, r := range continuum.Ladder(p) {
		name := r.ID + " " + r.Name
		if r.ID == at {
			name += " (" + here + ")"
			c.Marked = name
		}
		c.Labels = append(c.Labels, name)
		for i, fit := range r.Fits {
			c.Series[i].Values = append(c.Series[i].Values, chart.Value{N: float64(fit.Strength), Words: fit.Words})
		}
		last := len(c.Series) - 1
		c.Series[last].Values = append(c.Series[last].Values, chart.Value{Words: orElse(r.Funding, "none")})
	}
	return c, true
}

// LadderKey says in a sentence how the picture is read.
const LadderKey = "Two squares: usually expected. One: possible. None: not usual, or not needed."

// ladder is the picture on paper, with the same in a table.
func (f ContinuumFacts) ladder(at string) []paper.Block {
	c, any := LadderChart(f.Pack, f.Label, at, "here")
	if !any {
		return nil
	}
	alt := f.Say.of("The {level+} from the greatest need down, and what is usually expected of each kind of setting.")
	if at != "" {
		alt += " " + at + " is marked."
	}
	return []paper.Block{paper.Section("The ladder"), paper.Figure{Caption: "What is usually expected of each kind of setting", Alt: alt, Chart: c, DataTable: true}, paper.P(LadderKey)}
}

// capital begins a text with a capital letter.
func capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + text[size:]
}
