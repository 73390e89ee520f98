package ticksheet_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
	"needsbook/ui/desktop/ticksheet"
)

var monday = day.Of(2026, 11, 16) // the week before the one of the tests' clock

type page struct {
	*shelltest.Window
	t      *testing.T
	desk   *desk.Desk
	folder string
}

func open(t *testing.T, d *desk.Desk, arg ...string) *page {
	t.Helper()
	folder := t.TempDir()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "ticksheet", Name: "Sessions held", Icon: "provision", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return ticksheet.New(ticksheet.Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("ticksheet", arg...))
	return &page{w, t, d, folder}
}

// grouped is a school with a group of four who meet twice a week, one of whom joins on
// the Wednesday of that week, and another group.
func grouped(t *testing.T) (d *desk.Desk, lego string) {
	t.Helper()
	d = schooltest.Empty(t)
	var pupils []string
	for _, name := range []string{"Abbott", "Begum", "Clark", "Diaz"} {
		id, err := d.AddPupil(t.Context(), desk.NewPupil{Pupil: register.Pupil{Forename: "Sam", Surname: name, Class: "3A", Entered: day.Of(2024, 9, 2)}})
		if err != nil {
			t.Fatal(err)
		}
		pupils = append(pupils, id)
	}
	put := func(name string, slots ...provision.Slot) string {
		id, err := d.SaveIntervention(t.Context(), provision.Intervention{Name: name, StaffKind: "teaching_assistant", Wave: provision.WaveTargeted, Minutes: 30,
			SessionsAWeek: decimal.NewFromInt(2), Starts: day.Of(2026, 9, 7), Slots: slots})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	lego = put("Lego-based therapy", provision.Slot{Day: time.Monday, At: 9*60 + 30}, provision.Slot{Day: time.Thursday, At: 13*60 + 15})
	maths := put("Sam's maths")
	for _, p := range []struct {
		id     string
		pupils []string
		from   day.Date
	}{{lego, pupils[:3], day.Of(2026, 9, 7)}, {lego, pupils[3:], day.Of(2026, 11, 18)}, {maths, pupils[:1], day.Of(2026, 9, 7)}} {
		if err := d.Place(t.Context(), p.id, p.pupils, p.from); err != nil {
			t.Fatal(err)
		}
	}
	return d, lego
}

// marks are what is kept of a week, a pupil after the other.
func (p *page) marks(id string, on day.Date) string {
	p.t.Helper()
	w, err := p.desk.WeekSheet(p.t.Context(), id, on)
	if err != nil {
		p.t.Fatal(err)
	}
	var out []string
	for _, r := range w.Rows {
		if r.Record != "" {
			out = append(out, r.Marks)
		}
	}
	return strings.Join(out, " ")
}

func TestWeekIsTypedBackFromThePaper(t *testing.T) {
	d, lego := grouped(t)
	p := open(t, d, lego, monday.String())
	p.MustSee("Week of 16 Nov 2026", "Mon 16 09:30", "Thu 19 13:15", "joins 18 Nov 2026", "4 pupils", "7 marks missing so far")
	p.Type("/o")
	p.Type("12")
	p.Type("/xo") // Diaz has Thursday alone
	p.MustSee("there", "absent", "not held", "every session so far is marked", "1 of 2 sessions", "1 of 1 session", "Not held because")
	if got := p.marks(lego, monday); got != "" {
		t.Errorf("kept before the week was left: %q", got)
	}
	p.Type("]")
	p.MustSee("Week of 23 Nov 2026", "The week before is kept.", "Undo: Sessions of Lego-based therapy, week of 16 Nov 2026")
	if got := p.marks(lego, monday); got != "/o /o /x -o" {
		t.Errorf("kept %q", got)
	}
	p.Press("Ctrl+Z")
	if got := p.marks(lego, monday); got != "" {
		t.Errorf("undo left %q", got)
	}
}

func TestAllThereIsOneKeyAndExceptionsFollow(t *testing.T) {
	d, lego := grouped(t)
	p := open(t, d, lego, monday.String())
	p.Keys = 0
	p.Type("a")
	p.Press("Down")
	p.Type("o")
	p.Press("Ctrl+Enter")
	if p.Keys > 4 {
		t.Errorf("%d keys", p.Keys)
	}
	if got := p.marks(lego, monday); got != "// o/ // -/" {
		t.Errorf("kept %q", got)
	}
	p.Type("a")
	p.MustSee("Every session so far has a mark.")
}

func TestMarksAreTakenBackOneByOneBeforeTheWeekIsKept(t *testing.T) {
	d, lego := grouped(t)
	p := open(t, d, lego, monday.String())
	p.Type("/o")
	p.Press("Ctrl+Z")
	p.Press("Ctrl+Z")
	p.Press("Ctrl+Y")
	p.Press("Ctrl+Enter")
	if got := p.marks(lego, monday); got != "/-" {
		t.Errorf("kept %q", got)
	}
}

func TestSessionThatWasNotHeldIsOneKeyAndSaysWhy(t *testing.T) {
	d, lego := grouped(t)
	p := open(t, d, lego, monday.String())
	p.Press("Right")
	p.Type("n")
	p.Type("Staff training")
	p.Press("Enter")
	p.Type("[")
	w, err := d.WeekSheet(t.Context(), lego, monday)
	if err != nil || w.Why != "Staff training" || p.marks(lego, monday) != "-x -x -x -x" {
		t.Errorf("%+v, %v", w, err)
	}
}

func TestReasonTypedWhileNamesAreHiddenIsKept(t *testing.T) {
	d, lego := grouped(t)
	p := open(t, d, lego, monday.String())
	p.Press("F8")
	p.FocusGrid()
	p.Type("n")
	p.Type("Fire drill")
	p.Press("Ctrl+Enter")
	w, err := d.WeekSheet(t.Context(), lego, monday)
	if err != nil || w.Why != "Fire drill" {
		t.Errorf("%q, %v", w.Why, err)
	}
	if p.Sees("Fire drill") {
		t.Errorf("what was written shows:\n%s", p.Text())
	}
	p.Type("]")
	if w, _ := d.WeekSheet(t.Context(), lego, monday); w.Why != "Fire drill" {
		t.Errorf("leaving the week made it %q", w.Why)
	}
}

func TestMarksOutliveTheProgram(t *testing.T) {
	d, lego := grouped(t)
	p := open(t, d, lego, monday.String())
	p.Type("/o")
	again := open(t, d, lego, monday.String()) // as after a power cut: the first page was never left
	again.MustSee("absent", "1 of 2 sessions")
	again.Press("Ctrl+Enter")
	if got := again.marks(lego, monday); got != "/o" {
		t.Errorf("kept %q", got)
	}
}

func TestWhatCannotBeMarkedSaysWhy(t *testing.T) {
	d, lego := grouped(t)
	p := open(t, d, lego, monday.String())
	p.Press("Down", "Down", "Down")
	p.Type("/")
	p.MustSee("There is nothing to mark here: joins 18 Nov 2026.")
	p.Type("]")
	p.Press("Right")
	p.Type("/")
	p.MustSee("This session is still to come. It can only be marked as not held, with x.")
	p.Type("x")
	p.Type("[[[[")
	p.MustSee("Week of 26 Oct 2026", "Half term: there is no school in this week.")
	if got := p.marks(lego, monday.AddDays(7)); got != "-x" {
		t.Errorf("kept %q", got)
	}
}

func TestSheetsOfTheWeekAreOneAfterTheOther(t *testing.T) {
	d, _ := grouped(t)
	p := open(t, d)
	p.MustSee("Week of 23 Nov 2026 · Lego-based therapy")
	p.Type(".")
	p.MustSee("Week of 23 Nov 2026 · Sam's maths", "Session 1", "Session 2")
	p.Type(",")
	p.MustSee("Week of 23 Nov 2026 · Lego-based therapy")
	p.Press("F8")
	text := strings.ReplaceAll(p.Text(), "Undo: Sam Abbott joins Sam's maths", "") // the shell's own words
	for _, name := range []string{"Abbott", "Sam's maths"} {
		if strings.Contains(text, name) && !strings.Contains(text, "Undo") {
			t.Errorf("%q shows:\n%s", name, text)
		}
	}
	p.MustSee("S.A.")
}

func TestSheetIsPrintedForTheWeekAndTheHalfTerm(t *testing.T) {
	d, lego := grouped(t)
	p := open(t, d, lego, monday.String())
	p.Type("/")
	p.Press("Ctrl+P")
	p.MustSee("Tick-sheet for the week", "One side of A4")
	p.Press("Enter")
	files, err := os.ReadDir(p.folder)
	if err != nil || len(files) != 1 || files[0].Name() != "Tick-sheet for the week 2026-11-16.pdf" {
		t.Errorf("%v, %v", files, err)
	}
	if got := p.marks(lego, monday); got != "/-" {
		t.Errorf("printing kept %q", got)
	}
}

func TestTickSheetPictures(t *testing.T) {
	d, lego := grouped(t)
	p := open(t, d, lego, monday.String())
	p.Type("/o/x")
	p.Pictures("ticksheet")
	p.Press("F8")
	p.Pictures("ticksheet-hidden")
	p.Press("F8")
	p.Press("Ctrl+P")
	p.Pictures("ticksheet-print")
	p.Press("Esc")
	p.FocusGrid()
	p.Type("[[[")
	p.Pictures("ticksheet-holiday")
	open(t, schooltest.Empty(t)).Pictures("ticksheet-empty")
}
