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
	Service  string   `json:"service"`  // its id in the pack of services: speech_language ...
	Words    string   `json:"words"`    // what is asked, from facts already there
	Asked    day.Date `json:"asked"`    // while it is only wanted, since when
	State    string   `json:"state"`    // one of the states below
	Answered day.Date `json:"answered"` // when it began or was refused
	Answer   string   `json:"answer"`   // what the service said
	By       string   `json:"by"`

	Wanted   day.Date `json:"wanted"`   // since when it was wanted before it was asked, zero where it was asked at once
	Accepted day.Date `json:"accepted"` // when the service took it on to its waiting list, zero where it did not
}

// Follows keeps in a referral the dates that the one it follows had: since when it was
// wanted, and when it came on to a waiting list.
func (r Referral) Follows(kept Referral) Referral {
	r.Wanted, r.Accepted = kept.Wanted, kept.Accepted
	switch r.State {
	case ReferralWanted:
		r.Wanted, r.Accepted = r.Asked, day.Date{}
	case ReferralAsked:
		r.Accepted = day.Date{}
	case ReferralWaiting:
		r.Accepted = r.Answered
	}
	if r.Wanted.After(r.Asked) {
		r.Wanted = r.Asked
	}
	if r.Accepted.After(r.Answered) {
		r.Accepted = r.Answered
	}
	return r
}

// States of a referral.
const (
	ReferralWanted  = "wanted"  // nobody is asked yet, or there is nobody to ask
	ReferralAsked   = "asked"   // sent, no answer yet
	ReferralWaiting = "waiting" // accepted, on the waiting list
	ReferralSeen    = "seen"    // the service is at work or has been
	ReferralRefused = "refused"
)

// ReferralStates are how a referral can stand, in their order.
var ReferralStates = []register.Item{
	{ID: ReferralWanted, Name: "Wanted, not asked yet"},
	{ID: ReferralAsked, Name: "Asked"},
	{ID: ReferralWaiting, Name: "Waiting"},
	{ID: ReferralSeen, Name: "Seen"},
	{ID: ReferralRefused, Name: "Refused"},
}
