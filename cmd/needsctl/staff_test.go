package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

func TestStaffAndTheirHoursFromATerminal(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.refusal(refused, "staff", "add", "Mrs Obi")
	s.refusal(refused, "staff", "add", "Mrs Obi", "--kind", "teaching_assistant", "--mon", "mornings")
	id := s.object(done, "staff", "add", "Mrs Obi", "--kind", "teaching_assistant", "--mon", "9-12, 1-3", "--tue", "9-12")["id"].(string)
	s.must("staff", "set", "mrs obi", "--tue", "9:30-12")
	got := s.object(done, "staff", "list")["staff"].([]any)[0].(map[string]any)
	wantKeys(t, "staff", got, "id name kind kind_name hours until_day there in_use free overbooked untimed")
	if got["id"] != id || got["there"] != 450.0 || got["free"] != 450.0 {
		t.Errorf("%v", got)
	}
	week := s.object(done, "staff", "week", "23 Nov 2026")
	if week["monday"] != "2026-11-23" || len(week["rows"].([]any)) != 1 {
		t.Errorf("%v", week)
	}
	if out := s.must("staff", "week", "23 Nov 2026"); !strings.Contains(out, "Mon  09:00–12:00  free") {
		t.Error(out)
	}
	paper := s.beside("week.pdf")
	s.must("staff", "week", "--out", paper)
	if body, err := os.ReadFile(paper); err != nil || !bytes.HasPrefix(body, []byte("%PDF")) {
		t.Errorf("%v", err)
	}
	s.refusal(refused, "staff", "remove", "Mr Nobody")
	s.must("staff", "remove", id)
	if o := s.object(done, "staff", "list"); o["count"] != 0.0 {
		t.Errorf("%v", o)
	}
	s.must("undo")
	if o := s.object(done, "staff", "list"); o["count"] != 1.0 {
		t.Errorf("%v", o)
	}
}

func TestSessionsAreMarkedFromATerminal(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	pupil := s.addPupil("--surname", "Price", "--class", "3A", "--status", "K", "--needs", "SLCN")
	s.must("provision", pupil, "--description", "Word learning", "--outcome", "Names 20 words", "--staff", "teaching_assistant", "--minutes", "30", "--sessions", "2", "--weeks", "38", "--group", "1", "--start", "7 Sep 2026")
	sheet := s.object(done, "attendance", "list")["sheets"].([]any)[0].(map[string]any)
	id := sheet["id"].(string)
	s.refusal(refused, "attendance", "set", id, pupil+"=/?")
	s.refusal(misused, "attendance", "set", id, pupil)
	got := s.object(done, "attendance", "set", id, pupil+"=/x", "--why", "School trip")
	wantKeys(t, "sheet", got, "intervention name week off sessions rows why")
	row := got["rows"].([]any)[0].(map[string]any)
	if row["marks"] != "/x" || row["there"] != 1.0 || row["held"] != 1.0 || got["why"] != "School trip" {
		t.Errorf("%v", got)
	}
	if out := s.must("attendance", "show", id); !strings.Contains(out, "1 of 1 session this year") {
		t.Error(out)
	}
	s.must("undo")
	if got := s.object(done, "attendance", "set", id, "--all-there"); got["rows"].([]any)[0].(map[string]any)["marks"] != "//" {
		t.Errorf("%v", got)
	}
	for _, args := range [][]string{{"tick-sheet", id, "--half-term"}, {"class-sheet", "3A"}} {
		paper := s.beside(args[0] + ".pdf")
		s.must(append(args, "--out", paper)...)
		if body, err := os.ReadFile(paper); err != nil || !bytes.HasPrefix(body, []byte("%PDF")) {
			t.Errorf("%v: %v", args, err)
		}
	}
	s.refusal(refused, "class-sheet", "9Z", "--out", s.beside("none.pdf"))
}
