package desk

import (
	"context"
	"crypto/rand"
	"fmt"
	"sync"
	"time"

	"needsbook/app/access"
	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/journal"
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

	Links publish.LinkAsker // asks whether web addresses answer; nil where there is none
}

// Desk is a school's file, open and ready to work with.
type Desk struct {
	store   Store
	options Options
	seat    access.Seat // who opened the file
	rules               // the packs and code lists in use

	mu       sync.RWMutex
	school   school.School
	entries  []*register.Entry // every pupil, sorted by name
	byID     map[string]*register.Entry
	byUPN    map[string]*register.Entry
	fields   []register.Field     // the school's own, in their order
	views    []register.View      // saved, in their order
	formerly []string             // people whom the school's details named before; nil until it is read
	posted   map[string]publicNow // how the public documents stand, for Today; one that is not there must be worked out
	redone   int                  // counts changes to the documents, so that nothing read before one is kept after it
	kept     datesOf              // what Today needs to know of each pupil
	mapped   mapOf                // what the provision map needs to know of each intervention
	looked   time.Time            // since when somebody has had an invented case before them
	onChange func()

	built    lastBuilt  // the summary that was looked at last
	sendLock sync.Mutex // held from reading the end of the send log until the line after it is kept
	sendTurn sync.Mutex // held while documents are sent, so that none is sent twice at once

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
	d.forgetMap()
	if err := d.readSeat(ctx); err != nil {
		return err
	}
	if err := d.loadPacks(ctx); err != nil {
		return err
	}
	if err := d.readSchool(ctx); err != nil {
		return err
	}
	if err := d.readViews(ctx); err != nil {
		return err
	}
	return d.reload(ctx)
}

// readSchool reads the school's details.
func (d *Desk) readSchool(ctx context.Context) error {
	var s school.School
	_, err := readNamed(ctx, d.store, kindSetting, settingSchool, &s)
	if err != nil {
		return err
	}
	d.mu.Lock()
	d.school = s
	d.mu.Unlock()
	return nil
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
	if err := d.allowEdits(edits); err != nil {
		return err
	}
	return d.step(ctx, sort, label, pupil, edits)
}

// step records edits whoever sits at the desk. Beside doAs, only what the program itself
// must note calls it.
func (d *Desk) step(ctx context.Context, sort journal.Sort, label, pupil string, edits []journal.Edit) error {
	edits, err := d.withPlacesEnded(ctx, edits)
	if err != nil {
		return err
	}
	step, err := d.store.Do(ctx, journal.Step{At: d.options.Clock(), By: d.options.By, Label: label, Pupil: pupil, Sort: sort}, edits)
	if err != nil {
		return fmt.Errorf("saving a change: %w", err) // its label may name a pupil, and an error may be logged
	}
	return d.follow(ctx, step)
}

// Clock returns the clock that the desk was opened with.
func (d *Desk) Clock() school.Clock { return d.options.Clock }
