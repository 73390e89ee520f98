package desk_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/register"
)

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
