package funding

import (
	"slices"

	"needsbook/app/day"
	"needsbook/app/money"
)

// Status is where a request stands between the school and the council.
type Status string

// Statuses of a request. A mark "in dispute" stands beside any of them, see
// Progress.InDispute.
const (
	Drafting    Status = "drafting"
	IsReady     Status = "ready"
	Submitted   Status = "submitted"
	Discussed   Status = "discussed"   // talked over with other schools
	Recommended Status = "recommended" // by them; only the council decides
	Decided     Status = "decided"     // by the council
	Active      Status = "active"      // agreed, and its time has come; never stored, see Progress.StateOn
	Ended       Status = "ended"       // its time is over, or it was ended early or withdrawn
)

// Statuses are the statuses in their order.
var Statuses = []Status{Drafting, IsReady, Submitted, Discussed, Recommended, Decided, Active, Ended}

// Progress is how far a request has come. The zero Progress is a new draft.
type Progress struct {
	Status      Status          `json:"status"` // "" is Drafting
	Asked       money.Amount    `json:"asked"`  // the amount in the request that was submitted
	SentOn      day.Date        `json:"sent_on"`
	Discussions []Discussion    `json:"discussions,omitempty"`    // with other schools
	Advised     *Recommendation `json:"recommendation,omitempty"` // by them: never a decision
	Decision    *Decision       `json:"decision,omitempty"`       // by the council
	Ending      *Ending         `json:"ending,omitempty"`         // ended early or withdrawn
	Dispute     *Dispute        `json:"dispute,omitempty"`        // about the decision
	Settled     []Dispute       `json:"settled,omitempty"`        // disputes before, about earlier decisions
	Earlier     []Round         `json:"earlier,omitempty"`        // rounds before, oldest first
}

// Round is one way of a request to those who discuss and decide, as it was before it
// was submitted or decided again.
type Round struct {
	Asked       money.Amount    `json:"asked"`
	SentOn      day.Date        `json:"sent_on"`
	Discussions []Discussion    `json:"discussions,omitempty"`
	Advised     *Recommendation `json:"recommendation,omitempty"`
	Decision    *Decision       `json:"decision,omitempty"`
}

// Ending is the end of money before its time, or of a request that was withdrawn.
type Ending struct {
	On  day.Date `json:"on_day"`
	Why string   `json:"why"`
}

// StepError is why a step is refused, in words for the person at the desk.
type StepError string

// Error returns the words.
func (e StepError) Error() string { return string(e) }

// Errors of steps that do not follow the order of the statuses.
const (
	ErrNotDrafting  StepError = "Only a draft can be made ready. This request has already gone further; nothing was changed."
	ErrNotReady     StepError = "Only a request that is ready can be submitted. Nothing was changed."
	ErrNotSent      StepError = "Only a request that was submitted can be discussed, recommended or decided. Nothing was changed."
	ErrCannotReopen StepError = "This request was submitted or has its answer, so it cannot be changed. Start a new request; this one is kept."
	ErrSentDate     StepError = "Enter the day the request was submitted. It cannot be in the future. Nothing was changed."
	ErrSentAgain    StepError = "The request cannot have gone again before the answer to its last round. Enter a later day. Nothing was changed."
	ErrCannotEnd    StepError = "Only money that was agreed can end, and only once. Nothing was changed."
	ErrEndDate      StepError = "Enter the last day of the money. It must lie in the time that was agreed. Nothing was changed."
	ErrEndReason    StepError = "Say why it ends before its time. Nothing was changed."
	ErrWithdraw     StepError = "Only a request that was submitted and has no decision yet can be withdrawn. Nothing was changed."
	ErrWithdrawn    StepError = "Enter the day the request was withdrawn and why. The day cannot be before it was submitted, nor in the future. Nothing was changed."
)

func (p Progress) status() Status {
	if p.Status == "" {
		return Drafting
	}
	return p.Status
}

// under reports whether the request was submitted and waits for its decision.
func (p Progress) under() bool {
	return slices.Contains([]Status{Submitted, Discussed, Recommended}, p.status())
}

// MakeReady turns a draft whose gates are open into a request that is ready, or
// returns a *NotReadyError with the gates that block.
func (p Progress) MakeReady(r Request) (Progress, error) {
	if p.status() != Drafting {
		return p, ErrNotDrafting
	}
	if err := Ready(r.Gates); err != nil {
		return p, err
	}
	p.Status, p.Asked = IsReady, r.Totals.Extra
	return p, nil
}

// Reopen takes a request back to the desk as a draft: one that is ready, or one of
// which more was asked before an answer. What was said is kept.
func (p Progress) Reopen() (Progress, error) {
	if _, more := p.MoreAsked(); p.status() != IsReady && !more {
		return p, ErrCannotReopen
	}
	if p.status() != IsReady {
		p = p.closeRound()
	}
	p.Status, p.Asked, p.SentOn = Drafting, money.Amount{}, day.Date{}
	return p, nil
}

// MoreAsked returns the day on which the request came back with questions, and whether
// it did.
func (p Progress) MoreAsked() (day.Date, bool) {
	switch {
	case p.status() == Decided && p.Decision != nil && p.Decision.Outcome == Deferred:
		return p.Decision.On, true
	case p.status() == Recommended && p.Advised != nil && p.Advised.Outcome == AdviceMore:
		return p.Advised.On, true
	}
	return day.Date{}, false
}

// closeRound puts what was said so far with the earlier rounds.
func (p Progress) closeRound() Progress {
	p.Earlier = p.Rounds()
	p.Discussions, p.Advised, p.Decision = nil, nil, nil
	return p
}

// Submit records that a ready request went to those who discuss and decide. What was on
// record when it was made ready may have changed since, such as a consent, so that its
// gates are looked at once more, and it asks for what it comes to now.
func (p Progress) Submit(r Request, on, today day.Date) (Progress, error) {
	switch {
	case p.status() != IsReady:
		return p, ErrNotReady
	case on.IsZero() || on.After(today):
		return p, ErrSentDate
	case on.Before(p.lastSaid()):
		return p, ErrSentAgain
	}
	if err := Ready(r.Gates); err != nil {
		return p, err
	}
	p.Status, p.SentOn, p.Asked = Submitted, on, r.Totals.Extra
	return p, nil
}

// lastSaid is the day on which the round before ended, zero where there was none.
func (p Progress) lastSaid() (last day.Date) {
	for _, round := range p.Earlier {
		if round.Advised != nil {
			last = later(last, round.Advised.On)
		}
		if round.Decision != nil {
			last = later(last, round.Decision.On)
		}
	}
	return last
}

// Rounds are all ways of the request to those who discuss and decide, the oldest first.
// The last is the one that it is on.
func (p Progress) Rounds() []Round {
	now := Round{Asked: p.Asked, SentOn: p.SentOn, Discussions: p.Discussions, Advised: p.Advised, Decision: p.Decision}
	return append(slices.Clone(p.Earlier), now)
}

// Disputes are all disputes about decisions on the request, the oldest first.
func (p Progress) Disputes() []Dispute {
	all := slices.Clone(p.Settled)
	if p.Dispute != nil {
		all = append(all, *p.Dispute)
	}
	return all
}

// Withdrawn reports whether the request was taken back for good before a decision.
func (p Progress) Withdrawn() bool { return p.status() == Ended && p.Ending != nil }

// Withdraw takes a request back for good before it is decided.
func (p Progress) Withdraw(on, today day.Date, why string) (Progress, error) {
	switch {
	case !p.under():
		return p, ErrWithdraw
	case on.IsZero() || on.Before(p.SentOn) || on.After(today) || blank(why):
		return p, ErrWithdrawn
	}
	p.Status, p.Ending = Ended, &Ending{On: on, Why: why}
	return p, nil
}
