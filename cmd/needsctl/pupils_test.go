package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const samples = "../../app/intake/testdata/"

// took is what an import printed.
type took struct {
	Format    string
	Encoding  string
	HeaderRow int `json:"header_row"`
	Columns   map[string]string
	Added     int
	Changed   int
	Unchanged int
	Missing   int
	Rejected  []struct {
		Row                  int
		Field, Value, Reason string
	}
	Warnings []struct {
		Row           int
		Field, Reason string
	}
	Applied     bool
	Differences []struct{ ID string }
}

func (s *terminal) count(query string) int {
	s.t.Helper()
	return int(s.object(done, "pupils", query)["count"].(float64))
}

func TestImportTakesEveryKindOfExportInOneStep(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file, format, encoding                string
		headerRow, added, rejected, warnedMin int
	}{
		{"sims_needs.csv", "csv", "windows-1252", 5, 3, 2, 2},
		{"arbor_students.csv", "csv", "utf-8", 1, 3, 2, 0},
		{"bromcom_pupils.csv", "csv", "utf-8", 1, 4, 2, 3},
		{"scholarpack_register.txt", "csv", "utf-16le", 1, 3, 0, 0},
		{"excel_damage.csv", "csv", "utf-8", 1, 1, 3, 1},
		{"8869999_CTF_8869998_001.xml", "ctf", "utf-8", 0, -1, -1, 0},
	} {
		s := newSchool(t)
		var try, did took
		s.json(done, &try, "import", samples+c.file, "--dry-run")
		if try.Applied || s.count("left:yes")+s.count("") != 0 {
			t.Errorf("%s: a dry run changed the register", c.file)
		}
		s.json(done, &did, "import", samples+c.file)
		if did.Format != c.format || did.Encoding != c.encoding || did.HeaderRow != c.headerRow || did.Added < 1 || !did.Applied ||
			c.added >= 0 && (did.Added != c.added || len(did.Rejected) != c.rejected) || len(did.Warnings) < c.warnedMin {
			t.Errorf("%s: %+v", c.file, did)
		}
		for _, r := range did.Rejected {
			if r.Reason == "" || r.Row == 0 {
				t.Errorf("%s: a row was rejected without its number or reason: %+v", c.file, r)
			}
		}
		if got := s.count(""); got != did.Added {
			t.Errorf("%s: %d added, %d in the register", c.file, did.Added, got)
		}
		var again took
		if s.json(done, &again, "import", samples+c.file, "--dry-run"); again.Added+again.Changed != 0 || again.Unchanged != did.Added {
			t.Errorf("%s a second time: %+v", c.file, again)
		}
		if label := s.object(done, "undo")["label"].(string); !strings.HasPrefix(label, "Import "+c.file) || s.count("") != 0 {
			t.Errorf("%s: undo took back %q, %d left", c.file, label, s.count(""))
		}
	}
}

func TestImportFollowsAMapAndShowsDifferences(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	file := s.write("export.csv", "Number,Family,Given,Born,Room,Stage,Difficulty\nG886999921011,Kowalska,Ana,03/09/2016,5B,K,SLCN\n")
	columns := s.write("map.json", `{"upn":"Number","surname":"Family","forename":"Given","dob":"Born","class":"Room","status":"Stage","need_1":"Difficulty"}`)
	var r took
	if s.json(done, &r, "import", file, "--map", columns); r.Added != 1 || r.Columns["class"] != "Room" {
		t.Fatalf("%+v", r)
	}
	later := s.write("later.csv", "Number,Family,Given,Born,Room,Stage,Difficulty\nG886999921011,Kowalska,Ana,03/09/2016,5A,E,SLCN\n")
	r = took{} // the map is remembered
	if s.json(done, &r, "import", later); r.Changed != 1 || len(r.Differences) != 1 {
		t.Fatalf("%+v", r)
	}
	if out := s.must("import", file, "--dry-run"); !strings.Contains(out, "class: 5B, was 5A") || !strings.Contains(out, "dry run") {
		t.Error(out)
	}
	s.refusal(refused, "import", file, "--map", s.write("bad.json", "[1]"))
	s.refusal(refused, "import", file, "--map", s.beside("none.json"))
}

func TestHostileOrWrongFilesAreRefusedAndNothingIsLost(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.addPupil("--surname", "Price")
	for name, content := range map[string]string{
		"binary.csv": "\x7fELF\x00\x00\x01\x02\xff\xfe", "empty.csv": "", "page.xls": "<html><table></table></html>",
		"bomb.xml":   `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><CTfile>&b;</CTfile>`,
		"broken.zip": "PK\x03\x04not a workbook", "words.csv": "a\nb\nc\n", "huge.csv": strings.Repeat("a", 20<<20+1),
	} {
		if why := s.refusal(refused, "import", s.write(name, content)); strings.Contains(why, "Something went wrong") {
			t.Errorf("%s: %s", name, why)
		}
	}
	s.refusal(refused, "import", s.beside("none.csv"))
	s.refusal(refused, "import", filepath.Dir(s.file))
	if s.count("") != 1 {
		t.Error("the pupil is lost")
	}
	var o map[string]any
	s.json(done, &o, "verify")
}

func TestPupilsListAndSpreadsheet(t *testing.T) {
	t.Parallel()
	s := demoSchool(t)
	var list struct {
		Count  int
		Pupils []map[string]any
	}
	s.json(done, &list, "pupils", "status:sen", "level:>=L3")
	if list.Count == 0 || list.Count != len(list.Pupils) {
		t.Fatalf("%d and %d", list.Count, len(list.Pupils))
	}
	for _, p := range list.Pupils {
		wantKeys(t, "a pupil", p, "id upn surname forename dob year class status needs level review_due")
		if p["status"] == "N" || p["level"].(string) < "L3" {
			t.Errorf("found %v", p)
		}
	}
	if got := s.count("status:K"); got != 52 {
		t.Errorf("%d with SEN support", got)
	}
	if got := s.count("-status:sen"); got != 412-61 {
		t.Errorf("%d without", got)
	}
	if why := s.refusal(refused, "pupils", "teapot:yes"); !strings.Contains(why, "teapot") {
		t.Error(why)
	}
	out := s.must("pupils", "status:E", "--csv")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out, "\uFEFF"))).ReadAll()
	if err != nil || len(rows) != 1+9 || rows[0][0] != "UPN" {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if out := s.must("pupils", "status:E", "--csv", "--names", "off"); strings.Contains(out, rows[1][1]) {
		t.Error("a name is in a list without names")
	}
	if out := s.must("pupils", "kowalska", "class:4B"); !strings.Contains(out, "Kowalska, Ana") {
		t.Error(out)
	}
}

func TestPupilShowsTheWholeRecordByIdentifierOrUPN(t *testing.T) {
	t.Parallel()
	s := demoSchool(t)
	o := s.object(done, "pupil", s.ana())
	wantKeys(t, "the record", o, "id upn surname forename dob year class status needs level review_due statuses needs_history contacts consents notes cycles outcomes advice provision cost levels requests story history")
	if len(o["notes"].([]any)) == 0 || len(o["story"].([]any)) == 0 || len(o["history"].([]any)) == 0 {
		t.Error("the record is not whole")
	}
	if again := s.object(done, "pupil", "--upn", o["upn"].(string)); again["id"] != o["id"] {
		t.Error("the UPN leads to another pupil")
	}
	s.refusal(refused, "pupil", "nobody")
	if out := s.must("pupil", o["id"].(string)); !strings.Contains(out, "Kowalska, Ana") || !strings.Contains(out, "Story") {
		t.Error(out)
	}
}

func TestPupilIsAddedChangedAndDated(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Nguyễn", "--forename", "Thị Mai", "--dob", "14/01/2017", "--class", "5A", "--upn", "A886999921011", "--status", "K", "--needs", "SLCN,SPLD", "--from", "1 Sep 2026")
	p := s.object(done, "pupil", id)
	if p["dob"] != "2017-01-14" || p["status"] != "K" || p["status_from"] != "2026-09-01" || len(p["needs"].([]any)) != 2 || p["year"] != "5" {
		t.Errorf("%v", p)
	}
	var saved struct{ Warnings []struct{ Code string } }
	if errs := s.json(done, &saved, "pupil", "set", id, "--strengths", "Draws", "--year", "Year 4"); len(saved.Warnings) != 1 || !strings.Contains(errs, "does not fit") {
		t.Errorf("%+v %s", saved, errs)
	}
	p = s.object(done, "pupil", id)
	if p["strengths"] != "Draws" || p["year"] != "4" || p["surname"] != "Nguyễn" || p["class"] != "5A" {
		t.Errorf("%v", p)
	}
	s.must("status", id, "E", "--from", "2026-10-01")
	s.must("needs", id, "ASD", "SLCN")
	p = s.object(done, "pupil", id)
	if p["status"] != "E" || p["status_from"] != "2026-10-01" || p["needs"].([]any)[0] != "ASD" || len(p["statuses"].([]any)) != 2 {
		t.Errorf("%v", p)
	}
	s.must("needs", id, "")
	if p = s.object(done, "pupil", id); len(p["needs"].([]any)) != 0 {
		t.Errorf("%v", p["needs"])
	}
	for _, bad := range [][]string{
		{"status", id, "Z"}, {"status", id, "K", "--from", "2031-01-01"}, {"needs", id, "TEA"}, {"status", "nobody", "K"},
		{"pupil", "set", id, "--dob", "2031-01-01"}, {"pupil", "set", id, "--surname", "", "--forename", ""}, {"pupil", "add"}, {"pupil", "set", "nobody", "--class", "1"},
	} {
		s.refusal(refused, bad...)
	}
	s.refusal(misused, "pupil", "set", id, "--dob", "soon")
	s.refusal(misused, "pupil", "set", id, "--year", "Year 99")
}

func TestSetChangesManyInOneStepThatUndoTakesBack(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	for _, name := range []string{"Price", "Okafor", "Adams"} {
		s.addPupil("--surname", name, "--class", "4A")
	}
	var r struct {
		Changed []struct {
			ID            string
			Before, After map[string]string
		}
	}
	s.json(done, &r, "set", "class:4A", "class=4B", "flag=+PP", "--dry-run")
	if len(r.Changed) != 3 || s.count("class:4B") != 0 {
		t.Fatalf("%+v", r)
	}
	s.json(done, &r, "set", "class:4A", "class=4B", "flag=+PP")
	if len(r.Changed) != 3 || r.Changed[0].Before["class"] != "4A" || r.Changed[0].After["class"] != "4B" || s.count("class:4B flag:PP") != 3 {
		t.Fatalf("%+v", r)
	}
	label := s.object(done, "undo")["label"]
	if s.count("class:4A") != 3 || s.object(done, "redo")["label"] != label || s.count("class:4B") != 3 {
		t.Error("undo and redo do not answer each other")
	}
	s.json(done, &r, "set", "", "status=K")
	if s.count("status:K") != 3 {
		t.Errorf("%+v", r)
	}
	s.refusal(refused, "set", "", "status=Z")
	s.refusal(refused, "set", "", "teapot=1")
	s.refusal(misused, "set", "x", "=1")

	var steps []struct {
		At, By, Label string
		Before, After map[string]map[string]any
	}
	s.json(done, &steps, "history", "--limit", "2")
	if len(steps) != 2 || steps[0].Label == "" || steps[0].At == "" || steps[0].By != "SENCO" {
		t.Fatalf("%+v", steps)
	}
	id := r.Changed[0].ID
	s.must("pupil", "set", id, "--class", "9Z")
	s.json(done, &steps, "history", id)
	if after := steps[0].After["pupil/"+id]; after["class"] != "9Z" || len(after) != 1 || steps[0].Before["pupil/"+id]["class"] != "4B" {
		t.Errorf("%+v", steps[0])
	}
	if out := s.must("history"); !strings.Contains(out, "Set class and flag of 3 pupils") {
		t.Error(out)
	}
	s.must("undo")
	n := 0
	for ; ; n++ {
		if status, _, _ := s.run("undo"); status != done {
			break
		}
	}
	if n < 4 {
		t.Errorf("%d steps could be taken back", n)
	}
	if why := s.refusal(refused, "undo"); why != "There is nothing to undo." {
		t.Error(why)
	}
}

func TestHistoryNeverShowsTheSchoolsSecretKey(t *testing.T) {
	t.Parallel()
	s, h := newSchool(t), startHub(t)
	s.must("enrol", h.invite(t, "123456"), "--hub", h.address, "--label", "Office")
	out := s.must("history", "--json")
	if !json.Valid([]byte(out)) || !strings.Contains(out, "Join the Community of Schools") || strings.Contains(out, "sending/") {
		t.Error("the records of sending are shown")
	}
}

func TestRecordsOfAPupilAreWrittenChangedAndTakenAway(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price", "--status", "K")
	words := s.write("words.txt", "It was a good week.\nEven on Monday.\n")
	for _, c := range []struct {
		verb, list    string
		args, change  []string
		field, before string
		after         string
	}{
		{"note", "notes", []string{"--type", "call", "--on", "20 Nov 2026", "--words", "@" + words}, []string{"--words", "Shorter"}, "words", "It was a good week.\nEven on Monday.", "Shorter"},
		{"contact", "contacts", []string{"--name", "Eva Price", "--phone", "01632 960001"}, []string{"--phone", "01632 960002"}, "phone", "01632 960001", "01632 960002"},
		{"consent", "consents", []string{"--by", "Eva Price, mother", "--how", "signed form"}, []string{"--withdrawn", "today"}, "withdrawn", "", testDay},
		{"cycle", "cycles", []string{"--aim", "Reads aloud", "--starts", "7/9/2026", "--do", "Daily reading"}, []string{"--aim", "Reads to a friend"}, "aim", "Reads aloud", "Reads to a friend"},
		{"outcome", "outcomes", []string{"--words", "Joins in", "--by-when", "16/07/2027"}, []string{"--result", "met"}, "result", "", "met"},
		{"advice", "advice", []string{"--words", "Use pictures", "--role", "Speech therapist", "--on", "1/10/2026"}, []string{"--done", "done", "--how", "On every desk"}, "done", "not_yet", "done"},
	} {
		list := func() []any { return s.object(done, "pupil", id)[c.list].([]any) }
		record := s.object(done, append([]string{c.verb, id}, c.args...)...)["id"].(string)
		got := list()
		if len(got) != 1 || got[0].(map[string]any)["id"] != record || got[0].(map[string]any)[c.field] != c.before {
			t.Fatalf("%s: %v", c.verb, got)
		}
		s.must(append([]string{c.verb, id, "--id", record}, c.change...)...)
		if got = list(); len(got) != 1 || got[0].(map[string]any)[c.field] != c.after {
			t.Errorf("%s changed: %v", c.verb, got)
		}
		s.refusal(refused, c.verb, id, "--id", "none")
		s.refusal(refused, c.verb, id) // a record without anything in it
		s.refusal(misused, c.verb, id, "--remove")
		s.must(c.verb, id, "--id", record, "--remove")
		if got = list(); len(got) != 0 {
			t.Errorf("%s was not taken away: %v", c.verb, got)
		}
		s.must("undo")
		if got = list(); len(got) != 1 {
			t.Errorf("%s did not come back: %v", c.verb, got)
		}
	}
	s.refusal(misused, "note", id, "--type", "teapot", "--words", "x")
	s.refusal(refused, "note", id, "--words", "x", "--on", "2031-01-01")
	s.refusal(refused, "note", id, "--words", "@"+s.beside("none.txt"))
	if _, err := os.Stat(s.file); err != nil {
		t.Error(err)
	}
}

func TestReviewWritesTheNextPlan(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price", "--status", "K")
	plan := s.object(done, "cycle", id, "--aim", "Reads aloud", "--starts", "2026-09-07")["id"].(string)
	s.refusal(misused, "review", id, "--id", plan)
	s.must("review", id, "--id", plan, "--result", "partly", "--evidence", "Two of five", "--pupil-view", "I like it", "--next-aim", "Reads to a friend", "--next-due", "2027-02-01")
	p := s.object(done, "pupil", id)
	if cycles := p["cycles"].([]any); len(cycles) != 2 || cycles[0].(map[string]any)["reviewed"] != testDay || cycles[1].(map[string]any)["review_due"] != "2027-02-01" {
		t.Errorf("%v", cycles)
	}
	if notes := p["notes"].([]any); len(notes) != 1 || notes[0].(map[string]any)["type"] != "pupil_view" {
		t.Errorf("%v", notes)
	}
	s.must("undo")
	if cycles := s.object(done, "pupil", id)["cycles"].([]any); len(cycles) != 1 {
		t.Error("a review is more than one step")
	}
	var o struct{ Tasks []struct{ Kind string } }
	if s.json(done, &o, "tasks"); len(o.Tasks) == 0 {
		t.Error("nothing waits")
	}
	s.must("tasks")
}
