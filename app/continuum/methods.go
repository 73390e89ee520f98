package continuum

import (
	"iter"
	"maps"
	"slices"
	"strings"
)

// areaMethod turns the ratings in one area into its level.
type areaMethod func(p *Pack, a *Area, ratings map[string]string) areaReading

// areaReading is what the ratings say about one area.
type areaReading struct {
	level    string       // "" where nothing in the area is rated
	points   int          // only for the points method
	raisedTo string       // the least level that a combination asks for, where it is higher
	raisedBy *Combination // the combination that asks for it
}

// areaMethods are the kinds of area rule that this program knows.
var areaMethods = map[string]areaMethod{
	"highest_strand":  highestStrand,
	"manual_best_fit": bestFit,
	"points":          byPoints,
}

// manual is the overall rule that leaves the level to people.
const manual = "manual"

// overallMethods are the kinds of overall rule that this program knows. Each
// gives the overall level from the highest area level and the points of all areas.
var overallMethods = map[string]func(p *Pack, highest string, points int) string{
	"highest_area": func(_ *Pack, highest string, _ int) string { return highest },
	manual:         func(*Pack, string, int) string { return "" },
	"points_table": func(p *Pack, _ string, points int) string { return lookUp(p.Rules.OverallLevel.Table, points) },
}

// known lists the names of rules for a sentence: highest_strand and points.
func known[V any](methods map[string]V) string {
	return joined(slices.Sorted(maps.Keys(methods)))
}

func joined(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// named puts names in quotation marks, since many hold commas and "and".
func named(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = "“" + name + "”"
	}
	return joined(quoted)
}

// rateable is something that takes a rating: a strand, or a whole area.
type rateable struct{ id, name string }

// rateables lists what is rated in an area: its strands, or the area itself where
// it has none.
func (a *Area) rateables() []rateable {
	if len(a.Strands) == 0 {
		return []rateable{{a.ID, a.Name}}
	}
	all := make([]rateable, len(a.Strands))
	for i := range a.Strands {
		all[i] = rateable{a.Strands[i].ID, a.Strands[i].Name}
	}
	return all
}

// Rateable reports whether the pack takes a rating under an id: a strand's, or an
// area's where the area is rated as a whole.
func (p *Pack) Rateable(id string) bool {
	for i := range p.Areas {
		a := &p.Areas[i]
		if a.ID == id && (len(a.Strands) == 0 || p.Rules.AreaLevel.Method == "manual_best_fit") {
			return true
		}
		for n := range a.Strands {
			if a.Strands[n].ID == id {
				return true
			}
		}
	}
	return false
}

// ratingsIn goes through the levels that are given in an area, in its order, by the id of
// what is rated.
func (a *Area) ratingsIn(ratings map[string]string) iter.Seq2[string, string] {
	return func(yield func(id, level string) bool) {
		if len(a.Strands) == 0 {
			if level := ratings[a.ID]; level != "" {
				yield(a.ID, level)
			}
			return
		}
		for i := range a.Strands {
			id := a.Strands[i].ID
			if level := ratings[id]; level != "" && !yield(id, level) {
				return
			}
		}
	}
}

func highestStrand(p *Pack, a *Area, ratings map[string]string) areaReading {
	var out areaReading
	for _, level := range a.ratingsIn(ratings) {
		if p.Compare(level, out.level) > 0 {
			out.level = level
		}
	}
	return out
}

// bestFit takes the adults' one judgement of the area; strand ratings are kept
// beside it as evidence and do not move it.
func bestFit(_ *Pack, a *Area, ratings map[string]string) areaReading {
	return areaReading{level: ratings[a.ID]}
}

// byPoints adds the level's rank times the strand's weight, up to the area's cap.
func byPoints(p *Pack, a *Area, ratings map[string]string) areaReading {
	var out areaReading
	rule, rated := p.Rules.AreaLevel, false
	for id, level := range a.ratingsIn(ratings) {
		out.points += p.Levels[p.step(level)].Rank * p.weight(id)
		rated = true
	}
	if !rated {
		return out
	}
	if most, capped := rule.Cap[a.ID]; capped {
		out.points = min(out.points, most)
	}
	out.level = lookUp(rule.Table, out.points)
	return out
}

// weight is how often a strand's points count: once where the pack names no weight.
func (p *Pack) weight(strand string) int {
	if weight, given := p.Rules.AreaLevel.Weights[strand]; given {
		return weight
	}
	return 1
}

// lookUp finds the level for points; the table has been checked to have no gap.
func lookUp(table []PointsRow, points int) string {
	for _, row := range table {
		if points >= row.From && (row.To == nil || points <= *row.To) {
			return row.Level
		}
	}
	return ""
}

// Rated is something that a pack has rated: a strand, or an area as a whole.
type Rated struct {
	ID, Name string
	Area     Area
}

// Rated lists what the pack has rated, in its order.
func (p *Pack) Rated() []Rated {
	var out []Rated
	for _, a := range p.Areas {
		for _, r := range p.ratedIn(a) {
			out = append(out, Rated{r.id, r.name, a})
		}
	}
	return out
}
