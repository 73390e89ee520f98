package desk

import (
	"context"

	"needsbook/app/continuum"
	"needsbook/app/pack"
)

// CarriedLevel is what was rated for a level, in the words of the continuum in use: a
// place to begin from when a pupil is rated again.
type CarriedLevel struct {
	Ratings   map[string]string
	Supported []string
	Ticks     []string
	Lost      []string // what was rated or ticked and has no place in the continuum in use, in words
}

// CarryLevel takes a decision over to the continuum in use by its crosswalk. Nothing is
// stored, and the decision stays as it was made.
func (d *Desk) CarryLevel(ctx context.Context, l LevelDecision) CarriedLevel {
	from, here, err := d.ContinuumOf(ctx, l.Pack, l.Version)
	if err != nil || !here {
		from = &continuum.Pack{Head: pack.Head{ID: l.Pack, Version: l.Version}} // its words are gone; a crosswalk may know its ids
	}
	c := continuum.Carry(from, d.continuum, l.Ratings)
	out := CarriedLevel{Ratings: c.Ratings, Lost: c.Lost}
	for _, id := range l.Supported {
		if now, has := c.Names[id]; has {
			out.Supported = append(out.Supported, now)
		}
	}
	lost := map[string]bool{}
	for _, id := range continuum.SortTicks(d.continuum, l.Ticks).Lost {
		lost[id] = true
	}
	then := continuum.SortTicks(from, l.Ticks)
	for _, part := range from.Parts() {
		for _, t := range then.Of[part.ID] {
			if lost[t.ID] {
				out.Lost = append(out.Lost, part.Name+", "+t.Level+": "+t.Text)
			}
		}
	}
	for _, id := range l.Ticks {
		if !lost[id] {
			out.Ticks = append(out.Ticks, id)
		}
	}
	for _, id := range then.Lost {
		if lost[id] {
			out.Lost = append(out.Lost, id)
		}
	}
	return out
}
