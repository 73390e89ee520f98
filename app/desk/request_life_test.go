package desk_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/register"
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

func TestFeedbackWarnsTheNextRequest(t *testing.T) {
	d := demo(t)
	first := decided(t, d, funding.Decision{Outcome: funding.Declined, On: d.Today(), Codes: []string{"pupil_voice", "costs"}, Reason: "The fish was not asked.", People: officer})
	all, err := d.LastFeedback(ctx)
	all = slices.DeleteFunc(all, func(f funding.Feedback) bool { return f.Number != first.Number })
	if err != nil || len(all) != 3 || all[0].Next == "" || all[0].Local {
		t.Fatalf("%+v, %v", all, err)
	}
	about := func(start desk.RequestStart) (words []string) {
		t.Helper()
		r, err := d.NewRequest(ctx, start)
		if err != nil {
			t.Fatal(err)
		}
		said, err := d.FeedbackFor(ctx, r)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range said {
			words = append(words, f.Words)
		}
		return words
	}
	if got := about(desk.RequestStart{Kind: funding.KindIndividual, Pupils: []string{first.Pupil}}); !slices.Contains(got, all[0].Words) || !slices.Contains(got, "The fish was not asked.") {
		t.Errorf("the same pupil is warned of %q", got)
	}
	other := mustFind(t, d, "status:K")[3].ID
	if got := about(desk.RequestStart{Kind: funding.KindIndividual, Pupils: []string{other}}); !slices.Contains(got, all[0].Words) || slices.Contains(got, "The fish was not asked.") {
		t.Errorf("another pupil is warned of %q", got)
	}
	if got := about(desk.RequestStart{Kind: funding.KindProject}); len(got) != 0 {
		t.Errorf("a project is warned of %q", got)
	}
}

func TestRenewalIsDraftedFromTheOldRequestAndItsImpact(t *testing.T) {
	d := demo(t)
	_, err := d.Renew(ctx, 1)
	refused(t, err, "a draft was renewed")
	c := agreedOn(d.Today(), d.Today(), day.Of(2027, 7, 16))
	c.Conditions = "Report each term"
	old := decided(t, d, c)
	r, err := d.Renew(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	if r.Renews != 1 || r.Reason != funding.ReasonRenewal || r.Pupil != old.Pupil || r.Starts != day.Of(2027, 7, 17) || r.Ends != day.Of(2027, 8, 31) {
		t.Errorf("%+v", r)
	}
	for _, want := range []string{"£3,000 was agreed from 23 Nov 2026 to 16 Jul 2027.", "Conditions were: Report each term."} {
		if !strings.Contains(r.Words["impact"], want) {
			t.Errorf("the impact does not say %q: %s", want, r.Words["impact"])
		}
	}
	_, err = d.Renew(ctx, 1)
	refused(t, err, "renewed twice")
	if again, err := d.RenewalOf(ctx, 1); err != nil || again.Number != r.Number {
		t.Errorf("the renewal begun is not found: %d, %v", again.Number, err)
	}
}

func TestRenewalOfAGroupAsksWhatCameOfItsOutcomes(t *testing.T) {
	d := demo(t)
	list := mustFind(t, d, "status:K")
	r, err := d.NewRequest(ctx, desk.RequestStart{Kind: funding.KindGroup, Pupils: []string{list[0].ID, list[1].ID}, Title: "Talk"})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SetRequestNote(ctx, r.Number, list[0].ID, "Sits in front."); err != nil {
		t.Fatal(err)
	}
	c := agreedOn(d.Today().AddDays(-60), d.Today().AddDays(-50), d.Today().AddDays(-1))
	r.Outcomes = []funding.Shared{{Words: "Asks for help", Measure: "count", Target: "3 a day", ByWhen: d.Today()}}
	r.Progress = funding.Progress{Status: funding.Decided, SentOn: c.On, Asked: money.Pounds(4000), Decision: &c}
	if err := d.PutRequest(ctx, r); err != nil {
		t.Fatal(err)
	}
	next, err := d.Renew(ctx, r.Number)
	if err != nil {
		t.Fatal(err)
	}
	if o := next.Outcomes; len(o) != 2 || !o[0].Past || o[1].Past || !o[1].ByWhen.IsZero() || o[1].Words != "Asks for help" {
		t.Errorf("%+v", o)
	}
	pupils, err := d.RequestPupils(ctx, next)
	if err != nil || len(pupils) != 2 || pupils[0].Note+pupils[1].Note != "Sits in front." || next.Starts != d.Today() {
		t.Errorf("%+v from %s, %v", pupils, next.Starts, err)
	}
}

func TestTodayTellsWhatWaitsWithRequests(t *testing.T) {
	d := demo(t)
	pupil := request(t, d, 1).Pupil
	kinds := func() map[string]desk.Task {
		t.Helper()
		list, err := d.Tasks(ctx)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]desk.Task{}
		for _, task := range list {
			if task.Where == "requests" && task.Pupil == pupil {
				out[task.Kind] = task
			}
		}
		return out
	}
	review := agreedOn(d.Today(), d.Today(), d.Today().AddDays(55))
	review.Review = d.Today().AddDays(14)
	r := decided(t, d, review)
	got := kinds()
	if ends := got["award_ends"]; ends.Record != desk.RenewalArg(1) || ends.Does == "" || ends.Due != review.To {
		t.Errorf("the end of the money: %+v", ends)
	}
	if got["award_review"].Record != "1" || got["request_letter"].Record != "1" {
		t.Errorf("%+v", got)
	}
	if err := d.LetterShared(ctx, 1, r.Pupil, funding.PointDecided, d.Today(), "by hand"); err != nil {
		t.Fatal(err)
	}
	if _, waits := kinds()["request_letter"]; waits {
		t.Error("a letter that was shared is asked for")
	}
	if _, err := d.Renew(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if ends := kinds()["award_ends"]; ends.Record != "1" || ends.Does != "" {
		t.Errorf("a renewal that was begun is begun again: %+v", ends)
	}
	if err := d.RaiseDispute(ctx, 1, funding.Raising{By: "Head", On: d.Today(), Grounds: "Too little."}); err != nil {
		t.Fatal(err)
	}
	if _, early := kinds()["dispute_stage"]; early {
		t.Error("a dispute is pressing on its first day")
	}
	if r := request(t, d, 1); !r.Progress.InDispute() || r.Progress.Dispute.Steps[0].Due != day.Of(2026, 12, 7) || r.Progress.Decision.Outcome != funding.Agreed {
		t.Errorf("%+v", r.Progress.Dispute)
	}
	if err := d.EndAward(ctx, 1, d.Today().AddDays(5), "moved"); err != nil {
		t.Fatal(err)
	}
	if _, asks := kinds()["award_ends"]; asks {
		t.Error("money that was ended on purpose asks for a renewal")
	}
}

func TestWithdrawnConsentIsTold(t *testing.T) {
	d := demo(t)
	r := decided(t, d, agreedOn(d.Today(), d.Today(), d.Today().AddDays(200)))
	if got, err := d.ConsentsWithdrawn(ctx, r); err != nil || len(got) != 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	for _, c := range record(t, d, r.Pupil).Consents {
		if c.Scope == register.ConsentFunding && c.Withdrawn.IsZero() {
			c.Withdrawn = d.Today()
			if _, err := d.SaveConsent(ctx, c); err != nil {
				t.Fatal(err)
			}
		}
	}
	got, err := d.ConsentsWithdrawn(ctx, r)
	if err != nil || len(got) != 1 || got[0].Pupil != r.Pupil || got[0].On != d.Today() || got[0].Todo == "" {
		t.Fatalf("%+v, %v", got, err)
	}
	list, err := d.Tasks(ctx)
	if err != nil || !slices.ContainsFunc(list, func(task desk.Task) bool {
		return task.Kind == "consent_withdrawn" && task.Pupil == r.Pupil && task.Note != ""
	}) {
		t.Errorf("today does not tell: %v", err)
	}
	if now := request(t, d, 1); now.Status() != funding.Decided || now.Facts == nil {
		t.Error("something was deleted")
	}
}

func TestLedgerSumsAreThoseOfItsLines(t *testing.T) {
	d := open(t)
	rapid.Check(t, func(t *rapid.T) {
		for n := 1; n < 4; n++ {
			p := funding.Progress{Status: funding.Submitted, SentOn: day.Of(2026, 10, 1), Asked: money.Pence(rapid.Int64Range(0, 9_999_999).Draw(t, "asked"))}
			if rapid.Bool().Draw(t, "decided") {
				c := agreedOn(day.Of(2026, 10, 9), day.Of(2026, 11, 1), day.Of(2026, 11, 10+rapid.IntRange(0, 19).Draw(t, "to")))
				c.Amount, c.Codes = money.Pence(rapid.Int64Range(1, 9_999_999).Draw(t, "agreed")), []string{"costs"}
				p.Status, p.Decision = funding.Decided, &c
			}
			if err := d.PutRequest(ctx, desk.Request{ID: "r" + string(rune('0'+n)), Number: n, Kind: funding.KindProject, Title: "=1+1", Progress: p}); err != nil {
				t.Fatal(err)
			}
		}
		ledger, err := d.Ledger(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var asked, agreed money.Amount
		for _, l := range ledger.Lines {
			asked, agreed = asked.Add(l.Asked), agreed.Add(l.Agreed)
		}
		if len(ledger.Lines) != 3 || asked.Cmp(ledger.Asked) != 0 || agreed.Cmp(ledger.Agreed) != 0 {
			t.Fatalf("%d lines, %s and %s of %s and %s", len(ledger.Lines), asked, agreed, ledger.Asked, ledger.Agreed)
		}
		var b bytes.Buffer
		if err := d.WriteLedger(ctx, &b, desk.NamesFull); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\uFEFF"))).ReadAll()
		if err != nil || len(rows) != 5 || rows[4][4] != asked.String() || strings.HasPrefix(rows[1][2], "=") {
			t.Fatalf("%q, %v", rows, err)
		}
	})
}

func TestSubjectAccessShowsAGroupRequestWithoutTheOthers(t *testing.T) {
	d := demo(t)
	list := mustFind(t, d, "status:K")
	mine, other := list[0], list[5]
	if _, err := d.NewRequest(ctx, desk.RequestStart{Kind: funding.KindGroup, Pupils: []string{mine.ID, other.ID}, Title: "Talk together"}); err != nil {
		t.Fatal(err)
	}
	data, err := d.SubjectAccessJSON(ctx, mine.ID)
	if err != nil {
		t.Fatal(err)
	}
	var held struct {
		Groups []desk.InGroup `json:"group_requests"`
	}
	if err := json.Unmarshal(data, &held); err != nil || len(held.Groups) != 1 || held.Groups[0].Request.Title != "Talk together" {
		t.Fatalf("%+v, %v", held, err)
	}
	if bytes.Contains(data, []byte(other.ID)) {
		t.Error("the copy tells of the other pupil")
	}
	doc, err := d.SubjectAccess(ctx, mine.ID)
	if err != nil {
		t.Fatal(err)
	}
	page, _, err := desk.Draw(doc, desk.FormatHTML)
	if err != nil || !bytes.Contains(page, []byte("Talk together")) {
		t.Errorf("the paper does not show it: %v", err)
	}
}

func TestStoryTellsOfEveryRoundAndDisputeOnce(t *testing.T) {
	d := demo(t)
	today := d.Today()
	decided(t, d, funding.Decision{Outcome: funding.Referred, On: today, Reason: "Too large.", ReferTo: "area", People: officer})
	for _, step := range []func() error{
		func() error {
			return d.RaiseDispute(ctx, 1, funding.Raising{By: "The parents", On: today, Grounds: "It takes too long."})
		},
		func() error {
			return d.MoveDispute(ctx, 1, funding.DisputeMove{On: today, Outcome: funding.DisputeDecline, Words: "It goes on."})
		},
		func() error { return d.Decide(ctx, 1, agreedOn(today, today, today.AddDays(60))) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	if got := storyOf(t, d, request(t, d, 1).Pupil); strings.Count(got, "R-001 submitted") != 1 || strings.Count(got, "Dispute about R-001 raised by The parents") != 1 {
		t.Errorf("the story is %s", got)
	}
}

func TestStoryCallsAWithdrawnRequestWithdrawn(t *testing.T) {
	d := demo(t)
	for _, step := range []func() error{
		func() error { return d.MarkReady(ctx, 1) },
		func() error { return d.MarkSubmitted(ctx, 1, d.Today()) },
		func() error { return d.WithdrawRequest(ctx, 1, d.Today(), "The family asked for it.") },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	if got := storyOf(t, d, request(t, d, 1).Pupil); !strings.Contains(got, "R-001 withdrawn") || strings.Contains(got, "ended early") {
		t.Errorf("the story is %s", got)
	}
}

// storyOf is the story of a pupil as lines.
func storyOf(t testing.TB, d *desk.Desk, pupil string) string {
	t.Helper()
	rec, err := d.Record(ctx, pupil)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range rec.Story {
		b.WriteString(e.Title + "\n")
	}
	return b.String()
}

func TestMergedPupilKeepsTheLettersOfItsRequests(t *testing.T) {
	d := demo(t)
	r := request(t, d, 1)
	for _, step := range []func() error{func() error { return d.MarkReady(ctx, 1) }, func() error { return d.MarkSubmitted(ctx, 1, d.Today()) },
		func() error { return d.LetterShared(ctx, 1, r.Pupil, funding.PointSubmitted, d.Today(), "by hand") }} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	was := request(t, d, 1)
	group := groupInDemo(t, d)
	members, err := d.RequestPupils(ctx, group)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []func() error{func() error { return d.MarkReady(ctx, group.Number) }, func() error { return d.MarkSubmitted(ctx, group.Number, d.Today()) }} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	into := map[string]string{}
	for _, old := range []string{r.Pupil, members[len(members)-1].Pupil} {
		e, err := d.Entry(old)
		if err != nil {
			t.Fatal(err)
		}
		into[old] = addPupilCalled(t, d, e.Forename, e.Surname)
		if err := d.Merge(ctx, desk.MergeChoice{Keep: into[old], Other: old}); err != nil {
			t.Fatal(err)
		}
	}
	now := request(t, d, 1)
	if now.Pupil != into[r.Pupil] || len(now.Letters) != 1 || now.Letters[0].Pupil != now.Pupil {
		t.Errorf("pupil %s, letters %+v", now.Pupil, now.Letters)
	}
	sent := request(t, d, group.Number).Facts.Members
	if got := sent[len(sent)-1].ID; got != into[members[len(members)-1].Pupil] {
		t.Errorf("the paper that went leads to %s", got)
	}
	for range 4 { // two merges and two new pupils
		if _, err := d.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(request(t, d, 1), was) {
		t.Error("undo does not bring the letters back")
	}
}
