package continuum

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"needsbook/app/day"
)

// Standing is a level that stands for a pupil and may be drawn for moderation.
type Standing struct {
	Pupil    string
	Decision string
	Level    string
	Drawn    day.Date // the last round that the pupil was in; zero for never
}

// SampleSize is how many of n levels a round draws: the pack's percentage, rounded
// up, and at least its least sample, as far as there are so many.
func (r ModerationRule) SampleSize(n int) int {
	return min(n, max(r.MinSample, (n*r.SamplePercent+99)/100))
}

// Draw draws a round's cases by the pack's rule. The same seed draws the same cases.
// Only levels that the rule names are drawn. The places are shared out over those
// levels, each level that anybody has getting one before any gets two, then always to
// the level with the fewest places for its pupils. Within a level, who was never drawn
// comes first, then who was drawn longest ago.
func Draw(p *Pack, standing []Standing, seed uint64) []Standing {
	rule := p.Rules.Moderation
	byLevel := map[string][]Standing{}
	n := 0
	for _, s := range standing {
		if slices.Contains(rule.SampleLevels, s.Level) && p.step(s.Level) >= 0 {
			byLevel[s.Level] = append(byLevel[s.Level], s)
			n++
		}
	}
	random := rand.New(rand.NewPCG(seed, 0))
	var drawn []Standing
	places := p.share(byLevel, rule.SampleSize(n))
	for _, level := range p.Levels {
		drawn = append(drawn, inTurn(random, byLevel[level.ID])[:places[level.ID]]...)
	}
	random.Shuffle(len(drawn), func(i, j int) { drawn[i], drawn[j] = drawn[j], drawn[i] }) // a place in the list must not give the level away
	return drawn
}

// share gives each level its places, one after another to the level with the most
// pupils for each place it has (Adams' method). Where two have the same claim, the
// higher level goes first.
func (p *Pack) share(byLevel map[string][]Standing, size int) map[string]int {
	places := map[string]int{}
	for range size {
		best := ""
		for _, l := range slices.Backward(p.Levels) {
			if places[l.ID] < len(byLevel[l.ID]) && (best == "" || claimsMore(len(byLevel[l.ID]), places[l.ID], len(byLevel[best]), places[best])) {
				best = l.ID
			}
		}
		places[best]++
	}
	return places
}

// claimsMore reports whether n pupils with k places have fewer places for each pupil
// than m pupils with j.
func claimsMore(n, k, m, j int) bool {
	if k == 0 || j == 0 {
		return k == 0 && (j > 0 || n > m)
	}
	return n*j > m*k
}

// inTurn puts a level's pupils in the order in which they are drawn.
func inTurn(random *rand.Rand, list []Standing) []Standing {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Standing) int { return cmp.Compare(a.Decision, b.Decision) }) // so that the seed alone decides
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	slices.SortStableFunc(list, func(a, b Standing) int { return a.Drawn.Compare(b.Drawn) })
	return list
}
