package provision

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/money"
)

// Cost is what a line costs for one pupil in a year.
type Cost struct {
	Annual     money.Amount `json:"annual"`     // rounded once, to the penny
	Exact      money.Amount `json:"-"`          // before that rounding, to twelve decimal places
	Arithmetic string       `json:"arithmetic"` // how it was worked out, in words
}

var minutesInAnHour = decimal.NewFromInt(60)

// CostOf works out what a line that Check lets through costs for one pupil:
// the group's cost shared out, and what is bought once.
func CostOf(l Line) Cost {
	group := decimal.NewFromInt(int64(l.group()))
	// One fraction, so that nothing is rounded on the way: the group's pound-minutes
	// and the one-off price over 60 minutes times the pupils.
	under := group.Mul(minutesInAnHour)
	over := l.poundMinutes().Add(l.OneOff.Decimal().Mul(under))
	c := Cost{Annual: money.Exact(over.DivRound(under, 2)), Exact: money.Exact(over.DivRound(under, 12))}
	c.Arithmetic = l.arithmetic() + " = " + c.Annual.Words()
	return c
}

// minutesAYear is the time of the adult in a year, for the whole group.
func (l Line) minutesAYear() decimal.Decimal {
	return decimal.NewFromInt(int64(l.Minutes)).Mul(l.SessionsAWeek).Mul(decimal.NewFromInt(int64(l.Weeks)))
}

// poundMinutes is the minutes in a year times the hourly rate: 60 times the cost
// of the adult's time.
func (l Line) poundMinutes() decimal.Decimal { return l.minutesAYear().Mul(l.Rate.Decimal()) }

// group is the number of pupils that share; a line without time has none to share.
func (l Line) group() int { return max(1, l.GroupSize) }

// arithmetic is the sum in words: 45 minutes × 3 a week × 38 weeks ÷ 4 pupils ×
// £17.20 an hour + £120.00 once.
func (l Line) arithmetic() string {
	var parts []string
	if !l.minutesAYear().IsZero() {
		share := ""
		if l.group() > 1 {
			share = fmt.Sprintf(" ÷ %d pupils", l.group())
		}
		parts = append(parts, fmt.Sprintf("%s × %s a week × %s%s × %s an hour",
			count(l.Minutes, "minute"), l.SessionsAWeek, count(l.Weeks, "week"), share, unrounded(l.Rate)))
	}
	if !l.OneOff.IsZero() {
		parts = append(parts, unrounded(l.OneOff)+" once")
	}
	if parts == nil {
		return "nothing entered"
	}
	return strings.Join(parts, " + ")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// unrounded shows an amount with every decimal place it has, since the sum uses
// them all.
func unrounded(a money.Amount) string {
	if a.Cmp(a.Round()) == 0 {
		return a.Words()
	}
	return "£" + a.Decimal().String()
}
