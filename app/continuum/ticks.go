package continuum

import (
	"cmp"
	"slices"
)

// Part is rated under its id: a strand, or an area that is rated as a whole.
// Statements are those that adults read before they rate it, by level.
type Part struct {
	ID, Name, Note string
	Area           string // the name of its area
	Whole          bool   // the area as a whole, judged by best fit: ticks propose nothing
	Statements     map[string][]Descriptor
}

// Parts lists what is rated, in the pack's order. Where areas are judged as a whole,
// there is one part for each area, with the statements of all its strands.
func (p *Pack) Parts() []Part {
	whole := p.Rules.AreaLevel.Method == "manual_best_fit"
	var parts []Part
	for _, a := range p.Areas {
		if whole || len(a.Strands) == 0 {
			parts = append(parts, Part{ID: a.ID, Name: a.Name, Note: a.Plain, Area: a.Name, Whole: whole, Statements: a.allStatements()})
			continue
		}
		for _, s := range a.Strands {
			parts = append(parts, Part{ID: s.ID, Name: s.Name, Note: s.Note, Area: a.Name, Statements: s.Descriptors})
		}
	}
	return parts
}

// RatedName is the name of what is rated under an id, or the id where the pack does not
// have it.
func (p *Pack) RatedName(id string) string { return cmp.Or(p.rateableName(id), id) }

// allStatements are the statements of an area and of all its strands, by level.
func (a Area) allStatements() map[string][]Descriptor {
	all := map[string][]Descriptor{}
	for _, g := range a.grids() {
		for level, list := range g.cells {
			all[level] = append(all[level], list...)
		}
	}
	return all
}

// Fit is what ticked statements say about one part.
type Fit struct {
	Proposed string // the highest level with a tick, "" where nothing is ticked or the part is judged as a whole
	Ticked   int
	Thin     bool // one tick alone at that level, and more below it: read the whole ladder again
}

// FitOf proposes a rating from ticks: the highest level that has one. It only proposes,
// since a rating is the best fit over a term and not a count of ticks; Thin says where
// one tick alone carries it.
func (p *Pack) FitOf(part Part, ticks []string) Fit {
	var f Fit
	at := 0
	for _, l := range p.Levels { // from the least need
		n := 0
		for _, d := range part.Statements[l.ID] {
			if slices.Contains(ticks, d.ID) {
				n++
			}
		}
		if n > 0 {
			f.Proposed, at = l.ID, n
		}
		f.Ticked += n
	}
	f.Thin = at == 1 && f.Ticked > 2
	if part.Whole {
		f.Proposed, f.Thin = "", false
	}
	return f
}

// Propose gives the ratings that ticks propose, with those that a person chose in
// their place. A rating chosen as "" leaves the part unrated.
func (p *Pack) Propose(ticks []string, chosen map[string]string) map[string]string {
	ratings := map[string]string{}
	for _, part := range p.Parts() {
		if fit := p.FitOf(part, ticks); fit.Proposed != "" {
			ratings[part.ID] = fit.Proposed
		}
	}
	for id, level := range chosen {
		if level == "" {
			delete(ratings, id)
		} else {
			ratings[id] = level
		}
	}
	return ratings
}

// Tick is a ticked statement that the pack holds.
type Tick struct {
	Descriptor
	Level string
}

// Ticked is ticks sorted by what they belong to.
type Ticked struct {
	Of   map[string][]Tick // by the id of the part, in the pack's order
	Lost []string          // ids that the pack does not have, as they were given
}

// SortTicks finds the statements of ticks. None is dropped: what the pack lacks is Lost.
func SortTicks(p *Pack, ticks []string) Ticked {
	out := Ticked{Of: map[string][]Tick{}}
	found := map[string]bool{}
	for _, part := range p.Parts() {
		for _, l := range p.Levels {
			for _, d := range part.Statements[l.ID] {
				if slices.Contains(ticks, d.ID) {
					found[d.ID] = true
					out.Of[part.ID] = append(out.Of[part.ID], Tick{Descriptor: d, Level: l.ID})
				}
			}
		}
	}
	for _, id := range ticks {
		if !found[id] && !slices.Contains(out.Lost, id) {
			out.Lost = append(out.Lost, id)
		}
	}
	return out
}
