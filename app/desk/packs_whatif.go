package desk

import (
	"context"

	"needsbook/app/continuum"
	"needsbook/app/pack"
)

// PreviewPack shows who would move if a continuum, plain or signed, were put in use: every
// pupil on roll with a confirmed level, each compared by the continuum that their level was
// made with. Nothing is stored. The problems are those of a pack that is no sound
// continuum.
func (d *Desk) PreviewPack(ctx context.Context, data []byte) (continuum.Moves, []pack.Problem, error) {
	body, _, err := ReadPackFile(data)
	if err != nil {
		return continuum.Moves{}, nil, err
	}
	next, problems := continuum.Load(body)
	if len(problems) > 0 {
		return continuum.Moves{}, problems, nil
	}
	moves, err := d.movesTo(ctx, next, func(LevelDecision) bool { return true })
	return moves, nil, err
}

// RerateMoves says, for each pupil who waits to be rated again by the continuum in use,
// what it would suggest by the ratings that stand. It is a proposal: nobody is moved until
// a person confirms.
func (d *Desk) RerateMoves(ctx context.Context) (continuum.Moves, error) {
	return d.movesTo(ctx, d.continuum, func(l LevelDecision) bool {
		return l.Pack != d.continuum.ID || l.Version != d.continuum.Version
	})
}

// movesTo works out where a continuum would take the pupils on roll whose standing decision
// is wanted, in the register's order.
func (d *Desk) movesTo(ctx context.Context, next *continuum.Pack, wanted func(LevelDecision) bool) (continuum.Moves, error) {
	decisions, err := all[LevelDecision](ctx, d.store, kindLevel)
	if err != nil {
		return continuum.Moves{}, err
	}
	standing := map[string]LevelDecision{}
	for _, l := range decisions {
		if before, there := standing[l.Pupil]; !there || !l.On.Before(before.On) {
			standing[l.Pupil] = l
		}
	}
	moves := continuum.Moves{ByPupil: []continuum.Move{}}
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, e := range d.entries {
		l, has := standing[e.ID]
		if !has || !e.OnRoll(d.today()) || !wanted(l) {
			continue
		}
		from, found, err := d.ContinuumOf(ctx, l.Pack, l.Version)
		if err != nil {
			return moves, err
		}
		if !found {
			moves.Add(continuum.Move{ID: e.ID, From: l.Level, Way: continuum.CannotMap, Why: "The continuum that this level was made with (" + l.Pack + ", version " + l.Version + ") is not in this file."})
			continue
		}
		moves.Add(continuum.Preview(from, next, []continuum.Case{{ID: e.ID, Ratings: l.Ratings, Level: l.Level}}).ByPupil[0])
	}
	return moves, nil
}
