package intake

import (
	"fmt"
	"strings"
	"testing"

	"needsbook/app/register"
)

// schoolOf writes a list of n pupils as a school's system exports it.
func schoolOf(n int) string {
	var b strings.Builder
	b.WriteString("UPN,Legal Surname,Legal Forename,Date of birth,NC Year,Reg Group,SEN Status,SEN start date,Primary need,Secondary need,Pupil Premium,FSM,EAL\n")
	needs := []string{"SLCN - Speech, language and communication needs", "ASD", "Dyslexia", "SEMH", "MLD", "HI"}
	for i := range n {
		status, need, from := "N", "", ""
		if i%5 == 0 {
			status, need, from = "K - SEN Support", needs[i/5%len(needs)], "05/09/2024"
		}
		year := 5 + i/1000
		fmt.Fprintf(&b, "%s,Nguyễn%d,Łukasz%d,%02d/%02d/2016,Year 5,%dB,%s,%s,\"%s\",,%s,N,T\n",
			register.MakeUPN(886, 9999, year, i%1000), i, i, i%28+1, 9+i%4, i%6, status, from, need, []string{"Y", "N"}[i%2])
	}
	return b.String()
}

// BenchmarkImport reads a list of 2,000 pupils and sets it beside a register that
// holds them all. The aim for a whole import is under a second.
func BenchmarkImport(b *testing.B) {
	content := []byte(schoolOf(2000))
	s, err := Read("school.csv", content, options())
	if err != nil || len(s.Incoming) != 2000 {
		b.Fatal(err, len(s.Incoming), reasons(s.Rejected[:min(3, len(s.Rejected))]))
	}
	known := carryOut(nil, Match(nil, s))
	b.ReportAllocs()
	for b.Loop() {
		s, err := Read("school.csv", content, options())
		if err != nil {
			b.Fatal(err)
		}
		if p := Match(known, s); len(p.Unchanged) != 2000 {
			b.Fatalf("%d unchanged", len(p.Unchanged))
		}
	}
}

// BenchmarkImportWorkbook reads the same list from a workbook.
func BenchmarkImportWorkbook(b *testing.B) {
	t, err := splitCSV(schoolOf(2000), ',')
	if err != nil {
		b.Fatal(err)
	}
	var rows [][]any
	for _, r := range t.rows {
		row := make([]any, len(r.cells))
		for i, c := range r.cells {
			row[i] = c
		}
		rows = append(rows, row)
	}
	content := workbookOf(b, rows, nil)
	for b.Loop() {
		s, err := Read("school.xlsx", content, options())
		if err != nil || len(s.Incoming) != 2000 {
			b.Fatal(err, len(s.Incoming))
		}
	}
}
