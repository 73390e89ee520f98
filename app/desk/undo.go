package desk

import (
	"context"

	"needsbook/app/journal"
)

// Undo takes back the last change and returns its label. Ratings of vignettes that were
// approved for the cluster are not taken back.
func (d *Desk) Undo(ctx context.Context) (string, error) {
	if err := d.allowReplay(ctx, false); err != nil {
		return "", err
	}
	if err := d.mayReplay(ctx, false); err != nil {
		return "", err
	}
	step, err := d.store.Undo(ctx, d.options.Clock(), d.options.By)
	if err != nil {
		return "", err
	}
	return step.Label, d.follow(ctx, step)
}

// Redo does again what was taken back last and returns its label.
func (d *Desk) Redo(ctx context.Context) (string, error) {
	if err := d.allowReplay(ctx, true); err != nil {
		return "", err
	}
	if err := d.mayReplay(ctx, true); err != nil {
		return "", err
	}
	step, err := d.store.Redo(ctx, d.options.Clock(), d.options.By)
	if err != nil {
		return "", err
	}
	return step.Label, d.follow(ctx, step)
}

// Last is the change that undo would take back and the one that redo would do again.
type Last struct{ Undo, Redo string }

// Last returns the labels of the next undo and redo, "" where there is none.
func (d *Desk) Last(ctx context.Context) (Last, error) {
	undo, redo, err := d.store.Stacks(ctx)
	if err != nil {
		return Last{}, err
	}
	var last Last
	for _, s := range []struct {
		stack []int64
		into  *string
	}{{undo, &last.Undo}, {redo, &last.Redo}} {
		if len(s.stack) == 0 {
			continue
		}
		if *s.into, err = d.store.Label(ctx, s.stack[len(s.stack)-1]); err != nil {
			return Last{}, err
		}
	}
	return last, nil
}

// History returns the latest steps, newest first: those about a pupil, or all for "".
func (d *Desk) History(ctx context.Context, pupil string, limit int) ([]journal.Step, error) {
	return d.store.History(ctx, pupil, limit)
}
