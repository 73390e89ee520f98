package provision

import (
	"needsbook/app/day"
	"needsbook/app/register"
)

// Referral is a service that a pupil's school has asked, and what came of it. Taken
// together the referrals are the school's record of need that is not met.
type Referral struct {
	ID       string   `json:"id"`
	Pupil    string   `json:"pupil"`
	Service  string   `json:"service"` // its id in the pack of services: speech_language ...
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

// ReferralStates are how a referral can stand, in their order.
var ReferralStates = []register.Item{
	{ID: ReferralAsked, Name: "Asked"},
	{ID: ReferralWaiting, Name: "Waiting"},
	{ID: ReferralSeen, Name: "Seen"},
	{ID: ReferralRefused, Name: "Refused"},
}
