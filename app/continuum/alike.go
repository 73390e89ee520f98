package continuum

import (
	"cmp"
	"slices"
)

// Profile is what is looked at to find pupils with like needs.
type Profile struct {
	ID      string
	Year    int               // order of the year group, one more for each year
	Ratings map[string]string // as they stand
}

// Alike is a number of pupils who have one need at like levels and are near in age.
type Alike struct {
	Need   string   // id of the strand, or of an area that is rated directly
	Name   string   // of the need
	Area   string   // id of its area
	From   string   // the lowest level among them
	To     string   // the highest
	Years  [2]int   // the youngest and the oldest year group
	Pupils []string // ids, the youngest first
}

// AlikeRule says what counts as like.
type AlikeRule struct {
	Least string // only ratings at this level or above
	Steps int    // how many steps levels may lie apart
	Years int    // how many year groups pupils may lie apart
}

// FindAlike gathers pupils with like needs, two or more together, the largest number
// first. A pupil is found once for each need that they have, among those at the highest
// level that fits. Ratings that the pack does not know are passed over.
func FindAlike(p *Pack, pupils []Profile, rule AlikeRule) []Alike {
	var found []Alike
	for _, a := range p.Areas {
		for _, r := range a.rateables() {
			found = append(found, p.alikeIn(a, r, pupils, rule)...)
		}
	}
	slices.SortStableFunc(found, func(a, b Alike) int {
		return cmp.Or(cmp.Compare(len(b.Pupils), len(a.Pupils)), p.Compare(b.To, a.To))
	})
	return found
}

// rated is a pupil with the step of one rating.
type rated struct {
	Profile
	step int
}

// alikeIn takes the highest rating that is left, and with it all who are near enough to
// it in level; of those it makes runs of neighbouring years.
func (p *Pack) alikeIn(a Area, r rateable, pupils []Profile, rule AlikeRule) []Alike {
	var left []rated
	for _, pupil := range pupils {
		if step := p.step(pupil.Ratings[r.id]); step >= 0 && step >= p.step(rule.Least) {
			left = append(left, rated{pupil, step})
		}
	}
	slices.SortStableFunc(left, func(a, b rated) int { return cmp.Or(cmp.Compare(b.step, a.step), cmp.Compare(a.Year, b.Year)) })
	var found []Alike
	for len(left) > 0 {
		near := 1
		for near < len(left) && left[0].step-left[near].step <= rule.Steps {
			near++
		}
		level := slices.Clone(left[:near])
		left = left[near:]
		slices.SortStableFunc(level, func(a, b rated) int { return cmp.Compare(a.Year, b.Year) })
		for len(level) > 0 {
			same := 1
			for same < len(level) && level[same].Year-level[0].Year <= rule.Years {
				same++
			}
			if same > 1 {
				found = append(found, p.group(a, r, level[:same]))
			}
			level = level[same:]
		}
	}
	return found
}

func (p *Pack) group(a Area, r rateable, pupils []rated) Alike {
	g := Alike{Need: r.id, Name: r.name, Area: a.ID, Years: [2]int{pupils[0].Year, pupils[len(pupils)-1].Year}}
	low, high := pupils[0].step, pupils[0].step
	for _, pupil := range pupils {
		low, high = min(low, pupil.step), max(high, pupil.step)
		g.Pupils = append(g.Pupils, pupil.ID)
	}
	g.From, g.To = p.Levels[low].ID, p.Levels[high].ID
	return g
}
