package meeting

import (
	"net/http"
	"slices"
	"strconv"

	"needsbook/app/cluster"
	"needsbook/app/cluster/moves"
	"needsbook/app/cluster/papers"
	"needsbook/app/summary"
)

// transitionPage is who moves on, for the meetings of December and January.
type transitionPage struct {
	*view
	Years     []yearOfMoves // the latest first
	September *cluster.Chart
}

// yearOfMoves is what the cluster's schools told of the moves of a year.
type yearOfMoves struct {
	Year    int
	All, To []moves.Sum
	Told    []string // names of the schools that told
	Missing []string
}

func showTransition(v *view, w http.ResponseWriter) error {
	p := transitionPage{view: v}
	for _, year := range slices.Backward(moves.Years(v.kept)) {
		y := yearOfMoves{Year: year}
		for _, s := range moves.Sums(v.kept, year) {
			if s.To == "" {
				y.All = append(y.All, s)
			} else {
				y.To = append(y.To, s)
			}
		}
		told := moves.Told(v.kept, year)
		for _, s := range v.members {
			if slices.Contains(told, s.URN) {
				y.Told = append(y.Told, s.Name)
			} else {
				y.Missing = append(y.Missing, s.Name)
			}
		}
		p.Years = append(p.Years, y)
	}
	board, err := v.board()
	if err != nil && !isMissing(err) {
		return err
	}
	p.September = chartOf(board, "september")
	return v.write(w, "transition", v.page("Transition", "Who moves on to which school: safe counts for the meetings of December and January. Nobody is named.", p))
}

// Areas are the heads of the columns by area of need.
func (p transitionPage) Areas() []string { return papers.Areas }

// Figure writes a sum as people may see it.
func (p transitionPage) Figure(n int) string {
	switch n {
	case summary.Low:
		return "low"
	case summary.HeldBack:
		return "held back"
	}
	return strconv.Itoa(n)
}

// Cohort is a year group in words.
func (p transitionPage) Cohort(code string) string {
	if len(code) > 1 && code[0] == 'Y' {
		return "Year " + code[1:]
	}
	if len(code) > 1 && code[0] == 'N' {
		return "Nursery, year " + code[1:]
	}
	return code
}

// moveRows is a table of moves.
type moveRows struct {
	P           transitionPage
	ID, Caption string
	Rows        []moves.Sum
}

// Moves puts sums together with the words for their table.
func (p transitionPage) Moves(id, caption string, rows []moves.Sum) moveRows {
	return moveRows{p, id, caption, rows}
}
