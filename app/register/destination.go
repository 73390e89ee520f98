package register

import "needsbook/app/day"

// Destination is the school that a pupil goes on to in a year. Without a URN and a name
// it is not known yet.
type Destination struct {
	ID     string   `json:"id"`
	Pupil  string   `json:"pupil"`
	Year   int      `json:"year"`   // calendar year of the move
	URN    string   `json:"urn"`    // of the next school; "" for one that has none, as abroad
	School string   `json:"school"` // its name
	On     day.Date `json:"on_day"` // when it was written down
	By     string   `json:"by"`
}

// Known reports whether the record names a school.
func (d Destination) Known() bool { return d.URN != "" || d.School != "" }
