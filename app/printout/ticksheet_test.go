package printout

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/app/school"
)

var tickMonday = day.Of(2026, 11, 16)

// ticks are the tick-sheets of a group that meets twice a week and when it fits, over
// some weeks.
func ticks(weeks int) TickFacts {
	i := provision.Intervention{ID: "lego", Name: "Building with Zoë", Minutes: 30, SessionsAWeek: decimal.NewFromInt(3),
		Slots: []provision.Slot{{Day: time.Monday, At: 570}, {Day: time.Thursday, At: 795}}}
	pupils := append([]register.Pupil{crowd().Pupil}, crowd().Others[:5]...)
	var placed []provision.Placement
	for _, p := range pupils {
		placed = append(placed, provision.Placement{ID: "p" + p.ID, Pupil: p.ID, Intervention: "lego"})
	}
	placed[5].Starts = tickMonday.AddDays(2)
	kept := []provision.Attendance{{ID: "k", Intervention: "lego", Placement: "p1", Pupil: "1", Week: tickMonday, Marks: "/x-", Why: "Zoë was ill"}}
	s := TickSheet{Name: i.Name, Who: "Mrs Obi", When: "Mon 09:30, Thu 13:15, 30 minutes", Pupils: pupils}
	for n := range weeks {
		s.Weeks = append(s.Weeks, provision.MakeWeekSheet(i, placed, kept, school.Calendar{}, tickMonday.AddDays(7*n), day.Of(2026, 11, 23)))
	}
	return TickFacts{School: "Meadowfield Primary", Today: day.Of(2026, 11, 23), All: append(crowd().Others, crowd().Pupil), Title: i.Name, Sheets: []TickSheet{s}}
}

func TestTickSheetHasABoxForEachSessionInTheOrderOfTheScreen(t *testing.T) {
	d := TickSheets(ticks(1))
	got := words(t, d)
	for _, want := range []string{"Tick-sheet: Building with Zoë", "Week of 16 Nov 2026", "Mon 09:30", "Thu 13:15", "Session 3", "1 Ana Kowalska / x", "6 Jun May –", "not held because: Zoë was ill", "Mrs Obi"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %s", want, got)
		}
	}
	if !onOneSide(t)(d) {
		t.Error("a week takes more than a page")
	}
}

func TestTickSheetOfAHalfTermPartsWhatDoesNotFitBesideEachOther(t *testing.T) {
	got := words(t, TickSheets(ticks(7)))
	for _, want := range []string{"Weeks of 16 Nov 2026 to 7 Dec 2026", "Weeks of 14 Dec 2026 to 28 Dec 2026", "23 Nov"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %s", want, got)
		}
	}
}

func TestTickSheetWithoutNamesNamesNobody(t *testing.T) {
	f := ticks(1)
	f.Names = NoNames
	got := words(t, TickSheets(f))
	if strings.Contains(got, "Zoë") || strings.Contains(got, "Kowalska") || !strings.Contains(got, "6 Pupil 6") {
		t.Error(got)
	}
	f.Names = Initials
	if got := words(t, TickSheets(f)); !strings.Contains(got, "1 A.K.") || strings.Contains(got, "Ana") {
		t.Error(got)
	}
}

func TestTickSheetSaysWhyAWeekHasNoBoxes(t *testing.T) {
	f := ticks(1)
	f.Sheets[0].Weeks = append(f.Sheets[0].Weeks, provision.WeekSheet{Monday: tickMonday.AddDays(7), Off: "Half term: there is no school in this week."})
	if got := words(t, TickSheets(f)); !strings.Contains(got, "Week of 23 Nov 2026. Half term: there is no school in this week.") {
		t.Error(got)
	}
}

func TestStaffWeekSaysSessionsGapsAndClashes(t *testing.T) {
	runs := []provision.Intervention{
		{ID: "a", Name: "Building group", Staff: "s", Minutes: 30, SessionsAWeek: decimal.NewFromInt(1), Slots: []provision.Slot{{Day: time.Monday, At: 570}}},
		{ID: "b", Name: "Phonics", Staff: "s", Minutes: 30, SessionsAWeek: decimal.NewFromInt(2), Slots: []provision.Slot{{Day: time.Monday, At: 585}}},
		{ID: "c", Name: "Reading with Zoë", Minutes: 30, SessionsAWeek: decimal.NewFromInt(1)},
	}
	staff := []provision.Staff{{ID: "s", Name: "Mrs Obi", Kind: "ta", Hours: []provision.Hours{{Day: time.Monday, From: 540, Until: 720}}}}
	f := StaffWeekFacts{School: "Meadowfield Primary", Today: day.Of(2026, 11, 23), All: crowd().Others, Kind: func(string) string { return "Teaching assistant" },
		Week: provision.MakeTimetable(staff, runs, tickMonday, nil)}
	got := words(t, StaffWeek(f))
	for _, want := range []string{"Mrs Obi", "09:30–10:00", "Building group (clash from 09:45 to 10:00)", "free 10:15–12:00", "45 min", "Reading with Zoë: nobody gives it yet, 1 of 1 a week without a time", "Phonics: 1 of 2 a week without a time"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %s", want, got)
		}
	}
	f.Names = Initials
	if got := words(t, StaffWeek(f)); strings.Contains(got, "Obi") || strings.Contains(got, "Zoë") || !strings.Contains(got, "Teaching assistant 1") {
		t.Error(got)
	}
}
