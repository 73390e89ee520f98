package publish

import (
	"fmt"
	"strings"
	"testing"

	"needsbook/assets"

	"pgregory.net/rapid"
)

// printed is all that the public can read of the facts: every mark of the documents as
// words and standing alone.
func printed(f *Facts) string {
	var b strings.Builder
	for _, m := range marks {
		fmt.Fprintf(&b, "%s=%s\n", m.Name, m.value(f))
		if m.block != nil {
			fmt.Fprintf(&b, "%+v\n", m.block(f))
		}
	}
	return b.String()
}

// counts are the exact numbers of the facts that may be small, with how each can be moved.
func counts(f *Facts) []*int {
	all := []*int{&f.SENSupport, &f.EHCPlans, &f.Reviews.OnTime, &f.Reviews.Came, &f.Outcomes.Met, &f.Outcomes.Partly, &f.Outcomes.Not, &f.Transfers}
	for i := range f.Needs {
		all = append(all, &f.Needs[i].Count)
	}
	for i := range f.Help {
		all = append(all, &f.Help[i].Pupils, &f.Help[i].Results.Met, &f.Help[i].Results.Partly, &f.Help[i].Results.Not)
	}
	for i := range f.ViewWays {
		all = append(all, &f.ViewWays[i].Pupils)
	}
	for i := range f.Services {
		all = append(all, &f.Services[i].Pupils)
	}
	return all
}

// possible says whether a school can be like this.
func possible(f *Facts) bool {
	for _, n := range counts(f) {
		if *n < 0 {
			return false
		}
	}
	needs := 0
	for _, n := range f.Needs {
		needs += n.Count
	}
	return needs == f.SENSupport+f.EHCPlans && f.Reviews.OnTime <= f.Reviews.Held && f.Reviews.Came <= f.Reviews.Asked
}

// copied is a copy of facts whose numbers can be moved.
func copied(f Facts) *Facts {
	f.Needs, f.Help = append([]NeedCount{}, f.Needs...), append([]Help{}, f.Help...)
	f.ViewWays, f.Services = append([]Counted{}, f.ViewWays...), append([]Counted{}, f.Services...)
	return &f
}

// another looks for a school in which one number is different and everything printed is
// the same: then no reader, whatever they add, subtract or know of the rule, can tell that
// number. It moves the number, and one or two others to keep the sums.
func another(f Facts, at int) bool {
	text := printed(&f)
	n := len(counts(&f))
	for _, by := range []int{1, -1, 2, -2, 3, -3} {
		for other := -1; other < n; other++ {
			for third := other; third < n; third++ {
				if other == at || third == at || third == other && other >= 0 {
					continue
				}
				w := copied(f)
				c := counts(w)
				*c[at] += by
				switch {
				case other < 0 && third >= 0:
					*c[third] -= by
				case other >= 0:
					*c[other] -= by
					*c[third] += by
				}
				if possible(w) && printed(w) == text {
					return true
				}
				if other >= 0 && third > other+4 {
					break // a third number is mostly near
				}
			}
		}
	}
	return false
}

// TestNoSmallNumberCanBeWorkedOutFromAllThatIsPrinted is the attack on everything at
// once: needs, status, reviews, results, help and services, of marks in words, tables,
// charts and lists. For every number from 1 to 4 of any school there is another school
// with another number there and the same print.
func TestNoSmallNumberCanBeWorkedOutFromAllThatIsPrinted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := func(name string, most int) int { return rapid.IntRange(0, most).Draw(t, name) }
		f := meadowfield()
		f.Heard, f.Training = nil, nil
		total := 0
		for i := range f.Needs[:5] {
			f.Needs[i].Count = n("need", 9)
			total += f.Needs[i].Count
		}
		f.Needs = f.Needs[:5]
		f.EHCPlans = rapid.IntRange(0, total).Draw(t, "plans")
		f.SENSupport = total - f.EHCPlans
		f.OnRoll = total + n("others", 30)
		f.Reviews = Reviews{Held: n("held", 16), Asked: n("asked", 16)}
		f.Reviews.OnTime, f.Reviews.Came = n("on time", f.Reviews.Held), n("came", f.Reviews.Asked)
		f.Outcomes = Results{n("met", 9), n("partly", 9), n("not", 9)}
		f.Transfers = n("transfers", 9)
		f.Help = f.Help[:2]
		for i := range f.Help {
			h := &f.Help[i]
			h.Results = Results{n("h met", 7), n("h partly", 7), n("h not", 7)}
			h.Reviewed = n("seen", h.Results.Total())
			h.Pupils = h.Reviewed + n("more", 5)
		}
		f.ViewWays = []Counted{{"Talk", n("talk", 8)}, {"Drawing", n("drawing", 8)}}
		f.Services = []Counted{{"Psychologist", n("service", 8)}}
		for i, c := range counts(&f) {
			if small(*c) && !another(f, i) {
				t.Fatalf("number %d must be %d: %+v\n%s", i, *c, f, printed(&f))
			}
		}
	})
}

// The two documents print the same facts through the same marks, so what is safe for all
// marks together is safe for both documents together; this holds that no starter prints
// a count in any other way.
func TestDocumentsPrintCountsThroughMarksAlone(t *testing.T) {
	for _, name := range []string{"report-sections.json", "inclusion-strategy.json"} {
		p, problems := Load(assets.Pack(name))
		if problems != nil {
			t.Fatal(problems)
		}
		f, small := meadowfield(), meadowfield()
		small.Needs = append([]NeedCount{}, f.Needs...)
		small.Needs[4].Count, small.Needs[5].Count, small.Needs[6].Count = 2, 4, 3
		small.Help = append([]Help{}, f.Help...)
		small.Help[4].Pupils, small.Help[4].Results = 3, Results{0, 2, 1}
		small.ViewWays = append([]Counted{}, f.ViewWays...)
		small.ViewWays[3].Pupils, small.Reviews.OnTime = 1, f.Reviews.OnTime
		small.Services = []Counted{f.Services[0], f.Services[1], {"Sensory service: hearing", 4}}
		one, other := Report(p, plainWords(t), f, edited(p)).Doc, Report(p, plainWords(t), small, edited(p)).Doc
		if words(one) != words(other) {
			t.Errorf("%s tells small numbers apart", name)
		}
	}
}
