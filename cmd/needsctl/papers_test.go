package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const offerFile = `{"state": "open", "offers": "offer", "family": "CI-T", "places": 3, "day": "tue", "phases": ["KS2"],
 "text": "Two places on Tuesday afternoons.", "from": "2026-11-23", "to": "2026-12-18"}`

func TestPaperIsShownApprovedAndListed(t *testing.T) {
	t.Parallel()
	s := newTerminal(t)
	s.must("demo")
	file := filepath.Join(t.TempDir(), "offer.json")
	if err := os.WriteFile(file, []byte(offerFile), 0o600); err != nil {
		t.Fatal(err)
	}
	out := s.must("papers", "preview", "offer", file)
	for _, want := range []string{"Offered to other schools: CI-T", "Places: 3", "Two places on Tuesday", "six words"} {
		if !strings.Contains(out, want) {
			t.Errorf("the preview says no %q: %s", want, out)
		}
	}
	if status, _, errs := s.run("papers", "approve", "offer", file, "--by", "Kit Marsh"); status == done || !strings.Contains(errs, "agreement") && !strings.Contains(errs, "joined") {
		t.Errorf("a school outside any cluster approved: %d %s", status, errs)
	}
	if out := s.must("papers"); !strings.Contains(out, "No paper") {
		t.Error(out)
	}
	for _, bad := range [][2]string{{"gift", offerFile}, {"offer", strings.Replace(offerFile, `"places"`, `"pupil": "Ana", "places"`, 1)}, {"request", offerFile}, {"offer", "{"}} {
		if err := os.WriteFile(file, []byte(bad[1]), 0o600); err != nil {
			t.Fatal(err)
		}
		if status, out, errs := s.run("papers", "preview", bad[0], file); status == done || !strings.Contains(errs, "The kinds are request, second") {
			t.Errorf("%s: %d %s %s", bad[0], status, out, errs)
		}
	}
	if out := s.must("circular"); !strings.Contains(out, "told nothing") {
		t.Error(out)
	}
	if out := s.must("letter", "--kept"); !strings.Contains(out, "no letter") {
		t.Error(out)
	}
}
