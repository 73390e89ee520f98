package schooldb

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"needsbook/app/journal"
)

// chainStart is what the first step's chain value follows.
const chainStart = "needsbook journal 1"

// Do makes the edits as one step: all of them and the step itself are saved
// together, or nothing is. Edits that change nothing are left out; a step without
// any change is not recorded and comes back with N = 0.
func (s *Store) Do(ctx context.Context, step journal.Step, edits []journal.Edit) (journal.Step, error) {
	err := s.vault.Update(ctx, step.Label, func(tx *sql.Tx) error {
		w := s.writer(ctx, tx)
		defer w.close()
		for _, e := range edits {
			c, changed, err := w.apply(e)
			if err != nil {
				return err
			}
			if changed {
				step.Changes = append(step.Changes, c)
			}
		}
		if len(step.Changes) == 0 {
			return errNoChange
		}
		return w.record(&step)
	})
	if errors.Is(err, errNoChange) {
		return journal.Step{}, nil
	}
	return step, err
}

// errNoChange leaves a save without effect.
var errNoChange = errors.New("nothing changed")

// Undo takes back the latest step that has not been taken back.
func (s *Store) Undo(ctx context.Context, at time.Time, by string) (journal.Step, error) {
	return s.replay(ctx, at, by, journal.Undid)
}

// Redo does again the step that was taken back last.
func (s *Store) Redo(ctx context.Context, at time.Time, by string) (journal.Step, error) {
	return s.replay(ctx, at, by, journal.Redid)
}

func (s *Store) replay(ctx context.Context, at time.Time, by string, sort journal.Sort) (journal.Step, error) {
	undo, redo, err := s.Stacks(ctx)
	if err != nil {
		return journal.Step{}, err
	}
	stack, none := undo, journal.ErrNothingToUndo
	if sort == journal.Redid {
		stack, none = redo, journal.ErrNothingToRedo
	}
	if len(stack) == 0 {
		return journal.Step{}, none
	}
	was, err := s.step(ctx, stack[len(stack)-1])
	if err != nil {
		return journal.Step{}, err
	}
	changes := was.Changes
	if sort == journal.Undid {
		changes = journal.Reverse(changes)
	}
	step := journal.Step{At: at, By: by, Label: was.Label, Pupil: was.Pupil, Of: was.N, Sort: sort, Changes: changes}
	err = s.vault.Update(ctx, string(sort)+": "+was.Label, func(tx *sql.Tx) error {
		w := s.writer(ctx, tx)
		defer w.close()
		for _, c := range changes {
			if err := w.replay(c); err != nil {
				return err
			}
		}
		return w.record(&step)
	})
	return step, err
}

// writer applies changes inside one save, with its statements prepared once.
type writer struct {
	ctx   context.Context
	tx    *sql.Tx
	store *Store
	ready map[string]*sql.Stmt
}

func (s *Store) writer(ctx context.Context, tx *sql.Tx) *writer {
	return &writer{ctx: ctx, tx: tx, store: s, ready: map[string]*sql.Stmt{}}
}

func (w *writer) close() {
	for _, st := range w.ready {
		st.Close()
	}
}

func (w *writer) statement(query string) (*sql.Stmt, error) {
	if st, ok := w.ready[query]; ok {
		return st, nil
	}
	st, err := w.tx.PrepareContext(w.ctx, query)
	if err != nil {
		return nil, fmt.Errorf("preparing a statement: %w", err)
	}
	w.ready[query] = st
	return st, nil
}

// current returns a record as it stands, nil when there is none.
func (w *writer) current(t *table, key string) (journal.Body, error) {
	st, err := w.statement(t.read + " WHERE id = ?")
	if err != nil {
		return nil, err
	}
	var body string
	switch err := st.QueryRowContext(w.ctx, key).Scan(&body); {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("reading a %s: %w", t.name, err)
	}
	return canonical([]byte(body))
}

func (w *writer) put(t *table, key string, body journal.Body) error {
	query, args := "DELETE FROM "+t.name+" WHERE id = ?", []any{key}
	if body != nil {
		values, err := t.values(body)
		if err != nil {
			return err
		}
		query, args = t.write, values
	}
	st, err := w.statement(query)
	if err != nil {
		return err
	}
	if _, err := st.ExecContext(w.ctx, args...); err != nil {
		return fmt.Errorf("writing a %s: %w", t.name, err)
	}
	return nil
}

// apply makes one edit and returns the change it came to.
func (w *writer) apply(e journal.Edit) (journal.Change, bool, error) {
	t, ok := w.store.tables[e.Kind]
	if !ok {
		return journal.Change{}, false, fmt.Errorf("%w: %s", ErrUnknownKind, e.Kind)
	}
	before, err := w.current(t, e.Key)
	if err != nil {
		return journal.Change{}, false, err
	}
	var after journal.Body
	if !e.Remove {
		raw, err := json.Marshal(e.Value)
		if err != nil {
			return journal.Change{}, false, fmt.Errorf("writing a %s: %w", e.Kind, err)
		}
		if after, err = canonical(raw); err != nil {
			return journal.Change{}, false, fmt.Errorf("writing a %s: %w", e.Kind, err)
		}
	}
	if bytes.Equal(before, after) {
		return journal.Change{}, false, nil
	}
	change := journal.Change{Kind: e.Kind, Key: e.Key, About: e.About, Before: before, After: after}
	return change, true, w.put(t, e.Key, after)
}

// replay makes a recorded change again, provided the record is still as the change
// expects to find it.
func (w *writer) replay(c journal.Change) error {
	t, ok := w.store.tables[c.Kind]
	if !ok {
		return fmt.Errorf("%w: %s", ErrUnknownKind, c.Kind)
	}
	now, err := w.current(t, c.Key)
	if err != nil {
		return err
	}
	before, err := t.complete(c.Before)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, before) {
		return journal.ErrChangedSince
	}
	after, err := t.complete(c.After)
	if err != nil {
		return err
	}
	return w.put(t, c.Key, after)
}

// record writes the step itself and links it to the chain.
func (w *writer) record(step *journal.Step) error {
	previous := chainStart
	err := w.tx.QueryRowContext(w.ctx, "SELECT n, chain FROM step ORDER BY n DESC LIMIT 1").Scan(&step.N, &previous)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("reading the journal: %w", err)
	}
	step.N++
	step.At = step.At.UTC().Truncate(time.Second)
	if step.Digest, err = journal.DigestOf(step.Changes); err != nil {
		return err
	}
	if step.Chain, err = journal.Seal(previous, *step); err != nil {
		return err
	}
	changes, err := json.Marshal(step.Changes)
	if err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	_, err = w.tx.ExecContext(w.ctx, `INSERT INTO step (n, at, by, label, pupil, of, sort, changes, digest, chain)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		step.N, step.At.Format(time.RFC3339), step.By, step.Label, step.Pupil, step.Of, string(step.Sort), string(changes), step.Digest, step.Chain)
	if err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	if err := w.about(step.N, step.Changes); err != nil {
		return err
	}
	return w.head(step.N, step.Chain)
}

// about lists which pupils a step touched.
func (w *writer) about(n int64, changes []journal.Change) error {
	st, err := w.statement("INSERT OR IGNORE INTO step_about (pupil, n) VALUES (?, ?)")
	if err != nil {
		return err
	}
	for _, c := range changes {
		if c.About == "" {
			continue
		}
		if _, err := st.ExecContext(w.ctx, c.About, n); err != nil {
			return fmt.Errorf("writing the journal: %w", err)
		}
	}
	return nil
}

// head keeps where the journal ends, so that steps cut off its end show.
func (w *writer) head(n int64, chain string) error {
	if !w.store.heads {
		return nil
	}
	st, err := w.statement("INSERT INTO journal_head (id, n, chain) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET n = excluded.n, chain = excluded.chain")
	if err != nil {
		return err
	}
	if _, err := st.ExecContext(w.ctx, n, chain); err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	return nil
}
