package desk

import (
	"context"
	"slices"

	"needsbook/app/register"
)

// LevelStanding says whether a pupil's level waits for someone to look at it.
type LevelStanding int

// Standings of a level.
const (
	LevelStands    LevelStanding = iota // confirmed, and not long ago
	LevelNever                          // never confirmed
	LevelOld                            // to be looked at again: its day has come, or the continuum's recheck has passed
	LevelOtherPack                      // confirmed with another continuum than the one in use
)

// LevelStanding returns how a pupil's level stands today. The day to look again is
// decided with the level; where none was, how many months a level stands is the
// continuum's to say, and 0 means for good.
func (d *Desk) LevelStanding(e *register.Entry) LevelStanding {
	months := d.continuum.Guidance.RecheckMonths
	switch {
	case e.Level == "":
		return LevelNever
	case e.LevelOther:
		return LevelOtherPack
	case !e.LevelAgain.IsZero() && !e.LevelAgain.After(d.Today()):
		return LevelOld
	case e.LevelAgain.IsZero() && months > 0 && e.LevelOn.AddMonths(months).Before(d.Today()):
		return LevelOld
	}
	return LevelStands
}

// LevelHistory returns every level decided for a pupil, newest first.
func (d *Desk) LevelHistory(ctx context.Context, pupil string) ([]LevelDecision, error) {
	list, err := where[LevelDecision](ctx, d.store, kindLevel, "pupil", pupil)
	slices.Reverse(list) // of two on one day the later written comes first
	slices.SortStableFunc(list, func(a, b LevelDecision) int { return b.On.Compare(a.On) })
	return list, err
}
