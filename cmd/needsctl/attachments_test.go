package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// papers are the sealed papers in the folder of the school's file, or of a copy.
func papers(t *testing.T, file string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(filepath.Dir(file), "Needsbook papers *", "*.paper"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAttachmentIsSealedListedWrittenOutAndTakenAway(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Featherstonehaugh")
	letter := s.write("Letter Featherstonehaugh.txt", "Dear Mrs Featherstonehaugh")
	made := s.object(done, "attach", id, letter, "--what", "Letter home", "--on", "2026-11-02")
	wantKeys(t, "attach", made, "id pupil")
	paper := made["id"].(string)

	listed := s.object(done, "pupil", id)["attachments"].([]any)
	if len(listed) != 1 {
		t.Fatalf("%v", listed)
	}
	one := listed[0].(map[string]any)
	if one["id"] != paper || one["what"] != "Letter home" || one["on_day"] != "2026-11-02" || one["media"] != "text/plain" || one["size"].(float64) != 26 {
		t.Errorf("%v", one)
	}
	sealed := papers(t, s.file)
	if len(sealed) != 1 {
		t.Fatalf("%v", sealed)
	}
	if body := read(t, sealed[0]); strings.Contains(body+sealed[0], "Featherstonehaugh") {
		t.Error("the sealed paper names the pupil")
	}
	out := s.beside("out.txt")
	wantKeys(t, "attachment out", s.object(done, "attachment", "out", id, paper, "--out", out), "file bytes")
	if got := read(t, out); got != "Dear Mrs Featherstonehaugh" {
		t.Errorf("%q was written out", got)
	}
	s.must("attach", id, s.write("second.txt", "another"), "--id", paper)
	s.must("attachment", "set", id, paper, "--what", "Second letter")
	s.must("attachment", "out", id, paper, "--out", out)
	if got := read(t, out); got != "another" {
		t.Errorf("%q was written out", got)
	}
	if o := s.object(done, "attachment", "remove", id, paper); o["removed"] != true {
		t.Errorf("%v", o)
	}
	s.refusal(refused, "attachment", "out", id, paper, "--out", out)
	s.must("undo")
	s.must("attachment", "out", id, paper, "--out", out)

	large := s.beside("large.bin")
	if err := os.WriteFile(large, make([]byte, 21<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if why := s.refusal(refused, "attach", id, large, "--what", "Scan"); !strings.Contains(why, "20 MB") {
		t.Error(why)
	}
	s.refusal(refused, "attach", id, s.write("empty", ""), "--what", "Nothing")
	s.refusal(refused, "attach", id, s.beside("none"), "--what", "Nothing")
	s.refusal(refused, "attach", id, filepath.Dir(s.file), "--what", "A folder")
	s.refusal(refused, "attach", id, letter, "--what", "Letter", "--on", "2027-11-02")
	s.refusal(misused, "attach", id, letter)
	if n := len(s.object(done, "pupil", id)["attachments"].([]any)); n != 1 {
		t.Errorf("%d attachments after refusals", n)
	}
}

func TestVerifyFindsADamagedPaperAndRestoreBringsItBack(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Featherstonehaugh")
	s.must("attach", id, s.write("letter.txt", "Dear Mrs Featherstonehaugh"), "--what", "Letter home")
	to := t.TempDir()
	copied := s.object(done, "backup", "--to", to)["path"].(string)
	if n := len(papers(t, copied)); n != 1 {
		t.Fatalf("%d papers were copied", n)
	}
	s.object(done, "verify")
	paper := papers(t, s.file)[0]
	body := []byte(read(t, paper))
	body[20] ^= 1
	if err := os.WriteFile(paper, body, 0o600); err != nil {
		t.Fatal(err)
	}
	found := s.object(refused, "verify")
	why := found["problems"].([]any)[0].(string)
	if found["ok"] != false || !strings.Contains(why, "1 damaged") || strings.Contains(why, "Featherstonehaugh") {
		t.Errorf("%v", found)
	}
	if why := s.refusal(refused, "backup"); !strings.Contains(why, "was made, but without 1 of the 1 papers") {
		t.Error(why)
	}
	s.must("pupil", id) // the school opens all the same
	if o := s.object(done, "restore", copied); o["ok"] != true {
		t.Errorf("%v", o)
	}
	s.object(done, "verify")
	s.must("backup") // the one made before the restore lacked the damaged paper
	if o := s.object(done, "backup", "test"); o["ok"] != true {
		t.Errorf("%v", o)
	}
}
