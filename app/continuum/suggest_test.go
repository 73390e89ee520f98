package continuum_test

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"needsbook/app/continuum"
	"pgregory.net/rapid"
)

// The examples are read here once more, apart from Load's own check, so that a
// fault in that check shows.
func TestWorkedExamplesHold(t *testing.T) {
	p := shipped(t)
	for _, e := range p.Examples {
		var want struct {
			Areas   map[string]string `json:"area_levels"`
			Highest string            `json:"highest"`
			Overall string            `json:"overall"`
			Raised  bool              `json:"raised_by_co_occurring"`
			Main    string            `json:"main_area"`
			Tied    []string          `json:"tied_areas"`
			Route   string            `json:"funding_route"`
			Band    string            `json:"tariff_band"`
			Codes   []string          `json:"suggest_dfe_codes"`
			Prompts []string          `json:"prompts"`
		}
		text, _ := json.Marshal(e.Expect)
		if err := json.Unmarshal(text, &want); err != nil {
			t.Fatal(err)
		}
		got, err := continuum.Suggest(p, e.Ratings)
		if err != nil {
			t.Errorf("%s: %v", e.Name, err)
			continue
		}
		have := want
		have.Areas, have.Highest, have.Overall, have.Raised, have.Main = got.Areas, got.Highest, got.Suggested, got.Raised, got.MainArea
		have.Tied, have.Route, have.Band, have.Codes, have.Prompts = got.Tied, got.Route, got.Band, got.Codes, got.Prompts
		if !reflect.DeepEqual(have, want) {
			t.Errorf("%s\n got %+v\nwant %+v", e.Name, have, want)
		}
	}
}

func TestExplanationNamesStrandAreaAndRule(t *testing.T) {
	p := shipped(t)
	cases := []struct {
		ratings map[string]string
		says    []string
	}{
		{map[string]string{"sp.hea": "L2", "sp.vis": "L2", "cl.lrn": "L1"}, []string{
			"“Sensory and/or physical” is at L2, set by “Hearing” and “Vision”.",
			"“Hearing” (L2) and “Vision” (L2) together put “Sensory and/or physical” at L3 at least.",
			"The main area of need is “Sensory and/or physical”.", "Need codes to consider: MSI.",
			"Not rated: “Communication and interaction” and “Social, emotional and mental health”.",
			p.Rules.AreaLevel.Explain, p.Rules.OverallLevel.Explain}},
		{map[string]string{"ci.exp": "L2", "cl.lrn": "L2", "se.att": "L2"}, []string{
			"are all at L2, so the co-occurring needs rule raises the overall level to L3.",
			p.Rules.CoOccurring.Explain, "a person chooses the main area of need", "Predictable needs"}},
		{nil, []string{"Nothing is rated yet"}},
	}
	for _, c := range cases {
		s, err := continuum.Suggest(p, c.ratings)
		if err != nil {
			t.Fatal(err)
		}
		for _, says := range c.says {
			if !strings.Contains(s.Explanation(), says) {
				t.Errorf("%v: no %q in\n%s", c.ratings, says, s.Explanation())
			}
		}
		if strings.Contains(s.Explanation(), "\n\n") || strings.Contains(s.Explanation(), "£") {
			t.Errorf("blank line or money in %q", s.Explanation())
		}
	}
}

func TestUnratedIsNotNoNeed(t *testing.T) {
	p := shipped(t)
	none, _ := continuum.Suggest(p, map[string]string{"ci.und": ""})
	if none.Suggested != "" || none.Areas["communication_interaction"] != "" || none.Route != "" || none.Band != "" {
		t.Errorf("nothing rated gives %+v", none)
	}
	looked, _ := continuum.Suggest(p, map[string]string{"ci.und": "L0"})
	if looked.Suggested != "L0" || looked.Areas["communication_interaction"] != "L0" || looked.Areas["semh"] != "" {
		t.Errorf("rated L0 gives %+v", looked)
	}
	if looked.MainArea != "" || len(looked.Tied) != 0 {
		t.Errorf("a main area of need without a need: %+v", looked)
	}
}

func TestUnknownStrandOrLevelIsRefused(t *testing.T) {
	p := shipped(t)
	for id, level := range map[string]string{"ci.nose": "L1", "ci.und": "L9", "semh": "L2"} {
		_, err := continuum.Suggest(p, map[string]string{id: level})
		var bad *continuum.RatingError
		if !errors.As(err, &bad) || bad.Strand != id {
			t.Errorf("%s=%s: %v", id, level, err)
		}
	}
}

func TestSuggestionAsJSON(t *testing.T) {
	s, _ := continuum.Suggest(shipped(t), map[string]string{"sp.hea": "L4", "ci.exp": "L2", "cl.lit": "L2", "sp.phy": "L0"})
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{
		`"areas":{"cognition_learning":"L2","communication_interaction":"L2","semh":null,"sensory_physical":"L4"}`,
		`"suggested":"L4"`, `"raised":false`, `"main_area":"sensory_physical"`, `"tied":[]`, `"route":"exceptional"`, `"band":"x1"`,
		`"prompts":["lone_peak:sensory_physical"]`, `"explanation":"`, `"confirmed":null`,
	} {
		if !strings.Contains(string(text), part) {
			t.Errorf("no %s in %s", part, text)
		}
	}
}

func TestEveryPromptHasWords(t *testing.T) {
	p := shipped(t)
	for _, e := range p.Examples {
		s, _ := continuum.Suggest(p, e.Ratings)
		for _, id := range s.Prompts {
			if p.PromptText(id) == "" {
				t.Errorf("%s: no words for %s", e.Name, id)
			}
		}
	}
	if got := p.PromptText("nothing"); got != "" {
		t.Error(got)
	}
	if got := p.PromptText("lone_peak:sensory_physical"); !strings.HasPrefix(got, "Sensory and/or physical: One strand") {
		t.Error(got)
	}
}

// someRatings draws ratings of any of the pack's strands.
func someRatings(t *rapid.T, p *continuum.Pack) map[string]string {
	ratings := map[string]string{}
	for _, a := range p.Areas {
		for _, s := range a.Strands {
			if rapid.Bool().Draw(t, "rated "+s.ID) {
				ratings[s.ID] = p.Levels[rapid.IntRange(0, len(p.Levels)-1).Draw(t, s.ID)].ID
			}
		}
	}
	return ratings
}

func TestRaisingAStrandNeverLowersTheLevel(t *testing.T) {
	p := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		ratings := someRatings(t, p)
		if len(ratings) == 0 {
			return
		}
		before, _ := continuum.Suggest(p, ratings)
		strand := rapid.SampledFrom(slices.Sorted(maps.Keys(ratings))).Draw(t, "raise")
		step := p.Compare(ratings[strand], p.Levels[0].ID)
		ratings[strand] = p.Levels[rapid.IntRange(step, len(p.Levels)-1).Draw(t, "to")].ID
		after, _ := continuum.Suggest(p, ratings)
		if p.Compare(after.Suggested, before.Suggested) < 0 {
			t.Fatalf("raising %s to %s lowers %s to %s", strand, ratings[strand], before.Suggested, after.Suggested)
		}
		for id := range before.Areas {
			if p.Compare(after.Areas[id], before.Areas[id]) < 0 {
				t.Fatalf("raising %s lowers %s", strand, id)
			}
		}
	})
}

func TestOrderOfRatingsDoesNotMatter(t *testing.T) {
	p := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		ratings := someRatings(t, p)
		first, _ := continuum.Suggest(p, ratings)
		again := map[string]string{}
		for _, id := range rapid.Permutation(slices.Sorted(maps.Keys(ratings))).Draw(t, "order") {
			again[id] = ratings[id]
		}
		second, _ := continuum.Suggest(p, again)
		if !reflect.DeepEqual(first, second) {
			t.Fatalf("%+v\n%+v", first, second)
		}
	})
}

// The least that must hold of any profile, whatever the ratings.
func TestOverallLevelIsTheHighestOrOneAbove(t *testing.T) {
	p := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		s, _ := continuum.Suggest(p, someRatings(t, p))
		above := p.Compare(s.Suggested, s.Highest)
		if s.Raised != (above == 1) || !s.Raised && above != 0 || s.Raised && s.Suggested == "L5" {
			t.Fatalf("%+v", s)
		}
		if (s.MainArea != "") && len(s.Tied) > 0 {
			t.Fatalf("a main area and a tie: %+v", s)
		}
	})
}
