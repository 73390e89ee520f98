package schooldb

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"needsbook/app/journal"
)

// Erase takes pupils out of the file for good, in one save: their records of every kind,
// what shared records and drafts hold of them, and all of it in the journal. The digests
// and the chain of the steps that this changes are made anew, and a step of its own keeps
// where the chain stood before. Afterwards nothing from before it can be undone. The
// pages that the records stood on are overwritten; call Compact and make a new backup to
// be rid of the older bytes on the disk.
func (s *Store) Erase(ctx context.Context, step journal.Step, e journal.Erasure) (journal.Step, journal.Toll, error) {
	toll := journal.Toll{Records: map[string]int{}, Changed: map[string]int{}}
	err := s.vault.Update(ctx, step.Label, func(tx *sql.Tx) error {
		w := s.writer(ctx, tx)
		defer w.close()
		x := eraser{writer: w, erasure: e, toll: &toll}
		if err := x.find(); err != nil {
			return err
		}
		if err := x.records(); err != nil {
			return err
		}
		if err := x.remembered(); err != nil {
			return err
		}
		old, err := x.journal()
		if err != nil {
			return err
		}
		step.Sort, step.Pupil = journal.Erased, ""
		change, _, err := w.apply(e.Log(toll, old))
		if err != nil {
			return err
		}
		step.Changes = []journal.Change{change}
		return w.record(&step)
	})
	return step, toll, err
}

// Compact writes the file afresh, so that no older bytes of what was erased stay in it.
func (s *Store) Compact() error { return s.vault.Compact() }

// eraser does the work of Erase inside one save.
type eraser struct {
	*writer
	erasure journal.Erasure
	toll    *journal.Toll

	pupils map[string]bool      // to be erased, with those that were merged into them
	living map[string]bool      // the pupils who stay
	gone   map[journal.Ref]bool // records that are or were theirs
	with   map[journal.Ref]bool // records that go whoever they belong to
	out    *journal.Redaction
}

// ownersOf are the pupils that versions of a record belong to.
func ownersOf(ref journal.Ref, bodies ...journal.Body) (out []string) {
	for _, body := range bodies {
		var of struct {
			Pupil string `json:"pupil"`
		}
		if body == nil {
			continue
		}
		if ref.Kind == "pupil" {
			out = append(out, ref.Key)
		} else if json.Unmarshal(body, &of) == nil {
			out = append(out, of.Pupil)
		}
	}
	return out
}

// find works out who and what goes: a pupil who was merged into one of them goes too, and
// every record that is or ever was theirs.
func (x *eraser) find() error {
	x.pupils, x.living, x.gone, x.with = map[string]bool{}, map[string]bool{}, map[journal.Ref]bool{}, map[journal.Ref]bool{}
	for _, id := range x.erasure.Pupils {
		x.pupils[id] = true
	}
	named := map[string]bool{} // names of those who stay
	err := x.each("pupil", func(ref journal.Ref, body journal.Body) error {
		if !x.pupils[ref.Key] {
			x.living[ref.Key] = true
			for _, n := range x.erasure.Names(body) {
				named[n] = true
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	owners, merged, names, err := x.everOwned()
	if err != nil {
		return err
	}
	x.closure(owners, merged)
	for ref, of := range owners {
		if slices.ContainsFunc(of, func(p string) bool { return x.pupils[p] }) {
			x.gone[ref] = true
		}
	}
	for _, ref := range x.erasure.With {
		x.gone[ref], x.with[ref] = true, true
	}
	var theirs, ids []string
	for pupil, of := range names {
		for name := range of {
			if x.pupils[pupil] && !named[name] {
				theirs = append(theirs, name)
			}
		}
	}
	for ref := range x.gone {
		ids = append(ids, ref.Key)
	}
	slices.Sort(theirs)
	x.out = journal.NewRedaction(keys(x.pupils), ids, theirs)
	return nil
}

func keys(set map[string]bool) (out []string) {
	for k := range set {
		out = append(out, k)
	}
	return out
}

// everOwned reads, from the records and the whole journal, which pupils each record ever
// belonged to, which pupils were taken away in a step about another, and every name that
// each pupil ever had.
func (x *eraser) everOwned() (owners map[journal.Ref][]string, merged [][]string, names map[string]map[string]bool, err error) {
	owners, names = map[journal.Ref][]string{}, map[string]map[string]bool{}
	note := func(ref journal.Ref, bodies ...journal.Body) {
		for _, p := range ownersOf(ref, bodies...) {
			if p != "" && !slices.Contains(owners[ref], p) {
				owners[ref] = append(owners[ref], p)
			}
		}
		for _, body := range bodies {
			if ref.Kind != "pupil" || body == nil {
				continue
			}
			for _, n := range x.erasure.Names(body) {
				if names[ref.Key] == nil {
					names[ref.Key] = map[string]bool{}
				}
				names[ref.Key][n] = true
			}
		}
	}
	for _, kind := range recordKinds {
		err := x.each(kind, func(ref journal.Ref, body journal.Body) error { note(ref, body); return nil })
		if err != nil {
			return nil, nil, nil, err
		}
	}
	err = x.steps(func(s journal.Step) error {
		for _, c := range s.Changes {
			note(journal.Ref{Kind: c.Kind, Key: c.Key}, c.Before, c.After)
			if c.Kind == "pupil" && c.After == nil && s.Pupil != "" && c.Key != s.Pupil {
				merged = append(merged, []string{s.Pupil, c.Key})
			}
		}
		return nil
	})
	return owners, merged, names, err
}

// closure adds the pupils who are no more and whose records went over to one of those to
// be erased: they are the same child.
func (x *eraser) closure(owners map[journal.Ref][]string, together [][]string) {
	for _, of := range owners {
		if len(of) > 1 {
			together = append(together, of)
		}
	}
	for grew := true; grew; {
		grew = false
		for _, of := range together {
			if !slices.ContainsFunc(of, func(p string) bool { return x.pupils[p] }) {
				continue
			}
			for _, p := range of {
				if !x.pupils[p] && !x.living[p] {
					x.pupils[p], grew = true, true
				}
			}
		}
	}
}

// stays reports whether a record belongs to a pupil who stays; nothing of it is changed.
func (x *eraser) stays(ref journal.Ref, bodies ...journal.Body) bool {
	return !x.with[ref] && slices.ContainsFunc(ownersOf(ref, bodies...), func(p string) bool { return x.living[p] })
}

// records takes what is theirs out of every table. Records that others refer to go last.
func (x *eraser) records() error {
	for _, kind := range slices.Backward(recordKinds) {
		var edits []journal.Change
		err := x.each(kind, func(ref journal.Ref, body journal.Body) error {
			switch {
			case x.stays(ref, body):
				if x.out.Names(string(body)) {
					x.toll.Mentions = append(x.toll.Mentions, ref)
				}
			case x.gone[ref] || x.out.Of(ref.Key):
				x.gone[ref] = true
				x.toll.Records[kind]++
				edits = append(edits, journal.Change{Key: ref.Key})
			default:
				clean, err := x.out.Body(body)
				if err != nil {
					return err
				}
				if !bytes.Equal(clean, body) {
					x.toll.Changed[kind]++
					edits = append(edits, journal.Change{Key: ref.Key, After: clean})
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, c := range edits {
			if err := x.put(x.store.tables[kind], c.Key, c.After); err != nil {
				return err
			}
		}
	}
	return nil
}

// each calls f with every record of a kind, in the form in which the journal has it.
func (x *eraser) each(kind string, f func(journal.Ref, journal.Body) error) error {
	rows, err := x.tx.QueryContext(x.ctx, "SELECT id, "+x.store.tables[kind].read[len("SELECT "):]+" ORDER BY id")
	if err != nil {
		return fmt.Errorf("reading %s: %w", kind, err)
	}
	defer rows.Close()
	for rows.Next() {
		var key, text string
		if err := rows.Scan(&key, &text); err != nil {
			return fmt.Errorf("reading %s: %w", kind, err)
		}
		body, err := canonical([]byte(text))
		if err != nil {
			return fmt.Errorf("reading %s: %w", kind, err)
		}
		if err := f(journal.Ref{Kind: kind, Key: key}, body); err != nil {
			return err
		}
	}
	return rows.Err()
}

// remembered takes them out of drafts and of what else the window remembers.
func (x *eraser) remembered() error {
	rows, err := x.tx.QueryContext(x.ctx, "SELECT id, value FROM remembered")
	if err != nil {
		return fmt.Errorf("reading what is remembered: %w", err)
	}
	values := map[string]string{}
	for rows.Next() {
		var id, value string
		if err := rows.Scan(&id, &value); err != nil {
			rows.Close()
			return fmt.Errorf("reading what is remembered: %w", err)
		}
		values[id] = value
	}
	if err := rows.Close(); err != nil {
		return fmt.Errorf("reading what is remembered: %w", err)
	}
	for id, value := range values {
		clean, err := x.out.Body(journal.Body(value))
		if err != nil {
			return err
		}
		query, args := "UPDATE remembered SET value = ? WHERE id = ?", []any{string(clean), id}
		switch {
		case x.out.Of(id):
			query, args = "DELETE FROM remembered WHERE id = ?", []any{id}
		case string(clean) == value:
			continue
		}
		if _, err := x.tx.ExecContext(x.ctx, query, args...); err != nil {
			return fmt.Errorf("erasing what is remembered: %w", err)
		}
		x.toll.Drafts++
	}
	return nil
}

// steps calls f with every step of the journal.
func (x *eraser) steps(f func(journal.Step) error) error {
	return eachStep(x.ctx, x.tx, selectStep+"ORDER BY n", f)
}

// journal takes them out of every step and makes the chain anew from the first step that
// this changed. It returns where the chain stood before.
func (x *eraser) journal() (old string, err error) {
	chain := chainStart
	old = chainStart
	var changed []journal.Step
	err = x.steps(func(s journal.Step) error {
		old = s.Chain
		clean, cut, err := x.step(s)
		if err != nil {
			return err
		}
		if cut {
			x.toll.Steps++
			if clean.Digest, err = journal.DigestOf(clean.Changes); err != nil {
				return err
			}
		}
		if clean.Chain, err = journal.Seal(chain, clean); err != nil {
			return err
		}
		chain = clean.Chain
		if cut || clean.Chain != s.Chain {
			if !cut {
				clean.Changes = nil // they stay as they are written
			}
			changed = append(changed, clean)
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	for id := range x.pupils {
		if _, err := x.tx.ExecContext(x.ctx, "DELETE FROM step_about WHERE pupil = ?", id); err != nil {
			return "", fmt.Errorf("erasing from the journal: %w", err)
		}
	}
	return old, x.rewrite(changed)
}

// rewrite writes changed steps over the old ones.
func (x *eraser) rewrite(changed []journal.Step) error {
	for _, s := range changed {
		query, args := "UPDATE step SET chain = ? WHERE n = ?", []any{s.Chain, s.N}
		if s.Changes != nil {
			changes, err := json.Marshal(s.Changes)
			if err != nil {
				return fmt.Errorf("writing the journal: %w", err)
			}
			query = "UPDATE step SET chain = ?, label = ?, pupil = ?, changes = ?, digest = ? WHERE n = ?"
			args = []any{s.Chain, s.Label, s.Pupil, string(changes), s.Digest, s.N}
		}
		st, err := x.statement(query)
		if err != nil {
			return err
		}
		if _, err := st.ExecContext(x.ctx, args...); err != nil {
			return fmt.Errorf("erasing from the journal: %w", err)
		}
	}
	return nil
}

// step returns a step without what it says of them, and whether that changed it.
func (x *eraser) step(s journal.Step) (clean journal.Step, cut bool, err error) {
	kept := make([]journal.Change, 0, len(s.Changes))
	for _, c := range s.Changes {
		ref := journal.Ref{Kind: c.Kind, Key: c.Key}
		if !x.stays(ref, c.Before, c.After) {
			if x.gone[ref] || x.out.Of(c.Key) {
				cut = true
				continue
			}
			was := c
			if c.Before, err = x.out.Body(c.Before); err != nil {
				return s, false, err
			}
			if c.After, err = x.out.Body(c.After); err != nil {
				return s, false, err
			}
			if x.pupils[c.About] {
				c.About = ""
			}
			if was.About != c.About || !bytes.Equal(was.Before, c.Before) || !bytes.Equal(was.After, c.After) {
				cut = true
				if bytes.Equal(c.Before, c.After) {
					continue
				}
			}
		}
		kept = append(kept, c)
	}
	clean = s
	clean.Changes = kept
	switch {
	case x.pupils[s.Pupil], cut && len(kept) == 0:
		clean.Label, clean.Pupil = journal.LabelErased, ""
	default:
		clean.Label = x.out.Words(s.Label)
	}
	cut = cut || clean.Label != s.Label || clean.Pupil != s.Pupil
	return clean, cut, nil
}

// HeadOf returns where the journal's chain stands now and how many steps it has: a value
// to note down outside the file, which shows later that nothing before it was altered.
func (s *Store) HeadOf(ctx context.Context) (n int64, chain string, err error) {
	chain = chainStart
	err = s.vault.View(ctx, func(c *sql.Conn) error {
		rows, err := c.QueryContext(ctx, "SELECT n, chain FROM step ORDER BY n DESC LIMIT 1")
		if err != nil {
			return fmt.Errorf("reading the journal: %w", err)
		}
		defer rows.Close()
		for rows.Next() {
			if err := rows.Scan(&n, &chain); err != nil {
				return fmt.Errorf("reading the journal: %w", err)
			}
		}
		return rows.Err()
	})
	return n, chain, err
}
