package funding

import (
	"errors"
	"reflect"
	"testing"

	"needsbook/app/day"
	"needsbook/app/money"
)

// statusToday is the day on which these tests stand.
var statusToday = day.Of(2026, 12, 10)

func submitted(t *testing.T) Progress {
	t.Helper()
	p, err := Progress{}.MakeReady(Draft(form(t), ana()))
	if err != nil {
		t.Fatal(err)
	}
	p, err = p.Submit(Draft(form(t), ana()), day.Of(2026, 11, 23), statusToday)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var councilOfficer = []Person{{Name: "Pat Moss", Capacity: "SEN officer"}}

func TestRequestGoesFromDraftToDecision(t *testing.T) {
	p := submitted(t)
	if p.Status != Submitted || p.Asked.Words() != "£2,908.60" {
		t.Errorf("%+v", p)
	}
	p, err := p.Decide(Decision{Outcome: Part, On: day.Of(2026, 12, 2), Amount: money.Pounds(2000), From: day.Of(2027, 1, 4), To: day.Of(2027, 7, 16), Reason: "Two terms first.", People: councilOfficer}, statusToday)
	if err != nil || p.Status != Decided || p.Decision.Outcome != Part || !p.Decision.Single() {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := p.Reopen(); !errors.Is(err, ErrCannotReopen) {
		t.Errorf("a decided request was reopened: %v", err)
	}
}

func TestDecisionIsChecked(t *testing.T) {
	on, from, to := day.Of(2026, 12, 2), day.Of(2027, 1, 4), day.Of(2027, 7, 16)
	agreed := func(change func(*Decision)) Decision {
		d := Decision{Outcome: Agreed, On: on, Amount: money.Pence(290860), From: from, To: to, People: councilOfficer}
		change(&d)
		return d
	}
	for name, c := range map[string]struct {
		d    Decision
		want error
	}{
		"agreed":                     {agreed(func(d *Decision) {}), nil},
		"agreed with more":           {agreed(func(d *Decision) { d.Amount = money.Pounds(4000) }), nil},
		"before it was submitted":    {agreed(func(d *Decision) { d.On = day.Of(2026, 11, 22) }), ErrDecisionDate},
		"no date":                    {agreed(func(d *Decision) { d.On = day.Date{} }), ErrDecisionDate},
		"in the future":              {agreed(func(d *Decision) { d.On = statusToday.AddDays(1) }), ErrDecisionDate},
		"agreed with nothing":        {agreed(func(d *Decision) { d.Amount = money.Amount{} }), ErrDecisionAmount},
		"below zero":                 {agreed(func(d *Decision) { d.Amount = money.Pounds(-1) }), ErrDecisionAmount},
		"three decimals":             {agreed(func(d *Decision) { d.Amount = amount(t, "100.001") }), ErrDecisionAmount},
		"enormous":                   {agreed(func(d *Decision) { d.Amount = money.Pounds(1_000_001) }), ErrDecisionAmount},
		"part is the whole":          {agreed(func(d *Decision) { d.Outcome, d.Reason = Part, "x" }), ErrDecisionAmount},
		"without a period":           {agreed(func(d *Decision) { d.From, d.To = to, from }), ErrDecisionPeriod},
		"for ten years":              {agreed(func(d *Decision) { d.To = from.AddYears(10) }), ErrDecisionPeriod},
		"review before the decision": {agreed(func(d *Decision) { d.Review = on.AddDays(-1) }), ErrReviewDate},
		"review years after":         {agreed(func(d *Decision) { d.Review = to.AddYears(1) }), ErrReviewDate},
		"nobody decided":             {agreed(func(d *Decision) { d.People = nil }), ErrWho},
		"no capacity":                {agreed(func(d *Decision) { d.People = []Person{{Name: "Pat Moss"}} }), ErrWho},
		"by the school that asks":    {agreed(func(d *Decision) { d.People = []Person{{Name: "A. Head", Capacity: "head", OwnSchool: true}} }), ErrInterest},
		"by one with an interest": {agreed(func(d *Decision) {
			d.People = append(councilOfficer, Person{Capacity: "chair", Interest: "aunt", Voted: true})
		}), ErrInterest},
		"interest told and no vote": {agreed(func(d *Decision) {
			d.People = []Person{{Capacity: "officer", Voted: true}, {Capacity: "chair", Interest: "aunt"}}
		}), nil},
		"not agreed with money":       {Decision{Outcome: Declined, On: on, Amount: money.Pounds(1), Reason: "x", People: councilOfficer}, ErrDecisionAmount},
		"not agreed with a period":    {Decision{Outcome: Declined, On: on, From: from, To: to, Reason: "x", People: councilOfficer}, ErrDecisionAmount},
		"not agreed without a reason": {Decision{Outcome: Declined, On: on, People: councilOfficer}, ErrDecisionReason},
		"not agreed, with a code":     {Decision{Outcome: Declined, On: on, Codes: []string{"level"}, People: councilOfficer}, nil},
		"referred to nobody":          {Decision{Outcome: Referred, On: on, Reason: "x", People: councilOfficer}, ErrReferTo},
		"referred":                    {Decision{Outcome: Referred, On: on, Reason: "x", ReferTo: "area", People: councilOfficer}, nil},
		"unknown":                     {Decision{Outcome: "maybe", On: on, Reason: "x", People: councilOfficer}, ErrOutcome},
	} {
		before := submitted(t)
		after, err := before.Decide(c.d, statusToday)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && !reflect.DeepEqual(after, before) {
			t.Errorf("%s: refused and changed", name)
		}
	}
}

func amount(t *testing.T, text string) money.Amount {
	t.Helper()
	a, err := money.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
