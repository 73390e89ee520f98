package duties_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/duties"
	"needsbook/app/register"
	"needsbook/app/school"
	"needsbook/assets"
)

func rules(t testing.TB) duties.Timescales {
	t.Helper()
	rules, problems := duties.LoadTimescales(assets.Pack("timescales.json"))
	for _, p := range problems {
		t.Fatal(p)
	}
	return rules
}

func calendar(t testing.TB) school.Calendar {
	t.Helper()
	c, problems := school.LoadCalendar(assets.Pack("calendar.json"))
	for _, p := range problems {
		t.Fatal(p)
	}
	return c
}

// on reads a date; "" is none.
func on(text string) day.Date {
	var d day.Date
	if err := d.UnmarshalText([]byte(text)); err != nil {
		panic(err)
	}
	return d
}

func days(texts ...string) []day.Date {
	var out []day.Date
	for _, t := range texts {
		out = append(out, on(t))
	}
	return out
}

// plan makes a pupil with an EHC plan issued on a day, changed as asked.
func plan(issued string, change ...func(*register.PlanStages)) duties.Pupil {
	p := &register.EHCPlan{ID: "plan", Pupil: "p", Issued: on(issued)}
	for _, c := range change {
		c(&p.Stages)
	}
	return duties.Pupil{ID: "p", Year: "4", Born: on("2018-03-14"), Status: "E", StatusFrom: on(issued), Plan: p}
}

// TestEachRuleByAWorkedExample takes the demo day, Monday 23 November 2026, and gives
// for each case the duties of the kinds named: due day and who acts.
func TestEachRuleByAWorkedExample(t *testing.T) {
	k := func(change func(*duties.Pupil)) duties.Facts {
		p := duties.Pupil{ID: "p", Year: "4", Born: on("2018-03-14"), Status: "K", StatusFrom: on("2025-01-08")}
		change(&p)
		return duties.Facts{Pupils: []duties.Pupil{p}}
	}
	e := func(p duties.Pupil) duties.Facts { return duties.Facts{Pupils: []duties.Pupil{p}} }
	moving := func(year, phase, last string) duties.Facts {
		p := duties.Pupil{ID: "p", Year: year, Status: "E", StatusFrom: on("2025-01-08")}
		return duties.Facts{School: duties.Place{Phase: phase, LastYear: last}, Pupils: []duties.Pupil{p}}
	}
	place := func(p duties.Place) duties.Facts { return duties.Facts{School: p} }
	meeting := func(s *register.PlanStages) { s.Meeting = on("2026-12-10") }
	cases := []struct {
		name  string
		facts duties.Facts
		kinds string // of which duties are looked at
		want  string // kind due owner, in order
	}{
		{"a year from the day a plan is issued", e(plan("2026-03-03")), "ar_cycle", "ar_cycle 2027-03-03 school"},
		{"a year from the decision that ended the last review", e(plan("2024-03-03", func(s *register.PlanStages) { s.Last = on("2026-05-20") })), "ar_cycle", "ar_cycle 2027-05-20 school"},
		{"the last day of February has a short year", e(plan("2028-02-29")), "ar_cycle", "ar_cycle 2029-02-28 school"},
		{"under five after six months as well", func() duties.Facts {
			p := plan("2026-09-14")
			p.Born, p.Year = on("2022-10-01"), "R"
			return e(p)
		}(), "ar_under5 ar_cycle", "ar_under5 2027-03-14 school, ar_cycle 2027-09-14 school"},
		{"five by then, so yearly", func() duties.Facts {
			p := plan("2026-09-14")
			p.Born = on("2022-03-14")
			return e(p)
		}(), "ar_under5", ""},
		{"the trail of a meeting", e(plan("2026-01-20", meeting)), "ar_views ar_notice ar_report ar_decision ar_final ar_cycle",
			"ar_views 2026-11-12 school, ar_notice 2026-11-26 school, ar_report 2026-12-24 school, ar_decision 2027-01-07 council, ar_final 2027-03-04 council"},
		{"papers sent", e(plan("2026-01-20", meeting, func(s *register.PlanStages) { s.Invited = on("2026-11-20") })), "ar_views ar_notice", ""},
		{"a meeting too late for the year keeps the year in view", e(plan("2025-12-20", meeting)), "ar_cycle", "ar_cycle 2026-12-20 school"},
		{"report sent", e(plan("2026-01-20", meeting, func(s *register.PlanStages) { s.Report = on("2026-12-12") })), "ar_report ar_decision", "ar_decision 2027-01-07 council"},
		{"decided to change: eight weeks from the notice, a new year begun", e(plan("2026-01-20", meeting, func(s *register.PlanStages) {
			s.Report, s.Decision, s.Draft = on("2026-12-12"), on("2026-12-18"), on("2026-12-18")
		})), "ar_report ar_decision ar_final ar_cycle", "ar_final 2027-02-12 council, ar_cycle 2027-12-18 school"},
		{"decided to keep", e(plan("2026-01-20", meeting, func(s *register.PlanStages) { s.Decision = on("2026-12-18") })), "ar_final", ""},
		{"final plan there", e(plan("2026-01-20", meeting, func(s *register.PlanStages) {
			s.Decision, s.Draft, s.Final = on("2026-12-18"), on("2026-12-18"), on("2027-01-30")
		})), "ar_final", ""},
		{"Year 9 prepares for adulthood", func() duties.Facts {
			p := plan("2026-01-20", meeting)
			p.Year = "9"
			return e(p)
		}(), "ar_adulthood", "ar_adulthood 2026-12-10 school"},
		{"Year 8 not yet", func() duties.Facts { p := plan("2026-01-20"); p.Year = "8"; return e(p) }(), "ar_adulthood", ""},
		{"no plan copied, no trail", moving("4", "primary", ""), "ar_cycle ar_views", ""},

		{"primary to secondary", moving("6", "primary", ""), "phase_transfer transfer_review", "transfer_review 2026-12-18 school, phase_transfer 2027-02-15 council"},
		{"infant to junior", moving("2", "primary", "2"), "phase_transfer", "phase_transfer 2027-02-15 council"},
		{"Year 2 of a primary stays", moving("2", "primary", ""), "phase_transfer transfer_review", ""},
		{"early years to school", moving("N2", "nursery", ""), "phase_transfer", "phase_transfer 2027-02-15 council"},
		{"middle to secondary", moving("8", "secondary", "8"), "phase_transfer", "phase_transfer 2027-02-15 council"},
		{"secondary to post-16", moving("11", "secondary", "13"), "phase_transfer phase_transfer_post16", "phase_transfer_post16 2027-03-31 council"},
		{"an all-through school goes on after Year 6", moving("6", "all-through", ""), "phase_transfer", ""},
		{"SEN support names no school", k(func(p *duties.Pupil) { p.Year = "6" }), "phase_transfer transfer_review", ""},

		{"a plan's own review day", k(func(p *duties.Pupil) { p.ReviewDue = on("2026-11-30") }), "review", "review 2026-11-30 school"},
		{"parents not met yet", k(func(*duties.Pupil) {}), "sen_support_parents sen_report_parents",
			"sen_support_parents 2026-12-18 school, sen_support_parents 2027-03-25 school, sen_report_parents 2027-07-21 school, sen_support_parents 2027-07-21 school"},
		{"parents met once", k(func(p *duties.Pupil) { p.Met = days("2026-10-02") }), "sen_support_parents", "sen_support_parents 2027-03-25 school, sen_support_parents 2027-07-21 school"},
		{"support began in January", k(func(p *duties.Pupil) { p.StatusFrom = on("2027-01-11") }), "sen_support_parents", "sen_support_parents 2027-03-25 school, sen_support_parents 2027-07-21 school"},
		{"tell parents on the day", k(func(p *duties.Pupil) { p.StatusFrom = on("2026-11-16") }), "tell_parents_sen", "tell_parents_sen 2026-11-16 school"},
		{"told the week before", k(func(p *duties.Pupil) { p.StatusFrom, p.Spoken = on("2026-11-16"), on("2026-11-10") }), "tell_parents_sen", ""},
		{"a concern after six weeks", k(func(p *duties.Pupil) { p.Concerns = []register.Concern{{ID: "c", On: on("2026-10-12")}} }), "concern", "concern 2026-11-23 school"},
		{"a concern on its own day", k(func(p *duties.Pupil) {
			p.Concerns = []register.Concern{{ID: "c", On: on("2026-10-12"), LookAgain: on("2026-12-01")}}
		}), "concern", "concern 2026-12-01 school"},
		{"a concern that was settled", k(func(p *duties.Pupil) {
			p.Concerns = []register.Concern{{ID: "c", On: on("2026-10-12"), Closed: on("2026-11-02")}}
		}), "concern", ""},
		{"15 school days after leaving, half term not counted", k(func(p *duties.Pupil) { p.Left = on("2026-10-16") }), "ctf review sen_support_parents", "ctf 2026-11-13 school"},
		{"handed over already", k(func(p *duties.Pupil) { p.Left, p.HandedOver = on("2026-10-16"), true }), "ctf", ""},
		{"one month for a request to see the record", k(func(p *duties.Pupil) {
			p.Asked = []duties.Asked{{ID: "n", Rule: duties.AskedForData, On: on("2027-01-31")}}
		}), "sar education_record", "sar 2027-02-28 school"},
		{"15 school days for the educational record, half term not counted", k(func(p *duties.Pupil) {
			p.Asked = []duties.Asked{{ID: "n", Rule: duties.AskedForRecord, On: on("2026-10-16")}}
		}), "sar education_record", "education_record 2026-11-13 school"},
		{"15 school days for the educational record, over Christmas", k(func(p *duties.Pupil) {
			p.Asked = []duties.Asked{{ID: "n", Rule: duties.AskedForRecord, On: on("2026-12-10")}}
		}), "sar education_record", "education_record 2027-01-15 school"},
		{"both rights in one letter", k(func(p *duties.Pupil) {
			p.Asked = []duties.Asked{{ID: "n", Rule: duties.AskedForData, On: on("2026-11-16")}, {ID: "m", Rule: duties.AskedForRecord, On: on("2026-11-16")}}
		}), "sar education_record", "education_record 2026-12-07 school, sar 2026-12-16 school"},
		{"the educational record of one who left", k(func(p *duties.Pupil) {
			p.Left, p.HandedOver, p.Asked = on("2026-10-16"), true, []duties.Asked{{ID: "n", Rule: duties.AskedForRecord, On: on("2026-11-16")}}
		}), "education_record", "education_record 2026-12-07 school"},

		{"report a year after it was published", place(duties.Place{Published: on("2026-01-12")}), "sen_info_annual", "sen_info_annual 2027-01-12 school"},
		{"inclusion strategy", place(duties.Place{Phase: "primary"}), "inclusion_strategy_2026", "inclusion_strategy_2026 2026-12-31 school"},
		{"inclusion strategy there: look at it each year", place(duties.Place{Phase: "primary", StrategyThere: true}), "inclusion_strategy_2026", "inclusion_strategy_2026 2027-12-31 school"},
		{"the report says an earlier day", place(duties.Place{Published: on("2026-11-20"), ReportReview: on("2027-07-01")}), "sen_info_annual", "sen_info_annual 2027-07-01 school"},
		{"a later day than the law's does not count", place(duties.Place{Published: on("2026-11-20"), ReportReview: on("2028-07-01")}), "sen_info_annual", "sen_info_annual 2027-11-20 school"},
		{"inclusion strategy published here: by the day it says", place(duties.Place{Phase: "primary", StrategyThere: true, StrategyReview: on("2027-10-01")}), "inclusion_strategy_2026", "inclusion_strategy_2026 2027-10-01 school"},
		{"no inclusive mainstream fund for a special school", place(duties.Place{Phase: "special"}), "inclusion_strategy_2026", ""},
		{"a new SENCO has three years", place(duties.Place{SENCOSince: on("2024-09-01")}), "senco_qualification", "senco_qualification 2027-09-01 school"},
		{"a qualified one is done", place(duties.Place{SENCOSince: on("2024-09-01"), SENCOQualified: true}), "senco_qualification", ""},
		{"accessibility plan", place(duties.Place{AccessPlanEnds: on("2028-08-31")}), "accessibility_plan", "accessibility_plan 2028-08-31 school"},
		{"money that ends", duties.Facts{Awards: []duties.Award{{ID: "r", Pupil: "p", Reference: "R-001", Ends: on("2027-03-31")}}}, "award_renew award_ends",
			"award_renew 2027-02-03 school, award_ends 2027-03-31 school, award_ends 2027-03-31 school, award_ends 2027-03-31 school"},
		{"money whose impact is to be looked at", duties.Facts{Awards: []duties.Award{{ID: "r", Ends: on("2027-03-31"), Review: on("2027-02-01"), Renewed: true}}}, "award_review", "award_review 2027-02-01 school"},
		{"impact looked at", duties.Facts{Awards: []duties.Award{{ID: "r", Ends: on("2027-03-31"), Review: on("2027-02-01"), Reviewed: true, Renewed: true}}}, "award_review", ""},
		{"a dispute that waits for an answer", duties.Facts{Disputes: []duties.Dispute{{ID: "r", Reference: "R-001", Due: on("2027-02-01")}}}, "dispute_stage", "dispute_stage 2027-02-01 council"},
		{"a renewal begun", duties.Facts{Awards: []duties.Award{{ID: "r", Ends: on("2027-03-31"), Renewing: true}}}, "award_renew", ""},
		{"a renewal sent", duties.Facts{Awards: []duties.Award{{ID: "r", Ends: on("2027-03-31"), Renewing: true, Renewed: true}}}, "award_renew award_ends", ""},
	}
	for _, c := range cases {
		c.facts.Today, c.facts.Calendar = on("2026-11-23"), calendar(t)
		var got []string
		for _, d := range duties.List(c.facts, rules(t)) {
			if strings.Contains(" "+c.kinds+" ", " "+d.Kind+" ") {
				got = append(got, d.Kind+" "+d.Due.String()+" "+string(d.Owner))
			}
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, s, c.want)
		}
	}
}

func TestRemindersFollowEachOther(t *testing.T) {
	award := func(today string) []duties.Duty {
		f := duties.Facts{Today: on(today), Calendar: calendar(t), Awards: []duties.Award{{ID: "r", Ends: on("2027-03-31"), Renewing: true}}}
		var out []duties.Duty
		for _, d := range duties.List(f, rules(t)) {
			if d.Kind == "award_ends" && d.Waits(f.Today) {
				out = append(out, d)
			}
		}
		return out
	}
	for today, remind := range map[string]int{
		"2026-12-30": 0, "2026-12-31": 90, "2027-01-29": 90, "2027-01-30": 60, "2027-02-28": 60, "2027-03-01": 30, "2027-04-14": 30, "2027-04-15": 0,
	} {
		got := award(today)
		if remind == 0 {
			if len(got) != 0 {
				t.Errorf("%s: %+v waits", today, got)
			}
			continue
		}
		if len(got) != 1 || got[0].Remind != remind {
			t.Errorf("%s: %+v, want the reminder of %d days", today, got, remind)
		}
	}
}

func TestCensusShowsTwoWeeksAndTwoDaysBefore(t *testing.T) {
	for today, want := range map[string]string{
		"2027-01-06": "", "2027-01-07": "census//2027-01-21/14", "2027-01-18": "census//2027-01-21/14", "2027-01-19": "census//2027-01-21/2", "2027-01-21": "census//2027-01-21/2", "2027-01-22": "",
	} {
		f := duties.Facts{Today: on(today), Calendar: calendar(t)}
		got := ""
		for _, d := range duties.List(f, rules(t)) {
			if d.Kind == "census" && d.Waits(f.Today) {
				got += d.Key()
				if d.Title != "Spring census" {
					t.Errorf("%q", d.Title)
				}
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", today, got, want)
		}
	}
}

func TestEveryDutySaysWhereItComesFromAndWhatPuttingItOffMeans(t *testing.T) {
	f := duties.Facts{Today: on("2026-11-23"), Calendar: calendar(t), School: duties.Place{Phase: "primary", Published: on("2026-01-12"), SENCOSince: on("2025-09-01"), AccessPlanEnds: on("2028-08-31")},
		Awards: []duties.Award{{ID: "r", Ends: on("2027-03-31")}}}
	child := plan("2026-09-14")
	child.Born, child.Year = on("2022-10-01"), "N2"
	f.Pupils = append(f.Pupils, child, plan("2026-01-20", func(s *register.PlanStages) { s.Meeting = on("2026-12-10") }),
		duties.Pupil{ID: "k", Year: "4", Status: "K", StatusFrom: on("2026-11-16"), ReviewDue: on("2026-12-01"), Concerns: []register.Concern{{ID: "c", On: on("2026-11-01")}}, Asked: []duties.Asked{{ID: "a", Rule: duties.AskedForData, On: on("2026-11-01")}, {ID: "b", Rule: duties.AskedForRecord, On: on("2026-11-01")}}},
		duties.Pupil{ID: "l", Year: "6", Status: "K", Left: on("2026-11-06")})
	seen := map[string]bool{}
	for _, d := range duties.List(f, rules(t)) {
		seen[d.Kind] = true
		if d.Reference == "" || d.PuttingOff == "" || d.Title == "" || d.Shows.After(d.Due) {
			t.Errorf("%+v", d)
		}
	}
	if len(seen) < 21 {
		t.Errorf("only %d kinds were seen: %v", len(seen), seen)
	}
}

// TestKeyStaysWithItsDate: what is due on a day has the same key whenever it is worked
// out, no two duties share one, and a moved date is another duty.
func TestKeyStaysWithItsDate(t *testing.T) {
	c, r := calendar(t), rules(t)
	rapid.Check(t, func(t *rapid.T) {
		date := func(name string) day.Date {
			return day.Of(2025, 9, 1).AddDays(rapid.IntRange(0, 700).Draw(t, name))
		}
		p := plan("2025-09-01")
		p.Plan.Issued, p.Plan.Stages.Meeting = date("issued"), date("meeting")
		p.Year = rapid.SampledFrom([]string{"N2", "R", "2", "6", "9", "11"}).Draw(t, "year")
		kPupil := duties.Pupil{ID: "k", Year: "4", Status: "K", StatusFrom: date("from"), ReviewDue: date("review"),
			Concerns: []register.Concern{{ID: "c", On: date("concern")}}, Met: []day.Date{date("met")}}
		f := duties.Facts{Today: date("today"), Calendar: c, School: duties.Place{Phase: "primary", Published: date("published")},
			Pupils: []duties.Pupil{p, kPupil}, Awards: []duties.Award{{ID: "r", Ends: date("ends")}}}
		keys := func(f duties.Facts) map[string]duties.Duty {
			out := map[string]duties.Duty{}
			for _, d := range duties.List(f, r) {
				if _, twice := out[d.Key()]; twice {
					t.Fatalf("two duties have the key %s", d.Key())
				}
				out[d.Key()] = d
			}
			return out
		}
		before := keys(f)
		f.Today = f.Today.AddDays(1)
		for key, d := range keys(f) {
			if old, was := before[key]; was && old.Due != d.Due {
				t.Fatalf("%s is due on %s and on %s", key, old.Due, d.Due)
			}
		}
		f.Today = f.Today.AddDays(-1)
		review := "review/k/" + kPupil.ReviewDue.String()
		if _, there := before[review]; !there {
			t.Fatal("the review is not a duty")
		}
		f.Pupils[1].ReviewDue = kPupil.ReviewDue.AddDays(7)
		after := keys(f)
		if _, there := after[review]; there {
			t.Fatal("the moved review is due on its old day still")
		}
		if _, there := after["review/k/"+f.Pupils[1].ReviewDue.String()]; !there {
			t.Fatal("the moved review is not due on its new day")
		}
	})
}

func TestBadTimescalesAreRefused(t *testing.T) {
	whole := string(assets.Pack("timescales.json"))
	for name, text := range map[string]string{
		"a day that is none":       strings.Replace(whole, `"02-15"`, `"02-30"`, 1),
		"the same id twice":        strings.Replace(whole, `"ehcna_advice"`, `"ehcna_decide"`, 1),
		"reminders out of order":   strings.Replace(whole, "    60,\n", "    95,\n", 1),
		"an owner nobody knows":    strings.Replace(whole, `"acts": "council"`, `"acts": "parish"`, 1),
		"a unit that is no time":   strings.Replace(whole, `"unit": "weeks"`, `"unit": "moons"`, 1),
		"school days counted back": strings.Replace(whole, `"unit": "school days"`, `"unit": "school days", "before": true`, 1),
	} {
		if text == whole {
			t.Fatalf("%s: nothing was changed", name)
		}
		if _, problems := duties.LoadTimescales([]byte(text)); len(problems) == 0 {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestRuleThatThePackLacksIsNotAskedAbout(t *testing.T) {
	f := duties.Facts{Today: on("2026-11-23"), Calendar: calendar(t), School: duties.Place{Phase: "primary", SENCOSince: on("2025-01-01")}, Pupils: []duties.Pupil{plan("2026-01-20", func(s *register.PlanStages) { s.Meeting = on("2026-12-10") })}}
	if got := duties.List(f, duties.Timescales{}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func FuzzLoadTimescales(f *testing.F) {
	f.Add(assets.Pack("timescales.json"))
	f.Add([]byte(`{"format":"statutory-timescales"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if rules, problems := duties.LoadTimescales(data); problems == nil && len(rules.List) == 0 {
			t.Error("taken without a deadline")
		}
	})
}
