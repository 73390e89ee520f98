package duties

import (
	"fmt"

	"needsbook/app/day"
)

// Owner is who must act.
type Owner string

// Owners of duties.
const (
	School  Owner = "school"
	Council Owner = "council"
	Family  Owner = "family"
)

// Duty is one thing that is due on a day.
type Duty struct {
	Kind       string   // id of its timescale
	Record     string   // identifier of what it is about: a plan, a concern, a pupil, "" for the school
	Remind     int      // for a reminder: how many days before
	Title      string   // without any name
	Note       string   // what is missing or what to do first, "" for nothing
	Pupil      string   // "" for the school's own
	Due        day.Date // the day by which it is to be done
	Shows      day.Date // first day on which it waits
	Ends       day.Date // last day on which it waits, zero while it is never too late
	Owner      Owner
	Reference  string // regulation or paragraph
	ByLaw      bool
	PuttingOff string // what putting it off means
}

// Key names a duty: its kind, its record and its day, so that what was done stays done
// and a moved date is another duty. It holds no name and no words.
func (d Duty) Key() string {
	key := d.Kind + "/" + d.Record + "/" + d.Due.String()
	if d.Remind > 0 {
		key += fmt.Sprintf("/%d", d.Remind)
	}
	return key
}

// Waits reports whether the duty is to be shown on a day.
func (d Duty) Waits(today day.Date) bool {
	return !d.Shows.After(today) && (d.Ends.IsZero() || !d.Ends.Before(today))
}
