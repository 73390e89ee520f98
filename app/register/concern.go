package register

import (
	"cmp"
	"slices"

	"needsbook/app/day"
)

// Concern is a worry about a pupil who is not on the SEN register, or not yet: who
// raised it, what was tried, whether the parents know (Code of Practice 6.16 to 6.19
// asks schools to notice early and to talk to parents early).
type Concern struct {
	ID          string   `json:"id"`
	Pupil       string   `json:"pupil"`
	On          day.Date `json:"on_day"`
	RaisedBy    string   `json:"raised_by"`
	Words       string   `json:"words"`        // what was noticed
	Tried       string   `json:"tried"`        // strategies tried so far
	ParentsTold day.Date `json:"parents_told"` // zero while they have not been told
	LookAgain   day.Date `json:"look_again"`   // when to ask whether it has passed
	Closed      day.Date `json:"closed"`       // zero while it is open
	Outcome     string   `json:"outcome"`      // ConcernSupport or ConcernSettled, "" while open
	Why         string   `json:"why"`          // what was decided and why
}

// What a concern came to.
const (
	ConcernSupport = "support" // the pupil was put on the SEN register
	ConcernSettled = "settled" // it has passed, or ordinary teaching meets it
)

// ConcernDays is how long a concern rests before the program asks about it again:
// six weeks.
const ConcernDays = 42

// IsOpen reports whether the concern still waits for a decision.
func (c Concern) IsOpen() bool { return c.Closed.IsZero() }

// SortConcerns puts those that are open first, by the day to look at them again, and
// then those that are closed, the latest first.
func SortConcerns(list []Concern) {
	slices.SortStableFunc(list, func(a, b Concern) int {
		if a.IsOpen() != b.IsOpen() {
			if a.IsOpen() {
				return -1
			}
			return 1
		}
		if a.IsOpen() {
			return cmp.Or(a.LookAgain.Compare(b.LookAgain), a.On.Compare(b.On))
		}
		return b.Closed.Compare(a.Closed)
	})
}
