package desk_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// same fails the test when two records of a pupil differ.
func same(t rapid.TB, before, after desk.Record) {
	t.Helper()
	a, err1 := json.Marshal(before)
	b, err2 := json.Marshal(after)
	if err1 != nil || err2 != nil || string(a) != string(b) {
		t.Errorf("the record differs:\n%s\n%s", a, b)
	}
}

func TestNoteAndConsentTakeOnlyWhatIsInTheirLists(t *testing.T) {
	d := open(t)
	id := addPupil(t, d, "Price")
	n := register.Note{Pupil: id, On: d.Today(), Words: "Rang home"}
	for field, change := range map[string]func(*register.Note){
		"type": func(n *register.Note) { n.Type = "rumour" }, "how": func(n *register.Note) { n.How = "telepathy" }, "told": func(n *register.Note) { n.Told = "gossip" },
	} {
		wrong := n
		change(&wrong)
		_, err := d.SaveNote(ctx, wrong)
		refusedOn(t, err, field)
	}
	n.Type, n.With, n.Told = "E-mail", " Eva Price ", "health"
	if _, err := d.SaveNote(ctx, n); err != nil {
		t.Fatal(err)
	}
	if r := record(t, d, id); len(r.Notes) != 1 || r.Notes[0].Type != register.NoteEmail || r.Notes[0].With != "Eva Price" || r.Story[0].Title != "E-mail with Eva Price" {
		t.Errorf("%+v", r.Notes)
	}
	c := register.Consent{Pupil: id, By: "Eva Price", Given: d.Today(), Scope: "everything"}
	_, err := d.SaveConsent(ctx, c)
	refusedOn(t, err, "scope")
	c.Scope, c.How = register.ConsentSchools, "by pigeon"
	_, err = d.SaveConsent(ctx, c)
	refusedOn(t, err, "how")
	c.How = "Signed form"
	if _, err := d.SaveConsent(ctx, c); err != nil {
		t.Fatal(err)
	}
	if r := record(t, d, id); r.Consents[0].How != "signed form" || !d.HasConsent(r, register.ConsentSchools) || d.HasConsent(r, register.ConsentServices) {
		t.Errorf("%+v", r.Consents)
	}
}

func TestFamilyTellsOnce(t *testing.T) {
	d := open(t)
	id := addPupil(t, d, "Price")
	for _, n := range []register.Note{
		{On: day.Of(2026, 9, 1), Words: "Asthma", Told: "health"}, {On: day.Of(2026, 10, 1), Words: "Wears glasses now", Told: "health"},
		{On: day.Of(2026, 9, 2), Words: "Lives with grandmother", Told: "family"}, {On: day.Of(2026, 9, 3), Words: "Rang home"},
	} {
		n.Pupil, n.Type = id, register.NoteCall
		if _, err := d.SaveNote(ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	told, err := d.AlreadyTold(ctx, id)
	if err != nil || len(told) != 2 || told[0].Topic != "health" || len(told[0].Notes) != 2 || told[0].Notes[0].Words != "Wears glasses now" || told[1].Name != "Family and home" {
		t.Errorf("%+v, %v", told, err)
	}
	if log, err := d.ContactLog(ctx, id); err != nil || len(log) != 4 || log[0].Words != "Wears glasses now" {
		t.Errorf("%+v, %v", log, err)
	}
	if _, err := d.AlreadyTold(ctx, "nobody"); err != desk.ErrNoPupil {
		t.Error(err)
	}
}

func TestAdviceNotDoneSaysWhy(t *testing.T) {
	d := open(t)
	id := addPupil(t, d, "Price")
	a := provision.Advice{Pupil: id, On: d.Today(), Role: "Therapist", Words: "A quiet corner", Done: provision.AdviceNot}
	_, err := d.SaveAdvice(ctx, a)
	refusedOn(t, err, "how")
	a.Done = "perhaps"
	_, err = d.SaveAdvice(ctx, a)
	refusedOn(t, err, "done")
	a.Done, a.How = provision.AdviceNot, "There is no room for it until Easter"
	if _, err := d.SaveAdvice(ctx, a); err != nil {
		t.Error(err)
	}
}

func TestReferralIsFilledFromWhatIsThere(t *testing.T) {
	d := demo(t)
	ana := one(t, d, "kowalska ana")
	r, err := d.DraftReferral(ctx, ana.ID, "speech_language")
	if err != nil {
		t.Fatal(err)
	}
	kept := record(t, d, ana.ID)
	for _, want := range []string{"We ask for: an assessment of speech", d.Codes().NeedName(kept.PrimaryNeed()), "confirmed", kept.Cycles[len(kept.Cycles)-1].Aim, kept.Advice[0].Words, "What helps"} {
		if !strings.Contains(r.Words, want) {
			t.Errorf("%q is not in:\n%s", want, r.Words)
		}
	}
	wrong := r
	wrong.Service = "astrology"
	_, err = d.SaveReferral(ctx, wrong)
	refusedOn(t, err, "service")
	wrong = r
	wrong.State = "lost"
	_, err = d.SaveReferral(ctx, wrong)
	refusedOn(t, err, "state")
	wrong.State = provision.ReferralRefused
	_, err = d.SaveReferral(ctx, wrong)
	refusedOn(t, err, "answered")
	if r.ID, err = d.SaveReferral(ctx, r); err != nil {
		t.Fatal(err)
	}
	r.State, r.Answered, r.Answer = provision.ReferralRefused, d.Today(), "Not in the area's offer"
	if _, err := d.SaveReferral(ctx, r); err != nil {
		t.Fatal(err)
	}
	after := record(t, d, ana.ID)
	if got := after.Referrals[len(after.Referrals)-1]; len(after.Referrals) != len(kept.Referrals)+1 && got.State != provision.ReferralRefused {
		t.Errorf("%+v", after.Referrals)
	}
}

func TestServicesAreReplacedAndOldReferralsStayReadable(t *testing.T) {
	d := open(t)
	id := addPupil(t, d, "Price")
	r, err := d.DraftReferral(ctx, id, "vision")
	if err != nil {
		t.Fatal(err)
	}
	if r.ID, err = d.SaveReferral(ctx, r); err != nil {
		t.Fatal(err)
	}
	own := `{"format":"sen-services","format_version":1,"id":"own","version":"1","title":"Ours","status":"draft","valid_from":"2026-09-01","services":[{"id":"dogs","name":"Reading dogs"}]}`
	refusedOn(t, d.InstallPack(ctx, []byte(strings.Replace(own, `"services":[`, `"services":[{"id":"dogs","name":"Dogs"},`, 1))), "pack")
	if err := d.InstallPack(ctx, []byte(own)); err != nil {
		t.Fatal(err)
	}
	if names := d.Services().Names(); len(names) != 1 || names[0] != "Reading dogs" || d.Services().Name("vision") != "Vision" {
		t.Errorf("%v, %s", names, d.Services().Name("vision"))
	}
	r.State, r.Answered = provision.ReferralSeen, d.Today()
	if _, err := d.SaveReferral(ctx, r); err != nil {
		t.Error(err)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Undo(ctx); err != nil || len(d.Services().List) < 10 {
		t.Errorf("%v, %v", d.Services().Names(), err)
	}
}

func TestSecondReviewWithoutGainSaysWhatChanges(t *testing.T) {
	for _, c := range []struct {
		before []string
		result string
		asks   bool
	}{
		{nil, provision.ResultNot, false},
		{[]string{provision.ResultNot}, provision.ResultNot, true},
		{[]string{provision.ResultNot}, provision.ResultPartly, false},
		{[]string{provision.ResultPartly}, provision.ResultPartly, true},
		{[]string{provision.ResultMet}, provision.ResultNot, false},
		{[]string{provision.ResultNot, provision.ResultPartly}, provision.ResultPartly, false},
		{[]string{provision.ResultNot, provision.ResultPartly, provision.ResultPartly}, provision.ResultPartly, true},
		{[]string{provision.ResultNot, provision.ResultNot}, provision.ResultMet, false},
	} {
		d := open(t)
		id := addPupil(t, d, "Price")
		review := func(nth int, result, next string) error {
			start := day.Of(2026, 1, 5).AddDays(30 * nth)
			cycle := provision.Cycle{Pupil: id, Starts: start, Aim: "Reads aloud"}
			var err error
			if cycle.ID, err = d.SaveCycle(ctx, cycle); err != nil {
				t.Fatal(err)
			}
			cycle.Result, cycle.Reviewed, cycle.Next = result, start.AddDays(28), next
			return d.HoldReview(ctx, desk.ReviewHeld{Cycle: cycle})
		}
		for i, result := range c.before {
			if err := review(i, result, "Smaller group"); err != nil {
				t.Fatal(err)
			}
		}
		err := review(len(c.before), c.result, " ")
		if !c.asks && err != nil {
			t.Errorf("%v then %s: %v", c.before, c.result, err)
		} else if c.asks {
			refusedOn(t, err, "next")
		}
	}
}

func TestEHCPlanIsReadOnlyAndReplacedByALaterOne(t *testing.T) {
	d := open(t)
	id := addPupil(t, d, "Price")
	p := register.EHCPlan{Pupil: id, Authority: "Kent", Issued: day.Of(2025, 3, 1), Sections: map[string]string{"B": "Autism", "F": "Ten hours", "K": " "}}
	for field, change := range map[string]func(*register.EHCPlan){
		"authority": func(p *register.EHCPlan) { p.Authority = "" }, "issued": func(p *register.EHCPlan) { p.Issued = d.Today().AddDays(1) },
		"sections": func(p *register.EHCPlan) { p.Sections = map[string]string{"Z": "x"} },
		"id":       func(p *register.EHCPlan) { p.ID = "some" },
		"stages.invited": func(p *register.EHCPlan) {
			p.Stages = register.PlanStages{Invited: day.Of(2026, 2, 2), Meeting: day.Of(2026, 2, 1)}
		},
	} {
		wrong := p
		change(&wrong)
		_, err := d.SaveEHCPlan(ctx, wrong)
		refusedOn(t, err, field)
	}
	first, err := d.SaveEHCPlan(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	a := register.Amendment{Pupil: id, Plan: first, Section: "F", Suggestion: "Fifteen hours", On: d.Today()}
	if a.ID, err = d.SaveAmendment(ctx, a); err != nil {
		t.Fatal(err)
	}
	wrong := a
	wrong.Section = "Z"
	_, err = d.SaveAmendment(ctx, wrong)
	refusedOn(t, err, "section")
	stages := register.PlanStages{Meeting: day.Of(2026, 2, 1), Report: day.Of(2026, 2, 12)}
	if err := d.SavePlanStages(ctx, id, first, stages); err != nil {
		t.Fatal(err)
	}
	_, err = d.SaveEHCPlan(ctx, p)
	refusedOn(t, err, "issued")
	p.Issued, p.Sections = day.Of(2026, 4, 1), map[string]string{"F": "Fifteen hours"}
	before := record(t, d, id)
	second, err := d.SaveEHCPlan(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	r := record(t, d, id)
	if len(r.EHCPlans) != 2 || r.EHCPlans[0].ID != second || r.EHCPlans[1].Until != p.Issued || r.EHCPlans[1].Sections["F"] != "Ten hours" ||
		len(r.EHCPlans[1].Sections) != 2 || r.EHCPlans[1].Stages != stages || r.Amendments[0].NowSays != "Ten hours" {
		t.Errorf("%+v", r)
	}
	if err := d.RemoveEHCPlan(ctx, id, second); err != nil {
		t.Fatal(err)
	}
	same(t, before, record(t, d, id))
	if err := d.RemoveEHCPlan(ctx, id, first); err != nil {
		t.Fatal(err)
	}
	if r := record(t, d, id); len(r.EHCPlans)+len(r.Amendments) != 0 {
		t.Errorf("%+v", r)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	same(t, before, record(t, d, id))
}

func TestReviewMeetingListsWhomTheLawAsks(t *testing.T) {
	d := open(t)
	id := addPupil(t, d, "Price")
	if _, err := d.SaveContact(ctx, register.Contact{Pupil: id, Name: "Eva Price", Relationship: "Mother"}); err != nil {
		t.Fatal(err)
	}
	meeting := d.Today().AddDays(20)
	n, err := d.ListInvitees(ctx, id, meeting)
	if err != nil || n != 5 {
		t.Fatal(n, err)
	}
	if again, err := d.ListInvitees(ctx, id, meeting); err != nil || again != 0 {
		t.Error(again, err)
	}
	v := record(t, d, id).Invitees[0]
	v.Came = "yes"
	_, err = d.SaveInvitee(ctx, v)
	refusedOn(t, err, "came")
	v.Came, v.Advice = "", d.Today().AddDays(1)
	_, err = d.SaveInvitee(ctx, v)
	refusedOn(t, err, "advice")
	v.Advice = d.Today()
	if _, err := d.SaveInvitee(ctx, v); err != nil {
		t.Error(err)
	}
	_, err = d.SaveInvitee(ctx, register.Invitee{Pupil: id, Meeting: meeting})
	refusedOn(t, err, "role")
	_, err = d.SaveInvitee(ctx, register.Invitee{Pupil: id, Role: "Nurse"})
	refusedOn(t, err, "meeting")
}

// Any changes about a pupil, taken back one by one, leave the record as it was.
func TestAnySequenceOfEditsUndoneGivesTheSameRecord(t *testing.T) {
	d := open(t)
	id := addPupil(t, d, "Price")
	rapid.Check(t, func(t *rapid.T) {
		before := record(t, d, id)
		done := 0
		for range rapid.IntRange(1, 8).Draw(t, "edits") {
			steps := lastStep(t, d)
			if err := anyEdit(t, d, id); err != nil && lastStep(t, d) != steps {
				t.Fatalf("a refused edit changed something: %v", err)
			}
			if lastStep(t, d) != steps { // what changes nothing is no step
				done++
			}
		}
		for range done {
			if _, err := d.Undo(ctx); err != nil {
				t.Fatal(err)
			}
		}
		same(t, before, record(t, d, id))
	})
}

// errNone says that there was nothing to change.
var errNone = errors.New("nothing to change")

// lastStep is the number of the last change to the file.
func lastStep(t *rapid.T, d *desk.Desk) int64 {
	steps, err := d.History(ctx, "", 1)
	if err != nil || len(steps) != 1 {
		t.Fatal(len(steps), err)
	}
	return steps[0].N
}

// anyEdit makes one change about a pupil; a refusal changes nothing.
func anyEdit(t *rapid.T, d *desk.Desk, id string) error {
	r := record(t, d, id)
	on := d.Today().AddDays(-rapid.IntRange(0, 400).Draw(t, "days ago"))
	words := fmt.Sprintf("Words %d", rapid.IntRange(0, 99).Draw(t, "words"))
	var err error
	switch rapid.SampledFrom([]string{"concern", "settle", "promote", "plan", "stages", "amend", "consent", "withdraw", "referral", "invite", "remove"}).Draw(t, "edit") {
	case "concern":
		_, err = d.SaveConcern(ctx, register.Concern{Pupil: id, On: on, Words: words})
	case "settle":
		if err = errNone; len(r.Concerns) > 0 {
			err = d.SettleConcern(ctx, r.Concerns[0].ID, words, d.Today())
		}
	case "promote":
		if err = errNone; len(r.Concerns) > 0 {
			err = d.PromoteConcern(ctx, r.Concerns[0].ID, desk.Promotion{Needs: []string{"SLCN"}, Why: words, Aim: words})
		}
	case "plan":
		_, err = d.SaveEHCPlan(ctx, register.EHCPlan{Pupil: id, Authority: "Kent", Issued: on, Sections: map[string]string{"B": words}})
	case "stages":
		if err = errNone; len(r.EHCPlans) > 0 {
			err = d.SavePlanStages(ctx, id, r.EHCPlans[0].ID, register.PlanStages{Meeting: on})
		}
	case "amend":
		if err = errNone; len(r.EHCPlans) > 0 {
			_, err = d.SaveAmendment(ctx, register.Amendment{Pupil: id, Plan: r.EHCPlans[0].ID, Section: "F", Suggestion: words, On: on})
		}
	case "consent":
		_, err = d.SaveConsent(ctx, register.Consent{Pupil: id, By: words, Given: on})
	case "withdraw":
		if err = errNone; len(r.Consents) > 0 {
			c := r.Consents[0]
			c.Withdrawn = d.Today()
			_, err = d.SaveConsent(ctx, c)
		}
	case "referral":
		_, err = d.SaveReferral(ctx, provision.Referral{Pupil: id, Service: "vision", Words: words, Asked: on})
	case "invite":
		n := 0
		if n, err = d.ListInvitees(ctx, id, on); n == 0 && err == nil {
			err = errNone
		}
	case "remove":
		if err = errNone; len(r.EHCPlans) > 0 {
			err = d.RemoveEHCPlan(ctx, id, r.EHCPlans[len(r.EHCPlans)-1].ID)
		}
	}
	return err
}
