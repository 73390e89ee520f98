package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

func TestPlanIsReviewedSignedOffAndCorrected(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price", "--status", "K")
	plan := s.object(done, "cycle", id, "--aim", "Reads aloud", "--starts", "2026-09-07")["id"].(string)
	outcome := s.object(done, "outcome", id, "--words", "Reads a page", "--plan", plan, "--start-score", "4", "--area", "cognition_learning")["id"].(string)
	s.refusal(refused, "outcome", id, "--id", outcome, "--score", "many")
	s.refusal(refused, "plan", "sign", plan, "--by", "R. Ahmed")
	s.must("outcome", id, "--id", outcome, "--result", "partly", "--score", "6")
	s.must("review", id, "--id", plan, "--result", "partly", "--pupil-view", "I read to Tom", "--pupil-how", "drawing", "--parent-why-not", "Away", "--next-aim", "Reads to a friend", "--carry-on")
	s.refusal(refused, "plan", "sign", plan)
	s.must("plan", "sign", plan, "--by", "R. Ahmed")
	if words := s.refusal(refused, "cycle", id, "--id", plan, "--aim", "Another"); !strings.Contains(words, "signed off on") {
		t.Error(words)
	}
	s.refusal(refused, "outcome", id, "--id", outcome, "--remove")
	s.refusal(refused, "plan", "correct", plan, "--words", "Seven")
	s.must("plan", "correct", plan, "--words", "Seven", "--why", "Counted again")
	p := s.object(done, "pupil", id)
	if k := p["corrections"].([]any); len(k) != 1 || k[0].(map[string]any)["record"] != plan {
		t.Errorf("%v", k)
	}
	outcomes := p["outcomes"].([]any)
	if len(outcomes) != 2 || outcomes[1].(map[string]any)["follows"] != outcome || outcomes[1].(map[string]any)["start_score"] != "6" {
		t.Errorf("%v", outcomes)
	}
	cycles := p["cycles"].([]any)
	if first := cycles[0].(map[string]any); first["signed_by"] != "R. Ahmed" || first["parent_why_not"] != "Away" {
		t.Errorf("%v", first)
	}
}

func TestPlansThatAreDueAreReviewedTogether(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	for _, name := range []string{"Price", "Young", "Zulu"} {
		id := s.addPupil("--surname", name, "--status", "K")
		s.must("cycle", id, "--aim", "Reads aloud", "--starts", "2026-09-07", "--due", "2026-11-02")
	}
	type group struct {
		Rows []struct {
			ID   string `json:"id"`
			Name string `json:"name"`
			Mark string `json:"mark"`
			Next string `json:"next"`
		} `json:"rows"`
	}
	var g group
	if s.json(done, &g, "group-review", "plans"); len(g.Rows) != 3 || g.Rows[0].Name != "Price" {
		t.Fatalf("%+v", g)
	}
	s.refusal(refused, "group-review", "plans", "nobody=met")
	s.refusal(misused, "group-review", "plans", g.Rows[0].ID+"=super")
	s.refusal(refused, "group-review", "intervention/none")
	s.refusal(refused, "group-review", "plans", g.Rows[0].ID+"=met", "--on", "2026-09-01")
	if o := s.object(done, "group-review", "plans", g.Rows[0].ID+"=met"); o["reviewed"] != 1.0 || o["later"] != 2.0 {
		t.Errorf("%v", o)
	}
	s.json(done, &g, "group-review", "plans")
	if len(g.Rows) != 2 {
		t.Fatalf("%+v", g)
	}
	for i := range g.Rows {
		g.Rows[i].Mark, g.Rows[i].Next = "partly", "Shorter texts"
	}
	body, err := json.Marshal(g)
	if err != nil {
		t.Fatal(err)
	}
	path := s.beside("rows.json")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	s.refusal(refused, "group-review", "plans", "--from", s.beside("none.json"))
	s.must("group-review", "plans", "--from", path)
	if out := s.must("group-review", "plans"); !strings.Contains(out, "Nobody is due.") {
		t.Error(out)
	}
	s.must("undo")
	s.json(done, &g, "group-review", "plans")
	if len(g.Rows) != 2 {
		t.Error("the review was not one step")
	}
}
