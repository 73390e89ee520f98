package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
)

// samePlaces are the places of two records of one pupil that are one: in the same
// intervention at the same time.
type samePlaces struct {
	kept  map[string]string // the placement that stays, by the one that goes
	weeks map[string]bool   // weeks of attendance that the one that stays has already
	edits []journal.Edit
}

// samePlaces finds them. The place that stays reaches over the time of both.
func (d *Desk) samePlaces(ctx context.Context, c MergeChoice) (samePlaces, error) {
	s := samePlaces{kept: map[string]string{}, weeks: map[string]bool{}}
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	runs, err := d.runs(ctx)
	if err != nil {
		return s, err
	}
	for _, r := range runs {
		for _, mine := range r.placed {
			if mine.Pupil != c.Keep {
				continue
			}
			now := mine
			for _, theirs := range r.placed {
				if theirs.Pupil != c.Other || s.kept[theirs.ID] != "" || !together(now, theirs, r.Intervention) {
					continue
				}
				s.kept[theirs.ID] = mine.ID
				now = onePlace(now, theirs)
				s.edits = append(s.edits, placementEdit(now))
			}
		}
		for _, a := range r.held {
			s.weeks[a.Placement+a.Week.String()] = true
		}
	}
	return s, nil
}

func together(a, b provision.Placement, i provision.Intervention) bool {
	first, last := provision.Held(a, i)
	otherFirst, otherLast := provision.Held(b, i)
	return provision.Overlap(first, last, otherFirst, otherLast)
}

// onePlace is the first of two placements, over the time of both. One that only waits
// takes what the other has.
func onePlace(a, b provision.Placement) provision.Placement {
	if a.Waiting && !b.Waiting {
		b.ID, b.Pupil, b.Bought = a.ID, a.Pupil, append(b.Bought, a.Bought...)
		return b
	}
	a.Bought = append(a.Bought[:len(a.Bought):len(a.Bought)], b.Bought...)
	if b.Waiting != a.Waiting {
		return a
	}
	if b.Starts.IsZero() || b.Starts.Before(a.Starts) {
		a.Starts = b.Starts
	}
	if b.Ends.IsZero() || !a.Ends.IsZero() && b.Ends.After(a.Ends) {
		a.Ends, a.Why = b.Ends, b.Why
	}
	return a
}

// of points a record of the second pupil at the place that stays, and reports whether
// it goes because there is one already.
func (s samePlaces) of(kind, id string, record map[string]json.RawMessage) (twice bool, err error) {
	if kind == kindPlacement {
		return s.kept[id] != "", nil
	}
	if kind != kindAttendance && kind != kindPlaceReview {
		return false, nil
	}
	var of struct{ placement, week string }
	if err := json.Unmarshal(record["placement"], &of.placement); err != nil {
		return false, fmt.Errorf("a %s record cannot be read: %w", kind, err)
	}
	mine := s.kept[of.placement]
	if mine == "" {
		return false, nil
	}
	if record["placement"], err = json.Marshal(mine); err != nil {
		return false, fmt.Errorf("moving a %s: %w", kind, err)
	}
	if kind == kindPlaceReview {
		return false, nil
	}
	var week day.Date
	if err := json.Unmarshal(record["week"], &week); err != nil {
		return false, fmt.Errorf("a %s record cannot be read: %w", kind, err)
	}
	return s.weeks[mine+week.String()], nil
}
