package desk_test

import (
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/duties"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// withPlan makes a school with one pupil whose EHC plan was issued on a day.
func withPlan(t testing.TB, issued day.Date) (*desk.Desk, string) {
	t.Helper()
	d, id := oneOf(t, "E", issued)
	if _, err := d.SaveEHCPlan(ctx, register.EHCPlan{Pupil: id, Authority: "Testshire", Issued: issued, Sections: map[string]string{"E": "Speaks"}}); err != nil {
		t.Fatal(err)
	}
	return d, id
}

func stages(t testing.TB, d *desk.Desk, pupil string) map[string]duties.Stage {
	t.Helper()
	r, has, err := d.AnnualReview(ctx, pupil)
	if err != nil || !has {
		t.Fatal(has, err)
	}
	out := map[string]duties.Stage{}
	for _, s := range r.Stages {
		out[s.ID] = s
	}
	return out
}

func TestStagesAreMarkedInTheirOrder(t *testing.T) {
	d, id := withPlan(t, day.Of(2026, 1, 15))
	today := d.Today()
	refusedOn(t, d.MarkStage(ctx, id, duties.StageViews, today), "meeting")
	refusedOn(t, d.MarkStage(ctx, id, duties.StageReport, today), "meeting")
	meeting := day.Of(2026, 12, 14)
	if err := d.MarkStage(ctx, id, duties.StageMeeting, meeting); err != nil {
		t.Fatal(err)
	}
	refusedOn(t, d.MarkStage(ctx, id, duties.StageInvited, today.AddDays(1)), "on")
	refusedOn(t, d.MarkStage(ctx, id, duties.StageReport, today), "stages.report")
	refusedOn(t, d.MarkStage(ctx, id, "tea", today), "stage")
	if len(waiting(t, d, "ar_views")) != 1 {
		t.Error("Today does not ask for the views")
	}
	if err := d.MarkStage(ctx, id, duties.StageViews, today); err != nil {
		t.Fatal(err)
	}
	if s := stages(t, d, id); s[duties.StageViews].Done != today || !s[duties.StageInvited].Done.IsZero() || s[duties.StageInvited].Due != day.Of(2026, 11, 30) {
		t.Errorf("%+v", s)
	}
	invitees := record(t, d, id).Invitees
	if len(invitees) < 3 || invitees[0].Invited != today || len(waiting(t, d, "ar_views")) != 0 {
		t.Errorf("%+v", invitees)
	}
	if err := d.MarkStage(ctx, id, duties.StageInvited, today); err != nil {
		t.Fatal(err)
	}
	if err := d.MarkStage(ctx, id, duties.StageMeeting, meeting.AddDays(2)); err != nil {
		t.Fatal(err)
	}
	for _, v := range record(t, d, id).Invitees {
		if v.Meeting != meeting.AddDays(2) {
			t.Errorf("%+v did not move along", v)
		}
	}
	if err := d.MarkStage(ctx, id, duties.StageViews, day.Date{}); err != nil {
		t.Fatal(err)
	}
	if v := record(t, d, id).Invitees[0]; !v.Invited.IsZero() {
		t.Errorf("%+v", v)
	}
}

func TestSignedAnnualReviewGivesItsDayToThePlan(t *testing.T) {
	d, id := withPlan(t, day.Of(2026, 1, 15))
	m := meetingOf(t, d, id, provision.MeetingAnnualReview)
	if _, err := d.SignMeeting(ctx, m); err != nil {
		t.Fatal(err)
	}
	if s := stages(t, d, id); s[duties.StageMeeting].Done != d.Today() || s[duties.StageReport].Due != d.Today().AddDays(14) || !s[duties.StageReport].Firm {
		t.Errorf("%+v", s)
	}
}

func TestReviewsListEachThingOnce(t *testing.T) {
	d, id := withPlan(t, day.Of(2026, 1, 15))
	if _, err := d.SaveCycle(ctx, provision.Cycle{Pupil: id, Starts: day.Of(2026, 9, 14), ReviewDue: day.Of(2026, 11, 16), Aim: "Reads aloud", Help: "Daily"}); err != nil {
		t.Fatal(err)
	}
	if err := d.MarkStage(ctx, id, duties.StageMeeting, day.Of(2026, 12, 10)); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SaveIntervention(ctx, provision.Intervention{Name: "Lego group", StaffKind: "ta", Minutes: 30, Weeks: 10, Starts: day.Of(2026, 9, 14), Ends: day.Of(2026, 12, 11), ReviewDue: day.Of(2026, 12, 4)}); err != nil {
		t.Fatal(err)
	}
	said := func() string {
		t.Helper()
		list, err := d.Reviews(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, i := range list {
			line := i.On.String() + " " + i.Kind + " " + i.Stage + " " + i.Where
			if i.IsLate(d.Today()) {
				line += " late"
			}
			lines = append(lines, strings.Join(strings.Fields(line), " "))
		}
		return strings.Join(lines, "\n")
	}
	want := `2026-11-12 annual_review views pupil late
2026-11-16 plan_review pupil late
2026-11-26 annual_review invited pupil
2026-12-04 intervention_review groupreview
2026-12-10 annual_review meeting meeting
2026-12-24 annual_review report pupil
2027-01-07 annual_review decision pupil
2027-03-04 annual_review final pupil`
	if got := said(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	m, err := d.NewMeeting(ctx, id, provision.MeetingAnnualReview)
	if err != nil || m.On != day.Of(2026, 12, 10) {
		t.Fatalf("%+v, %v", m.On, err)
	}
	if _, err := d.SaveMeeting(ctx, m); err != nil {
		t.Fatal(err)
	}
	if got := said(); strings.Count(got, "2026-12-10") != 1 || !strings.Contains(got, "2026-12-10 annual_review meeting") {
		t.Errorf("the meeting stands twice:\n%s", got)
	}
	if list, err := d.AnnualReviews(ctx); err != nil || len(list) != 1 || list[0].Meeting != day.Of(2026, 12, 10) {
		t.Errorf("%+v, %v", list, err)
	}
}
