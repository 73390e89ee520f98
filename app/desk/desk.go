package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/publish"
	"needsbook/app/register"
	"needsbook/app/school"
)

// Options are what a desk needs beside the school's file.
type Options struct {
	Clock school.Clock  // the time of day, for the journal and for "today"
	NewID func() string // makes the identifier of a new record
	By    string        // who sits at the desk, for the journal
	Roads Roads         // the ways to the cluster; empty where there is none
}

// Desk is a school's file, open and ready to work with.
type Desk struct {
	store   Store
	options Options
	rules   // the packs and code lists in use

	mu       sync.RWMutex
	school   school.School
	entries  []*register.Entry // every pupil, sorted by name
	byID     map[string]*register.Entry
	byUPN    map[string]*register.Entry
	fields   []register.Field // the school's own, in their order
	views    []register.View  // saved, in their order
	report   *publish.Result  // the check of the report, nil when it must be made again
	kept     datesOf          // what Today needs to know of each pupil
	onChange func()

	papers sync.Mutex // held from sealing a paper until its record is there, and while papers are swept
}

// Open makes a desk over an open store and reads the register into memory.
func Open(ctx context.Context, store Store, o Options) (*Desk, error) {
	if o.Roads.Random == nil {
		o.Roads.Random = rand.Reader
	}
	d := &Desk{store: store, options: o, onChange: func() {}}
	if err := d.readFile(ctx); err != nil {
		return nil, err
	}
	return d, nil
}

// readFile reads what the desk holds in memory: the packs, the school's details and
// the register.
func (d *Desk) readFile(ctx context.Context) error {
	d.forgetDates()
	if err := d.loadPacks(ctx); err != nil {
		return err
	}
	var s school.School
	if _, err := readNamed(ctx, d.store, kindSetting, settingSchool, &s); err != nil {
		return err
	}
	d.mu.Lock()
	d.school = s
	d.mu.Unlock()
	if err := d.readViews(ctx); err != nil {
		return err
	}
	return d.reload(ctx)
}

// Close closes the school's file.
func (d *Desk) Close() error { return d.store.Close() }

// Today returns the day it is at the school: the fixed day of a demo school, else
// the clock's.
func (d *Desk) Today() day.Date {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.today()
}

func (d *Desk) today() day.Date {
	if d.school.Demo && !d.school.DemoDay.IsZero() {
		return d.school.DemoDay
	}
	return d.options.Clock.Today()
}

// Codes returns the code lists in use.
func (d *Desk) Codes() *register.Codes { return d.codes }

// Continuum returns the continuum pack in use.
func (d *Desk) Continuum() *continuum.Pack { return d.continuum }

// OnChange sets what is called after every change, from the goroutine that made it.
func (d *Desk) OnChange(f func()) { d.onChange = f }

// do makes the edits as one step and brings the register in memory up to date.
func (d *Desk) do(ctx context.Context, label, pupil string, edits ...journal.Edit) error {
	return d.doAs(ctx, journal.Did, label, pupil, edits...)
}

// note records something that happened outside, which undo steps over.
func (d *Desk) note(ctx context.Context, label string, edits ...journal.Edit) error {
	return d.doAs(ctx, journal.Fact, label, "", edits...)
}

func (d *Desk) doAs(ctx context.Context, sort journal.Sort, label, pupil string, edits ...journal.Edit) error {
	step, err := d.store.Do(ctx, journal.Step{At: d.options.Clock(), By: d.options.By, Label: label, Pupil: pupil, Sort: sort}, edits)
	if err != nil {
		return fmt.Errorf("%s: %w", label, err)
	}
	return d.follow(ctx, step)
}

// follow brings what is held in memory up to date with a step.
func (d *Desk) follow(ctx context.Context, step journal.Step) error {
	touched := map[string]bool{}
	packs, views := false, false
	for _, c := range step.Changes {
		switch c.Kind {
		case kindPupil, kindStatus, kindNeed, kindLevel, kindCycle, kindConcern:
			touched[c.About] = true
		case kindField, kindView:
			views = true
		case kindWords:
			d.forgetReport()
		case kindPack:
			packs = true
			d.forgetReport()
		case kindSetting:
			if c.Key == settingSchool {
				d.forgetReport()
				if _, err := readNamed(ctx, d.store, kindSetting, settingSchool, &d.school); err != nil {
					return err
				}
			}
		}
	}
	if err := d.followDates(ctx, step.Changes); err != nil {
		return err
	}
	if packs {
		if err := d.loadPacks(ctx); err != nil {
			return err
		}
	}
	if views {
		if err := d.readViews(ctx); err != nil {
			return err
		}
	}
	if err := d.refresh(ctx, touched, packs); err != nil {
		return err
	}
	d.onChange()
	return nil
}

func (d *Desk) forgetReport() {
	d.mu.Lock()
	d.report = nil
	d.mu.Unlock()
}

// fewEnough is how many pupils are read one by one before reading all is quicker.
const fewEnough = 60

func (d *Desk) refresh(ctx context.Context, touched map[string]bool, everything bool) error {
	if everything || len(touched) > fewEnough {
		return d.reload(ctx)
	}
	for id := range touched {
		body, found, err := d.store.Get(ctx, kindPupil, id)
		if err != nil {
			return err
		}
		d.mu.Lock()
		delete(d.byID, id)
		d.entries = slices.DeleteFunc(d.entries, func(e *register.Entry) bool { return e.ID == id })
		d.mu.Unlock()
		if !found {
			continue
		}
		e, err := d.entryOf(ctx, body)
		if err != nil {
			return err
		}
		d.mu.Lock()
		d.byID[id] = e
		d.entries = append(d.entries, e)
		d.mu.Unlock()
	}
	if len(touched) > 0 {
		d.mu.Lock()
		d.sort()
		d.mu.Unlock()
	}
	return nil
}

// entryOf works out how one pupil stands from the records.
func (d *Desk) entryOf(ctx context.Context, body journal.Body) (*register.Entry, error) {
	pupils, err := gather[register.Pupil](kindPupil, func(each func(journal.Body) error) error { return each(body) })
	if err != nil {
		return nil, err
	}
	id := pupils[0].ID
	statuses, err1 := where[register.Status](ctx, d.store, kindStatus, "pupil", id)
	needs, err2 := where[register.Need](ctx, d.store, kindNeed, "pupil", id)
	levels, err3 := where[LevelDecision](ctx, d.store, kindLevel, "pupil", id)
	cycles, err4 := where[provision.Cycle](ctx, d.store, kindCycle, "pupil", id)
	concerns, err5 := where[register.Concern](ctx, d.store, kindConcern, "pupil", id)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		return nil, err
	}
	return d.entry(pupils[0], standing{statuses, needs, levels, cycles, concerns}), nil
}

// standing is what is on record about where a pupil stands.
type standing struct {
	statuses []register.Status
	needs    []register.Need
	levels   []LevelDecision
	cycles   []provision.Cycle
	concerns []register.Concern
}

func (d *Desk) entry(p register.Pupil, s standing) *register.Entry {
	e := register.MakeEntry(d.codes, p, s.statuses, s.needs, d.today())
	if l, ok := latestLevel(s.levels); ok {
		e.Level, e.LevelOn = l.Level, l.On
		e.LevelRank = slices.Index(d.levelIDs(), l.Level)
	}
	for _, c := range s.cycles {
		if c.Reviewed.IsZero() && !c.ReviewDue.IsZero() && (e.ReviewDue.IsZero() || c.ReviewDue.Before(e.ReviewDue)) {
			e.ReviewDue = c.ReviewDue
		}
	}
	for _, c := range s.concerns {
		if c.IsOpen() && (e.ConcernSince.IsZero() || c.On.Before(e.ConcernSince)) {
			e.ConcernSince = c.On
		}
	}
	return &e
}

// reload reads the whole register into memory.
func (d *Desk) reload(ctx context.Context) error {
	pupils, err1 := all[register.Pupil](ctx, d.store, kindPupil)
	statuses, err2 := all[register.Status](ctx, d.store, kindStatus)
	needs, err3 := all[register.Need](ctx, d.store, kindNeed)
	levels, err4 := all[LevelDecision](ctx, d.store, kindLevel)
	cycles, err5 := where[provision.Cycle](ctx, d.store, kindCycle, "reviewed", "")
	concerns, err6 := where[register.Concern](ctx, d.store, kindConcern, "closed", "")
	if err := errors.Join(err1, err2, err3, err4, err5, err6); err != nil {
		return err
	}
	statusesOf := byPupil(statuses, func(s register.Status) string { return s.Pupil })
	needsOf := byPupil(needs, func(n register.Need) string { return n.Pupil })
	levelsOf := byPupil(levels, func(l LevelDecision) string { return l.Pupil })
	cyclesOf := byPupil(cycles, func(c provision.Cycle) string { return c.Pupil })
	concernsOf := byPupil(concerns, func(c register.Concern) string { return c.Pupil })
	d.mu.Lock()
	defer d.mu.Unlock()
	d.entries = make([]*register.Entry, 0, len(pupils))
	d.byID = make(map[string]*register.Entry, len(pupils))
	for _, p := range pupils {
		e := d.entry(p, standing{statusesOf[p.ID], needsOf[p.ID], levelsOf[p.ID], cyclesOf[p.ID], concernsOf[p.ID]})
		d.entries = append(d.entries, e)
		d.byID[p.ID] = e
	}
	d.sort()
	return nil
}

func byPupil[T any](records []T, pupil func(T) string) map[string][]T {
	out := map[string][]T{}
	for _, r := range records {
		out[pupil(r)] = append(out[pupil(r)], r)
	}
	return out
}

// sort puts the pupils in the order of their names, as an English reader expects
// it: Çelik beside Celik, and finds them by their numbers again.
func (d *Desk) sort() {
	c := collate.New(language.BritishEnglish, collate.IgnoreCase)
	var buffer collate.Buffer
	type keyed struct {
		key   []byte
		entry *register.Entry
	}
	list := make([]keyed, len(d.entries))
	for i, e := range d.entries {
		list[i] = keyed{c.KeyFromString(&buffer, e.ListName()), e}
	}
	slices.SortFunc(list, func(a, b keyed) int {
		if n := slices.Compare(a.key, b.key); n != 0 {
			return n
		}
		return slices.Compare([]byte(a.entry.ID), []byte(b.entry.ID))
	})
	d.byUPN = make(map[string]*register.Entry, len(list))
	for i, k := range list {
		d.entries[i] = k.entry
		if _, taken := d.byUPN[k.entry.UPN]; !taken && k.entry.UPN != "" {
			d.byUPN[k.entry.UPN] = k.entry
		}
	}
}

// Clock returns the clock that the desk was opened with.
func (d *Desk) Clock() school.Clock { return d.options.Clock }
