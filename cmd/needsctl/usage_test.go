package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/cmd/surroundings"
)

func TestEveryVerbHasHelp(t *testing.T) {
	t.Parallel()
	s := newTerminal(t)
	seen := map[string]bool{}
	for _, v := range verbs {
		if seen[v.name] {
			t.Errorf("%s is there twice", v.name)
		}
		seen[v.name] = true
		status, out, errs := s.run(append(strings.Fields(v.name), "--help")...)
		if status != done || errs != "" || !strings.HasPrefix(out, "needsctl "+v.name) || !strings.Contains(out, "-passphrase-file") {
			t.Errorf("%s --help: %d %q %q", v.name, status, out, errs)
		}
	}
	status, out, _ := s.run("--help")
	for name := range seen {
		if status != done || !strings.Contains(out, "  "+name+" ") {
			t.Errorf("--help does not name %s", name)
		}
	}
	if _, err := os.Stat(s.file); err == nil {
		t.Error("help made a file")
	}
}

func TestWrongUsageIsTwoAndSaysWhatToDo(t *testing.T) {
	t.Parallel()
	s := newTerminal(t)
	for _, c := range []struct{ args, says string }{
		{"", "Say what to do"},
		{"teapot", "no verb “teapot”"},
		{"case-sample x", "Give --out"},
		{"request", "request check"},
		{"pupils --teapot", "teapot"},
		{"pupil", "Name one pupil"},
		{"pupil a b", "a word too many"},
		{"cost --minutes many", "whole number"},
		{"cost --rate lots", "amount of money"},
		{"cost --sessions -1", "Sessions a week"},
		{"cost --minutes", "minutes"},
		{"set class=4B", "QUERY"},
		{"set class=4B year=3", "Give a search"},
		{"rate x ci.und", "name=value"},
		{"init", "Give --school"},
		{"restore", "Something is missing"},
		{"request check seven", "not the number"},
		{"report check --doc teapot", "teapot"},
		{"pupils --csv --json", "not for both"},
		{"pupils --today never", "is not a date"},
		{"enrol CODE", "Give --hub"},
		{"summary folder", "Name a folder"},
	} {
		if why := s.refusal(misused, strings.Fields(c.args)...); !strings.Contains(why, c.says) {
			t.Errorf("%s: %s", c.args, why)
		}
	}
	delete(s.env, "NEEDSBOOK_FILE")
	if why := s.refusal(misused, "pupils"); !strings.Contains(why, "--file") {
		t.Error(why)
	}
	s.env["NEEDSBOOK_FILE"] = s.file
	delete(s.env, "NEEDSBOOK_PASSPHRASE")
	if why := s.refusal(misused, "pupils"); !strings.Contains(why, "NEEDSBOOK_PASSPHRASE") {
		t.Error(why)
	}
}

func TestFlagsMayStandBeforeOrAfterTheVerb(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	delete(s.env, "NEEDSBOOK_FILE")
	secret := s.write("secret", testPassphrase+"\r\n")
	delete(s.env, "NEEDSBOOK_PASSPHRASE")
	for _, args := range [][]string{
		{"--json", "--file", s.file, "--passphrase-file", secret, "pupils", "status:K"},
		{"pupils", "status:K", "--passphrase-file=" + secret, "-json", "-file=" + s.file},
		{"--file", s.file, "pupils", "--json", "-status:K", "--passphrase-file", secret, "--", "-need:SLCN"},
	} {
		if status, out, errs := s.run(args...); status != done || out != `{"count":0,"pupils":[]}`+"\n" {
			t.Errorf("%v: %d %q %q", args, status, out, errs)
		}
	}
	want := `"487.65"`
	for _, args := range []string{
		"cost --minutes 45 --sessions 3 --weeks 38 --group 4 --rate 17.20 --once 120.00 --json",
		"--minutes 45 --sessions 3 cost --json --weeks 38 --group 4 --rate 17.20 --once 120",
	} {
		if status, out, errs := s.run(strings.Fields(args)...); status != done || !strings.Contains(out, want) {
			t.Errorf("%s: %d %q %q", args, status, out, errs)
		}
	}
}

func TestPassphraseComesFromFileVariableOrQuestion(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.env["NEEDSBOOK_PASSPHRASE"] = "wrong horse battery staple"
	if why := s.refusal(refused, "pupils"); !strings.Contains(why, "passphrase") {
		t.Error(why)
	}
	good := s.write("good", testPassphrase+"\n")
	s.must("pupils", "--passphrase-file", good)
	s.refusal(refused, "pupils", "--passphrase-file", s.write("empty", "\n"))
	s.refusal(refused, "pupils", "--passphrase-file", s.beside("none"))

	delete(s.env, "NEEDSBOOK_PASSPHRASE")
	asked := []string{}
	s.ask = func(question string) (string, error) {
		asked = append(asked, question)
		return testPassphrase, nil
	}
	s.must("pupils")
	if len(asked) != 1 || asked[0] != "Passphrase" {
		t.Errorf("asked %q", asked)
	}
	s.env["NEEDSBOOK_FILE"] = s.beside("other.needsbook")
	s.must("init", "--school", "Other")
	if len(asked) != 3 {
		t.Errorf("a new passphrase was asked %d times", len(asked)-1)
	}
	n := 0
	s.ask = func(string) (string, error) { n++; return testPassphrase + strings.Repeat("x", n), nil }
	s.env["NEEDSBOOK_FILE"] = s.beside("third.needsbook")
	if why := s.refusal(refused, "init", "--school", "Third"); !strings.Contains(why, "not the same") {
		t.Error(why)
	}
	s.ask = func(string) (string, error) { return "", errors.New("no terminal") }
	s.refusal(refused, "pupils")
}

func TestInitRefusesWhatCannotBeASchoolAndAWeakPassphrase(t *testing.T) {
	t.Parallel()
	s := newTerminal(t)
	for _, args := range [][]string{
		{"--school", "x", "--urn", "12345"}, {"--school", "x", "--laestab", "9999"}, {"--school", "x", "--phase", "tea"}, {"--school", " "},
	} {
		s.refusal(refused, append([]string{"init"}, args...)...)
	}
	s.env["NEEDSBOOK_PASSPHRASE"] = "short"
	s.refusal(refused, "init", "--school", "x")
	if there(s.file) {
		t.Error("a refused init left a file")
	}
	s.env["NEEDSBOOK_PASSPHRASE"] = testPassphrase
	o := s.object(done, "init", "--school", "Łąkowa")
	wantKeys(t, "init", o, "file recovery_key")
	if why := s.refusal(refused, "init", "--school", "Again"); !strings.Contains(why, "already") {
		t.Error(why)
	}
	if got := s.object(done, "school", "show"); got["name"] != "Łąkowa" {
		t.Error(got)
	}
}

func TestFileThatIsOpenElsewhereIsThree(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	store, _, err := quickFiles().Open(t.Context(), s.file, desk.Secret{Passphrase: testPassphrase})
	if err != nil {
		t.Fatal(err)
	}
	if why := s.refusal(locked, "pupils"); !strings.Contains(why, "is open") {
		t.Error(why)
	}
	s.refusal(locked, "undo")
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	s.must("pupils")
}

func TestStoppedProgramSaysWhatWasKept(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var errs strings.Builder
	w := world{in: strings.NewReader(""), out: io.Discard, errs: &errs, env: func(n string) string { return s.env[n] },
		files: quickFiles(), options: func(d day.Date) desk.Options { return surroundings.Options(d) }}
	if status := run(ctx, w, []string{"pupils"}); status != refused || !strings.Contains(errs.String(), "Stopped") {
		t.Errorf("%d %s", status, errs.String())
	}
}

func TestFileThatIsNotThereOrNotOursIsRefused(t *testing.T) {
	t.Parallel()
	s := newTerminal(t)
	s.refusal(refused, "pupils")
	s.write("school.needsbook", strings.Repeat("not a school's file ", 100))
	s.refusal(refused, "pupils")
	if b, _ := os.ReadFile(s.file); !strings.HasPrefix(string(b), "not a school") {
		t.Error("a file that is not ours was changed")
	}
}
