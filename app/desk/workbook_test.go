package desk_test

import (
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"needsbook/app/desk"
	"needsbook/app/register"
)

// workbook2000 is an Excel workbook of 2,000 pupils, as a school's system exports it.
func workbook2000(tb testing.TB) []byte {
	tb.Helper()
	f := excelize.NewFile()
	rows, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		tb.Fatal(err)
	}
	row := func(i int, cells ...any) {
		if err := rows.SetRow(fmt.Sprintf("A%d", i), cells); err != nil {
			tb.Fatal(err)
		}
	}
	row(1, "UPN", "Legal Surname", "Legal Forename", "DOB", "NC Year", "Reg Group", "SEN Status", "Primary need", "Pupil Premium")
	for i := range 2000 {
		row(i+2, register.MakeUPN(886, 9999, 20+i/1000, i%1000), fmt.Sprintf("Nguyễn%d", i), "Ana", "03/09/2016", 5, "5B", "K", "SLCN", "No")
	}
	if err := rows.Flush(); err != nil {
		tb.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// BenchmarkImportWorkbook2000 reads, sets beside the register and keeps 2,000 rows.
func BenchmarkImportWorkbook2000(b *testing.B) {
	content := workbook2000(b)
	for b.Loop() {
		d := open(b)
		i, err := d.ReadImport(ctx, "school.xlsx", content, desk.ImportOptions{})
		if err != nil {
			b.Fatal(err)
		}
		if len(i.Plan.Added) != 2000 {
			b.Fatalf("%d would be added", len(i.Plan.Added))
		}
		if err := d.ApplyImport(ctx, i); err != nil {
			b.Fatal(err)
		}
		d.Close()
	}
}

// BenchmarkLastAfterImport2000 names the change that undo would take back, as the
// frame of the window does after every change.
func BenchmarkLastAfterImport2000(b *testing.B) {
	d := open(b)
	i, err := d.ReadImport(ctx, "school.xlsx", workbook2000(b), desk.ImportOptions{})
	if err != nil {
		b.Fatal(err)
	}
	if err := d.ApplyImport(ctx, i); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		last, err := d.Last(ctx)
		if err != nil || last.Undo != "Import school.xlsx: 2000 added, 0 changed" {
			b.Fatal(last.Undo, err)
		}
	}
}
