package panel

import (
	"strings"
	"testing"

	"needsbook/app/funding"
	"needsbook/assets"
)

func TestShippedRulesHold(t *testing.T) {
	r, problems := LoadRules(assets.Pack("panel.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	if len(r.Examples) < 10 {
		t.Error("worked examples were not read")
	}
}

// Schools read a decision by the codes of their own pack.
func TestReasonsAndRungsAreThoseThatSchoolsKnow(t *testing.T) {
	rules, problems := funding.LoadDecisionRules(assets.Pack("request-decisions.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	for _, c := range Shipped().Reasons {
		if rules.ReasonOf(c.ID).Next == "" {
			t.Errorf("schools do not know the reason %s", c.ID)
		}
	}
	for _, rung := range Shipped().Ladder {
		if rules.RungName(rung.ID) == rung.ID {
			t.Errorf("schools do not know the rung %s", rung.ID)
		}
	}
	for _, o := range Shipped().Disputes.Outcomes {
		if funding.DisputeWords[o.ID] == "" {
			t.Errorf("schools do not know the outcome %s of a dispute", o.ID)
		}
	}
}

func TestRulesThatCannotBeKeptAreRefused(t *testing.T) {
	whole := string(assets.Pack("panel.json"))
	cases := []struct{ name, from, to, says string }{
		{"an outcome twice", `"id": "decline", "words": "not agreed"`, `"id": "agree", "words": "not agreed"`, "listed twice"},
		{"an outcome called abstain", `{ "id": "refer", "words": "referred on"`, `{ "id": "abstain", "words": "referred on"`, "Choose another id"},
		{"part without money", `"money": true, "part": true`, `"part": true`, "must give money"},
		{"nobody agrees", `"id": "agree", "words": "agreed", "money": true`, `"id": "agree", "words": "agreed"`, "in full"},
		{"own school is no interest", `"id": "own_school"`, `"id": "own"`, "own_school"},
		{"no days to go further", `"days": 10, "further_days": 10`, `"days": 10, "further_days": 0`, "days to go further"},
		{"no panel on the ladder", `"who": "panel", "days": 5`, `"who": "council", "days": 5`, "panel’s own"},
		{"an end above which nobody stands", `"who": "council", "days": 0`, `"who": "council", "days": 3`, "Nobody stands above"},
		{"an example that does not hold", `"expect": "32 minutes"`, `"expect": "31 minutes"`, "does not hold"},
		{"an example with an unknown vote", `"votes": ["agree", "agree", "decline"]`, `"votes": ["yes"]`, "no outcome"},
		{"a majority of less than half", `"percent": 50`, `"percent": 40`, "50"},
		{"an unknown field", `"quorum": 3`, `"quorum": 3, "veto": true`, "veto"},
	}
	for _, c := range cases {
		text := strings.Replace(whole, c.from, c.to, 1)
		if text == whole {
			t.Errorf("%s: the pack was not changed", c.name)
		}
		_, problems := LoadRules([]byte(text))
		found := false
		for _, p := range problems {
			found = found || strings.Contains(p.String(), c.says)
		}
		if !found {
			t.Errorf("%s: want %q, got %v", c.name, c.says, problems)
		}
	}
}

func FuzzLoadRules(f *testing.F) {
	f.Add(assets.Pack("panel.json"))
	f.Add([]byte(`{"format":"cluster-panel"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, problems := LoadRules(data); problems == nil && r.panelRung() < 0 {
			t.Error("accepted rules without a panel")
		}
	})
}
