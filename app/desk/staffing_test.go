package desk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/storage/schooldb/schooltest"
)

// timeOf reads a time that is written right.
func timeOf(t testing.TB, text string) provision.TimeOfDay {
	t.Helper()
	when, err := provision.ParseTimeOfDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

// obi has Monday and Tuesday from 9 to 12.
func obi(t testing.TB, d *desk.Desk) string {
	t.Helper()
	s := provision.Staff{Name: "Mrs  Obi ", Kind: "teaching_assistant", Hours: []provision.Hours{
		{Day: time.Tuesday, From: timeOf(t, "09:00"), Until: timeOf(t, "12:00")}, {Day: time.Monday, From: timeOf(t, "09:00"), Until: timeOf(t, "12:00")}}}
	id, err := d.SaveStaff(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// group puts on something of 30 minutes with these pupils, on Mondays at a time.
func group(t testing.TB, d *desk.Desk, name, staff, at string, pupils ...string) string {
	t.Helper()
	i := provision.Intervention{Name: name, Wave: provision.WaveTargeted, StaffKind: "teaching_assistant", Staff: staff, Minutes: 30, SessionsAWeek: decimal.NewFromInt(1),
		Starts: day.Of(2026, 9, 7)}
	if at != "" {
		i.Slots = []provision.Slot{{Day: time.Monday, At: timeOf(t, at)}}
	}
	id, err := d.SaveIntervention(ctx, i)
	if err == nil && len(pupils) > 0 {
		err = d.Place(ctx, id, pupils, day.Of(2026, 9, 7))
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestStaffAreKeptChangedAndTakenBack(t *testing.T) {
	d := schooltest.Empty(t)
	id := obi(t, d)
	staff, err := d.Staff(ctx)
	if err != nil || len(staff) != 1 || staff[0].Name != "Mrs Obi" || staff[0].Hours[0].Day != time.Monday {
		t.Fatalf("%+v, %v", staff, err)
	}
	_, err = d.SaveStaff(ctx, provision.Staff{Name: "mrs obi", Kind: "teaching_assistant"})
	refusedOn(t, err, "name")
	_, err = d.SaveStaff(ctx, provision.Staff{Name: "Mr Reed", Kind: "wizard"})
	refusedOn(t, err, "kind")
	s := staff[0]
	s.Hours = append(s.Hours, provision.Hours{Day: time.Monday, From: timeOf(t, "11:00"), Until: timeOf(t, "13:00")})
	_, err = d.SaveStaff(ctx, s)
	refusedOn(t, err, "hours")
	lego := group(t, d, "Lego group", id, "09:30")
	if err := d.RemoveStaff(ctx, id); err != nil {
		t.Fatal(err)
	}
	if row, err := d.Intervention(ctx, lego); err != nil || row.Staff != "" || row.StaffKind != "teaching_assistant" {
		t.Errorf("%+v, %v", row, err)
	}
	if label, err := d.Undo(ctx); err != nil || label != "Remove Mrs Obi from the staff" {
		t.Errorf("%q, %v", label, err)
	}
	if row, _ := d.Intervention(ctx, lego); row.StaffName != "Mrs Obi" {
		t.Errorf("undo left nobody named: %+v", row)
	}
}

func TestStaffHoursAreOfAUsualWeek(t *testing.T) {
	d := schooltest.Empty(t)
	id := obi(t, d)
	group(t, d, "Lego group", id, "09:30")
	group(t, d, "Phonics catch-up", id, "11:45")
	group(t, d, "Reading", id, "")
	hours, err := d.StaffHours(ctx)
	want := desk.StaffHours{ID: id, Name: "Mrs Obi", Kind: "Teaching assistant", There: 360, InUse: 45, Free: 315, Overbooked: 15, Untimed: 30}
	if err != nil || len(hours) != 1 || hours[0] != want {
		t.Errorf("%+v, %v", hours, err)
	}
	week, err := d.StaffTimetable(ctx, day.Of(2026, 10, 28))
	if err != nil || week.All.There != 0 || week.Rows[0].Days[0].Closed != "Half term" {
		t.Errorf("half term: %+v, %v", week.All, err)
	}
	week, err = d.StaffTimetable(ctx, d.Today())
	if err != nil || week.All.InUse != 45 || len(week.Unplaced) != 1 || week.Unplaced[0].Intervention.Name != "Reading" {
		t.Errorf("%+v, %v", week, err)
	}
}

func TestSessionIsGivenATimeAndSomebody(t *testing.T) {
	d := schooltest.Empty(t)
	id := obi(t, d)
	group(t, d, "Lego group", id, "09:30")
	reading := group(t, d, "Reading", "", "")
	err := d.PlaceSession(ctx, reading, id, provision.Slot{Day: time.Monday, At: timeOf(t, "09:45")})
	refusedOn(t, err, "at")
	if !strings.Contains(desk.Words(err), "Mrs Obi would be in two places on Monday from 09:45 to 10:00: Reading and Lego group.") {
		t.Error(desk.Words(err))
	}
	refusedOn(t, d.PlaceSession(ctx, reading, id, provision.Slot{Day: time.Sunday, At: timeOf(t, "09:45")}), "day")
	refusedOn(t, d.PlaceSession(ctx, reading, "nobody", provision.Slot{}), "staff")
	refusedOn(t, d.PlaceSession(ctx, "nothing", id, provision.Slot{}), "intervention")
	if err := d.PlaceSession(ctx, reading, id, provision.Slot{Day: time.Monday, At: timeOf(t, "10:00")}); err != nil {
		t.Fatal(err)
	}
	week, err := d.StaffTimetable(ctx, d.Today())
	if err != nil || len(week.Unplaced) != 0 || week.All.InUse != 60 {
		t.Errorf("%+v, %v", week, err)
	}
	if label, err := d.Undo(ctx); err != nil || label != "Mrs Obi gives Reading" {
		t.Errorf("%q, %v", label, err)
	}
	s, _ := d.StaffMember(ctx, id)
	s.Until = day.Of(2026, 11, 20)
	if _, err := d.SaveStaff(ctx, s); err != nil {
		t.Fatal(err)
	}
	refusedOn(t, d.PlaceSession(ctx, reading, id, provision.Slot{}), "staff")
	if week, _ := d.StaffTimetable(ctx, d.Today()); len(week.Rows) != 0 || len(week.Unplaced) != 2 || week.Unplaced[0].Left != "Mrs Obi" {
		t.Errorf("who has left still gives sessions: %+v", week.Unplaced)
	}
}

func TestPupilWeekAddsUpWhatRunsToday(t *testing.T) {
	d := schooltest.Empty(t)
	ana := addPupil(t, d, "Kowalska")
	staff := obi(t, d)
	group(t, d, "Lego group", staff, "09:30", ana)
	group(t, d, "Reading", "", "09:45", ana)
	w, err := d.PupilWeek(ctx, ana)
	if err != nil || w.Minutes != 60 || len(w.Each) != 2 || len(w.Clashes) != 1 || w.Findings != nil || d.PupilWeekWords(w) != "1 h of a week of 32.5 hours" {
		t.Errorf("%+v, %v: %s", w, err, d.PupilWeekWords(w))
	}
}
