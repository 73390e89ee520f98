package duties_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/duties"
	"needsbook/app/register"
)

// TestTrailByWorkedExamples looks at the annual review of a plan issued on 8 December
// 2025, on Monday 23 November 2026.
func TestTrailByWorkedExamples(t *testing.T) {
	cases := []struct {
		name   string
		change func(*register.PlanStages)
		views  string
		want   string // stage due done, and whether it is late, in order
	}{
		{"no day is set", func(*register.PlanStages) {},
			"", "views 2026-10-13 - late; invited 2026-10-27 - late; meeting 2026-11-10 - late; report 2026-11-24 -; decision 2026-12-08 -; final 2027-02-02 -"},
		{"a meeting is to come", func(s *register.PlanStages) { s.Meeting = on("2026-12-10") },
			"2026-11-12", "views 2026-11-12 2026-11-12; invited 2026-11-26 -; meeting 2026-12-10 -; report 2026-12-24 -; decision 2027-01-07 -; final 2027-03-04 -"},
		{"a meeting was held and the report is late", func(s *register.PlanStages) { s.Meeting, s.Invited = on("2026-11-03"), on("2026-10-19") },
			"", "views 2026-10-06 2026-10-19; invited 2026-10-20 2026-10-19; meeting 2026-11-03 2026-11-03; report 2026-11-17 - late; decision 2026-12-01 -; final 2027-01-26 -"},
		{"the council keeps the plan: the next year begins", func(s *register.PlanStages) {
			s.Meeting, s.Report, s.Decision = on("2026-10-01"), on("2026-10-12"), on("2026-10-26")
		}, "", "views 2027-08-31 -; invited 2027-09-14 -; meeting 2027-09-28 -; report 2027-10-12 -; decision 2027-10-26 -; final 2027-12-21 -"},
		{"the council changes the plan", func(s *register.PlanStages) {
			s.Meeting, s.Invited, s.Report, s.Decision, s.Draft = on("2026-10-01"), on("2026-09-14"), on("2026-10-12"), on("2026-10-26"), on("2026-10-26")
		}, "", "views 2026-09-03 2026-09-14; invited 2026-09-17 2026-09-14; meeting 2026-10-01 2026-10-01; report 2026-10-15 2026-10-12; decision 2026-10-29 2026-10-26; final 2026-12-21 -"},
	}
	today := on("2026-11-23")
	for _, c := range cases {
		p := plan("2025-12-08", c.change)
		trail := duties.TrailOf(*p.Plan, on(c.views), today, calendar(t), rules(t))
		var got []string
		for _, s := range trail.Stages {
			done := s.Done.String()
			if done == "" {
				done = "-"
			}
			line := fmt.Sprintf("%s %s %s", s.ID, s.Due, done)
			if s.IsLate(today) {
				line += " late"
			}
			got = append(got, line)
		}
		if words := strings.Join(got, "; "); words != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, words, c.want)
		}
	}
}

// The trail and the duties that Today shows are two readings of one rule: a stage that
// hangs on a meeting and is not done is due on the day of its duty, as long as it can be done.
func TestTrailAgreesWithTheDuties(t *testing.T) {
	kinds := map[string]string{duties.StageViews: "ar_views", duties.StageInvited: "ar_notice", duties.StageReport: "ar_report", duties.StageDecision: "ar_decision", duties.StageFinal: "ar_final"}
	table, dates := rules(t), calendar(t)
	rapid.Check(t, func(t *rapid.T) {
		today := on("2026-11-23")
		p := plan("2025-12-08", func(s *register.PlanStages) { s.Meeting = today.AddDays(rapid.IntRange(-200, 200).Draw(t, "meeting")) })
		s := &p.Plan.Stages
		for _, at := range []*day.Date{&s.Invited, &s.Report} {
			if rapid.Bool().Draw(t, "done") {
				*at = s.Meeting
			}
		}
		if rapid.Bool().Draw(t, "decided") {
			s.Decision = s.Meeting.AddDays(20)
			s.Draft = s.Decision
		}
		due := map[string]day.Date{}
		for _, d := range duties.List(duties.Facts{Today: today, Calendar: dates, Pupils: []duties.Pupil{p}}, table) {
			due[d.Kind] = d.Due
		}
		for _, stage := range duties.TrailOf(*p.Plan, day.Date{}, today, dates, table).Stages {
			kind := kinds[stage.ID]
			if kind == "" || !stage.Waits() || !stage.Firm {
				continue
			}
			if on, found := due[kind]; !found || on != stage.Due {
				t.Fatalf("%s is due on %s, the duty on %s (%v)", stage.ID, stage.Due, on, found)
			}
		}
	})
}
