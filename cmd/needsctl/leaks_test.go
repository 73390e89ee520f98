package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/cmd/surroundings"
)

// canary is a name that stands nowhere but where a test has put it.
const canary = "Zyxomma"

func TestCrashOfNeedsctlNamesNobody(t *testing.T) {
	for name, words := range map[string]any{"words": "no pupil " + canary, "an error": errors.New(canary), "a record": struct{ Surname string }{canary}} {
		s := newTerminal(t)
		s.must("init", "--school", "Hill Primary")
		var out, errs bytes.Buffer
		w := world{in: strings.NewReader(""), out: &out, errs: &errs, env: func(name string) string { return s.env[name] }, files: quickFiles(),
			options: func(today day.Date) desk.Options {
				o := surroundings.Options(today)
				o.NewID = func() string { panic(words) }
				return o
			}}
		status := run(t.Context(), w, []string{"pupil", "add", "--json", "--today", testDay, "--surname", canary, "--forename", "Zofia"})
		var said map[string]string
		if err := json.Unmarshal(out.Bytes(), &said); status != refused || err != nil || said["error"] == "" {
			t.Errorf("%s: %d %s %v", name, status, out.String(), err)
		}
		if all := out.String() + errs.String(); strings.Contains(all, canary) || !strings.Contains(all, "app/desk.(*Desk).AddPupil") {
			t.Errorf("%s: the program says %s", name, all)
		}
		s.must("pupils") // the file is not left locked
	}
}

// TestNeedsctlLeavesNothingInTheTemporaryFolder does what makes folders of its own.
func TestNeedsctlLeavesNothingInTheTemporaryFolder(t *testing.T) {
	s := demoSchool(t)
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	for _, args := range []string{"audit", "backup", "backup rehearse", "backup test", "keeping", "whereabouts", "summary preview"} {
		if status, _, errs := s.run(strings.Fields(args)...); status == misused {
			t.Errorf("%s: %s", args, errs)
		}
	}
	left := 0
	err := filepath.WalkDir(temp, func(path string, _ fs.DirEntry, err error) error {
		if path != temp {
			left++
			t.Errorf("%s is left", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
