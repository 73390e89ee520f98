package continuum_test

import (
	"strings"
	"testing"

	"needsbook/app/continuum"
)

// councilStyle is the shipped pack with other kinds of rule and no worked examples.
func councilStyle(t *testing.T, area, overall object, more func(object)) (*continuum.Pack, []string) {
	t.Helper()
	p, problems := load(t, func(f object) {
		area["explain"], overall["explain"] = "Area rule.", "Overall rule."
		rules(f)["area_level"], rules(f)["overall_level"] = area, overall
		rules(f)["co_occurring"] = object{"enabled": false}
		f["worked_examples"] = []any{}
		if more != nil {
			more(f)
		}
	})
	var says []string
	for _, problem := range problems {
		says = append(says, problem.String())
	}
	return p, says
}

func row(from int, to any, level string) any { return object{"from": from, "to": to, "level": level} }

// Islington's way: weights, and a cap so that one area cannot swamp the rest.
func TestPointsWithWeightsAndCap(t *testing.T) {
	p, problems := councilStyle(t,
		object{
			"method": "points", "weights": object{"cl.lrn": 4, "cl.lit": 4, "cl.num": 4, "cl.org": 4, "sp.hea": 4, "ci.und": 2},
			"cap":   object{"cognition_learning": 16},
			"table": []any{row(0, 0, "L0"), row(1, 3, "L1"), row(4, 7, "L2"), row(8, 15, "L3"), row(16, 19, "L4"), row(20, nil, "L5")},
		},
		object{"method": "points_table", "table": []any{row(0, 9, "L1"), row(10, 19, "L3"), row(20, nil, "L5")}},
		func(f object) {
			f["tariff"].(object)["band_rules"] = []any{object{"min_points": 20, "band": "x3"}, object{"min_points": 10, "band": "shared"}}
		})
	if problems != nil {
		t.Fatal(problems)
	}
	cases := []struct {
		ratings                      map[string]string
		points                       int
		learning, communicate, level string
		band                         string
	}{
		{map[string]string{"cl.lrn": "L3", "cl.lit": "L3", "cl.num": "L3"}, 16, "L4", "", "L3", "shared"},
		{map[string]string{"cl.lrn": "L3", "cl.lit": "L3", "ci.und": "L2", "ci.exp": "L1"}, 21, "L4", "L2", "L5", "x3"},
		{map[string]string{"ci.exp": "L1"}, 1, "", "L1", "L1", ""},
		{map[string]string{"ci.exp": "L0"}, 0, "", "L0", "L1", ""},
	}
	for _, c := range cases {
		s, err := continuum.Suggest(p, c.ratings)
		if err != nil {
			t.Fatal(err)
		}
		if s.Points != c.points || s.Areas["cognition_learning"] != c.learning || s.Areas["communication_interaction"] != c.communicate || s.Suggested != c.level || s.Band != c.band {
			t.Errorf("%v gives %+v", c.ratings, s)
		}
	}
	s, _ := continuum.Suggest(p, cases[0].ratings)
	for _, says := range []string{"with 16 points from “Learning across subjects”", "16 points together", "Area rule."} {
		if !strings.Contains(s.Explanation(), says) {
			t.Errorf("no %q in %s", says, s.Explanation())
		}
	}
}

func TestBestFitIsOneJudgementForEachArea(t *testing.T) {
	p, problems := councilStyle(t, object{"method": "manual_best_fit"}, object{"method": "highest_area"}, nil)
	if problems != nil {
		t.Fatal(problems)
	}
	s, err := continuum.Suggest(p, map[string]string{"semh": "L2", "se.reg": "L4", "cl.lrn": "L3"})
	if err != nil {
		t.Fatal(err)
	}
	if s.Areas["semh"] != "L2" || s.Areas["cognition_learning"] != "" || s.Suggested != "L2" {
		t.Errorf("strand ratings moved the judgement: %+v", s)
	}
}

func TestManualContinuumLeavesTheLevelToPeople(t *testing.T) {
	p, problems := councilStyle(t, object{"method": "highest_strand"}, object{"method": "manual"}, nil)
	if problems != nil {
		t.Fatal(problems)
	}
	s, _ := continuum.Suggest(p, map[string]string{"ci.und": "L3"})
	if s.Suggested != "" || s.Highest != "L3" || s.Route != "" {
		t.Errorf("%+v", s)
	}
	if done, err := continuum.Confirm(p, s, "L4", "", "senco"); err != nil || done.Confirmed != "L4" {
		t.Error(err)
	}
}

func TestAreaWithoutStrandsIsRatedDirectly(t *testing.T) {
	p, problems := load(t, func(f object) {
		cells := object{}
		for _, id := range []string{"L0", "L1", "L2", "L3", "L4", "L5"} {
			cells[id] = []any{object{"id": "hv." + id, "text": "What adults see."}}
		}
		f["areas"] = append(f["areas"].([]any), object{"id": "hearing_vision", "name": "Hearing and vision", "strands": []any{}, "descriptors": cells})
		f["worked_examples"] = []any{}
	})
	if problems != nil {
		t.Fatal(problems)
	}
	s, err := continuum.Suggest(p, map[string]string{"hearing_vision": "L3"})
	if err != nil || s.Suggested != "L3" || s.MainArea != "hearing_vision" {
		t.Errorf("%+v %v", s, err)
	}
}

func TestValuesOfAnotherKindOfRuleAreRefused(t *testing.T) {
	open := []any{row(0, nil, "L1")}
	cases := []struct {
		name          string
		area, overall object
		says          string
	}{
		{"weights without points", object{"method": "highest_strand", "weights": object{"ci.und": 2}}, object{"method": "highest_area"}, "for the rule “points” only"},
		{"points without a table", object{"method": "points"}, object{"method": "highest_area"}, "needs a table"},
		{"points_table without points", object{"method": "highest_strand"}, object{"method": "points_table", "table": open}, "needs the rule “points”"},
		{"table without points_table", object{"method": "highest_strand"}, object{"method": "highest_area", "table": open}, "“points_table” only"},
		{"gap", object{"method": "points", "table": []any{row(0, 2, "L0"), row(4, nil, "L1")}}, object{"method": "highest_area"}, "should start at 3 points"},
		{"falls", object{"method": "points", "table": []any{row(0, 2, "L3"), row(3, nil, "L1")}}, object{"method": "highest_area"}, "lower level"},
		{"has an end", object{"method": "points", "table": []any{row(0, 2, "L3")}}, object{"method": "highest_area"}, "no end"},
		{"no end inside", object{"method": "points", "table": []any{row(0, nil, "L1"), row(3, nil, "L2")}}, object{"method": "highest_area"}, "needs an end"},
		{"weight for no strand", object{"method": "points", "table": open, "weights": object{"x": 1}}, object{"method": "highest_area"}, "no strand “x”"},
		{"cap for no area", object{"method": "points", "table": open, "cap": object{"x": 1}}, object{"method": "highest_area"}, "no area “x”"},
	}
	for _, c := range cases {
		p, problems := councilStyle(t, c.area, c.overall, nil)
		if p != nil || !strings.Contains(strings.Join(problems, "\n"), c.says) {
			t.Errorf("%s: want %q, got %v", c.name, c.says, problems)
		}
	}
	_, problems := councilStyle(t, object{"method": "highest_strand"}, object{"method": "manual"}, func(f object) {
		rules(f)["co_occurring"] = object{"enabled": true, "min_areas": 3, "at": "highest_area_level", "applies_when_highest_in": []any{"L2"}, "raise_by": 1, "cap": "L4", "explain": "Up."}
		part(f["tariff"].(object)["band_rules"], 0)["min_points"] = 5
	})
	if len(problems) != 2 || !strings.Contains(problems[0], "“highest_area” only") || !strings.Contains(problems[1], "Points can set a band") {
		t.Error(problems)
	}
}
