package intake

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
	"needsbook/app/money"
)

// CostFacts are what a cost was worked out with: the sum of a line, and what the map
// says of it.
type CostFacts struct {
	Ours, Theirs money.Amount
	Weeks        int          // that ours counts
	YearWeeks    int          // of the whole costing year
	Group        int          // pupils whom ours is shared out over; 1 for one to one or for a whole group's cost
	Rate         money.Amount // that ours takes for an hour, £0 for none
	TheirRate    money.Amount // that the map says, £0 for none
	Time         bool         // minutes and sessions are known
}

// usualWeeks are the weeks that schools count a year with, beside ours.
var usualWeeks = []int{39, 38, 40, 36, 37, 35, 44, 52}

// near reports whether an amount is another up to how roughly theirs is written: pounds
// without pence may be rounded to the pound.
func (f CostFacts) near(amount decimal.Decimal) bool {
	within := decimal.New(1, -2)
	if f.Theirs.Decimal().IsInteger() {
		within = decimal.New(5, -1)
	}
	return amount.Sub(f.Theirs.Decimal()).Abs().LessThanOrEqual(within)
}

// step is one way in which a school's own sum may differ from ours, as a factor.
type step struct {
	kind   string // two of one kind cannot both be so
	factor decimal.Decimal
	words  string
	short  string // the same for a column of a table
	usual  bool   // may be so together with another
}

// Reason is why a cost of a map is likely to differ from ours.
type Reason struct {
	Words string // a sentence
	Short string // for a column of a table
}

// Why says why a cost of the map is likely to differ from ours, or that it is the same.
// It names a reason only where the figures fit it; else it says that none fits.
func (f CostFacts) Why() Reason {
	switch {
	case f.Theirs.Cmp(f.Ours) == 0:
		return Reason{"The same.", "the same"}
	case f.Ours.IsZero() && !f.Time:
		return Reason{"The map does not give both minutes and sessions, so ours comes to nothing.", "time is not given"}
	case f.Ours.IsZero() && f.Rate.IsZero():
		return Reason{"Ours has no rate for this kind of staff.", "no rate here"}
	case f.Ours.IsZero():
		return Reason{"Ours comes to nothing in this school year: it runs in none of its weeks.", "not in this year"}
	case f.Theirs.IsZero():
		return Reason{"The map says that it costs nothing.", "free in the map"}
	case f.near(f.Ours.Decimal()):
		return Reason{"The same, rounded.", "rounded"}
	}
	steps := f.steps()
	fits := func(factor decimal.Decimal) bool { return f.near(f.Ours.Decimal().Mul(factor)) }
	for _, s := range steps {
		if fits(s.factor) {
			return Reason{s.words + ".", s.short}
		}
	}
	for i, a := range steps {
		for _, b := range steps[i+1:] {
			if a.usual && b.usual && a.kind != b.kind && fits(a.factor.Mul(b.factor)) {
				return Reason{a.words + ", and " + lowerFirst(b.words) + ".", a.short + "; " + b.short}
			}
		}
	}
	if f.TheirRate.IsZero() && !f.Rate.IsZero() {
		rate := money.Exact(f.Theirs.Decimal().Mul(f.Rate.Decimal()).DivRound(f.Ours.Decimal(), 4)).Round()
		const lowest, highest = 9, 120
		if rate.Cmp(money.Pounds(lowest)) >= 0 && rate.Cmp(money.Pounds(highest)) <= 0 {
			return Reason{fmt.Sprintf("No other reason fits. With the same time it would be another rate: about %s an hour, and ours is %s.", rate.Words(), f.Rate.Words()), "perhaps " + rate.Words() + " an hour"}
		}
	}
	return Reason{"No simple reason fits the figures. Open the sum and look at the time, the group and the rate.", "no simple reason"}
}

// steps are the likely reasons, the most usual first.
func (f CostFacts) steps() []step {
	var out []step
	ratio := func(over, under int64) decimal.Decimal {
		return decimal.NewFromInt(over).DivRound(decimal.NewFromInt(under), 16)
	}
	if f.Group > 1 {
		out = append(out, step{"group", decimal.NewFromInt(int64(f.Group)), fmt.Sprintf("Theirs is not shared out over the group of %d", f.Group), fmt.Sprintf("not shared out over %d", f.Group), true})
	}
	if f.Weeks > 0 {
		if f.YearWeeks > f.Weeks {
			out = append(out, step{"weeks", ratio(int64(f.YearWeeks), int64(f.Weeks)), fmt.Sprintf("Theirs counts the whole year of %d weeks; ours counts the %s of the part that it runs", f.YearWeeks, weeksOf(f.Weeks)), "the whole year", true})
		}
		for _, w := range usualWeeks {
			if w != f.Weeks && w != f.YearWeeks {
				out = append(out, step{"weeks", ratio(int64(w), int64(f.Weeks)), fmt.Sprintf("Theirs counts %s; ours counts %d", weeksOf(w), f.Weeks), fmt.Sprintf("%d weeks, not %d", w, f.Weeks), true})
			}
		}
	}
	if !f.TheirRate.IsZero() && !f.Rate.IsZero() && f.TheirRate.Cmp(f.Rate) != 0 {
		out = append(out, step{"rate", f.TheirRate.Decimal().DivRound(f.Rate.Decimal(), 16), fmt.Sprintf("Theirs takes %s an hour; ours takes %s", f.TheirRate.Words(), f.Rate.Words()), f.TheirRate.Words() + " an hour, not " + f.Rate.Words(), true})
	}
	if f.Weeks > 0 { // another stretch of the year than a usual one
		for w := 1; w <= mostWeeks; w++ {
			if w != f.Weeks && w != f.YearWeeks && !slices.Contains(usualWeeks, w) {
				out = append(out, step{"weeks", ratio(int64(w), int64(f.Weeks)), fmt.Sprintf("Theirs counts %s; ours counts %d", weeksOf(w), f.Weeks), fmt.Sprintf("%d weeks, not %d", w, f.Weeks), false})
			}
		}
	}
	const mostOthers = 12
	for n := 2; n <= mostOthers; n++ {
		if n != f.Group {
			over := "Theirs is shared out over %d pupils; ours over %d"
			out = append(out, step{"group", ratio(int64(max(f.Group, 1)), int64(n)), fmt.Sprintf(over, n, max(f.Group, 1)), fmt.Sprintf("shared by %d, not %d", n, max(f.Group, 1)), false})
		}
	}
	return out
}

func weeksOf(n int) string {
	if n == 1 {
		return "1 week"
	}
	return fmt.Sprintf("%d weeks", n)
}

func lowerFirst(words string) string {
	return string(words[0]|' ') + words[1:]
}
