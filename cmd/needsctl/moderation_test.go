package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestModerationFromDrawToResult(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	for _, surname := range []string{"Price", "Okafor", "Nowak"} {
		s.must("rate", s.addPupil("--surname", surname), "ci.und=L3", "--confirm")
	}
	o := s.object(done, "moderation", "draw", "--name", "Autumn")
	cases := o["cases"].([]any)
	first := cases[0].(map[string]any)
	if len(cases) != 3 || first["first"] != "" || first["pupil"] != "" {
		t.Fatalf("%v", o)
	}
	id := first["id"].(string)
	if out := s.must("moderation", "list") + s.must("moderation", "list", "--evidence", id); strings.Contains(out, "Price") || strings.Contains(out, "Okafor") || !strings.Contains(out, "to rate") {
		t.Error(out)
	}
	s.refusal(refused, "moderation", "draw")
	s.refusal(refused, "moderation", "rate", id, "ci.und=L9", "--by", "Tom Fry")
	s.refusal(refused, "moderation", "rate", "none", "ci.und=L4", "--by", "Tom Fry")
	s.refusal(refused, "moderation", "rate", id, "ci.und=L4")
	s.must("moderation", "rate", id, "ci.und=L4", "--by", "Tom Fry")
	s.refusal(refused, "moderation", "settle", id, "--outcome", "raised", "--agreed", "L4")
	if got := s.object(done, "moderation", "settle", id, "--outcome", "raised", "--agreed", "L4", "--reason", "All day", "--set"); got["agreed"] != "L4" {
		t.Errorf("%v", got)
	}
	if out := s.must("moderation", "result", "--close"); !strings.Contains(out, "1 case: 0 at the same level, 1 within one") {
		t.Error(out)
	}
	s.refusal(refused, "moderation", "result", "--close")
}

func TestVignettesFromOpenToAnswer(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.must("school", "set", "urn=123456")
	s.refusal(refused, "vignettes", "result")
	if out := s.must("vignettes", "open", "--example"); strings.Contains(out, "it is working") || !strings.Contains(out, "six-year-old") {
		t.Error(out)
	}
	s.refusal(refused, "vignettes", "open", "--example")
	s.refusal(refused, "vignettes", "score", "v1", "ci.und=L2")
	s.must("vignettes", "score", "v1", "ci.und=L2", "--by", "Tom Fry")
	s.refusal(refused, "vignettes", "answer")
	if out := s.must("vignettes", "result", "--close"); !strings.Contains(out, "Rater 1 with the experts: 1 case: 1 at the same level") {
		t.Error(out)
	}
	path := filepath.Join(t.TempDir(), "answer.json")
	s.must("vignettes", "answer", "--out", path)
	if body, err := os.ReadFile(path); err != nil || strings.Contains(string(body), "Tom") || !strings.Contains(string(body), `"urn": "123456"`) {
		t.Errorf("%s %v", body, err)
	}
}
