package desk

import (
	"context"
	"slices"

	"needsbook/app/access"
	"needsbook/app/continuum"
	"needsbook/app/paper"
	"needsbook/app/printout"
)

// LevelDocument makes the paper of a pupil's level for the adults at school: what was
// decided, why, on which statements, and every level before.
func (d *Desk) LevelDocument(ctx context.Context, pupil string, n Names) (*paper.Doc, error) {
	if err := d.allow(access.PrintPupil); err != nil {
		return nil, err
	}
	f, err := d.levelFacts(ctx, pupil, n)
	if err != nil {
		return nil, err
	}
	return printout.LevelRecord(f), nil
}

// levelFacts gathers what the papers about a pupil's level say. A pupil without a
// level, or with one of a continuum that is not here, is refused.
func (d *Desk) levelFacts(ctx context.Context, pupil string, n Names) (printout.LevelFacts, error) {
	r, err := d.Record(ctx, pupil)
	if err != nil {
		return printout.LevelFacts{}, err
	}
	l, found := latestLevel(r.Levels)
	if !found {
		return printout.LevelFacts{}, refuse("level", "No level has been confirmed for this pupil yet. Confirm one first, then print this.")
	}
	p, here, err := d.ContinuumOf(ctx, l.Pack, l.Version)
	if err != nil {
		return printout.LevelFacts{}, err
	}
	level, known := continuum.Level{}, false
	if here {
		level, known = p.Level(l.Level)
	}
	if !known {
		return printout.LevelFacts{}, refuse("level", "This level was made with a continuum that is not in this school's file, so its words cannot be printed. Rate the pupil again by the one in use.")
	}
	f := printout.LevelFacts{About: d.about(r, n), Scale: d.continuumFacts(), On: l.On, Level: level, Reason: l.Reason, By: l.By, Second: l.Second,
		Adults: l.Adults, Recheck: d.recheckOf(l, p)}
	f.People.Adults = append(f.People.Adults, append(slices.Clone(l.Adults), l.Second)...)
	f.Scale.Pack = p
	f.Suggested, f.Blind = levelIn(p, l.Suggested), levelIn(p, l.Blind)
	if a, ok := p.Area(l.MainArea); ok {
		f.MainArea = a.Name
	}
	if f.Why, err = continuum.Explain(p, l.Ratings); err != nil { // ratings that came from elsewhere; the level still stands
		f.Why = continuum.Explanation{}
	}
	f.Rated, f.Lost = ratedIn(p, l)
	f.Help = helpIn(p, l.Ratings)
	history, err := d.LevelHistory(ctx, pupil)
	for _, b := range history {
		f.Before = append(f.Before, printout.LevelBefore{On: b.On, Words: d.LevelWordsOf(ctx, b), Reason: b.Reason})
	}
	return f, err
}

// levelIn names a level in a continuum: "L3 Extra help", "" for none.
func levelIn(p *continuum.Pack, id string) string {
	if l, ok := p.Level(id); ok {
		return id + " " + l.Name
	}
	return id
}

// ratedIn lists what was rated in the continuum's order, with the statements ticked,
// and the ids of ticks that it does not hold.
func ratedIn(p *continuum.Pack, l LevelDecision) (rated []printout.LevelRating, lost []string) {
	ticks := continuum.SortTicks(p, l.Ticks)
	for _, part := range p.Parts() {
		level, ok := l.Ratings[part.ID]
		ticked := ticks.Of[part.ID]
		if !ok && len(ticked) == 0 {
			continue
		}
		r := printout.LevelRating{Area: part.Area, Name: part.Name, Level: levelIn(p, level), Supported: slices.Contains(l.Supported, part.ID)}
		if level == "" {
			r.Level = "not rated"
		}
		for _, t := range ticked {
			r.Ticked = append(r.Ticked, t.Text)
		}
		rated = append(rated, r)
	}
	for _, a := range p.Areas { // strands rated as evidence beside an area judged as a whole
		for _, s := range a.Strands {
			if level := l.Ratings[s.ID]; level != "" && !slices.ContainsFunc(p.Parts(), func(part continuum.Part) bool { return part.ID == s.ID }) {
				rated = append(rated, printout.LevelRating{Area: a.Name, Name: s.Name, Level: levelIn(p, level), Supported: slices.Contains(l.Supported, s.ID)})
			}
		}
	}
	return rated, ticks.Lost
}

// helpIn is the help that usually goes with each area's level, for areas with a need.
func helpIn(p *continuum.Pack, ratings map[string]string) []printout.LevelHelp {
	s, err := continuum.Suggest(p, ratings)
	if err != nil {
		return nil
	}
	var list []printout.LevelHelp
	for _, a := range p.Areas {
		if l, ok := p.Level(s.Areas[a.ID]); ok && l.Rank > 0 {
			list = append(list, printout.LevelHelp{Area: a.Name, Plain: a.Plain, Level: levelIn(p, l.ID), Hints: a.Provision[l.ID]})
		}
	}
	return list
}
