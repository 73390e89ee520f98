package cluster

import (
	"fmt"

	"needsbook/app/chart"
)

// movingOn names the year groups that go on to another school or stage, and what they
// come to in September.
var movingOn = []struct{ code, words, to string }{
	{"YR", "Reception", " to Year 1"}, {"Y2", "Year 2", " to Year 3"}, {"Y6", "Year 6", " to Year 7"}, {"Y11", "Year 11", " to Year 12"}, {"Y13", "Year 13", ", leaving"},
}

// september is chart 4: who moves on, by area of need and by level. The figures are of
// all schools together: which school a pupil goes to is not in any summary.
func (m *maker) september(c *Chart) {
	u := m.one()
	var levels []line
	for _, l := range m.levelLines() {
		levels = append(levels, line{l.words, FigureID{"T06L", "", l.id.Col}})
	}
	byArea, byLevel := colsOf("T06A", ""), levels
	c.Sentence = m.movingSentence(u)
	c.Pictures = append(c.Pictures, m.cohortHeat("Pupils with SEN who move on, by area of need", u, byArea))
	c.Tables = append(c.Tables, m.cohortTable("Pupils with SEN who move on, by area of need", u, byArea))
	if len(byLevel) > 0 {
		c.Pictures = append(c.Pictures, m.cohortHeat(m.about.fill("Pupils with SEN who move on, by {level}"), u, byLevel))
		c.Tables = append(c.Tables, m.cohortTable(m.about.fill("Pupils with SEN who move on, by {level}"), u, byLevel))
	}
	c.Notes = m.leftOut([]string{"Summaries do not say which school a pupil goes on to, so these are sums over " + m.inside(u) + "."})
}

// cohort returns a year group's pupils: its figures by area added up.
func (m *maker) cohort(u unit, code string) Figure {
	var all []FigureID
	for _, a := range areaWords {
		all = append(all, FigureID{"T06A", code, a.code})
	}
	return u.together(m.lens, all...)
}

// movingSentence says how many go from Year 6 to Year 7, where most change school.
func (m *maker) movingSentence(u unit) string {
	f := m.cohort(u, "Y6")
	if f.State != Shown {
		if f = m.cohort(u, "Y11"); f.State != Shown {
			return "Too few schools sent figures by year group for a figure of those who move on."
		}
		return fmt.Sprintf("%s pupils with SEN are in Year 11 and move on in September.", upperFirst(inWords(f)))
	}
	return fmt.Sprintf("%s pupils with SEN are in Year 6 and go on to Year 7 in September.", upperFirst(inWords(f)))
}

func (m *maker) cohortHeat(title string, u unit, lines []line) Picture {
	p := Picture{Title: title, Chart: chart.Chart{Kind: chart.Heat, By: "Need", Unit: "Pupils with SEN, about"}}
	for _, l := range lines {
		p.Chart.Labels = append(p.Chart.Labels, l.words)
	}
	var most Figure
	where := ""
	for _, y := range movingOn {
		s := chart.Series{Name: y.words}
		for _, l := range lines {
			f := u.figure(m.lens, FigureID{l.id.Table, y.code, l.id.Col})
			s.Values = append(s.Values, valueOf(f))
			if f.State == Shown && f.estimate > most.estimate {
				most, where = f, y.words+", "+lowerFirst(l.words)
			}
		}
		p.Chart.Series = append(p.Chart.Series, s)
	}
	p.Alt = title + ": no figure can be shown."
	if where != "" {
		p.Alt = fmt.Sprintf("%s. The largest estimate is %s pupils: %s.", title, inWords(most), where)
	}
	return p
}

func (m *maker) cohortTable(caption string, u unit, lines []line) Table {
	var heads []string
	for _, l := range lines {
		heads = append(heads, l.words)
	}
	t := Table{Caption: caption + ": " + m.inside(u), Columns: columns("In September", heads...)}
	for _, y := range movingOn {
		row := []Cell{words(y.words + y.to)}
		for _, l := range lines {
			row = append(row, cell(u.figure(m.lens, FigureID{l.id.Table, y.code, l.id.Col}), u.tally.Schools))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
