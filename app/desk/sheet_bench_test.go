package desk_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/register"
)

// fillRegister gives a desk n pupils of many names, classes and needs.
func fillRegister(t testing.TB, d *desk.Desk, n int) {
	t.Helper()
	surnames := []string{"Nguyễn", "O’Brien", "Okafor", "Price", "Çelik", "Wójcik", "Adams", "Kowalska", "Singh", "Ngũgĩ"}
	needs := []string{"SLCN", "SEMH", "ASD", "SPLD", "MLD", ""}
	var rows strings.Builder
	rows.WriteString("UPN,Surname,Forename,DOB,Class,SEN status,Primary need\n")
	for i := range n {
		status := "N"
		if needs[i%6] != "" {
			status = []string{"K", "E"}[i%7/6]
		}
		fmt.Fprintf(&rows, "%s,%s%d,Ana,%02d/09/%d,%d%c,%s,%s\n", register.MakeUPN(886, 9999, 20+i/1000, i%1000), surnames[i%10], i/10, 1+i%28, 2015+i%6, 1+i%6, 'A'+i%4, status, needs[i%6])
	}
	in, err := d.ReadImport(ctx, "x.csv", []byte(rows.String()), desk.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.ApplyImport(ctx, in); err != nil {
		t.Fatal(err)
	}
}

func ids(t testing.TB, d *desk.Desk, query string) []string {
	t.Helper()
	found, err := d.Find(query)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]string, len(found))
	for i, e := range found {
		out[i] = e.ID
	}
	return out
}

// wideView is a view with every column, several sorts and marks.
func wideView(d *desk.Desk) register.View {
	v := d.StandardView()
	v.Query, v.Columns = "", nil
	for _, c := range d.Columns() {
		v.Columns = append(v.Columns, register.ViewColumn{ID: c.ID})
	}
	v.Sorts = []register.ViewSort{{ID: "class"}, {ID: "level", Descending: true}, {ID: "surname"}}
	v.Marks = []register.ViewMark{{Query: "review:overdue", Words: "Late", Look: "overdue"}}
	return v
}

func BenchmarkSheetFilter5000(b *testing.B) {
	d := open(b)
	fillRegister(b, d, 5000)
	v := d.StandardView()
	v.Query = "status:K year:3-5 ngu"
	for b.Loop() {
		s, err := d.Sheet(v, desk.NamesFull)
		if err != nil || len(s.Entries) == 0 || len(s.Totals()) == 0 {
			b.Fatal(err)
		}
	}
}

func BenchmarkSheetWideSorted5000(b *testing.B) {
	d := open(b)
	fillRegister(b, d, 5000)
	v := wideView(d)
	for b.Loop() {
		s, err := d.Sheet(v, desk.NamesFull)
		if err != nil || len(s.Entries) != 5000 || len(s.Totals()) == 0 {
			b.Fatal(err)
		}
		for row := range 40 {
			for col := range s.Columns {
				s.Cell(row, col)
			}
			s.Mark(row)
		}
	}
}

func BenchmarkHeadingValues5000(b *testing.B) {
	d := open(b)
	fillRegister(b, d, 5000)
	v := d.StandardView()
	for b.Loop() {
		if len(d.Values(v, "class")) == 0 {
			b.Fatal("no classes")
		}
	}
}

func BenchmarkBulkEdit500Of5000(b *testing.B) {
	d := open(b)
	fillRegister(b, d, 5000)
	some := ids(b, d, "")[:500]
	i := 0
	for b.Loop() {
		i++
		changes := []desk.Assignment{{Field: "class", Value: fmt.Sprintf("C%d", i)}, {Field: "status", Value: []string{"K", "N"}[i%2]}}
		if changed, err := d.SetMany(ctx, some, changes, false); err != nil || len(changed) != 500 {
			b.Fatal(len(changed), err)
		}
	}
}

func BenchmarkBulkPreview5000(b *testing.B) {
	d := open(b)
	fillRegister(b, d, 5000)
	everyone := ids(b, d, "")
	for b.Loop() {
		if changed, err := d.SetMany(ctx, everyone, []desk.Assignment{{Field: "class", Value: "X"}}, true); err != nil || len(changed) != 5000 {
			b.Fatal(len(changed), err)
		}
	}
}

func BenchmarkBulkEdit5000(b *testing.B) {
	d := open(b)
	fillRegister(b, d, 5000)
	everyone := ids(b, d, "")
	i := 0
	for b.Loop() {
		i++
		if changed, err := d.SetMany(ctx, everyone, []desk.Assignment{{Field: "class", Value: fmt.Sprintf("C%d", i)}}, false); err != nil || len(changed) != 5000 {
			b.Fatal(len(changed), err)
		}
	}
}

func BenchmarkWorkbook5000(b *testing.B) {
	d := open(b)
	fillRegister(b, d, 5000)
	for b.Loop() {
		if _, err := d.WriteSheet(io.Discard, wideView(d), desk.NamesFull, "xlsx"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUndoBulkEdit500Of5000(b *testing.B) {
	d := open(b)
	fillRegister(b, d, 5000)
	some := ids(b, d, "")[:500]
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		if _, err := d.SetMany(ctx, some, []desk.Assignment{{Field: "class", Value: fmt.Sprintf("C%d", i)}}, false); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if _, err := d.Undo(ctx); err != nil {
			b.Fatal(err)
		}
	}
}
