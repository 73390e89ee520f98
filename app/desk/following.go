package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// follow brings what is held in memory up to date with a step.
func (d *Desk) follow(ctx context.Context, step journal.Step) error {
	touched, details := map[string]bool{}, map[string]journal.Body{}
	packs, views, documents := false, false, false
	for _, c := range step.Changes {
		switch c.Kind {
		case kindPupil:
			details[c.About] = c.After
		case kindStatus, kindNeed, kindLevel, kindCycle, kindConcern:
			touched[c.About] = true
		case kindField, kindView:
			views = true
		case kindWords, kindPublication, kindActivity, kindConsultation, kindStaff:
			documents = true
		case kindPack:
			packs, documents = true, true
		case kindSetting:
			documents = true
			if c.Key == settingSchool {
				if err := d.readSchool(ctx); err != nil {
					return err
				}
			}
		}
	}
	if err := d.followDates(ctx, step.Changes); err != nil {
		return err
	}
	if err := d.followMap(ctx, step.Changes); err != nil {
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
	if !packs {
		if err := d.redescribe(details, touched); err != nil {
			return err
		}
	}
	if err := d.refresh(ctx, touched, packs); err != nil {
		return err
	}
	if documents {
		d.forgetReport()
	}
	d.onChange()
	return nil
}

// redescribe brings pupils up to date of whom only their own details changed, from
// the step itself: nothing has to be read for those. The others are touched.
func (d *Desk) redescribe(details map[string]journal.Body, touched map[string]bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	renewed := map[string]*register.Entry{}
	for id, body := range details {
		before, there := d.byID[id]
		if !there || body == nil || touched[id] {
			touched[id] = true
			continue
		}
		var p register.Pupil
		if err := json.Unmarshal(body, &p); err != nil {
			return fmt.Errorf("a %s record cannot be read: %w", kindPupil, err)
		}
		renewed[id] = before.WithPupil(d.codes, p, d.today())
	}
	if len(renewed) == 0 {
		return nil
	}
	for i, e := range d.entries {
		if now, ok := renewed[e.ID]; ok {
			d.entries[i], d.byID[e.ID] = now, now
		}
	}
	d.sort()
	return nil
}

// forgetReport forgets what was worked out of the public documents, and makes what is
// being worked out from before the change be forgotten too.
func (d *Desk) forgetReport() {
	d.mu.Lock()
	d.formerly, d.posted = nil, nil
	d.redone++
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
		e.Level, e.LevelOn, e.LevelAgain, e.LevelName = l.Level, l.On, l.Recheck, d.levelNameOf(l)
		e.LevelOther = l.Pack != d.continuum.ID || l.Version != d.continuum.Version
		level := l.Level
		if e.LevelOther {
			e.LevelAs = d.continuum.LevelFrom(l.Pack, l.Version, l.Level)
			level = e.LevelAs
		}
		e.LevelRank = slices.Index(d.levelIDs(), level)
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
