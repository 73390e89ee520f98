package schooldb

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"needsbook/app/journal"
)

const selectStep = "SELECT n, at, by, label, pupil, of, sort, changes, digest, chain FROM step "

// step returns one step with its changes.
func (s *Store) step(ctx context.Context, n int64) (journal.Step, error) {
	steps, err := s.steps(ctx, selectStep+"WHERE n = ?", n)
	if err != nil {
		return journal.Step{}, err
	}
	if len(steps) == 0 {
		return journal.Step{}, fmt.Errorf("the journal has no step %d", n)
	}
	return steps[0], nil
}

// Label returns what one step is called. A step of a whole import is long, and the
// window asks for its name after every change.
func (s *Store) Label(ctx context.Context, n int64) (label string, err error) {
	err = s.vault.View(ctx, func(c *sql.Conn) error {
		return c.QueryRowContext(ctx, "SELECT label FROM step WHERE n = ?", n).Scan(&label)
	})
	if err != nil {
		return "", fmt.Errorf("reading the journal: %w", err)
	}
	return label, nil
}

// History returns the latest steps, newest first: those that touched a pupil, or
// all of them for "". At most limit are returned.
func (s *Store) History(ctx context.Context, pupil string, limit int) ([]journal.Step, error) {
	if pupil == "" {
		return s.steps(ctx, selectStep+"ORDER BY n DESC LIMIT ?", limit)
	}
	return s.steps(ctx, selectStep+"WHERE n IN (SELECT n FROM step_about WHERE pupil = ?) ORDER BY n DESC LIMIT ?", pupil, limit)
}

// Labelled returns the steps with a label, newest first. What other steps changed, which
// can be long, is not read for it.
func (s *Store) Labelled(ctx context.Context, label string) ([]journal.Step, error) {
	return s.steps(ctx, selectStep+"WHERE label = ? ORDER BY n DESC", label)
}

func (s *Store) steps(ctx context.Context, query string, args ...any) ([]journal.Step, error) {
	var out []journal.Step
	err := s.vault.View(ctx, func(c *sql.Conn) error {
		return eachStep(ctx, c, query, func(step journal.Step) error {
			out = append(out, step)
			return nil
		}, args...)
	})
	return out, err
}

// stepTime is how the time of a step is written.
const stepTime = time.RFC3339

// eachStep calls f with each step that a query of the journal gives.
func eachStep(ctx context.Context, from interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}, query string, f func(journal.Step) error, args ...any) error {
	rows, err := from.QueryContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("reading the journal: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		at, changes := "", ""
		step, err := scanInto(rows, &at, &changes)
		if err != nil {
			return err
		}
		if err := f(step); err != nil {
			return err
		}
	}
	return rows.Err()
}

// scanInto reads a step and gives the time and the changes as they are written, and
// what a query has beside the step's own columns.
func scanInto(rows *sql.Rows, at, changes *string, beside ...any) (journal.Step, error) {
	var step journal.Step
	into := append([]any{&step.N, at, &step.By, &step.Label, &step.Pupil, &step.Of, &step.Sort, changes, &step.Digest, &step.Chain}, beside...)
	if err := rows.Scan(into...); err != nil {
		return step, fmt.Errorf("reading the journal: %w", err)
	}
	var err error
	if step.At, err = time.Parse(stepTime, *at); err != nil {
		return step, fmt.Errorf("reading the journal: %w", err)
	}
	if err := json.Unmarshal([]byte(*changes), &step.Changes); err != nil {
		return step, fmt.Errorf("reading the journal: %w", err)
	}
	return step, nil
}

// Stacks returns the steps that undo and redo would work on, next one last.
func (s *Store) Stacks(ctx context.Context) (undo, redo []int64, err error) {
	var heads []journal.Head
	err = s.vault.View(ctx, func(c *sql.Conn) error {
		rows, err := c.QueryContext(ctx, "SELECT n, of, sort FROM step ORDER BY n")
		if err != nil {
			return fmt.Errorf("reading the journal: %w", err)
		}
		defer rows.Close()
		for rows.Next() {
			var h journal.Head
			if err := rows.Scan(&h.N, &h.Of, &h.Sort); err != nil {
				return fmt.Errorf("reading the journal: %w", err)
			}
			heads = append(heads, h)
		}
		return rows.Err()
	})
	undo, redo = journal.Stacks(heads)
	return undo, redo, err
}
