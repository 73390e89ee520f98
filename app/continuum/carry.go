package continuum

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// Carried is what was rated by an older pack, as far as a newer one can say it. It is a
// place to begin a new rating from, and never a rating that anybody made.
type Carried struct {
	Ratings map[string]string // by the newer pack's ids
	Names   map[string]string // older id to newer, of what has a place in the newer pack
	Lost    []string          // what has none, in words
}

// Carry takes ratings over by the newer pack's crosswalk, and between versions of one pack
// by the ids that stayed. Two other packs that happen to use the same ids say nothing to
// each other, so there everything is lost.
func Carry(from, to *Pack, ratings map[string]string) Carried {
	walk, named := to.crosswalkFrom(from)
	c := Carried{Ratings: map[string]string{}, Names: map[string]string{}}
	var gone []unplaced
	if named || from.ID == to.ID {
		c.Ratings, gone = walk.carry(to, ratings)
	} else {
		for _, id := range slices.Sorted(maps.Keys(ratings)) {
			if ratings[id] != "" {
				gone = append(gone, unplaced{id, ratings[id], false})
			}
		}
	}
	for _, g := range gone {
		c.Lost = append(c.Lost, "“"+from.RatedName(g.id)+"” at "+from.levelWords(g.level))
	}
	for id := range ratings {
		if now := renamed(walk.Strands, id); c.Ratings[now] != "" && !slices.ContainsFunc(gone, func(g unplaced) bool { return g.id == id }) {
			c.Names[id] = now
		}
	}
	return c
}

// unplaced is a rating that a newer pack has no place for: no strand, or no level.
type unplaced struct {
	id, level string
	strand    bool // its strand has a place, its level has none
}

// crosswalkFrom finds the map for an older pack, and whether there is one; else every id
// stays.
func (p *Pack) crosswalkFrom(old *Pack) (CrosswalkMap, bool) {
	for _, m := range p.Crosswalk.Maps {
		if m.FromID == old.ID && m.FromVersion == old.Version {
			return m, true
		}
	}
	return CrosswalkMap{}, false
}

// carry takes ratings over to the new names. Where two old strands become one, the higher
// rating stays. What has no place is listed, so that nothing is left out unseen.
func (w CrosswalkMap) carry(to *Pack, old map[string]string) (ratings map[string]string, gone []unplaced) {
	ratings = map[string]string{}
	for _, id := range slices.Sorted(maps.Keys(old)) {
		if old[id] == "" {
			continue
		}
		strand, level := renamed(w.Strands, id), renamed(w.Levels, old[id])
		switch {
		case !to.Rateable(strand) || to.step(level) < 0:
			gone = append(gone, unplaced{id, old[id], to.Rateable(strand)})
		case to.Compare(level, ratings[strand]) > 0:
			ratings[strand] = level
		}
	}
	return ratings, gone
}

// ratings carries ratings over where every one has a place; else the error names those
// that have none.
func (w CrosswalkMap) ratings(from, to *Pack, old map[string]string) (map[string]string, error) {
	out, gone := w.carry(to, old)
	var strands []string
	for _, g := range gone {
		if g.strand {
			return nil, &RatingError{g.id, g.level, fmt.Sprintf("The new continuum has no level that stands for %s, the rating of “%s”.", from.levelWords(g.level), from.RatedName(g.id))}
		}
		strands = append(strands, "“"+from.RatedName(g.id)+"”")
	}
	if strands != nil {
		return nil, &RatingError{Reason: "The new continuum has no place for what was rated in " + joined(strands) + ". The rating is kept; rate again by the new one."}
	}
	return out, nil
}

// levelWords names a level for people: its id and its name.
func (p *Pack) levelWords(id string) string {
	if l, ok := p.Level(id); ok && l.Name != id {
		return id + " " + l.Name
	}
	return id
}

func renamed(names map[string]string, id string) string { return cmp.Or(names[id], id) }
