package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"needsbook/app/pack/signedpack"
	"needsbook/assets"
)

// badPacks are packs that must be refused, each with the place and the words of its fault.
func badPacks(t *testing.T) []struct{ name, path, says, text string } {
	t.Helper()
	changed := func(change func(p map[string]any)) string {
		var p map[string]any
		if err := json.Unmarshal(assets.Pack("continuum.json"), &p); err != nil {
			t.Fatal(err)
		}
		p["id"], p["worked_examples"] = "council", []any{}
		change(p)
		body, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	rules := func(p map[string]any, part string) map[string]any {
		return p["rules"].(map[string]any)[part].(map[string]any)
	}
	level := func(p map[string]any, n int) map[string]any { return p["levels"].([]any)[n].(map[string]any) }
	key, err := signedpack.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signedpack.Sign([]byte(changed(func(map[string]any) {})), "Kent", key)
	if err != nil {
		t.Fatal(err)
	}
	return []struct{ name, path, says, text string }{
		{"duplicate id", "levels[2]", "two levels “L1”", changed(func(p map[string]any) { level(p, 2)["id"] = "L1" })},
		{"same rank", "levels[2]", "Two levels have rank", changed(func(p map[string]any) { level(p, 2)["rank"] = 1 })},
		{"cycle", "crosswalk.maps[0]", "leads from this very pack", changed(func(p map[string]any) {
			p["crosswalk"] = map[string]any{"maps": []any{map[string]any{"from_id": "council", "from_version": p["version"]}}}
		})},
		{"missing level", "rules.moderation.sample_levels[0]", "no level “L9”", changed(func(p map[string]any) {
			rules(p, "moderation")["sample_levels"] = []any{"L9"}
		})},
		{"wrong example", "worked_examples[0].expect.overall", "“Mine” does not hold", changed(func(p map[string]any) {
			p["worked_examples"] = []any{map[string]any{"name": "Mine", "ratings": map[string]any{"cl.lit": "L2"}, "expect": map[string]any{"overall": "L5"}}}
		})},
		{"unknown rule for areas", "rules.area_level.method", "does not know the rule “dice”", changed(func(p map[string]any) { rules(p, "area_level")["method"] = "dice" })},
		{"unknown rule for the whole", "rules.overall_level.method", "does not know the rule “dice”", changed(func(p map[string]any) { rules(p, "overall_level")["method"] = "dice" })},
		{"co-occurring with a level that people choose", "rules.co_occurring", "works with the rule “highest_area” only", changed(func(p map[string]any) {
			rules(p, "overall_level")["method"] = "manual"
		})},
		{"a table without points", "rules.overall_level.method", "needs the rule “points”", changed(func(p map[string]any) {
			rules(p, "co_occurring")["enabled"] = false
			rules(p, "overall_level")["method"] = "points_table"
			rules(p, "overall_level")["table"] = []any{map[string]any{"from": 0, "to": nil, "level": "L0"}}
		})},
		{"unknown name", "", "does not know “colour”", changed(func(p map[string]any) { p["colour"] = "red" })},
		{"ends before it begins", "valid_to", "ends before it begins", changed(func(p map[string]any) { p["valid_to"] = "2020-01-01" })},
		{"changed after signing", "", "changed after it was signed", strings.Replace(string(signed), `"by": "Kent"`, `"by": "Bent"`, 1)},
		{"half a file", "", "ends too early", changed(func(map[string]any) {})[:5000]},
		{"no pack at all", "", "not whole JSON", "PK\x03\x04"},
		{"empty", "", "ends too early", ""},
	}
}

// What a council may send by mistake, or somebody on purpose: each is refused with its
// place in the file and a sentence, the pack in use stays and nothing is written.
func TestBadPackIsRefusedWithItsPlaceAndNothingIsWritten(t *testing.T) {
	t.Parallel()
	s := demoSchool(t)
	before := s.must("pack", "list") + s.must("history")
	file, err := os.Stat(s.file)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range badPacks(t) {
		path := s.write("bad.json", c.text)
		for _, verb := range []string{"check", "install"} {
			bad := s.object(refused, "pack", verb, path)
			list, _ := bad["problems"].([]any)
			found := false
			for _, p := range list {
				one := p.(map[string]any)
				found = found || one["path"] == c.path && strings.Contains(one["message"].(string), c.says)
			}
			if !found {
				t.Errorf("%s, %s: want %q at %q, got %v", c.name, verb, c.says, c.path, bad)
			}
		}
	}
	if now, err := os.Stat(s.file); err != nil || now.Size() != file.Size() || !now.ModTime().Equal(file.ModTime()) {
		t.Error("the school's file was written", err)
	}
	if after := s.must("pack", "list") + s.must("history"); after != before {
		t.Errorf("the packs or the history changed:\n%s", after)
	}
}
