package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// atSchool is a terminal at a new school with a URN.
func atSchool(t *testing.T, urn string, demoSchool bool) *terminal {
	s := newTerminal(t)
	s.must("init", "--school", "School "+urn, "--urn", urn, "--laestab", "886/9999")
	if demoSchool {
		s = newTerminal(t)
		s.must("demo")
		s.must("school", "set", "urn="+urn, "laestab=886/9999")
	}
	return s
}

func TestHandOverFromOneFileToTheNext(t *testing.T) {
	from, to, other := atSchool(t, "118999", true), atSchool(t, "654321", false), atSchool(t, "777777", false)
	bundle := filepath.Join(t.TempDir(), "ana.bundle")
	var list struct{ Pupils []struct{ ID, UPN string } }
	from.json(done, &list, "pupils", "kowalska ana")
	var made struct{ File, Code, Receipt, To string }
	from.json(done, &made, "handover", list.Pupils[0].UPN, "--to", "654321", "--school", "Hilltop", "--out", bundle)
	if made.File != bundle || len(made.Code) != 34 || made.Receipt != "waiting" || made.To != "654321" {
		t.Fatalf("%+v", made)
	}
	raw, err := os.ReadFile(bundle)
	if err != nil || strings.Contains(string(raw), "Kowalska") {
		t.Fatal("the bundle says in clear whom it is about", err)
	}
	if status, _, errs := from.run("handover", list.Pupils[0].ID, "--to", "654321", "--out", bundle); status != refused || !strings.Contains(errs, "already") {
		t.Errorf("written over: %d %s", status, errs)
	}
	other.env["NEEDSBOOK_CODE"] = made.Code
	if status, _, errs := other.run("handover", "open", bundle); status != refused || !strings.Contains(errs, "This bundle is for school 654321") {
		t.Errorf("another school: %d %s", status, errs)
	}
	if status, _, _ := to.run("handover", "open", bundle); status != misused {
		t.Errorf("without a code: %d", status)
	}
	codeFile := filepath.Join(t.TempDir(), "code")
	if err := os.WriteFile(codeFile, []byte(strings.ToLower(made.Code)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var look struct {
		Name  string
		Holds []struct{ Part, Words string }
	}
	to.json(done, &look, "handover", "open", bundle, "--code-file", codeFile, "--preview")
	if look.Name != "Ana Kowalska" || look.Holds[0].Part != "profile" {
		t.Errorf("the preview: %+v", look)
	}
	var count struct{ Count int }
	if to.json(done, &count, "pupils", "left:any"); count.Count != 0 {
		t.Fatal("a preview kept a pupil")
	}
	var taken struct {
		Receipt, Pupil string
		Words          []string `json:"receipt_words"`
	}
	to.json(done, &taken, "handover", "open", bundle, "--code-file", codeFile)
	if taken.Receipt != bundle+".receipt" || len(taken.Words) != 6 {
		t.Fatalf("%+v", taken)
	}
	if status, _, errs := to.run("handover", "open", bundle, "--code-file", codeFile, "--receipt-out", bundle+"2"); status != refused || !strings.Contains(errs, "opened here already") {
		t.Errorf("opened twice: %d %s", status, errs)
	}
	var back struct{ Received, School string }
	from.json(done, &back, "handover", "receipt", taken.Receipt)
	if back.Received != testDay || back.School != "Hilltop" {
		t.Errorf("the receipt: %+v", back)
	}
	var lines struct{ Handovers []struct{ State, URN string } }
	from.json(done, &lines, "handover", "list")
	if len(lines.Handovers) != 1 || lines.Handovers[0].State != "received" {
		t.Errorf("the list: %+v", lines)
	}
	to.must("undo")
	if to.json(done, &count, "pupils", "left:any"); count.Count != 0 {
		t.Error("undo left the pupil")
	}
}

func TestHandOverToACardAndToAPupilWhoIsThere(t *testing.T) {
	from, to := atSchool(t, "118999", true), atSchool(t, "654321", false)
	folder := t.TempDir()
	card, bundle := filepath.Join(folder, "card"), filepath.Join(folder, "bundle")
	to.must("handover", "card", "--out", card)
	var list struct {
		Pupils []struct{ ID, UPN, Dob string }
	}
	from.json(done, &list, "pupils", "kowalska ana")
	ana := list.Pupils[0]
	to.must("pupil", "add", "--surname", "Kowalska", "--forename", "Ana", "--upn", ana.UPN, "--dob", ana.Dob)
	out := from.must("handover", ana.ID, "--card", card, "--out", bundle, "--parts", "profile,needs")
	if strings.Contains(out, "code") {
		t.Errorf("a code with a card: %s", out)
	}
	status, _, errs := to.run("handover", "open", bundle)
	if status != refused || !strings.Contains(errs, "--join") {
		t.Fatalf("a pupil who is there was guessed: %d %s", status, errs)
	}
	var taken struct {
		Pupil  string
		Joined bool
	}
	to.json(done, &taken, "handover", "open", bundle, "--join", ana.UPN)
	var count struct{ Count int }
	if to.json(done, &count, "pupils", "left:any"); count.Count != 1 || !taken.Joined {
		t.Errorf("%d pupils, %+v", count.Count, taken)
	}
	if status, _, errs := from.run("handover", ana.ID, "--card", card, "--to", "111111", "--out", bundle+"x"); status != refused || !strings.Contains(errs, "654321") {
		t.Errorf("a card of another school: %d %s", status, errs)
	}
	if status, _, errs := from.run("handover", ana.ID, "--to", "654321", "--out", bundle+"x", "--parts", "money"); status != refused || !strings.Contains(errs, "profile") {
		t.Errorf("a part that is none: %d %s", status, errs)
	}
}

func TestExportIsThereWholeOrNotAtAll(t *testing.T) {
	s := atSchool(t, "118999", true)
	folder := filepath.Join(t.TempDir(), "out")
	var got struct{ Files []string }
	s.json(done, &got, "export", folder)
	if len(got.Files) < 60 {
		t.Errorf("%d files", len(got.Files))
	}
	for _, f := range got.Files {
		if !there(f) {
			t.Errorf("%s is not there", f)
		}
	}
	if status, _, errs := s.run("export", folder); status != refused || !strings.Contains(errs, "already") {
		t.Errorf("written over: %d %s", status, errs)
	}
	if status, _, _ := s.run("export", filepath.Join(folder, "none", "out")); status != refused {
		t.Errorf("a folder that is not there: %d", status)
	}
	var imported struct{ Added, Changed, Unchanged int }
	s.json(done, &imported, "import", filepath.Join(folder, "register.csv"), "--dry-run")
	if imported.Added+imported.Changed != 0 || imported.Unchanged == 0 {
		t.Errorf("export then import is not nothing: %+v", imported)
	}
}

func TestTransferFilesAreNumberedInTheirFolder(t *testing.T) {
	s := atSchool(t, "118999", true)
	folder := t.TempDir()
	for _, want := range []string{"8869999_CTF_8869998_001.xml", "8869999_CTF_8869998_002.xml"} {
		var got struct {
			Files  []string
			Pupils int
		}
		s.json(done, &got, "export", "ctf", "status:E", "--to", "886/9998", "--out", folder)
		if len(got.Files) != 1 || filepath.Base(got.Files[0]) != want || got.Pupils == 0 {
			t.Errorf("%+v, want %s", got, want)
		}
	}
	var imported struct{ Added, Changed, Unchanged int }
	s.json(done, &imported, "import", filepath.Join(folder, "8869999_CTF_8869998_001.xml"), "--dry-run")
	if imported.Added+imported.Changed != 0 || imported.Unchanged == 0 {
		t.Errorf("it is not taken back unchanged: %+v", imported)
	}
}
