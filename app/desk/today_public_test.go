package desk_test

import (
	"strconv"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/publish"
)

// publicTask returns the task of a kind about a document, and whether there is one.
func publicTask(t *testing.T, d *desk.Desk, kind, document string) (desk.Task, bool) {
	t.Helper()
	tasks, err := d.Tasks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range tasks {
		if task.Kind == kind && task.Record == document {
			if task.Where != "reports" {
				t.Errorf("%s leads to %s", kind, task.Where)
			}
			return task, true
		}
	}
	return desk.Task{}, false
}

// standOn moves the day of a demo school.
func standOn(t *testing.T, d *desk.Desk, on day.Date) {
	t.Helper()
	s := d.School()
	s.DemoDay = on
	if err := d.SaveSchool(ctx, s); err != nil {
		t.Fatal(err)
	}
}

func TestTodaySaysHowMuchOfTheStrategyIsLeft(t *testing.T) {
	d := demo(t)
	s := d.School()
	s.Strategy = ""
	if err := d.SaveSchool(ctx, s); err != nil {
		t.Fatal(err)
	}
	words, err := d.ReportWords(ctx, publish.InclusionStrategy)
	if err != nil {
		t.Fatal(err)
	}
	for section := range words {
		if err := d.SaveReportWords(ctx, publish.InclusionStrategy, section, ""); err != nil {
			t.Fatal(err)
		}
	}
	task, found := publicTask(t, d, "inclusion_strategy_2026", publish.InclusionStrategy)
	if !found || task.Due != day.Of(2026, 12, 31) || !strings.Contains(task.Note, " parts to finish, publish by 31 Dec 2026.") {
		t.Fatalf("%+v", task)
	}
	r, err := d.Report(ctx, publish.InclusionStrategy)
	if err != nil {
		t.Fatal(err)
	}
	open, needed := 0, 0
	for _, section := range r.Sections {
		if section.Needed {
			needed++
			if !section.Complete {
				open++
			}
		}
	}
	if want := strings.Fields(task.Note); want[0] != strconv.Itoa(open) || want[2] != strconv.Itoa(needed) {
		t.Errorf("%q, but %d of %d", task.Note, open, needed)
	}

	s.Phase = "special"
	if err := d.SaveSchool(ctx, s); err != nil {
		t.Fatal(err)
	}
	tasks, err := d.Tasks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range tasks {
		if one.Record == publish.InclusionStrategy {
			t.Errorf("a special school is asked for it: %+v", one)
		}
	}
}

func TestTodayFollowsAReportFromApprovalToItsReview(t *testing.T) {
	d := unpublished(t)
	standOn(t, d, day.Of(2026, 10, 26)) // its yearly day is not near yet
	approval, found := publicTask(t, d, "report_approval", sen)
	if !found || !strings.Contains(approval.Note, "has not approved") {
		t.Fatalf("%+v", approval)
	}
	approve(t, d, sen)
	if _, found = publicTask(t, d, "report_approval", sen); found {
		t.Error("it is approved, and Today still asks for the approval")
	}
	if _, found = publicTask(t, d, "report_publish", sen); !found {
		t.Error("nobody is reminded to publish what was approved")
	}
	if _, err := d.PublishVersion(ctx, sen, publish.Release{Review: day.Of(2027, 6, 1)}); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"report", "report_approval", "report_publish", "report_facts", "sen_info_annual"} {
		if task, found := publicTask(t, d, kind, sen); found {
			t.Errorf("just published, but: %+v", task)
		}
	}

	s := d.School()
	s.SencoPhone = "01234 999999"
	if err := d.SaveSchool(ctx, s); err != nil {
		t.Fatal(err)
	}
	drift, found := publicTask(t, d, "report_facts", sen)
	if !found || !strings.Contains(drift.Note, "Changed since it was published on 26 Oct 2026: the SENCO’s telephone number.") {
		t.Errorf("%+v", drift)
	}
	undo(t, d)
	if _, found = publicTask(t, d, "report_facts", sen); found {
		t.Error("the fact is again as it was")
	}

	standOn(t, d, day.Of(2027, 5, 10))
	if due, found := publicTask(t, d, "sen_info_annual", sen); !found || due.Due != day.Of(2027, 6, 1) {
		t.Errorf("the report says that it is looked at again by 1 June: %+v", due)
	} else if !strings.Contains(due.Note, "says exactly this") {
		t.Errorf("nothing changed since, so it cannot be published yet: %q", due.Note)
	}
}

func TestTodayKnowsTheStrategyPublishedHere(t *testing.T) {
	d := demo(t)
	s := d.School()
	s.Strategy = "https://school.example/strategy"
	if err := d.SaveSchool(ctx, s); err != nil {
		t.Fatal(err)
	}
	if task, found := publicTask(t, d, "inclusion_strategy_2026", publish.InclusionStrategy); found {
		t.Errorf("it is on the website: %+v", task)
	}
	standOn(t, d, day.Of(2027, 12, 1))
	task, found := publicTask(t, d, "inclusion_strategy_2026", publish.InclusionStrategy)
	if !found || task.Due != day.Of(2027, 12, 31) || !strings.HasPrefix(task.Title, "Review the inclusion strategy") {
		t.Errorf("%+v", task)
	}
}

func TestStrategyPublishedHereIsLookedAtAgainByTheDayItSays(t *testing.T) {
	d := demo(t)
	for _, principle := range d.ReportPack(publish.InclusionStrategy).Principles {
		write(t, d, publish.InclusionStrategy, publish.PrincipleTitleID(principle.ID), "Belonging "+principle.ID)
		write(t, d, publish.InclusionStrategy, principle.ID, "What we hold to in "+strings.ReplaceAll(principle.ID, "_", " "))
	}
	approve(t, d, publish.InclusionStrategy)
	if now, err := d.ReportStanding(ctx, publish.InclusionStrategy); err != nil || len(now.Reasons) > 0 {
		t.Fatal(now.Reasons, err)
	}
	if _, err := d.PublishVersion(ctx, publish.InclusionStrategy, publish.Release{Review: day.Of(2027, 9, 20)}); err != nil {
		t.Fatal(err)
	}
	if task, found := publicTask(t, d, "inclusion_strategy_2026", publish.InclusionStrategy); found {
		t.Errorf("just published, but: %+v", task)
	}
	if was := d.School().Published; was == d.Today() {
		t.Error("the day of the strategy stands for that of the report")
	}
	standOn(t, d, day.Of(2027, 9, 1))
	if task, found := publicTask(t, d, "inclusion_strategy_2026", publish.InclusionStrategy); !found || task.Due != day.Of(2027, 9, 20) || !strings.HasPrefix(task.Title, "Review") {
		t.Errorf("%+v", task)
	}
}
