package schooldb

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"needsbook/app/journal"
)

// labelAdopted is the step in which a file made by an earlier version says what that
// version, and the way to this one, changed without the journal.
const labelAdopted = "Brought up to date by a new version of the program"

// adopt takes what migrations changed by themselves into the journal, once, so that from
// then on every record can be proved from it. What was altered from outside before that
// cannot be told from it; the step shows all of it.
func (s *Store) adopt(ctx context.Context) error {
	waits := false
	if !s.heads || s.vault.Status().ReadOnly {
		return nil
	}
	err := s.vault.View(ctx, func(c *sql.Conn) error {
		err := c.QueryRowContext(ctx, "SELECT chain = '' FROM journal_head").Scan(&waits)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	if err != nil || !waits {
		return err
	}
	var changes []journal.Change
	err = s.vault.View(ctx, func(c *sql.Conn) error {
		p, err := newProof(ctx, c)
		if err != nil {
			return err
		}
		if err := p.read(); err != nil {
			return err
		}
		wrong, err := p.records()
		for _, d := range wrong {
			changes = append(changes, journal.Change{Kind: d.ref.Kind, Key: d.ref.Key, About: s.pupilOf(d.ref, d.there, d.told), Before: d.told, After: d.there})
		}
		return err
	})
	if err != nil {
		return err
	}
	return s.vault.Update(ctx, labelAdopted, func(tx *sql.Tx) error {
		w := s.writer(ctx, tx)
		defer w.close()
		if len(changes) > 0 {
			return w.record(&journal.Step{At: s.now(), By: "Needsbook", Label: labelAdopted, Sort: journal.Fact, Changes: changes})
		}
		_, err := tx.ExecContext(ctx, "UPDATE journal_head SET (n, chain) = (SELECT n, chain FROM step ORDER BY n DESC LIMIT 1)")
		return err
	})
}

// read takes the latest change of every record without checking the chain.
func (p *proof) read() error {
	return eachStep(p.ctx, p.conn, selectStep+"ORDER BY n", func(step journal.Step) error {
		for _, c := range step.Changes {
			p.latest[journal.Ref{Kind: c.Kind, Key: c.Key}] = c.After
		}
		return nil
	})
}

// pupilOf returns the pupil that a record belongs to, "" for none.
func (s *Store) pupilOf(ref journal.Ref, bodies ...journal.Body) string {
	if ref.Kind == "pupil" {
		return ref.Key
	}
	owners := ownersOf(ref, bodies...)
	if i := slices.IndexFunc(owners, func(p string) bool { return p != "" }); i >= 0 {
		return owners[i]
	}
	return ""
}
