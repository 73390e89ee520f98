package main

import (
	"context"

	"needsbook/app/desk"
)

// undo takes back what this worker did just now.
func (w *worker) undo(ctx context.Context, d *deed) (func() error, error) {
	if w.last == nil || w.last.Week != w.inWeek {
		return nil, nil
	}
	steps, _, err := w.store.Stacks(ctx)
	if err != nil || len(steps) == 0 || steps[len(steps)-1] != w.lastStep {
		return nil, err // it is of the sort that is not taken back
	}
	d.Undo = w.last.Change
	return func() error { _, err := w.desk.Undo(ctx); return err }, nil
}

// redo does again what this worker took back just now.
func (w *worker) redo(ctx context.Context, d *deed) (func() error, error) {
	if w.undone == nil || w.undone.Week != w.inWeek {
		return nil, nil
	}
	d.Redo = w.undone.Undo
	return func() error { _, err := w.desk.Redo(ctx); return err }, nil
}

// look reads what the screens of a day show, which no history knows of.
func (w *worker) look(ctx context.Context, d *deed) (func() error, error) {
	d.Many = true
	return func() error {
		if _, err := w.desk.Tasks(ctx); err != nil {
			return err
		}
		if _, err := w.desk.Sheet(w.desk.StandardView(), desk.NamesFull); err != nil {
			return err
		}
		if _, err := w.desk.Reviews(ctx); err != nil {
			return err
		}
		if _, err := w.desk.History(ctx, "", 50); err != nil {
			return err
		}
		_, err := w.desk.Budget(ctx, w.year(ctx))
		return err
	}, nil
}

func (w *worker) year(ctx context.Context) int {
	y, _ := w.desk.FinancialYear(ctx)
	return y
}
