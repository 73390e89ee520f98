package desk_test

import (
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/storage/schooldb/schooltest"
)

var monday = day.Of(2026, 11, 23)

func weekSheet(t *testing.T, d *desk.Desk, intervention string, on day.Date) provision.WeekSheet {
	t.Helper()
	w, err := d.WeekSheet(ctx, intervention, on)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWeekIsKeptAsOneStepAndTakenBack(t *testing.T) {
	d := schooltest.Empty(t)
	zoe, ana := addPupil(t, d, "Zhang"), addPupil(t, d, "Abbott")
	lego := group(t, d, "Lego group", "", "09:30", zoe, ana)
	w := weekSheet(t, d, lego, monday.AddDays(2))
	if w.Monday != monday || len(w.Rows) != 2 || w.Rows[0].Pupil != ana {
		t.Fatalf("not in the order of the register: %+v", w)
	}
	w.SetMark(0, 0, provision.MarkThere)
	w.SetMark(1, 0, provision.MarkNotHeld)
	w.Why = " Fire drill "
	if err := d.KeepWeek(ctx, w); err != nil {
		t.Fatal(err)
	}
	back := weekSheet(t, d, lego, monday)
	if back.Rows[0].Marks != "/" || back.Rows[1].Marks != "x" || back.Why != "Fire drill" {
		t.Errorf("%+v", back)
	}
	if err := d.KeepWeek(ctx, back); err != nil {
		t.Fatal(err)
	}
	if came, err := d.Came(ctx, lego); err != nil || came[w.Rows[0].Placement].Words() != "1 of 1 session" {
		t.Errorf("%+v, %v", came, err)
	}
	back.SetMark(0, 0, provision.MarkNone)
	if err := d.KeepWeek(ctx, back); err != nil {
		t.Fatal(err)
	}
	if got := weekSheet(t, d, lego, monday); got.Rows[0].Record != "" || got.Rows[1].Marks != "x" {
		t.Errorf("a cleared row is still kept: %+v", got)
	}
	for _, want := range []string{"/", "-"} {
		if label, err := d.Undo(ctx); err != nil || label != "Sessions of Lego group, week of 23 Nov 2026" {
			t.Fatalf("%q, %v", label, err)
		}
		if got := weekSheet(t, d, lego, monday); got.Rows[0].Marks != want {
			t.Errorf("undo left %q, wanted %q", got.Rows[0].Marks, want)
		}
	}
}

func TestMarksThatCannotBeChangeNothing(t *testing.T) {
	d := schooltest.Empty(t)
	ana := addPupil(t, d, "Abbott")
	lego := group(t, d, "Lego group", "", "09:30", ana)
	w := weekSheet(t, d, lego, monday)
	for marks, field := range map[string]string{"?": "marks", "//": "marks"} {
		w.Rows[0].Marks = marks
		refusedOn(t, d.KeepWeek(ctx, w), field)
	}
	w.Rows[0].Marks, w.Rows[0].Placement = "/", "somebody else's"
	refusedOn(t, d.KeepWeek(ctx, w), "marks")
	ahead := weekSheet(t, d, lego, monday.AddDays(7))
	ahead.Rows[0].Marks = "/"
	refusedOn(t, d.KeepWeek(ctx, ahead), "marks")
	ahead.Monday = monday.AddDays(1)
	refusedOn(t, d.KeepWeek(ctx, ahead), "monday")
	_, err := d.WeekSheet(ctx, "nothing", monday)
	refusedOn(t, err, "intervention")
	if got := weekSheet(t, d, lego, monday); got.Rows[0].Record != "" {
		t.Errorf("something was kept: %+v", got)
	}
}

func TestPupilWhoLeftTheSchoolIsOnNoLaterSheet(t *testing.T) {
	d := schooltest.Empty(t)
	ana := addPupil(t, d, "Abbott")
	lego := group(t, d, "Lego group", "", "09:30", ana)
	e, _ := d.Entry(ana)
	p := e.Pupil
	p.Left = day.Of(2026, 11, 13)
	if err := d.SavePupil(ctx, p); err != nil {
		t.Fatal(err)
	}
	if w := weekSheet(t, d, lego, monday); len(w.Rows) != 0 || w.Off != "Nobody is in it in this week." {
		t.Errorf("%+v", w)
	}
	if w := weekSheet(t, d, lego, day.Of(2026, 11, 9)); len(w.Rows) != 1 {
		t.Errorf("%+v", w)
	}
}

func TestTickSheetsSayWhatWaits(t *testing.T) {
	d := schooltest.Empty(t)
	ana, staff := addPupil(t, d, "Abbott"), obi(t, d)
	lego := group(t, d, "Lego group", staff, "09:30", ana)
	group(t, d, "Art", "", "", ana)
	list, err := d.TickSheets(ctx, staff, monday)
	if err != nil || len(list) != 1 || list[0] != (desk.TickSheet{ID: lego, Name: "Lego group", Staff: staff, StaffName: "Mrs Obi", Unmarked: 1}) {
		t.Errorf("%+v, %v", list, err)
	}
	if list, _ = d.TickSheets(ctx, "", monday); len(list) != 2 || list[0].Name != "Art" {
		t.Errorf("%+v", list)
	}
}
