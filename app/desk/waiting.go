package desk

import (
	"context"
	"slices"

	"needsbook/app/day"
	"needsbook/app/duties"
	"needsbook/app/school"
)

// Waiting is all that Today shows.
type Waiting struct {
	Tasks   []Task         // what waits, most pressing first; tasks of one kind in one line
	PutOff  []DeferredTask // the first to come back first, then what was done, the latest first
	Notices []string       // good to know today, but asking for nothing
	Next    day.Date       // when the next duty begins to wait, zero where none is known of
}

// Waiting reads all that Today shows.
func (d *Desk) Waiting(ctx context.Context) (Waiting, error) {
	f, err := d.todayFacts(ctx)
	if err != nil {
		return Waiting{}, err
	}
	list, err := d.singleTasks(ctx, f)
	if err != nil {
		return Waiting{}, err
	}
	put, err := d.deferrals(ctx)
	if err != nil {
		return Waiting{}, err
	}
	w := Waiting{PutOff: putOff(list, put, f.today), Notices: f.notices(), Next: f.next()}
	w.Tasks = gatherTasks(slices.DeleteFunc(list, func(t Task) bool { return put[t.Key].hides(f.today) }), d.terms)
	return w, nil
}

// todayFacts are the records that Today is worked out from, read once.
type todayFacts struct {
	today    day.Date
	of       func(pupil string) *pupilDates
	requests []Request
	groups   map[string][]string // pupils of each request, by its id
	calendar school.Calendar
	public   publicDates
	duties   []duties.Duty // whether they wait today or later, done or not
}

func (d *Desk) todayFacts(ctx context.Context) (f todayFacts, err error) {
	f.today = d.Today()
	if f.of, err = d.dates(ctx); err != nil {
		return f, err
	}
	if f.requests, err = d.Requests(ctx); err != nil {
		return f, err
	}
	if f.groups, err = d.pupilsOfRequests(ctx, f.requests); err != nil {
		return f, err
	}
	if f.calendar, err = d.SchoolCalendar(ctx); err != nil {
		return f, err
	}
	if f.public, err = d.publicDates(ctx); err != nil {
		return f, err
	}
	f.duties = d.duties(f)
	return f, nil
}

// next is the day on which the next duty begins to wait.
func (f todayFacts) next() (next day.Date) {
	for _, duty := range f.duties {
		if duty.Shows.After(f.today) && (next.IsZero() || duty.Shows.Before(next)) {
			next = duty.Shows
		}
	}
	return next
}
