package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestWhoMovesIsListedSentAndRefusedWithReasons(t *testing.T) {
	t.Parallel()
	s := newTerminal(t)
	s.must("demo")
	list := func() (out []movingPupil) {
		t.Helper()
		if err := json.Unmarshal([]byte(s.must("moves", "--json")), &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	first := list()[0]
	if first.Stage != "leaves" || first.Year != "Year 6" || first.URN != "" {
		t.Fatalf("%+v", first)
	}
	s.must("moves", "to", first.Pupil, "--to", "654321", "--school", "The Weald School")
	if got := list()[0]; got.URN != "654321" || got.School != "The Weald School" {
		t.Errorf("%+v", got)
	}
	if status, _, errs := s.run("moves", "to", first.Pupil, "--to", "12"); status == done || !strings.Contains(errs, "six digits") {
		t.Errorf("%d %s", status, errs)
	}
	out := s.must("moves", "counts")
	if !strings.Contains(out, "Year 6, Other schools, or not decided: about 10") || strings.Contains(out, "Weald") {
		t.Error(out)
	}
	if status, _, errs := s.run("moves", "approve", "--by", "A. Head"); status == done || !strings.Contains(errs, "joined no") {
		t.Errorf("a school outside any cluster approved: %d %s", status, errs)
	}
	s.must("moves", "to", first.Pupil, "--open")
	if got := list()[0]; got.URN != "" || got.School != "" {
		t.Errorf("%+v", got)
	}
	s.must("undo")
	if got := list()[0]; got.School != "The Weald School" {
		t.Errorf("%+v", got)
	}
}
