package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBackupsAreListedRehearsedAndKeptInASecondFolder(t *testing.T) {
	s := newSchool(t)
	s.addPupil("--surname", "Price")
	stick := t.TempDir()
	if why := s.refusal(refused, "backup", "second-folder", filepath.Join(stick, "none")); !strings.Contains(why, "cannot be reached") {
		t.Errorf("a folder that is not there: %q", why)
	}
	if o := s.object(done, "backup", "second-folder", stick); o["path"] != stick {
		t.Errorf("%v", o)
	}
	s.must("backup")
	own, err1 := filepath.Glob(s.beside("* backups/*.needsbook"))
	copies, err2 := filepath.Glob(filepath.Join(stick, "*.needsbook"))
	if err1 != nil || err2 != nil || len(copies) == 0 {
		t.Fatalf("%v beside the file, %v on the stick", own, copies)
	}
	r := s.object(done, "backup", "rehearse")
	wantKeys(t, "backup rehearse", r, "ok on at by backup backup_at pupils steps file_pupils file_steps problems")
	if r["ok"] != true || r["pupils"].(float64) != 1 {
		t.Errorf("%v", r)
	}
	l := s.object(done, "backup", "list")
	wantKeys(t, "backup list", l, "backups rule second_folder rehearsals rehearsal_due urged")
	if len(l["rehearsals"].([]any)) != 1 || l["rehearsal_due"] != false || len(l["urged"].([]any)) != 0 {
		t.Errorf("%v", l)
	}
	if err := os.RemoveAll(stick); err != nil {
		t.Fatal(err)
	}
	s.must("backup") // goes on without the stick
	if o := s.object(done, "backup", "second-folder"); o["problem"] == nil || o["problem"] == "" {
		t.Errorf("%v", o)
	}
	if o := s.object(done, "backup", "second-folder", "--none"); o["path"] != "" {
		t.Errorf("%v", o)
	}
}

func TestDamagedBackupIsFoundByARehearsal(t *testing.T) {
	s := newSchool(t)
	s.addPupil("--surname", "Price")
	path := s.object(done, "backup")["path"].(string)
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	body[len(body)/2] ^= 1
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	if o := s.object(refused, "backup", "rehearse"); o["ok"] != false || len(o["problems"].([]any)) == 0 {
		t.Errorf("%v", o)
	}
	if l := s.object(done, "backup", "list"); len(l["rehearsals"].([]any)) != 1 {
		t.Errorf("the failed rehearsal left no record: %v", l)
	}
}
