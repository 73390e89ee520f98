package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/journal"
)

// Deferral is what was decided about one task: that it is done, or rests until a day.
// It holds for that key alone, and so for that date.
type Deferral struct {
	ID    string   `json:"id"` // the key of the task
	Pupil string   `json:"pupil"`
	State string   `json:"state"`     // TaskDone or TaskSnoozed
	Until day.Date `json:"until_day"` // the day on which a snoozed task comes back
	Why   string   `json:"why"`
	On    day.Date `json:"on_day"`
	By    string   `json:"by"`
}

// States of a deferral.
const (
	TaskDone    = "done"
	TaskSnoozed = "snoozed"
)

// DeferredTask is a task that was done or put off and would wait otherwise.
type DeferredTask struct {
	Task
	State string   `json:"state"`
	Until day.Date `json:"until,omitempty"`
	Why   string   `json:"why,omitempty"`
	On    day.Date `json:"on"`
	By    string   `json:"by"`
}

// hides reports whether the task does not wait on a day.
func (f Deferral) hides(today day.Date) bool {
	return f.State == TaskDone || f.State == TaskSnoozed && f.Until.After(today)
}

func (d *Desk) deferrals(ctx context.Context) (map[string]Deferral, error) {
	list, err := all[Deferral](ctx, d.store, kindDeferral)
	out := make(map[string]Deferral, len(list))
	for _, f := range list {
		out[f.ID] = f
	}
	return out, err
}

// FinishTask marks a task as done, and why where there is something to say. The key of
// a line that holds several tasks marks them all, in one step.
func (d *Desk) FinishTask(ctx context.Context, key, why string) error {
	return d.deferTask(ctx, key, "Done", Deferral{State: TaskDone, Why: why})
}

// longestSnooze is how far ahead a task can be put off, in days: past a year it
// would be forgotten.
const longestSnooze = 366

// SnoozeTask puts a task off until a day, on which it comes back by itself.
func (d *Desk) SnoozeTask(ctx context.Context, key string, until day.Date, why string) error {
	today := d.Today()
	switch {
	case !until.After(today):
		return refuse("until", "Choose a day after today.")
	case today.DaysUntil(until) > longestSnooze:
		return refuse("until", "Choose a day within a year, so that it is not forgotten.")
	}
	return d.deferTask(ctx, key, "Put off to "+until.Words(), Deferral{State: TaskSnoozed, Until: until, Why: why})
}

// deferTask writes what was decided about a task that waits, or about each of a line.
func (d *Desk) deferTask(ctx context.Context, key, did string, f Deferral) error {
	waiting, err := d.Tasks(ctx)
	if err != nil {
		return err
	}
	t, found := findTask(waiting, key)
	if !found {
		return refuse("key", "Nothing waits under “"+key+"”. It may be done already, or its date has moved. Nothing was changed.")
	}
	if f.Why = strings.TrimSpace(f.Why); len(f.Why) > 1000 {
		return refuse("why", "Say why in a few words: this is longer than 1,000 letters.")
	}
	f.On, f.By = d.Today(), d.options.By
	tasks := t.Of
	if tasks == nil {
		tasks = []Task{t}
	}
	var edits []journal.Edit
	for _, one := range tasks {
		if f.State == TaskDone && one.Kind == taskAction {
			continue // the record of the meeting says so itself
		}
		f.ID, f.Pupil = one.Key, one.Pupil
		edits = append(edits, journal.Edit{Kind: kindDeferral, Key: f.ID, About: f.Pupil, Value: f})
	}
	if f.State == TaskDone {
		done, err := d.actionEdits(ctx, tasks)
		if err != nil {
			return err
		}
		edits = append(edits, done...)
	}
	return d.do(ctx, did+": "+d.briefly(t), t.Pupil, edits...)
}

// findTask finds a task by its key, among lines and within them.
func findTask(list []Task, key string) (Task, bool) {
	for _, t := range list {
		if t.Key == key {
			return t, true
		}
		if one, found := findTask(t.Of, key); found {
			return one, true
		}
	}
	return Task{}, false
}

// briefly names a task with no more of the pupil than the initials: the name of the
// step stands in the foot of the window.
func (d *Desk) briefly(t Task) string {
	if e, err := d.Entry(t.Pupil); err == nil {
		return t.Title + " (" + e.Initials() + ")"
	}
	return t.Title
}

// Deferred lists the tasks that were put off, the first to come back first, and then
// those marked as done that would wait otherwise, the latest first.
func (d *Desk) Deferred(ctx context.Context) ([]DeferredTask, error) {
	w, err := d.Waiting(ctx)
	return w.PutOff, err
}

func putOff(list []Task, put map[string]Deferral, today day.Date) []DeferredTask {
	out := []DeferredTask{}
	for _, t := range list {
		if f := put[t.Key]; f.hides(today) {
			out = append(out, DeferredTask{Task: t, State: f.State, Until: f.Until, Why: f.Why, On: f.On, By: f.By})
		}
	}
	slices.SortStableFunc(out, func(a, b DeferredTask) int {
		if a.State != b.State {
			return -cmp.Compare(a.State, b.State) // snoozed before done
		}
		return cmp.Or(a.Until.Compare(b.Until), b.On.Compare(a.On))
	})
	return out
}

// BringBack lets a task wait again that was done or put off.
func (d *Desk) BringBack(ctx context.Context, key string) error {
	list, err := d.Deferred(ctx)
	if err != nil {
		return err
	}
	for _, t := range list {
		if t.Key == key {
			return d.do(ctx, "Bring back: "+d.briefly(t.Task), t.Pupil, journal.Edit{Kind: kindDeferral, Key: key, About: t.Pupil, Remove: true})
		}
	}
	return refuse("key", "Nothing was put off under “"+key+"”. Nothing was changed.")
}
