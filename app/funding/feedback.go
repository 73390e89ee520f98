package funding

import (
	"needsbook/app/day"
)

// Feedback is what was said about an earlier request and is worth thinking of in the
// next one.
type Feedback struct {
	Request   string   `json:"request"`
	Number    int      `json:"number"`
	Kind      string   `json:"kind"`
	Pupil     string   `json:"pupil"` // "" where it was a group's or a project's
	On        day.Date `json:"on_day"`
	Outcome   string   `json:"outcome"`   // an Outcome, or advice of other schools
	Local     bool     `json:"local"`     // said by other schools, not decided
	Condition bool     `json:"condition"` // a condition that came with money
	Code      string   `json:"code"`      // "" for words of their own
	Words     string   `json:"words"`     // what was said
	Next      string   `json:"next"`      // what to do this time
}
