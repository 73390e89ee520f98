package provision

import "needsbook/app/day"

// Referral is a service that a pupil's school has asked, and what came of it. Taken
// together the referrals are the school's record of need that is not met.
type Referral struct {
	ID       string   `json:"id"`
	Pupil    string   `json:"pupil"`
	Service  string   `json:"service"` // educational psychology, speech and language therapy ...
	Words    string   `json:"words"`   // what is asked, from facts already there
	Asked    day.Date `json:"asked"`
	State    string   `json:"state"`    // one of the states below
	Answered day.Date `json:"answered"` // when it began or was refused
	Answer   string   `json:"answer"`   // what the service said
	By       string   `json:"by"`
}

// States of a referral.
const (
	ReferralAsked   = "asked"   // sent, no answer yet
	ReferralWaiting = "waiting" // accepted, on the waiting list
	ReferralSeen    = "seen"    // the service is at work or has been
	ReferralRefused = "refused"
)
