package requests

import (
	"context"
	"strings"

	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// judgement are the fields that a recommendation and a decision have in common.
type judgement struct {
	outcome, referTo *parts.Choice
	on               *parts.DateField
	amount           *parts.MoneyField
	who              *people
	codes            *picker
	reason           *parts.Notes
}

// newJudgement makes them; reasons and rungs are the council's own.
func (p *page) newJudgement(outcomes []parts.Option) *judgement {
	rules := p.n.Desk.DecisionRules()
	j := &judgement{outcome: parts.NewChoice(outcomes, nil), on: p.today(), amount: parts.NewPoundsField(mostPounds), who: newPeople(true),
		codes: newPicker("A reason that is often given; each one stands below", len(rules.Reasons), func() {}), reason: parts.NewNotes("In their own words", 3),
		referTo: parts.NewChoice(options(rules.Rungs, func(r funding.Rung) (string, string) { return r.ID, r.Name }), nil)}
	j.referTo.PlaceHolder = "Only where it is referred on"
	j.codes.offer(options(rules.Reasons, func(r funding.ReasonCode) (string, string) { return r.ID, r.Words }))
	return j
}

// askRecommendation asks what other schools advise. It decides nothing.
func (p *page) askRecommendation() {
	j := p.newJudgement(options(funding.Advices, func(a string) (string, string) { return a, adviceWords[a] }))
	form := sheet.New("Record the recommendation", "Record", func() error {
		r := funding.Recommendation{Outcome: j.outcome.Chosen(), People: j.who.named(), Codes: j.codes.chosen, Reason: strings.TrimSpace(j.reason.Text), ReferTo: j.referTo.Chosen()}
		var err error
		if r.On, err = sheet.Day("on", j.on); err != nil {
			return err
		}
		if r.Amount, err = pounds("amount", j.amount); err != nil {
			return err
		}
		return placed(p.n.Desk.RecordRecommendation(context.Background(), p.m.number, r))
	})
	t := p.m.desk.Terms()
	form.Add("outcome", "What they advise", j.outcome, "It is advice. Only the "+t.Label("la")+" decides.")
	form.Add("on", "On", j.on, "")
	if p.m.request().Kind != funding.KindAdvice {
		form.Add("amount", "Amount they would give", j.amount, "Asked for: "+p.m.request().Progress.Asked.Words()+". Leave it empty where none was named.")
	}
	form.Add("people", "Who advised", j.who, "Somebody from the school that asks, or with an interest, may talk and not vote.")
	form.Add("codes", "Reasons", j.codes, "")
	form.Add("reason", "In words", j.reason, "")
	form.Add("refer_to", "Referred to", j.referTo, "")
	p.openStep("recommendation", form)
}

// askDecision asks for what the council decided.
func (p *page) askDecision() {
	r, t := p.m.request(), p.m.desk.Terms()
	j := p.newJudgement(options(funding.Outcomes, func(o funding.Outcome) (string, string) { return string(o), outcomeWords[o] }))
	from, to, review := parts.NewDateField(p.n.Desk.Today), parts.NewDateField(p.n.Desk.Today), parts.NewDateField(p.n.Desk.Today)
	from.SetValue(r.Starts)
	to.SetValue(r.Ends)
	conditions, evidence := parts.NewNotes("", 2), parts.NewField("")
	form := sheet.New("Record the decision", "Record", func() error {
		d := funding.Decision{Outcome: funding.Outcome(j.outcome.Chosen()), People: j.who.named(), Codes: j.codes.chosen, Reason: strings.TrimSpace(j.reason.Text),
			Conditions: strings.TrimSpace(conditions.Text), Evidence: strings.TrimSpace(evidence.Text), ReferTo: j.referTo.Chosen()}
		var err error
		if d.Amount, err = pounds("amount", j.amount); err != nil {
			return err
		}
		for _, f := range []struct {
			name  string
			field *parts.DateField
			into  *day.Date
		}{{"on", j.on, &d.On}, {"from", from, &d.From}, {"to", to, &d.To}, {"review", review, &d.Review}} {
			if *f.into, err = sheet.Day(f.name, f.field); err != nil {
				return err
			}
		}
		if !d.Money() {
			d.From, d.To = day.Date{}, day.Date{} // nothing was given, so for no time
		}
		return placed(p.n.Desk.Decide(context.Background(), p.m.number, d))
	})
	form.Add("outcome", "Decision of the "+t.Label("la"), j.outcome, "")
	form.Add("on", "Decided on", j.on, "")
	if r.Kind != funding.KindAdvice {
		form.Add("amount", "Amount agreed", j.amount, "For the whole time. Asked for: "+r.Progress.Asked.Words()+".")
	}
	form.Add("from", "From", from, "")
	form.Add("to", "To", to, "")
	form.Add("codes", "Reasons", j.codes, "Kept for the next request.")
	form.Add("reason", "In words", j.reason, "")
	form.Add("conditions", "Conditions", conditions, "")
	form.Add("review", "Review of what it changes", review, "")
	form.Add("people", "Who decided", j.who, "Write down each interest that was declared. Somebody with one cannot vote.")
	form.Add("evidence", "On what they decided", evidence, "")
	form.Add("refer_to", "Referred to", j.referTo, "")
	p.openStep("decision", form)
}
