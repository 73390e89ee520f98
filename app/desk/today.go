package desk

import (
	"context"
	"fmt"
	"slices"

	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/register"
)

// Urgency sorts what waits on the desk.
type Urgency int

// Urgencies, most pressing first.
const (
	Overdue  Urgency = iota // its day has passed
	ThisWeek                // within seven days
	Soon                    // within six weeks
	TidyUp                  // no date, but the record is not whole
)

// Task is one thing that waits: what, about whom, by when, and where to do it.
type Task struct {
	Urgency Urgency  `json:"urgency"`
	Kind    string   `json:"kind"` // review, level, need, voice, request, report ...
	Title   string   `json:"title"`
	Pupil   string   `json:"pupil,omitempty"`
	Name    string   `json:"name,omitempty"`
	Due     day.Date `json:"due"`
	Where   string   `json:"where"` // the screen that does it
}

// Tasks lists what is overdue, due and worth tidying, most pressing first.
func (d *Desk) Tasks(ctx context.Context) ([]Task, error) {
	today := d.Today()
	var tasks []Task
	add := func(kind, title, where string, e *register.Entry, due day.Date) {
		t := Task{Urgency: urgencyOf(today, due), Kind: kind, Title: title, Due: due, Where: where}
		if e != nil {
			t.Pupil, t.Name = e.ID, e.Name()
		}
		tasks = append(tasks, t)
	}
	withPlan, err := d.store.Distinct(ctx, kindCycle, "pupil")
	if err != nil {
		return nil, err
	}
	planned := map[string]bool{}
	for _, id := range withPlan {
		planned[id] = true
	}
	found, err := d.Find("status:sen")
	if err != nil {
		return nil, err
	}
	for _, e := range found {
		if !e.ReviewDue.IsZero() && e.ReviewDue.Before(today.AddDays(42)) {
			add("review", "Review the plan", "pupil", e, e.ReviewDue)
		}
		if len(e.Needs) == 0 {
			add("need", "Record the primary need", "pupil", e, day.Date{})
		}
		switch d.LevelStanding(e) {
		case LevelNever:
			add("level", "Confirm a level", "levels", e, day.Date{})
		case LevelOld:
			add("level", fmt.Sprintf("Check the level again: confirmed more than %d months ago", d.continuum.Guidance.RecheckMonths), "levels", e, day.Date{})
		}
		if !planned[e.ID] {
			add("plan", "Start a plan", "pupil", e, day.Date{})
		}
	}
	requests, err := d.Requests(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range requests {
		e, _ := d.Entry(r.Pupil)
		switch {
		case r.awardEnds(today.AddDays(56)):
			add("request", "Funding "+r.Reference()+" ends: start the renewal", "requests", e, r.Progress.Decision.To)
		case r.Status() == funding.IsReady:
			add("request", "Send funding request "+r.Reference(), "requests", e, day.Date{})
		}
	}
	due, err := d.reportsDue(ctx)
	if err != nil {
		return nil, err
	}
	tasks = append(tasks, due...)
	slices.SortStableFunc(tasks, func(a, b Task) int {
		if a.Urgency != b.Urgency {
			return int(a.Urgency) - int(b.Urgency)
		}
		return a.Due.Compare(b.Due)
	})
	return tasks, nil
}

// awardEnds reports whether money that was agreed ends by a day.
func (r Request) awardEnds(by day.Date) bool {
	d := r.Progress.Decision
	return r.Status() == funding.Decided && d != nil && !d.To.IsZero() && d.To.Before(by)
}

func urgencyOf(today, due day.Date) Urgency {
	switch {
	case due.IsZero():
		return TidyUp
	case due.Before(today):
		return Overdue
	case due.Before(today.AddDays(8)):
		return ThisWeek
	}
	return Soon
}
