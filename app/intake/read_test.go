package intake

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/register"
	"needsbook/assets"
)

var today = day.Of(2026, 11, 21)

var testCodes = func() *register.Codes {
	c, err := register.LoadCodes(assets.Pack("sen-status.json"), assets.Pack("sen-types.json"), assets.Pack("areas-of-need.json"), assets.Pack("year-groups.json"))
	if err != nil {
		panic(err)
	}
	return c
}()

func options() Options { return Options{Today: today, Codes: testCodes} }

func readText(t *testing.T, text string) Sheet {
	t.Helper()
	s, err := Read("pupils.csv", []byte(text), options())
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return s
}

func readSample(t *testing.T, name string) Sheet {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Read(name, content, options())
	if err != nil {
		t.Fatalf("Read(%s): %v", name, err)
	}
	return s
}

// pupilsOf lists what was read, one pupil a line, for comparing.
func pupilsOf(s Sheet) string {
	var b strings.Builder
	for _, in := range s.Incoming {
		p := in.Pupil
		b.WriteString(strings.Join([]string{p.UPN, p.Surname, p.Forename, p.Born.String(), in.Year, p.Class, in.Status, in.StatusFrom.String(), strings.Join(in.Needs, "+")}, "|") + "\n")
	}
	return b.String()
}

func reasons(list []RowError) string {
	var b strings.Builder
	for _, e := range list {
		b.WriteString(e.Error() + "\n")
	}
	return b.String()
}

const plainPupils = `UPN,Surname,Forename,DOB,NC Year,Reg Group,SEN Status,SEN Need
Y886999926001,Kowalska,Ana,03/09/2016,5,5B,K,SLCN
`

const plainPupilsRead = "Y886999926001|Kowalska|Ana|2016-09-03|5|5B|K||SLCN\n"

func TestReadFindsTheSamePupilInEverySeparatorAndEncoding(t *testing.T) {
	utf16 := func(order string, mark bool) string {
		var b strings.Builder
		if mark {
			b.WriteString(map[string]string{"le": "\xFF\xFE", "be": "\xFE\xFF"}[order])
		}
		for _, c := range []byte(plainPupils) {
			if order == "le" {
				b.WriteString(string([]byte{c, 0}))
			} else {
				b.WriteString(string([]byte{0, c}))
			}
		}
		return b.String()
	}
	for _, c := range []struct{ name, text, encoding, separator string }{
		{"comma", plainPupils, "utf-8", "comma"},
		{"mark", "\xEF\xBB\xBF" + plainPupils, "utf-8", "comma"},
		{"semicolon", strings.ReplaceAll(plainPupils, ",", ";"), "utf-8", "semicolon"},
		{"sep line", "sep=;\r\n" + strings.ReplaceAll(plainPupils, ",", ";"), "utf-8", "semicolon"},
		{"tab", strings.ReplaceAll(plainPupils, ",", "\t"), "utf-8", "tab"},
		{"bar", strings.ReplaceAll(plainPupils, ",", "|"), "utf-8", "bar"},
		{"windows lines", strings.ReplaceAll(plainPupils, "\n", "\r\n"), "utf-8", "comma"},
		{"old mac lines", strings.ReplaceAll(plainPupils, "\n", "\r"), "utf-8", "comma"},
		{"utf-16 le", utf16("le", true), "utf-16le", "comma"},
		{"utf-16 le, no mark", utf16("le", false), "utf-16le", "comma"},
		{"utf-16 be", utf16("be", true), "utf-16be", "comma"},
		{"utf-16 be, no mark", utf16("be", false), "utf-16be", "comma"},
	} {
		s := readText(t, c.text)
		if got := pupilsOf(s); got != plainPupilsRead {
			t.Errorf("%s: read %q, want %q", c.name, got, plainPupilsRead)
		}
		if s.Encoding != c.encoding || s.Separator != c.separator || s.Format != "csv" {
			t.Errorf("%s: said %s, %s, %s", c.name, s.Format, s.Encoding, s.Separator)
		}
	}
	s := readText(t, "Surname,Forename,DOB\nO\x92Brien,Zo\xEB,03/09/2016\n")
	if s.Encoding != "windows-1252" || s.Incoming[0].Pupil.Surname != "O’Brien" || s.Incoming[0].Pupil.Forename != "Zoë" {
		t.Errorf("windows-1252: %s, %q", s.Encoding, pupilsOf(s))
	}
}

func TestReadFindsHeadingsUnderTitleRows(t *testing.T) {
	s := readText(t, "Meadowfield Primary,,,\nSEN register at 21/11/2026,,,\n\n"+plainPupils)
	if s.HeaderRow != 4 || pupilsOf(s) != plainPupilsRead {
		t.Errorf("header row %d, read %q", s.HeaderRow, pupilsOf(s))
	}
	if s.Columns["upn"] != "UPN" || s.Columns["need"] != "SEN Need" || s.Columns["class"] != "Reg Group" || s.Columns["status"] != "SEN Status" {
		t.Errorf("columns %v", s.Columns)
	}
}

func TestReadHonoursAColumnMap(t *testing.T) {
	opts := options()
	opts.Map = map[string]string{"class": "Base", "year": ""}
	s, err := Read("x.csv", []byte("UPN,Surname,Forename,DOB,Year,Class,Base\nY886999926001,Kowalska,Ana,03/09/2016,4,5B,Owls\n"), opts)
	if err != nil {
		t.Fatal(err)
	}
	if in := s.Incoming[0]; in.Pupil.Class != "Owls" || in.Has[FieldYear] || s.Columns["class"] != "Base" {
		t.Errorf("class %q, has %v, columns %v", in.Pupil.Class, in.has(), s.Columns)
	}
	for _, bad := range []map[string]string{{"class": "House"}, {"shoe_size": "Base"}} {
		opts.Map = bad
		if _, err := Read("x.csv", []byte(plainPupils), opts); !errors.As(err, new(*FileError)) {
			t.Errorf("map %v: error %v, want a FileError", bad, err)
		}
	}
}

func TestReadTakesTheHeaderRowThatThePersonNames(t *testing.T) {
	opts := options()
	opts.HeaderRow = 3
	s, err := Read("x.csv", []byte("UPN,Surname,Forename,DOB,Class\n,,,,\nUPN,Surname,Forename\nY886999926001,Kowalska,Ana\n"), opts)
	if err != nil || s.HeaderRow != 3 || len(s.Incoming) != 1 {
		t.Errorf("got %v, header row %d, %d pupils", err, s.HeaderRow, len(s.Incoming))
	}
	opts.HeaderRow = 99
	if _, err := Read("x.csv", []byte(plainPupils), opts); err == nil {
		t.Error("an empty row was taken as the headings")
	}
}

func TestReadUnderstandsValuesAsSchoolsWriteThem(t *testing.T) {
	head := "UPN,Surname,Forename,DOB,Year,SEN Status,Primary need,Secondary need,PP\n"
	for _, c := range []struct{ row, want string }{
		{"Y886999926001,A,B,03/09/2016,Year 5,K,SLCN,,Y", "Y886999926001|A|B|2016-09-03|5||K||SLCN"},
		{"y886999926001 ,A,B,3 Sep 2016,Y5,K - SEN Support,ASD - Autistic spectrum disorder,,yes", "Y886999926001|A|B|2016-09-03|5||K||ASD"},
		{"Y886999926001,A,B,2016-09-03,05,SEN support,\"Speech, language and communication needs\",Dyslexia,TRUE", "Y886999926001|A|B|2016-09-03|5||K||SLCN+SPLD"},
		{"Y886999926001,A,B,42616,Yr 5,EHCP,SLCN; ASD,,T", "Y886999926001|A|B|2016-09-03|5||E||SLCN+ASD"},
		{"Y886999926001,A,B,2016-09-03T00:00:00,5,SEN Support (K),\"SLCN, ASD\",SEMH,1", "Y886999926001|A|B|2016-09-03|5||K||SLCN+ASD+SEMH"},
		{"Y886999926001,A,B,03-Sep-2016,5,\"Education, Health and Care Plan\",\"Social, emotional and mental health\",SLCN/ASD,Yes", "Y886999926001|A|B|2016-09-03|5||E||SEMH+SLCN+ASD"},
		{"Y886999926001,A,B,3.9.2016,5,No special educational need,None,,x", "Y886999926001|A|B|2016-09-03|5||N||"},
		{"Y886999926001,A,B,03/09/2016,n/a,-,N/A,,1", "Y886999926001|A|B|2016-09-03||||||"},
	} {
		s := readText(t, head+c.row+"\n")
		got := strings.TrimSuffix(pupilsOf(s), "\n")
		if len(s.Rejected) > 0 || strings.TrimRight(got, "|") != strings.TrimRight(c.want, "|") {
			t.Errorf("%s\nread %s\nwant %s\n%s", c.row, got, c.want, reasons(s.Rejected))
			continue
		}
		if !s.Incoming[0].Flags["PP"] {
			t.Errorf("%s: pupil premium not read", c.row)
		}
	}
}

func TestReadRejectsABadRowWithFieldValueAndReason(t *testing.T) {
	head := "UPN,Surname,Forename,DOB,Year,SEN Status,SEN start date,Primary need,Rank 2 need\n"
	good := "M886999926002,Good,Row,04/10/2017,4,E,01/02/2024,ASD,\n"
	for _, c := range []struct{ row, field, value, reason string }{
		{"Y886999926001,A,B,03/09/2016,5,M,,SLCN,", "status", "M", "not an SEN status"},
		{"Y886999926001,A,B,03/09/2016,5,K,,XYZ,", "need_1", "XYZ", "not a type of need"},
		{"Y886999926001,A,B,03/09/2016,5,K,,SLCN ASD,", "need_1", "SLCN ASD", "several"},
		{"Y886999926001,A,B,03/09/2027,5,K,,SLCN,", "dob", "03/09/2027", "in the future"},
		{"Y886999926001,A,B,01/01/1900,5,K,,SLCN,", "dob", "01/01/1900", "years old"},
		{"Y886999926001,A,B,31/02/2016,5,K,,SLCN,", "dob", "31/02/2016", "not a date"},
		{"Y886999926001,A,B,09/13/2016,5,K,,SLCN,", "dob", "09/13/2016", "not a date"},
		{"Y886999926001,A,B,T,5,K,,SLCN,", "dob", "T", "not a date"},
		{"Y886999926001,A,B,03/09/2016,Form 5,K,,SLCN,", "year", "Form 5", "not a year group"},
		{"Y886999926001,A,B,03/09/2016,5,K,01/01/2027,SLCN,", "status_from", "01/01/2027", "begins in the future"},
		{"Y886999926001,A,B,03/09/2016,5,K,01/01/2001,SLCN,", "status_from", "01/01/2001", "before the date of birth"},
		{"8.87E+12,A,B,03/09/2016,5,K,,SLCN,", "upn", "8.87E+12", "spreadsheet has changed it"},
		{"8869999260017,A,B,03/09/2016,5,K,,SLCN,", "upn", "8869999260017", "spreadsheet has changed it"},
		{"Y886999926001,A,B,########,5,K,,SLCN,", "dob", "########", "too narrow"},
		{"Y886999926001,#NAME?,B,03/09/2016,5,K,,SLCN,", "surname", "#NAME?", "spreadsheet error"},
		{",,,03/09/2016,5,K,,SLCN,", "", "", "not clear who"},
		{",Total,,,,,,,", "", "Total", "not clear who"},
		{"Y886999926001,A,B,03/09/2016,5,K,,SLCN,ASD,extra", "", "Y886999926001 | A", "more columns than the headings"},
		{"Y886999926001,\"A,B,03/09/2016,5,K,,SLCN,", "", "Y886999926001", "quotation mark"},
		{"Y886999926001," + strings.Repeat("a", 201) + ",B,03/09/2016,5,K,,SLCN,", "surname", "aaa", "longer than 200"},
		{"Y886999926001," + strings.Repeat("a", 100_001) + ",B,03/09/2016,5,K,,SLCN,", "", "aaa", "longer than 100,000"},
	} {
		s := readText(t, head+c.row+"\n"+good)
		if len(s.Incoming) != 1 || s.Incoming[0].Pupil.Surname != "Good" {
			t.Errorf("%.60s: the good row should go in alone, got %s", c.row, pupilsOf(s))
		}
		if len(s.Rejected) != 1 {
			t.Errorf("%.60s: rejected %s", c.row, reasons(s.Rejected))
			continue
		}
		if e := s.Rejected[0]; e.Row != 2 || e.Field != c.field || !strings.HasPrefix(e.Value, c.value) || !strings.Contains(e.Reason, c.reason) {
			t.Errorf("%.60s: rejected as %+v", c.row, e)
		}
	}
}

func TestReadKeepsRowsRoundABrokenQuote(t *testing.T) {
	s := readText(t, "UPN,Surname,Forename,DOB\nY886999926001,One,A,03/09/2016\nM886999926002,\"Two,B,03/09/2016\n\nB887999925117,Three,C,03/09/2016\nX88699992601A,\"Four\",D,03/09/2016\nC88699992607K,Fi\"ve,E,03/09/2016\n")
	if len(s.Rejected) != 1 || s.Rejected[0].Row != 3 {
		t.Errorf("rejected %s", reasons(s.Rejected))
	}
	var rows []int
	for _, in := range s.Incoming {
		rows = append(rows, in.Row)
	}
	if got := pupilsOf(s); len(rows) != 4 || rows[1] != 5 || rows[3] != 7 || !strings.Contains(got, `Fi"ve`) || !strings.Contains(got, "|Four|") {
		t.Errorf("rows %v: %s", rows, got)
	}
}

func TestRowNumbersAreThoseOfASpreadsheet(t *testing.T) {
	s := readText(t, "UPN,Surname,Forename,DOB,Notes\nY886999926001,One,A,03/09/2016,\"two\nlines\"\n\nM886999926002,Two,B,bad,\n")
	if len(s.Rejected) != 1 || s.Rejected[0].Row != 4 {
		t.Errorf("rejected %s", reasons(s.Rejected))
	}
}

func TestReadWarnsAndStillTakesTheRow(t *testing.T) {
	head := "UPN,Surname,Forename,DOB,Year,SEN Status,SEN Need,EAL\n"
	for _, c := range []struct{ row, field, reason string }{
		{"A886999926001,A,B,03/09/2016,5,K,SLCN,N", "upn", "check letter"},
		{"Y88699,A,B,03/09/2016,5,K,SLCN,N", "upn", "form of a UPN"},
		{"Y886999926001,A,B,03/09/2016,5,A,SLCN,N", "status", "old SEN status"},
		{"Y886999926001,A,B,03/09/2016,5,S - Statement,SLCN,N", "status", "read as E"},
		{"Y886999926001,A,B,03/09/2016,5,K,BESD,N", "need", "read as SEMH"},
		{"Y886999926001,A,B,03/09/2016,3,K,SLCN,N", "year", "Year 5"},
		{"Y886999926001,=1+1,B,03/09/2016,5,K,SLCN,N", "surname", "plain text"},
		{"Y886999926001,A\x07,B,03/09/2016,5,K,SLCN,N", "surname", "cannot be read or shown"},
		{"Y886999926001,A,B,03/09/2016,5,K,SLCN,Polish", "flag_eal", "neither yes nor no"},
		{"Y886999926001,A,B,03/09/2016,5,N,SLCN,N", "needs", "does not go with"},
	} {
		s := readText(t, head+c.row+"\n")
		if len(s.Incoming) != 1 || len(s.Warnings) != 1 {
			t.Errorf("%s: %d pupils, warnings %s%s", c.row, len(s.Incoming), reasons(s.Warnings), reasons(s.Rejected))
			continue
		}
		if e := s.Warnings[0]; e.Row != 2 || e.Field != c.field || !strings.Contains(e.Reason, c.reason) {
			t.Errorf("%s: warned %+v", c.row, e)
		}
	}
}

func TestReadRefusesWhatIsNotAList(t *testing.T) {
	for _, c := range []struct{ name, content, reason string }{
		{"empty", "", "empty"},
		{"blank", " \r\n\t", "empty"},
		{"binary", strings.Repeat("\x00\x01\x02\xFF", 200), "not a text"},
		{"old workbook", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 500), ".xls"},
		{"pdf", "%PDF-1.7\n" + strings.Repeat("text ", 50), "PDF"},
		{"picture", "\x89PNG\r\n\x1A\n" + strings.Repeat("a", 500), "picture"},
		{"no headings", "a,b,c\n1,2,3\n", "No row of headings"},
		{"prose", "Dear all, please find the list attached.\nMany thanks, Ana\n", "No row of headings"},
		{"headings alone", "UPN,Surname,Forename\n", "no pupils"},
		{"too large", strings.Repeat("a", MaxBytes+1), "20 MB"},
		{"too many rows", "UPN,Surname\n" + strings.Repeat("Y886999926001,A\n", MaxRows+1), "100000 rows"},
		{"quotes everywhere", "UPN,Surname\n" + strings.Repeat("Y886999926001,\"A\n", 501), "quotation mark"},
		{"web page", "<html><body><table><tr><td>UPN</td></tr></table></body></html>", "web page"},
		{"web page with its type", "<!DOCTYPE html>\n<html></html>", "web page"},
	} {
		_, err := Read(c.name, []byte(c.content), options())
		var refused *FileError
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), c.reason) {
			t.Errorf("%s: error %v, want one that says %q", c.name, err, c.reason)
		}
	}
}

func TestRowsForEachNeedBecomeOnePupil(t *testing.T) {
	s := readText(t, `UPN,Surname,Forename,DOB,SEN Provision,Need type,Rank,Need end date
Y886999926001,Kowalska,Ana,03/09/2016,K,ASD,2,
Y886999926001,Kowalska,Ana,03/09/2016,K,SLCN,1,
Y886999926001,Kowalska,Ana,03/09/2016,K,MLD,3,01/01/2020
,Nowak,Jan,04/10/2017,E,HI,Primary,
,Nowak,Jan,04/10/2017,E,VI,Secondary,
`)
	want := "Y886999926001|Kowalska|Ana|2016-09-03|||K||SLCN+ASD\n|Nowak|Jan|2017-10-04|||E||HI+VI\n"
	if got := pupilsOf(s); got != want || len(s.Rejected) > 0 {
		t.Errorf("read %s%s", got, reasons(s.Rejected))
	}
	if in := s.Incoming[0]; !in.WholeNeeds || len(in.Rows) != 3 {
		t.Errorf("rows %v, whole %v", in.Rows, in.WholeNeeds)
	}
}

func TestRowsOfOnePupilThatContradictAreAllRejected(t *testing.T) {
	head := "UPN,Surname,Forename,DOB,Class,SEN Status,Need,Rank\n"
	for _, c := range []struct{ name, rows, reason string }{
		{"two children", "Y886999926001,A,B,03/09/2016,5B,K,SLCN,1\nY886999926001,C,D,03/10/2016,5B,K,ASD,1\n", "same UPN"},
		{"two primary needs", "Y886999926001,A,B,03/09/2016,5B,K,SLCN,1\nY886999926001,A,B,03/09/2016,5B,K,ASD,1\n", "two primary needs"},
		{"two statuses", "Y886999926001,A,B,03/09/2016,5B,K,SLCN,1\nY886999926001,A,B,03/09/2016,5B,E,ASD,2\n", "different SEN statuses"},
		{"one bad row", "Y886999926001,A,B,03/09/2016,5B,K,SLCN,1\nY886999926001,A,B,03/09/2016,5B,K,QQQ,2\n", "held back"},
		{"one name, two classes", ",A,B,,5B,K,SLCN,1\n,A,B,,3A,K,ASD,2\n", "same name"},
	} {
		s := readText(t, head+c.rows)
		if len(s.Incoming) != 0 || len(s.Rejected) != 2 || !strings.Contains(reasons(s.Rejected), c.reason) {
			t.Errorf("%s: read %s, rejected %s", c.name, pupilsOf(s), reasons(s.Rejected))
		}
	}
}

func TestOnlyWhatTheFileGivesIsSet(t *testing.T) {
	s := readText(t, "UPN,Surname,Forename,DOB,SEN Status,PP\nY886999926001,A,B,,,\n")
	if got := strings.Join(s.Incoming[0].has(), " "); got != "forename surname upn" {
		t.Errorf("has %s", got)
	}
}

func TestNullAndNaAreNames(t *testing.T) {
	s := readText(t, "UPN,Surname,Forename,DOB\nY886999926001,Null,Na,03/09/2016\n")
	if p := s.Incoming[0].Pupil; p.Surname != "Null" || p.Forename != "Na" {
		t.Errorf("read %q %q", p.Forename, p.Surname)
	}
}

func TestWholeNamesAreTakenApart(t *testing.T) {
	s := readText(t, "UPN,Name,Class\nY886999926001,\"van der Berg, Ana Maria\",5B\nM886999926002,Jan Nowak,4A\n")
	a, b := s.Incoming[0].Pupil, s.Incoming[1].Pupil
	if a.Surname != "van der Berg" || a.Forename != "Ana Maria" || b.Surname != "Nowak" || b.Forename != "Jan" {
		t.Errorf("read %+v and %+v", a.ListName(), b.ListName())
	}
	if len(s.Warnings) != 1 || s.Warnings[0].Row != 3 {
		t.Errorf("warned %s", reasons(s.Warnings))
	}
}

func TestNamesAreTrimmedAndInNormalForm(t *testing.T) {
	s := readText(t, "UPN,Surname,Forename,DOB\nY886999926001,  Nguye\u0302\u0303n\u00A0,Zoe\u0308  Mai\u200B,03/09/2016\n")
	if p := s.Incoming[0].Pupil; p.Surname != "Nguyễn" || p.Forename != "Zoë Mai" || len(s.Warnings) > 0 {
		t.Errorf("read %q %q, %s", p.Forename, p.Surname, reasons(s.Warnings))
	}
}

func TestSafeCellStopsFormulas(t *testing.T) {
	for in, want := range map[string]string{"=1+1": "'=1+1", "+44": "'+44", "-": "'-", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "Ana": "Ana", "": "", "a=b": "a=b", "’": "’"} {
		if got := SafeCell(in); got != want {
			t.Errorf("SafeCell(%q) = %q, want %q", in, got, want)
		}
	}
}
