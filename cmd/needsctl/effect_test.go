package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOutcomesAreListedAndWritten(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price", "--entered", "2 Sep 2024")
	o := s.object(done, "outcomes")
	if o["count"] != 0.0 || len(o["outcomes"].([]any)) != 0 || len(o["worked"].([]any)) != 0 {
		t.Errorf("%v", o)
	}
	s.must("provision", id, "--description", "Lego therapy", "--minutes", "45", "--sessions", "3")
	o = s.object(done, "outcomes", "--year", "2026-27", "--by", "family")
	line := o["outcomes"].([]any)[0].(map[string]any)
	if o["count"] != 1.0 || line["name"] != "Lego therapy" || line["pupils"] != 1.0 || line["met_share"] != "too few to compare" {
		t.Errorf("%v", o)
	}
	for _, key := range strings.Fields("key name interventions pupils placements reviewed pupils_reviewed met partly not met_share changes attended held not_held cost area wave kind") {
		if _, has := line[key]; !has {
			t.Errorf("an outcome has no %q", key)
		}
	}
	if out := s.must("outcomes"); strings.Contains(out, "%") || !strings.Contains(out, "Lego therapy: 1 pupil, not reviewed yet") {
		t.Error(out)
	}
	if o := s.object(done, "outcomes", "--year", "all"); o["outcomes"].([]any)[0].(map[string]any)["cost"] != nil {
		t.Errorf("%v", o)
	}
	s.refusal(refused, "outcomes", "--by", "mood")
	s.refusal(refused, "outcomes", "--year", "1999")
	s.refusal(refused, "outcomes", "--need", "TEAPOT")
	s.refusal(misused, "outcomes", "--year", "soon")
	s.refusal(misused, "outcomes", "--sort", "colour")
	for name, begins := range map[string]string{"a.csv": "\uFEFFProvision,", "a.pdf": "%PDF-", "a.html": "<!"} {
		path := filepath.Join(t.TempDir(), name)
		s.must("outcomes", "--out", path, "--sort", "-met")
		if content, err := os.ReadFile(path); err != nil || !strings.HasPrefix(strings.ToLower(string(content)), strings.ToLower(begins)) {
			t.Errorf("%s begins %.40q, %v", name, content, err)
		}
	}
}
