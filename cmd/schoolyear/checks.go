package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/money"
)

// afterWeek looks at the closed file: nothing is left lying about, and what a person could
// find on the disk names nobody.
func (y *year) afterWeek(ctx context.Context, week int) error {
	if err := y.leftovers(); err != nil {
		return err
	}
	if week%10 != 0 || week == y.weeks {
		return nil
	}
	return y.atFile(ctx, func(w *worker) error { return y.fileHolds(ctx, w) })
}

// atFile opens the file in this process for a look.
func (y *year) atFile(ctx context.Context, look func(*worker) error) error {
	w := &worker{Task: y.task(y.edits, y.weeks), told: func(message) {}, inWeek: y.weeks}
	w.now = moment(int(y.week.Load()), y.edits, y.edits)
	if _, err := w.open(ctx); err != nil {
		return err
	}
	return errors.Join(look(w), w.desk.Close())
}

// check holds the file of the played year against everything that must be true of it.
func (y *year) check(ctx context.Context) error {
	err := y.atFile(ctx, func(w *worker) error {
		for _, holds := range []func(context.Context, *worker) error{y.fileHolds, y.noOrphans, y.costsAddUp, y.turnsBack} {
			if err := holds(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, holds := range []func() error{y.leftovers, y.unreadable, y.everyWork} {
		if err := holds(); err != nil {
			return err
		}
	}
	return y.backupsHold(ctx)
}

// fileHolds proves every byte of the file and the chain of its history, and finds all that
// was acknowledged in it.
func (y *year) fileHolds(ctx context.Context, w *worker) error {
	v, err := w.desk.Verify(ctx, desk.Secret{Passphrase: passphrase})
	if err != nil {
		return err
	}
	if !v.OK {
		return fmt.Errorf("the file does not verify: %s", strings.Join(v.Problems, "; "))
	}
	if int64(v.Steps) != y.ledger.steps {
		return fmt.Errorf("the journal has %d steps, %d were acknowledged", v.Steps, y.ledger.steps)
	}
	if err := y.chainHolds(ctx, w); err != nil {
		return err
	}
	for _, place := range slices.Sorted(maps.Keys(y.ledger.says)) {
		if err := w.finds(ctx, y.ledger.says[place]); err != nil {
			return err
		}
	}
	counts, err := w.count(ctx)
	if err != nil {
		return err
	}
	for kind, n := range counts {
		if want := y.first[kind] + y.ledger.counts[kind]; n != want {
			return fmt.Errorf("there are %d records of the kind %s, by the ledger %d", n, kind, want)
		}
	}
	return nil
}

// chainHolds finds every acknowledged step in the history as it was acknowledged.
func (y *year) chainHolds(ctx context.Context, w *worker) error {
	there, err := w.chains(ctx)
	if err != nil {
		return err
	}
	for n, chain := range y.ledger.chains {
		if n > 0 && there[n] != chain {
			return fmt.Errorf("step %d is not the one that was acknowledged", n)
		}
	}
	return nil
}

// finds looks for what the ledger says of a record.
func (w *worker) finds(ctx context.Context, f fact) error {
	said, found, err := w.says(ctx, f)
	switch {
	case err != nil:
		return err
	case f.Gone && found:
		return fmt.Errorf("the %s %s was taken away, and is there", f.Kind, f.Key)
	case f.Gone:
		return nil
	case !found:
		return fmt.Errorf("the %s %s was acknowledged, and is lost", f.Kind, f.Key)
	case said != f.Value:
		return fmt.Errorf("the %s %s says %q where %q was acknowledged", f.Kind, f.Key, said, f.Value)
	}
	return nil
}

// says reads a field of a record, what the register says of a pupil, or the draft.
func (w *worker) says(ctx context.Context, f fact) (said string, found bool, err error) {
	switch f.Kind {
	case "register":
		e, err := w.desk.Entry(f.Key)
		if err != nil {
			return "", false, nil
		}
		return map[string]string{"class": e.Class, "status": e.Status, "needs": fmt.Sprint(e.Needs)}[f.Field], true, nil
	case "draft":
		found, err = w.desk.Setting(ctx, "draft/"+f.Key, &said)
		return said, found, err
	}
	body, found, err := w.store.Get(ctx, f.Kind, f.Key)
	if err != nil || !found {
		return "", found, err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return "", true, err
	}
	if err := json.Unmarshal(fields[f.Field], &said); err != nil {
		return string(fields[f.Field]), true, nil
	}
	return said, true, nil
}

// costsAddUp adds up what pupils bear in pennies: with the others it is what each
// intervention costs, and what each pupil's own record comes to.
func (y *year) costsAddUp(ctx context.Context, w *worker) error {
	rows, err := w.desk.ProvisionMap(ctx)
	if err != nil {
		return err
	}
	byPupil := map[string]money.Amount{}
	for _, r := range rows {
		shared := r.Cost.Others.Planned
		for _, s := range r.Cost.Shares {
			shared = shared.Add(s.Planned)
			byPupil[s.Pupil] = byPupil[s.Pupil].Add(s.Planned)
		}
		if shared.Cmp(r.Cost.Whole.Planned) != 0 {
			return fmt.Errorf("the shares of an intervention add up to %s, and it costs %s", shared, r.Cost.Whole.Planned)
		}
		if sum := r.Cost.Whole.ToDate.Add(r.Cost.Whole.ToCome).Add(r.Cost.Whole.NotHeld); sum.Cmp(r.Cost.Whole.Planned) != 0 {
			return fmt.Errorf("to date, to come and not held add up to %s of %s", sum, r.Cost.Whole.Planned)
		}
	}
	if len(byPupil) == 0 {
		return errors.New("nobody has any provision at the end of the year")
	}
	for pupil, sum := range byPupil {
		r, err := w.desk.Record(ctx, pupil)
		if err != nil {
			return err
		}
		if r.Spend.Planned.Cmp(sum) != 0 {
			return fmt.Errorf("a pupil's record comes to %s, and the map to %s", r.Spend.Planned, sum)
		}
	}
	return nil
}

// turnsBack does some work of every day, takes it back step by step and does it again. The
// records are each time, byte for byte, what they were.
func (y *year) turnsBack(ctx context.Context, w *worker) error {
	first, err := w.content(ctx)
	if err != nil {
		return err
	}
	stages := []string{first}
	w.Task.Edits = 1 << 20
	for change := y.edits; len(stages) <= y.sample && change < y.edits+200; change++ {
		steps := w.steps
		w.last, w.undone = nil, nil // so that nothing is taken back meanwhile
		if err := w.doNext(ctx, y.weeks, change); err != nil {
			return err
		}
		if w.steps == steps {
			continue
		}
		now, err := w.content(ctx)
		if err != nil {
			return err
		}
		if w.last == nil || !w.takesBack(ctx) {
			stages = stages[:0] // it is of the sort that is not taken back
		}
		stages = append(stages, now)
	}
	for _, turn := range []struct {
		back bool
		do   func(context.Context) (string, error)
	}{{true, w.desk.Undo}, {false, w.desk.Redo}} {
		for i := 1; i < len(stages); i++ {
			want := stages[i]
			if turn.back {
				want = stages[len(stages)-1-i]
			}
			label, err := turn.do(ctx)
			if err != nil {
				return fmt.Errorf("take back or do again: %w", err)
			}
			if now, err := w.content(ctx); err != nil || now != want {
				return errors.Join(err, fmt.Errorf("after %q was taken back or done again the records are not what they were", label))
			}
		}
	}
	y.turned = len(stages) - 1
	return nil
}

// content is the digest of every record of the file, without its history and what the
// program remembers for itself.
func (w *worker) content(ctx context.Context) (string, error) {
	tables, err := w.store.Whole(ctx)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	for _, t := range tables {
		if slices.Contains([]string{"step", "step_about", "journal_head", "remembered"}, t.Name) {
			continue
		}
		row, err := json.Marshal(t)
		if err != nil {
			return "", err
		}
		sum.Write(bytes.TrimSpace(row))
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
