package printout

import (
	"fmt"
	"slices"

	"needsbook/app/provision"
	"needsbook/app/publish"
)

// The small-number rule of the governors' page. Pupils with SEN, what they need, reviews
// and what became of targets stand as in the SEN information report, in its very words: a
// count told in another way there could be worked out from both. Every other count is
// given to the nearest five, and 0 to 4 as one figure, so that none of them can be known;
// no exact total of such counts is on the page, and nothing that must be at least so
// many, so none can be worked out from what stands beside it either.

// GovernorCounts are the counts behind the page, exact. They are never printed.
type GovernorCounts struct {
	Roll, Support, Plans int
	Needs                []publish.NeedCount // by main need, every kind that the school records
	Terms                []GovernorTerm      // at the end of each term, today last
	Levels               []NamedCount        // pupils at each level of the continuum in use
	Reviews, Results     []string            // of the last twelve months, as the public documents say them: see publish.Facts.Says
	Behind               int                 // reviews of plans that are past their day now
	Annual               int                 // annual reviews held in the last twelve months
	Runs                 []GovernorRun
}

// GovernorTerm is how many pupils had SEN support and a plan on a day.
type GovernorTerm struct {
	Name           string
	Support, Plans int
}

// NamedCount is how many pupils something counts.
type NamedCount struct {
	Name  string
	Count int
}

// GovernorRun is what one intervention came to.
type GovernorRun struct {
	Name          string // without a pupil's name
	Pupils        int    // different ones with a review
	Met, Reviewed int    // of its places
}

// GovernorFigures are what the page prints of the counts.
type GovernorFigures struct {
	publish.Figures
	Terms  []string      // names of the days of the trend
	Trend  []GovernorRow // of which pupils, and how many on each day; none where it would tell too much
	Levels [][2]string
	Review []string
	Result []string
	Runs   [][3]string // intervention, pupils, outcome in words
}

// GovernorRow is one line of the trend. A value is to the nearest five; nil stands for 0 to 4.
type GovernorRow struct {
	Name   string
	Values []*int
}

// zeroToFour stands for every count from 0 to 4.
const zeroToFour = "0 to 4"

// near gives a count as the page prints it.
func near(n int) string {
	if n < provision.FewerThan {
		return zeroToFour
	}
	return fmt.Sprintf("about %d", nearest(n))
}

func nearest(n int) int { return (n + 2) / 5 * 5 }

// Figures applies the small-number rule.
func (c GovernorCounts) Figures() GovernorFigures {
	f := GovernorFigures{Figures: publish.SafeFigures(c.Roll, c.Support, c.Plans, c.Needs)}
	c.trend(&f)
	for _, l := range c.Levels {
		f.Levels = append(f.Levels, [2]string{l.Name, near(l.Count)})
	}
	f.Review = append(slices.Clone(c.Reviews), "overdue today: "+near(c.Behind))
	if c.apart(f) { // else annual reviews would tell how many have a plan
		f.Review = append(f.Review, "annual reviews: "+near(c.Annual))
	}
	f.Result = c.Results
	for _, r := range c.Runs {
		if r.Pupils >= provision.FewerThan && r.Reviewed >= provision.FewerThan {
			f.Runs = append(f.Runs, [3]string{r.Name, near(r.Pupils), share(r.Met, r.Reviewed)})
		}
	}
	return f
}

// trend gives both counts over time where both may be printed today. Else it gives what
// they come to together, since one taken from the other would tell of few.
func (c GovernorCounts) trend(f *GovernorFigures) {
	if f.Total == "" {
		return
	}
	var support, plans, all GovernorRow
	support.Name, plans.Name, all.Name = "SEN support", "EHC plan", "SEN support or an EHC plan"
	for _, t := range c.Terms {
		f.Terms = append(f.Terms, t.Name)
		support.Values = append(support.Values, rounded(t.Support))
		plans.Values = append(plans.Values, rounded(t.Plans))
		all.Values = append(all.Values, rounded(t.Support+t.Plans))
	}
	if f.Trend = []GovernorRow{all}; c.apart(*f) {
		f.Trend = []GovernorRow{support, plans}
	}
}

// apart reports whether SEN support and plans are each printed as they are.
func (c GovernorCounts) apart(f GovernorFigures) bool {
	return f.Support != "" && f.Plans != "" && !few(c.Support) && !few(c.Plans)
}

func few(n int) bool { return n > 0 && n < provision.FewerThan }

func rounded(n int) *int {
	if n < provision.FewerThan {
		return nil
	}
	n = nearest(n)
	return &n
}

// share says a part in thirds: a percentage of few would give the count away.
func share(part, whole int) string {
	switch {
	case 3*part >= 2*whole:
		return "most"
	case 3*part > whole:
		return "about half"
	}
	return "fewer than half"
}
