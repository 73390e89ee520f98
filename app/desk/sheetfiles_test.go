package desk_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"needsbook/app/desk"
	"needsbook/app/register"
)

func TestExportThenImportChangesNothing(t *testing.T) {
	d := demo(t)
	for name, value := range map[string]string{"Spelling age": "9.5", "Seen on": "2026-11-02", "Breakfast club": "yes", "Table": "Red, left", "Key worker": "=Jo -Smith"} {
		kind := map[string]register.FieldType{"Spelling age": register.FieldNumber, "Seen on": register.FieldDate, "Breakfast club": register.FieldYesNo, "Table": register.FieldChoice, "Key worker": register.FieldText}[name]
		id := mustField(t, d, name, kind, "Red, left", "Green")
		if _, err := d.SetMany(ctx, ids(t, d, "status:E"), []desk.Assignment{{Field: id, Value: value}}, false); err != nil {
			t.Fatal(err)
		}
	}
	for _, view := range []register.View{d.FileView(""), d.FileView("status:sen"), wideView(d)} {
		for _, format := range []string{"csv", "xlsx"} {
			var b bytes.Buffer
			n, err := d.WriteSheet(&b, view, desk.NamesFull, format)
			if err != nil || n == 0 {
				t.Fatal(n, err)
			}
			in, err := d.ReadImport(ctx, "register."+format, b.Bytes(), desk.ImportOptions{})
			if err != nil {
				t.Fatal(err)
			}
			r := in.Report()
			if r.Added != 0 || r.Changed != 0 || r.Unchanged != n || len(r.Rejected) != 0 {
				t.Errorf("%s with %d columns: %d added, %d changed, %d of %d unchanged, rejected %v", format, len(view.Columns), r.Added, r.Changed, r.Unchanged, n, r.Rejected)
				for _, c := range in.Plan.Changed[:min(2, len(in.Plan.Changed))] {
					t.Log(c.Fields)
				}
			}
		}
	}
}

func TestEveryFormatHoldsTheSameAndHidesNames(t *testing.T) {
	d := demo(t)
	mustField(t, d, "Key worker", register.FieldText)
	mustField(t, d, "Spelling age", register.FieldNumber)
	for _, e := range ids(t, d, "status:E") {
		for field, value := range map[string]string{"key-worker": "=Jo Smith", "spelling-age": "9.5"} {
			if err := d.SetFieldValue(ctx, e, field, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	v := wideView(d)
	v.Query = "status:E"
	for _, names := range []desk.Names{desk.NamesFull, desk.NamesInitials, desk.NamesOff} {
		rows := map[string][][]string{}
		for _, f := range desk.SheetFormats {
			var b bytes.Buffer
			if n, err := d.WriteSheet(&b, v, names, f.Format); err != nil || n != 9 {
				t.Fatal(n, err)
			}
			rows[f.Format] = readRows(t, f.Format, b.Bytes())
		}
		if len(rows["csv"]) != 10 || !slices.EqualFunc(rows["csv"], rows["xlsx"], slices.Equal) || len(rows["json"]) != 9 {
			t.Errorf("%s: CSV and workbook differ:\n%v\n%v", names, rows["csv"][:2], rows["xlsx"][:2])
		}
		text := fmt.Sprint(rows)
		for _, id := range ids(t, d, v.Query) {
			e := entry(t, d, id)
			for _, secret := range []string{e.Surname, e.UPN, "Jo Smith"} {
				if strings.Contains(text, secret) != (names == desk.NamesFull) {
					t.Errorf("names %s: %s", names, secret)
				}
			}
		}
	}
	var b bytes.Buffer
	_, err := d.WriteSheet(&b, v, desk.NamesFull, "pdf")
	refusedWith(t, err, "csv, xlsx or json")
}

// readRows reads a file of the register back; cells that are made safe for a
// spreadsheet are taken as they were.
func readRows(t testing.TB, format string, content []byte) [][]string {
	t.Helper()
	var rows [][]string
	var err error
	switch format {
	case "csv":
		rows, err = csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\uFEFF")))).ReadAll()
		for _, row := range rows {
			for i := range row {
				row[i] = strings.TrimPrefix(row[i], "'")
			}
		}
	case "xlsx":
		var f *excelize.File
		if f, err = excelize.OpenReader(bytes.NewReader(content)); err == nil {
			defer f.Close()
			rows, err = f.GetRows("Register")
			for i, row := range rows {
				rows[i] = append(row, make([]string, len(rows[0])-len(row))...)
				for col := range row {
					cell, _ := excelize.CoordinatesToCellName(col+1, i+1)
					if formula, _ := f.GetCellFormula("Register", cell); formula != "" {
						t.Errorf("%s holds a formula", cell)
					}
				}
			}
		}
	case "json":
		var list []map[string]string
		err = json.Unmarshal(content, &list)
		for _, one := range list {
			rows = append(rows, slices.Sorted(maps.Values(one)))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestWorkbookLeavesNothingBehindOnTheDisk(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	d := demo(t)
	var b bytes.Buffer
	if _, err := d.WriteSheet(&b, wideView(d), desk.NamesFull, "xlsx"); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
}
