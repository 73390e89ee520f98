package funding

import (
	"errors"
	"reflect"
	"testing"

	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/school"
)

var (
	goodDecision = Decision{Outcome: Agreed, On: day.Of(2026, 12, 2), Amount: money.Pounds(2000), From: day.Of(2026, 12, 7), To: day.Of(2027, 7, 16), People: councilOfficer}
	noDecision   = Decision{Outcome: Declined, On: day.Of(2026, 12, 2), Codes: []string{"level"}, People: councilOfficer}
	moreDecision = Decision{Outcome: Deferred, On: day.Of(2026, 12, 2), Reason: "Please add the pupil’s own words.", People: councilOfficer}
	upDecision   = Decision{Outcome: Referred, On: day.Of(2026, 12, 2), Reason: "Too large.", ReferTo: "area", People: councilOfficer}
	talk         = Discussion{On: day.Of(2026, 11, 25), Words: "Shared help was thought of."}
	advice       = Recommendation{Outcome: AdviceFor, On: day.Of(2026, 11, 26), People: []Person{{Capacity: "chair", Voted: true}}}
	moreAdvice   = Recommendation{Outcome: AdviceMore, On: day.Of(2026, 11, 26), Codes: []string{"pupil_voice"}, People: []Person{{Capacity: "chair"}}}
	objection    = Raising{By: "Head teacher", On: day.Of(2026, 12, 4), Grounds: "The advice was not read."}
	rulesOfCourt = DisputeRules{RaiseDays: 10, Stages: []DisputeStage{{"reply", "Reply", 10}, {"chair", "Another chair", 15}}}
)

// step is one step with values that are right where the step is allowed at all.
type step struct {
	name string
	do   func(Progress) (Progress, error)
}

func steps(t *testing.T) []step {
	whole := Draft(form(t), ana())
	return []step{
		{"make ready", func(p Progress) (Progress, error) { return p.MakeReady(whole) }},
		{"reopen", func(p Progress) (Progress, error) { return p.Reopen() }},
		{"submit", func(p Progress) (Progress, error) { return p.Submit(whole, day.Of(2026, 11, 23), statusToday) }},
		{"withdraw", func(p Progress) (Progress, error) { return p.Withdraw(day.Of(2026, 12, 1), statusToday, "moved") }},
		{"discuss", func(p Progress) (Progress, error) { return p.Discuss(talk, statusToday) }},
		{"recommend", func(p Progress) (Progress, error) { return p.Recommend(advice, statusToday) }},
		{"decide", func(p Progress) (Progress, error) { return p.Decide(goodDecision, statusToday) }},
		{"end", func(p Progress) (Progress, error) { return p.EndEarly(day.Of(2027, 1, 4), "moved") }},
		{"raise", func(p Progress) (Progress, error) {
			return p.Raise(objection, rulesOfCourt, school.Calendar{}, statusToday)
		}},
		{"move", func(p Progress) (Progress, error) {
			return p.MoveDispute(DisputeMove{On: day.Of(2026, 12, 8), Outcome: DisputePart}, rulesOfCourt, school.Calendar{}, statusToday)
		}},
	}
}

// must takes a step that is allowed.
func must(t *testing.T, p Progress, err error) Progress {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEveryStepIsAllowedOrRefusedInEveryState(t *testing.T) {
	whole := Draft(form(t), ana())
	ready, err := Progress{}.MakeReady(whole)
	ready = must(t, ready, err)
	sent := submitted(t)
	after := func(p Progress, do func(Progress) (Progress, error)) Progress {
		t.Helper()
		p, err := do(p)
		return must(t, p, err)
	}
	decided := func(d Decision) Progress {
		return after(sent, func(p Progress) (Progress, error) { return p.Decide(d, statusToday) })
	}
	agreed := decided(goodDecision)
	disputed := after(agreed, func(p Progress) (Progress, error) {
		return p.Raise(objection, rulesOfCourt, school.Calendar{}, statusToday)
	})
	for _, state := range []struct {
		name    string
		p       Progress
		allowed []string
	}{
		{"draft", Progress{}, []string{"make ready"}},
		{"ready", ready, []string{"reopen", "submit"}},
		{"submitted", sent, []string{"withdraw", "discuss", "recommend", "decide"}},
		{"discussed", after(sent, func(p Progress) (Progress, error) { return p.Discuss(talk, statusToday) }), []string{"withdraw", "discuss", "recommend", "decide"}},
		{"recommended", after(sent, func(p Progress) (Progress, error) { return p.Recommend(advice, statusToday) }), []string{"withdraw", "decide"}},
		{"more asked by others", after(sent, func(p Progress) (Progress, error) { return p.Recommend(moreAdvice, statusToday) }), []string{"reopen", "withdraw", "decide"}},
		{"agreed", agreed, []string{"end", "raise"}},
		{"not agreed", decided(noDecision), []string{"raise"}},
		{"put off", decided(moreDecision), []string{"reopen", "raise"}},
		{"referred", decided(upDecision), []string{"decide", "raise"}},
		{"ended early", after(agreed, func(p Progress) (Progress, error) { return p.EndEarly(day.Of(2027, 1, 4), "moved") }), []string{"raise"}},
		{"withdrawn", after(sent, func(p Progress) (Progress, error) { return p.Withdraw(day.Of(2026, 12, 1), statusToday, "moved") }), nil},
		{"in dispute", disputed, []string{"end", "move"}},
	} {
		allowed := map[string]bool{}
		for _, name := range state.allowed {
			allowed[name] = true
		}
		for _, s := range steps(t) {
			got, err := s.do(state.p)
			if (err == nil) != allowed[s.name] {
				t.Errorf("%s: %s gives %v", state.name, s.name, err)
			}
			var why StepError
			var notReady *NotReadyError
			if err != nil && !errors.As(err, &why) && !errors.As(err, &notReady) {
				t.Errorf("%s: %s is refused without plain words: %v", state.name, s.name, err)
			}
			if err != nil && !reflect.DeepEqual(got, state.p) {
				t.Errorf("%s: %s was refused and changed something", state.name, s.name)
			}
		}
	}
}

func TestOnlyARecordedDecisionMakesARequestAgreed(t *testing.T) {
	for _, p := range []Progress{must(t, submitted(t), nil), func() Progress { p, _ := submitted(t).Recommend(advice, statusToday); return p }()} {
		if _, _, agreed := p.Lasts(); agreed || p.StateOn(day.Of(2027, 1, 10)) == Active {
			t.Errorf("%s counts as agreed", p.Status)
		}
	}
}

func TestMoneyIsActiveFromItsFirstToItsLastDay(t *testing.T) {
	p, err := submitted(t).Decide(goodDecision, statusToday)
	p = must(t, p, err)
	early, err := p.EndEarly(day.Of(2027, 1, 4), "moved")
	early = must(t, early, err)
	for _, c := range []struct {
		p    Progress
		on   day.Date
		want Status
	}{
		{p, day.Of(2026, 12, 6), Decided}, {p, day.Of(2026, 12, 7), Active}, {p, day.Of(2027, 7, 16), Active}, {p, day.Of(2027, 7, 17), Ended},
		{early, day.Of(2027, 1, 4), Active}, {early, day.Of(2027, 1, 5), Ended},
	} {
		if got := c.p.StateOn(c.on); got != c.want {
			t.Errorf("on %s it is %s, want %s", c.on, got, c.want)
		}
	}
	for name, on := range map[string]day.Date{"after its last day": day.Of(2027, 7, 17), "long before its first": day.Of(2026, 1, 1), "no day": {}} {
		if _, err := p.EndEarly(on, "moved"); !errors.Is(err, ErrEndDate) {
			t.Errorf("ended %s: %v", name, err)
		}
	}
	if _, err := p.EndEarly(day.Of(2027, 1, 4), " "); !errors.Is(err, ErrEndReason) {
		t.Error(err)
	}
}

func TestARequestThatCameBackKeepsWhatWasSaid(t *testing.T) {
	p, err := submitted(t).Decide(moreDecision, statusToday)
	p = must(t, p, err)
	p, err = p.Reopen()
	p = must(t, p, err)
	if p.Status != Drafting || !p.Asked.IsZero() || len(p.Earlier) != 1 {
		t.Fatalf("%+v", p)
	}
	if p.Earlier[0].Decision.Outcome != Deferred {
		t.Error("what was said is lost")
	}
	p, err = p.MakeReady(Draft(form(t), ana()))
	p = must(t, p, err)
	p, err = p.Submit(Draft(form(t), ana()), statusToday, statusToday)
	p = must(t, p, err)
	if _, err := p.Decide(goodDecision, statusToday); !errors.Is(err, ErrDecisionDate) {
		t.Errorf("a decision before the second submission was taken: %v", err)
	}
}

func TestADecisionFollowsWhereADisputeChangedTheFirst(t *testing.T) {
	p, err := submitted(t).Decide(noDecision, statusToday)
	p = must(t, p, err)
	p, err = p.Raise(objection, rulesOfCourt, school.Calendar{}, statusToday)
	p = must(t, p, err)
	if !p.InDispute() || p.Decision.Outcome != Declined {
		t.Fatal("the decision does not stay with its mark")
	}
	if _, err := p.Decide(goodDecision, statusToday); !errors.Is(err, ErrDisputeOpen) {
		t.Errorf("decided again while in dispute: %v", err)
	}
	p, err = p.MoveDispute(DisputeMove{On: day.Of(2026, 12, 8), Outcome: DisputeAgree}, rulesOfCourt, school.Calendar{}, statusToday)
	p = must(t, p, err)
	second := goodDecision
	second.On = day.Of(2026, 12, 9)
	p, err = p.Decide(second, statusToday)
	p = must(t, p, err)
	if p.Decision.Outcome != Agreed || len(p.Earlier) != 1 || p.Earlier[0].Decision.Outcome != Declined {
		t.Errorf("%+v", p)
	}
	if _, err := p.Raise(Raising{By: "Parent", On: day.Of(2026, 12, 10), Grounds: "x"}, rulesOfCourt, school.Calendar{}, statusToday); err != nil {
		t.Errorf("the second decision cannot be disputed: %v", err)
	}
}

func TestDisputeKeepsItsClockInSchoolDays(t *testing.T) {
	closed := school.Calendar{Years: []school.Year{{Starts: 2026, Terms: []school.Span{{From: day.Of(2026, 9, 1), Until: day.Of(2026, 12, 4)}, {From: day.Of(2027, 1, 4), Until: day.Of(2027, 3, 25)}}}}}
	p, err := submitted(t).Decide(noDecision, statusToday) // on Wednesday 2 December
	p = must(t, p, err)
	january := day.Of(2027, 1, 20)
	late := objection
	late.On = day.Of(2027, 1, 14) // 2 school days in December and 9 in January
	if _, err := p.Raise(late, rulesOfCourt, closed, january); !errors.Is(err, ErrDisputeLate) {
		t.Errorf("late: %v", err)
	}
	late.On = day.Of(2027, 1, 13)
	p, err = p.Raise(late, rulesOfCourt, closed, january)
	p = must(t, p, err)
	if due := p.Dispute.Steps[0].Due; due != day.Of(2027, 1, 27) {
		t.Errorf("the first stage is due on %s", due)
	}
	p, err = p.MoveDispute(DisputeMove{On: day.Of(2027, 1, 18), Outcome: DisputeDecline, Next: true, Words: "No."}, rulesOfCourt, closed, january)
	p = must(t, p, err)
	if at := p.Dispute.Steps; len(at) != 2 || at[0].Answered != day.Of(2027, 1, 18) || at[1].Due != day.Of(2027, 2, 8) || !p.InDispute() {
		t.Errorf("%+v", p.Dispute)
	}
	if _, err := p.MoveDispute(DisputeMove{On: day.Of(2027, 1, 19), Outcome: DisputeDecline, Next: true}, rulesOfCourt, closed, january); !errors.Is(err, ErrLastStage) {
		t.Errorf("beyond the last stage: %v", err)
	}
	p, err = p.MoveDispute(DisputeMove{On: day.Of(2027, 1, 19), Outcome: DisputeDefer, Words: "Next week."}, rulesOfCourt, closed, january)
	p = must(t, p, err)
	if !p.InDispute() {
		t.Error("putting an answer off closed the dispute")
	}
	for name, move := range map[string]DisputeMove{"before the last answer": {On: day.Of(2027, 1, 18), Outcome: DisputeDecline}, "in the future": {On: day.Of(2027, 2, 18), Outcome: DisputeDecline}} {
		if _, err := p.MoveDispute(move, rulesOfCourt, closed, january); !errors.Is(err, ErrDisputeDate) {
			t.Errorf("%s: %v", name, err)
		}
	}
	p, err = p.MoveDispute(DisputeMove{On: day.Of(2027, 1, 20), Outcome: DisputeDecline, Words: "Stays."}, rulesOfCourt, closed, january)
	if p = must(t, p, err); p.InDispute() || p.Dispute.Closed != january || p.Decision.Outcome != Declined {
		t.Errorf("%+v", p.Dispute)
	}
}
