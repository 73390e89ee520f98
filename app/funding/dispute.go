package funding

import (
	"slices"

	"needsbook/app/day"
	"needsbook/app/school"
)

// Dispute is an objection to a decision: who raised it, how it goes through its
// stages, and what came of it. The decision itself stays.
type Dispute struct {
	By      string        `json:"by"`    // who raised it
	About   day.Date      `json:"about"` // day of the decision that it is about
	On      day.Date      `json:"on_day"`
	Grounds string        `json:"grounds"`
	Steps   []DisputeStep `json:"steps"`
	Outcome string        `json:"outcome,omitempty"` // one of DisputeOutcomes, "" while it is open
	Closed  day.Date      `json:"closed"`
	Words   string        `json:"words,omitempty"` // why
	LateWhy string        `json:"late_why,omitempty"`
}

// DisputeStep is a stage of a dispute that was reached.
type DisputeStep struct {
	Stage    string   `json:"stage"` // id of the stage
	On       day.Date `json:"on_day"`
	Due      day.Date `json:"due"` // by when it is answered, zero where no time is set
	Answered day.Date `json:"answered"`
	Outcome  string   `json:"outcome,omitempty"` // one of DisputeOutcomes
	Words    string   `json:"words,omitempty"`
}

// Outcomes of a dispute.
const (
	DisputeAgree   = "agree" // the objection was right
	DisputePart    = "part"
	DisputeDecline = "decline"
	DisputeDefer   = "defer"
	DisputeRefer   = "refer"
)

// DisputeOutcomes are the outcomes of a stage, in the order in which they are offered.
var DisputeOutcomes = []string{DisputeAgree, DisputePart, DisputeDecline, DisputeDefer, DisputeRefer}

// DisputeWords name the outcomes of a dispute in the middle of a sentence.
var DisputeWords = map[string]string{DisputeAgree: "the objection was right", DisputePart: "it was right in part", DisputeDecline: "it was not right",
	DisputeDefer: "more is asked for", DisputeRefer: "it goes further up"}

// Open reports whether the dispute is not settled.
func (d *Dispute) Open() bool { return d != nil && d.Outcome == "" }

// Changed reports whether the dispute came to another view than the decision.
func (d *Dispute) Changed() bool {
	return d != nil && slices.Contains([]string{DisputeAgree, DisputePart}, d.Outcome)
}

// InDispute reports whether the mark "in dispute" stands beside the request.
func (p Progress) InDispute() bool { return p.Dispute.Open() }

// Raising is an objection as it is raised. The stages and the days come from the
// council's rules, so the desk works them out.
type Raising struct {
	By      string
	On      day.Date
	Grounds string
	LateWhy string // why it comes after its time, where it does
}

// DisputeMove is a step of a dispute: an answer to the stage it is at, and what
// follows.
type DisputeMove struct {
	On      day.Date
	Outcome string // one of DisputeOutcomes; "" where only the answer is recorded
	Words   string
	Next    bool // it goes on to the next stage
}

// Errors of disputes.
const (
	ErrNoDecision    StepError = "A dispute is about a decision, and there is none yet. Nothing was changed."
	ErrInDispute     StepError = "There is a dispute about this decision already. Nothing was changed."
	ErrDisputeBy     StepError = "Enter who raises the dispute, and why. Nothing was changed."
	ErrDisputeDate   StepError = "Enter the day of this step. It cannot be before the step that came first, nor in the future. Nothing was changed."
	ErrDisputeLate   StepError = "The time for raising a dispute is over. Say why it comes late, or talk to those who decided. Nothing was changed."
	ErrNoDispute     StepError = "No dispute is open about this request. Nothing was changed."
	ErrDisputeResult StepError = "Choose what the dispute came to. Nothing was changed."
	ErrLastStage     StepError = "This is the last stage of a dispute. Record what it came to. Nothing was changed."
)

// RaiseBy is the last day to raise a dispute about a decision of a day.
func (r DisputeRules) RaiseBy(decided day.Date, c school.Calendar) day.Date {
	return c.AddSchoolDays(decided, r.RaiseDays)
}

// Raise records an objection to the decision. It begins at the first stage.
func (p Progress) Raise(raise Raising, rules DisputeRules, c school.Calendar, today day.Date) (Progress, error) {
	switch {
	case p.Decision == nil || p.status() != Decided:
		return p, ErrNoDecision
	case p.Dispute != nil && (p.InDispute() || p.Dispute.About == p.Decision.On):
		return p, ErrInDispute
	case blank(raise.By) || blank(raise.Grounds):
		return p, ErrDisputeBy
	case raise.On.IsZero() || raise.On.Before(p.Decision.On) || raise.On.After(today):
		return p, ErrDisputeDate
	case raise.On.After(rules.RaiseBy(p.Decision.On, c)) && blank(raise.LateWhy):
		return p, ErrDisputeLate
	}
	p = p.settle()
	p.Dispute = &Dispute{By: raise.By, About: p.Decision.On, On: raise.On, Grounds: raise.Grounds, LateWhy: raise.LateWhy,
		Steps: []DisputeStep{rules.Stages[0].begin(raise.On, c)}}
	return p, nil
}

// settle puts a dispute that is over with those about earlier decisions, so that it
// changes no decision a second time.
func (p Progress) settle() Progress {
	if p.Dispute != nil {
		p.Settled, p.Dispute = append(slices.Clone(p.Settled), *p.Dispute), nil
	}
	return p
}

func (s DisputeStage) begin(on day.Date, c school.Calendar) DisputeStep {
	return DisputeStep{Stage: s.ID, On: on, Due: c.AddSchoolDays(on, s.Days)}
}

// MoveDispute records the answer of the stage that a dispute is at. The dispute goes on
// to the next stage, or is closed with what it came to.
func (p Progress) MoveDispute(move DisputeMove, rules DisputeRules, c school.Calendar, today day.Date) (Progress, error) {
	if !p.InDispute() {
		return p, ErrNoDispute
	}
	now := *p.Dispute
	now.Steps = slices.Clone(now.Steps)
	at := &now.Steps[len(now.Steps)-1]
	switch {
	case move.On.IsZero() || move.On.Before(at.On) || move.On.Before(at.Answered) || move.On.After(today):
		return p, ErrDisputeDate
	case move.Outcome != "" && !slices.Contains(DisputeOutcomes, move.Outcome), move.Outcome == "" && !move.Next:
		return p, ErrDisputeResult
	}
	at.Answered, at.Words, at.Outcome = move.On, move.Words, move.Outcome
	if move.Next || move.Outcome == DisputeRefer {
		next := rules.stage(at.Stage) + 1
		if next >= len(rules.Stages) {
			return p, ErrLastStage
		}
		now.Steps = append(now.Steps, rules.Stages[next].begin(move.On, c))
	} else if move.Outcome != DisputeDefer {
		now.Outcome, now.Closed, now.Words = move.Outcome, move.On, move.Words
	}
	p.Dispute = &now
	return p, nil
}
