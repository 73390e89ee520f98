package continuum_test

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"needsbook/app/continuum"
	"needsbook/app/day"
)

func TestShippedContinuumLoads(t *testing.T) {
	p := shipped(t)
	if p.Name() != "default-kent-style 2026.11.1" || len(p.Levels) != 6 || len(p.Areas) != 4 || len(p.Examples) != 12 {
		t.Errorf("%s: %d levels, %d areas, %d examples", p.Name(), len(p.Levels), len(p.Areas), len(p.Examples))
	}
	strands := 0
	for _, a := range p.Areas {
		strands += len(a.Strands)
	}
	if strands != 17 {
		t.Errorf("%d strands", strands)
	}
	if w := p.Warnings(); w != nil {
		t.Error(w)
	}
}

func TestPackThatDoesNotFitTogetherIsRefused(t *testing.T) {
	cases := []struct {
		name   string
		change func(object)
		path   string
		says   string
	}{
		{"level twice", func(f object) { part(f["levels"], 1)["id"] = "L0" }, "levels[1]", "two levels “L0”"},
		{"rank twice", func(f object) { part(f["levels"], 1)["rank"] = 0 }, "levels[1]", "rank 0"},
		{"route unknown", func(f object) { part(f["levels"], 1)["funding_route"] = "lottery" }, "levels[1].funding_route", "“lottery”"},
		{"level's band unknown", func(f object) { part(f["levels"], 1)["tariff_band"] = "gold" }, "levels[1].tariff_band", "“gold”"},
		{"route's term unknown", func(f object) { delete(f["terms"].(object), "targeted") }, "funding_routes.targeted.term", "no term “targeted”"},
		{"strand twice", func(f object) { strand(f, 1, 0)["id"] = "ci.und" }, "areas[1].strands[0]", "already used at areas[0].strands[0]"},
		{"statement twice", func(f object) {
			part(strand(f, 0, 0)["descriptors"].(object)["L1"], 0)["id"] = "ci.und.1b"
		}, "areas[0].strands[0].descriptors.L1", "ci.und.1b"},
		{"no text for a level", func(f object) { delete(strand(f, 0, 1)["descriptors"].(object), "L3") }, "areas[0].strands[1].descriptors", "no text for level L3"},
		{"text for no level", func(f object) { strand(f, 0, 1)["descriptors"].(object)["L9"] = []any{} }, "areas[0].strands[1].descriptors", "no level “L9”"},
		{"combination's strand unknown", func(f object) {
			part(part(rules(f)["combinations"], 0)["when"].(object)["all"], 0)["strand"] = "sp.nose"
		}, "rules.combinations[0].when", "sp.nose"},
		{"combination's area unknown", func(f object) {
			part(rules(f)["combinations"], 0)["then"].(object)["area"] = "moon"
		}, "rules.combinations[0].then.area", "moon"},
		{"area without a level", func(f object) {
			delete(part(rules(f)["combinations"], 0)["then"].(object), "min_area_level")
		}, "rules.combinations[0].then", ""},
		{"prompt id twice", func(f object) { part(rules(f)["combinations"], 1)["id"] = "few_ratings" }, "rules.combinations[1]", "few_ratings"},
		{"cap unknown", func(f object) { rules(f)["co_occurring"].(object)["cap"] = "L7" }, "rules.co_occurring.cap", "L7"},
		{"co-occurring half given", func(f object) { delete(rules(f)["co_occurring"].(object), "cap") }, "rules.co_occurring", "“cap”"},
		{"lone peak's level unknown", func(f object) {
			rules(f)["prompts"].(object)["lone_peak"].(object)["min_level"] = "X"
		}, "rules.prompts.lone_peak.min_level", "X"},
		{"band unknown", func(f object) {
			part(f["tariff"].(object)["band_rules"], 0)["band"] = "x9"
		}, "tariff.band_rules[0].band", "x9"},
		{"band twice", func(f object) { part(f["tariff"].(object)["bands"], 0)["key"] = "x1" }, "tariff.bands[3]", "two bands “x1”"},
		{"bad amount", func(f object) {
			part(f["tariff"].(object)["bands"], 0)["amounts"].(object)["srp"] = -1
		}, "tariff.bands[0].amounts.srp", "too small"},
		{"fraction of a penny too fine", func(f object) {
			part(f["tariff"].(object)["bands"], 0)["amounts"].(object)["srp"] = json.Number("0.123456")
		}, "", "0.123456 in the tariff band none is not an amount of money"},
		{"crosswalk to nowhere", func(f object) {
			f["crosswalk"] = object{"maps": []any{object{"from_id": "a", "from_version": "1", "strands": object{"old": "new"}, "levels": object{"A": "B"}}}}
		}, "crosswalk.maps[0].strands.old", "“new”"},
		{"unknown rule part", func(f object) { rules(f)["co_occurring"].(object)["min_area"] = 2 }, "rules.co_occurring", "“min_area”"},
		{"not only a suggestion", func(f object) { rules(f)["status"] = "decides" }, "rules.status", "suggest_only"},
	}
	for _, c := range cases {
		p, problems := load(t, c.change)
		found := false
		for _, problem := range problems {
			found = found || problem.Path == c.path && strings.Contains(problem.Message, c.says)
		}
		if p != nil || !found {
			t.Errorf("%s: want %q at %q, got %v", c.name, c.says, c.path, problems)
		}
	}
}

func TestUnknownKindOfRuleIsRefusedByName(t *testing.T) {
	for _, rule := range []string{"area_level", "overall_level"} {
		_, problems := load(t, func(f object) { rules(f)[rule].(object)["method"] = "average" })
		if len(problems) == 0 || !strings.Contains(problems[0].Message, "does not know the rule “average”") {
			t.Errorf("%s: %v", rule, problems)
		}
	}
}

func TestPackWhoseExampleDoesNotHoldIsRefusedNamingIt(t *testing.T) {
	for i, e := range shipped(t).Examples {
		keys := slices.Sorted(maps.Keys(e.Expect))
		key := keys[i%len(keys)] // twelve examples, ten keys: each key is tried
		_, problems := load(t, func(f object) {
			expect := part(f["worked_examples"], i)["expect"].(object)
			switch v := expect[key].(type) {
			case bool:
				expect[key] = !v
			case []any:
				expect[key] = append(v, "ZZ")
			case object:
				delete(v, "semh")
			default:
				expect[key] = "other"
			}
		})
		if len(problems) != 1 || !strings.Contains(problems[0].Message, "“"+e.Name+"” does not hold") {
			t.Errorf("%s, %s: %v", e.Name, key, problems)
		}
	}
	_, problems := load(t, func(f object) { rules(f)["co_occurring"].(object)["enabled"] = false })
	if len(problems) == 0 || !strings.Contains(problems[0].Message, "Three areas at level 2") {
		t.Errorf("a changed rule went through: %v", problems)
	}
	_, problems = load(t, func(f object) { part(f["worked_examples"], 3)["ratings"].(object)["ci.nose"] = "L1" })
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "Autistic profile") {
		t.Error(problems)
	}
}

func TestBlankCellIsAWarningOnly(t *testing.T) {
	p, problems := load(t, func(f object) { strand(f, 0, 0)["descriptors"].(object)["L0"] = []any{} })
	if problems != nil {
		t.Fatal(problems)
	}
	if w := p.Warnings(); len(w) != 1 || w[0].Path != "ci.und" {
		t.Error(w)
	}
}

func TestLevelsAreOrderedByRankNotByPlace(t *testing.T) {
	p, problems := load(t, func(f object) {
		levels := f["levels"].([]any)
		levels[0], levels[5] = levels[5], levels[0]
	})
	if problems != nil {
		t.Fatal(problems)
	}
	if p.Compare("L5", "L0") != 5 || p.Levels[0].ID != "L0" {
		t.Error("levels are not in the order of rank")
	}
}

// someDay is a day on which every amount of these tests holds.
var someDay = day.Of(2026, 11, 2)

// An amount that was made up is never given out, whichever mark says so.
func TestExampleAmountsAreNeverGivenOut(t *testing.T) {
	if amount, ok := shipped(t).Tariff.Amount("x1", "mainstream", someDay); ok {
		t.Errorf("gave out the example amount %s", amount)
	}
	publish := func(f object) object {
		tariff := f["tariff"].(object)
		tariff["example_only"], tariff["status"] = false, "published"
		for _, b := range tariff["bands"].([]any) {
			b.(object)["example"] = false
		}
		return tariff
	}
	p, problems := load(t, func(f object) {
		part(publish(f)["bands"], 3)["amounts"].(object)["mainstream"] = json.Number("5000.50")
	})
	if problems != nil {
		t.Fatal(problems)
	}
	if amount, ok := p.Tariff.Amount("x1", "mainstream", someDay); !ok || amount.String() != "5000.50" {
		t.Errorf("a published amount reads %v, %v", amount, ok)
	}
	for _, missing := range [][2]string{{"none", "srp"}, {"x9", "mainstream"}, {"x1", "boarding"}} {
		if _, ok := p.Tariff.Amount(missing[0], missing[1], someDay); ok {
			t.Errorf("an amount for %v", missing)
		}
	}
	for name, mark := range map[string]func(object){
		"band":   func(tariff object) { part(tariff["bands"], 3)["example"] = true },
		"status": func(tariff object) { tariff["status"] = "example" },
		"whole":  func(tariff object) { tariff["example_only"] = true },
	} {
		p, _ := load(t, func(f object) { mark(publish(f)) })
		if _, ok := p.Tariff.Amount("x1", "mainstream", someDay); ok {
			t.Errorf("%s is marked as an example and gives an amount", name)
		}
	}
}

func TestContinuumMayHaveNoTariff(t *testing.T) {
	p, problems := load(t, func(f object) {
		delete(f, "tariff")
		f["worked_examples"] = []any{}
	})
	if problems != nil {
		t.Fatal(problems)
	}
	s, err := continuum.Suggest(p, map[string]string{"ci.und": "L4"})
	if err != nil || s.Band != "" || s.Suggested != "L4" {
		t.Errorf("%+v %v", s, err)
	}
	if _, ok := p.Tariff.Amount("x1", "mainstream", someDay); ok {
		t.Error("an amount without a tariff")
	}
}

//go:embed testdata/small.json
var small []byte

// What a council may leave out, it may: no tariff, prompts, combinations or terms.
func TestSmallestContinuumLoads(t *testing.T) {
	p, problems := continuum.Load(small)
	if problems != nil {
		t.Fatal(problems)
	}
	s, err := continuum.Suggest(p, map[string]string{"talk": "some", "moving": "some"})
	if err != nil || s.Suggested != "some" || len(s.Tied) != 2 || s.Raised {
		t.Errorf("%+v %v", s, err)
	}
	if w := p.Warnings(); len(w) != 2 {
		t.Error(w)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(small)
	f.Add(small[:len(small)/2])
	f.Add(bytes.Replace(small, []byte("highest_strand"), []byte("points"), 1))
	f.Add(bytes.Replace(small, []byte("highest_area"), []byte("manual"), 1))
	f.Add(bytes.Replace(small, []byte(`"rank": 1`), []byte(`"rank": 0`), 1))
	f.Add([]byte(`{"format":"sen-continuum","format_version":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, problems := continuum.Load(data)
		if (p == nil) == (problems == nil) {
			t.Fatal("a pack and problems, or neither")
		}
		if p == nil {
			return
		}
		for _, a := range p.Areas {
			for _, st := range a.Strands {
				for _, l := range p.Levels {
					if _, err := continuum.Suggest(p, map[string]string{st.ID: l.ID}); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	})
}
