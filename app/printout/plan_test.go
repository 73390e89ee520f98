package printout

import (
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/app/register"
)

func planFacts() PlanFacts {
	running := PlanShown{Cycle: provision.Cycle{Starts: day.Of(2026, 9, 9), ReviewDue: day.Of(2026, 12, 2), Aim: "Follows two steps", Help: "Language group"},
		Outcomes: []PlanOutcome{{Serves: []string{"Language group"}, Outcome: provision.Outcome{Words: "Joins in a group of six", Baseline: "Listens only", StartScore: "3", Target: "Adds one idea",
			Measure: "Teacher's tally", Owner: "Class teacher", ByWhen: day.Of(2027, 7, 16), EHCOutcome: "Speaks with children of the same age"}}}}
	reviewed := PlanShown{Cycle: provision.Cycle{Starts: day.Of(2026, 3, 2), Reviewed: day.Of(2026, 6, 5), Result: provision.ResultPartly, Aim: "Follows one step", Evidence: "Seen in three lessons",
		Next: "Two steps now", ParentWhyNot: "Could not come", Signed: day.Of(2026, 6, 5), SignedBy: "SENCO"},
		PupilView:   View{Words: "I like the table by the window.", How: "drawing"},
		Corrections: []provision.Correction{{On: day.Of(2026, 6, 10), Words: "The group met on Tuesdays", Why: "The days were swapped"}}}
	return PlanFacts{About: About{School: "Meadowfield Primary", Today: day.Of(2026, 11, 23), People: People{Pupil: register.Pupil{ID: "ana", Forename: "Ana", Surname: "Kowalska"}, Others: crowd().Others}},
		Running: &running, Reviewed: &reviewed}
}

func TestPlanOnPaperHasItsRowsVoicesAndCorrections(t *testing.T) {
	got := words(t, PlanAndReview(planFacts()))
	for _, want := range []string{"Plan and review: Ana Kowalska", "Joins in a group of six. A step to the EHC plan's outcome: Speaks with children", "Teacher's tally Language group Class teacher", "Listens only. Score 3",
		"Measured by Teacher's tally", "Class teacher, by 16 Jul 2027", "Not reviewed yet", "2 Dec 2026", "Partly met", "Seen in three lessons", "I like the table by the window.", "Heard by: drawing.",
		"The family was not heard: Could not come.", "10 Jun 2026. The group met on Tuesdays. Why: The days were swapped.", "Parent or carer"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %s", want, got)
		}
	}
}

func TestPlanOnPaperWithoutNamesNamesNobody(t *testing.T) {
	f := planFacts()
	f.Names, f.Running.Aim, f.Reviewed.PupilView.Words = NoNames, "Ana sits with Siân O'Brien", "Ana drew it."
	if got := words(t, PlanAndReview(f)); strings.Contains(got, "Ana") || strings.Contains(got, "Brien") {
		t.Error(got)
	}
}

func TestPlanOnPaperBeforeThereIsOneSaysSo(t *testing.T) {
	f := planFacts()
	f.Running, f.Reviewed = nil, nil
	if got := words(t, PlanAndReview(f)); !strings.Contains(got, "There is no plan yet.") {
		t.Error(got)
	}
}
