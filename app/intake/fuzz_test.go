package intake

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"
)

// checkRead reads what may be anything and holds Read to its word: a refusal or
// pupils, each with someone they are about, and an import that has nothing to do the
// second time.
func checkRead(t *testing.T, content []byte) {
	s, err := Read("anything", content, options())
	if err != nil {
		if err.Error() == "" || len(s.Incoming) > 0 {
			t.Fatalf("refused with %q and %d pupils", err, len(s.Incoming))
		}
		return
	}
	for _, in := range s.Incoming {
		p := in.Pupil
		if p.UPN+p.MISID+p.Surname+p.Forename == "" || in.Row < 1 || p.Born.After(today) {
			t.Fatalf("took a pupil who is nobody: %+v", in)
		}
		for _, text := range []string{p.UPN, p.MISID, p.Surname, p.Forename, p.Preferred, p.Class, p.Sex} {
			if !utf8.ValidString(text) || utf8.RuneCountInString(text) > maxValue {
				t.Fatalf("took a text that cannot be shown: %q", text)
			}
		}
	}
	first := Match(nil, s)
	again := Match(carryOut(nil, first), s)
	if len(again.Added)+len(again.Changed) > 0 {
		t.Fatalf("the second import adds %+v and changes %+v", again.Added, again.Changed)
	}
}

func addSamples(f *testing.F, pattern string) {
	names, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil || len(names) == 0 {
		f.Fatal("no samples")
	}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
}

func FuzzReadCSV(f *testing.F) {
	addSamples(f, "*.csv")
	addSamples(f, "*.txt")
	f.Add([]byte(plainPupils))
	f.Add([]byte("sep=;\nUPN;Name\n\"\"\";\"\n"))
	f.Fuzz(checkRead)
}

func FuzzReadXLSX(f *testing.F) {
	f.Add(workbookOf(f, bookRows, nil))
	f.Add(rawBook(f, `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B9"/></mergeCells></worksheet>`, nil))
	f.Fuzz(checkRead)
}

// FuzzReadWorksheet reaches behind the zip: the worksheet itself is anything.
func FuzzReadWorksheet(f *testing.F) {
	f.Add(`<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>UPN</t></is></c><c t="inlineStr"><is><t>Surname</t></is></c></row><row r="9"><c r="A9" t="b"><v>1</v><f>1</f></c><c r="B9"><v>42616</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A9"/></mergeCells></worksheet>`)
	f.Fuzz(func(t *testing.T, sheet string) { checkRead(t, rawBook(t, sheet, nil)) })
}

func FuzzReadCTF(f *testing.F) {
	addSamples(f, "*.xml")
	f.Add([]byte(`<!DOCTYPE a [<!ENTITY b "c">]><CTfile><Pupil>&b;</Pupil></CTfile>`))
	f.Fuzz(checkRead)
}
