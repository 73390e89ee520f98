package panel

import (
	"slices"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/exchange"
)

// NotTaken is why a school's step in a dispute is not taken, with the code that the inbox
// answers with.
type NotTaken struct {
	Code exchange.Code
	Refusal
}

// TakesDispute says why a school's step in a dispute is not taken on a day, as a
// NotTaken; nil where it is. The inbox asks before it keeps the paper.
func (s State) TakesDispute(p papers.Dispute, on day.Date) error {
	rules := s.About.Rules.Disputes
	decided, there := s.Decision(p.Decision)
	d, raised := s.Dispute(DisputeID(p.URN, papers.DisputeRef(p.Decision)))
	o, _ := s.About.Rules.Outcome(decided.Now().Outcome)
	switch {
	case !there:
		return NotTaken{exchange.DecisionUnknown, "The decision that this is about is not in the cluster’s book."}
	case !decided.concerns(p.URN):
		return NotTaken{exchange.DecisionUnknown, "Only a school that asked, alone or with others, can dispute a decision."}
	case !hasCode(rules.Reasons, p.Reason):
		return NotTaken{exchange.DisputeReason, "The reason is not one of the panel’s rules. Fetch the rules and choose another."}
	case p.Step == papers.Raise && raised && !d.takenBack():
		return NotTaken{exchange.DisputeStep, "This decision is in dispute already."}
	case p.Step == papers.Raise && p.Stage != 1:
		return NotTaken{exchange.DisputeStep, "A dispute begins with the first stage."}
	case p.Step == papers.Raise && decided.Aside:
		return NotTaken{exchange.DisputeStep, "The decision was set aside, so there is nothing to dispute."}
	case p.Step == papers.Raise && o.Again:
		return NotTaken{exchange.DisputeStep, "Nothing was decided yet: the panel asked for more."}
	case p.Step == papers.Raise && on.After(decided.DisputeBy):
		return NotTaken{exchange.DisputeLate, Refusal("The last day to dispute this decision was " + decided.DisputeBy.Words() + ".")}
	case p.Step != papers.Raise && !raised:
		return NotTaken{exchange.DisputeUnknown, "There is no dispute about this decision yet. Raise it first."}
	case p.Step == papers.Escalate && p.Stage != d.Stage+1:
		return NotTaken{exchange.DisputeStep, "A dispute goes further one stage at a time."}
	case p.Step == papers.Escalate:
		if why := s.About.mayGoFurther(d, decided, on); why != "" {
			code := exchange.DisputeStep
			if d.Open() && d.Over(on) {
				code = exchange.DisputeLate
			}
			return NotTaken{code, Refusal(why)}
		}
	case p.Step == papers.Accept && (p.Stage != d.Stage || !d.Open() || !d.Answered()):
		return NotTaken{exchange.DisputeStep, "There is no answer at this stage to accept."}
	case p.Step == papers.TakeBack && !d.Open():
		return NotTaken{exchange.DisputeUnknown, "The dispute is closed."}
	}
	return nil
}

// takenBack reports whether the school took a dispute back before anybody answered: it may
// raise it again while its days last.
func (d Dispute) takenBack() bool { return d.Closing == BySchool && !d.Answered() }

// openDispute returns a dispute that can be acted on.
func (s State) openDispute(id string) (Dispute, error) {
	d, there := s.Dispute(id)
	switch {
	case !there:
		return d, refusal("There is no such dispute.")
	case !d.Open():
		return d, refusal("This dispute is closed.")
	case d.Answered():
		return d, refusal("This stage was answered on %s. The school may take it further until %s.", d.Now().Answered.Words(), d.Now().TakeFurtherBy.Words())
	}
	return d, nil
}

// facts are what every entry about a dispute repeats, with the stage that it is at.
func (d Dispute) facts() disputeFacts {
	now := d.Now()
	return disputeFacts{ID: d.ID, URN: d.URN, School: d.School, Decision: d.Decision, Reason: d.Reason, Raised: d.Raised,
		Stage: stageAt{N: now.Stage, Name: now.Name, Who: now.Who, Began: now.Began, Due: now.Due, FurtherDays: now.FurtherDays}}
}

// Now returns the stage that a dispute is at.
func (d Dispute) Now() DisputeStep { return d.Steps[len(d.Steps)-1] }

// RaiseDispute takes a school's dispute into the book, so that its day stands whatever
// the school sends later. The clock runs from the day the paper came, taken in or not.
func (s State) RaiseDispute(by By, dispute string) ([]book.Draft, error) {
	if err := s.forChair(by, "take in a dispute"); err != nil {
		return nil, err
	}
	d, err := s.openDispute(dispute)
	if err != nil {
		return nil, err
	}
	if d.Taken {
		return refuse("This dispute is in the book already.")
	}
	return one(draft(by, KindDisputeRaise, d.ID, disputeBody{disputeFacts: d.facts()}))
}

// MoveDispute passes a dispute on to the next stage without an answer, such as when the
// panel cannot answer it itself.
func (s State) MoveDispute(by By, dispute, words string) ([]book.Draft, error) {
	d, err := s.openDispute(dispute)
	if err != nil {
		return nil, err
	}
	if err := s.answers(by, d); err != nil {
		return nil, err
	}
	rules := s.About.Rules.Disputes
	switch {
	case d.Stage >= len(rules.Stages):
		return refuse("This is the last stage of a dispute. Record what it came to.")
	case words == "":
		return refuse("Say why it goes to the next stage.")
	}
	if err := typed("What is said about it", words); err != nil {
		return nil, err
	}
	facts := d.facts()
	facts.Stage = s.About.stage(rules, d.Stage+1, by.Day())
	return one(draft(by, KindDisputeMove, d.ID, disputeBody{disputeFacts: facts, Words: words}))
}

// answers refuses whoever the stage of a dispute is not for. Nobody answers who belongs
// to the school that disputes.
func (s State) answers(by By, d Dispute) error {
	decided, _ := s.Decision(d.Decision)
	if by.School != "" && decided.concerns(by.School) {
		return refusal("You belong to a school that asked for what is disputed, so you cannot answer.")
	}
	switch d.Now().Who {
	case whoPanel:
		return s.forChair(by, "answer at this stage")
	case whoOther:
		if by.Office != Chair || by.Cluster == s.About.Cluster {
			return refusal("At this stage the chair of another cluster answers.")
		}
		if slices.ContainsFunc(decided.Deciders, func(p Person) bool { return p.ID == by.ID }) {
			return refusal("You took part in the decision, so you cannot answer.")
		}
	case whoLA:
		if by.Office != Council {
			return refusal("At this stage the council answers.")
		}
	}
	return nil
}

// SettleDispute records the answer of the stage that a dispute is at. The school may
// take it further for some school days. An answer that finds the objection right sets
// the decision aside, and the request comes back.
func (s State) SettleDispute(by By, dispute string, a DisputeAnswer) ([]book.Draft, error) {
	d, err := s.openDispute(dispute)
	if err != nil {
		return nil, err
	}
	if err := s.answers(by, d); err != nil {
		return nil, err
	}
	rules := s.About.Rules.Disputes
	o, known := find(rules.Outcomes, func(o DisputeOutcome) bool { return o.ID == a.Outcome })
	switch {
	case !known:
		return refuse("Choose what the dispute came to.")
	case a.Words == "":
		return refuse("Give the reasons. The school reads them.")
	case o.On && d.Stage >= len(rules.Stages):
		return refuse("This is the last stage of a dispute. Record what it came to.")
	}
	if err := typed("The answer", a.Words); err != nil {
		return nil, err
	}
	decided, _ := s.Decision(d.Decision)
	body := answerBody{disputeFacts: d.facts(), Outcome: a.Outcome, Aside: o.Aside, Further: o.On, Words: a.Words}
	if days := d.Now().FurtherDays; days > 0 && !o.Aside && !o.On {
		body.FurtherBy = s.About.Calendar.AddSchoolDays(by.Day(), days)
	}
	drafts := []book.Draft{draft(by, KindDisputeAnswer, d.ID, body)}
	if o.On {
		next := d.facts()
		next.Stage = s.About.stage(rules, d.Stage+1, by.Day())
		drafts = append(drafts, draft(by, KindDisputeMove, d.ID, disputeBody{disputeFacts: next}))
	}
	if o.Aside && !decided.Aside {
		drafts = append(drafts, draft(by, KindCorrect, decided.Entry, correctBody{Decision: decided.Entry, Aside: true, Money: s.giveBack(decided),
			Why: "A dispute about it was settled: " + o.Words + "."}))
	}
	return drafts, nil
}

// Precedents returns settled disputes about requests that are like one, the most alike
// first. They name no school.
func (s State) Precedents(r papers.Request) []Precedent {
	var out []Precedent
	for _, d := range s.Disputes {
		if !d.Answered() {
			continue
		}
		decided, _ := s.Decision(d.Decision)
		p := decided.Paper
		like := 0
		for _, same := range []bool{p.Form == r.Form, p.Need != "" && p.Need == r.Need, p.Service != "" && p.Service == r.Service,
			p.Level != "" && p.Level == r.Level && p.Pack == r.Pack, slices.ContainsFunc(p.Areas, func(a string) bool { return slices.Contains(r.Areas, a) })} {
			if same {
				like++
			}
		}
		if like < 2 {
			continue // a form in common is no likeness
		}
		out = append(out, Precedent{Dispute: d.ID, On: d.Now().Answered, Form: p.Form, Need: p.Need, Service: p.Service, Level: p.Level,
			Reason: d.Reason, Decision: decided.Verdict.Outcome, Outcome: d.Outcome, Words: d.Words, Alike: like})
	}
	slices.SortStableFunc(out, func(a, b Precedent) int {
		if a.Alike != b.Alike {
			return b.Alike - a.Alike
		}
		return b.On.Compare(a.On)
	})
	return out
}

// Precedent is what came of a dispute about a like request, without its school.
type Precedent struct {
	Dispute  string
	On       day.Date
	Form     string
	Need     string
	Service  string
	Level    string
	Reason   string // of the dispute
	Decision string // the outcome that was disputed
	Outcome  string // of the dispute
	Words    string
	Alike    int // in how many ways it is like the request
}
