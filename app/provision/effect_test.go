package provision_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/provision"
	"pgregory.net/rapid"
)

// year is the school year of the examples.
var year = provision.EffectQuery{First: day.Of(2026, 9, 1), Last: day.Of(2027, 8, 31), Today: day.Of(2027, 3, 1)}

// reading is one group: each pupil a baseline, a score and a result.
func reading(pupils ...[3]string) provision.EffectFacts {
	f := provision.EffectFacts{Interventions: []provision.Intervention{{ID: "i", Name: "Reading group", Area: "cognition", Wave: 2, StaffKind: "ta"}}}
	for n, p := range pupils {
		id := fmt.Sprint(n)
		f.Placements = append(f.Placements, provision.Placement{ID: "p" + id, Pupil: "pupil" + id, Intervention: "i", Starts: day.Of(2026, 9, 7), Measure: "words a minute", Baseline: p[0]})
		if p[2] != "" {
			f.Reviews = append(f.Reviews, provision.PlacementReview{ID: "r" + id, Pupil: "pupil" + id, Intervention: "i", Placement: "p" + id, On: day.Of(2026, 12, 10), Score: p[1], Result: p[2]})
		}
	}
	return f
}

func TestOutcomesAreThoseOfTheLastReviewOfEachPlace(t *testing.T) {
	f := reading([3]string{"40", "52", "met"}, [3]string{"30", "35.5", "partly"}, [3]string{"20", "19", "not"}, [3]string{"10", "", ""})
	f.Reviews = append(f.Reviews,
		provision.PlacementReview{ID: "later", Pupil: "pupil2", Intervention: "i", Placement: "p2", On: day.Of(2027, 2, 1), Score: "26", Result: "met"},
		provision.PlacementReview{ID: "next year", Pupil: "pupil0", Intervention: "i", Placement: "p0", On: day.Of(2027, 9, 3), Result: "not"},
		provision.PlacementReview{ID: "still to come", Pupil: "pupil0", Intervention: "i", Placement: "p0", On: day.Of(2027, 3, 2), Result: "not"})
	f.Placements = append(f.Placements, provision.Placement{ID: "waits", Pupil: "w", Intervention: "i", Waiting: true})
	got := provision.Effects(f, year)
	if len(got) != 1 {
		t.Fatalf("%d lines", len(got))
	}
	e := got[0]
	if e.Pupils != 4 || e.Reviewed != 3 || e.Met != 2 || e.Partly != 1 || e.Not != 0 {
		t.Errorf("%+v", e)
	}
	if words := e.ChangeWords(); words != "+6 (+5.5 to +12), n 3: words a minute" {
		t.Error(words)
	}
	if words := e.OutcomeWords(); words != "2 of 3 met, too few to compare" {
		t.Error(words)
	}
}

func TestOutcomesOfASchoolBeforeAreNotCounted(t *testing.T) {
	f := reading([3]string{"40", "52", "met"})
	if len(provision.Effects(f, year)) != 1 {
		t.Fatal("there is nothing to leave out")
	}
	f.Interventions[0].Setting = provision.PreviousSchool
	if got := provision.Effects(f, year); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestChangeIsExactAndOfOneMeasure(t *testing.T) {
	f := reading([3]string{"0.1", "0.4", "met"}, [3]string{"7:06", "8:01", "met"}, [3]string{"1", "1e9", "met"}, [3]string{"1.1", "1.5", "met"}, [3]string{"", "3", "met"})
	f.Placements[3].Measure = " Words  a minute"
	f.Placements = append(f.Placements, provision.Placement{ID: "other", Pupil: "o", Intervention: "i", Measure: "prompts", Baseline: "9"})
	f.Reviews = append(f.Reviews, provision.PlacementReview{ID: "ro", Pupil: "o", Intervention: "i", Placement: "other", On: day.Of(2026, 11, 1), Score: "-2", Result: "met"})
	e := provision.Effects(f, year)[0]
	if len(e.Changes) != 2 || e.Changes[0].N != 2 || !e.Changes[0].Median.Equal(decimal.RequireFromString("0.35")) || e.Changes[1].Words() != "−11, n 1: prompts" {
		t.Errorf("%+v", e.Changes)
	}
	if words := e.ChangeWords(); words != "+0.35 (+0.3 to +0.4), n 2: words a minute; 1 other measure" {
		t.Error(words)
	}
}

func TestSessionsAreCountedInTheYear(t *testing.T) {
	f := reading([3]string{"", "", "met"})
	for week, marks := range map[day.Date]string{day.Of(2026, 8, 31): "/", day.Of(2026, 9, 7): "/o/x", day.Of(2026, 8, 24): "////", day.Of(2027, 3, 8): "//"} {
		f.Attendance = append(f.Attendance, provision.Attendance{ID: week.String(), Pupil: "pupil0", Intervention: "i", Placement: "p0", Week: week, Marks: marks})
	}
	e := provision.Effects(f, year)[0]
	if e.Attended != 3 || e.Held != 4 || e.NotHeld != 1 || e.AttendedWords() != "3 of 4" {
		t.Errorf("%d of %d, %d not held: %s", e.Attended, e.Held, e.NotHeld, e.AttendedWords())
	}
}

func TestCostStandsBesideOutcomes(t *testing.T) {
	f := reading([3]string{"", "", "met"}, [3]string{"", "", "met"}, [3]string{"", "", "not"})
	f.Cost = func(provision.Intervention) provision.RunCost {
		var c provision.RunCost
		for n := range 3 {
			c.Shares = append(c.Shares, provision.Share{Placement: fmt.Sprint("p", n), Sum: provision.Sum{Planned: money.Pounds(100), ToDate: money.Pence(3333)}})
		}
		c.Others.ToDate = money.Pounds(999) // of pupils elsewhere
		return c
	}
	c := provision.Effects(f, year)[0].Cost
	if c.Planned.String() != "300.00" || c.ToDate.String() != "99.99" || c.PerPupil.String() != "33.33" || c.PerMet.String() != "50.00" {
		t.Errorf("%+v", c)
	}
	f.Reviews = nil
	if c := provision.Effects(f, year)[0].Cost; c.PerMet != nil {
		t.Errorf("a price of no outcome: %v", c.PerMet)
	}
}

func TestOutcomesArePutTogether(t *testing.T) {
	f := reading([3]string{"", "", "met"})
	f.Interventions = append(f.Interventions, provision.Intervention{ID: "j", Name: " reading  GROUP", Area: "cognition", Wave: 3, StaffKind: "teacher"},
		provision.Intervention{ID: "k", Name: "Lego", Library: "lego", Area: "semh"}, provision.Intervention{ID: "l", Name: "Bricks", Library: "lego", Area: "semh"})
	for _, id := range []string{"j", "k", "l"} {
		f.Placements = append(f.Placements, provision.Placement{ID: "in" + id, Pupil: "pupil0", Intervention: id})
	}
	for by, want := range map[string]int{"": 4, provision.ByIntervention: 4, provision.ByFamily: 2, provision.ByArea: 2, provision.ByWave: 3, provision.ByStaffKind: 3} {
		q := year
		q.By = by
		got := provision.Effects(f, q)
		pupils := 0
		for _, e := range got {
			pupils += e.Placements
			if e.Pupils != 1 {
				t.Errorf("%s: one pupil is counted as %d in %s", by, e.Pupils, e.Name)
			}
		}
		if len(got) != want || pupils != 4 {
			t.Errorf("%s: %d lines of %d places", by, len(got), pupils)
		}
	}
	q := year
	q.Keep = func(i provision.Intervention, _ provision.Placement) bool { return i.Area == "semh" }
	if got := provision.Effects(f, q); len(got) != 2 {
		t.Errorf("%d lines are kept", len(got))
	}
}

func TestNoPercentageOfFewerThanFivePupils(t *testing.T) {
	for _, c := range []struct {
		part, whole, pupils int
		want                string
	}{
		{2, 4, 4, "2 of 4"}, {5, 10, 4, "5 of 10"}, {4, 5, 5, "4 of 5 (80 %)"}, {1, 6, 6, "1 of 6 (17 %)"}, {0, 0, 0, "0 of 0"}, {3, 3, 9, "3 of 3"},
	} {
		if got := provision.PartOf(c.part, c.whole, c.pupils); got != c.want {
			t.Errorf("%v: %s", c, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		pupils := make([][3]string, rapid.IntRange(1, 9).Draw(t, "pupils"))
		for n := range pupils {
			pupils[n] = [3]string{"1", "2", rapid.SampledFrom([]string{"met", "partly", "not", ""}).Draw(t, "result")}
		}
		f := reading(pupils...)
		for _, p := range slices.Clone(f.Placements) { // a second place is no second pupil
			p.ID, p.Starts = "again"+p.ID, day.Of(2027, 1, 8)
			f.Placements = append(f.Placements, p)
			f.Reviews = append(f.Reviews, provision.PlacementReview{ID: "again" + p.ID, Pupil: p.Pupil, Intervention: "i", Placement: p.ID, On: day.Of(2027, 2, 2), Result: "met"})
			f.Attendance = append(f.Attendance, provision.Attendance{Placement: p.ID, Week: day.Of(2027, 1, 11), Marks: "//o"})
		}
		e := provision.Effects(f, year)[0]
		body, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		said := string(body) + e.OutcomeWords() + e.AttendedWords() + e.ChangeWords()
		if has := strings.Contains(said, "%"); has != (len(pupils) >= provision.FewestCompared) {
			t.Fatalf("%d pupils: %s", len(pupils), said)
		}
	})
}

func TestWhatWorkedIsListedForAColleague(t *testing.T) {
	f := reading([3]string{"", "", "met"}, [3]string{"", "", "not"}, [3]string{"", "", "partly"})
	f.Reviews[0].Worked, f.Reviews[0].On = "Short turns", day.Of(2026, 10, 1)
	f.Reviews[1].Evidence = "Teacher's notes"
	f.Reviews[2].Worked = "Pictures"
	var got []string
	for _, w := range provision.WhatWorked(f, year) {
		got = append(got, w.Name+": "+w.Worked+w.Evidence)
	}
	if want := []string{"Reading group: Pictures", "Reading group: Short turns", "Reading group: Teacher's notes"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
