package schooldb

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/journal"
)

// reader is a connection or a save under way.
type reader interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// mostNamed is how many records that do not fit are named; the rest are counted.
const mostNamed = 8

// VerifyChain reads the whole journal and proves every record from it: each must be as
// its latest change left it, none too many and none too few. It returns
// journal.ErrBrokenChain, with the first step or the records that do not fit, when any of
// it has been altered. What the window remembers, such as drafts, is no record and is not
// proved.
func (s *Store) VerifyChain(ctx context.Context) (steps int, err error) {
	err = s.vault.View(ctx, func(c *sql.Conn) error {
		steps, err = verifyChain(ctx, c)
		return err
	})
	return steps, err
}

// verifyChain does the work of VerifyChain for any file's database. In a backup of an
// earlier version, which changed records without the journal, only the journal is proved.
func verifyChain(ctx context.Context, c reader) (steps int, err error) {
	p, err := newProof(ctx, c)
	if err != nil {
		return 0, err
	}
	if steps, err = p.journal(); err != nil || !p.heads {
		return steps, err
	}
	wrong, err := p.records()
	if err != nil {
		return steps, err
	}
	return steps, recordsBroken(wrong)
}

func newProof(ctx context.Context, c reader) (*proof, error) {
	t, err := tables(ctx, c)
	if err != nil {
		return nil, err
	}
	p := &proof{ctx: ctx, conn: c, tables: t, latest: map[journal.Ref]journal.Body{}}
	p.heads, err = hasHead(ctx, c)
	return p, err
}

// hasHead reports whether the file has the table of the journal's end.
func hasHead(ctx context.Context, c reader) (has bool, err error) {
	err = c.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'journal_head')").Scan(&has)
	if err != nil {
		return false, fmt.Errorf("reading the journal's end: %w", err)
	}
	return has, nil
}

func recordsBroken(wrong []difference) error {
	if len(wrong) == 0 {
		return nil
	}
	names := make([]string, 0, mostNamed+1)
	for _, d := range wrong[:min(len(wrong), mostNamed)] {
		names = append(names, fmt.Sprintf("%s %s %s", d.ref.Kind, d.ref.Key, d.what()))
	}
	if more := len(wrong) - mostNamed; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return fmt.Errorf("%w: %s", journal.ErrBrokenChain, strings.Join(names, ", "))
}

// proof reads the journal once and keeps how it left every record.
type proof struct {
	ctx    context.Context
	conn   reader
	tables map[string]*table
	heads  bool                         // the file has the table of the journal's end
	latest map[journal.Ref]journal.Body // nil for one that was taken away
	about  int                          // lines of step_about that there should be
	head   string
}

// difference is a record that is not as the journal left it.
type difference struct {
	ref         journal.Ref
	told, there journal.Body // nil for none
}

func (d difference) what() string {
	switch {
	case d.told == nil:
		return "was added"
	case d.there == nil:
		return "is gone"
	}
	return "was changed"
}

func broken(n int64, what string) error {
	return fmt.Errorf("%w, at step %d: %s", journal.ErrBrokenChain, n, what)
}

// journal checks every step, the list of the pupils each touched, and the journal's end.
func (p *proof) journal() (steps int, err error) {
	rows, err := p.conn.QueryContext(p.ctx, `SELECT n, at, by, label, pupil, of, sort, changes, digest, chain,
		(SELECT group_concat(pupil, char(10)) FROM (SELECT pupil FROM step_about a WHERE a.n = step.n ORDER BY pupil)) FROM step ORDER BY n`)
	if err != nil {
		return 0, fmt.Errorf("reading the journal: %w", err)
	}
	defer rows.Close()
	p.head = chainStart
	for rows.Next() {
		at, changes, about := "", "", sql.NullString{}
		step, err := scanInto(rows, &at, &changes, &about)
		steps++
		if err != nil {
			return steps, broken(int64(steps), "it cannot be read")
		}
		n := step.N
		sum := sha256.Sum256([]byte(changes))
		chain, err := journal.Seal(p.head, step)
		switch {
		case err != nil:
			return steps, err
		case n != int64(steps):
			return steps, broken(int64(steps), "a step is missing or was added")
		case step.Digest != hex.EncodeToString(sum[:]):
			return steps, broken(n, "what it changed was edited")
		case step.Chain != chain || at != step.At.UTC().Format(stepTime):
			return steps, broken(n, "its words, time or place in the chain were edited")
		case about.String != strings.Join(pupilsIn(step.Changes), "\n"):
			return steps, broken(n, "the list of pupils that it touched was edited")
		}
		p.head = step.Chain
		p.about += len(pupilsIn(step.Changes))
		for _, c := range step.Changes {
			p.latest[journal.Ref{Kind: c.Kind, Key: c.Key}] = c.After
		}
	}
	if err := rows.Err(); err != nil {
		return steps, fmt.Errorf("reading the journal: %w", err)
	}
	return steps, p.end(steps)
}

// end checks that the journal ends where the file says, and that no list of pupils is of
// a step that is not there.
func (p *proof) end(steps int) error {
	if !p.heads {
		return nil
	}
	var n int64
	chain := chainStart
	err := p.conn.QueryRowContext(p.ctx, "SELECT n, chain FROM journal_head").Scan(&n, &chain)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("reading the journal's end: %w", err)
	}
	if n != int64(steps) || chain != p.head {
		return broken(n, "the journal does not end where the file says")
	}
	var about int
	if err := p.conn.QueryRowContext(p.ctx, "SELECT count(*) FROM step_about").Scan(&about); err != nil {
		return fmt.Errorf("reading the journal: %w", err)
	}
	if about != p.about {
		return broken(n, "the list of pupils of a step that is not there")
	}
	return nil
}

// pupilsIn are the pupils that changes are about, in order, each once.
func pupilsIn(changes []journal.Change) (out []string) {
	for _, c := range changes {
		if c.About != "" {
			out = append(out, c.About)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// records compares every record with how the journal left it.
func (p *proof) records() (wrong []difference, err error) {
	for _, kind := range recordKinds {
		t := p.tables[kind]
		if len(t.columns) == 0 {
			continue
		}
		rows, err := p.conn.QueryContext(p.ctx, `SELECT id, `+strings.TrimPrefix(t.read, "SELECT ")+` ORDER BY id`)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", kind, err)
		}
		for rows.Next() {
			var key, body string
			if err := rows.Scan(&key, &body); err != nil {
				rows.Close()
				return nil, fmt.Errorf("reading %s: %w", kind, err)
			}
			ref := journal.Ref{Kind: kind, Key: key}
			told, err := t.complete(p.latest[ref])
			delete(p.latest, ref)
			there, fault := canonical([]byte(body))
			if err != nil || fault != nil || !bytes.Equal(told, there) {
				wrong = append(wrong, difference{ref, told, there})
			}
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return nil, fmt.Errorf("reading %s: %w", kind, err)
		}
	}
	for ref, told := range p.latest {
		if told != nil && p.tables[ref.Kind] != nil {
			wrong = append(wrong, difference{ref: ref, told: told})
		}
	}
	slices.SortFunc(wrong, func(a, b difference) int {
		return strings.Compare(a.ref.Kind+" "+a.ref.Key, b.ref.Kind+" "+b.ref.Key)
	})
	return wrong, nil
}
