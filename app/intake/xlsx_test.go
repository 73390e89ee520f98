package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// workbookOf writes a workbook with excelize. Rows begin at A1 of Sheet1.
func workbookOf(t testing.TB, rows [][]any, change func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if change != nil {
		change(f)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readBook(t *testing.T, content []byte, opts Options) Sheet {
	t.Helper()
	s, err := Read("pupils.xlsx", content, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var bookRows = [][]any{
	{"Meadowfield Primary: SEN register"},
	{},
	{"UPN", "Surname", "Forename", "DOB", "Year", "Reg Group", "SEN Status", "SEN Need"},
	{"Y886999926001", "Kowalska", "Ana", 42616, 5, "5B", "K - SEN Support", "SLCN"},
	{"M886999926002", "O’Brien", "Zoë", "4 Oct 2017", "Y4", "4A", "E", "ASD"},
}

const bookRead = "Y886999926001|Kowalska|Ana|2016-09-03|5|5B|K||SLCN\nM886999926002|O’Brien|Zoë|2017-10-04|4|4A|E||ASD\n"

func TestReadTakesAWorkbookApart(t *testing.T) {
	s := readBook(t, workbookOf(t, bookRows, nil), options())
	if got := pupilsOf(s); got != bookRead || s.Format != "xlsx" || s.HeaderRow != 3 || s.Name != "Sheet1" {
		t.Errorf("%s, header row %d, sheet %s:\n%s%s", s.Format, s.HeaderRow, s.Name, got, reasons(s.Rejected))
	}
	if len(s.Warnings) > 0 {
		t.Errorf("warned %s", reasons(s.Warnings))
	}
}

func TestReadTakesDatesOfAWorkbookThatCountsFrom1904(t *testing.T) {
	yes := true
	s := readBook(t, workbookOf(t, [][]any{{"UPN", "Surname", "Forename", "DOB"}, {"Y886999926001", "Kowalska", "Ana", 42616 - days1904}}, func(f *excelize.File) {
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
	}), options())
	if got := s.Incoming[0].Pupil.Born.String(); got != "2016-09-03" {
		t.Errorf("born %s", got)
	}
}

func TestFormulasAreNeverWorkedOut(t *testing.T) {
	s := readBook(t, workbookOf(t, bookRows, func(f *excelize.File) {
		if err := f.SetCellFormula("Sheet1", "B4", `=CONCAT("Wrong","Name")`); err != nil {
			t.Fatal(err)
		}
	}), options())
	if strings.Contains(pupilsOf(s), "Wrong") || !strings.Contains(reasons(s.Warnings), "formulas: 1") || !strings.Contains(reasons(s.Warnings), "B4") {
		t.Errorf("read %s, warned %s", pupilsOf(s), reasons(s.Warnings))
	}
}

func TestHiddenSheetsAreNotChosenSilently(t *testing.T) {
	content := workbookOf(t, bookRows[2:4], func(f *excelize.File) {
		for i, name := range []string{"Notes", "Old register"} {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
			for r, row := range [][]any{{"UPN", "Surname", "Forename", "DOB", "Year", "Class", "SEN Status", "SEN Need", "PP"}, {"M886999926002", "Old", "Pupil", 42616}} {
				if i == 0 {
					row = []any{"Nothing here"}
				}
				if err := f.SetSheetRow(name, fmt.Sprintf("A%d", r+1), &row); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := f.SetSheetVisible("Old register", false); err != nil {
			t.Fatal(err)
		}
	})
	s := readBook(t, content, options())
	warned := reasons(s.Warnings)
	if s.Name != "Sheet1" || !strings.Contains(warned, "2 sheets") || !strings.Contains(warned, "Old register") {
		t.Errorf("sheet %s, warned %s", s.Name, warned)
	}
	opts := options()
	opts.Sheet = 3
	s = readBook(t, content, opts)
	if s.Name != "Old register" || !strings.Contains(reasons(s.Warnings), "is hidden") {
		t.Errorf("sheet %s, warned %s", s.Name, reasons(s.Warnings))
	}
	opts.Sheet = 4
	if _, err := Read("x", content, opts); !errors.As(err, new(*FileError)) {
		t.Errorf("a fourth sheet: %v", err)
	}
}

func TestMergedCellsGiveEachRowTheirValue(t *testing.T) {
	s := readBook(t, workbookOf(t, [][]any{
		{"SEN register"},
		{"UPN", "Surname", "Forename", "SEN Status", "Need type"},
		{"Y886999926001", "Kowalska", "Ana", "K", "SLCN"},
		{nil, nil, nil, nil, "ASD"},
		{"M886999926002", "Nowak", "Jan", "E", "HI"},
	}, func(f *excelize.File) {
		for _, c := range [][2]string{{"A1", "E1"}, {"A3", "A4"}, {"B3", "B4"}, {"C3", "C4"}, {"D3", "D4"}} {
			if err := f.MergeCell("Sheet1", c[0], c[1]); err != nil {
				t.Fatal(err)
			}
		}
	}), options())
	want := "Y886999926001|Kowalska|Ana||||K||SLCN+ASD\nM886999926002|Nowak|Jan||||E||HI\n"
	if got := pupilsOf(s); got != want || !strings.Contains(reasons(s.Warnings), "Merged cells: 4") {
		t.Errorf("read %s%s%s", got, reasons(s.Warnings), reasons(s.Rejected))
	}
}

func TestHiddenRowsAreReadAndNamed(t *testing.T) {
	s := readBook(t, workbookOf(t, bookRows, func(f *excelize.File) {
		if err := f.SetRowVisible("Sheet1", 5, false); err != nil {
			t.Fatal(err)
		}
	}), options())
	if pupilsOf(s) != bookRead || !strings.Contains(reasons(s.Warnings), "Hidden rows: 1") {
		t.Errorf("read %s, warned %s", pupilsOf(s), reasons(s.Warnings))
	}
}

// rawBook zips parts of a workbook as given.
func rawBook(t testing.TB, sheet string, more map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="9" r:id="x1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="x1" Target="/xl/worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet,
	}
	for name, text := range more {
		parts[name] = text
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const inlineRow = `<row r="%d"><c t="inlineStr"><is><t>%s</t></is></c><c t="inlineStr"><is><r><t>%s</t></r><rPh><t>x</t></rPh></is></c></row>`

func TestReadTakesInlineTextsAndCellsWithoutPlaces(t *testing.T) {
	s := readBook(t, rawBook(t, `<worksheet><sheetData>`+fmt.Sprintf(inlineRow, 2, "UPN", "Surname")+fmt.Sprintf(inlineRow, 7, "Y886999926001", "Kowalska")+`</sheetData></worksheet>`, nil), options())
	if s.HeaderRow != 2 || len(s.Incoming) != 1 || s.Incoming[0].Row != 7 || s.Incoming[0].Pupil.Surname != "Kowalska" {
		t.Errorf("header row %d, read %s", s.HeaderRow, pupilsOf(s))
	}
}

func TestReadRefusesHostileWorkbooks(t *testing.T) {
	good := `<worksheet><sheetData>` + fmt.Sprintf(inlineRow, 1, "UPN", "Surname") + fmt.Sprintf(inlineRow, 2, "Y886999926001", "Kowalska") + `</sheetData></worksheet>`
	whole := workbookOf(t, bookRows, nil)
	for _, c := range []struct {
		name    string
		content []byte
		reason  string
	}{
		{"bomb", rawBook(t, good, map[string]string{"xl/media/a.bin": strings.Repeat("\x00", maxUnpacked)}), "unpacks to more than"},
		{"DTD", rawBook(t, `<!DOCTYPE a [<!ENTITY b "c">]>`+good, nil), "DTD"},
		{"entity", rawBook(t, strings.Replace(good, "Kowalska", "&b;", 1), nil), "damaged"},
		{"far column", rawBook(t, `<worksheet><sheetData><row><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>`, nil), "beyond column"},
		{"text that is not there", rawBook(t, `<worksheet><sheetData><row><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>`, nil), "damaged"},
		{"rows out of order", rawBook(t, `<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>`, nil), "out of order"},
		{"cut short", whole[:len(whole)/2], "damaged"},
		{"another zip", rawBook(t, good, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "LibreOffice"},
		{"no sheets", rawBook(t, good, map[string]string{"xl/workbook.xml": "<workbook/>"}), "no sheets"},
		{"missing sheet", rawBook(t, good, map[string]string{"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="x1" Target="worksheets/none.xml"/></Relationships>`}), "damaged"},
		{"all hidden", rawBook(t, good, map[string]string{"xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="A" state="veryHidden" r:id="x1"/></sheets></workbook>`}), "hidden"},
		{"deep", rawBook(t, strings.Repeat("<a>", 50)+strings.Repeat("</a>", 50), nil), "damaged"},
	} {
		_, err := Read(c.name, c.content, options())
		if !errors.As(err, new(*FileError)) || !strings.Contains(err.Error(), c.reason) {
			t.Errorf("%s: error %v, want one that says %q", c.name, err, c.reason)
		}
	}
}

func TestALyingSizeInAWorkbookIsNotBelieved(t *testing.T) {
	content := rawBook(t, `<worksheet><sheetData>`+strings.Repeat(" ", 1<<20)+`</sheetData></worksheet>`, nil)
	const entry, sizeAt = "PK\x01\x02", 24 // an entry of the directory at the end, and its unpacked size
	for at := bytes.Index(content, []byte(entry)); at >= 0; {
		copy(content[at+sizeAt:], []byte{16, 0, 0, 0})
		next := bytes.Index(content[at+1:], []byte(entry))
		if next < 0 {
			break
		}
		at += 1 + next
	}
	if _, err := Read("x.xlsx", content, options()); !errors.As(err, new(*FileError)) {
		t.Errorf("error %v, want a FileError", err)
	}
}
