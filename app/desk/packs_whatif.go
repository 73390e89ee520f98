package desk

import (
	"context"

	"needsbook/app/continuum"
	"needsbook/app/pack"
)

// PreviewPack shows who would move if a continuum were put in use.
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
	latest := map[string]LevelDecision{}
	for pupil, list := range byPupil(decisions, func(l LevelDecision) string { return l.Pupil }) {
		latest[pupil], _ = latestLevel(list)
	}
	var cases []continuum.Case
	d.mu.RLock()
	for _, e := range d.entries {
		if l, ok := latest[e.ID]; ok && e.OnRoll(d.today()) {
			cases = append(cases, continuum.Case{ID: e.ID, Ratings: l.Ratings, Level: l.Level})
		}
	}
	d.mu.RUnlock()
	return continuum.Preview(d.continuum, next, cases), nil, nil
}
