package panel

import (
	"reflect"
	"strings"
	"testing"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

func TestDecisionThatDoesNotHoldTogetherIsRefused(t *testing.T) {
	h := newHub(t)
	h.did(h.state().SetPot(h.by(chair), PotSetting{ID: "p", Name: "2026-27", From: day.Of(2026, 9, 1), To: day.Of(2027, 8, 31), Amount: 900_00, Contingency: 200_00}))
	h.sends(oak, "r1", individual("2026-001", 1_000_00))
	h.sends(beech, "a1", papers.Request{Form: papers.FormAdvice, State: papers.Standing, Number: "2026-003", Areas: []string{"SP"}})
	request, advice := RequestID(oak, "r1"), RequestID(beech, "a1")
	m := h.meeting(request, advice)
	h.begin(m, request)
	cases := []struct {
		name, says string
		v          Verdict
	}{
		{"no outcome", "Choose an outcome", Verdict{}},
		{"no reason", "Give a reason", Verdict{Outcome: "decline"}},
		{"unknown reason", "not in the rules", Verdict{Outcome: "decline", Reasons: []string{"moon"}}},
		{"money with no", "gets no money", Verdict{Outcome: "decline", Reasons: []string{"money"}, Amount: 5}},
		{"all is no part", "In part is more than nothing", Verdict{Outcome: "part", Reasons: []string{"money"}, Amount: 1_000_00}},
		{"nothing is no part", "In part is more than nothing", Verdict{Outcome: "part", Reasons: []string{"money"}}},
		{"more than was asked", "cannot be agreed in full", Verdict{Outcome: "agree", Amount: 1_000_01}},
		{"more than the pot", "The pot has £900.00 left", Verdict{Outcome: "agree"}},
		{"contingency for what is not urgent", "not urgent", Verdict{Outcome: "agree", Contingency: 100_00}},
		{"below nothing", "below nothing", Verdict{Outcome: "part", Reasons: []string{"money"}, Amount: -5}},
		{"three years", "two years apart", Verdict{Outcome: "part", Reasons: []string{"money"}, Amount: 1, From: day.Of(2027, 1, 1), To: day.Of(2030, 1, 1)}},
		{"review in the past", "looked at", Verdict{Outcome: "part", Reasons: []string{"money"}, Amount: 1, ReviewOn: day.Of(2026, 1, 1)}},
		{"too many sessions", "cannot be agreed", Verdict{Outcome: "part", Reasons: []string{"money"}, Amount: 1, Sessions: 7}},
		{"referred to nobody", "to whom", Verdict{Outcome: "refer", Words: "It is large."}},
		{"referred down", "to whom", Verdict{Outcome: "refer", Words: "It is large.", ReferTo: "school"}},
		{"a pupil's number", "unique pupil number", Verdict{Outcome: "decline", Words: "See A823456789012."}},
		{"another pot's year", "no pot for", Verdict{Outcome: "part", Reasons: []string{"money"}, Amount: 1, From: day.Of(2028, 1, 1), To: day.Of(2028, 7, 1), ReviewOn: day.Of(2028, 3, 1)}},
	}
	for _, c := range cases {
		d, err := h.state().Decide(h.by(chair), m, request, c.v)
		if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "Nothing was changed.") {
			t.Errorf("%s: %d entries, %v; want %q", c.name, len(d), err, c.says)
		}
	}
	h.did(h.state().Decide(h.by(chair), m, request, Verdict{Outcome: "refer", ReferTo: "area", Words: "More than the pot holds."}))
	h.open(m, advice)
	h.did(h.state().Decide(h.by(chair), m, advice, Verdict{Outcome: "agree", Words: "Try a quiet corner and a hearing check."}))
	a := Letter(h.state(), beech, h.today()).Requests[0]
	if a.Outcome != "agree" || a.Amount != 0 || !strings.Contains(a.Words, "quiet corner") {
		t.Errorf("advice reads %+v", a)
	}
	if p, _ := h.state().Pot("p"); p.Given != 0 {
		t.Errorf("advice and a referral took money: %+v", p)
	}
}

func TestContingencyHelpsAnUrgentRequest(t *testing.T) {
	h := newHub(t)
	h.did(h.state().SetPot(h.by(chair), PotSetting{ID: "p", Name: "2026-27", From: day.Of(2026, 9, 1), To: day.Of(2027, 8, 31), Amount: 900_00, Contingency: 200_00}))
	r := individual("2026-001", 1_000_00)
	r.Urgent = true
	h.sends(oak, "r1", r)
	request := RequestID(oak, "r1")
	m := h.meeting(request)
	h.begin(m, request)
	h.did(h.state().Decide(h.by(chair), m, request, Verdict{Outcome: "agree", Contingency: 150_00}))
	p, _ := h.state().Pot("p")
	if p.Left() != 50_00 || p.ContingencyLeft() != 50_00 || p.Recommended != 1_000_00 {
		t.Errorf("%+v", p)
	}
	d, err := h.state().SetPot(h.by(chair), PotSetting{ID: "p", Name: "2026-27", From: day.Of(2026, 9, 1), To: day.Of(2027, 8, 31), Amount: 800_00, Contingency: 200_00})
	refused(t, d, err, "£850.00 of this pot is given already")
}

func TestMoneyOfTheCouncilsTariffIsNotThePots(t *testing.T) {
	h := newHub(t)
	r := individual("2026-001", 5_000_00)
	r.Route = "exceptional"
	h.sends(oak, "r1", r)
	request := RequestID(oak, "r1")
	m := h.meeting(request)
	h.begin(m, request)
	h.did(h.state().Decide(h.by(chair), m, request, Verdict{Outcome: "agree"}))
	d := h.state().Decisions[0]
	if d.Money.Pot != "" || d.Amount() != 5_000_00 {
		t.Errorf("%+v", d.Money)
	}
	h.did(h.state().Confirm(h.by(lee), d.Entry, Confirmation{Outcome: Changed, Amount: 4_000_00, Words: "Band 2."}))
	if a := Letter(h.state(), oak, h.today()).Requests[0]; a.Amount != 5_000_00 || a.ConfirmedAmount != 4_000_00 || a.Words != "Band 2." {
		t.Errorf("%+v", a)
	}
}

func TestPooledAwardIsSplitToThePenny(t *testing.T) {
	h := newHub(t)
	h.pot()
	k := h.sends(oak, "g1", pooled("2026-002"))
	h.seconds(ash, k)
	h.seconds(beech, k)
	request := RequestID(oak, "g1")
	m := h.meeting(request)
	h.at(day.Of(2026, 12, 3))
	fay := Person{ID: "p6", Name: "Fay Dunn", Office: Member}
	h.did(h.state().StartMeeting(h.by(chair), m, Opening{Present: append(append([]Person(nil), people...), fay)}))
	h.open(m, request)
	h.did(h.state().Decide(h.by(chair), m, request, Verdict{Outcome: "part", Reasons: []string{"money"}, Amount: 1_000_01, Sessions: 2}))
	d := h.state().Decisions[0]
	var sum int64
	for _, p := range d.Parts {
		sum += p.Amount
	}
	if sum != 1_000_01 || len(d.Parts) != 3 || d.Parts[0].Amount < d.Parts[1].Amount {
		t.Errorf("the parts are %+v", d.Parts)
	}
	if d.Carried != ByAgreement || len(d.Deciders) != 3 {
		t.Errorf("%s by %d", d.Carried, len(d.Deciders))
	}
	for i, urn := range []string{oak, ash, beech} {
		if l := Letter(h.state(), urn, h.today()); len(l.Awards) != 1 || l.Awards[0].Amount != d.Parts[i].Amount {
			t.Errorf("%s is given %+v", urn, l.Awards)
		}
	}
	if words := AloneBesideShared(d.Paper); words != "Alone, the asking school would pay £7,500.00 a year for the same. Shared, its part is £4,000.01, £3,499.99 less." {
		t.Error(words)
	}
}

func TestCorrectionFollowsAndNeverChangesWhatWasWritten(t *testing.T) {
	h, d := decided(t)
	before := append([]book.Entry(nil), h.entries...)
	c, err := h.state().Correct(h.by(chair), d.Entry, Correction{Verdict: Verdict{Outcome: "agree", Words: "x"}})
	refused(t, c, err, "Say what was wrong")
	c, err = h.state().Correct(h.by(chair), d.Entry, Correction{Why: "Typed wrongly.", Verdict: d.Verdict})
	refused(t, c, err, "says already")
	v := d.Verdict
	v.Conditions = []string{"A review after one term"}
	v.ReviewOn = day.Of(2027, 4, 30)
	h.at(day.Of(2026, 12, 7))
	h.did(h.state().Correct(h.by(chair), d.Entry, Correction{Why: "The condition was left out.", Verdict: v}))
	if !reflect.DeepEqual(before, h.entries[:len(before)]) {
		t.Error("an earlier entry changed")
	}
	now := h.state().Decisions[0]
	if !reflect.DeepEqual(now.Verdict, d.Verdict) || now.Now().ReviewOn != v.ReviewOn || len(now.Corrections) != 1 || now.Latest() == d.Entry {
		t.Errorf("%+v", now)
	}
	if now.DisputeBy != day.Of(2027, 1, 4) && !now.DisputeBy.After(d.DisputeBy) {
		t.Errorf("the days to dispute run from the correction: %v", now.DisputeBy)
	}
	if found, _ := h.state().Decision(now.Latest()); found.Entry != d.Entry {
		t.Error("the decision is not found by what corrected it")
	}
	p, _ := h.state().Pot("2026-27")
	if p.Given != 1_000_00 {
		t.Errorf("%+v", p)
	}
	h.did(h.state().Confirm(h.by(lee), d.Entry, Confirmation{Outcome: Changed, Amount: 800_00, Reasons: []string{"money"}}))
	if p, _ := h.state().Pot("2026-27"); p.Given != 800_00 || p.Recommended != 0 {
		t.Errorf("after the council's word the pot is %+v", p)
	}
	c, err = h.state().Correct(h.by(chair), d.Entry, Correction{Why: "Again.", Aside: true})
	refused(t, c, err, "Only the council")
	h.did(h.state().Confirm(h.by(lee), d.Entry, Confirmation{Outcome: Declined, Words: "No money is left."}))
	if p, _ := h.state().Pot("2026-27"); p.Given != 0 {
		t.Errorf("what the council declines goes back: %+v", p)
	}
}

func TestDecisionSetAsideBringsTheRequestBack(t *testing.T) {
	h, d := decided(t)
	h.did(h.state().Correct(h.by(chair), d.Entry, Correction{Why: "Ben had an interest.", Aside: true}))
	s := h.state()
	if r, _ := s.Request(d.Request); r.Standing != Ready {
		t.Errorf("%s %q", r.Standing, r.Why)
	}
	h.agenda("2026-12-03", d.Request)
	h.open("2026-12-03", d.Request)
	h.did(h.state().Declare(h.by(ben), "2026-12-03", d.Request, Interest{Person: ben, Kind: "family"}))
	h.did(h.state().Decide(h.by(chair), "2026-12-03", d.Request, Verdict{Outcome: "decline", Reasons: []string{"own_budget"}}))
	s = h.state()
	if len(s.Decisions) != 2 || !s.Decisions[0].Aside || s.Decisions[1].Now().Outcome != "decline" {
		t.Errorf("%+v", s.Decisions)
	}
	if a := Letter(s, oak, h.today()).Requests[0]; a.Outcome != "decline" {
		t.Errorf("%+v", a)
	}
}

func TestRequestThatNeedsMoreComesBackWithItsNextRevision(t *testing.T) {
	h := newHub(t)
	h.pot()
	h.sends(oak, "r1", individual("2026-001", 1_000_00))
	request := RequestID(oak, "r1")
	m := h.meeting(request)
	h.begin(m, request)
	h.did(h.state().Decide(h.by(chair), m, request, Verdict{Outcome: "defer", Reasons: []string{"costs"}}))
	standing := func() Standing { r, _ := h.state().Request(request); return r.Standing }
	if standing() != MoreAsked {
		t.Error(standing())
	}
	d, err := h.state().Confirm(h.by(lee), h.state().Decisions[0].Entry, Confirmation{Outcome: AsRecommended})
	refused(t, d, err, "recommends nothing yet")
	h.sends(oak, "r1", individual("2026-001", 950_00))
	if standing() != Ready {
		t.Error(standing())
	}
	if a := Letter(h.state(), oak, h.today()).Requests[0]; a.Outcome != "" {
		t.Errorf("the old answer stands on the new revision: %+v", a)
	}
}

func TestOnePersonAloneIsMarked(t *testing.T) {
	h := newHub(t)
	h.pot()
	r := individual("2026-001", 1_000_00)
	h.sends(oak, "r1", r)
	request := RequestID(oak, "r1")
	m := h.meeting(request)
	h.at(day.Of(2026, 12, 3))
	h.did(h.state().StartMeeting(h.by(chair), m, Opening{Present: []Person{chair}}))
	h.open(m, request)
	d, err := h.state().Decide(h.by(chair), m, request, Verdict{Outcome: "agree"})
	refused(t, d, err, "needs 3 people free of interest, and 1 is here")
	r.Urgent = true
	h.sends(oak, "r1", r)
	h.agenda(m, request)
	h.open(m, request)
	h.did(h.state().Decide(h.by(chair), m, request, Verdict{Outcome: "agree"}))
	if made := h.state().Decisions[0]; !made.Single || !made.Short {
		t.Errorf("%+v", made)
	}
}

func TestServiceGivesNoMoreThanItHas(t *testing.T) {
	h := newHub(t)
	h.pot()
	h.did(h.state().PutService(h.by(chair), ServiceEntry{ID: "outreach", Name: "Outreach", Kind: "outreach", Capacity: 10, WaitWeeks: 4}))
	h.sends(oak, "r1", individual("2026-001", 1_000_00))
	h.sends(ash, "r1", individual("2026-001", 1_000_00))
	m := h.meeting(RequestID(oak, "r1"), RequestID(ash, "r1"))
	h.begin(m, RequestID(oak, "r1"))
	h.did(h.state().Decide(h.by(chair), m, RequestID(oak, "r1"), Verdict{Outcome: "agree"}))
	sv, _ := h.state().Service("outreach")
	if sv.FreeOn(day.Of(2027, 2, 1)) != 4 || sv.FreeOn(day.Of(2026, 12, 4)) != 10 {
		t.Errorf("%+v", sv)
	}
	h.open(m, RequestID(ash, "r1"))
	d, err := h.state().Decide(h.by(chair), m, RequestID(ash, "r1"), Verdict{Outcome: "agree"})
	refused(t, d, err, "Outreach has 4 sessions a term free, and 6 would be given")
	h.did(h.state().Decide(h.by(chair), m, RequestID(ash, "r1"), Verdict{Outcome: "part", Reasons: []string{"shared"}, Amount: 600_00, Sessions: 4}))
	var c papers.Circular
	Circular(h.state(), day.Of(2027, 2, 1), &c)
	if len(c.Directory) != 1 || c.Directory[0].Free != 0 || c.Check() != nil {
		t.Errorf("%+v %v", c.Directory, c.Check())
	}
}
