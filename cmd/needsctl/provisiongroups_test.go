package main

import (
	"strings"
	"testing"
)

// group puts two pupils into a new group and returns its id and their places.
func group(t *testing.T, s *terminal) (id string, places []string) {
	t.Helper()
	id = s.object(done, "intervention", "add", "--name", "Reading group", "--kind", "teaching_assistant", "--minutes", "30", "--sessions", "4", "--weeks", "38",
		"--starts", "2026-09-07", "--ends", "2027-07-16")["id"].(string)
	ana, ben := s.addPupil("--surname", "Price", "--entered", "2025-09-01"), s.addPupil("--surname", "Okafor", "--entered", "2025-09-01")
	for _, p := range s.object(done, "place", ana, ben, "--in", id, "--from", "2026-09-07")["placed"].([]any) {
		places = append(places, p.(map[string]any)["id"].(string))
	}
	return id, places
}

// planned adds up what the rows of the map are planned to cost.
func planned(t *testing.T, s *terminal) (rows int, costs []string) {
	t.Helper()
	for _, r := range s.object(done, "provision-map")["interventions"].([]any) {
		costs = append(costs, r.(map[string]any)["planned"].(string))
	}
	return len(costs), costs
}

func TestGroupsAreSplitJoinedAndCarriedOver(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id, places := group(t, s)
	_, whole := planned(t, s)
	two := s.object(done, "intervention", "split", id, places[0], "--name", "Reading group at noon")["interventions"].([]any)
	if len(two) != 2 || two[1].(map[string]any)["name"] != "Reading group at noon" || len(two[0].(map[string]any)["placed"].([]any)) != 1 {
		t.Fatalf("%v", two)
	}
	other := two[1].(map[string]any)["id"].(string)
	s.object(done, "intervention", "join", id, other)
	if n, costs := planned(t, s); n != 1 || costs[0] != whole[0] {
		t.Errorf("joined again they cost %v, before %v", costs, whole)
	}
	s.refusal(refused, "intervention", "split", id, "nobody")
	s.refusal(refused, "intervention", "join", id, id)
	next := s.object(done, "intervention", "carry-over", id, "--pupils")["interventions"].([]any)[0].(map[string]any)
	if next["starts"] != "2027-09-07" || next["pupils"] != 2.0 {
		t.Errorf("next year: %v", next)
	}
	s.must("undo")
	s.refusal(refused, "intervention", "carry-over", "nothing")
}

func TestPupilMovesToAnotherGroup(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id, places := group(t, s)
	to := s.object(done, "intervention", "add", "--name", "Spelling group", "--kind", "teaching_assistant", "--minutes", "20", "--sessions", "2",
		"--starts", "2026-09-07", "--ends", "2027-07-16")["id"].(string)
	row := s.object(done, "move", places[0], "--to", to, "--from", "2026-11-02")["interventions"].([]any)[0].(map[string]any)
	if place := row["placed"].([]any)[0].(map[string]any); place["starts"] != "2026-11-02" || row["name"] != "Spelling group" {
		t.Errorf("%v", row)
	}
	s.refusal(refused, "move", places[1], "--to", id)
	s.refusal(misused, "move", places[1])
}

func TestTimesAndThingsBoughtAreTyped(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id, _ := group(t, s)
	row := s.object(done, "intervention", "set", id, "--at", "mon 9:30, Wed 13.15", "--bought", "Hand puppets 45.00; Books 180.00 over 3 years")
	slots, bought := row["slots"].([]any), row["bought"].([]any)
	if len(slots) != 2 || slots[1].(map[string]any)["at"] != "13:15" || slots[1].(map[string]any)["day"] != 3.0 {
		t.Errorf("%v", slots)
	}
	if len(bought) != 2 || bought[0].(map[string]any)["what"] != "Hand puppets" || bought[1].(map[string]any)["years"] != 3.0 || !strings.Contains(row["arithmetic"].(string), "£180.00 over 3 years") {
		t.Errorf("%v in %v", bought, row["arithmetic"])
	}
	for _, bad := range [][]string{{"--at", "sat 9:30"}, {"--at", "mon"}, {"--at", "mon 25:00"}, {"--bought", "Books"}, {"--bought", "Books dear"}, {"--bought", "Books 9 over few years"}} {
		s.refusal(misused, append([]string{"intervention", "set", id}, bad...)...)
	}
	s.refusal(refused, "intervention", "set", id, "--bought", "Books -9.00")
	if cleared := s.object(done, "intervention", "set", id, "--at", "", "--bought", ""); len(cleared["slots"].([]any))+len(cleared["bought"].([]any)) != 0 {
		t.Errorf("%v", cleared)
	}
}

func TestPupilShowsTheSpendOfTheYear(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	_, places := group(t, s)
	row := s.object(done, "provision-map")["interventions"].([]any)[0].(map[string]any)
	share := row["placed"].([]any)[0].(map[string]any)
	spend := s.object(done, "pupil", share["pupil"].(string))["spend"].(map[string]any)
	wantKeys(t, "spend", spend, "planned to_date to_come not_held forecast school above example missing")
	if spend["planned"] != share["share"].(map[string]any)["planned"] || len(places) != 2 {
		t.Errorf("%v beside %v", spend, share)
	}
}
