package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/cmd/surroundings"
	"needsbook/storage/schooldb"
	"needsbook/storage/vault"
)

// passphrase opens the school of the year; its key is derived quickly, since the file is
// opened some hundred times.
const passphrase = "correct horse battery staple"

// worker is a process, or a part of one, that works at the file.
type worker struct {
	Task     task
	store    *schooldb.Store
	desk     *desk.Desk
	now      time.Time
	inWeek   int
	prefix   string // of the identifiers that the deed makes
	made     int
	steps    int64 // of the history, after the last deed
	lastStep int64 // of the last deed
	last     *deed // done by this worker just now, to be taken back
	undone   *deed // taken back by this worker just now
	told     func(message)
	chance   *rand.Rand
}

// tell tells the parent something.
func (w *worker) tell(m message) {
	if w.told != nil {
		w.told(m)
		return
	}
	line, err := json.Marshal(m)
	if err != nil {
		panic(err) // these are plain values
	}
	fmt.Println(string(line))
}

// files opens and makes files whose clock is the year's.
func (w *worker) files() schooldb.Files {
	return schooldb.Files{Options: vault.Options{KDF: vault.WeakKDF(), Now: func() time.Time { return w.now }}}
}

func (w *worker) options() desk.Options {
	o := surroundings.Options(mondayOf(1))
	o.Clock = func() time.Time { return w.now }
	o.NewID = func() string { w.made++; return w.id(w.made) }
	o.Links = nil // a year asks nobody's website
	return o
}

// id is the nth identifier that the deed makes.
func (w *worker) id(n int) string { return fmt.Sprintf("%s-%02d", w.prefix, n) }

// open opens the file at a moment of the year.
func (w *worker) open(ctx context.Context) ([]string, error) {
	store, notices, err := w.files().Open(ctx, w.Task.File, desk.Secret{Passphrase: passphrase})
	if err != nil {
		return nil, fmt.Errorf("the file does not open: %w", err)
	}
	w.store = store.(*schooldb.Store)
	if w.desk, err = desk.Open(ctx, store, w.options()); err != nil {
		return nil, errors.Join(fmt.Errorf("the desk does not open: %w", err), store.Close())
	}
	return notices, nil
}

// work opens the file, works through its weeks and closes it.
func (w *worker) work(ctx context.Context) error {
	surroundings.SpareMemory()
	w.now = moment(w.Task.Weeks[0], w.Task.From, w.Task.Edits)
	notices, err := w.open(ctx)
	if err != nil {
		return err
	}
	s, err := w.state(ctx)
	if err != nil {
		return err
	}
	s.Notices, w.steps = notices, s.Steps
	w.tell(message{Opened: &s})
	for i, week := range w.Task.Weeks {
		from := 0
		if i == 0 {
			if from = w.Task.From; w.Task.Unsettled && s.Steps > w.Task.Steps {
				from++
			}
		}
		for change := from; change < w.Task.Edits; change++ {
			if err := w.doNext(ctx, week, change); err != nil {
				return fmt.Errorf("week %d, change %d: %w", week, change, err)
			}
		}
		if s, err = w.state(ctx); err != nil {
			return err
		}
		if w.Task.Calm {
			s.Held, s.Heap = held()
		}
		w.tell(message{Week: &s})
	}
	w.tell(message{Closing: true})
	return w.desk.Close()
}

// doNext does one piece of work, announced before and acknowledged after.
func (w *worker) doNext(ctx context.Context, week, change int) error {
	w.now, w.inWeek = moment(week, change, w.Task.Edits), week
	w.prefix, w.made = fmt.Sprintf("y%02d%04d", week, change), 0
	w.chance = rand.New(rand.NewPCG(w.Task.Seed, uint64(week)<<32|uint64(change)))
	d, do, err := w.choose(ctx, week, change)
	if err != nil {
		return fmt.Errorf("%s: %w", d.Name, err)
	}
	d.Week, d.Change = week, change
	w.tell(message{Will: &d})
	w.made = 0
	if err := do(); err != nil {
		var why *desk.Refusal
		if !errors.As(err, &why) {
			return fmt.Errorf("%s: %w", d.Name, err)
		}
		w.last, w.undone = nil, nil
		w.tell(message{Refused: why.Words})
		return nil
	}
	s, err := w.history(ctx)
	if err != nil {
		return err
	}
	w.last, w.undone = nil, nil
	before := w.steps
	w.steps = s.Steps
	switch {
	case s.Steps == before && !d.Many:
		w.tell(message{Refused: "It changed nothing."})
		return nil
	case d.Undo >= 0:
		w.undone = &d
	case d.Redo < 0 && !d.Many:
		w.last, w.lastStep = &d, s.Steps
	}
	w.tell(message{Did: &s})
	return nil
}

// history reads, past the desk, how far the history goes.
func (w *worker) history(ctx context.Context) (s did, err error) {
	err = w.store.Vault().View(ctx, func(c *sql.Conn) error {
		err := c.QueryRowContext(ctx, "SELECT n, chain FROM step ORDER BY n DESC LIMIT 1").Scan(&s.Steps, &s.Chain)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return s, err
}

func (w *worker) state(ctx context.Context) (state, error) {
	h, err := w.history(ctx)
	s := state{Steps: h.Steps, Chain: h.Chain, Resident: resident()}
	if err == nil {
		err = w.store.Vault().View(ctx, func(c *sql.Conn) error {
			return c.QueryRowContext(ctx, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").Scan(&s.Database)
		})
	}
	return s, err
}

// scratch is a new name for a temporary file.
func (w *worker) scratch(name string) (path string, remove func(), err error) {
	folder, err := os.MkdirTemp(w.Task.Scratch, "work-")
	return folder + string(os.PathSeparator) + name, func() { os.RemoveAll(folder) }, err
}

// approver is who approves what leaves the school.
var approver = desk.Approver{Name: "A. Head", Role: desk.RoleHead}

// joined reports whether the school is in the hub's cluster and trusted there.
func (w *worker) joined(ctx context.Context) (bool, error) {
	m, err := w.desk.Membership(ctx)
	return err == nil && m.State == exchange.Active, err
}
