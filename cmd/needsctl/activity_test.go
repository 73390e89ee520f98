package main

import (
	"strings"
	"testing"
)

func TestStrategyAddsUpFromTheTerminal(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	price := s.addPupil("--surname", "Price", "--forename", "Owain")
	s.must("rates", "teaching_assistant=20")
	s.must("budget", "--starts", "september")
	s.must("budget", "add", "--source", "imf", "--amount", "9400.50")
	talk := s.object(done, "intervention", "add", "--name", "Talk group", "--kind", "teaching_assistant", "--minutes", "60", "--sessions", "1")["id"].(string)
	s.must("place", price, "--in", talk)

	if words := s.refusal(refused, "activity", "add", "--what", "Talk", "--rows", talk); !strings.Contains(words, "Pay for it from the fund first") {
		t.Error(words)
	}
	a := s.object(done, "activity", "add", "--barrier", "Few words", "--what", "Talk in every class", "--amount", "1200", "--principles", "1,3", "--pay", talk, "--from", "1 Sep 2026")
	if a["amount"] != "1200.00" || len(a["principles"].([]any)) != 2 || a["interventions"].([]any)[0] != talk || a["from_day"] != "2026-09-01" {
		t.Errorf("%v", a)
	}
	o := s.object(done, "strategy")
	if o["allocation"] != "9400.50" || o["provision"] != "760.00" || o["planned"] != "1960.00" || o["left"] != "7440.50" {
		t.Errorf("%v of %v planned, %v from the map, %v left", o["planned"], o["allocation"], o["provision"], o["left"])
	}
	room := s.object(done, "activity", "add", "--what", "A quiet room", "--left")["id"].(string)
	if o := s.object(done, "strategy"); o["left"] != "0.00" || len(o["rows"].([]any)) != 2 {
		t.Errorf("%v left in %v", o["left"], o["rows"])
	}
	s.must("activity", "move", room)
	if list := s.object(done, "activity", "list")["activities"].([]any); list[0].(map[string]any)["id"] != room {
		t.Errorf("%v", list)
	}
	if words := s.refusal(refused, "activity", "set", room, "--for", "Owain Price and his group"); !strings.Contains(words, "names a pupil") || strings.Contains(words, "Owain") {
		t.Error(words)
	}
	if o := s.object(done, "activity", "copy", "--from", "2026", "--to", "2027"); o["copied"] != 2.0 {
		t.Errorf("%v", o)
	}
	s.refusal(refused, "activity", "copy", "--from", "2026", "--to", "2027")
	s.must("activity", "remove", room)
	s.must("undo")
	if out := s.must("strategy", "--first", "2026", "--last", "2028"); !strings.Contains(out, "2026-27 to 2028-29") || !strings.Contains(out, "Talk in every class: £1,960.00") {
		t.Error(out)
	}
	for reason, args := range map[string][]string{
		"below £0":       {"--what", "x", "--amount=-1"},
		"Use 1 to 7":     {"--what", "x", "--principles", "9"},
		"last day":       {"--what", "x", "--from", "2 Sep 2026", "--until", "1 Sep 2026"},
		"stands in the":  {"--amount", "5"},
		"There is no st": {"--what", "x", "--year", "1999"},
	} {
		if words := s.refusal(refused, append([]string{"activity", "add"}, args...)...); !strings.Contains(words, reason) {
			t.Errorf("%s: %s", reason, words)
		}
	}
	s.refusal(refused, "activity", "set", "gone", "--what", "x")
	s.refusal(misused, "activity", "add", "--what", "x", "--left", "--amount", "5")
}
