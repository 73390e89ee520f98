package intake

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"needsbook/app/register"
)

const brokenRows = `UPN,Surname,Forename,DOB,NC Year,Reg Group,SEN Status,SEN Need
Y886999926001,Kowalska,Ana,31/02/2016,5,5B,K,SLCN
M886999926002,O'Brien,Zoe,04/10/2017,4,4A,Q9,Nonsense
A886999926003,Ali,Omar,05/11/2018,3,3A,N,,too many,columns
`

func TestARepairedRowComesIn(t *testing.T) {
	opts := options()
	s := readText(t, brokenRows)
	if len(s.Incoming) != 0 || len(s.Rejected) < 3 {
		t.Fatalf("read %s\nrejected %s", pupilsOf(s), reasons(s.Rejected))
	}
	opts.Repairs = Repairs{
		2: {FieldBorn: "28/02/2016"},
		3: {FieldStatus: "E", FieldNeed: "ASD"},
		4: {FieldClass: "3B"},
	}
	s, err := Read("pupils.csv", []byte(brokenRows), opts)
	if err != nil {
		t.Fatal(err)
	}
	const want = "Y886999926001|Kowalska|Ana|2016-02-28|5|5B|K||SLCN\nM886999926002|O'Brien|Zoe|2017-10-04|4|4A|E||ASD\nA886999926003|Ali|Omar|2018-11-05|3|3B|N||\n"
	if got := pupilsOf(s); got != want || len(s.Rejected) > 0 {
		t.Errorf("read\n%swant\n%srejected %s", got, want, reasons(s.Rejected))
	}
	if row, ok := s.Row(3); !ok || row[FieldStatus] != "E" || row[FieldNeed] != "ASD" || row[FieldForename] != "Zoe" {
		t.Errorf("row 3 reads %v", row)
	}
	if _, ok := s.Row(99); ok {
		t.Error("a row that is not there can be read")
	}
}

func TestARowShowsWhatTheFileSaysBeforeItIsCleaned(t *testing.T) {
	row, ok := readText(t, brokenRows).Row(2)
	if !ok || row[FieldBorn] != "31/02/2016" {
		t.Errorf("row 2 reads %v", row)
	}
}

func TestRepairingARowWithWhatItSaysChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := randomFile(t)
		plain, err := Read("pupils.csv", []byte(text), options())
		if err != nil || hasTooWideRow(plain) {
			return // a repaired row is let in however wide it is
		}
		opts := options()
		opts.Repairs = Repairs{}
		for row, rec := range plain.written {
			opts.Repairs[row] = rec.fields()
		}
		again, err := Read("pupils.csv", []byte(text), opts)
		if err != nil || pupilsOf(again) != pupilsOf(plain) || reasons(again.Rejected) != reasons(plain.Rejected) {
			t.Fatalf("%v\n%s\n%s\n%s", err, text, pupilsOf(plain), pupilsOf(again))
		}
	})
}

func hasTooWideRow(s Sheet) bool {
	return slices.ContainsFunc(s.Rejected, func(e RowError) bool { return strings.Contains(e.Reason, "more columns") })
}

func TestAKnownMapIsTakenForAFileWithTheSameHeadings(t *testing.T) {
	const text = "Number,Family,Called,Day,Extra\nY886999926001,Kowalska,Ana,03/09/2016,x\n"
	other := map[string]string{FieldUPN: "Code", FieldSurname: "Family"}
	fits := map[string]string{FieldUPN: "Number", FieldSurname: "Family", FieldForename: "Called", FieldBorn: "Day"}
	opts := options()
	opts.Known = []map[string]string{other, fits}
	s, err := Read("pupils.csv", []byte(text), opts)
	if err != nil {
		t.Fatal(err)
	}
	if got := pupilsOf(s); got != "Y886999926001|Kowalska|Ana|2016-09-03||||\n" && got != "Y886999926001|Kowalska|Ana|2016-09-03|||||\n" {
		t.Errorf("read %q", got)
	}
	if !maps.Equal(s.Chosen, fits) {
		t.Errorf("read with %v", s.Chosen)
	}
	opts.Known = []map[string]string{other}
	if s = readText(t, plainPupils); len(s.Incoming) != 1 {
		t.Error("a map of another file stood in the way")
	}
}

func TestSheetsOfAWorkbookAreNamed(t *testing.T) {
	s := readBook(t, workbookOf(t, bookRows, func(f *excelize.File) {
		if _, err := f.NewSheet("Leavers"); err != nil {
			t.Fatal(err)
		}
		if _, err := f.NewSheet("Lists"); err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetVisible("Lists", false); err != nil {
			t.Fatal(err)
		}
	}), options())
	want := []SheetName{{"Sheet1", false}, {"Leavers", false}, {"Lists", true}}
	if len(s.Sheets) != 3 || s.Sheets[0] != want[0] || s.Sheets[1] != want[1] || s.Sheets[2] != want[2] {
		t.Errorf("the sheets are %+v", s.Sheets)
	}
}

func TestOwnFieldsComeInByTheirNames(t *testing.T) {
	opts := options()
	opts.Own = []register.Field{
		{ID: "f1", Name: "Reading age", Type: register.FieldNumber},
		{ID: "f2", Name: "Seen on", Type: register.FieldDate},
		{ID: "f3", Name: "Club", Type: register.FieldChoice, Choices: []string{"Chess", "Lego"}},
	}
	const text = "UPN,Surname,Forename,Reading Age,Seen on,CLUB\nY886999926001,Kowalska,Ana,9.50,3/9/2026,lego\nM886999926002,O'Brien,Zoe,old,,Chess\n"
	s, err := Read("pupils.csv", []byte(text), opts)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Incoming) != 1 || len(s.Rejected) != 1 || s.Rejected[0].Field != OwnField("f1") {
		t.Fatalf("read %d, rejected %s", len(s.Incoming), reasons(s.Rejected))
	}
	want := register.Values{"f1": "9.5", "f2": "2026-09-03", "f3": "Lego"}
	known := Known{Pupil: register.Pupil{ID: "a", UPN: "Y886999926001", Surname: "Kowalska", Forename: "Ana", Fields: register.Values{"f1": "9", "f9": "kept"}}, Status: "N"}
	plan := Match([]Known{known}, s)
	if len(plan.Changed) != 1 {
		t.Fatalf("plan %s", summaryOf(plan))
	}
	want["f9"] = "kept"
	if got := plan.Changed[0].After.Pupil.Fields; !maps.Equal(got, want) {
		t.Errorf("the fields would be %v", got)
	}
	if known.Pupil.Fields["f1"] != "9" {
		t.Error("looking at a file changed the register")
	}
	after := plan.Changed[0].After
	if again := Match([]Known{after}, s); len(again.Changed)+len(again.Added) > 0 {
		t.Errorf("again %s", summaryOf(again))
	}
}
