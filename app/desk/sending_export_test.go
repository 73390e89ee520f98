package desk

import (
	"context"

	"needsbook/app/school"
	"needsbook/app/summary"
)

// What tests of sending look at from inside.
var (
	Forbidden = (*Desk).forbidden
	Leaks     = (*Desk).leaks
	Unguarded = unguarded

	PaperLeaks = (*Desk).paperLeaks
)

// Writable is the store of a desk, for a test that writes behind its back.
func (d *Desk) Writable() Store { return d.store }

// What a summary is made from, and single rules of it.
var (
	FamilyOf = familyOf
	StageOf  = stageOf
	Logged   = (*Desk).logged
)

// Follows is the hash of a line after another.
func Follows(e SendEntry, before string) (string, error) { return e.follows(before) }

// SummaryFacts are the facts of this term.
func SummaryFacts(d *Desk, ctx context.Context) (summary.Facts, error) {
	return d.summaryFacts(ctx, &SummaryPreview{Series: school.Series(d.Today())})
}
