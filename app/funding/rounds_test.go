package funding

import (
	"errors"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/school"
)

func TestWhatClosedAfterARequestWasMadeReadyHoldsItBack(t *testing.T) {
	facts := ana()
	ready, err := Progress{}.MakeReady(Draft(form(t), facts))
	ready = must(t, ready, err)
	facts.Consent.Withdrawn = facts.Today
	var notReady *NotReadyError
	if _, err := ready.Submit(Draft(form(t), facts), statusToday, statusToday); !errors.As(err, &notReady) || strings.Contains(err.Error(), "draft") {
		t.Errorf("sent without consent: %v", err)
	}
	facts = ana()
	facts.Lines = facts.Lines[:1]
	now := Draft(form(t), facts)
	sent, err := ready.Submit(now, statusToday, statusToday)
	if sent = must(t, sent, err); sent.Asked.Cmp(now.Totals.Extra) != 0 {
		t.Errorf("it asks for %s and comes to %s", sent.Asked, now.Totals.Extra)
	}
}

func TestARequestCannotGoAgainBeforeItCameBack(t *testing.T) {
	p, err := submitted(t).Decide(moreDecision, statusToday)
	p = must(t, p, err)
	p, err = p.Reopen()
	p = must(t, p, err)
	whole := Draft(form(t), ana())
	p, err = p.MakeReady(whole)
	p = must(t, p, err)
	if _, err := p.Submit(whole, moreDecision.On.AddDays(-1), statusToday); !errors.Is(err, ErrSentAgain) {
		t.Errorf("submitted before it came back: %v", err)
	}
	p, err = p.Submit(whole, moreDecision.On, statusToday)
	must(t, p, err)
}

func TestADisputeChangesADecisionOnce(t *testing.T) {
	p, err := submitted(t).Decide(upDecision, statusToday)
	p = must(t, p, err)
	p, err = p.Raise(objection, rulesOfCourt, school.Calendar{}, statusToday)
	p = must(t, p, err)
	if _, err := p.Decide(goodDecision, statusToday); !errors.Is(err, ErrDisputeOpen) {
		t.Errorf("decided while a dispute is open: %v", err)
	}
	p, err = p.MoveDispute(DisputeMove{On: day.Of(2026, 12, 8), Outcome: DisputePart}, rulesOfCourt, school.Calendar{}, statusToday)
	p = must(t, p, err)
	second := goodDecision
	second.On = day.Of(2026, 12, 9)
	p, err = p.Decide(second, statusToday)
	p = must(t, p, err)
	if len(p.Settled) != 1 || p.Dispute != nil || p.AwaitsDecision() {
		t.Errorf("after the second decision: %+v", p)
	}
	if _, err := p.Decide(second, statusToday); !errors.Is(err, ErrDecidedAlready) {
		t.Errorf("the same dispute changed a second decision: %v", err)
	}
}

func TestAnOpenDisputeIsNotPutAside(t *testing.T) {
	p, err := submitted(t).Decide(moreDecision, statusToday)
	p = must(t, p, err)
	p, err = p.Raise(objection, rulesOfCourt, school.Calendar{}, statusToday)
	p = must(t, p, err)
	p, err = p.Reopen()
	p = must(t, p, err)
	whole := Draft(form(t), ana())
	p, err = p.MakeReady(whole)
	p = must(t, p, err)
	p, err = p.Submit(whole, statusToday, statusToday)
	p = must(t, p, err)
	again := noDecision
	again.On = statusToday
	p, err = p.Decide(again, statusToday)
	p = must(t, p, err)
	raise := objection
	raise.On = statusToday
	if _, err := p.Raise(raise, rulesOfCourt, school.Calendar{}, statusToday); !errors.Is(err, ErrInDispute) || !p.InDispute() {
		t.Errorf("a dispute that is open was put with those that are over: %v", err)
	}
}

func TestWhatWasSentIsNoDraftWhateverTheFormAsksLater(t *testing.T) {
	facts := ana()
	facts.SentOn = facts.Today
	stricter := *form(t)
	stricter.Gates = append([]GateRule{{ID: "new", Rule: "text", Field: "impact", Level: "blocks", Title: "A new question", Fix: "Answer it."}}, stricter.Gates...)
	doc := Document(&stricter, facts, FullNames)
	if doc.Watermark != paper.Mark(facts.Demo, false) || strings.Contains(text(doc), "Still to do") {
		t.Errorf("a request that was sent is marked %q", doc.Watermark)
	}
}
