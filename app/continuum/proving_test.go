package continuum_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"needsbook/app/continuum"
	"needsbook/app/pack"
	"needsbook/app/publish/plainenglish"
	"needsbook/assets"
	"pgregory.net/rapid"
)

// proving loads every continuum that ships, by file name: the default and those that
// prove the other kinds of rule.
func proving(t testing.TB) map[string]*continuum.Pack {
	t.Helper()
	out := map[string]*continuum.Pack{"continuum.json": shipped(t)}
	for name, body := range assets.ProvingPacks() {
		p, problems := continuum.Load(body)
		if problems != nil {
			t.Fatalf("%s: %v", name, problems)
		}
		out[name] = p
	}
	return out
}

func TestShippedPacksProveEveryKindOfRule(t *testing.T) {
	proven := map[string]bool{}
	for _, p := range proving(t) {
		r := p.Rules
		proven["area "+r.AreaLevel.Method] = true
		proven["overall "+r.OverallLevel.Method] = true
		proven["weights and a cap"] = proven["weights and a cap"] || len(r.AreaLevel.Weights) > 0 && len(r.AreaLevel.Cap) > 0
		proven[map[bool]string{true: "co-occurring on", false: "co-occurring off"}[r.CoOccurring.Enabled]] = true
		switch {
		case p.Tariff == nil:
			proven["no tariff"] = true
		case slices.ContainsFunc(p.Tariff.BandRules, func(b continuum.BandRule) bool { return b.MinPoints > 0 }):
			proven["tariff by points"] = true
		default:
			proven["tariff by level"] = true
		}
	}
	for _, kind := range []string{
		"area highest_strand", "area manual_best_fit", "area points", "weights and a cap",
		"overall highest_area", "overall manual", "overall points_table",
		"co-occurring on", "co-occurring off", "no tariff", "tariff by level", "tariff by points",
	} {
		if !proven[kind] {
			t.Errorf("no shipped pack proves %s", kind)
		}
	}
}

// The shapes that the issue names, and that every pack says it is an example.
func TestProvingPacksHaveTheirShapeAndAreMarkedExample(t *testing.T) {
	strands := map[string]int{}
	levels := map[string]int{}
	for name, p := range proving(t) {
		for _, a := range p.Areas {
			strands[name] += len(a.Strands)
		}
		levels[name] = len(p.Levels)
		if p.Status != pack.Example || !strings.Contains(p.Publisher, "Not written, checked or agreed by") {
			t.Errorf("%s is %s, from %q", name, p.Status, p.Publisher)
		}
		if len(p.Examples) < 6 || p.Guidance.RecheckMonths == 0 || len(p.Warnings()) > 0 {
			t.Errorf("%s: %d examples, recheck after %d months, blank %v", name, len(p.Examples), p.Guidance.RecheckMonths, p.Warnings())
		}
		if name != "continuum.json" && len(p.Crosswalk.Maps) == 0 {
			t.Errorf("%s has no crosswalk from the default", name)
		}
	}
	if strands["eight-strands.json"] != 8 || levels["eight-strands.json"] != 6 || levels["four-layers.json"] != 4 {
		t.Errorf("strands %v, levels %v", strands, levels)
	}
	var names []string
	four := proving(t)["four-layers.json"]
	for _, l := range four.Levels {
		names = append(names, l.Name)
	}
	if !slices.Equal(names, []string{"Universal", "Targeted", "Targeted plus", "Specialist"}) {
		t.Error(names)
	}
}

// Statements are for adults who are busy: short, plain, and different from one another.
func TestStatementsArePlainEnglish(t *testing.T) {
	plain, problems := plainenglish.Load(assets.Pack("plain-words.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	for name, p := range proving(t) {
		seen := map[string]string{}
		var all []string
		for id, texts := range statements(p) {
			for _, d := range texts {
				if n := len(strings.Fields(d.Text)); n > 26 {
					t.Errorf("%s, %s has %d words", name, d.ID, n)
				}
				if other, same := seen[d.Text]; same && !strings.Contains(d.ID, ".0") { // “as expected” may read the same everywhere
					t.Errorf("%s: %s and %s (in %s) say the same", name, d.ID, other, id)
				}
				seen[d.Text] = d.ID
				all = append(all, d.Text)
			}
		}
		slices.Sort(all)
		if r := plain.Check(strings.Join(all, "\n\n")); r.Grade > 8 {
			t.Errorf("%s: grade %.1f", name, r.Grade)
		} else {
			t.Logf("%s: %d statements, grade %.1f, %d words a sentence", name, len(all), r.Grade, r.Words/max(r.Sentences, 1))
		}
	}
}

// statements are a pack's statements by what is rated.
func statements(p *continuum.Pack) map[string][]continuum.Descriptor {
	out := map[string][]continuum.Descriptor{}
	for _, a := range p.Areas {
		for _, texts := range a.Descriptors {
			out[a.ID] = append(out[a.ID], texts...)
		}
		for _, s := range a.Strands {
			for _, texts := range s.Descriptors {
				out[s.ID] = append(out[s.ID], texts...)
			}
		}
	}
	return out
}

// rateable lists what takes a rating in a pack.
func rateable(p *continuum.Pack) []string {
	var ids []string
	for _, a := range p.Areas {
		if p.Rateable(a.ID) {
			ids = append(ids, a.ID)
		}
		for _, s := range a.Strands {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

func drawRatings(t *rapid.T, p *continuum.Pack) map[string]string {
	ratings := map[string]string{}
	for _, id := range rateable(p) {
		if step := rapid.IntRange(-1, len(p.Levels)-1).Draw(t, id); step >= 0 {
			ratings[id] = p.Levels[step].ID
		}
	}
	return ratings
}

// Whatever the kind of rule: more need seen never gives less, in an area or overall.
func TestRaisingARatingNeverLowersALevelInAnyShippedPack(t *testing.T) {
	for name, p := range proving(t) {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				ratings := drawRatings(t, p)
				before, err := continuum.Suggest(p, ratings)
				if err != nil {
					t.Fatal(err)
				}
				id := rapid.SampledFrom(rateable(p)).Draw(t, "raise")
				from := max(p.Compare(ratings[id], p.Levels[0].ID), 0) // one not rated may be rated at any level
				ratings[id] = p.Levels[rapid.IntRange(from, len(p.Levels)-1).Draw(t, "to")].ID
				after, err := continuum.Suggest(p, ratings)
				if err != nil {
					t.Fatal(err)
				}
				if p.Compare(after.Suggested, before.Suggested) < 0 || p.Compare(after.Highest, before.Highest) < 0 {
					t.Fatalf("raising %s to %s lowers %q to %q", id, ratings[id], before.Suggested, after.Suggested)
				}
				for area := range before.Areas {
					if p.Compare(after.Areas[area], before.Areas[area]) < 0 {
						t.Fatalf("raising %s lowers %s", id, area)
					}
				}
			})
		})
	}
}

// amount finds money: a sign, a word for it, or a number as long as an amount.
var amount = regexp.MustCompile(`£|(?i)\bpounds?\b|\bGBP\b|\d{3,}`)

func TestExplanationIsNeverEmptyAndNamesNoAmount(t *testing.T) {
	for name, p := range proving(t) {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				s, err := continuum.Suggest(p, drawRatings(t, p))
				if err != nil {
					t.Fatal(err)
				}
				if strings.TrimSpace(s.Explanation()) == "" || amount.MatchString(s.Explanation()) {
					t.Fatalf("explained as %q", s.Explanation())
				}
				for _, id := range s.Prompts {
					if p.PromptText(id) == "" {
						t.Fatalf("no words for the prompt %s", id)
					}
				}
			})
		})
	}
}

func TestExampleAmountsOfProvingPacksAreNeverGivenOut(t *testing.T) {
	for name, p := range proving(t) {
		if p.Tariff == nil {
			continue
		}
		for _, b := range p.Tariff.Bands {
			for _, setting := range []string{"mainstream", "srp", "special"} {
				if got, ok := p.Tariff.Amount(b.Key, setting, someDay); ok {
					t.Errorf("%s gives %s for %s", name, got, b.Key)
				}
			}
		}
	}
}

// The points are worked out by hand here, apart from the pack's own examples.
func TestPointsAreWeightedAndHeldToTheAreasLimit(t *testing.T) {
	p := proving(t)["points.json"]
	cases := []struct {
		ratings map[string]string
		points  int
		overall string
		band    string
	}{
		{map[string]string{"pt.see": "S1"}, 4, "S1", "everyday"},                                                // 1 × 4
		{map[string]string{"pt.count": "S4"}, 4, "S1", "everyday"},                                              // 4 × 1, no weight given
		{map[string]string{"pt.study": "S4", "pt.read": "S4", "pt.count": "S4"}, 16, "S3", "together"},          // 12 + 8 + 4, held to 16
		{map[string]string{"pt.calm": "S4", "pt.here": "S4"}, 24, "S4", "major"},                                // 16 + 8, no limit
		{map[string]string{"pt.calm": "S4", "pt.here": "S4", "pt.see": "S4"}, 40, "S4", "major_plus"},           // 24 + 16
		{map[string]string{"pt.say": "S4", "pt.hear": "S4", "pt.mix": "S4", "pt.see": "S1"}, 20, "S4", "major"}, // 24 held to 16, and 4
	}
	for _, c := range cases {
		s, err := continuum.Suggest(p, c.ratings)
		if err != nil {
			t.Fatal(err)
		}
		if s.Points != c.points || s.Suggested != c.overall || s.Band != c.band {
			t.Errorf("%v: %d points, %s, %s", c.ratings, s.Points, s.Suggested, s.Band)
		}
	}
}

// Everything that the default rates has a place in each pack, so that the what-if can
// say where a pupil would go, or what people may choose in the four-layer pack.
func TestCrosswalksCarryTheDefaultsRatings(t *testing.T) {
	from := shipped(t)
	var cases []continuum.Case
	for i, e := range from.Examples {
		if len(e.Ratings) > 0 {
			cases = append(cases, continuum.Case{ID: string(rune('a' + i)), Ratings: e.Ratings})
		}
	}
	for name, to := range proving(t) {
		if to.ID == from.ID {
			continue
		}
		walk := to.Crosswalk.Maps[0]
		if walk.FromID != from.ID || walk.FromVersion != from.Version {
			t.Errorf("%s maps from %s %s", name, walk.FromID, walk.FromVersion)
		}
		for _, id := range rateable(from) {
			if !to.Rateable(walk.Strands[id]) {
				t.Errorf("%s: %s has no place", name, id)
			}
		}
		for _, l := range from.Levels {
			if _, ok := to.Level(walk.Levels[l.ID]); !ok {
				t.Errorf("%s: %s has no place", name, l.ID)
			}
		}
		moves := continuum.Preview(from, to, cases)
		if moves.CannotMap > 0 {
			t.Errorf("%s cannot map %d: %+v", name, moves.CannotMap, moves.ByPupil)
		}
		if len(moves.ByPupil) != len(cases) {
			t.Errorf("%s: %d of %d pupils", name, len(moves.ByPupil), len(cases))
		}
	}
	same := continuum.Preview(from, proving(t)["eight-strands.json"], []continuum.Case{{ID: "x", Ratings: map[string]string{"cl.lit": "L3", "cl.num": "L2"}}})
	if same.Same != 1 || same.ByPupil[0].To != "B3" {
		t.Errorf("two strands that become one: %+v", same)
	}
}

// Every rating and record cites these ids; a new version of the program must not lose one.
func TestStatementIDsAreStable(t *testing.T) {
	var now []string
	for name, p := range proving(t) {
		for _, texts := range statements(p) {
			for _, d := range texts {
				now = append(now, name+" "+d.ID)
			}
		}
	}
	slices.Sort(now)
	kept, err := os.ReadFile("testdata/statement-ids.json")
	if err != nil {
		t.Fatal(err)
	}
	var before []string
	if err := json.Unmarshal(kept, &before); err != nil {
		t.Fatal(err)
	}
	is := map[string]bool{}
	for _, id := range now {
		is[id] = true
	}
	for _, id := range before {
		if !is[id] {
			t.Errorf("%s is gone; records cite it", id)
		}
	}
	if len(before) < 200 {
		t.Error(len(before))
	}
}
