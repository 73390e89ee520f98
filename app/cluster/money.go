package cluster

import (
	"fmt"
	"math"
	"strconv"

	"needsbook/app/chart"
)

// money is chart 7: where requests for funding went. Support and outcomes come before it
// on the page, and schools stand in order of name.
func (m *maker) money(c *Chart) {
	u := m.one()
	stages := rowsOf("T10", "CASES")
	t := Table{Caption: "Requests for funding by how they stand: " + m.inside(u),
		Columns: columns("Stage", "Requests", "Asked", "Agreed", "Agreed for each request", "Agreed for each pupil on roll", "Days to decide")}
	bars := sureBars("Stage", "Requests")
	for _, s := range stages {
		of := func(table, col string) FigureID { return FigureID{table, s.id.Row, col} }
		row := []Cell{words(s.words), cell(u.figure(m.lens, of("T10", "CASES")), u.tally.Schools),
			sumCell(u.amount(m.lens, of("T10", "ASKED")), pounds, u.tally.Schools), sumCell(u.amount(m.lens, of("T10", "GIVEN")), pounds, u.tally.Schools),
			m.perCell(u, of("D10", "GIVEN"), of("D10", "CASES")), m.perCell(u, of("D10", "GIVEN"), of("D10", "ROLL")), m.bandCell(u, of("T10", "DAYS"), dayBands)}
		if s.id.Row == "WAIT" || s.id.Row == "DECLINED" {
			row[3], row[4], row[5] = noCell, noCell, noCell
		}
		t.Rows = append(t.Rows, row)
		bars.add(s.words, u.figure(m.lens, of("T10", "CASES")))
	}
	c.Sentence = m.moneySentence(u)
	bars.addTo(c, "Requests for funding by how they stand", c.Sentence)
	c.Tables = append(c.Tables, t, m.table("Requests for funding in each "+lowerFirst(m.rowWords()), stages))
	c.Notes = m.leftOut([]string{"An amount is shown only where three schools or more published theirs and none of them could be worked out from it. A school publishes an amount only where five pupils or more stand behind it."})
}

// moneySentence says how many were agreed, never more than the bounds allow.
func (m *maker) moneySentence(u unit) string {
	if u.own != nil {
		return "How this school’s requests for funding stand is below; fewer than five are shown as low."
	}
	f := u.figure(m.lens, FigureID{"T10", "AGREED", "CASES"})
	if f.State != Shown {
		return "Too few schools have sent requests for funding for a figure of all together."
	}
	s := fmt.Sprintf("%s requests for funding were agreed in full", upperFirst(inWords(f)))
	if d := u.figure(m.lens, FigureID{"T10", "DECLINED", "CASES"}); d.State == Shown {
		s += fmt.Sprintf(" and %s declined", inWords(d))
	}
	if g := u.amount(m.lens, FigureID{"T10", "AGREED", "GIVEN"}); g.State == Shown {
		return s + fmt.Sprintf(". The %s that published what was agreed in full come to %s.", SchoolsWords(g.Schools), pounds(g.About))
	}
	return s + "."
}

// perCell divides an amount by what the same schools count beside it.
func (m *maker) perCell(u unit, amount, by FigureID) Cell {
	top, of := u.amount(m.lens, amount), u.figure(m.lens, by)
	if by.Col == "ROLL" {
		of = u.amount(m.lens, by)
		if of.State == TooFewSchools && top.State == Shown { // a roll is known to everybody
			s, _ := u.sum(m.lens, by)
			of = s.shown()
		}
	}
	switch {
	case top.State == Shown && of.State == Shown && of.estimate > 0:
		return Cell{Text: pounds(roundTo(top.estimate/of.estimate, 10)),
			Bounds: pounds(int(float64(top.Least)/math.Max(1, float64(of.Most)))) + " to " + pounds(int(math.Ceil(float64(top.Most)/math.Max(1, float64(of.Least)))))}
	case top.State == TooFewSchools:
		return fewCell("too few schools")
	}
	return noCell
}

// roundTo rounds to a step; what is below the step stays whole.
func roundTo(x float64, step int) int {
	if x < float64(10*step) {
		return int(math.Round(x))
	}
	return step * int(math.Round(x/float64(step)))
}

// budget is how far the notional SEN budget goes, in bands of ten per cent.
func (m *maker) budget(c *Chart) {
	spent, notional := FigureID{"T13", "SPENT", "N"}, FigureID{"T13", "NOTIONAL", "N"}
	by, all := m.whole.bands(m.lens, spent, spentBands)
	c.Schools = all
	if all < fewest {
		c.Sentence = "Fewer than three schools have sent how much of their notional SEN budget is used."
		return
	}
	over := 0
	bars := chart.Chart{Kind: chart.Bars, By: "Share of the notional SEN budget used", Unit: "Schools", Series: []chart.Series{{Name: "Schools"}}}
	groups := []struct {
		words    string
		from, to int
	}{{"Under 60%", 0, 50}, {"60 to 79%", 60, 70}, {"80 to 99%", 80, 90}, {"100% or more", 100, 200}}
	for _, g := range groups {
		n := 0
		for i, v := range spentBands {
			if v >= g.from && v <= g.to {
				n += by[i]
			}
		}
		if g.from == 100 {
			over = n
		}
		bars.Labels = append(bars.Labels, g.words)
		bars.Series[0].Values = append(bars.Series[0].Values, chart.Value{N: float64(n), Words: strconv.Itoa(n)})
	}
	c.Sentence = fmt.Sprintf("%d of %s use all of their notional SEN budget or more.", over, SchoolsWords(all))
	c.Pictures = append(c.Pictures, Picture{Title: "Schools by share of the notional SEN budget used", Alt: c.Sentence, Chart: bars})
	t := Table{Caption: "Notional SEN budget and how much of it is used", Columns: columns(m.rowWords(), "Notional budget", "Share used")}
	for _, u := range m.rows() {
		t.Rows = append(t.Rows, []Cell{words(u.name), sumCell(u.amount(m.lens, notional), pounds, u.tally.Schools), m.bandCell(u, spent, spentBands)})
	}
	c.Tables = append(c.Tables, t)
	c.Notes = append(c.Notes, "The notional budget is a guide that the council publishes for each school. Using more or less of it says nothing about how good the support is.")
}
