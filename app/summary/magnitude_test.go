package summary

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAmountIsShownOnlyWhereNoPupilDominates(t *testing.T) {
	cases := map[string]struct {
		amounts []int64
		shown   bool
	}{
		"nobody":                              {nil, false},
		"four alike":                          {[]int64{10, 10, 10, 10}, false},
		"five alike":                          {[]int64{10, 10, 10, 10, 10}, true},
		"five with nothing":                   {[]int64{0, 0, 0, 0, 0}, true},
		"four of six":                         {[]int64{10, 10, 10, 10, 0, 0}, false},
		"one of five has all":                 {[]int64{100, 0, 0, 0, 0}, false},
		"two of five have all":                {[]int64{100, 100, 0, 0, 0}, false},
		"the others just short of 15 percent": {[]int64{100, 50, 5, 5, 4}, false},
		"the others just 15 percent":          {[]int64{100, 50, 5, 5, 5}, true},
		"one very large among many":           {[]int64{1000, 20, 20, 20, 20, 20, 20, 20, 20}, false},
		"one large among many":                {[]int64{1000, 30, 30, 30, 30, 30, 30, 30}, true},
	}
	for name, c := range cases {
		p := parts{}
		for i, n := range c.amounts {
			p[fmt.Sprint("k", i)] = n
		}
		if got := p.enough(); got != c.shown {
			t.Errorf("%s: %v, want %v", name, got, c.shown)
		}
	}
	twice := parts{"CI-T/a": 50, "AP/a": 50, "AP/b": 20, "AP/c": 20, "AP/d": 20}
	if twice.enough() {
		t.Error("one pupil in two families counted as two")
	}
}

func TestAmountsAreRounded(t *testing.T) {
	for _, c := range []struct {
		m      measure
		amount int64
		want   int
	}{
		{hours, 0, Low}, {hours, 149, Low}, {hours, 150, 5}, {hours, 449, 5}, {hours, 450, 10},
		{pounds, 24_999, Low}, {pounds, 25_000, 500}, {pounds, 1_234_500, 12_500},
		{sessions, 2, Low}, {sessions, 3, 5}, {sessions, 12, 10},
	} {
		if got := nearest(c.amount, c.m.per, c.m.unit.step); got != c.want {
			t.Errorf("%d is shown as %d, want %d", c.amount, got, c.want)
		}
	}
}

// besides makes the figures beside the cross as Build does, without the audit of the
// cross, so that many schools can be tried.
func besides(f Facts, m Memory) *builder {
	b, err := newBuilder(f, m, Options{})
	if err != nil {
		panic(err)
	}
	b.next = Memory{Last: &released{Series: f.Series, CodeLists: f.CodeLists, Scope: b.scope, Values: map[string]int{}, Members: b.members}, Hidden: map[string]int{}}
	for i, fig := range b.plan.figures {
		b.shown = append(b.shown, Round(len(b.sets[i])))
		b.next.Last.Values[fig.id] = b.shown[i]
	}
	b.setSides()
	b.rememberSides()
	return b
}

// provisionOver draws a school's provision over several terms: who has what, with
// comings, goings, new amounts and now and then a very costly pupil.
func provisionOver(t *rapid.T, terms int) [][]Given {
	used := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"CI-T", "CL-T", "SEMH-S", "AP", OtherFamily}), 2, 4, rapid.ID[string]).Draw(t, "families")
	amount := func() (int, int64) {
		if rapid.IntRange(0, 9).Draw(t, "costly") == 0 {
			return 25 * 60, 2_500_000
		}
		return rapid.IntRange(1, 10).Draw(t, "half hours") * 30, int64(rapid.IntRange(1, 40).Draw(t, "cost")) * 5000
	}
	give := func(family, key string) Given {
		minutes, pence := amount()
		return Given{family, key, minutes, pence}
	}
	var now []Given
	next := 0
	for _, family := range used {
		for range rapid.IntRange(0, 9).Draw(t, "pupils") {
			now = append(now, give(family, fmt.Sprintf("k%d", next)))
			next++
		}
	}
	out := [][]Given{slices.Clone(now)}
	for range terms - 1 {
		for range rapid.IntRange(0, 12).Draw(t, "changes") {
			i := rapid.IntRange(0, max(0, len(now)-1)).Draw(t, "who")
			switch rapid.IntRange(0, 3).Draw(t, "change") {
			case 0, 1:
				now = append(now, give(rapid.SampledFrom(used).Draw(t, "family"), fmt.Sprintf("k%d", next)))
				next++
			case 2:
				if len(now) > 0 {
					now = slices.Delete(slices.Clone(now), i, i+1)
				}
			case 3:
				if len(now) > 0 {
					now = slices.Clone(now)
					now[i] = give(now[i].Family, now[i].Key)
				}
			}
		}
		out = append(out, slices.Clone(now))
	}
	return out
}

// published is what one summary's amounts of a column rest on, by family.
type published map[string]parts

func publishedBy(b *builder, col int) published {
	out := published{}
	for row, family := range families {
		fig := b.sides.at("T08", row, col)
		if fig.shown == HeldBack {
			continue
		}
		out[family.Code] = parts{}
		for key, n := range b.next.Sides[fig.key].Parts {
			if family.Code != OtherFamily {
				key = family.Code + "/" + key
			}
			out[family.Code][key] = n
		}
	}
	return out
}

// fewest returns the smallest group of pupils, but for none, to which a reader can
// bring a difference of two summaries: times are +1, 0 or -1 for OTHER in each, and
// for each family whatever leaves the fewest of its pupils over.
func fewest(one, two published, timesOne, timesTwo int64) int {
	sum := parts{}
	for times, p := range map[int64]parts{timesOne: one[OtherFamily]} {
		for key, n := range p {
			sum[key] += times * n
		}
	}
	for key, n := range two[OtherFamily] {
		sum[key] += timesTwo * n
	}
	left := map[string]bool{}
	for _, family := range families {
		var best parts
		for a := int64(-1); a <= 1; a++ {
			for b := int64(-1); b <= 1; b++ {
				if (one[family.Code] == nil && a != 0) || (two[family.Code] == nil && b != 0) || (family.Code == OtherFamily && (a != 0 || b != 0)) {
					continue
				}
				try := sum.within([]string{family.Code})
				for key, n := range one[family.Code] {
					try[key] += a * n
				}
				for key, n := range two[family.Code] {
					try[key] += b * n
				}
				maps.DeleteFunc(try, func(_ string, n int64) bool { return n == 0 })
				if best == nil || len(try) < len(best) {
					best = try
				}
			}
		}
		for key := range best {
			left[pupil(key)] = true
		}
	}
	return len(left)
}

// TestNoAmountGivesAwayFewerThanFivePupils is the property of amounts: each rests on
// five pupils or more of whom none dominates, and neither the difference of two
// summaries nor folding and unfolding a family brings out fewer than five.
func TestNoAmountGivesAwayFewerThanFivePupils(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := inventedSchool(1, 24, "primary")
		var memory Memory
		var sent [2][]published
		for term, given := range provisionOver(t, len(sixTerms)) {
			f.Series, f.Rev, f.Provision = sixTerms[term], term+1, given
			b := besides(f, memory)
			memory = b.next
			for i, col := range []int{colHours, colPounds} {
				now := publishedBy(b, col)
				for family, p := range now {
					if !p.enough() {
						t.Fatalf("term %d: %s rests on %v", term, family, p)
					}
					fig := b.sides.at("T08", codeIndex(families, family), col)
					if want := nearest(p.total(), fig.measure.per, fig.measure.unit.step); want != fig.shown {
						t.Fatalf("term %d: %s shows %d for %d", term, family, fig.shown, want)
					}
				}
				for earlier, before := range sent[i] {
					for family, p := range now {
						if was, ok := before[family]; ok && family != OtherFamily {
							if moved := p.movement(was); len(moved) > 0 && !moved.enough() {
								t.Fatalf("terms %d and %d: the difference of %s tells %v", earlier, term, family, moved)
							}
						}
					}
					for _, times := range [][2]int64{{1, -1}, {1, 0}, {0, 1}} {
						if before[OtherFamily] == nil && times[0] != 0 || now[OtherFamily] == nil && times[1] != 0 {
							continue
						}
						if n := fewest(before, now, times[0], times[1]); n > 0 && n < movers {
							t.Fatalf("terms %d and %d: OTHER gives away %d pupils\nbefore %v\nnow %v", earlier, term, n, before, now)
						}
					}
				}
				sent[i] = append(sent[i], now)
			}
		}
	})
}
