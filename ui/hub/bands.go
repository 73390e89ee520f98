package hub

import (
	"fmt"
	"html/template"
	"math"

	"needsbook/app/chart"
	"needsbook/app/cluster"
	"needsbook/app/summary"
)

// band is a run of levels that a picture shows as one, since no more than four
// fillings can be told apart. The table under the picture has every level.
type band struct {
	words string
	at    []int // places in the list of levels
	top   bool  // the two highest levels
}

// bandsOf groups levels: the two highest, the one below them, all that are lower,
// and those not set. The words follow how many levels the continuum has.
func bandsOf(levels []cluster.Level) []band {
	var set, notSet []int
	for i, l := range levels {
		if l.Code == summary.NotRecorded {
			notSet = append(notSet, i)
		} else {
			set = append(set, i)
		}
	}
	var out []band
	add := func(words string, at []int, top bool) {
		if len(at) > 0 {
			out = append(out, band{words, at, top})
		}
	}
	n := len(set)
	name := func(i int) string { return levels[set[i]].Code[1:] }
	switch {
	case n <= 3:
		for i := range n {
			add(levels[set[i]].Words, set[i:i+1], i == n-1)
		}
	default:
		add("Level "+name(n-4)+" or below", set[:n-3], false)
		add("Level "+name(n-3), set[n-3:n-2], false)
		add("Level "+name(n-2)+" or "+name(n-1), set[n-2:], true)
	}
	add("Not set", notSet, false)
	return out
}

// sumOf adds figures for drawing; known is false where nothing of it may be shown.
func sumOf(figures []cluster.Figure, at []int) (n float64, known bool) {
	for _, i := range at {
		if f := figures[i]; f.State == cluster.Shown || f.State == cluster.Low {
			n += f.Estimate()
			known = true
		}
	}
	return n, known
}

// stacked draws one bar for each row of figures, in bands of levels.
func stacked(by, alt string, labels []string, rows [][]cluster.Figure, bands []band) (template.HTML, error) {
	c := chart.Chart{Kind: chart.Stacked, By: by, Labels: labels, Unit: "Pupils with SEN, about"}
	for _, b := range bands {
		series := chart.Series{Name: b.words}
		for _, figures := range rows {
			n, known := sumOf(figures, b.at)
			series.Values = append(series.Values, chart.Value{N: math.Round(n), Words: fmt.Sprintf("%d", nearestFive(n)), Gap: !known})
		}
		c.Series = append(c.Series, series)
	}
	if err := c.Check(); err != nil {
		return "", fmt.Errorf("draw %s: %w", by, err)
	}
	// The chart package escapes every word that it writes.
	return template.HTML(c.SVG(alt)), nil
}

func nearestFive(n float64) int { return 5 * int(math.Round(n/5)) }
