package cluster

import (
	"math"
)

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
	for i, years := range [][]string{r.leave, r.come} {
		sign := 2*i - 1
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
