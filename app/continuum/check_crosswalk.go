package continuum

import (
	"maps"
	"slices"

	"needsbook/app/pack"
)

// crosswalk checks what the crosswalk says of this pack: each older pack once, never
// itself, and nothing that this pack does not have.
func (c *checker) crosswalk() {
	from := map[string]string{}
	for i, m := range c.p.Crosswalk.Maps {
		at := index("crosswalk.maps", i)
		name := m.FromID + " " + m.FromVersion
		if name == c.p.Name() {
			c.problems.Add(at, "The crosswalk leads from this very pack. It relates older packs to this one.")
		}
		if where, twice := from[name]; twice {
			c.problems.Add(at, "The crosswalk has a map from %s already, at %s. Keep one.", name, where)
		}
		from[name] = at
		for _, old := range slices.Sorted(maps.Keys(m.Levels)) {
			c.level(at+".levels."+old, m.Levels[old])
		}
		for _, old := range slices.Sorted(maps.Keys(m.Strands)) {
			if !c.p.Rateable(m.Strands[old]) {
				c.problems.Add(at+".strands."+old, "There is no strand “%s” in this pack.", m.Strands[old])
			}
		}
	}
}

// LevelFrom returns the level here that a level of another pack compares as: what the
// crosswalk says, and between versions of one pack a level that kept its id. It is "" where
// neither says anything: levels of two packs that happen to share an id are not the same.
func (p *Pack) LevelFrom(id, version, level string) string {
	named := id == p.ID
	for _, m := range p.Crosswalk.Maps {
		if m.FromID == id && m.FromVersion == version {
			level, named = renamed(m.Levels, level), true
		}
	}
	if !named || p.step(level) < 0 {
		return ""
	}
	return level
}

// CheckCrosswalk says what is wrong between this pack and an older one, once the older one
// is at hand: names that it never had, two packs that each claim to follow the other, and
// levels whose order is turned round, so that a pupil in more need would seem to be in
// less.
func (p *Pack) CheckCrosswalk(old *Pack) []pack.Problem {
	if p.Name() == old.Name() {
		return nil
	}
	var problems pack.Problems
	walk, _ := p.crosswalkFrom(old)
	at := "crosswalk"
	for i, m := range p.Crosswalk.Maps {
		if m.FromID == old.ID && m.FromVersion == old.Version {
			at = index("crosswalk.maps", i)
			if slices.ContainsFunc(old.Crosswalk.Maps, func(o CrosswalkMap) bool { return o.FromID == p.ID && o.FromVersion == p.Version }) {
				problems.Add(at, "This pack leads from %s, and that one leads from this in turn. One of the two must be the older.", old.Name())
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(walk.Levels)) {
		if old.step(id) < 0 {
			problems.Add(at+".levels."+id, "The older pack %s has no level “%s”.", old.Name(), id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(walk.Strands)) {
		if !old.Rateable(id) {
			problems.Add(at+".strands."+id, "The older pack %s has no strand “%s”.", old.Name(), id)
		}
	}
	return append(problems, p.turnedRound(old, walk, at)...)
}

// turnedRound finds two levels that follow each other in the older pack and stand the
// other way round in this one.
func (p *Pack) turnedRound(old *Pack, walk CrosswalkMap, at string) pack.Problems {
	var problems pack.Problems
	before := ""
	for _, l := range old.Levels {
		now := renamed(walk.Levels, l.ID)
		if p.step(now) < 0 {
			continue
		}
		if before != "" && p.Compare(now, renamed(walk.Levels, before)) < 0 {
			problems.Add(at+".levels", "The order is turned round: “%s” stands below “%s” in the older pack %s, but “%s” stands above “%s” here. Say in the crosswalk what each older level becomes.",
				before, l.ID, old.Name(), renamed(walk.Levels, before), now)
		}
		before = l.ID
	}
	return problems
}
