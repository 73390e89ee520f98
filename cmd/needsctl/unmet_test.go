package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestUnmetNeedIsReadFromReferrals(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	if o := s.object(done, "unmet"); len(o["rows"].([]any)) != 0 || len(o["lines"].([]any)) != 0 {
		t.Errorf("%v", o)
	}
	id := s.addPupil("--surname", "Price")
	ref := s.object(done, "referral", "add", id, "--service", "speech_language", "--words", "An assessment", "--state", "wanted", "--asked", "8 Sep 2026")["id"].(string)
	s.must("referral", "set", id, "--id", ref, "--state", "asked", "--asked", "20 Sep 2026")
	s.must("referral", "set", id, "--id", ref, "--state", "waiting", "--answered", "12 Oct 2026")
	s.must("referral", "set", id, "--id", ref, "--state", "refused", "--answered", "9 Nov 2026", "--answer", "For Price this is outside the area")
	o := s.object(done, "unmet", "--period", "2026/autumn")
	total := o["total"].(map[string]any)["counts"].(map[string]any)
	for _, state := range []string{"wanted", "asked", "waiting", "refused"} {
		if total[state] != 1.0 {
			t.Errorf("%s is counted %v times", state, total[state])
		}
	}
	row := o["rows"].([]any)[3].(map[string]any)
	for _, key := range strings.Fields("need for key name pupil state on_day until words why gap record id surname forename open days") {
		if _, has := row[key]; !has {
			t.Errorf("a row has no %q", key)
		}
	}
	if row["state"] != "refused" || row["on_day"] != "2026-11-09" || row["surname"] != "Price" || row["why"] != "For Price this is outside the area" || len(o["half_terms"].([]any)) != 2 {
		t.Errorf("%v", o)
	}
	if out := s.must("unmet"); !strings.Contains(out, "Speech and language therapy (service): 1 wanted, 1 asked, 1 waiting, 1 refused, 0 met") {
		t.Error(out)
	}
	if out := s.must("unmet", "--counts"); strings.Contains(out, "Price") || !strings.Contains(out, "fewer than 5") {
		t.Error(out)
	}
	if o := s.object(done, "unmet", "--counts"); len(o["lines"].([]any)) != 1 || o["rows"] != nil {
		t.Errorf("%v", o)
	}
	s.refusal(refused, "unmet", "--period", "2026/winter")
	for _, name := range []string{"a.csv", "a.html"} {
		path := filepath.Join(t.TempDir(), name)
		s.must("unmet", "--out", path, "--names", "off")
		if content, err := os.ReadFile(path); err != nil || strings.Contains(string(content), "Price") || !strings.Contains(string(content), "this is outside the area") {
			t.Errorf("%s: %s %v", name, content, err)
		}
		os.Remove(path)
		s.must("unmet", "--out", path, "--counts")
		if content, err := os.ReadFile(path); err != nil || strings.Contains(string(content), "Price") || !strings.Contains(string(content), "fewer than 5") {
			t.Errorf("%s: %s %v", name, content, err)
		}
	}
}
