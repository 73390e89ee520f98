package desk_test

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
)

var officer = []funding.Person{{Name: "Pat Moss", Capacity: "SEN officer", Voted: true}}

// agreedOn is a decision that gives money from a day to a day.
func agreedOn(on, from, to day.Date) funding.Decision {
	return funding.Decision{Outcome: funding.Agreed, On: on, Amount: money.Pounds(3000), From: from, To: to, People: officer}
}

// decided takes the demo school's request through to a decision.
func decided(t testing.TB, d *desk.Desk, c funding.Decision) desk.Request {
	t.Helper()
	for _, step := range []func() error{
		func() error { return d.MarkReady(ctx, 1) },
		func() error { return d.MarkSubmitted(ctx, 1, d.Today()) },
		func() error { return d.Decide(ctx, 1, c) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	return request(t, d, 1)
}

func request(t testing.TB, d *desk.Desk, n int) desk.Request {
	t.Helper()
	r, err := d.Request(ctx, n)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// refused wants a refusal in plain words.
func refused(t testing.TB, err error, what string) {
	t.Helper()
	var why *desk.Refusal
	if !errors.As(err, &why) {
		t.Errorf("%s: %v", what, err)
	}
}

func TestUndoRestoresEveryStepOfARequest(t *testing.T) {
	d := demo(t)
	today := d.Today()
	steps := []func() error{
		func() error { return d.MarkReady(ctx, 1) },
		func() error { return d.Reopen(ctx, 1) },
		func() error { return d.MarkSubmitted(ctx, 1, today) },
		func() error { return d.WithdrawRequest(ctx, 1, today, "moved") },
		func() error { return d.RecordDiscussion(ctx, 1, funding.Discussion{On: today, Words: "Talked."}) },
		func() error {
			return d.RecordRecommendation(ctx, 1, funding.Recommendation{Outcome: funding.AdviceFor, On: today, People: officer})
		},
		func() error { return d.Decide(ctx, 1, agreedOn(today, today, today.AddDays(60))) },
		func() error {
			return d.Decide(ctx, 1, funding.Decision{Outcome: funding.Deferred, On: today, Codes: []string{"pupil_voice"}, People: officer})
		},
		func() error { return d.EndAward(ctx, 1, today.AddDays(30), "moved") },
		func() error { return d.RaiseDispute(ctx, 1, funding.Raising{By: "Head", On: today, Grounds: "No."}) },
		func() error {
			return d.MoveDispute(ctx, 1, funding.DisputeMove{On: today, Outcome: funding.DisputePart})
		},
		func() error {
			return d.LetterShared(ctx, 1, request(t, d, 1).Pupil, funding.PointSubmitted, today, "by hand")
		},
	}
	first := request(t, d, 1)
	for seed := range uint64(5) {
		var before []desk.Request
		random := rand.New(rand.NewPCG(seed, 1))
		for range 14 {
			was := request(t, d, 1)
			n := random.IntN(len(steps))
			if len(before) == 0 {
				n = 0 // the walk begins with the one step that a draft can take
			}
			err, now := steps[n](), request(t, d, 1)
			var why *desk.Refusal
			switch same := reflect.DeepEqual(now, was); {
			case err != nil && (!same || !errors.As(err, &why)):
				t.Fatalf("step %d was refused and changed the request: %v", n, err)
			case !same:
				before = append(before, was)
			}
		}
		for _, was := range slices.Backward(before) {
			if _, err := d.Undo(ctx); err != nil {
				t.Fatal(err)
			}
			if now := request(t, d, 1); !reflect.DeepEqual(now, was) {
				t.Fatalf("undo gives %+v, it was %+v", now.Progress, was.Progress)
			}
		}
		if !reflect.DeepEqual(request(t, d, 1), first) {
			t.Fatal("not where it began")
		}
	}
}

func TestFactsAreThoseOfTheDayTheRequestWasSubmitted(t *testing.T) {
	d := demo(t)
	r := decided(t, d, agreedOn(d.Today(), d.Today(), d.Today().AddDays(60)))
	if r.Facts == nil || r.Facts.Pupil.Forename == "" || r.Progress.Asked.IsZero() {
		t.Fatalf("facts %+v, asked %s", r.Facts, r.Progress.Asked)
	}
	draft, err := d.DraftRequest(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	e, _ := d.Entry(r.Pupil)
	changed := e.Pupil
	changed.Surname = "Otherwise"
	if err := d.SavePupil(ctx, changed); err != nil {
		t.Fatal(err)
	}
	after, err := d.DraftRequest(ctx, 1)
	if err != nil || after.Facts.Pupil.Surname != draft.Facts.Pupil.Surname {
		t.Errorf("the request now names %s: %v", after.Facts.Pupil.Surname, err)
	}
	if after.Result.Totals.Extra.Cmp(r.Progress.Asked) != 0 {
		t.Errorf("asked %s, and the paper comes to %s", r.Progress.Asked, after.Result.Totals.Extra)
	}
}

func TestRequestsStartByTheRulesOfTheirKind(t *testing.T) {
	d := demo(t)
	a, b := one(t, d, "status:K").ID, one(t, d, "status:E").ID
	event := funding.Event{Kind: "crisis", On: d.Today()}
	list, err := d.Requests(ctx)
	if err != nil {
		t.Fatal(err)
	}
	before := len(list)
	for name, start := range map[string]desk.RequestStart{
		"individual without a pupil": {Kind: funding.KindIndividual}, "individual with two": {Kind: funding.KindIndividual, Pupils: []string{a, b}},
		"project with a pupil": {Kind: funding.KindProject, Pupils: []string{a}}, "advice about two": {Kind: funding.KindAdvice, Pupils: []string{a, b}},
		"a pupil twice": {Kind: funding.KindGroup, Pupils: []string{a, a}}, "nobody": {Kind: funding.KindGroup, Pupils: []string{"nobody"}},
		"renewal of nothing": {Kind: funding.KindProject, Reason: funding.ReasonRenewal}, "renewal of none such": {Kind: funding.KindProject, Renews: 99},
		"event without a kind": {Kind: funding.KindProject, Reason: funding.ReasonInYear}, "event to come": {Kind: funding.KindProject, Reason: funding.ReasonInYear, Event: funding.Event{Kind: "crisis", On: d.Today().AddDays(1)}},
		"another reason": {Kind: funding.KindProject, Reason: "because"}, "another kind": {Kind: "teapot"},
	} {
		_, err := d.NewRequest(ctx, start)
		refused(t, err, name)
	}
	if list, _ := d.Requests(ctx); len(list) != before {
		t.Fatalf("%d requests after refusals", len(list))
	}
	for name, start := range map[string]desk.RequestStart{
		"individual": {Kind: funding.KindIndividual, Pupils: []string{a}}, "group": {Kind: funding.KindGroup, Pupils: []string{a, b}, Title: "Talk"},
		"advice": {Kind: funding.KindAdvice}, "advice about one": {Kind: funding.KindAdvice, Pupils: []string{a}},
		"project": {Kind: funding.KindProject, Reason: funding.ReasonInYear, Event: event},
	} {
		r, err := d.NewRequest(ctx, start)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		kept := request(t, d, r.Number)
		if kept.Kind != start.Kind || kept.Event != start.Event || kept.Title != start.Title || kept.Reason == "" {
			t.Errorf("%s: %+v", name, kept)
		}
		pupils, err := d.RequestPupils(ctx, kept)
		if err != nil || len(pupils) != len(start.Pupils) {
			t.Errorf("%s has %d pupils, %v", name, len(pupils), err)
		}
	}
}

func TestADraftRefusesWhatNoRequestCanHold(t *testing.T) {
	d := demo(t)
	whole := request(t, d, 1)
	for name, change := range map[string]func(*desk.Request){
		"ends before it begins": func(r *desk.Request) { r.Ends = r.Starts.AddDays(-1) },
		"ten years":             func(r *desk.Request) { r.Ends = r.Starts.AddYears(10) },
		"below zero":            func(r *desk.Request) { r.Costs = []funding.Line{{What: "x", Amount: money.Pounds(-1)}} },
		"a tenth of a penny": func(r *desk.Request) {
			r.Costs = []funding.Line{{What: "x", Amount: money.Exact(decimal.New(1001, -3))}}
		},
		"fewer pupils than none": func(r *desk.Request) { r.Partners = []funding.Partner{{Name: "Hilltop", Pupils: -1}} },
		"an event without a day": func(r *desk.Request) { r.Reason, r.Event = funding.ReasonInYear, funding.Event{Kind: "crisis"} },
		"signed in the future":   func(r *desk.Request) { r.HeadSigned = d.Today().AddDays(1) },
	} {
		r := whole
		change(&r)
		refused(t, d.SaveRequest(ctx, r), name)
		if !reflect.DeepEqual(request(t, d, 1), whole) {
			t.Fatalf("%s: refused and changed", name)
		}
	}
	forged := whole
	forged.Kind, forged.Progress = funding.KindProject, funding.Progress{Status: funding.Decided, Decision: &funding.Decision{Outcome: funding.Agreed}}
	if err := d.SaveRequest(ctx, forged); err != nil || !reflect.DeepEqual(request(t, d, 1), whole) {
		t.Errorf("saving a draft changed how far it has come: %v", err)
	}
}

func TestPupilsOfAGroupAreAddedAndTakenOutInOneStep(t *testing.T) {
	d := demo(t)
	list := mustFind(t, d, "status:K")
	a, b, c := list[0].ID, list[1].ID, list[2].ID
	r, err := d.NewRequest(ctx, desk.RequestStart{Kind: funding.KindGroup, Pupils: []string{a, b}, Title: "Talk together"})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SetRequestNote(ctx, r.Number, b, "Needs pictures."); err != nil {
		t.Fatal(err)
	}
	refused(t, d.SetRequestNote(ctx, r.Number, c, "x"), "a note on a pupil who is not in it")
	if err := d.SetRequestPupils(ctx, r.Number, []string{b, c}); err != nil {
		t.Fatal(err)
	}
	ids := func() string {
		t.Helper()
		pupils, err := d.RequestPupils(ctx, r)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, p := range pupils {
			out = append(out, map[string]string{a: "a", b: "b", c: "c"}[p.Pupil]+p.Note)
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	if got := ids(); got != "bNeeds pictures. c" {
		t.Errorf("the group is %s", got)
	}
	for _, pupil := range []string{a, c} {
		steps, err := d.History(ctx, pupil, 1)
		if err != nil || len(steps) != 1 || !strings.Contains(steps[0].Label, r.Reference()) {
			t.Errorf("the step is not in the history of its pupil: %+v, %v", steps, err)
		}
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := ids(); got != "a bNeeds pictures." {
		t.Errorf("after undo the group is %s", got)
	}
	refused(t, d.SetRequestPupils(ctx, 1, []string{a}), "pupils of a request for one")
}

func TestMergedPupilsStandOnceInAGroup(t *testing.T) {
	d := open(t)
	a, b := addPupilCalled(t, d, "Ana", "Kowalska"), addPupilCalled(t, d, "Ana", "Kowalska")
	r, err := d.NewRequest(ctx, desk.RequestStart{Kind: funding.KindGroup, Pupils: []string{a, b}})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Merge(ctx, desk.MergeChoice{Keep: a, Other: b}); err != nil {
		t.Fatal(err)
	}
	pupils, err := d.RequestPupils(ctx, r)
	if err != nil || len(pupils) != 1 || pupils[0].Pupil != a {
		t.Errorf("%+v, %v", pupils, err)
	}
	if err := d.SetRequestPupils(ctx, r.Number, []string{a}); err != nil {
		t.Error(err)
	}
}
