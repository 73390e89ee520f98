package desk

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"needsbook/app/journal"
	"needsbook/app/register"
)

// Assignment is one field=value of a bulk edit.
type Assignment struct{ Field, Value string }

// ParseAssignment reads "class=4B".
func ParseAssignment(text string) (Assignment, error) {
	field, value, ok := strings.Cut(text, "=")
	if !ok || field == "" {
		return Assignment{}, refuse("field", "“"+text+"” is not of the form field=value, such as class=4B.")
	}
	return Assignment{strings.ToLower(strings.TrimSpace(field)), strings.TrimSpace(value)}, nil
}

// BulkChange is what a bulk edit did, or would do, to one pupil.
type BulkChange struct {
	ID     string            `json:"id"`
	Name   string            `json:"name"`
	Before map[string]string `json:"before"`
	After  map[string]string `json:"after"`
}

// SetMany edits a field or more of many pupils as one step. With dryRun nothing is
// stored. A value that does not fit refuses the whole edit.
func (d *Desk) SetMany(ctx context.Context, pupils []string, assignments []Assignment, dryRun bool) ([]BulkChange, error) {
	settings, err := d.settings(assignments)
	if err != nil {
		return nil, err
	}
	b := &batch{desk: d, many: len(pupils) > fewEnough}
	for _, id := range pupils {
		if err := b.set(ctx, id, settings); err != nil {
			return nil, err
		}
	}
	fields := make([]string, len(settings))
	for i, s := range settings {
		fields[i] = s.title
	}
	return b.apply(ctx, "Set "+strings.Join(fields, " and "), dryRun)
}

// settings reads assignments. Two that cannot both hold are refused; flags can.
func (d *Desk) settings(assignments []Assignment) ([]setting, error) {
	var out []setting
	for _, a := range assignments {
		s, err := d.setting(a)
		if err != nil {
			return nil, err
		}
		if s.field != "flag" && slices.ContainsFunc(out, s.clashes) {
			return nil, refuse(a.Field, "“"+a.Field+"” is set twice in one edit. Set it once.")
		}
		out = append(out, s)
	}
	return out, nil
}

// batch gathers what is to change about many pupils into one step.
type batch struct {
	desk    *Desk
	many    bool // so many pupils that reading everyone's history once is quicker
	seen    map[string]bool
	edits   []journal.Edit
	changes []BulkChange

	statuses map[string][]register.Status // by pupil; nil until it is needed
	needs    map[string][]register.Need
}

// set works out what the settings change about one pupil.
func (b *batch) set(ctx context.Context, id string, settings []setting) error {
	if b.seen[id] {
		return nil
	}
	if b.seen == nil {
		b.seen = map[string]bool{}
	}
	b.seen[id] = true
	e, err := b.desk.Entry(id)
	if err != nil {
		return err
	}
	now := target{Pupil: e.Pupil, status: e.Status, needs: slices.Clone(e.Needs)}
	then := now
	for _, s := range settings {
		s.apply(&then)
	}
	then.Pupil = tidy(then.Pupil)
	change := BulkChange{ID: id, Name: e.Name(), Before: map[string]string{}, After: map[string]string{}}
	for _, s := range settings {
		if before, after := s.value(now), s.value(then); before != after {
			change.Before[s.field], change.After[s.field] = before, after
		}
	}
	if len(change.After) == 0 {
		return nil
	}
	if err := b.desk.checkPupil(then.Pupil); err != nil {
		return err
	}
	b.changes = append(b.changes, change)
	if !reflect.DeepEqual(now.Pupil, then.Pupil) {
		b.edits = append(b.edits, pupilEdit(then.Pupil))
	}
	return b.setHistory(ctx, id, now, then)
}

// setHistory adds the edits of history that a new status or new needs come to.
func (b *batch) setHistory(ctx context.Context, id string, now, then target) error {
	today := b.desk.Today()
	if then.status != now.status {
		history, err := historyOf(ctx, b, kindStatus, id, &b.statuses, func(s register.Status) string { return s.Pupil })
		if err != nil {
			return err
		}
		edits, err := b.desk.statusEdits(history, id, then.status, today)
		if err != nil {
			return err
		}
		b.edits = append(b.edits, edits...)
	}
	if !slices.Equal(then.needs, now.needs) {
		history, err := historyOf(ctx, b, kindNeed, id, &b.needs, func(n register.Need) string { return n.Pupil })
		if err != nil {
			return err
		}
		edits, err := b.desk.needEdits(history, id, then.needs, today)
		if err != nil {
			return err
		}
		b.edits = append(b.edits, edits...)
	}
	return nil
}

// historyOf reads a pupil's history of a kind: everyone's once where there are many.
func historyOf[T any](ctx context.Context, b *batch, kind, id string, known *map[string][]T, pupil func(T) string) ([]T, error) {
	if !b.many {
		return where[T](ctx, b.desk.store, kind, "pupil", id)
	}
	if *known == nil {
		list, err := all[T](ctx, b.desk.store, kind)
		if err != nil {
			return nil, err
		}
		*known = byPupil(list, pupil)
	}
	return (*known)[id], nil
}

// apply does what was gathered as one step, unless it is a dry run or nothing changes.
func (b *batch) apply(ctx context.Context, what string, dryRun bool) ([]BulkChange, error) {
	if dryRun || len(b.changes) == 0 {
		return b.changes, nil
	}
	return b.changes, b.desk.do(ctx, what+" of "+count(len(b.changes), "pupil"), "", b.edits...)
}

// count writes a number with its noun: 1 pupil, 3 pupils.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// splitList splits at commas and leaves out what is empty.
func splitList(text string) []string {
	var out []string
	for _, part := range strings.Split(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
