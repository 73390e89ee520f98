package desk_test

import (
	"bytes"
	"fmt"
	"html"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
)

// budgetSchool is the demo school with money, something paid from each source, prices of
// every kind and a group that nobody can split evenly.
func budgetSchool(t testing.TB) *desk.Desk {
	t.Helper()
	d := schooltest.Demo(t)
	there, err := d.BudgetLines(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range there {
		if err := d.RemoveBudgetLine(ctx, l.ID); err != nil {
			t.Fatal(err)
		}
	}
	for _, l := range []funding.BudgetLine{
		{Year: 2026, Source: "notional", Amount: money.Pence(8_400_001), On: day.Of(2026, 3, 1)},
		{Year: 2027, Source: "notional", Amount: money.Pounds(90_000)},
		{Year: 2026, Source: "imf", What: "First share", Amount: money.Pence(1_234_567), On: day.Of(2026, 9, 1)},
		{Year: 2026, Source: "cluster", What: "=1+1", Amount: money.Pounds(999), On: day.Of(2026, 9, 1)},
	} {
		if _, err := d.SaveBudgetLine(ctx, l); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := d.ProvisionMap(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for n, r := range rows {
		i := r.Intervention
		i.PaidFrom = append([]string{""}, funding.Sources...)[n%6]
		if n%4 == 1 {
			i.Price, i.Per = money.Pence(10_007), []string{provision.PerSession, provision.PerWeek, provision.PerYear}[n%3]
		}
		if n == 2 {
			i.Name, i.Bought = "=cmd|' /C calc'!A0", []provision.Item{{What: "+Cards", Amount: money.Pence(10_000), Years: 3}}
		}
		if _, err := d.SaveIntervention(ctx, i); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func budgetOf(t testing.TB, d *desk.Desk, year int) funding.Budget {
	t.Helper()
	b, err := d.Budget(ctx, year)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBudgetTiesToTheProvisionMapToThePenny(t *testing.T) {
	d := budgetSchool(t)
	rows, err := d.ProvisionMap(ctx)
	if err != nil {
		t.Fatal(err)
	}
	b := budgetOf(t, d, 0)
	_, totals := desk.NewMapSheet(rows, d.Today()).Look(desk.MapView{})
	for what, pair := range map[string][2]money.Amount{"planned": {b.Committed, totals.Planned}, "to date": {b.ToDate, totals.ToDate}, "forecast": {b.Forecast, totals.Forecast}} {
		if pair[0].Cmp(pair[1]) != 0 || pair[0].IsZero() {
			t.Errorf("%s: the budget says %s, the map %s", what, pair[0], pair[1])
		}
	}
	want := map[string]money.Amount{}
	for _, r := range rows {
		source := r.PaidFrom
		if source == "" {
			source = "notional"
		}
		want[source] = want[source].Add(r.Cost.Whole.Planned)
	}
	for _, s := range b.Sources {
		if s.Committed.Cmp(want[s.Source]) != 0 {
			t.Errorf("%s: %s, the map says %s", s.Source, s.Committed, want[s.Source])
		}
	}
	pupils := b.Unshared
	for _, p := range b.Pupils {
		r, err := d.Record(ctx, p.Pupil)
		if err != nil || r.Spend.Planned.Cmp(p.Committed) != 0 || p.Name == "" {
			t.Errorf("a pupil's page says %s, the budget %s %v", r.Spend.Planned, p.Committed, err)
		}
		pupils = pupils.Add(p.Committed)
	}
	if pupils.Cmp(b.Committed) != 0 || len(b.Pupils) == 0 {
		t.Errorf("pupils come to %s of %s", pupils, b.Committed)
	}
	if b.BeforeApril.IsZero() || b.FromApril.IsZero() || b.BeforeApril.Cmp(b.ToDate) < 0 {
		t.Errorf("before April %s, from April %s, to date %s", b.BeforeApril, b.FromApril, b.ToDate)
	}
}

func TestBudgetOfTheNextSchoolYearIsOnlyToCome(t *testing.T) {
	d := budgetSchool(t)
	b := budgetOf(t, d, 2027)
	if !b.ToDate.IsZero() || b.Forecast.Cmp(b.Committed) != 0 || b.Notional.String() != "52500.00" {
		t.Errorf("to date %s, forecast %s of %s, notional %s", b.ToDate, b.Forecast, b.Committed, b.Notional)
	}
	if _, err := d.Budget(ctx, 12); err == nil {
		t.Error("a budget of the year 12")
	}
}

func TestAgreedTopUpComesByItself(t *testing.T) {
	d := schooltest.Demo(t)
	b := budgetOf(t, d, 0)
	before := b.Source("top_up")
	requests, err := d.Requests(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var want money.Amount
	for _, r := range requests {
		if p := r.Progress.Decision; p != nil && p.Money() {
			want = want.Add(p.Amount)
		}
	}
	if before.In.Cmp(want) > 0 || want.IsZero() != before.In.IsZero() {
		t.Errorf("decisions brought %s, the year has %s", want, before.In)
	}
	for _, in := range before.Received {
		if in.Request == 0 || in.Words == "" {
			t.Errorf("%+v", in)
		}
		line := funding.BudgetLine{Year: 2026, Source: "top_up", Amount: in.Whole, On: d.Today()}
		if _, err := d.SaveBudgetLine(ctx, line); err == nil || !strings.Contains(desk.Words(err), in.What) {
			t.Errorf("typed a second time: %v", err)
		}
	}
}

func TestBudgetLinesCanBeUndone(t *testing.T) {
	d := schooltest.Empty(t)
	line := funding.BudgetLine{Year: 2026, Source: "notional", Amount: money.Pounds(84_000), On: d.Today()}
	id, err := d.SaveBudgetLine(ctx, line)
	if err != nil {
		t.Fatal(err)
	}
	line.ID, line.Amount = id, money.Pounds(85_000)
	if _, err := d.SaveBudgetLine(ctx, line); err != nil {
		t.Fatal(err)
	}
	n, err := d.ExpectSame(ctx, 0)
	if err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if b := budgetOf(t, d, 0); b.Expected.String() != "35416.67" || len(b.Awaited) != 0 || b.Notional.String() != "85000.00" {
		t.Errorf("expected %s, awaited %+v, notional %s", b.Expected, b.Awaited, b.Notional)
	}
	if _, err := d.ExpectSame(ctx, 0); err == nil {
		t.Error("there was nothing more to expect")
	}
	if err := d.SetBudgetStarts(ctx, funding.StartsSeptember); err != nil {
		t.Fatal(err)
	}
	if err := d.SetBudgetStarts(ctx, 1); err == nil {
		t.Error("a financial year from January")
	}
	if err := d.RemoveBudgetLine(ctx, id); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Remove £85,000 of Notional SEN budget", "Count money from September to August", "Expect the same money as in the year beside it", "Change £85,000 of Notional SEN budget"} {
		if label, err := d.Undo(ctx); err != nil || label != want {
			t.Errorf("undid %q %v, want %q", label, err, want)
		}
	}
	if b := budgetOf(t, d, 0); b.Notional.String() != "49000.00" || b.Starts != funding.StartsApril {
		t.Errorf("after undo %s, %d", b.Notional, b.Starts)
	}
	if err := d.RemoveBudgetLine(ctx, "gone"); err == nil {
		t.Error("a line that is not there was removed")
	}
	line.ID = "gone"
	if _, err := d.SaveBudgetLine(ctx, line); err == nil {
		t.Error("a line that is not there was changed")
	}
}

func TestInterventionIsPaidFromAKnownSource(t *testing.T) {
	d := schooltest.Empty(t)
	i := provision.Intervention{Name: "Talk", PaidFrom: "lottery", StaffKind: "teaching_assistant", Minutes: 20}
	if _, err := d.SaveIntervention(ctx, i); err == nil || !strings.Contains(desk.Words(err), "not a source of money") {
		t.Error(err)
	}
}

// recalculated is the number that a cell's formula comes to.
func recalculated(t testing.TB, f *excelize.File, sheet, cell string) money.Amount {
	t.Helper()
	text, err := f.CalcCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatalf("%s %s: %v", sheet, cell, err)
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatalf("%s %s: %q", sheet, cell, text)
	}
	a, err := money.Parse(strconv.FormatFloat(number, 'f', 4, 64))
	if err != nil {
		t.Fatalf("%s %s: %q", sheet, cell, text)
	}
	return a
}

func workbookOf(t testing.TB, d *desk.Desk, n desk.Names) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := d.BudgetWorkbook(ctx, &out, 0, n); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestFormulasOfTheWorkbookComeToTheBudgetToThePenny(t *testing.T) {
	d := budgetSchool(t)
	b, f := budgetOf(t, d, 0), workbookOf(t, d, desk.NamesFull)
	want := func(sheet, cell string, amount money.Amount) {
		t.Helper()
		if kind, err := f.GetCellFormula(sheet, cell); err != nil || kind == "" {
			t.Errorf("%s %s holds no formula", sheet, cell)
		}
		if got := recalculated(t, f, sheet, cell); got.Cmp(amount) != 0 {
			t.Errorf("%s %s is %s, want %s", sheet, cell, got, amount)
		}
	}
	for cell, amount := range map[string]money.Amount{"B4": b.In, "B5": b.Committed, "B6": b.ToDate, "B7": b.ToCome, "B8": b.Forecast, "B9": b.Left, "B11": b.Unshared} {
		want("Totals", cell, amount)
	}
	in, row := 2, 2
	for n, s := range b.Sources {
		at := strconv.Itoa(n + 2)
		for column, amount := range map[string]money.Amount{"B": s.In, "C": s.Committed, "D": s.ToDate, "E": s.NotHeld, "F": s.ToCome, "G": s.Forecast, "H": s.Left} {
			want("By source", column+at, amount)
		}
		for _, l := range s.Received {
			want("In", "H"+strconv.Itoa(in), l.Part)
			in++
		}
		for _, l := range s.Spent {
			want("Provision", "F"+strconv.Itoa(row), l.Whole.Planned)
			want("Provision", "J"+strconv.Itoa(row), l.Whole.Forecast())
			row++
		}
	}
	for n, p := range b.Pupils {
		at := strconv.Itoa(n + 2)
		want("By pupil", "D"+at, p.Committed)
		want("By pupil", "H"+at, p.Above)
		want("By pupil", "J"+at, p.Uncovered())
	}
}

func TestWorkbookFollowsAChangedRate(t *testing.T) {
	d := budgetSchool(t)
	f := workbookOf(t, d, desk.NamesFull)
	before := recalculated(t, f, "Totals", "B5")
	if err := f.SetCellFloat("Lines", "H2", 1000, -1, 64); err != nil {
		t.Fatal(err)
	}
	if after := recalculated(t, f, "Totals", "B5"); after.Cmp(before) <= 0 {
		t.Errorf("%s before a higher price, %s after", before, after)
	}
}

func TestNoNameRunsAsAFormulaAndNoneIsThereWhenOff(t *testing.T) {
	d := budgetSchool(t)
	if _, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "=HYPERLINK(\"x\")", Forename: "Zed", Entered: day.Of(2020, 9, 2)}, Status: "K"}); err != nil {
		t.Logf("the register itself refuses such a name: %v", err)
	}
	f := workbookOf(t, d, desk.NamesFull)
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, text := range row {
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if formula, _ := f.GetCellFormula(sheet, cell); strings.Contains(formula, "cmd") || strings.Contains(formula, "1+1") {
					t.Errorf("%s %s runs %q: %s", sheet, cell, formula, text)
				}
			}
		}
	}
	for n, off := range map[desk.Names]bool{desk.NamesFull: false, desk.NamesInitials: true, desk.NamesOff: true} {
		f := workbookOf(t, d, n)
		var all strings.Builder
		for _, sheet := range f.GetSheetList() {
			rows, _ := f.GetRows(sheet)
			for _, row := range rows {
				all.WriteString(strings.Join(row, "\t") + "\n")
			}
		}
		for _, p := range budgetOf(t, d, 0).Pupils {
			if strings.Contains(all.String(), p.Name) == off {
				t.Fatalf("names %v: a pupil's name is there: %v", n, !off)
			}
		}
	}
}

// BenchmarkBudget2000 adds up the budget of 400 interventions in a school of 2,000.
func BenchmarkBudget2000(b *testing.B) {
	d := open(b)
	fillMap(b, d)
	if _, err := d.ProvisionMap(ctx); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := d.Budget(ctx, 0); err != nil {
			b.Fatal(err)
		}
	}
}

// budgetPage counts the sides of the paper of this year, and gives it as a web page.
func budgetPage(t testing.TB, d *desk.Desk, n desk.Names) (pages int, words string) {
	t.Helper()
	doc, err := d.BudgetPaper(ctx, 0, n)
	if err != nil {
		t.Fatal(err)
	}
	pictures, pages, err := desk.Pictures(doc, 1200, 4)
	if err != nil {
		t.Fatal(err)
	}
	if folder := os.Getenv("NEEDSBOOK_PICTURES"); folder != "" {
		for at, picture := range pictures {
			f, err := os.Create(filepath.Join(folder, fmt.Sprintf("budget-%s-%d.png", n, at+1)))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, picture); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
	}
	page, _, err := desk.Draw(doc, desk.FormatHTML)
	if err != nil {
		t.Fatal(err)
	}
	return pages, string(page)
}

func TestPageForGovernorsIsOneSideWithoutNamesAndSmallCounts(t *testing.T) {
	for name, d := range map[string]*desk.Desk{"full": budgetSchool(t), "demo": schooltest.Demo(t), "empty": schooltest.Empty(t)} {
		pages, words := budgetPage(t, d, desk.NamesOff)
		if pages != 1 {
			t.Errorf("%s: %d sides", name, pages)
		}
		b := budgetOf(t, d, 0)
		for _, p := range b.Pupils {
			if strings.Contains(words, p.Name) {
				t.Errorf("%s: a pupil's name is on the page", name)
			}
		}
		if name != "full" {
			continue
		}
		for _, want := range []string{b.In.Words(), b.Committed.Words(), b.ToDate.Words(), b.Forecast.Words(), "Help in place: ", "as of " + b.AsOf.Words(), "about ", "is only expected"} {
			if !strings.Contains(words, want) {
				t.Errorf("%q is missing", want)
			}
		}
		small := false
		for _, band := range d.BudgetBands(b) {
			small = small || band.Count > 0 && band.Count < 5
			if band.Count > 0 && band.Count < 5 && strings.Contains(words, fmt.Sprintf(": %d pupils", band.Count)) {
				t.Errorf("a count of %d is on the page", band.Count)
			}
		}
		if small && !strings.Contains(words, "fewer than 5") {
			t.Error("a small count is not said to be small")
		}
	}
}

func TestSchoolsOwnPaperNamesPupilsAsAsked(t *testing.T) {
	d := budgetSchool(t)
	b := budgetOf(t, d, 0)
	_, full := budgetPage(t, d, desk.NamesFull)
	_, initials := budgetPage(t, d, desk.NamesInitials)
	for _, p := range b.Pupils {
		if !strings.Contains(full, html.EscapeString(p.Name)) || strings.Contains(initials, html.EscapeString(p.Name)) {
			t.Fatalf("a pupil is named wrongly")
		}
	}
	if !strings.Contains(full, "Help in place for each pupil") {
		t.Error("the pupils are missing")
	}
}
