package continuum

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
)

func anyStanding(t *rapid.T, p *Pack) []Standing {
	n := rapid.IntRange(0, 120).Draw(t, "n")
	list := make([]Standing, n)
	for i := range list {
		list[i] = Standing{Pupil: fmt.Sprint("p", i), Decision: fmt.Sprint("d", i), Level: rapid.SampledFrom(p.levelIDs()).Draw(t, "level")}
		if months := rapid.IntRange(0, 4).Draw(t, "months"); months > 0 {
			list[i].Drawn = day.Of(2026, 9, 1).AddMonths(-3 * months)
		}
	}
	return list
}

func TestSampleKeepsToThePacksRule(t *testing.T) {
	p := *shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		p.Rules.Moderation.SamplePercent = rapid.IntRange(0, 100).Draw(t, "percent")
		p.Rules.Moderation.MinSample = rapid.IntRange(0, 10).Draw(t, "least")
		rule := p.Rules.Moderation
		list := anyStanding(t, &p)
		of := map[string][]Standing{}
		may := 0
		for _, s := range list {
			if slices.Contains(rule.SampleLevels, s.Level) {
				of[s.Level] = append(of[s.Level], s)
				may++
			}
		}
		seed := rapid.Uint64().Draw(t, "seed")
		drawn := Draw(&p, list, seed)
		if want := min(may, max(rule.MinSample, (may*rule.SamplePercent+99)/100)); len(drawn) != want || rule.SampleSize(may) != want {
			t.Fatalf("%d of %d drawn, want %d", len(drawn), may, want)
		}
		if again := Draw(&p, rapid.Permutation(list).Draw(t, "order"), seed); !slices.Equal(again, drawn) {
			t.Fatal("the same seed drew another sample")
		}
		in, places := map[string]bool{}, map[string]int{}
		for _, s := range drawn {
			if !slices.Contains(rule.SampleLevels, s.Level) || in[s.Pupil] {
				t.Fatalf("%+v was drawn", s)
			}
			in[s.Pupil] = true
			places[s.Level]++
		}
		for level, all := range of {
			if len(drawn) >= len(of) && places[level] == 0 {
				t.Fatalf("%d places and none for %s", len(drawn), level)
			}
			for _, s := range all { // nobody waits longer than somebody who was drawn
				for _, taken := range drawn {
					if taken.Level == level && !in[s.Pupil] && s.Drawn.Before(taken.Drawn) {
						t.Fatalf("%v was drawn before %v", taken, s)
					}
				}
			}
			for other, rest := range of { // moving one place from another level would not be fairer
				if places[other] > 1 && claimsMore(len(all), places[level], len(rest), places[other]-1) && places[level] < len(all) {
					t.Fatalf("%s has %d of %d places, %s %d of %d", level, places[level], len(all), other, places[other], len(rest))
				}
			}
		}
	})
}

func TestEveryPupilIsDrawnBeforeAnyIsDrawnTwice(t *testing.T) {
	p := *shipped(t)
	p.Rules.Moderation.SamplePercent, p.Rules.Moderation.MinSample = 25, 0
	var list []Standing
	for i := range 20 {
		list = append(list, Standing{Pupil: fmt.Sprint("p", i), Decision: fmt.Sprint("d", i), Level: "L3"})
	}
	seen := map[string]int{}
	for round := range 4 {
		for _, s := range Draw(&p, list, uint64(round)) {
			seen[s.Pupil]++
			i := slices.IndexFunc(list, func(o Standing) bool { return o.Pupil == s.Pupil })
			list[i].Drawn = day.Of(2026, 9, 1).AddDays(round)
		}
	}
	if len(seen) != 20 {
		t.Errorf("after four rounds of five, %d of 20 pupils were drawn", len(seen))
	}
}
