package rounds

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/cluster"
	"needsbook/app/cluster/papers"
	"needsbook/app/continuum"
	"needsbook/app/exchange"
	"needsbook/app/summary"
)

// fewestForCounty is how many schools a county needs before its spread is used in the
// place of the cluster's own, which is shaky for a dozen of schools.
const fewestForCounty = 30

// Rates adds up the pupils at each level by area of need over a cluster's summaries of a
// term, for its schools to compare their own numbers with. county holds the summaries of
// the county's other clusters, cluster by cluster, for the spread between schools; nil
// for none. It returns nil where fewer than four schools sent tables by the same
// continuum: a school compares itself with at least three others.
func Rates(series string, sent []cluster.Sent, county ...[]cluster.Sent) *papers.Rates {
	pack := mostUsed(sent)
	schools := columnsOf(sent, pack)
	if pack == "" || len(schools) <= fewestSchools {
		return nil
	}
	r := &papers.Rates{Series: series, Continuum: pack, Areas: papers.Areas, SpreadOf: "cluster"}
	for _, s := range schools {
		r.Summaries = append(r.Summaries, s.summary)
	}
	clusters, many := [][]column{schools}, len(schools)
	for _, other := range county {
		if c := columnsOf(other, pack); len(c) >= fewestSchools {
			clusters, many = append(clusters, c), many+len(c)
		}
	}
	if many >= fewestForCounty {
		r.SpreadOf = "county"
	}
	for _, levels := range lines(schools) {
		spread := 0.0
		if r.SpreadOf == "county" {
			spread = spreadOver(clusters, levels)
		}
		ref, ok := continuum.Refer(counts(schools, levels), spread)
		if !ok {
			continue
		}
		line := papers.RateLine{Levels: levels, LeftOut: ref.LeftOut, Spread: int(math.Round(1000 * ref.Spread))}
		for _, a := range ref.Total {
			line.At, line.Of = append(line.At, int64(math.Round(1000*a.At))), append(line.Of, int64(math.Round(1000*a.Of)))
		}
		r.Lines = append(r.Lines, line)
	}
	return r
}

// spreadOver measures the spread of all schools of several clusters, each against the
// others of its own cluster.
func spreadOver(clusters [][]column, levels []string) float64 {
	var z []float64
	for _, schools := range clusters {
		if ref, ok := continuum.Refer(counts(schools, levels), 1); ok {
			for i, one := range ref.Z {
				if !slices.Contains(ref.LeftOut, i) {
					z = append(z, one)
				}
			}
		}
	}
	return continuum.Spread(z)
}

// column is one school's estimates of pupils by area and level.
type column struct {
	summary string
	pupils  map[[2]string]float64 // by area and level
	levels  []string
}

// columnOf reads a school's estimates out of its summary, as the hub and the school itself
// work them out alike. pack is the hash of the continuum that it must be by.
func columnOf(s cluster.Sent, pack string) (column, bool) {
	if s.Unreadable || s.Document.CodeLists.Continuum != pack {
		return column{}, false
	}
	c := column{pupils: map[[2]string]float64{}}
	sums := cluster.TallyOf([]cluster.Sent{s}).Sums[pack]
	for f, sum := range sums {
		if f.Table != "T03" || !slices.Contains(papers.Areas, f.Row) || !strings.HasPrefix(f.Col, "L") {
			continue
		}
		c.pupils[[2]string{f.Row, f.Col}] = float64(sum.Estimate) / 1000
		if !slices.Contains(c.levels, f.Col) {
			c.levels = append(c.levels, f.Col)
		}
	}
	slices.SortFunc(c.levels, func(a, b string) int { return rank(a) - rank(b) })
	return c, len(c.levels) > 0
}

func rank(level string) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(level, "L"))
	return n
}

func columnsOf(sent []cluster.Sent, pack string) (out []column) {
	for _, s := range sent {
		if c, ok := columnOf(s, pack); ok {
			c.summary = ShortID(s.Document)
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b column) int { return strings.Compare(a.summary, b.summary) }) // says nothing of who
	return out
}

// mostUsed is the continuum by which most summaries have tables.
func mostUsed(sent []cluster.Sent) string {
	n, best := map[string]int{}, ""
	for _, s := range sent {
		pack := s.Document.CodeLists.Continuum
		if _, ok := columnOf(s, pack); ok {
			n[pack]++
			if n[pack] > n[best] || n[pack] == n[best] && pack < best {
				best = pack
			}
		}
	}
	return best
}

// lines are what is compared: each level, and the two highest of three or more together,
// as the chart of levels has them.
func lines(schools []column) (out [][]string) {
	var levels []string
	for _, s := range schools {
		if len(s.levels) > len(levels) {
			levels = s.levels
		}
	}
	for _, l := range levels {
		out = append(out, []string{l})
	}
	if len(levels) > 2 {
		out = append(out, levels[len(levels)-2:])
	}
	return out
}

// counts are the schools' pupils at some levels, area by area.
func counts(schools []column, levels []string) (out [][]continuum.SignalCount) {
	for _, s := range schools {
		out = append(out, s.counts(levels))
	}
	return out
}

func (c column) counts(levels []string) []continuum.SignalCount {
	out := make([]continuum.SignalCount, len(papers.Areas))
	for i, area := range papers.Areas {
		for _, l := range c.levels {
			n := c.pupils[[2]string{area, l}]
			out[i].Of += n
			if slices.Contains(levels, l) {
				out[i].At += n
			}
		}
	}
	return out
}

// Signal is how a school's own numbers compare with the others of its cluster at some
// levels.
type Signal struct {
	Levels []string // codes such as L3
	continuum.SignalReading
	Spread float64 // what the limits were widened by, squared
	// Leaves is the band that may leave the school, and whether there is one: see
	// continuum.SharedBand.
	Leaves      int
	LeavesKnown bool
}

// Signals compares a school's exact numbers with the rates of its cluster. own counts
// its pupils by area and level code, only those whose level is set; sent is the
// summary of the same term that it sent, nil where it sent none, which is taken out of
// the sums. They must be by the continuum of the rates.
func Signals(r papers.Rates, own map[[2]string]int, sent *summary.Document) []Signal {
	mine := column{pupils: map[[2]string]float64{}}
	for k, n := range own {
		mine.pupils[k] = float64(n)
		if !slices.Contains(mine.levels, k[1]) {
			mine.levels = append(mine.levels, k[1])
		}
	}
	var estimates column
	at := -1
	if sent != nil {
		if c, ok := columnOf(cluster.Sent{Document: *sent}, r.Continuum); ok {
			estimates, at = c, slices.Index(r.Summaries, ShortID(*sent))
		}
	}
	var out []Signal
	for _, line := range r.Lines {
		others := make([]continuum.SignalCount, len(r.Areas))
		for i := range others {
			others[i] = continuum.SignalCount{At: float64(line.At[i]) / 1000, Of: float64(line.Of[i]) / 1000}
		}
		if at >= 0 && !slices.Contains(line.LeftOut, at) {
			others = continuum.Without(others, estimates.counts(line.Levels))
		}
		spread := float64(line.Spread) / 1000
		counts := mine.counts(line.Levels)
		one := Signal{Levels: line.Levels, SignalReading: continuum.Signal(counts, others, spread), Spread: spread}
		least, most := published(one.Observed)
		one.Leaves, one.LeavesKnown = continuum.SharedBand(counts, others, spread, least, min(most, one.Of))
		out = append(out, one)
	}
	return out
}

// ShortID names a summary among those that were added up: sixteen digits of the hash by
// which its receipt names it. Only the school itself and the hub can tell whose it is.
func ShortID(d summary.Document) string {
	payload, err := d.Payload()
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(exchange.DocumentID(payload), "sha256:")[:16]
}

// published is the range of numbers for which the summary would give the same figure as
// for n: 0 to 4 are low, and from 5 on it is the nearest five.
func published(n int) (least, most int) {
	shown := summary.Round(n)
	if shown == summary.Low {
		return 0, 4
	}
	return max(5, shown-2), shown + 2
}
