package cluster

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/chart"
	"needsbook/app/summary"
)

// levelCodes returns the codes of the levels in order, NR last.
func levelCodes(t Tally, l lens) []string {
	var ranks []int
	notSet := false
	for f := range t.Sums[l[continuumList]] {
		if f.Table != "T04" || f.Row != allOf {
			continue
		}
		if n, err := strconv.Atoi(strings.TrimPrefix(f.Col, "L")); err == nil {
			ranks = append(ranks, n)
		} else {
			notSet = true
		}
	}
	slices.Sort(ranks)
	var out []string
	for _, n := range ranks {
		out = append(out, "L"+strconv.Itoa(n))
	}
	if notSet {
		out = append(out, summary.NotRecorded)
	}
	return out
}

func (m *maker) levelLines() []line {
	var out []line
	for _, code := range levelCodes(m.whole.tally, m.lens) {
		out = append(out, line{m.about.level(code), FigureID{"T04", allOf, code}})
	}
	return out
}

// topLevels are the two highest of three levels or more, otherwise the highest.
func topLevels(t Tally, l lens) (top []FigureID) {
	codes := slices.DeleteFunc(levelCodes(t, l), func(c string) bool { return c == summary.NotRecorded })
	for _, c := range codes[max(0, len(codes)-min(2, max(1, len(codes)-1))):] {
		top = append(top, FigureID{"T04", allOf, c})
	}
	return top
}

// topWords names the highest levels: level 4 or level 5.
func (m *maker) topWords() string {
	var names []string
	for _, f := range topLevels(m.whole.tally, m.lens) {
		names = append(names, lowerFirst(m.about.level(f.Col)))
	}
	return listed(names, " or ")
}

// levels is chart 2: whether the schools use the levels alike.
func (m *maker) levels(c *Chart) {
	lines := m.levelLines()
	if len(lines) == 0 {
		c.Sentence = m.about.fill("No school has sent figures by {level}.")
		return
	}
	bands, rest := m.levelBands(lines)
	shares := m.shares(m.about.fill("Share of pupils at each {level}"), bands, rest)
	c.Pictures = append(c.Pictures, shares)
	points := m.points()
	if f, ok := m.funnelPicture(points); ok {
		c.Pictures = append(c.Pictures, f)
	}
	c.Sentence = m.levelSentence(points)
	c.Pictures = append(c.Pictures, m.heat(lines))
	c.Tables = append(c.Tables, m.table(m.about.fill("Pupils with SEN by {level}"), lines), shares.table())
	if len(points.at) > 0 {
		c.Tables = append(c.Tables, m.funnelTable(points))
		c.Notes = append(c.Notes,
			"The band is approximate: it is worked out here from rounded figures, and it does not look at which needs a school has.",
			"A school outside the outer limit is worth a talk, no more. No flag is not proof of agreement.")
	}
	c.Tables = append(c.Tables, m.areaByLevel(lines))
	if t := m.byRoute(); len(t.Rows) > 0 {
		c.Tables = append(c.Tables, t)
	}
	c.Notes = m.leftOut(c.Notes)
}

// levelBands groups the levels for a picture of four fillings: the two highest, the one
// below them, and the rest. A line may stand for several figures.
func (m *maker) levelBands(lines []line) (bands []line, rest string) {
	set := slices.DeleteFunc(slices.Clone(lines), func(l line) bool { return l.id.Col == summary.NotRecorded })
	from := max(0, len(set)-3)
	for i := len(set) - 1; i >= from; i-- {
		bands = append(bands, set[i])
	}
	if from > 0 {
		return bands, fmt.Sprintf("%s or below, or not set", set[from-1].words)
	}
	return bands, "Not set"
}

// heat is the grid of areas by level over all.
func (m *maker) heat(lines []line) Picture {
	title := m.about.fill("Pupils with SEN by area of need and {level}")
	c := chart.Chart{Kind: chart.Heat, By: "Area of need", Unit: "Pupils with SEN, about"}
	for _, a := range areaWords {
		c.Labels = append(c.Labels, a.words)
	}
	most, where := Figure{}, ""
	u := m.one()
	for _, l := range lines[max(0, len(lines)-chart.MostHeat):] {
		s := chart.Series{Name: l.words}
		for _, a := range areaWords {
			f := u.figure(m.lens, FigureID{"T03", a.code, l.id.Col})
			s.Values = append(s.Values, valueOf(f))
			if f.State == Shown && f.estimate > most.estimate {
				most, where = f, lowerFirst(a.words)+", "+lowerFirst(l.words)
			}
		}
		c.Series = append(c.Series, s)
	}
	alt := title + " in " + m.inside(u) + ": no figure can be shown."
	if where != "" {
		alt = fmt.Sprintf("%s in %s. The largest estimate is %s pupils: %s.", title, m.inside(u), inWords(most), where)
	}
	return Picture{Title: title, Alt: alt, Chart: c}
}

// areaByLevel is the table of areas by level over all.
func (m *maker) areaByLevel(lines []line) Table {
	u := m.one()
	t := Table{Caption: m.about.fill("Pupils with SEN by area of need and {level}: ") + m.inside(u)}
	var heads []string
	for _, l := range lines {
		heads = append(heads, l.words)
	}
	t.Columns = columns("Area of need", append(heads, "All")...)
	for _, a := range areaWords {
		row := []Cell{words(a.words)}
		for _, l := range lines {
			row = append(row, cell(u.figure(m.lens, FigureID{"T03", a.code, l.id.Col}), u.tally.Schools))
		}
		t.Rows = append(t.Rows, append(row, cell(u.figure(m.lens, FigureID{"T03", a.code, allOf}), u.tally.Schools)))
	}
	return t
}

// routeTerms are the rows of T07 with their terms: the routes by which levels are funded
// beyond a school's own budget.
var routeTerms = []struct{ code, term string }{{summary.PredictableRoute, "predictable"}, {summary.ExceptionalRoute, "exceptional"}}

// byRoute is the table of predictable and exceptional needs by key stage; it has no rows
// where no level is funded so, or nobody sent it.
func (m *maker) byRoute() Table {
	u := m.one()
	phases := colsOf("T01", allOf)
	var heads []string
	for _, p := range phases {
		heads = append(heads, p.words)
	}
	t := Table{Caption: m.about.fill("Pupils at {levels} funded for {predictable} or {exceptional}, by key stage: ") + m.inside(u), Columns: columns("Funded for", heads...)}
	for _, r := range routeTerms {
		row, sent := []Cell{words(upperFirst(m.about.term(r.term)))}, false
		for _, p := range phases {
			f := u.figure(m.lens, FigureID{"T07", r.code, p.id.Col})
			sent = sent || f.State != NoFigure
			row = append(row, cell(f, u.tally.Schools))
		}
		if sent {
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// valueOf is a figure as it is drawn.
func valueOf(f Figure) chart.Value {
	if f.State != Shown {
		return chart.Value{Gap: true, Words: map[State]string{NoFigure: "–", TooFewSchools: "too few", Held: "held back", Low: "low"}[f.State]}
	}
	return chart.Value{N: float64(int(f.estimate + 0.5)), Words: f.Rounded()}
}
