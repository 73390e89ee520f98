package funding

import (
	"errors"
	"testing"

	"needsbook/app/day"
	"needsbook/app/money"
)

func sent(t *testing.T) Progress {
	t.Helper()
	p, err := Progress{}.MakeReady(Draft(form(t), ana()))
	if err != nil {
		t.Fatal(err)
	}
	p, err = p.Send(day.Of(2026, 11, 23))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestRequestGoesFromDraftToDecision(t *testing.T) {
	p := sent(t)
	if p.Status != Submitted || p.Asked.Words() != "£2,908.60" {
		t.Errorf("%+v", p)
	}
	p, err := p.Decide(Decision{Outcome: Part, On: day.Of(2026, 12, 2), Amount: money.Pounds(2000), From: day.Of(2027, 1, 4), To: day.Of(2027, 7, 16), Reason: "Two terms first."})
	if err != nil || p.Status != Decided || p.Decision.Outcome != Part {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := p.Reopen(); !errors.Is(err, ErrCannotReopen) {
		t.Errorf("a decided request was reopened: %v", err)
	}
}

func TestStepsKeepTheirOrder(t *testing.T) {
	whole := Draft(form(t), ana())
	if _, err := (Progress{}).Send(day.Of(2026, 11, 23)); !errors.Is(err, ErrNotReady) {
		t.Error(err)
	}
	if _, err := (Progress{}).Decide(Decision{}); !errors.Is(err, ErrNotSent) {
		t.Error(err)
	}
	if _, err := (Progress{}).Reopen(); !errors.Is(err, ErrCannotReopen) {
		t.Error(err)
	}
	p := sent(t)
	if _, err := p.MakeReady(whole); !errors.Is(err, ErrNotDrafting) {
		t.Error(err)
	}
	ready, _ := Progress{}.MakeReady(whole)
	if _, err := ready.Send(day.Date{}); !errors.Is(err, ErrSentDate) {
		t.Error(err)
	}
	if again, err := ready.Reopen(); err != nil || again.Status != Drafting || !again.Asked.IsZero() {
		t.Errorf("%+v, %v", again, err)
	}
}

func TestDeferredRequestComesBackToTheDesk(t *testing.T) {
	p, err := sent(t).Decide(Decision{Outcome: Deferred, On: day.Of(2026, 12, 2), Reason: "Please add the pupil’s own words."})
	if err != nil {
		t.Fatal(err)
	}
	p, err = p.Reopen()
	if err != nil || p.Status != Drafting || p.Decision == nil {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestDecisionIsChecked(t *testing.T) {
	on, from, to := day.Of(2026, 12, 2), day.Of(2027, 1, 4), day.Of(2027, 7, 16)
	for name, c := range map[string]struct {
		d    Decision
		want error
	}{
		"agreed":                  {Decision{Outcome: Agreed, On: on, Amount: money.Pence(290860), From: from, To: to}, nil},
		"before it was sent":      {Decision{Outcome: Declined, On: day.Of(2026, 11, 22), Reason: "x"}, ErrDecisionDate},
		"no date":                 {Decision{Outcome: Declined, Reason: "x"}, ErrDecisionDate},
		"agreed with nothing":     {Decision{Outcome: Agreed, On: on, From: from, To: to}, ErrDecisionAmount},
		"below zero":              {Decision{Outcome: Agreed, On: on, Amount: money.Pounds(-1), From: from, To: to}, ErrDecisionAmount},
		"part is the whole":       {Decision{Outcome: Part, On: on, Amount: money.Pence(290860), From: from, To: to, Reason: "x"}, ErrDecisionAmount},
		"agreed without a period": {Decision{Outcome: Agreed, On: on, Amount: money.Pounds(9), From: to, To: from}, ErrDecisionPeriod},
		"declined with money":     {Decision{Outcome: Declined, On: on, Amount: money.Pounds(1), Reason: "x"}, ErrDecisionAmount},
		"declined without reason": {Decision{Outcome: Declined, On: on}, ErrDecisionReason},
		"unknown":                 {Decision{Outcome: "maybe", On: on, Reason: "x"}, ErrOutcome},
	} {
		before := sent(t)
		after, err := before.Decide(c.d)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && after != before {
			t.Errorf("%s: refused and changed", name)
		}
	}
}
