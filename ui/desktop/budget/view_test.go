package budget_test

import (
	"os"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/budget"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

func open(t *testing.T, d *desk.Desk) (w *shelltest.Window, folder string) {
	t.Helper()
	folder = t.TempDir()
	w = shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "budget", Name: "Budget", Icon: "budget", Open: func(arg string) (shell.Screen, error) {
			return budget.New(budget.Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("budget"))
	return w, folder
}

// school has a pupil with help that costs £7,600, paid from the Inclusive Mainstream Fund,
// and £84,000 in.
func school(t *testing.T) (d *desk.Desk, pupil string) {
	t.Helper()
	d = schooltest.Empty(t)
	pupil, err := d.AddPupil(t.Context(), desk.NewPupil{Pupil: register.Pupil{Surname: "Zubrin", Forename: "Oleander", Entered: day.Of(2020, 9, 2)}, Status: "K"})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SaveRate(t.Context(), "teaching_assistant", money.Pounds(20)); err != nil {
		t.Fatal(err)
	}
	id, err := d.SaveIntervention(t.Context(), provision.Intervention{Name: "Walk with Oleander", StaffKind: "teaching_assistant", Minutes: 60, SessionsAWeek: decimal.NewFromInt(10), PaidFrom: "imf"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.SavePlacement(t.Context(), provision.Placement{Pupil: pupil, Intervention: id}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SaveBudgetLine(t.Context(), funding.BudgetLine{Year: 2026, Source: "notional", What: "Told to Oleander", Amount: money.Pounds(84_000), On: day.Of(2026, 3, 1)}); err != nil {
		t.Fatal(err)
	}
	return d, pupil
}

func TestEveryTotalOpensToItsSum(t *testing.T) {
	d, pupil := school(t)
	w, _ := open(t, d)
	w.MustSee("Help in place: 1 intervention for 1 pupil. It costs £7,600.00", "Notional SEN budget", "£49,000.00", "£41,400.00 is left", "Enter opens the lines")
	w.Press("Right", "Enter")
	w.MustSee("Notional SEN budget only", "£84,000.00 × 7 of 12 months (September 2026 to March 2027) = £49,000.00")
	w.Type("a")
	w.Type("b")
	w.Press("Down", "Enter")
	w.MustSee("Inclusive Mainstream Fund only", "60 minutes × 10 a week × 38 weeks × £20.00 an hour = £7,600.00")
	w.Press("Enter")
	if here := w.Here(); here.Screen != "provision" || here.Arg == "" {
		t.Errorf("Enter leads to %v", here)
	}
	w.Go(shell.To("budget"))
	w.Type("p")
	w.MustSee("Help in place", "126 %", "£1,600.00", "above", "of which the school pays the first £6,000.00", "Help for 1 of 1 pupils costs more")
	w.Press("Enter")
	if here := w.Here(); here.Screen != "pupil" || here.Arg != pupil {
		t.Errorf("Enter leads to %v", here)
	}
}

func TestMoneyIsEnteredAndMendedByKeys(t *testing.T) {
	d := schooltest.Empty(t)
	w, _ := open(t, d)
	w.MustSee("Ctrl+N enters the first", "No money is entered for this school year yet.")
	w.Press("Ctrl+N", "Tab", "Tab")
	w.Type("12.345")
	w.Press("Enter")
	w.MustSee("at most two decimal places")
	w.Press("End")
	for range "12.345" {
		w.Press("BackSpace")
	}
	w.Type("84000")
	w.Press("Enter")
	w.MustSee("£49,000.00 is in")
	w.Type("e") // the months to come
	w.MustSee("£84,000.00 is in", "only expected")
	w.Press("Ctrl+Z")
	w.MustSee("£49,000.00 is in", "Undo: Add £84,000")
	w.Type("i")
	w.Press("Enter", "Tab", "Tab", "End")
	for range ",000.00" {
		w.Press("BackSpace")
	}
	w.Type("5000")
	w.Press("Tab")
	lines, err := d.BudgetLines(t.Context())
	if err != nil || len(lines) != 1 || lines[0].Amount.String() != "845000.00" {
		t.Fatalf("%+v %v\n%s", lines, err, w.Text())
	}
	w.Press("Escape", "Delete")
	w.MustSee("The line is gone")
	w.Press("Ctrl+Z")
	if lines, _ = d.BudgetLines(t.Context()); len(lines) != 1 {
		t.Error("the line did not come back")
	}
}

func TestHiddenNamesAreNowhereInTheBudget(t *testing.T) {
	d, _ := school(t)
	w, _ := open(t, d)
	last, err := d.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.Press("F8")
	for _, key := range []string{"b", "i", "h", "p", "o", "b"} {
		w.Type(key)
		text := strings.ReplaceAll(w.Text(), "Undo: "+last.Undo, "") // the shell's own words
		for _, name := range []string{"Zubrin", "Oleander"} {
			if strings.Contains(text, name) {
				t.Errorf("after %s %q shows:\n%s", key, name, text)
			}
		}
	}
}

func TestBudgetIsPrintedAndSaved(t *testing.T) {
	d, _ := school(t)
	w, folder := open(t, d)
	w.Press("Ctrl+P")
	w.MustSee("One side for the head and governors")
	w.Press("Enter")
	w.Type("s")
	w.Press("Enter")
	found, err := os.ReadDir(folder)
	if err != nil || len(found) != 2 {
		t.Fatalf("%v %v\n%s", found, err, w.Text())
	}
}

func TestYearAndStartOfTheMoneyAreChosen(t *testing.T) {
	d, _ := school(t)
	w, _ := open(t, d)
	w.Type("y")
	w.Type("School year 2027")
	w.Press("Enter")
	w.MustSee("No money is entered for this school year yet.")
	if err := d.SetBudgetStarts(t.Context(), funding.StartsSeptember); err != nil {
		t.Fatal(err)
	}
	w.Go(shell.To("budget", "2026"))
	w.MustSee("£84,000.00 is in", "Money from September to August")
}

func TestBudgetPictures(t *testing.T) {
	d := schooltest.Demo(t)
	for _, l := range []funding.BudgetLine{{Year: 2026, Source: "notional", What: "From the budget statement", Amount: money.Pounds(148_200), On: day.Of(2026, 3, 12)},
		{Year: 2026, Source: "imf", Amount: money.Pounds(21_400), On: day.Of(2026, 9, 4)}, {Year: 2027, Source: "notional", Amount: money.Pounds(150_000)}} {
		if _, err := d.SaveBudgetLine(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	w, _ := open(t, d)
	w.Pictures("budget")
	w.Type("i")
	w.Pictures("budget-in")
	w.Press("Enter")
	w.Pictures("budget-line")
	w.Press("Escape")
	w.Type("h")
	w.Pictures("budget-help")
	w.Type("p")
	w.Pictures("budget-pupils")
	w.Press("F8")
	w.Pictures("budget-hidden")
	w.Type("o")
	w.Pictures("budget-picture")
}

func TestEmptyBudgetPicture(t *testing.T) {
	w, _ := open(t, schooltest.Empty(t))
	w.Pictures("budget-empty")
}
