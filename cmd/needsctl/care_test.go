package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/cmd/surroundings"
)

func TestBackupIsWrittenRehearsedAndRestored(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.addPupil("--surname", "Price")
	s.refusal(refused, "restore", s.beside("none.needsbook"))
	made := s.object(done, "backup")
	wantKeys(t, "backup", made, "ok pages pupils newest_change problems path")
	s.addPupil("--surname", "Okafor")
	tried := s.object(done, "backup", "test")
	wantKeys(t, "backup test", tried, "ok pages pupils newest_change problems path")
	if tried["ok"] != true || tried["pupils"].(float64) != 1 || s.count("") != 2 {
		t.Errorf("%v, %d in the register", tried, s.count(""))
	}
	to := t.TempDir()
	other := s.object(done, "backup", "--to", to)["path"].(string)
	if filepath.Dir(other) != to || !there(other) {
		t.Error(other)
	}
	o := s.object(done, "restore", made["path"].(string))
	if o["ok"] != true || o["pupils"].(float64) != 1 || !there(o["before"].(string)) {
		t.Errorf("%v", o)
	}
	if why := s.refusal(refused, "restore", s.write("words.txt", "not a backup")); why == "" || s.count("") != 1 {
		t.Error(why)
	}
	s.must("summary", "release")
	s.object(done, "restore", o["before"].(string))
	if s.count("") != 2 {
		t.Error("what was there before the restore is lost")
	}
}

func TestBackupUnderAnOlderPassphraseIsRestored(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.addPupil("--surname", "Price")
	old := s.object(done, "backup", "--to", t.TempDir())["path"].(string)
	s.env["NEEDSBOOK_NEW_PASSPHRASE"] = "another horse battery staple"
	made := s.object(done, "passphrase")
	wantKeys(t, "passphrase", made, "file recovery_key")
	s.refusal(refused, "pupils")
	s.env["NEEDSBOOK_PASSPHRASE"] = s.env["NEEDSBOOK_NEW_PASSPHRASE"]
	s.must("pupils")
	s.refusal(refused, "restore", old)
	s.must("restore", old, "--backup-passphrase-file", s.write("old", testPassphrase))
	if s.count("") != 1 {
		t.Error("not restored")
	}
}

func TestRecoveryKeyOpensAndSetsANewPassphrase(t *testing.T) {
	t.Parallel()
	s := newTerminal(t)
	key := s.object(done, "init", "--school", "Meadowfield")["recovery_key"].(string)
	s.env["NEEDSBOOK_PASSPHRASE"] = "forgotten"
	s.env["NEEDSBOOK_RECOVERY_KEY"] = "0000-0000"
	s.refusal(refused, "recover", "--new-passphrase-file", s.write("new", "a brand new horse of mine"))
	delete(s.env, "NEEDSBOOK_RECOVERY_KEY")
	s.refusal(misused, "recover")
	file := s.write("key", key+"\n")
	s.refusal(refused, "recover", "--recovery-file", file, "--new-passphrase-file", s.write("weak", "weak"))
	again := s.object(done, "recover", "--recovery-file", file, "--new-passphrase-file", s.beside("new"))
	if again["recovery_key"] == key || again["recovery_key"] == "" {
		t.Errorf("%v", again)
	}
	s.env["NEEDSBOOK_PASSPHRASE"] = "a brand new horse of mine"
	s.must("pupils")
	s.refusal(refused, "recover", "--recovery-file", file, "--new-passphrase-file", s.beside("new"))
}

func TestVerifyFindsDamageAndRestorePutsTheFileBack(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.addPupil("--surname", "Price")
	o := s.object(done, "verify")
	wantKeys(t, "verify", o, "ok pages pupils newest_change problems")
	if o["ok"] != true || o["pages"].(float64) < 5 || o["pupils"].(float64) != 1 || o["newest_change"] == "" {
		t.Errorf("%v", o)
	}
	copied := s.object(done, "backup", "--to", t.TempDir())["path"].(string)
	whole, err := os.ReadFile(s.file)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{len(whole) / 2, len(whole) - 40} {
		damaged := append([]byte{}, whole...)
		damaged[at] ^= 1
		if err := os.WriteFile(s.file, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		status, out, errs := s.run("verify", "--json")
		if at == len(whole)/2 && (status != refused || !strings.Contains(out, `"ok":false`) || errs == "") {
			t.Errorf("byte %d: %d %s %s", at, status, out, errs)
		}
		if at == len(whole)/2 {
			o := s.object(done, "restore", copied)
			if kept, err := os.ReadFile(o["before"].(string)); err != nil || len(kept) != len(damaged) {
				t.Errorf("the damaged file was not kept: %v", err)
			}
		}
	}
	s.must("verify")
	stranger := s.write("thesis.docx", strings.Repeat("Not a school's file. ", 50))
	if s.refusal(refused, "restore", copied, "--file", stranger); !strings.HasPrefix(read(t, stranger), "Not a school") {
		t.Error("a file that is not a school's was replaced")
	}
	if err := os.Remove(s.file); err != nil {
		t.Fatal(err)
	}
	s.must("restore", copied)
	if s.count("") != 1 {
		t.Error("the lost file did not come back")
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// brokenPipe is an output that nobody reads any more.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestAnswerThatCannotBePrintedDoesNotSayThatNothingWasDone(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	var errs strings.Builder
	w := world{in: strings.NewReader(""), out: brokenPipe{}, errs: &errs, env: func(n string) string { return s.env[n] }, files: quickFiles(), options: surroundings.Options}
	if status := run(t.Context(), w, []string{"pupil", "add", "--surname", "Price"}); status != refused || !strings.Contains(errs.String(), "What was done is kept") {
		t.Errorf("%d %s", status, errs.String())
	}
	if s.count("") != 1 {
		t.Error("the pupil was not kept")
	}
}
