package cluster

import (
	"fmt"
	"math"
	"slices"

	"needsbook/app/chart"
)

// Limits of the funnel in standard deviations: 95 and 99.8 in a hundred of schools that
// differ by chance alone lie within.
const (
	inner = 1.96
	outer = 3.09
	// fewestForFlag is how many pupils a school needs before it can be flagged.
	fewestForFlag = 20
)

// point is a school in the funnel: its pupils, how many of them are at the top levels,
// and the least and the most that share can be, by what the school published.
type point struct {
	name        string
	n, top      float64
	least, most float64
	flagged     bool
	other       bool // on a school's own board, one of the others: it has no name there
}

// funnel is the points with what is expected of them.
type funnel struct {
	at []point
	// share is the cluster's mean, and widen what the limits are multiplied with for the
	// ordinary spread between schools (Spiegelhalter 2005, never below 1).
	share, widen float64
}

// limit is how far from the mean a share of n pupils may lie.
func (f funnel) limit(n, deviations float64) float64 {
	return deviations * f.widen * math.Sqrt(f.share*(1-f.share)/n)
}

// points gathers the schools, or parts, whose share at the top levels can be told.
func (m *maker) points() funnel {
	var f funnel
	top := topLevels(m.whole.tally, m.lens)
	all := allLevels(m.whole.tally, m.lens)
	if len(top) == 0 || m.whole.tally.Lists[continuumList][m.lens[continuumList]] < fewest {
		return funnel{}
	}
	for _, u := range m.all {
		a, b := u.together(m.lens, all...), u.together(m.lens, top...)
		if a.State != Shown || b.State != Shown || a.estimate <= 0 {
			continue
		}
		rest := u.together(m.lens, slices.DeleteFunc(slices.Clone(all), func(f FigureID) bool { return slices.Contains(top, f) })...)
		if rest.State != Shown {
			continue
		}
		p := point{name: u.name, other: m.about.Level == AtSchool && u.urn != m.about.Ref, n: a.estimate, top: min(b.estimate, a.estimate),
			least: float64(b.Least) / max(1, float64(b.Least+rest.Most)), most: float64(b.Most) / max(1, float64(b.Most+rest.Least))}
		f.at = append(f.at, p)
	}
	if len(f.at) < fewest {
		return funnel{}
	}
	f.judge(f.at)
	// One school that stands far out drags the mean towards itself and widens the band:
	// leave it out and look once more.
	rest := slices.DeleteFunc(slices.Clone(f.at), func(p point) bool { return p.flagged })
	if len(rest) >= fewest && len(rest) < len(f.at) {
		f.judge(rest)
	}
	return f
}

// judge works the band out from some of the points and flags those of all that lie
// outside the outer limit, however kindly what the school published is read.
func (f *funnel) judge(from []point) {
	tops, alls := 0.0, 0.0
	for _, p := range from {
		tops, alls = tops+p.top, alls+p.n
	}
	f.share, f.widen = tops/alls, 1
	f.widen = f.spread(from)
	for i := range f.at {
		p := &f.at[i]
		limit := f.limit(p.n, outer)
		p.flagged = p.n >= fewestForFlag && (p.least > f.share+limit || p.most < f.share-limit)
	}
}

// spread measures how much more the schools differ than chance alone would have them:
// the root mean square of their deviations, the outer tenth drawn in, at least one at
// each end.
func (f funnel) spread(from []point) float64 {
	var z []float64
	for _, p := range from {
		if limit := f.limit(p.n, 1); limit > 0 {
			z = append(z, (p.top/p.n-f.share)/limit)
		}
	}
	if len(z) < 5 {
		return 1 // too few to tell a spread from one school that differs
	}
	slices.Sort(z)
	cut := max(1, len(z)/10)
	low, high, sum := z[cut], z[len(z)-1-cut], 0.0
	for _, x := range z {
		x = min(high, max(low, x))
		sum += x * x
	}
	return math.Max(1, math.Sqrt(sum/float64(len(z))))
}

func allLevels(t Tally, l lens) (all []FigureID) {
	for _, c := range levelCodes(t, l) {
		all = append(all, FigureID{"T04", allOf, c})
	}
	return all
}

// levelSentence says what the funnel shows, without a ranking.
func (m *maker) levelSentence(f funnel) string {
	if len(f.at) == 0 && m.wide {
		return m.about.fill("Three or more with enough pupils are needed to compare {levels}; here there are fewer.")
	}
	if len(f.at) == 0 {
		return m.about.fill("There are too few schools with enough pupils to compare {levels}.")
	}
	s := fmt.Sprintf("About %s of pupils with SEN in %s are at %s.", percent(f.share), m.inside(m.whole), m.topWords())
	var flagged []string
	for _, p := range f.at {
		if p.flagged && !p.other {
			flagged = append(flagged, p.name)
		}
	}
	if m.about.Level == AtSchool && len(flagged) == 0 {
		return s + " This school does not lie outside the outer limit; that is not proof of agreement."
	}
	switch n := len(flagged); {
	case n == 0:
		return s + " No " + lowerFirst(m.rowWords()) + " lies outside the outer limit; that is not proof of agreement."
	case n <= 3:
		return s + " Worth a talk, since their share differs by more than chance: " + join(flagged) + "."
	default:
		return s + fmt.Sprintf(" The shares of %d of %d differ by more than chance and are worth a talk.", n, len(f.at))
	}
}

// funnelPicture draws the points with their limits.
func (m *maker) funnelPicture(f funnel) (Picture, bool) {
	if len(f.at) == 0 {
		return Picture{}, false
	}
	title := "Share at " + m.topWords() + " by number of pupils"
	c := chart.Chart{Kind: chart.Funnel, By: m.rowWords(), Series: []chart.Series{{Name: "Pupils with SEN"}, {Name: "Per cent at " + m.topWords()}}}
	least, most, flagged := math.Inf(1), 0.0, 0
	for _, p := range f.at {
		if p.other {
			p.name, p.flagged = "Another school", false
		} else if m.about.Level == AtSchool {
			c.Named = append(c.Named, p.name)
		}
		c.Labels = append(c.Labels, p.name)
		c.Series[0].Values = append(c.Series[0].Values, chart.Value{N: math.Round(p.n)})
		share := math.Round(100 * p.top / p.n)
		c.Series[1].Values = append(c.Series[1].Values, chart.Value{N: share, Words: fmt.Sprintf("%.0f%%", share)})
		least, most = min(least, p.n), max(most, p.n)
		if p.flagged {
			flagged++
			if !slices.Contains(c.Named, p.name) {
				c.Named = append(c.Named, p.name)
			}
		}
	}
	least, most = max(10, least*0.9), most*1.05
	add := func(name string, y func(n float64) float64) {
		curve := chart.Curve{Name: name}
		for k := range 61 {
			n := least + (most-least)*float64(k)/60
			curve.Points = append(curve.Points, chart.Point{X: n, Y: 100 * min(1, max(0, y(n)))})
		}
		c.Curves = append(c.Curves, curve)
	}
	add("All together", func(float64) float64 { return f.share })
	add("Expected band", func(n float64) float64 { return f.share + f.limit(n, inner) })
	add("Expected band", func(n float64) float64 { return f.share - f.limit(n, inner) })
	add("Outer limit", func(n float64) float64 { return f.share + f.limit(n, outer) })
	add("Outer limit", func(n float64) float64 { return f.share - f.limit(n, outer) })
	alt := fmt.Sprintf("%s: %d points round a mean of %s, %d of them outside the outer limit.", title, len(f.at), percent(f.share), flagged)
	return Picture{Title: title, Alt: alt, Chart: c}, true
}

// funnelTable is the points in figures, in order of name.
func (m *maker) funnelTable(f funnel) Table {
	t := Table{Caption: "Share of pupils with SEN at " + m.topWords() + ", approximate",
		Columns: []Column{{Words: m.rowWords()}, {Words: "Pupils with SEN", Number: true}, {Words: "Share", Number: true}, {Words: "Expected band", Number: true}, {Words: "Reading"}}}
	for _, p := range f.at {
		if p.other {
			continue
		}
		limit, reading := f.limit(p.n, inner), "within the outer limit"
		switch {
		case p.flagged:
			reading = "worth a talk"
		case p.n < fewestForFlag:
			reading = "too few pupils to say"
		}
		t.Rows = append(t.Rows, []Cell{words(p.name), words(fmt.Sprintf("%.0f", p.n)),
			{Text: percent(p.top / p.n), Bounds: percent(p.least) + " to " + percent(p.most)},
			words(percent(max(0, f.share-limit)) + " to " + percent(min(1, f.share+limit))), words(reading)})
	}
	return t
}
