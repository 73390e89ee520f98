package continuum_test

import (
	"fmt"
	"slices"
	"testing"

	"needsbook/app/continuum"
	"needsbook/assets"
	"pgregory.net/rapid"
)

var likeRule = continuum.AlikeRule{Least: "L2", Steps: 1, Years: 1}

func shippedPack(t interface{ Fatal(...any) }) *continuum.Pack {
	p, problems := continuum.Load(assets.Pack("continuum.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	return p
}

func TestPupilsWithOneNeedAtLikeLevelsNearInAgeAreFound(t *testing.T) {
	pupil := func(id string, year int, level string) continuum.Profile {
		return continuum.Profile{ID: id, Year: year, Ratings: map[string]string{"ci.und": level}}
	}
	cases := []struct {
		name   string
		pupils []continuum.Profile
		want   string
	}{
		{"same level, same year", []continuum.Profile{pupil("a", 3, "L3"), pupil("b", 3, "L3")}, "[a b]"},
		{"neighbouring years", []continuum.Profile{pupil("a", 4, "L3"), pupil("b", 3, "L3")}, "[b a]"},
		{"one level apart", []continuum.Profile{pupil("a", 3, "L3"), pupil("b", 3, "L2")}, "[a b]"},
		{"two levels apart", []continuum.Profile{pupil("a", 3, "L4"), pupil("b", 3, "L2")}, ""},
		{"two years apart", []continuum.Profile{pupil("a", 3, "L3"), pupil("b", 5, "L3")}, ""},
		{"below the least level", []continuum.Profile{pupil("a", 3, "L1"), pupil("b", 3, "L1")}, ""},
		{"alone", []continuum.Profile{pupil("a", 3, "L3")}, ""},
		{"a level that the pack lacks", []continuum.Profile{pupil("a", 3, "L3"), pupil("b", 3, "band 7")}, ""},
		{"those at the top first, then the next", []continuum.Profile{pupil("a", 3, "L5"), pupil("b", 3, "L4"), pupil("c", 3, "L3"), pupil("d", 3, "L2")}, "[a b][c d]"},
	}
	p := shippedPack(t)
	for _, c := range cases {
		got := ""
		for _, g := range continuum.FindAlike(p, c.pupils, likeRule) {
			if g.Need != "ci.und" || g.Area != "communication_interaction" {
				t.Errorf("%s: %+v", c.name, g)
			}
			got += fmt.Sprint(g.Pupils)
		}
		if got != c.want {
			t.Errorf("%s: %s, not %s", c.name, got, c.want)
		}
	}
}

func TestWhoIsFoundAlikeIsAlike(t *testing.T) {
	p := shippedPack(t)
	rapid.Check(t, func(t *rapid.T) {
		levels := rapid.SampledFrom([]string{"", "L0", "L1", "L2", "L3", "L4", "L5"})
		by := map[string]continuum.Profile{}
		var pupils []continuum.Profile
		for i := range rapid.IntRange(0, 30).Draw(t, "pupils") {
			pupil := continuum.Profile{ID: fmt.Sprint(i), Year: rapid.IntRange(0, 6).Draw(t, "year"),
				Ratings: map[string]string{"ci.und": levels.Draw(t, "understanding"), "cl.lit": levels.Draw(t, "literacy")}}
			by[pupil.ID], pupils = pupil, append(pupils, pupil)
		}
		seen := map[string]bool{}
		for _, g := range continuum.FindAlike(p, pupils, likeRule) {
			if len(g.Pupils) < 2 || p.Compare(g.To, g.From) > likeRule.Steps || g.Years[1]-g.Years[0] > likeRule.Years {
				t.Fatalf("%+v is not alike", g)
			}
			for _, id := range g.Pupils {
				level := by[id].Ratings[g.Need]
				if p.Compare(level, g.From) < 0 || p.Compare(level, g.To) > 0 || p.Compare(level, likeRule.Least) < 0 {
					t.Fatalf("%s at %s is in %+v", id, level, g)
				}
				if key := g.Need + " " + id; seen[key] {
					t.Fatalf("%s is found twice for %s", id, g.Need)
				} else {
					seen[key] = true
				}
			}
		}
		if n := len(continuum.FindAlike(p, pupils, likeRule)); n != len(continuum.FindAlike(p, slices.Clone(pupils), likeRule)) {
			t.Fatal("the same pupils gave another answer")
		}
	})
}
