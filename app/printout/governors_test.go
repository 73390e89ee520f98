package printout

import (
	"fmt"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/provision"
	"needsbook/app/publish"
)

// worlds gathers, for each page that can be printed, every value that each small number
// may have behind it. A reader who knows the rule and all that is printed knows no more
// than that the truth is one of them.
type worlds map[string][]map[int]bool

func (w worlds) add(printed string, numbers ...int) {
	if w[printed] == nil {
		w[printed] = make([]map[int]bool, len(numbers))
		for i := range numbers {
			w[printed][i] = map[int]bool{}
		}
	}
	for i, n := range numbers {
		w[printed][i][n] = true
	}
}

func (w worlds) mustHide(t *testing.T, fewest int) {
	t.Helper()
	for printed, numbers := range w {
		for i, may := range numbers {
			for n := range may {
				if n > 0 && n < provision.FewerThan && len(may) < 2 {
					t.Fatalf("%s gives away number %d: it must be %d", printed, i, n)
				}
			}
		}
	}
	if len(w) < fewest {
		t.Fatalf("only %d different pages", len(w))
	}
}

// printed is everything that the page prints of counts: the page gets nothing else.
func printed(f GovernorFigures) string {
	words := fmt.Sprint(f.Figures, f.Terms, f.Levels, f.Review, f.Result, f.Runs)
	for _, row := range f.Trend {
		words += row.Name
		for _, n := range row.Values {
			words += amountOf(n)
		}
	}
	return words
}

// Pupils by status, by need, and annual reviews, which are of those with a plan.
func TestGovernorsCannotWorkOutASmallNumberOfPupils(t *testing.T) {
	w := worlds{}
	for total := range 17 {
		for support := range total + 1 {
			plans := total - support
			for a := range total + 1 {
				for b := range total - a + 1 {
					for annual := range plans + 1 {
						c := GovernorCounts{Roll: 300, Support: support, Plans: plans, Annual: annual, Needs: []publish.NeedCount{{Need: "A", Count: a}, {Need: "B", Count: b}, {Need: "C"}},
							Terms: []GovernorTerm{{"Today", support, plans}}}
						w.add(printed(c.Figures()), support, plans, a, b, annual, plans-annual)
					}
				}
			}
		}
	}
	w.mustHide(t, 200)
}

// The trend beside today's exact counts.
func TestGovernorsCannotWorkOutASmallNumberOfTheTrend(t *testing.T) {
	w := worlds{}
	for total := range 17 {
		for support := range total + 1 {
			plans := total - support
			for before := range 14 {
				for planned := range 14 {
					c := GovernorCounts{Roll: 300, Support: support, Plans: plans, Terms: []GovernorTerm{{"Summer", before, planned}, {"Today", support, plans}}}
					w.add(printed(c.Figures()), support, plans, before, planned)
				}
			}
		}
	}
	w.mustHide(t, 100)
}

// Levels, of which no total is given: whoever is on roll may have one.
func TestGovernorsCannotWorkOutASmallNumberAtALevel(t *testing.T) {
	const roll = 24
	w := worlds{}
	for a := range roll + 1 {
		for b := range roll - a + 1 {
			for c := range roll - a - b + 1 {
				counts := GovernorCounts{Roll: roll, Support: 12, Levels: []NamedCount{{"L1", a}, {"L2", b}, {"L3", c}}}
				w.add(printed(counts.Figures()), a, b, c, a+b+c)
			}
		}
	}
	w.mustHide(t, 30)
}

// What became of help is told of five pupils or more, in thirds.
func TestGovernorsCannotWorkOutWhomHelpDidNotReach(t *testing.T) {
	w := worlds{}
	for n := range 25 {
		for met := range n + 1 {
			c := GovernorCounts{Roll: 300, Support: 30, Runs: []GovernorRun{{Name: "Group", Pupils: n, Met: met, Reviewed: n}}}
			w.add(printed(c.Figures()), met, n-met)
		}
	}
	w.mustHide(t, 10)
}

// With too few pupils to print, no figure of any table stands on the page.
func TestGovernorsPageOfAVerySmallSchoolHasNoCounts(t *testing.T) {
	c := GovernorCounts{Roll: 30, Support: 6, Plans: 1, Needs: []publish.NeedCount{{Need: "A", Count: 7}}, Levels: []NamedCount{{"L1", 7}}, Reviews: []string{"Held in the last year: 9 reviews"}, Results: []string{"Targets looked at: 9"}, Terms: []GovernorTerm{{"Summer", 5, 1}, {"Today", 6, 1}}}
	f := GovernorFacts{School: "Meadowfield Primary", Today: day.Of(2026, 11, 23), Figures: c.Figures(), Asks: []string{"Note this."}}
	got := words(t, Governors(f, func(d *paper.Doc) bool { return true }))
	for _, wrong := range []string{"about", "0 to 4", " 7", " 9", "then,"} {
		if strings.Contains(strings.ReplaceAll(got, "(“about” is to the nearest five; 0 to 4 is one figure)", ""), wrong) {
			t.Errorf("%q in %s", wrong, got)
		}
	}
}

// The page lies beside the SEN information report on many a table: both tell of reviews and
// of targets in one way, so that neither gives away what the other leaves open.
func TestGovernorsCannotWorkOutASmallNumberWithTheReportBesideThePage(t *testing.T) {
	w := worlds{}
	for held := range 24 {
		for onTime := range held + 1 {
			for _, targets := range []publish.Results{{Met: onTime, Partly: held - onTime}, {Met: onTime, Not: held - onTime}, {Met: 8, Partly: onTime, Not: held - onTime}} {
				f := publish.Facts{Reviews: publish.Reviews{Held: held, OnTime: onTime}, Outcomes: targets}
				report := append(f.Says("review_figures"), f.Says("outcome_results")...)
				c := GovernorCounts{Roll: 300, Support: 30, Reviews: f.Says("review_figures"), Results: f.Says("outcome_results")}
				w.add(fmt.Sprint(report)+printed(c.Figures()), onTime, held-onTime, targets.Partly, targets.Not)
			}
		}
	}
	w.mustHide(t, 40)
}
