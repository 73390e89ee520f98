package desk_test

import (
	"testing"

	"needsbook/app/desk"
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
			is("an answered referral without its answer", f.State != provision.ReferralAsked && (f.Answer == "" || f.Answered.IsZero()))
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

func TestDemoSchoolIsOneStepThatUndoStepsOver(t *testing.T) {
	d := demo(t)
	if steps, err := d.History(ctx, "", 10); err != nil || len(steps) != 1 {
		t.Errorf("%d steps, %v", len(steps), err)
	}
	if _, err := d.Undo(ctx); err == nil || d.Counts().Roll != 412 {
		t.Errorf("undo took the demo school apart: %v", err)
	}
}
