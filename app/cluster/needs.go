package cluster

import (
	"fmt"
	"math"
	"slices"

	"needsbook/app/chart"
)

// line is one line of a table of figures: its words and the figure it stands for.
type line struct {
	words string
	id    FigureID
}

func needLines() []line { return rowsOf("T05", "N") }

func areaLines() []line {
	var out []line
	for _, a := range areaWords {
		out = append(out, line{a.words, FigureID{"T03", a.code, allOf}})
	}
	return out
}

var allPupils = FigureID{"T00", allOf, "N"}

// needs is chart 1: what needs the schools have, by broad area and by primary need.
func (m *maker) needs(c *Chart) {
	areas, needs := areaLines(), needLines()
	c.Sentence = m.largestArea(areas)
	byArea := m.shares("Shares of the broad areas of need", areas[:3], "Sensory, physical and other")
	byNeed := m.shares("Shares of the three most frequent primary needs", m.largest(needs, 3), "All other needs")
	c.Pictures = append(c.Pictures, byArea, byNeed)
	c.Tables = append(c.Tables,
		m.table("Pupils with SEN by broad area of need", append([]line{{"All with SEN", allPupils}}, areas...)),
		m.table("Pupils with SEN by primary need", needs), byArea.table(), byNeed.table())
	c.Notes = m.leftOut(c.Notes)
}

// largest returns the n lines with the largest figures of the whole, in their order.
func (m *maker) largest(lines []line, n int) []line {
	shown := slices.DeleteFunc(slices.Clone(lines), func(l line) bool { return m.whole.figure(m.lens, l.id).State != Shown })
	if len(shown) < n {
		shown = lines
	}
	slices.SortStableFunc(shown, func(a, b line) int {
		return int(math.Round(m.whole.figure(m.lens, b.id).estimate)) - int(math.Round(m.whole.figure(m.lens, a.id).estimate))
	})
	return shown[:min(n, len(shown))]
}

// largestArea names an area as the largest only where it is certain to lie above all
// others; otherwise it names those that may be.
func (m *maker) largestArea(areas []line) string {
	best := m.largest(areas, 1)[0]
	top := m.whole.figure(m.lens, best.id)
	if top.State != Shown {
		return "Three schools or more are needed for a figure of all together."
	}
	var rivals []string
	for _, a := range areas {
		if f := m.whole.figure(m.lens, a.id); a.id != best.id && f.State == Shown && f.Most >= top.Least {
			rivals = append(rivals, lowerFirst(a.words))
		}
	}
	if len(rivals) > 0 {
		return fmt.Sprintf("%s, with %s pupils, and %s are too near each other to say which is the largest area of need in %s.",
			best.words, inWords(top), join(rivals), m.inside(m.whole))
	}
	return fmt.Sprintf("%s is the largest area of need in %s, with %s pupils.", best.words, m.inside(m.whole), inWords(top))
}

// enough is the least number of pupils from whose rounded figures a share is worked
// out; below it rounding alone moves the share by more than ten in a hundred.
const enough = 30

// shares draws for each unit, and for all, how its pupils divide into the lines and the
// rest, in hundred parts. Who has too few pupils, or holds a figure back, has no bar.
func (m *maker) shares(title string, lines []line, rest string) Picture {
	p := Picture{Title: title, Chart: chart.Chart{Kind: chart.Stacked, By: m.rowWords(), Unit: "Per cent of pupils with SEN", Top: 100}}
	for _, l := range lines {
		p.Chart.Series = append(p.Chart.Series, chart.Series{Name: l.words})
	}
	p.Chart.Series = append(p.Chart.Series, chart.Series{Name: rest})
	for _, u := range m.rows() {
		values := m.parts(u, lines)
		p.Chart.Labels = append(p.Chart.Labels, u.name)
		for i := range p.Chart.Series {
			p.Chart.Series[i].Values = append(p.Chart.Series[i].Values, values[i])
		}
		if u.urn == m.whole.urn && !values[0].Gap {
			p.Alt = title + ": " + saidParts(p.Chart.Series, len(p.Chart.Labels)-1) + " in " + m.inside(u) + "."
		}
	}
	if p.Alt == "" {
		p.Alt = title + ": the figures stand in the table."
	}
	return p
}

// parts returns the shares of one unit, a gap for each where they cannot be told.
func (m *maker) parts(u unit, lines []line) []chart.Value {
	gap := func(words string) []chart.Value {
		out := make([]chart.Value, len(lines)+1)
		for i := range out {
			out[i] = chart.Value{Gap: true, Words: words}
		}
		return out
	}
	all := u.figure(m.lens, withTables)
	if u.own != nil {
		all = u.figure(m.lens, allPupils)
	}
	switch {
	case u.own != nil && onlyTotals(*u.own), all.State != Shown && all.State != Held:
		return gap("too few")
	case all.State == Held:
		return gap("held back")
	case all.estimate < enough:
		return gap("too few")
	}
	var out []chart.Value
	left := 100.0
	for _, l := range lines {
		f := u.figure(m.lens, l.id)
		switch f.State {
		case Held, TooFewSchools:
			return gap(valueOf(f).Words)
		}
		share := min(left, math.Round(100*f.estimate/all.estimate))
		left -= share
		out = append(out, chart.Value{N: share, Words: fmt.Sprintf("%.0f%%", share)})
	}
	return append(out, chart.Value{N: left, Words: fmt.Sprintf("%.0f%%", left)})
}

func saidParts(series []chart.Series, at int) string {
	var said []string
	for _, s := range series {
		said = append(said, lowerFirst(s.Name)+" about "+s.Values[at].Words)
	}
	return join(said)
}
