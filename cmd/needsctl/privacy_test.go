package main

import (
	"fmt"
	"strings"
	"testing"

	"needsbook/app/desk"
)

func TestErasingByTerminalIsRefusedUntilItIsMeantAndThenProved(t *testing.T) {
	s := newTerminal(t)
	s.must("init", "--school", "Hill Primary")
	var added struct {
		ID string `json:"id"`
	}
	s.json(done, &added, "pupil", "add", "--surname", canary, "--forename", "Zofia", "--dob", "2017-03-04")
	s.must("backup")
	s.refusal(misused, "erase", added.ID, "--why", "Asked", "--decided-by", "Head")
	s.refusal(refused, "erase", added.ID, "--decided-by", "Head", "--sure")
	s.refusal(misused, "whereabouts", "--paper", "teapot", "--out", s.beside("x.pdf"))
	s.must("keeping", "hold", added.ID, "--why", "Tribunal")
	if why := s.refusal(refused, "erase", added.ID, "--why", "Asked", "--decided-by", "Head", "--sure"); !strings.Contains(why, "legal hold") {
		t.Error(why)
	}
	s.must("keeping", "hold", added.ID, "--end", "--why", "Decided")
	var out desk.Erased
	s.json(done, &out, "erase", added.ID, "--why", "Asked", "--decided-by", "Head", "--sure")
	if out.Pupils != 1 || out.Records == 0 || len(out.Older) == 0 || len(out.Problems) > 0 {
		t.Errorf("%+v", out)
	}
	if list := s.must("erase", "backups", "--remove"); !strings.Contains(list, fmt.Sprintf("Removed: %d.", len(out.Older))) {
		t.Error(list)
	}
	var proved desk.Audit
	s.json(done, &proved, "audit")
	if proved.Steps == 0 || proved.Head == "" {
		t.Errorf("%+v", proved)
	}
	if all := s.must("pupils") + s.must("history") + s.must("keeping"); strings.Contains(all, canary) {
		t.Error("the pupil is still named")
	}
	if places := s.must("whereabouts"); !strings.Contains(places, "The school's file") {
		t.Error(places)
	}
}
