package cluster

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

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

// levels is chart 2: whether the schools use the levels alike.
func (m *maker) levels(c *Chart) {
	lines := m.levelLines()
	if len(lines) == 0 {
		c.Sentence = "No school has sent figures by level."
		return
	}
	c.Sentence = fmt.Sprintf("The levels of %s stand below, to be talked about.", schoolsCount(c.Schools))
	c.Tables = append(c.Tables, m.table(m.about.fill("Pupils with SEN by {level}"), lines))
	c.Notes = m.leftOut(c.Notes)
}
