package panel

import (
	"fmt"
	"slices"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// disputeOf returns the dispute that an entry is about, made from the entry where it is
// the first.
func (f *folding) disputeOf(b disputeFacts) (*Dispute, error) {
	decided, err := f.decision(b.Decision)
	if err != nil {
		return nil, err
	}
	d := f.disputes[b.ID]
	if d == nil {
		d = &Dispute{ID: b.ID, URN: b.URN, School: b.School, Decision: b.Decision, Request: decided.Request, Reason: b.Reason, Raised: b.Raised}
		f.disputes[b.ID] = d
	}
	d.Taken = true
	return d, nil
}

// reach notes the stage that an entry or a paper says a dispute is at.
func (d *Dispute) reach(at stageAt) *DisputeStep {
	if i := slices.IndexFunc(d.Steps, func(s DisputeStep) bool { return s.Stage == at.N }); i >= 0 {
		return &d.Steps[i]
	}
	d.Steps = append(d.Steps, DisputeStep{Stage: at.N, Name: at.Name, Who: at.Who, Began: at.Began, Due: at.Due, FurtherDays: at.FurtherDays})
	d.Stage, d.Outcome, d.Closed, d.Closing = at.N, "", day.Date{}, ""
	return &d.Steps[len(d.Steps)-1]
}

func readDispute(f *folding, e entry, b disputeBody) (string, error) {
	d, err := f.disputeOf(b.disputeFacts)
	if err != nil {
		return "", err
	}
	step := d.reach(b.Stage)
	if e.Kind == KindDisputeMove {
		step.Words = b.Words
		return fmt.Sprintf("Moved the dispute of %s to stage %d, %s.", d.School, b.Stage.N, b.Stage.Name), nil
	}
	return "Took in the dispute of " + d.School + ".", nil
}

func readAnswer(f *folding, e entry, b answerBody) (string, error) {
	d, err := f.disputeOf(b.disputeFacts)
	if err != nil {
		return "", err
	}
	step := d.reach(b.Stage)
	step.Answered, step.By, step.Outcome, step.Words, step.TakeFurtherBy, step.Entry = e.On, e.By, b.Outcome, b.Words, b.FurtherBy, e.Hash
	if !b.Further {
		d.Outcome, d.Words = b.Outcome, b.Words
	}
	if !b.Further && b.FurtherBy.IsZero() {
		d.Closed, d.Closing = e.On, ByPanel
	}
	return fmt.Sprintf("Answered the dispute of %s at stage %d.", d.School, b.Stage.N), nil
}

// Who ended a dispute.
const (
	ByPanel  = "panel"  // or who else answered last: the school can take it no further
	BySchool = "school" // it accepted the answer, or took the dispute back
)

// DisputeID names a dispute at the hub.
func DisputeID(urn, ref string) string { return urn + "-" + ref }

// takeDispute takes a school's step in a dispute into account. Steps that the rules do
// not allow are passed over: the inbox told the school so.
func (f *folding) takeDispute(k papers.Kept, p papers.Dispute) {
	decided, err := f.decision(p.Decision)
	if err != nil || !decided.concerns(p.URN) {
		return
	}
	on, rules := day.On(k.Received), f.About.Rules.Disputes
	d := f.disputes[DisputeID(p.URN, p.Ref)]
	if d == nil {
		d = &Dispute{ID: DisputeID(p.URN, p.Ref), URN: p.URN, School: f.About.SchoolName(p.URN), Decision: p.Decision, Request: decided.Request, Reason: p.Reason, Raised: on}
		f.disputes[d.ID] = d
		first := 1
		if p.Step == papers.Escalate { // it was raised before, and nobody took it into the book
			first = min(p.Stage, len(rules.Stages))
		}
		d.reach(f.About.stage(rules, first, on))
	}
	switch p.Step {
	case papers.Escalate:
		if p.Stage == d.Stage+1 && p.Stage <= len(rules.Stages) && f.About.mayGoFurther(*d, *decided, on) == "" {
			d.reach(f.About.stage(rules, p.Stage, on))
		}
	case papers.Accept:
		if p.Stage == d.Stage && d.Open() && d.Answered() {
			d.Closed, d.Closing = on, BySchool
		}
	case papers.TakeBack:
		if d.Open() {
			d.Closed, d.Closing = on, BySchool
		}
	}
}

// stage is stage n of the rules as it begins on a day.
func (a About) stage(r DisputeRules, n int, on day.Date) stageAt {
	rule := r.Stages[n-1]
	return stageAt{N: n, Name: rule.Words, Who: rule.Who, Began: on, Due: a.Calendar.AddSchoolDays(on, rule.Days), FurtherDays: rule.FurtherDays}
}

// mayGoFurther says why a school cannot take a dispute to the next stage on a day; ""
// where it can: the stage answered and the days after it are not over, or its time for
// an answer has run out.
func (a About) mayGoFurther(d Dispute, decided Decision, on day.Date) string {
	now := d.Steps[len(d.Steps)-1]
	switch {
	case decided.Aside:
		return "The decision was set aside, so there is nothing left to dispute."
	case !d.Open():
		return "The dispute is closed."
	case d.Stage >= len(a.Rules.Disputes.Stages):
		return "This is the last stage of a dispute. The council’s own complaints procedure stays open."
	case now.Answered.IsZero() && !on.After(now.Due):
		return "The answer of this stage is due by " + now.Due.Words() + ". The dispute can go further when it has come, or after that day."
	case !now.Answered.IsZero() && on.After(now.TakeFurtherBy):
		return "The last day to take this dispute further was " + now.TakeFurtherBy.Words() + "."
	}
	return ""
}

// concerns reports whether a school asked for what was decided, alone or with others.
func (d Decision) concerns(urn string) bool {
	return d.URN == urn || slices.ContainsFunc(d.Partners, func(p Partner) bool { return p.URN == urn })
}

// afterDisputes puts the mark "in dispute" beside decisions and requests.
func (f *folding) afterDisputes() {
	for _, d := range f.disputes {
		decided, err := f.decision(d.Decision)
		if err != nil || !d.Open() || d.Answered() {
			continue
		}
		decided.Disputed = true
		if r := f.requests[d.Request]; r != nil && r.Decision == decided.Entry {
			r.Disputed = true
		}
	}
}
