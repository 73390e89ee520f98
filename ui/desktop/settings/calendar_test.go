package settings_test

import (
	"context"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/school"
	"needsbook/ui/desktop/shell"
)

func thisYear(t *testing.T, d *desk.Desk) school.Year {
	t.Helper()
	c, err := d.SchoolCalendar(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	y, _ := c.Year(2026)
	return y
}

func TestTermDateKeepsItselfAndIsPutBack(t *testing.T) {
	d := demo(t)
	w, _ := open(t, d, "dates")
	if !w.Sees("These dates are an example.") || !w.Sees("2026-27") {
		t.Errorf("the page shows\n%s", w.Text())
	}
	w.Press("Tab", "Tab", "Tab") // the last day of the first term
	w.Press("Ctrl+A")
	w.Type("17/12/2026")
	w.Press("Tab")
	if y := thisYear(t, d); y.Example || y.Terms[0].Until != day.Of(2026, 12, 17) || len(y.Terms) != 3 || len(y.Census) != 3 {
		t.Fatalf("kept %+v\n%s", y, w.Text())
	}
	if !w.Sees("These are the school's own dates.") {
		t.Errorf("after a change:\n%s", w.Text())
	}
	w.Tap("Put back the shipped dates")
	if y := thisYear(t, d); !y.Example || y.Terms[0].Until != day.Of(2026, 12, 18) || !w.Sees("These dates are an example.") {
		t.Errorf("put back %+v", y)
	}
	if _, err := d.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	w.Refresh()
	if !w.Sees("17 Dec 2026") {
		t.Errorf("after undo:\n%s", w.Text())
	}
}

func TestTermThatOverlapsIsRefusedUnderItsLine(t *testing.T) {
	d := demo(t)
	w, _ := open(t, d, "dates")
	w.Press("Tab", "Tab", "Tab", "Ctrl+A")
	w.Type("10/1/2027")
	w.Press("Tab")
	if !w.Sees("! Spring must begin after Autumn has ended.") {
		t.Errorf("the page says\n%s", w.Text())
	}
	w.Go(shell.To("today"))
	w.Go(shell.To("settings", "dates"))
	w.Press("Tab", "Tab", "Tab", "Ctrl+A")
	w.Type("soon")
	w.Press("Tab")
	if !w.Sees("! This is not a date.") {
		t.Errorf("the page says\n%s", w.Text())
	}
	if y := thisYear(t, d); !y.Example || y.Terms[0].Until != day.Of(2026, 12, 18) {
		t.Errorf("kept %+v", y)
	}
}

func TestHolidayIsAddedOnceItIsWholeAndTakenAway(t *testing.T) {
	d := demo(t)
	w, _ := open(t, d, "dates")
	w.Tap("Add a holiday")
	w.Type("Royal visit")
	w.Press("Tab")
	w.Type("9/12/2026")
	w.Press("Tab")
	if !thisYear(t, d).Example {
		t.Fatal("half a line was kept")
	}
	w.Type("9/12/2026")
	w.Press("Tab")
	y := thisYear(t, d)
	if len(y.Holidays) != 4 || y.Holidays[3] != (school.Span{Name: "Royal visit", From: day.Of(2026, 12, 9), Until: day.Of(2026, 12, 9)}) {
		t.Fatalf("kept %+v\n%s", y.Holidays, w.Text())
	}
	w.Press("Enter") // the link that removes the line
	if y := thisYear(t, d); len(y.Holidays) != 3 {
		t.Errorf("removed %+v", y.Holidays)
	}
}

func TestYearWithoutDatesSaysSo(t *testing.T) {
	d := demo(t)
	w, _ := open(t, d, "dates")
	w.Type("2028")
	w.Press("Enter")
	if !w.Sees("There are no dates for this year yet.") {
		t.Errorf("the page shows\n%s", w.Text())
	}
	w.Tap("Add a term")
	w.Type("Autumn")
	w.Press("Tab")
	w.Type("4/9/2028")
	w.Press("Tab")
	w.Type("20/12/2028")
	w.Press("Tab")
	c, _ := d.SchoolCalendar(context.Background())
	if y, known := c.Year(2028); !known || len(y.Terms) != 1 {
		t.Errorf("kept %+v\n%s", y, w.Text())
	}
}

func TestTermDatesPictures(t *testing.T) {
	w, _ := open(t, demo(t), "dates")
	w.Pictures("settings-dates")
}
