package desk_test

import (
	"slices"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// TestDemoSchoolShowsEveryPartOfTheRegister counts, over all records of the demo
// school, each state that a screen can show.
func TestDemoSchoolShowsEveryPartOfTheRegister(t *testing.T) {
	d := demo(t)
	seen := map[string]int{}
	is := func(what string, yes bool) {
		if yes {
			seen[what]++
		}
	}
	everyone, err := d.Find("left:any")
	if err != nil {
		t.Fatal(err)
	}
	today := d.Today()
	for _, e := range everyone {
		r, err := d.Record(ctx, e.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range r.Statuses {
			is("a correction of the past", !s.CorrectedOn.IsZero() && s.Why != "")
			is("a code of old", s.Legacy != "" && s.Code == "K")
		}
		for _, c := range r.Concerns {
			is("concern open, parents told", c.IsOpen() && !c.ParentsTold.IsZero())
			is("concern open, parents not told", c.IsOpen() && c.ParentsTold.IsZero())
			is("concern "+c.Outcome, !c.IsOpen())
		}
		for _, a := range r.Advice {
			is("advice "+a.Done, true)
			is("advice not done without a reason", a.Done == provision.AdviceNot && a.How == "")
		}
		for _, f := range r.Referrals {
			is("referral "+f.State, true)
			is("an answered referral without its answer", f.State != provision.ReferralAsked && f.State != provision.ReferralWanted && (f.Answer == "" || f.Answered.IsZero()))
			_, known := d.Services().Find(f.Service)
			is("a referral to no service", !known)
		}
		for _, c := range r.Consents {
			is("consent "+c.Scope, c.Stands(today))
			is("consent withdrawn", !c.Withdrawn.IsZero())
		}
		for _, n := range r.Notes {
			is("told "+n.Told, n.Told != "")
			is("contact by "+n.Type, n.IsContact() && n.With != "")
		}
		for _, p := range r.EHCPlans {
			is("EHC plan", len(p.Sections) >= 8 && p.Authority != "")
			is("a review that runs", !p.Stages.Invited.IsZero() && p.Stages.Meeting.After(today))
			is("a review that waits for its report", p.Stages.Meeting.Before(today) && !p.Stages.Meeting.IsZero() && p.Stages.Report.IsZero())
		}
		for _, a := range r.Amendments {
			is("amendment suggested", a.Outcome == "")
			is("amendment answered", a.Outcome != "")
		}
		for _, v := range r.Invitees {
			is("invitee whose advice came", !v.Advice.IsZero())
			is("invitee who came", v.Came == "yes")
		}
		for _, a := range r.Attachments {
			name, content, err := d.AttachmentContent(ctx, e.ID, a.ID)
			is("attachment", err == nil && name == a.Name && int64(len(content)) == a.Size && a.Size > 0)
		}
	}
	want := []string{"a correction of the past", "a code of old", "concern open, parents told", "concern open, parents not told",
		"concern " + register.ConcernSettled, "concern " + register.ConcernSupport, "advice " + provision.AdviceDone, "advice " + provision.AdviceNotYet, "advice " + provision.AdviceNot,
		"consent withdrawn", "a review that runs", "a review that waits for its report", "amendment suggested", "amendment answered", "invitee whose advice came", "invitee who came"}
	for _, s := range provision.ReferralStates {
		want = append(want, "referral "+s.ID)
	}
	for _, s := range register.ConsentScopes[:2] {
		want = append(want, "consent "+s.ID)
	}
	for _, topic := range register.ToldTopics {
		want = append(want, "told "+topic.ID)
	}
	for _, way := range []string{register.NoteCall, register.NoteMeeting, register.NoteEmail, register.NoteLetter} {
		want = append(want, "contact by "+way)
	}
	for _, what := range want {
		if seen[what] == 0 {
			t.Errorf("nobody shows: %s", what)
		}
	}
	for _, wrong := range []string{"advice not done without a reason", "an answered referral without its answer", "a referral to no service"} {
		if seen[wrong] > 0 {
			t.Errorf("%d times: %s", seen[wrong], wrong)
		}
	}
	if seen["EHC plan"] != 9 || seen["attachment"] != 3 {
		t.Errorf("%d EHC plans and %d attachments, want 9 and 3", seen["EHC plan"], seen["attachment"])
	}
}

func TestDemoSchoolsOwnFieldsAndViewsHold(t *testing.T) {
	d := demo(t)
	fields, err := d.Fields(ctx)
	if err != nil || len(fields) != 3 {
		t.Fatalf("%d fields, %v", len(fields), err)
	}
	filled := map[string]int{}
	everyone, _ := d.Find("")
	for _, e := range everyone {
		for _, f := range fields {
			value := e.Fields[f.ID]
			if kept, err := f.Read(value, d.Today()); err != nil || kept != value {
				t.Errorf("%s holds %q: %v", f.Name, value, err)
			}
			if value != "" {
				filled[f.Name]++
			}
		}
	}
	for _, f := range fields {
		if err := f.Check(nil); err != nil || filled[f.Name] < 10 {
			t.Errorf("%s: %d values, %v", f.Name, filled[f.Name], err)
		}
	}
	views, err := d.Views(ctx)
	if err != nil || len(views) != 3 {
		t.Fatalf("%d views, %v", len(views), err)
	}
	for _, v := range views {
		sheet, err := d.Sheet(v, desk.NamesFull)
		if err != nil {
			t.Fatalf("%s: %v", v.Name, err)
		}
		marked := 0
		for _, m := range v.Marks {
			rows, err := d.Find(v.Query + " " + m.Query)
			if err != nil {
				t.Fatalf("%s: %v", v.Name, err)
			}
			marked += len(rows)
		}
		if len(sheet.Entries) == 0 || len(sheet.Lost) > 0 || marked == 0 {
			t.Errorf("%s shows %d pupils, %d marked, lost %v", v.Name, len(sheet.Entries), marked, sheet.Lost)
		}
		if _, err := d.SaveView(ctx, v); err != nil {
			t.Errorf("%s could not be saved by a person: %v", v.Name, err)
		}
	}
}

func TestDemoSchoolHasOneChildTwiceAndOneTaskPutOff(t *testing.T) {
	d := demo(t)
	found, err := d.Duplicates(ctx)
	if err != nil || len(found) != 1 || found[0].Obstacle != "" || found[0].Keep.Forename != "Lukasz" || found[0].Other.Left.IsZero() {
		t.Errorf("%+v, %v", found, err)
	}
	put, err := d.Deferred(ctx)
	if err != nil || len(put) != 1 || put[0].State != desk.TaskSnoozed || put[0].Why == "" {
		t.Errorf("%+v, %v", put, err)
	}
}

func TestDemoSchoolIsThreeStepsThatUndoStepsOver(t *testing.T) {
	d := demo(t)
	if steps, err := d.History(ctx, "", 10); err != nil || len(steps) != 3 {
		t.Errorf("%d steps, %v", len(steps), err)
	}
	if _, err := d.Undo(ctx); err == nil || d.Counts().Roll != 412 {
		t.Errorf("undo took the demo school apart: %v", err)
	}
}

// TestDemoSchoolShowsEveryPartOfProvision counts what the pages about provision, plans
// and meetings can show.
func TestDemoSchoolShowsEveryPartOfProvision(t *testing.T) {
	d := demo(t)
	seen := map[string]int{}
	is := func(what string, yes bool) {
		if yes {
			seen[what]++
		}
	}
	rows, err := d.ProvisionMap(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		is("a group", len(r.Placed) > 2)
		is("help for one", len(r.Placed) == 1 && r.Setting == "")
		is("alternative provision", r.Setting == provision.AlternativeProvision && r.Provider != "" && !r.ReviewDue.IsZero() && r.EachPays)
		is("staff and times", r.StaffName != "" && len(r.Slots) > 0)
		is("nobody has time", r.Setting == "" && len(r.Slots) == 0)
		_, known := d.Library().Find(r.Library)
		is("out of the library", known)
		is("out of no library", r.Library != "" && !known)
		is("bought for several years", len(r.Bought) > 0 && r.Bought[0].Years > 1)
		is("a review that is due", !r.ReviewDue.IsZero() && !r.ReviewDue.After(d.Today()) && len(r.Placed) == 6)
		is("sessions that were not held", r.Cost.Whole.NotHeld.Cmp(money.Amount{}) > 0)
		whole := r.Cost.Whole
		is("costs that do not add up", whole.ToDate.Add(whole.ToCome).Add(whole.NotHeld).Cmp(whole.Planned) != 0)
		for _, p := range r.Placed {
			is("somebody who waits", p.Waiting && p.Why != "")
			is("somebody who came later", p.Starts.After(r.Starts) && !p.Waiting)
			is("an outcome of the plan", p.Outcome != "" && p.OutcomeWords != "")
			is("a measure", p.Measure != "" && p.Baseline != "")
			if p.Last != nil {
				is("a review: "+p.Last.Result, true)
				is("a score", p.Last.Score != "")
				is("what worked", p.Last.Worked != "")
			}
		}
	}
	for _, e := range mustFind(t, d, "status:sen") {
		r, err := d.Record(ctx, e.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Cycles {
			is("a signed plan", c.IsSigned())
			is("outcomes of the plan that runs", !c.IsReviewed() && len(r.PlanOutcomes(c.ID)) > 1)
			is("a voice that was not heard, and why", c.PupilWhyNot != "" && c.ParentWhyNot != "")
		}
		for _, o := range r.Outcomes {
			is("a step to an outcome of the EHC plan", o.EHCOutcome != "" && slices.Contains(d.EHCOutcomes(r), o.EHCOutcome))
			is("a step to an outcome that no EHC plan has", o.EHCOutcome != "" && !slices.Contains(d.EHCOutcomes(r), o.EHCOutcome))
		}
		for _, m := range r.Meetings {
			is("a signed meeting", m.IsSigned())
			is("a meeting to come", !m.IsSigned() && m.On.After(d.Today()) && m.At > 0)
			for _, a := range m.Actions {
				is("an action that waits", a.Waits())
				is("an action that was done", !a.Waits())
			}
		}
		is("a correction", len(r.Corrections) > 0)
	}
	for _, what := range []string{"a group", "help for one", "alternative provision", "staff and times", "nobody has time", "out of the library", "bought for several years",
		"a review that is due", "sessions that were not held", "somebody who waits", "somebody who came later", "an outcome of the plan", "a measure",
		"a review: met", "a review: partly", "a review: not", "a score", "what worked", "a signed plan", "a voice that was not heard, and why", "a signed meeting",
		"a meeting to come", "an action that waits", "an action that was done", "a correction",
		"outcomes of the plan that runs", "a step to an outcome of the EHC plan"} {
		if seen[what] == 0 {
			t.Errorf("the demo school does not show %s", what)
		}
	}
	for _, wrong := range []string{"costs that do not add up", "out of no library", "a step to an outcome that no EHC plan has"} {
		if n := seen[wrong]; n > 0 {
			t.Errorf("%s: %d", wrong, n)
		}
	}
}
