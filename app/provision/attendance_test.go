package provision_test

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/finding"
	. "needsbook/app/provision"
	"needsbook/app/school"
	"needsbook/assets"
	"pgregory.net/rapid"
)

func calendar(t testing.TB) school.Calendar {
	t.Helper()
	c, problems := school.LoadCalendar(assets.Pack("calendar.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	return c
}

// lego is held on Monday and Thursday, and a third time when it fits.
func lego(t *testing.T) Intervention {
	i := run(t, "Lego group", 30, slot(t, time.Thursday, "13:15"), slot(t, time.Monday, "09:30"))
	i.SessionsAWeek = decimal.NewFromInt(3)
	return i
}

func TestWeekSheetHasAColumnForEachSession(t *testing.T) {
	placed := []Placement{
		{ID: "a", Pupil: "ana", Intervention: "Lego group"},
		{ID: "b", Pupil: "ben", Intervention: "Lego group", Starts: day.Of(2026, 11, 24)},
		{ID: "c", Pupil: "cal", Intervention: "Lego group", Starts: day.Of(2026, 12, 1)},
		{ID: "d", Pupil: "dee", Intervention: "Lego group", Waiting: true},
		{ID: "e", Pupil: "eve", Intervention: "Lego group", Ends: day.Of(2026, 11, 20)},
	}
	kept := []Attendance{{ID: "k", Pupil: "ana", Intervention: "Lego group", Placement: "a", Week: monday, Marks: "/x", Why: "Fire drill"}}
	w := MakeWeekSheet(lego(t), placed, kept, calendar(t), monday, monday.AddDays(2))
	if w.Off != "" || len(w.Sessions) != 3 || w.Sessions[0].On != monday || w.Sessions[1].From.String() != "13:15" || !w.Sessions[2].On.IsZero() {
		t.Fatalf("%+v", w)
	}
	if len(w.Rows) != 2 || w.Rows[0].Marks != "/x-" || w.Rows[0].Record != "k" || w.Why != "Fire drill" {
		t.Fatalf("rows %+v", w.Rows)
	}
	if w.WhyNot(1, 0, MarkThere) != "joins 24 Nov 2026" || w.WhyNot(1, 1, MarkThere) != "still to come" || w.WhyNot(1, 1, MarkNotHeld) != "" || w.WhyNot(1, 2, MarkAbsent) != "" {
		t.Error("a pupil who joined later has marks for sessions before, or one to come is marked")
	}
	if n := w.AllThere(); n != 2 || w.Rows[0].Marks != "/x/" || w.Rows[1].Marks != "--/" || w.Unmarked() != 0 {
		t.Errorf("%d marked, %+v", n, w.Rows)
	}
	if n := w.NotHeld(0); n != 1 || w.Rows[0].Marks != "xx/" || w.Rows[1].Marks != "--/" {
		t.Errorf("%d not held, %+v", n, w.Rows)
	}
}

func TestWeekSheetSaysWhyNothingIsHeld(t *testing.T) {
	placed := []Placement{{ID: "a", Pupil: "ana"}}
	for words, c := range map[string]struct {
		monday day.Date
		change func(i *Intervention)
	}{
		"Half term: there is no school in this week.":         {day.Of(2026, 10, 26), nil},
		"Not in term: there is no school in this week.":       {day.Of(2027, 8, 2), nil},
		"It begins on 1 Dec 2026.":                            {monday, func(i *Intervention) { i.Starts = day.Of(2026, 12, 1) }},
		"It ended on 20 Nov 2026.":                            {monday, func(i *Intervention) { i.Ends = day.Of(2026, 11, 20) }},
		"How many sessions a week it has is not entered yet.": {monday, func(i *Intervention) { i.Slots, i.SessionsAWeek = nil, decimal.Zero }},
		"Nobody is in it in this week.":                       {monday, func(i *Intervention) { placed = nil }},
	} {
		i := lego(t)
		placed = []Placement{{ID: "a", Pupil: "ana"}}
		if c.change != nil {
			c.change(&i)
		}
		if w := MakeWeekSheet(i, placed, nil, calendar(t), c.monday, monday); w.Off != words || len(w.Rows) != 0 {
			t.Errorf("%q: %+v", words, w)
		}
	}
	kept := []Attendance{{ID: "k", Intervention: "Lego group", Placement: "a", Week: day.Of(2026, 10, 26), Marks: "//-"}}
	if w := MakeWeekSheet(lego(t), []Placement{{ID: "a"}}, kept, calendar(t), day.Of(2026, 10, 26), monday); w.Off == "" || len(w.Rows) != 1 || w.Rows[0].Marks != "//-" {
		t.Errorf("marks of a week that became a holiday are gone: %+v", w)
	}
}

func TestMarksThatCannotBeAreRefused(t *testing.T) {
	placed := []Placement{{ID: "a", Pupil: "ana"}, {ID: "b", Pupil: "ben", Starts: day.Of(2026, 11, 25)}}
	now := MakeWeekSheet(lego(t), placed, nil, calendar(t), monday, monday.AddDays(1))
	for marks, code := range map[string]string{
		"/--|---": "", "-x-|---": "", "--o|--/": "",
		"?--|---": "sheet.marks", "////|---": "sheet.many", "---|/--": "sheet.shut", "-/-|---": "sheet.ahead",
	} {
		w := now
		w.Rows, w.Why = append([]SheetRow{}, now.Rows...), "Staff training"
		w.Rows[0].Marks, w.Rows[1].Marks, _ = strings.Cut(marks, "|")
		found := CheckSheet(now, w)
		if code == "" && found != nil || code != "" && (len(found) == 0 || found[0].Code != code && found[len(found)-1].Code != code || Words(found[0]) == "") {
			t.Errorf("%s: %+v, wanted %q", marks, found, code)
		}
	}
	w := now
	w.Rows = append([]SheetRow{}, now.Rows...)
	w.Rows[0].Marks = "x--"
	if found := CheckSheet(now, w); len(found) != 1 || found[0].Severity != finding.Warn {
		t.Errorf("no reason given: %+v", found)
	}
}

func TestSheetIsKeptAndReadBackTheSame(t *testing.T) {
	c, i := calendar(t), lego(t)
	rapid.Check(t, func(t *rapid.T) {
		week := MondayOf(day.Of(2026, 9, 7).AddDays(rapid.IntRange(0, 90).Draw(t, "day")))
		placed := []Placement{{ID: "a"}, {ID: "b", Starts: week.AddDays(rapid.IntRange(-3, 6).Draw(t, "joins"))}, {ID: "c", Ends: week.AddDays(rapid.IntRange(-3, 6).Draw(t, "leaves"))}}
		w := MakeWeekSheet(i, placed, nil, c, week, monday)
		for range rapid.IntRange(0, 12).Draw(t, "marks") {
			mark := rapid.SampledFrom([]byte{MarkThere, MarkAbsent, MarkNotHeld, MarkNone, '?'}).Draw(t, "mark")
			w.SetMark(rapid.IntRange(-1, 3).Draw(t, "row"), rapid.IntRange(-1, 3).Draw(t, "session"), mark)
		}
		now := MakeWeekSheet(i, placed, nil, c, week, monday)
		for _, f := range CheckSheet(now, w) {
			if f.Severity == finding.Refuse {
				t.Fatalf("marks that could be set are refused: %+v", f)
			}
		}
		var kept []Attendance
		var came Came
		for _, r := range w.Rows {
			kept = append(kept, Attendance{ID: "k" + r.Placement, Intervention: i.ID, Placement: r.Placement, Week: week, Marks: r.Marks})
			came.Add(r.Marks)
		}
		back := MakeWeekSheet(i, placed, kept, c, week, monday)
		for n := range w.Rows {
			if back.Rows[n].Marks != w.Rows[n].Marks {
				t.Fatalf("%q became %q", w.Rows[n].Marks, back.Rows[n].Marks)
			}
		}
		if came.There > came.Held || back.Unmarked() != w.Unmarked() {
			t.Fatalf("counts: %+v", came)
		}
	})
}

func TestComingIsSaidInNumbersNeverInPerCent(t *testing.T) {
	var c Came
	if c.Words() != "none marked yet" {
		t.Error(c.Words())
	}
	c.Add("//ox-")
	if c.Words() != "2 of 3 sessions" {
		t.Error(c.Words())
	}
}

func TestHalfTermIsTheWeeksBetweenTwoHolidays(t *testing.T) {
	c := calendar(t)
	weeks := HalfTerm(c, monday)
	if len(weeks) != 7 || weeks[0] != day.Of(2026, 11, 2) || weeks[6] != day.Of(2026, 12, 14) {
		t.Errorf("%v", weeks)
	}
	if again := HalfTerm(c, day.Of(2026, 10, 28)); len(again) != 7 || again[0] != weeks[0] {
		t.Errorf("from the holiday before: %v", again)
	}
	if far := HalfTerm(school.Calendar{}, monday); len(far) != 10 {
		t.Errorf("without a calendar: %v", far)
	}
}

func TestPupilWeekIsFlaggedAgainstTheSchoolsWeek(t *testing.T) {
	week := WeekHours{Least: decimal.NewFromInt(25), Most: decimal.RequireFromString("32.5")}
	for minutes, words := range map[int]string{
		1499: "", 1500: "This takes up all 25 hours of lessons in a week. Check the minutes and the sessions.",
		1950: "This takes up all 25 hours of lessons in a week. Check the minutes and the sessions.",
		1951: "This comes to more than a school week of 32.5 hours. Check the minutes and the sessions.",
	} {
		got := ""
		for _, f := range CheckPupilWeek(minutes, week) {
			got = Words(f)
		}
		if got != words {
			t.Errorf("%d minutes: %q", minutes, got)
		}
	}
	a, b := run(t, "A", 30, slot(t, time.Monday, "09:00")), run(t, "B", 30, slot(t, time.Monday, "09:20"))
	b.Staff = "somebody else"
	if got := PupilClashes([]Intervention{a, b}); len(got) != 1 || got[0].From != at(t, "09:20") {
		t.Errorf("%+v", got)
	}
}

func TestStaffHoursThatCannotBeAreRefused(t *testing.T) {
	good := Staff{Name: "Mrs Obi", Kind: "ta", Hours: []Hours{{Day: time.Monday, From: at(t, "09:00"), Until: at(t, "12:00")}, {Day: time.Monday, From: at(t, "12:00"), Until: at(t, "13:00")}}}
	if found := CheckStaff(good); found != nil {
		t.Errorf("%+v", found)
	}
	for code, change := range map[string]func(*Staff){
		"staff.name":    func(s *Staff) { s.Name = " " },
		"staff.kind":    func(s *Staff) { s.Kind = "" },
		"staff.day":     func(s *Staff) { s.Hours[0].Day = time.Sunday },
		"staff.times":   func(s *Staff) { s.Hours[0].Until = s.Hours[0].From },
		"staff.overlap": func(s *Staff) { s.Hours[0].Until = at(t, "12:01") },
	} {
		s := good
		s.Hours = append([]Hours{}, good.Hours...)
		change(&s)
		if found := CheckStaff(s); len(found) != 1 || found[0].Code != code || Words(found[0]) == "" {
			t.Errorf("%s: %+v", code, found)
		}
	}
}
