package main

import (
	"strings"
	"testing"
)

func TestSharedNeedsWaitForSchoolsThatAreKnown(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	if out := s.must("need", "list"); !strings.Contains(out, "Nothing was asked") {
		t.Error(out)
	}
	o := s.object(done, "ring")
	if o["usable"] != false || len(o["schools"].([]any)) != 0 || !strings.Contains(o["words"].(string), "joined no") {
		t.Errorf("%v", o)
	}
	codes := s.must("need", "codes")
	for _, want := range []string{"phase KS2: Key stage 2", "support speech_language:", "where together:"} {
		if !strings.Contains(codes, want) {
			t.Errorf("%q is not in %s", want, codes)
		}
	}
	for _, bad := range [][]string{
		{"need", "ask", "--phase", "KS2", "--need", "SLCN", "--pupils", "3"}, // there is no ring
		{"need", "ask", "--phase", "KS9", "--need", "SLCN", "--pupils", "3"}, {"need", "yes", "12345678"}, {"need", "no", "12345678"}, {"need", "stop", "1"},
		{"need", "again", "12345678"}, {"need", "together", "12345678"}, {"ring", "make"}, {"ring", "confirm", "ab", "--by", "Jo"},
	} {
		s.refusal(refused, bad...)
	}
}

func TestBoardIsLookedAtBeforeAnythingLeaves(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.addPupil("--surname", "Price", "--forename", "Rowan")
	out := s.must("board", "put", "Room for two in a language group", "--area", "CI", "--until", "2026-12-18", "--places", "2", "--day", "tue", "--phases", "KS2,KS1")
	for _, want := range []string{"Offered to other schools: CI", "Places: 2", "Phases: KS1, KS2", "Room for two", "Add --send"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in %s", want, out)
		}
	}
	if out := s.must("board", "list"); !strings.Contains(out, "Nothing is offered") {
		t.Error(out)
	}
	for _, bad := range [][]string{
		{"board", "put", "Room beside Rowan Price", "--area", "CI", "--until", "2026-12-18"}, {"board", "put", "Room", "--area", "XX", "--until", "2026-12-18"},
		{"board", "put", "Room", "--area", "CI"}, {"board", "put", "Room", "--area", "CI", "--until", "soon"}, {"board", "close", "o-1"},
		{"board", "put", "Room for two", "--area", "CI", "--until", "2026-12-18", "--send"}, // no agreement, no cluster
	} {
		s.refusal(refused, bad...)
	}
	id := s.object(done, "pupils")["pupils"].([]any)[0].(map[string]any)["id"].(string)
	s.must("referral", "add", id, "--service", "speech_language", "--words", "An assessment", "--state", "wanted", "--asked", "8 Sep 2026")
	services := s.object(done, "directory")["services"].([]any)
	first := services[0].(map[string]any)
	if first["id"] != "speech_language" || first["wanted"] != 1.0 || first["listed"] != false {
		t.Errorf("%v", first)
	}
}
