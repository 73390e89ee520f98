package continuum_test

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"needsbook/app/continuum"
	"needsbook/assets"
	"pgregory.net/rapid"
)

func TestPreviewCountsTheWays(t *testing.T) {
	from := shipped(t)
	to, problems := load(t, func(f object) { // the next version has no co-occurring rule and a stricter pair of strands
		f["version"], f["worked_examples"] = "2027.1", []any{}
		rules(f)["co_occurring"].(object)["enabled"] = false
		part(rules(f)["combinations"], 0)["then"].(object)["min_area_level"] = "L4"
	})
	if problems != nil {
		t.Fatal(problems)
	}
	moves := continuum.Preview(from, to, []continuum.Case{
		{ID: "a", Ratings: map[string]string{"cl.lit": "L2"}},
		{ID: "b", Ratings: map[string]string{"ci.exp": "L2", "cl.lrn": "L2", "se.att": "L2"}},
		{ID: "c", Ratings: map[string]string{"sp.hea": "L2", "sp.vis": "L2"}},
		{ID: "d", Ratings: map[string]string{"cl.lit": "L2"}, Level: "L3"},
		{ID: "e", Ratings: map[string]string{}},
		{ID: "f", Ratings: map[string]string{"old.strand": "L2"}, Level: "L2"},
		{ID: "h", Ratings: map[string]string{"cl.lit": "Band B"}, Level: "L2"},
		{ID: "g", Ratings: map[string]string{"cl.lit": "L2"}, Level: "Band B"},
	})
	ways := map[string]string{}
	for _, m := range moves.ByPupil {
		ways[m.ID] = m.From + ">" + m.To + " " + m.Way
		if (m.Way == continuum.CannotMap) != (m.Why != "") {
			t.Errorf("%+v", m)
		}
	}
	want := map[string]string{"a": "L2>L2 same", "b": "L3>L2 down", "c": "L3>L4 up", "d": "L3>L2 down", "e": "> cannot_map", "f": "L2> cannot_map", "g": "Band B> cannot_map", "h": "L2> cannot_map"}
	if !reflect.DeepEqual(ways, want) || moves.Up != 1 || moves.Down != 2 || moves.Same != 1 || moves.CannotMap != 4 {
		t.Errorf("%v %+v", ways, moves)
	}
}

func TestCrosswalkCarriesRenamedLevelsAndStrandsOver(t *testing.T) {
	from := shipped(t)
	newNames := strings.NewReplacer(`"L2"`, `"B2"`, `"L3"`, `"B3"`).Replace(string(assets.Pack("continuum.json")))
	to, problems := continuum.Load(editedFrom(t, []byte(newNames), func(f object) {
		f["id"], f["crosswalk"] = "council", object{"maps": []any{object{
			"from_id": from.ID, "from_version": from.Version,
			"levels":  object{"L2": "B2", "L3": "B3"},
			"strands": object{"cl.num": "cl.lit"},
		}}}
	}))
	if problems != nil {
		t.Fatal(problems)
	}
	moves := continuum.Preview(from, to, []continuum.Case{{ID: "a", Ratings: map[string]string{"cl.num": "L3", "cl.lit": "L2"}}})
	if m := moves.ByPupil[0]; m.Way != continuum.Same || m.To != "B3" {
		t.Errorf("%+v", m)
	}
}

func TestContinuumThatLeavesTheLevelToPeopleGetsAProposal(t *testing.T) {
	from, to := shipped(t), proving(t)["four-layers.json"]
	moves := continuum.Preview(from, to, []continuum.Case{
		{ID: "a", Ratings: map[string]string{"cl.num": "L3", "cl.lit": "L2"}},
		{ID: "b", Ratings: map[string]string{"cl.lit": "L2"}, Level: "L5"},
		{ID: "c", Ratings: map[string]string{}, Level: "L2"},
	})
	if moves.Proposed != 2 || moves.Same != 2 || moves.CannotMap != 1 {
		t.Errorf("%+v", moves)
	}
	a, b, c := moves.ByPupil[0], moves.ByPupil[1], moves.ByPupil[2]
	if a.To != "targeted_plus" || !a.Proposed || !strings.Contains(a.Why, "You choose") || !strings.Contains(a.Why, "for L3") {
		t.Errorf("%+v", a)
	}
	if b.To != "specialist" || !b.Proposed {
		t.Errorf("the ratings, and not the level in use, were followed: %+v", b)
	}
	if c.To != "" || c.Proposed {
		t.Errorf("a level is proposed where nothing was rated: %+v", c)
	}
}

// Whatever was rated and by whatever pack: each pupil goes one way, each is counted once,
// and who cannot be mapped is told why.
func TestEveryPupilGoesOneWay(t *testing.T) {
	packs := proving(t)
	names := slices.Sorted(maps.Keys(packs))
	rapid.Check(t, func(t *rapid.T) {
		from, to := packs[rapid.SampledFrom(names).Draw(t, "from")], packs[rapid.SampledFrom(names).Draw(t, "to")]
		var cases []continuum.Case
		for i := range rapid.IntRange(0, 4).Draw(t, "pupils") {
			cases = append(cases, continuum.Case{ID: strconv.Itoa(i), Ratings: drawRatings(t, from),
				Level: rapid.SampledFrom([]string{"", from.Levels[0].ID, from.Levels[len(from.Levels)-1].ID}).Draw(t, "level")})
		}
		moves := continuum.Preview(from, to, cases)
		if moves.Up+moves.Down+moves.Same+moves.CannotMap != len(cases) || len(moves.ByPupil) != len(cases) || moves.Proposed > moves.Same {
			t.Fatalf("%d pupils, %+v", len(cases), moves)
		}
		for i, m := range moves.ByPupil {
			_, known := to.Level(m.To)
			if m.ID != cases[i].ID || known != (m.Way != continuum.CannotMap) || (m.Why != "") != (m.Way == continuum.CannotMap || m.Proposed) {
				t.Fatalf("%+v", m)
			}
		}
	})
}

func TestSamePackMovesNobody(t *testing.T) {
	p := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		moves := continuum.Preview(p, p, []continuum.Case{{ID: "a", Ratings: someRatings(t, p)}})
		if moves.Up+moves.Down != 0 {
			t.Fatalf("%+v", moves)
		}
	})
}
