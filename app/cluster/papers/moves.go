package papers

import (
	"cmp"
	"fmt"
	"slices"

	"needsbook/app/exchange"
	"needsbook/app/summary"
)

// Moves counts the pupils with SEN who move on, by the school they go to. Each figure is
// a summary's: a multiple of five, summary.Low for 0 to 4 or summary.HeldBack. Its Ref
// is the year.
type Moves struct {
	exchange.Meta
	Year int    `json:"year"` // calendar year of the move
	Rows []Move `json:"rows,omitempty"`
}

// Move is those who go from a year group to one school.
type Move struct {
	From  string `json:"from"` // one of Cohorts
	To    string `json:"to"`   // URN, or other
	Count int    `json:"count"`
	Areas [5]int `json:"areas"` // by area, in the order of Areas
}

// Cohorts are the year groups after which pupils move to another school.
var Cohorts = []string{"N2", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7", "Y8", "Y9", "Y11"}

// OtherSchools stands for all schools that are not named.
const OtherSchools = "other"

const mostMoves = 200

// About returns what the paper says about itself.
func (m Moves) About() exchange.Meta           { return m.Meta }
func (m Moves) with(about exchange.Meta) Paper { m.Meta = about; return m }
func (m Moves) ref() string                    { return fmt.Sprint(m.Year) }

func (m Moves) check() error {
	if !within(m.Year, 2020, 2099) || len(m.Rows) > mostMoves {
		return wrong("year")
	}
	for _, r := range m.Rows {
		if !among(r.From, Cohorts...) || r.To != OtherSchools && !exchange.ValidURN(r.To) || !isFigure(r.Count) ||
			slices.ContainsFunc(r.Areas[:], func(n int) bool { return !isFigure(n) }) {
			return wrong("rows")
		}
	}
	for i := 1; i < len(m.Rows); i++ {
		a, b := m.Rows[i-1], m.Rows[i]
		if cmp.Or(cmp.Compare(slices.Index(Cohorts, a.From), slices.Index(Cohorts, b.From)), cmp.Compare(a.To, b.To)) >= 0 {
			return wrong("rows")
		}
	}
	return nil
}

// isFigure reports whether n is a figure that rule R5L leaves: see summary.
func isFigure(n int) bool {
	return n == summary.Low || n == summary.HeldBack || n >= 5 && n <= mostPupils && n%5 == 0
}

// Words returns what the paper says, line by line.
func (m Moves) Words() []Line {
	lines := []Line{{"Moves in", fmt.Sprint(m.Year)}}
	for _, r := range m.Rows {
		to := "to school " + r.To
		if r.To == OtherSchools {
			to = "to other schools"
		}
		value := figure(r.Count)
		for i, n := range r.Areas {
			value += fmt.Sprintf("; %s %s", Areas[i], figure(n))
		}
		lines = append(lines, Line{r.From + " " + to, value})
	}
	return lines
}

func figure(n int) string {
	switch n {
	case summary.Low:
		return "low"
	case summary.HeldBack:
		return "held back"
	}
	return fmt.Sprint(n)
}
