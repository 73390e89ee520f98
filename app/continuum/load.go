package continuum

import (
	"cmp"
	"slices"

	"needsbook/app/pack"
	"needsbook/assets"
)

// Load reads a continuum, or says all that is wrong with it: its form, what it
// refers to, kinds of rule that this program does not know, and worked examples
// that its own rules do not give. A pack with any problem is not returned.
func Load(data []byte) (*Pack, []pack.Problem) {
	p := &Pack{}
	if problems := pack.Read(assets.Schema("continuum.json"), data, p); problems != nil {
		return nil, problems
	}
	c := checker{p: p}
	c.levels() // in the file's order, so that paths are right; the scale's order comes after
	slices.SortStableFunc(p.Levels, func(a, b Level) int { return cmp.Compare(a.Rank, b.Rank) })
	c.areas()
	c.methods()
	c.rules()
	c.tariff()
	c.crosswalk()
	if c.problems != nil {
		return nil, c.problems
	}
	if problems := p.checkExamples(); problems != nil {
		return nil, problems
	}
	return p, nil
}

// Warnings lists what a person should look at before the pack is installed: cells
// of the grid that were left blank on purpose.
func (p *Pack) Warnings() []pack.Problem {
	var blank pack.Problems
	for _, a := range p.Areas {
		for _, g := range a.grids() {
			for _, l := range p.Levels {
				if texts, given := g.cells[l.ID]; given && len(texts) == 0 {
					blank.Add(g.id, "There is no text for “%s” at %s.", g.name, l.ID)
				}
			}
		}
	}
	return blank
}

// grid is one row of the scale: the statements of something that is rated.
type grid struct {
	id, name, path string
	cells          map[string][]Descriptor
}

// grids lists the rows of an area: its strands, or the area itself where it has
// none.
func (a Area) grids() []grid {
	if len(a.Strands) == 0 {
		return []grid{{a.ID, a.Name, "", a.Descriptors}}
	}
	var all []grid
	for i, s := range a.Strands {
		all = append(all, grid{s.ID, s.Name, index(".strands", i), s.Descriptors})
	}
	return all
}
