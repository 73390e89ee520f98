package main

import (
	"strings"
	"testing"
)

func TestProvisionMapIsWrittenPlacedAndTakenBack(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	ana := s.addPupil("--surname", "Price", "--entered", "2025-09-01")
	ben := s.addPupil("--surname", "Okafor", "--entered", "2025-09-01")
	tried := s.object(done, "intervention", "add", "--name", "Lego therapy", "--kind", "teaching_assistant", "--minutes", "45", "--sessions", "3", "--weeks", "38", "--dry-run")
	wantKeys(t, "intervention add", tried, "name placed planned to_date forecast arithmetic warnings")
	if n := s.object(done, "provision-map")["count"].(float64); n != 0 {
		t.Fatalf("a dry run left %v interventions", n)
	}
	made := s.object(done, "intervention", "add", "--name", "Lego therapy", "--kind", "teaching_assistant", "--minutes", "45", "--sessions", "3", "--weeks", "38", "--starts", "2026-09-07", "--ends", "2027-07-16")
	id := made["id"].(string)
	if why := s.refusal(refused, "intervention", "set", id, "--minutes", "9999"); !strings.Contains(why, "from 0 to 480") {
		t.Error(why)
	}
	placed := s.object(done, "place", ana, ben, "--in", id, "--from", "2026-09-07")["placed"].([]any)
	if len(placed) != 2 {
		t.Fatalf("%v", placed)
	}
	share := placed[0].(map[string]any)["share"].(map[string]any)["planned"]
	if rec := s.object(done, "pupil", ana)["cost"].(map[string]any)["total"]; rec != share {
		t.Errorf("the map says %v, the pupil %v", share, rec)
	}
	if why := s.refusal(refused, "place", ana, "--in", id); !strings.Contains(why, "already") {
		t.Error(why)
	}
	place := placed[1].(map[string]any)["id"].(string)
	s.must("unplace", place, "--on", "2026-10-23", "--why", "Reached it")
	s.must("unplace", placed[0].(map[string]any)["id"].(string))
	s.must("undo")
	s.object(done, "intervention", "remove", id)
	s.must("undo")
	row := s.object(done, "provision-map")["interventions"].([]any)[0].(map[string]any)
	if len(row["placed"].([]any)) != 2 || row["name"] != "Lego therapy" {
		t.Errorf("%v", row)
	}
	offers := s.object(done, "offers")["offers"].([]any)
	if len(offers) < 41 || offers[0].(map[string]any)["name"] != "Lego therapy" {
		t.Errorf("%d offers", len(offers))
	}
}
