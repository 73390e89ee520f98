package desk

import (
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/summary"
)

func TestASummaryIsMadeAnewOnlyWhereWhatItIsMadeOfChanged(t *testing.T) {
	hash := "sha256:" + strings.Repeat("0", 64)
	facts := summary.Facts{CodeLists: summary.CodeLists{Continuum: hash, Need: hash}, URN: "999999", Cluster: "DEMO-01", Series: "2026-27/autumn", AsOf: day.Of(2026, 11, 23), Epoch: "0123456789abcdef0123456789abcdef", Rev: 1, Phase: "primary", Roll: 200, Levels: []string{"L1", "L2"}}
	var last lastBuilt
	first, err := last.make(facts, summary.Memory{})
	if err != nil || first.ID == "" {
		t.Fatalf("%v: %+v", err, first)
	}
	last.built.ID = "kept"
	if again, err := last.make(facts, summary.Memory{}); err != nil || again.ID != "kept" {
		t.Errorf("the same facts were worked out again: %v", err)
	}
	if again, err := last.make(facts, summary.Memory{LostIn: 2026}); err != nil || again.ID == "kept" {
		t.Errorf("another memory gave the summary of the one before: %v", err)
	}
	last.built.ID = "kept"
	facts.Roll++
	if again, err := last.make(facts, summary.Memory{LostIn: 2026}); err != nil || again.ID == "kept" {
		t.Errorf("other facts gave the summary of those before: %v", err)
	}
}
