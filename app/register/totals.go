package register

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// Totals returns one text for each column about all rows together, "" where there is
// nothing to say. It follows the search.
func (s *Sheet) Totals() []string { return s.totals() }

func (s *Sheet) countTotals() []string {
	out := make([]string, len(s.columns))
	for i := range s.columns {
		out[i] = s.total(&s.columns[i])
	}
	return out
}

// mostCounted is how many codes a total names before it says how many more there are.
const mostCounted = 4

func (s *Sheet) total(c *builtInColumn) string {
	switch {
	case c.ID == ColumnName:
		return number(len(s.Entries), "pupil")
	case c.due:
		return s.dueTotal(c)
	case c.kind == kindNumber:
		return s.numberTotal(c)
	case c.kind == kindCode || c.kind == kindList:
		return s.codeTotal(c)
	}
	filled := 0
	for _, e := range s.Entries {
		if c.kind == kindDate && !c.date(e).IsZero() || c.kind == kindText && c.text(e, &s.in) != "" {
			filled++
		}
	}
	if filled == 0 || filled == len(s.Entries) {
		return ""
	}
	return fmt.Sprintf("%d filled", filled)
}

// dueTotal counts what is late and what is near.
func (s *Sheet) dueTotal(c *builtInColumn) string {
	late, near := 0, 0
	for _, e := range s.Entries {
		due := c.date(e)
		switch {
		case due.IsZero():
		case due.Before(s.in.Today):
			late++
		case s.in.Today.DaysUntil(due) <= NearDays:
			near++
		}
	}
	var parts []string
	if late > 0 {
		parts = append(parts, fmt.Sprintf("%d late", late))
	}
	if near > 0 {
		parts = append(parts, fmt.Sprintf("%d near", near))
	}
	return strings.Join(parts, " · ")
}

// numberTotal gives the sum and the average; ages have no sum that says anything.
func (s *Sheet) numberTotal(c *builtInColumn) string {
	sum, n := decimal.Zero, int64(0)
	for _, e := range s.Entries {
		if v, ok := c.number(e, &s.in); ok {
			sum = sum.Add(decimal.New(int64(v), -6))
			n++
		}
	}
	if n == 0 {
		return ""
	}
	average := "average " + sum.DivRound(decimal.NewFromInt(n), 1).String()
	if !c.Own {
		return average
	}
	return "sum " + sum.String() + " · " + average
}

// codeTotal counts the rows of each code: in their own order where there is one, else
// the most frequent first.
func (s *Sheet) codeTotal(c *builtInColumn) string {
	counts := c.count(s.Entries, &s.in)
	counts = slices.DeleteFunc(counts, func(n codeCount) bool { return n.code == "" })
	if noun := groupNouns[c.ID]; noun != "" {
		if len(counts) < 2 {
			return ""
		}
		return fmt.Sprintf("%d %s", len(counts), noun)
	}
	if c.place == nil || len(counts) > mostCounted {
		slices.SortStableFunc(counts, func(a, b codeCount) int { return cmp.Compare(b.n, a.n) })
	}
	var parts []string
	for i, n := range counts {
		if i == mostCounted && len(counts) > mostCounted+1 {
			parts = append(parts, fmt.Sprintf("%d more", len(counts)-i))
			break
		}
		parts = append(parts, fmt.Sprintf("%s %d", n.code, n.n))
	}
	return strings.Join(parts, " · ")
}

// groupNouns are the columns of which it matters how many groups there are, and not
// how many pupils each has: their codes are figures that would read as counts.
var groupNouns = map[string]string{"year": "years", "class": "classes"}

type codeCount struct {
	code string // "" for none
	n    int
}

// count counts the entries that hold each code of a column, in the column's order;
// those that hold none come last, under "".
func (c *builtInColumn) count(entries []*Entry, in *SheetContext) []codeCount {
	at := map[string]int{}
	for _, e := range entries {
		codes := c.codes(e, in)
		for _, code := range codes {
			at[code]++
		}
		if len(codes) == 0 {
			at[""]++
		}
	}
	out := make([]codeCount, 0, len(at))
	for code, n := range at {
		out = append(out, codeCount{code, n})
	}
	in.sortCodes(c, out)
	return out
}
