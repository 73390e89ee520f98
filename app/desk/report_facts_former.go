package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/school"
)

// publicPeople are the people whom a school's details name to the public.
func publicPeople(s school.School) []string {
	deputy, _, _ := strings.Cut(s.SencoDeputy, ",") // "Ms T. Okonkwo, deputy head"
	var people []string
	for _, name := range []string{s.Head, s.Senco, deputy, s.Designated, s.Governor} {
		if name = strings.Join(strings.Fields(name), " "); name != "" && !slices.Contains(people, name) {
			people = append(people, name)
		}
	}
	return people
}

// formerPeople are those who stood in the school's details before, and staff who left,
// who are not there any more; and those who are. A document that names one of the first is
// out of date.
func (d *Desk) formerPeople(ctx context.Context) (former, current []string, err error) {
	current = publicPeople(d.School())
	staff, err := all[provision.Staff](ctx, d.store, kindStaff)
	if err != nil {
		return nil, nil, err
	}
	var left []string
	for _, s := range staff {
		if s.Until.IsZero() || !s.Until.Before(d.Today()) {
			current = append(current, s.Name)
		} else {
			left = append(left, s.Name)
		}
	}
	before, err := d.peopleBefore(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, name := range append(left, before...) {
		if !slices.Contains(current, name) && !slices.Contains(former, name) {
			former = append(former, name)
		}
	}
	slices.Sort(former)
	return former, current, nil
}

// peopleBefore reads from the journal whom the school's details named before each change.
// They are kept until the details change again.
func (d *Desk) peopleBefore(ctx context.Context) ([]string, error) {
	d.mu.RLock()
	kept, redone := d.formerly, d.redone
	d.mu.RUnlock()
	if kept != nil {
		return kept, nil
	}
	steps, err := d.store.Labelled(ctx, labelSchool)
	if err != nil {
		return nil, err
	}
	people := []string{}
	for _, step := range steps {
		for _, c := range step.Changes {
			if c.Kind != kindSetting || c.Key != settingSchool {
				continue
			}
			for _, body := range []journal.Body{c.Before, c.After} {
				names, err := peopleIn(body)
				if err != nil {
					return nil, err
				}
				people = append(people, names...)
			}
		}
	}
	d.mu.Lock()
	if d.redone == redone {
		d.formerly = people
	}
	d.mu.Unlock()
	return people, nil
}

// peopleIn are the people in a school's details as a step holds them; none in an empty body.
func peopleIn(body journal.Body) ([]string, error) {
	if len(body) == 0 {
		return nil, nil
	}
	var n named
	var s school.School
	if err := json.Unmarshal(body, &n); err != nil {
		return nil, fmt.Errorf("the school's details before a change cannot be read: %w", err)
	}
	if err := json.Unmarshal(n.Value, &s); err != nil {
		return nil, fmt.Errorf("the school's details before a change cannot be read: %w", err)
	}
	return publicPeople(s), nil
}
