package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"
)

// year is a year that is played, and what came of it.
type year struct {
	pupils, weeks, edits, crashes int
	sample                        int // changes that are taken back and done again at the end
	seed                          uint64
	folder                        string
	say                           func(format string, args ...any)

	ledger *ledger
	hub    *clusterHub
	week   atomic.Int64 // that is played, for the hub's clock
	code   string       // to join the hub with
	first  map[string]int

	unsettled   *deed // that was under way when the program was killed
	kills, torn int
	backups     int // that were opened at the end
	turned      int // changes that were taken back and done again
	curve       []measure
	calm        []measure
}

// measure is how large things are at the end of a week.
type measure struct {
	Week                     int
	Resident, Database, File int64 // bytes
	Held                     int64 // of the resident, once what is free was given back
	Heap                     int64 // of that, the program's own objects
}

func (y *year) hubClock() time.Time {
	return moment(int(max(1, y.week.Load())), 1, 1)
}

// play plays the whole year and holds the file against the ledger.
func (y *year) play(ctx context.Context) (err error) {
	started := time.Now()
	for _, folder := range []string{"school", "calm", "scratch"} {
		if err := os.MkdirAll(filepath.Join(y.folder, folder), 0o700); err != nil {
			return err
		}
	}
	y.ledger = newLedger()
	if y.hub, err = y.startHub(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, y.hub.close()) }()
	if err := y.begin(ctx); err != nil {
		return fmt.Errorf("the school was not filled: %w", err)
	}
	quarter := y.weeks - max(1, y.weeks/4) + 1
	for week := 1; week <= y.weeks; week++ {
		if week == quarter {
			if err := y.setAside(); err != nil {
				return err
			}
		}
		y.week.Store(int64(week))
		y.ledger.newWeek()
		if err := y.playWeek(ctx, week); err != nil {
			return fmt.Errorf("week %d: %w", week, err)
		}
		if err := y.afterWeek(ctx, week); err != nil {
			return fmt.Errorf("after week %d: %w", week, err)
		}
		m := y.curve[len(y.curve)-1]
		y.say("week %2d: %6d steps, database %5.1f MB, file %5.1f MB, memory %3.0f MB, %d crashes so far, %.0f s", week, y.ledger.steps, mb(m.Database), mb(m.File), mb(m.Resident), y.kills, time.Since(started).Seconds())
	}
	if err := y.lastQuarter(ctx, quarter); err != nil {
		return fmt.Errorf("the last quarter without crashes: %w", err)
	}
	if err := y.check(ctx); err != nil {
		return err
	}
	y.sum(time.Since(started))
	return nil
}

// task is what a process is to do from a change of a week on.
func (y *year) task(from int, weeks ...int) task {
	return task{File: y.file(), Scratch: filepath.Join(y.folder, "scratch"), Pupils: y.pupils, Weeks: weeks, From: from, Edits: y.edits, Seed: y.seed, Hub: y.hub.address, Invite: y.code,
		Steps: y.ledger.steps, Unsettled: y.unsettled != nil && !y.unsettled.Many}
}

// plug is when a process is killed: in the middle of a change or, at the change that is
// never reached, while it closes the file.
type plug struct {
	change int
	after  time.Duration
}

// playWeek plays a week with its crashes.
func (y *year) playWeek(ctx context.Context, week int) error {
	chance := rand.New(rand.NewPCG(y.seed^0xc4a5, uint64(week)))
	var plugs []plug
	for i := range y.crashes {
		p := plug{chance.IntN(y.edits), time.Duration(chance.IntN(20_000)) * time.Microsecond}
		if i == 0 && week%3 == 0 {
			p = plug{y.edits, time.Duration(chance.IntN(400)) * time.Millisecond}
		}
		plugs = append(plugs, p)
	}
	slices.SortFunc(plugs, func(a, b plug) int { return a.change - b.change })
	from := 0
	for {
		var pull *plug
		if len(plugs) > 0 {
			pull, plugs = &plugs[0], plugs[1:]
		}
		next, closed, err := y.run(ctx, y.task(from, week), pull)
		if err != nil {
			return err
		}
		if closed {
			return nil
		}
		from = next
	}
}

// run lets a process work until it has closed the file or is killed. next is the change
// to go on with.
func (y *year) run(ctx context.Context, t task, pull *plug) (next int, closed bool, err error) {
	cmd, lines, err := y.start(t)
	if err != nil {
		return 0, false, err
	}
	next = t.From
	pulled := false
	kill := func(after time.Duration) {
		pulled = true
		y.kills++
		time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	}
	var pending *deed
	var fault error
	for fault == nil && lines.Scan() {
		var m message
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			fault = fmt.Errorf("the working process said %q", lines.Text())
			break
		}
		switch {
		case m.Fault != "":
			fault = errors.New(m.Fault)
		case m.Opened != nil:
			fault = y.opened(*m.Opened)
		case m.Will != nil:
			pending = m.Will
			if next = pending.Change; pull != nil && !pulled && pending.Change >= pull.change {
				kill(pull.after)
			}
		case m.Did != nil:
			y.ledger.take(*pending, *m.Did)
			if fault = y.hub.trust(ctx); fault != nil {
				continue
			}
			next, pending = pending.Change+1, nil
		case m.Refused != "":
			y.ledger.no[pending.Name]++
			y.ledger.why[pending.Name] = m.Refused
			next, pending = pending.Change+1, nil
		case m.Week != nil:
			y.noteWeek(t.Weeks[0], *m.Week)
			next = t.Edits
		case m.Closing && pull != nil && !pulled:
			kill(pull.after)
		}
	}
	if fault != nil {
		_ = cmd.Process.Kill()
	}
	waited := cmd.Wait()
	y.unsettled = pending
	switch {
	case fault != nil:
		return 0, false, fault
	case pulled && waited != nil:
		return next, false, nil
	case waited != nil:
		return 0, false, fmt.Errorf("the working process ended: %w", waited)
	}
	return next, true, nil
}

// opened settles what a crash left open, and counts what opening found.
func (y *year) opened(s state) error {
	for _, n := range s.Notices {
		if tornNotice(n) {
			y.torn++
		}
	}
	err := y.ledger.reopened(s, y.unsettled)
	y.unsettled = nil
	return err
}

// start starts a process of this program at a task.
func (y *year) start(t task) (*exec.Cmd, *bufio.Scanner, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, nil, err
	}
	body, err := json.Marshal(t)
	if err != nil {
		return nil, nil, err
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), taskVariable+"="+string(body), "TMPDIR="+t.Scratch, "XDG_CONFIG_HOME="+t.Scratch)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	lines := bufio.NewScanner(io.Reader(out))
	lines.Buffer(nil, 16<<20) // an import announces hundreds of facts
	return cmd, lines, cmd.Start()
}
