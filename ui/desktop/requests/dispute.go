package requests

import (
	"context"
	"strings"

	"needsbook/app/funding"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// askDispute asks who objects to the decision and why.
func (p *page) askDispute() {
	on, by := p.today(), filledField("The school, or the family", "")
	grounds, late := parts.NewNotes("What was wrong about how it was decided", 3), parts.NewField("")
	form := sheet.New("Raise a dispute", "Raise it", func() error {
		raise := funding.Raising{By: strings.TrimSpace(by.Text), Grounds: strings.TrimSpace(grounds.Text), LateWhy: strings.TrimSpace(late.Text)}
		var err error
		if raise.On, err = sheet.Day("on", on); err != nil {
			return err
		}
		return placed(p.n.Desk.RaiseDispute(context.Background(), p.m.number, raise))
	})
	rules := p.n.Desk.DecisionRules().Disputes
	form.Add("by", "Who raises it", by, "")
	form.Add("on", "On", on, "")
	form.Add("grounds", "Why", grounds, rules.Procedure)
	form.Add("late", "Why it comes late", late, "Only where its time is over.")
	p.openStep("dispute", form)
}

// askMove asks for the answer of the stage that the dispute is at, and what follows.
func (p *page) askMove() {
	dispute := p.m.request().Progress.Dispute
	on, words := p.today(), parts.NewNotes("What was answered", 3)
	outcome := parts.NewChoice(options(funding.DisputeOutcomes, func(o string) (string, string) { return o, disputeWords[o] }), nil)
	outcome.PlaceHolder = "Not settled yet"
	next := parts.NewCheck("It goes on to the next stage", false, nil)
	form := sheet.New("Move the dispute", "Record", func() error {
		move := funding.DisputeMove{Outcome: outcome.Chosen(), Words: strings.TrimSpace(words.Text), Next: next.Ticked}
		var err error
		if move.On, err = sheet.Day("on", on); err != nil {
			return err
		}
		return placed(p.n.Desk.MoveDispute(context.Background(), p.m.number, move))
	})
	form.Add("stage", "Stage", parts.NewProse(p.m.stageWords(dispute.Steps[len(dispute.Steps)-1]), parts.Plain), "")
	form.Add("on", "Answered on", on, "")
	form.Add("outcome", "What it came to", outcome, "")
	form.Add("words", "In words", words, "")
	form.Add("next", "", next, "")
	p.openStep("move", form)
}

// stageWords say where a dispute is, and by when it should be answered.
func (m *model) stageWords(s funding.DisputeStep) string {
	name := s.Stage
	for _, stage := range m.desk.DecisionRules().Disputes.Stages {
		if stage.ID == s.Stage {
			name = stage.Name
		}
	}
	switch {
	case !s.Answered.IsZero():
		return name + ", answered on " + s.Answered.Words()
	case !s.Due.IsZero():
		words, _ := wording.Due(m.desk.Today(), s.Due)
		return name + ", answer due " + words
	}
	return name
}
