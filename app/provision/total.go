package provision

import "needsbook/app/money"

// Summary is what a pupil's lines cost in a year and who pays: the school first,
// up to its contribution, then what is above.
type Summary struct {
	Total  money.Amount `json:"total"`
	School money.Amount `json:"school"`
	Extra  money.Amount `json:"extra"`
	Lines  []Costed     `json:"lines"`
}

// Costed is a line with its cost for one pupil in a year, and who pays for it when the
// school's contribution is used up line by line. School and Extra are filled by Total.
type Costed struct {
	Line   Line         `json:"line"`
	Cost   Cost         `json:"cost"`
	School money.Amount `json:"school"`
	Extra  money.Amount `json:"extra"`
}

// Alone costs a line by what it says of itself, as it is typed: nobody else's dates or
// sessions count.
func Alone(l Line) Costed { return Costed{Line: l, Cost: CostOf(l)} }

// Cost is what the pupil bears of an intervention as the cost of a line.
func (s Share) Cost() Cost {
	return Cost{Annual: s.Planned, Exact: s.Planned, Arithmetic: s.Words}
}

// Total adds costed lines up. Each line is rounded to the penny before it is added, so
// that the lines on paper add up to the total on paper. contribution is what the
// school pays for one pupil in the year.
func Total(lines []Costed, contribution money.Amount) Summary {
	s := Summary{Lines: make([]Costed, 0, len(lines))}
	left := contribution
	for _, l := range lines {
		c := Costed{Line: l.Line, Cost: l.Cost}
		c.School = money.Min(c.Cost.Annual, left)
		c.Extra = c.Cost.Annual.Sub(c.School)
		left = left.Sub(c.School)
		s.Lines = append(s.Lines, c)
		s.Total, s.School, s.Extra = s.Total.Add(c.Cost.Annual), s.School.Add(c.School), s.Extra.Add(c.Extra)
	}
	return s
}
