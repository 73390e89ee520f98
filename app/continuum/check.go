package continuum

import (
	"fmt"
	"maps"
	"slices"

	"needsbook/app/pack"
)

// checker goes through a pack whose form is right and notes what does not fit
// together.
type checker struct {
	p        *Pack
	problems pack.Problems
	seen     map[string]string // ids of areas, strands and descriptors, and where
}

func index(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

// level notes a level id that the pack does not have.
func (c *checker) level(path, id string) {
	if c.p.step(id) < 0 {
		c.problems.Add(path, "There is no level “%s” in this pack.", id)
	}
}

// once notes an id that is already taken; ratings and records cite these ids.
func (c *checker) once(path, id string) {
	if where, taken := c.seen[id]; taken {
		c.problems.Add(path, "The id “%s” is already used at %s.", id, where)
		return
	}
	c.seen[id] = path
}

func (c *checker) levels() {
	ids, ranks := map[string]bool{}, map[int]bool{}
	for i, l := range c.p.Levels {
		at := index("levels", i)
		if ids[l.ID] {
			c.problems.Add(at, "There are two levels “%s”.", l.ID)
		}
		if ranks[l.Rank] {
			c.problems.Add(at, "Two levels have rank %d. The rank orders the levels, so each needs its own.", l.Rank)
		}
		ids[l.ID], ranks[l.Rank] = true, true
		if _, ok := c.p.Routes[l.Route]; l.Route != "" && !ok {
			c.problems.Add(at+".funding_route", "There is no funding route “%s” in this pack.", l.Route)
		}
		if _, ok := c.p.Tariff.Band(l.Band); l.Band != "" && c.p.Tariff != nil && !ok {
			c.problems.Add(at+".tariff_band", "There is no band “%s” in the tariff.", l.Band)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(c.p.Routes)) {
		if _, ok := c.p.Terms[c.p.Routes[key].Term]; !ok {
			c.problems.Add("funding_routes."+key+".term", "There is no term “%s” in this pack.", c.p.Routes[key].Term)
		}
	}
}

func (c *checker) areas() {
	c.seen = map[string]string{}
	for i, a := range c.p.Areas {
		at := index("areas", i)
		c.once(at, a.ID)
		for _, level := range slices.Sorted(maps.Keys(a.Provision)) {
			c.level(at+".provision", level)
		}
		if len(a.Strands) > 0 && a.Descriptors != nil {
			c.problems.Add(at+".descriptors", "“%s” has strands, so its statements belong to them.", a.Name)
		}
		for _, g := range a.grids() {
			if g.path != "" {
				c.once(at+g.path, g.id)
			}
			c.cells(at+g.path+".descriptors", g)
		}
	}
}

func (c *checker) cells(path string, g grid) {
	for _, level := range slices.Sorted(maps.Keys(g.cells)) {
		c.level(path, level)
		for _, d := range g.cells[level] {
			c.once(path+"."+level, d.ID)
		}
	}
	for _, l := range c.p.Levels {
		if _, given := g.cells[l.ID]; !given {
			c.problems.Add(path, "“%s” has no text for level %s. Write it, or give an empty list if there is none.", g.name, l.ID)
		}
	}
}
