package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"needsbook/cmd/surroundings"
	"needsbook/storage/schooldb"
	"needsbook/storage/vault"
)

const (
	testPassphrase = "correct horse battery staple"
	testDay        = "2026-11-23"
)

// terminal is a person at a terminal with one school's file. The program is run in
// this process over real files; only the key derivation is made quick.
type terminal struct {
	t    testing.TB
	file string
	env  map[string]string
	ask  func(question string) (string, error)
	in   string
}

func quickFiles() schooldb.Files {
	return schooldb.Files{Options: vault.Options{KDF: vault.WeakKDF()}}
}

func newTerminal(t testing.TB) *terminal {
	file := filepath.Join(t.TempDir(), "school.needsbook")
	return &terminal{t: t, file: file, env: map[string]string{"NEEDSBOOK_FILE": file, "NEEDSBOOK_PASSPHRASE": testPassphrase}}
}

// run runs the program.
func (s *terminal) run(args ...string) (status int, out, errs string) {
	var o, e bytes.Buffer
	w := world{in: strings.NewReader(s.in), out: &o, errs: &e, env: func(name string) string { return s.env[name] },
		ask: s.ask, files: quickFiles(), options: surroundings.Options}
	status = run(s.t.Context(), w, append([]string{"--today", testDay}, args...))
	return status, o.String(), e.String()
}

// must runs the program and fails the test unless it says done.
func (s *terminal) must(args ...string) string {
	s.t.Helper()
	status, out, errs := s.run(args...)
	if status != done {
		s.t.Fatalf("%v: status %d: %s", args, status, errs)
	}
	return out
}

// json runs the program with --json, expects a status, and reads the one document on
// standard output.
func (s *terminal) json(want int, into any, args ...string) (errs string) {
	s.t.Helper()
	status, out, errs := s.run(append(args, "--json")...)
	if status != want {
		s.t.Fatalf("%v: status %d, not %d: %s", args, status, want, errs)
	}
	d := json.NewDecoder(strings.NewReader(out))
	if err := d.Decode(into); err != nil {
		s.t.Fatalf("%v: standard output is no JSON document: %v\n%s", args, err, out)
	}
	if err := d.Decode(new(any)); !errors.Is(err, io.EOF) {
		s.t.Fatalf("%v: more than one JSON document on standard output:\n%s", args, out)
	}
	return errs
}

// object runs the program and returns the JSON object that it prints.
func (s *terminal) object(want int, args ...string) map[string]any {
	s.t.Helper()
	var o map[string]any
	s.json(want, &o, args...)
	return o
}

// refusal runs the program, expects it to refuse, and returns the reason, which is in
// the document and on standard error.
func (s *terminal) refusal(want int, args ...string) string {
	s.t.Helper()
	var o map[string]string
	errs := s.json(want, &o, args...)
	if len(o) != 1 || o["error"] == "" || !strings.Contains(errs, o["error"]) {
		s.t.Fatalf("%v: refused with %v and %q", args, o, errs)
	}
	return o["error"]
}

// write makes a file beside the school's and returns its path.
func (s *terminal) write(name, content string) string {
	s.t.Helper()
	path := filepath.Join(filepath.Dir(s.file), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

func (s *terminal) beside(name string) string { return filepath.Join(filepath.Dir(s.file), name) }

// addPupil adds a pupil and returns the identifier.
func (s *terminal) addPupil(args ...string) string {
	s.t.Helper()
	return s.object(done, append([]string{"pupil", "add"}, args...)...)["id"].(string)
}

// newSchool is a terminal with a file that has a school and no pupils.
func newSchool(t testing.TB) *terminal {
	s := newTerminal(t)
	s.must("init", "--school", "Meadowfield Primary School", "--urn", "123456", "--laestab", "886/9999")
	return s
}

var (
	demoOnce   sync.Once
	demoFile   []byte
	demoPapers = map[string][]byte{} // sealed beside it
)

// demoSchool is a terminal with the demo school, made once and copied.
func demoSchool(t testing.TB) *terminal {
	s := newTerminal(t)
	demoOnce.Do(func() {
		s.must("demo")
		var err error
		if demoFile, err = os.ReadFile(s.file); err != nil {
			t.Fatal(err)
		}
		papers, err := filepath.Glob(s.beside("* papers */*"))
		if err != nil || len(papers) == 0 {
			t.Fatalf("the demo school has %d papers: %v", len(papers), err)
		}
		for _, name := range papers {
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			demoPapers[filepath.Join(filepath.Base(filepath.Dir(name)), filepath.Base(name))] = content
		}
	})
	for name, content := range demoPapers {
		if err := errors.Join(os.MkdirAll(filepath.Dir(s.beside(name)), 0o700), os.WriteFile(s.beside(name), content, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(s.file, demoFile, 0o600); err != nil {
		t.Fatal(err)
	}
	return s
}

// ana is the pupil of the demo school whose request is complete.
func (s *terminal) ana() string {
	s.t.Helper()
	var found struct{ Pupils []struct{ ID string } }
	s.json(done, &found, "pupils", "kowalska", "class:4B", "level:L3")
	if len(found.Pupils) != 1 {
		s.t.Fatalf("found %d", len(found.Pupils))
	}
	return found.Pupils[0].ID
}

// wantKeys fails unless an object has these keys.
func wantKeys(t testing.TB, what string, o map[string]any, keys string) {
	t.Helper()
	for _, k := range strings.Fields(keys) {
		if _, ok := o[k]; !ok {
			t.Errorf("%s: no %q among %v", what, k, slices.Sorted(maps.Keys(o)))
		}
	}
}
