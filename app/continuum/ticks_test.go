package continuum_test

import (
	"slices"
	"testing"

	"needsbook/app/continuum"
	"pgregory.net/rapid"
)

// statementIDs are the ids of every statement of a pack.
func statementIDs(p *continuum.Pack) []string {
	var ids []string
	for _, part := range p.Parts() {
		for _, l := range p.Levels {
			for _, d := range part.Statements[l.ID] {
				ids = append(ids, d.ID)
			}
		}
	}
	return ids
}

func TestTheHighestTickProposesAndAPersonMayChooseAnother(t *testing.T) {
	p := shipped(t)
	ticks := []string{"ci.und.1a", "ci.und.2a", "ci.und.2b", "ci.und.3a"}
	fit := p.FitOf(p.Parts()[0], ticks)
	if fit.Proposed != "L3" || fit.Ticked != 4 || !fit.Thin {
		t.Errorf("the ticks fit as %+v", fit)
	}
	if got := p.Propose(ticks, nil)["ci.und"]; got != "L3" {
		t.Errorf("proposes %q", got)
	}
	if got := p.Propose(ticks, map[string]string{"ci.und": "L2"})["ci.und"]; got != "L2" {
		t.Errorf("a person chose L2, and it is %q", got)
	}
	if got := p.Propose(ticks, map[string]string{"ci.und": ""}); len(got) != 0 {
		t.Errorf("a rating taken away stands as %v", got)
	}
}

// Whatever is ticked: each tick is found or lost, never both and never dropped, and one
// more tick never proposes less.
func TestNoTickIsDroppedAndOneMoreNeverProposesLess(t *testing.T) {
	p := shipped(t)
	ids := append(statementIDs(p), "gone.1a", "gone.2b")
	rapid.Check(t, func(t *rapid.T) {
		ticks := rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 0, 20, rapid.ID).Draw(t, "ticks")
		sorted := continuum.SortTicks(p, ticks)
		n := len(sorted.Lost)
		for _, list := range sorted.Of {
			n += len(list)
		}
		if n != len(ticks) {
			t.Fatalf("%d ticks became %d", len(ticks), n)
		}
		more := rapid.SampledFrom(ids).Draw(t, "more")
		before, after := p.Propose(ticks, nil), p.Propose(append(slices.Clone(ticks), more), nil)
		for part, level := range before {
			if p.Compare(after[part], level) < 0 {
				t.Fatalf("with %s too, %s falls from %s to %s", more, part, level, after[part])
			}
		}
	})
}

func TestExplanationIsAChainFromStrandToAreaToRule(t *testing.T) {
	p := shipped(t)
	e, err := continuum.Explain(p, map[string]string{"ci.und": "L3", "ci.exp": "L2", "cl.lit": "L1"})
	if err != nil || len(e.Areas) != 2 || len(e.Unrated) != 2 {
		t.Fatalf("%+v, %v", e, err)
	}
	first := e.Areas[0]
	if first.Level != "L3" || len(first.Parts) != 2 || !first.Parts[0].Decides || first.Parts[1].Decides {
		t.Errorf("the first link is %+v", first)
	}
	if _, err := continuum.Explain(p, map[string]string{"tea": "L1"}); err == nil {
		t.Error("an unknown strand is explained")
	}
}

func TestEveryLevelOfTheLadderSpeaksOfAllFourSettings(t *testing.T) {
	p := shipped(t)
	rungs := continuum.Ladder(p)
	if len(rungs) != 6 || rungs[0].ID != "L5" || len(p.SettingKinds()) != 4 {
		t.Fatalf("%d rungs over %v", len(rungs), p.SettingKinds())
	}
	for _, r := range rungs {
		for _, fit := range r.Fits {
			if fit.Words == "" || fit.Words == "not said" {
				t.Errorf("%s says nothing of %s", r.ID, fit.Kind)
			}
		}
	}
	if four := rungs[1]; len(four.National) != 2 || four.Funding != "Exceptional needs" {
		t.Errorf("L4 is %+v", four)
	}
}

// BenchmarkSuggest2000 suggests a level for every pupil of a large school.
func BenchmarkSuggest2000(b *testing.B) {
	p := shipped(b)
	levels := []string{"L0", "L1", "L2", "L3", "L4", "L5"}
	cases := make([]map[string]string, 2000)
	for i := range cases {
		cases[i] = map[string]string{}
		for n, part := range p.Parts() {
			if (i+n)%3 > 0 {
				cases[i][part.ID] = levels[(i*7+n*5)%len(levels)]
			}
		}
	}
	for b.Loop() {
		for _, ratings := range cases {
			if _, err := continuum.Suggest(p, ratings); err != nil {
				b.Fatal(err)
			}
		}
	}
}
