package desk_test

import (
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/storage/schooldb/schooltest"
)

// classOf is the class of the demo school that has most pupils with SEN.
func classOf(t *testing.T, d *desk.Desk) string {
	t.Helper()
	best, most := "", 0
	for _, class := range d.ClassesWithSEN() {
		found, err := d.Find("status:sen class:" + class)
		if err != nil {
			t.Fatal(err)
		}
		if len(found) > most {
			best, most = class, len(found)
		}
	}
	return best
}

func TestClassSheetOfTheDemoSchoolIsOnePageAndNamesNobodyWithoutNames(t *testing.T) {
	d := schooltest.Demo(t)
	class := classOf(t, d)
	found, err := d.Find("status:sen class:" + class)
	if err != nil || len(found) == 0 {
		t.Fatal(err)
	}
	for _, n := range []desk.Names{desk.NamesFull, desk.NamesInitials, desk.NamesOff} {
		doc, err := d.ClassSheet(ctx, class, n)
		if err != nil {
			t.Fatal(err)
		}
		_, pages, err := desk.Pictures(doc, 100, 1)
		if err != nil || pages != 1 {
			t.Errorf("%d pages, %v", pages, err)
		}
		text := strings.Join(drawn(t, "class-sheet-"+string(n), doc).Words(), " ")
		for _, e := range found {
			if named := strings.Contains(text, e.Surname); named != (n == desk.NamesFull) {
				t.Errorf("names %s: %s is named: %v\n%s", n, e.Surname, named, text)
			}
		}
	}
	_, err = d.ClassSheet(ctx, "9Z", desk.NamesFull)
	refusedOn(t, err, "class")
}

func TestTickSheetPaperStandsInTheOrderOfTheScreen(t *testing.T) {
	d := schooltest.Empty(t)
	zoe, ana := addPupil(t, d, "Zhang"), addPupil(t, d, "Abbott")
	staff := obi(t, d)
	lego := group(t, d, "Building group", staff, "09:30", zoe, ana)
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := d.TickSheetPaper(ctx, "Building group", []string{lego}, provision.HalfTerm(calendar, d.Today()), desk.NamesFull)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(drawn(t, "tick-sheet", doc).Words(), " ")
	for _, want := range []string{"Mrs Obi · Mon 09:30, 30 minutes", "Weeks of 2 Nov 2026 to 14 Dec 2026", "1 Abbott", "2 Zhang"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %s", want, text)
		}
	}
	if doc, err = d.TickSheetPaper(ctx, "Building group", []string{lego}, []day.Date{monday}, desk.NamesOff); err != nil {
		t.Fatal(err)
	}
	if text := strings.Join(drawn(t, "tick-sheet-off", doc).Words(), " "); strings.Contains(text, "Abbott") || strings.Contains(text, "Obi") || !strings.Contains(text, "Teaching assistant") {
		t.Error(text)
	}
	_, err = d.TickSheetPaper(ctx, "x", []string{"nothing"}, []day.Date{monday}, desk.NamesFull)
	refusedOn(t, err, "intervention")
}

func TestStaffWeekIsPrintedWithWhatIsFree(t *testing.T) {
	d := schooltest.Empty(t)
	group(t, d, "Building group", obi(t, d), "09:30")
	doc, err := d.StaffWeekSheet(ctx, monday, desk.NamesFull)
	if err != nil {
		t.Fatal(err)
	}
	if text := strings.Join(drawn(t, "staff-week", doc).Words(), " "); !strings.Contains(text, "Mrs Obi") || !strings.Contains(text, "free 10:00–12:00") || !strings.Contains(text, "5 h 30 min") {
		t.Error(text)
	}
}
