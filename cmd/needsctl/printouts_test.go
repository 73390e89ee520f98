package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPapersAboutAPupilAreWritten(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price", "--forename", "Carys", "--status", "K")
	s.addPupil("--surname", "O’Brien", "--forename", "Siân")
	s.must("note", id, "--words", "Worked with Sian O'Brien all morning.", "--type", "call")
	folder := t.TempDir()
	for _, verb := range []string{"profile", "contact-log", "plan print", "review-pack"} {
		for ending, begins := range map[string]string{".pdf": "%PDF-", ".html": "<!"} {
			out := filepath.Join(folder, verb+ending)
			if o := s.object(done, append(strings.Fields(verb), id, "--out", out, "--names", "initials")...); o["file"] != out {
				t.Errorf("%s: %v", verb, o)
			}
			content, err := os.ReadFile(out)
			if err != nil || !bytes.HasPrefix(content, []byte(begins)) {
				t.Errorf("%s begins with %.20q, %v", out, content, err)
			}
			if ending == ".html" && (bytes.Contains(content, []byte("Carys")) || bytes.Contains(content, []byte("O&#39;Brien"))) {
				t.Errorf("%s names a pupil", out)
			}
		}
	}
	s.refusal(misused, "profile", id)
	s.refusal(refused, "profile", "nobody", "--out", filepath.Join(folder, "x.pdf"))
	s.refusal(refused, "profile", id, "--out", filepath.Join(folder, "x.pdf"), "--names", "half")
}

func TestSubjectAccessWritesThePageAndTheWholeRecord(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price", "--forename", "Carys", "--status", "K")
	s.addPupil("--surname", "O’Brien", "--forename", "Siân")
	s.must("note", id, "--words", "Worked with Sian O'Brien all morning.")
	out := filepath.Join(t.TempDir(), "price.pdf")
	var o struct{ Files []string }
	if s.json(done, &o, "subject-access", id, "--out", out); len(o.Files) != 2 || o.Files[0] != out {
		t.Fatalf("%v", o)
	}
	raw, err := os.ReadFile(o.Files[1])
	if err != nil {
		t.Fatal(err)
	}
	var record struct {
		Surname string
		Notes   []struct{ Words string }
		Changes []struct{ Label string }
		Others  []struct {
			Name, Who string
			Where     []string
		} `json:"other_people"`
	}
	if err := json.Unmarshal(raw, &record); err != nil {
		t.Fatal(err)
	}
	if record.Surname != "Price" || len(record.Notes) != 1 || len(record.Changes) < 2 || len(record.Others) != 1 || record.Others[0].Name != "Sian O'Brien" || !strings.Contains(record.Others[0].Who, "another pupil") {
		t.Errorf("%+v", record)
	}
	s.refusal(refused, "subject-access", id, "--out", strings.TrimSuffix(out, ".pdf")+".json")
}

func TestRegisterIsPrinted(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.addPupil("--surname", "Price", "--forename", "Carys", "--status", "K")
	out := filepath.Join(t.TempDir(), "register.html")
	s.must("print", "register", "status:K", "--out", out, "--names", "off")
	page, err := os.ReadFile(out)
	if err != nil || bytes.Contains(page, []byte("Price")) || !bytes.Contains(page, []byte("SEN support")) {
		t.Errorf("%v\n%s", err, page)
	}
	s.refusal(refused, "print", "register", "--out", out, "--view", "none such")
	s.refusal(refused, "print", "register", "hair:red", "--out", out)
}
