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
	decisions, err := all[LevelDecision](ctx, d.store, kindLevel)
	if err != nil {
		return continuum.Moves{}, nil, err
	}
	made := byPupil(decisions, func(l LevelDecision) string { return l.Pupil })
	moves := continuum.Moves{ByPupil: []continuum.Move{}}
	for _, e := range d.everyEntry() {
		if l, has := latestLevel(made[e.ID]); has && e.OnRoll(d.Today()) {
			moves.Add(d.moveTo(ctx, next, l))
		}
	}
	return moves, nil, nil
}

// moveTo works out where a continuum would take a pupil by the decision that stands. A
// decision whose own continuum cannot be read says so, and holds up nobody else.
func (d *Desk) moveTo(ctx context.Context, next *continuum.Pack, l LevelDecision) continuum.Move {
	from, found, err := d.ContinuumOf(ctx, l.Pack, l.Version)
	if err != nil || !found {
		return continuum.Move{ID: l.Pupil, From: l.Level, Way: continuum.CannotMap,
			Why: d.terms.Say("The {continuum} that this {level} was made with (") + l.Pack + ", version " + l.Version + ") is not in this file, or this program cannot read it."}
	}
	return continuum.Preview(from, next, []continuum.Case{{ID: l.Pupil, Ratings: l.Ratings, Level: l.Level}}).ByPupil[0]
}
