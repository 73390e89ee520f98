package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/journal"
)

// ratingLabel begins the label of each step that rates a vignette.
const ratingLabel = "Rate the vignette "

// mayReplay refuses to take back a rating, or to make it again, once its set is closed.
// Approving the scores of a round closes a set by a step that undo steps over, so that
// the rating before it would be next: the school would then hold other ratings than it
// sent, after what experts say was shown. Closing a set by hand is undone first, which
// opens it again.
func (d *Desk) mayReplay(ctx context.Context, redo bool) error {
	undone, redone, err := d.store.Stacks(ctx)
	if err != nil {
		return err
	}
	stack := undone
	if redo {
		stack = redone
	}
	if len(stack) == 0 {
		return nil
	}
	n := stack[len(stack)-1]
	label, err := d.store.Label(ctx, n)
	if err != nil || !strings.HasPrefix(label, ratingLabel) {
		return err
	}
	steps, err := d.store.Labelled(ctx, label)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(steps, func(s journal.Step) bool { return s.N == n })
	if i < 0 {
		return nil
	}
	for _, c := range steps[i].Changes {
		if c.Kind != kindVignetteScore {
			continue
		}
		body := c.After
		if body == nil {
			body = c.Before
		}
		var score continuum.VignetteScore
		if err := json.Unmarshal(body, &score); err != nil {
			return fmt.Errorf("reading a rating: %w", err)
		}
		v, err := d.Vignettes(ctx, score.Set)
		if err != nil {
			return err
		}
		if !v.IsOpen() {
			return refuse("vignettes", "These ratings were approved, so they stand. Nothing was changed.")
		}
	}
	return nil
}
