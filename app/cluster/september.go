package cluster

import (
	"fmt"
	"math"

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

// nextYear is the demand of the coming year by roll-forward: each key stage keeps those
// who stay, loses its oldest year and gains the one below it.
func (m *maker) nextYear(c *Chart) {
	u := m.one()
	t := Table{Caption: "Pupils with SEN by key stage, this year and next: " + m.inside(u),
		Columns: columns("Key stage", "This year", "Next year, estimated")}
	said := []string{}
	for _, p := range planned["T01"].Cols {
		now := u.figure(m.lens, FigureID{"T01", allOf, p.Code})
		next, ok := m.rolled(u, p.Code)
		row := []Cell{words(p.Words), cell(now, u.tally.Schools), fewCell("too few schools")}
		if now.State == NoFigure {
			row[2] = noCell
		}
		if ok {
			row[2] = cell(next, next.Schools)
			if p.Code == "KS3" || p.Code == "KS2" {
				said = append(said, lowerFirst(p.Words)+" "+inWords(next))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	c.Sentence = "There are too few schools for an estimate of next year."
	if len(said) > 0 {
		c.Sentence = "If everybody stays and moves up a year, pupils with SEN next year would be, as an estimate, in " + join(said) + "."
	}
	c.Tables = append(c.Tables, t)
	c.Notes = m.leftOut([]string{"An estimate by rolling this year’s pupils forward: nobody joins or leaves the register, as many start school as this year, and pupils stay in these schools. A third of key stage 3 is taken to move up to key stage 4."})
}

// rolls says how each key stage is made up next year: what it keeps of today's key stage,
// and which year groups leave it and come into it.
var rolls = map[string]struct {
	leave, come []string
	// part is the share of another key stage that moves up where no year group is counted.
	leaves, comes float64
	from          string
}{
	"EY": {}, "KS1": {leave: []string{"Y2"}, come: []string{"YR"}}, "KS2": {leave: []string{"Y6"}, come: []string{"Y2"}},
	"KS3": {come: []string{"Y6"}, leaves: 1.0 / 3}, "KS4": {leave: []string{"Y11"}, comes: 1.0 / 3, from: "KS3"}, "KS5": {},
}

// rolled estimates a key stage of next year. Its range adds up what is uncertain in each
// figure, and a fifth of a share that is guessed.
func (m *maker) rolled(u unit, phase string) (Figure, bool) {
	now := u.figure(m.lens, FigureID{"T01", allOf, phase})
	if now.State != Shown {
		return Figure{}, false
	}
	half := func(f Figure) float64 { return float64(f.Hi-f.Lo) / 2 }
	estimate, square, least, most, schools := now.estimate, half(now)*half(now), now.Least, now.Most, now.Schools
	r := rolls[phase]
	for sign, years := range map[int][]string{-1: r.leave, 1: r.come} {
		for _, y := range years {
			f := m.cohort(u, y)
			if f.State != Shown {
				return Figure{}, false
			}
			estimate += float64(sign) * f.estimate
			square += half(f) * half(f)
			schools = min(schools, f.Schools)
			if sign < 0 {
				least, most = least-f.Most, most-f.Least
			} else {
				least, most = least+f.Least, most+f.Most
			}
		}
	}
	guess := now.estimate * r.leaves
	if r.from != "" {
		below := u.figure(m.lens, FigureID{"T01", allOf, r.from})
		if below.State != Shown {
			return Figure{}, false
		}
		guess = -below.estimate * r.comes
	}
	estimate -= guess
	if guess > 0 {
		least, most = least-now.Most/2, most-now.Least/5
	} else if guess < 0 {
		most += int(math.Ceil(-1.5 * guess))
	}
	square += 0.04 * guess * guess
	f := Figure{Schools: schools, estimate: max(0, estimate), Least: max(0, least), Most: most}
	f.About = 5 * int(math.Round(f.estimate/5))
	f.Lo, f.Hi = max(f.Least, int(math.Round(f.estimate-math.Sqrt(square)))), min(f.Most, int(math.Round(f.estimate+math.Sqrt(square))))
	return f, true
}
