package cluster

import (
	"fmt"
	"math"

	"needsbook/app/chart"
)

// fewestOutcomes is how many pupils must at least stand behind an outcome.
const fewestOutcomes = 10

// outcomes is chart 6: what worked. Outcomes come first and the cost stands beside them;
// kinds of provision stand in the order of the plan, never of their success.
func (m *maker) outcomes(c *Chart) {
	u := m.one()
	t := Table{Caption: "How provision went, by kind: " + m.inside(u),
		Columns: columns("Kind of provision", "Pupils", "Outcome met", "Partly met", "Not met", "Cost for each pupil, a year")}
	bars := chart.Chart{Kind: chart.Stacked, By: "Kind of provision", Unit: "Per cent of pupils, about", Top: 100,
		Series: []chart.Series{{Name: "Outcome met"}, {Name: "Partly met"}, {Name: "Not met"}}}
	shown := 0
	for _, l := range rowsOf("T11", "") {
		of := func(table, col string) FigureID { return FigureID{table, l.id.Row, col} }
		results := []FigureID{of("T11", "MET"), of("T11", "PARTLY"), of("T11", "NOT")}
		all := u.together(m.lens, results...)
		if all.State == NoFigure {
			continue
		}
		if all.State != Shown || all.Least < fewestOutcomes {
			t.Rows = append(t.Rows, []Cell{words(l.words), fewCell("too few"), noCell, noCell, noCell, m.perCell(u, of("D08", "GBP"), of("D08", "PUPILS"))})
			continue
		}
		row := []Cell{words(l.words), cell(all, u.tally.Schools)}
		left := 100.0
		for i, r := range results {
			f := u.figure(m.lens, r)
			share := math.Round(100 * f.estimate / all.estimate)
			if share = min(share, left); i == 2 {
				share = left
			}
			left -= share
			bars.Series[i].Values = append(bars.Series[i].Values, chart.Value{N: share, Words: fmt.Sprintf("%.0f%%", share)})
			row = append(row, shareCell(f, all))
		}
		bars.Labels = append(bars.Labels, l.words)
		t.Rows = append(t.Rows, append(row, m.perCell(u, of("D08", "GBP"), of("D08", "PUPILS"))))
		shown++
	}
	if len(t.Rows) == 0 {
		c.Sentence = "No school has sent outcomes of provision yet."
		return
	}
	c.Tables = append(c.Tables, t)
	c.Sentence = "No kind of provision has outcomes of ten pupils and three schools yet."
	if u.own != nil {
		c.Sentence = "No kind of provision has outcomes of ten pupils in this school yet."
	}
	if shown > 0 {
		c.Sentence = m.outcomeSentence(u, shown)
		c.Pictures = append(c.Pictures, Picture{Title: "How provision went, by kind", Alt: c.Sentence, Chart: bars})
	}
	why := "A share says how it went for those who had the support, not that the support was the cause; pupils with harder needs are given more costly support."
	if u.own != nil {
		c.basedOn(u)
		c.Notes = []string{"Shown from ten pupils.", why}
		return
	}
	c.Notes = m.leftOut([]string{"Shown from ten pupils in three schools.", why})
}

// outcomeSentence says how many kinds are shown, and for how many most outcomes were met
// for certain.
func (m *maker) outcomeSentence(u unit, shown int) string {
	most := 0
	for _, l := range rowsOf("T11", "") {
		met := u.figure(m.lens, FigureID{"T11", l.id.Row, "MET"})
		rest := u.together(m.lens, FigureID{"T11", l.id.Row, "PARTLY"}, FigureID{"T11", l.id.Row, "NOT"})
		if met.State == Shown && rest.State == Shown && met.Least+rest.Least >= fewestOutcomes && met.Least > rest.Most {
			most++
		}
	}
	if most == 0 && shown == 1 {
		return "Outcomes of 1 kind of provision can be shown; it is not certain that most were met."
	}
	if most == 0 {
		return fmt.Sprintf("Outcomes of %s of provision can be shown; it is certain for none of them that most were met.", count(shown, "kind", "kinds"))
	}
	return fmt.Sprintf("It is certain for %d of %s of provision shown that most outcomes were met.", most, count(shown, "kind", "kinds"))
}

// shareCell writes a part as a share of the whole, with the pupils under it.
func shareCell(part, all Figure) Cell {
	if part.State != Shown || all.estimate <= 0 {
		return cell(part, part.Schools)
	}
	rest := func(of, least int) int { return max(1, of+least) }
	lo := float64(part.Least) / float64(rest(part.Least, all.Most-part.Most))
	hi := float64(part.Most) / float64(rest(part.Most, all.Least-part.Least))
	sub := inWords(part)
	return Cell{Text: percent(min(1, part.estimate/all.estimate)), Sub: sub, Bounds: percent(max(0, lo)) + " to " + percent(min(1, hi))}
}
