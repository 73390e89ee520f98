package intake

import (
	"errors"
	"strings"
	"testing"
)

func TestReadTakesATransferFileApart(t *testing.T) {
	s := readSample(t, "8869999_CTF_8869998_001.xml")
	want := `Y886999926001|Kowalska|Ana|2016-09-03|5||K|2024-09-05|SLCN+ASD
M886999926002|Nguyễn|Thị Mai|2017-10-04|4||E|2025-01-10|PD
B887999925117|O’Brien|Zoë|2018-11-05|||N|2026-09-01|
`
	if got := pupilsOf(s); got != want {
		t.Errorf("read\n%swant\n%s%s", got, want, reasons(s.Rejected))
	}
	if s.Format != "ctf" || s.HeaderRow != 0 || s.Columns["status"] != "SENprovision" || !s.Incoming[0].WholeNeeds || s.Incoming[2].WholeNeeds {
		t.Errorf("%s, header row %d, columns %v", s.Format, s.HeaderRow, s.Columns)
	}
	rejected := reasons(s.Rejected)
	if len(s.Rejected) != 2 || !strings.Contains(rejected, "Row 4, needs") || !strings.Contains(rejected, "two primary needs") || !strings.Contains(rejected, "Row 5, dob") {
		t.Errorf("rejected %s", rejected)
	}
	warned := reasons(s.Warnings)
	if !strings.Contains(warned, "“25.0”") || !strings.Contains(warned, "old SEN status") {
		t.Errorf("warned %s", warned)
	}
}

func TestReadRefusesHostileXML(t *testing.T) {
	pupil := `<CTFpupilData><Pupil><UPN>Y886999926001</UPN><Surname>A</Surname><Forename>B</Forename></Pupil></CTFpupilData>`
	bomb := `<!DOCTYPE CTfile [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><CTfile>` + strings.ReplaceAll(pupil, ">A<", ">&b;<") + `</CTfile>`
	for _, c := range []struct{ name, text, reason string }{
		{"entity bomb", bomb, "DTD"},
		{"outside entity", `<?xml version="1.0"?><!DOCTYPE CTfile SYSTEM "file:///etc/passwd"><CTfile>` + pupil + `</CTfile>`, "DTD"},
		{"DTD inside", `<CTfile><!ELEMENT a ANY>` + pupil + `</CTfile>`, "DTD"},
		{"DTD inside a pupil", `<CTfile>` + strings.Replace(pupil, "<Surname>", "<!ENTITY a 'b'><Surname>", 1) + `</CTfile>`, "DTD"},
		{"entity", `<CTfile>` + strings.ReplaceAll(pupil, ">A<", ">&nbsp;<") + `</CTfile>`, "entity"},
		{"deep", `<CTfile>` + strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100) + `</CTfile>`, "nested"},
		{"cut short", `<CTfile>` + pupil[:60], "damaged"},
		{"crossed", `<CTfile><a><b></a></b></CTfile>`, "damaged"},
		{"another file", `<Return><Header/></Return>`, "not a Common Transfer File"},
		{"no pupils", `<CTfile><Header/></CTfile>`, "no pupils"},
		{"only a comment", `<!-- nothing -->`, "damaged"},
	} {
		_, err := Read("x.xml", []byte(c.text), options())
		if !errors.As(err, new(*FileError)) || !strings.Contains(err.Error(), c.reason) {
			t.Errorf("%s: error %v, want one that says %q", c.name, err, c.reason)
		}
	}
}

func TestATransferFileIsReadInAnyNamespaceEncodingAndPlace(t *testing.T) {
	for _, text := range []string{
		`<CTfile xmlns="urn:x"><CTFpupilData><Pupil><UPN>Y886999926001</UPN><Surname>O’Brien</Surname><Forename>Zoë</Forename><DOB>2016-09-03</DOB><Unknown><Surname>No</Surname></Unknown></Pupil></CTFpupilData></CTfile>`,
		`<x:CTfile xmlns:x="urn:x"><x:CTFpupilData><x:Pupil><x:UPN>Y886999926001</x:UPN><x:Surname>O’Brien</x:Surname><x:Forename>Zoë</x:Forename><x:DOB>2016-09-03</x:DOB></x:Pupil></x:CTFpupilData></x:CTfile>`,
		"<?xml version=\"1.0\" encoding=\"windows-1252\"?><CTfile><CTFpupilData><Pupil><UPN>Y886999926001</UPN><BasicDetails><Surname>O\x92Brien</Surname><Forename>Zo\xEB</Forename><DOB>2016-09-03</DOB></BasicDetails></Pupil></CTFpupilData></CTfile>",
	} {
		s := readText(t, text)
		if got := pupilsOf(s); !strings.HasPrefix(got, "Y886999926001|O’Brien|Zoë|2016-09-03|") || strings.Count(got, "\n") != 1 {
			t.Errorf("read %s from %s", got, text)
		}
	}
}
