package main

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
)

const shippedContinuum = "../../assets/packs/continuum.json"

// TestRateGivesTheWorkedExamplesOfTheContinuum reads the pack's own examples and puts
// each through the program.
func TestRateGivesTheWorkedExamplesOfTheContinuum(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price", "--status", "K")
	body, err := os.ReadFile(shippedContinuum)
	if err != nil {
		t.Fatal(err)
	}
	var p struct {
		Examples []struct {
			Name    string
			Ratings map[string]string
			Expect  map[string]any
		} `json:"worked_examples"`
	}
	if err := json.Unmarshal(body, &p); err != nil || len(p.Examples) != 12 {
		t.Fatal(len(p.Examples), err)
	}
	names := map[string]string{"area_levels": "areas", "highest": "highest", "overall": "suggested", "raised_by_co_occurring": "raised", "main_area": "main_area",
		"tied_areas": "tied", "funding_route": "route", "tariff_band": "band", "suggest_dfe_codes": "suggest_dfe_codes", "prompts": "prompts"}
	for _, e := range p.Examples {
		args := []string{"rate", id}
		for strand, level := range e.Ratings {
			args = append(args, strand+"="+level)
		}
		got := s.object(done, args...)
		wantKeys(t, e.Name, got, "areas suggested raised main_area tied route band prompts explanation confirmed")
		if got["confirmed"] != nil {
			t.Errorf("%s: confirmed without being told to", e.Name)
		}
		for theirs, ours := range names {
			want, asked := e.Expect[theirs]
			if asked && !reflect.DeepEqual(got[ours], want) {
				t.Errorf("%s: %s is %v, not %v", e.Name, ours, got[ours], want)
			}
		}
	}
	if s.object(done, "pupil", id)["level"] != "" {
		t.Error("a suggestion was stored")
	}
}

func TestLevelIsConfirmedOnlyAsTheContinuumAllows(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price", "--status", "K")
	for _, bad := range [][]string{
		{"rate", id, "ci.und=L9"}, {"rate", id, "tea=L1"}, {"rate", "nobody", "ci.und=L1"}, {"rate", id, "--confirm"},
		{"rate", id, "ci.und=L1", "--confirm", "--level", "L2"},
		{"rate", id, "ci.und=L1", "--confirm", "--level", "L4", "--reason", "x"},
	} {
		s.refusal(refused, bad...)
	}
	got := s.object(done, "rate", id, "ci.und=L3", "ci.exp=L2", "se.reg=L3", "--confirm", "--main-area", "semh", "--reason", "Seen in class")
	if got["confirmed"] != "L3" || got["main_area"] != "semh" {
		t.Errorf("%v", got)
	}
	got = s.object(done, "rate", id, "--from-last", "ci.und=L1", "se.reg=L1", "--confirm", "--level", "L4", "--reason", "Agreed at the panel", "--second", "Head")
	if got["confirmed"] != "L4" || got["suggested"] != "L2" {
		t.Errorf("%v", got)
	}
	if p := s.object(done, "pupil", id); p["level"] != "L4" || len(p["levels"].([]any)) != 2 {
		t.Errorf("%v", p)
	}
	s.must("undo")
	if p := s.object(done, "pupil", id); p["level"] != "L3" {
		t.Errorf("%v", p["level"])
	}
	if out := s.must("rate", id, "ci.und=L3"); !strings.Contains(out, "Nothing is stored") {
		t.Error(out)
	}
}

func TestPacksAreCheckedPreviewedAndInstalled(t *testing.T) {
	t.Parallel()
	s := demoSchool(t)
	wantKeys(t, "pack check", s.object(done, "pack", "check", shippedContinuum), "ok problems")
	body, err := os.ReadFile(shippedContinuum)
	if err != nil {
		t.Fatal(err)
	}
	wrong := s.write("wrong.json", strings.Replace(string(body), `"overall": "L1"`, `"overall": "L4"`, 1))
	bad := s.object(refused, "pack", "check", wrong)
	if bad["ok"] != false || !strings.Contains(bad["problems"].([]any)[0].(map[string]any)["message"].(string), "Quiet reader") {
		t.Errorf("a pack whose example does not hold: %v", bad)
	}
	s.object(refused, "pack", "install", wrong)
	s.object(refused, "pack", "check", s.write("no.json", "no"))
	s.refusal(refused, "pack", "check", s.beside("none.json"))

	later := s.write("later.json", strings.Replace(string(body), `"version": "2026.11.1"`, `"version": "2027.1.1"`, 1))
	moves := s.object(done, "pack", "preview", later)["moves"].(map[string]any)
	wantKeys(t, "pack preview", moves, "up down same by_pupil")
	if moves["same"].(float64) == 0 || moves["cannot_map"].(float64) != 0 {
		t.Errorf("%v", moves)
	}
	// The rules are the same, so only those move whose level is not the suggested one.
	for _, m := range moves["by_pupil"].([]any) {
		move := m.(map[string]any)
		if move["way"] == "same" {
			continue
		}
		levels := s.object(done, "pupil", move["id"].(string))["levels"].([]any)
		if last := levels[len(levels)-1].(map[string]any); last["suggested"] != move["to"] || last["level"] != move["from"] {
			t.Errorf("%v moves, though %v was confirmed", move, last)
		}
	}
	s.must("pack", "install", later)
	s.must("rate", s.ana(), "ci.und=L3", "--confirm")
	levels := s.object(done, "pupil", s.ana())["levels"].([]any)
	if levels[len(levels)-1].(map[string]any)["pack_version"] != "2027.1.1" {
		t.Errorf("%v", levels)
	}
	s.must("undo")
	s.must("undo")
}

func TestTicksSupportAndAdultsAreKeptAndTheLevelIsPrinted(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price", "--status", "K")
	for _, bad := range [][]string{
		{"rate", id, "--tick", "ci.und.9z", "--confirm"}, {"rate", id, "--tick", "ci.und.3a", "--supported", "cl.lit", "--confirm"},
		{"rate", id, "--tick", "ci.und.3a", "--recheck", "yesterday", "--confirm"}, {"rate", id, "--tick", "ci.und.3a", "--recheck", "2020-01-01", "--confirm"},
		{"level", "letter", id, "--out", s.beside("no.pdf")},
	} {
		s.refusal(refused, bad...)
	}
	got := s.object(done, "rate", id, "--tick", "ci.und.3a", "--tick", "ci.und.2a", "--supported", "ci.und", "--adult", "A, teacher", "--adult", "B, assistant", "--recheck", "2030-03-01", "--blind", "L2", "--confirm")
	if got["confirmed"] != "L3" {
		t.Fatalf("%v", got)
	}
	kept := s.object(done, "pupil", id)["levels"].([]any)[0].(map[string]any)
	if len(kept["ticks"].([]any)) != 2 || len(kept["adults"].([]any)) != 2 || kept["recheck"] != "2030-03-01" || kept["blind"] != "L2" {
		t.Errorf("kept %v", kept)
	}
	rungs := s.object(done, "level", "ladder", id)["rungs"].([]any)
	if here := rungs[2].(map[string]any); len(rungs) != 6 || here["here"] != true || here["level"] != "L3" {
		t.Errorf("the ladder is %v", rungs)
	}
	for _, args := range [][]string{
		{"level", "letter", id, "--names", "off", "--out", s.beside("letter.pdf")}, {"level", "record", id, "--out", s.beside("record.html")},
		{"continuum", "print", "--out", s.beside("whole.pdf")}, {"continuum", "print", "--families", "--out", s.beside("families.html")},
	} {
		s.must(args...)
	}
}
