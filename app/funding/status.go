package funding

import (
	"needsbook/app/day"
	"needsbook/app/money"
)

// Status is where a request stands between the school and the panel.
type Status string

// Statuses of a request.
const (
	Drafting    Status = "drafting"
	IsReady     Status = "ready"
	Submitted   Status = "submitted"
	Discussed   Status = "discussed"   // talked over with other schools
	Recommended Status = "recommended" // by them; only the council decides
	Decided     Status = "decided"     // by the council
	Active      Status = "active"      // agreed, and its time has come; never stored, see Progress.StateOn
	Ended       Status = "ended"
)

// Outcome is what a panel decided.
type Outcome string

// Outcomes of a decision.
const (
	Agreed   Outcome = "agreed"
	Part     Outcome = "part"     // agreed in part
	Declined Outcome = "declined" // not agreed
	Deferred Outcome = "deferred" // more is asked for before a decision
)

// Decision is what a panel decided, when, and in its own words why.
type Decision struct {
	Outcome    Outcome      `json:"outcome"`
	On         day.Date     `json:"on"`
	Amount     money.Amount `json:"amount"` // agreed for the whole period; £0 unless agreed or agreed in part
	From       day.Date     `json:"from"`
	To         day.Date     `json:"to"`
	Reason     string       `json:"reason"`
	Conditions string       `json:"conditions"`
}

// Progress is how far a request has come. The zero Progress is a new draft.
type Progress struct {
	Status   Status       `json:"status"` // "" is Drafting
	Asked    money.Amount `json:"asked"`  // the amount in the request that was sent
	SentOn   day.Date     `json:"sent_on"`
	Decision *Decision    `json:"decision,omitempty"` // of the last panel
}

// StepError is why a step is refused, in words for the person at the desk.
type StepError string

// Error returns the words.
func (e StepError) Error() string { return string(e) }

// Errors of steps that do not follow the order drafting, ready, sent, decided.
const (
	ErrNotDrafting    StepError = "Only a draft can be made ready. This request has already gone further; nothing was changed."
	ErrNotReady       StepError = "Only a request that is ready can be sent. Nothing was changed."
	ErrNotSent        StepError = "Only a request that was sent can be decided. Nothing was changed."
	ErrCannotReopen   StepError = "This request is with the panel or has its answer, so it cannot be changed. Start a new request; this one is kept."
	ErrSentDate       StepError = "Enter the day the request was sent. Nothing was changed."
	ErrDecisionDate   StepError = "Enter the day of the decision. It cannot be before the request was sent. Nothing was changed."
	ErrDecisionAmount StepError = "Enter the amount agreed. When a request is agreed in part it is less than was asked; when it is declined or put off there is none. Nothing was changed."
	ErrDecisionPeriod StepError = "Enter the first and the last day that the money is for. Nothing was changed."
	ErrDecisionReason StepError = "Enter the panel’s reason in its own words. Nothing was changed."
	ErrOutcome        StepError = "A request is agreed, agreed in part, declined or deferred. Nothing was changed."
)

func (p Progress) status() Status {
	if p.Status == "" {
		return Drafting
	}
	return p.Status
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

// Reopen takes a ready or a deferred request back to the desk as a draft. The
// decision of a panel that deferred it is kept.
func (p Progress) Reopen() (Progress, error) {
	deferred := p.status() == Decided && p.Decision != nil && p.Decision.Outcome == Deferred
	if p.status() != IsReady && !deferred {
		return p, ErrCannotReopen
	}
	p.Status, p.Asked, p.SentOn = Drafting, money.Amount{}, day.Date{}
	return p, nil
}

// Send records that a ready request went to the panel.
func (p Progress) Send(on day.Date) (Progress, error) {
	switch {
	case p.status() != IsReady:
		return p, ErrNotReady
	case on.IsZero():
		return p, ErrSentDate
	}
	p.Status, p.SentOn, p.Decision = Submitted, on, nil
	return p, nil
}

// Decide records the panel's decision. A request may be agreed with more than was
// asked, as panels sometimes do; agreed in part is always less.
func (p Progress) Decide(d Decision) (Progress, error) {
	if p.status() != Submitted {
		return p, ErrNotSent
	}
	if d.On.IsZero() || d.On.Before(p.SentOn) {
		return p, ErrDecisionDate
	}
	money := !d.Amount.IsZero() && !d.Amount.IsNegative()
	switch d.Outcome {
	case Agreed, Part:
		if !money || d.Outcome == Part && d.Amount.Cmp(p.Asked) >= 0 {
			return p, ErrDecisionAmount
		}
		if d.From.IsZero() || !d.From.Before(d.To) {
			return p, ErrDecisionPeriod
		}
	case Declined, Deferred:
		if !d.Amount.IsZero() {
			return p, ErrDecisionAmount
		}
	default:
		return p, ErrOutcome
	}
	if d.Outcome != Agreed && blank(d.Reason) {
		return p, ErrDecisionReason
	}
	p.Status, p.Decision = Decided, &d
	return p, nil
}
