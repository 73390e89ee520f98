package desk

import (
	"bytes"
	"testing"

	"needsbook/assets"
)

// The rules of a panel are the hub's: a council sends them round, and no school is asked
// to put them in use.
func TestRulesOfAPanelAreCheckedAndPutInUseByNoSchool(t *testing.T) {
	shipped := assets.Pack("panel.json")
	if problems := CheckPack(shipped); len(problems) > 0 {
		t.Error(problems)
	}
	if problems := CheckPack(bytes.Replace(shipped, []byte(`"quorum": 3`), []byte(`"quorum": 0`), 1)); len(problems) == 0 {
		t.Error("rules that cannot be kept were let through")
	}
	if _, problems := slotOfBody(shipped); problems == nil {
		t.Error("a school has a place for a panel's rules")
	}
}
