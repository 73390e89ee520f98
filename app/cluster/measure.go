package cluster

import (
	"strconv"

	"needsbook/app/summary"
)

// Kinds of pack that give figures their meaning.
const (
	continuumList = "continuum"
	needList      = "need"
)

// listOfTable says which kind of pack the codes of a table come from. Tables that are
// not here have codes that are the same for everybody.
var listOfTable = map[string]string{
	"T03": continuumList, "T04": continuumList, "T06L": continuumList, "T07": continuumList, "T12": continuumList,
	"T05": needList,
}

// listsOf returns the packs of a summary by kind. The continuum counts only where the
// summary has tables by level.
func listsOf(d summary.Document) map[string]string {
	lists := map[string]string{needList: d.CodeLists.Need}
	if !onlyTotals(d) {
		lists[continuumList] = d.CodeLists.Continuum
	}
	return lists
}

// list says which kind of pack gives the figure its meaning, "" where its codes are
// the same for everybody, as in the column that counts all levels together.
func (f FigureID) list() string {
	if f.Col == allOf {
		return ""
	}
	return listOfTable[f.Table]
}

// allOf is the code of a line that counts all others together.
const allOf = "ALL"

// measure says what a figure is.
type measure int

const (
	pupilCount measure = iota // rounded by the rule: low, 5, 10
	amount                    // a sum to the nearest step
	band                      // a code for a range
)

// measured is the columns whose figures are not counts of pupils or cases.
var measured = map[[2]string]struct {
	kind measure
	step int
}{}

// addFigure adds one published value to the sums. estimate is what a low figure most
// likely stands for.
func addFigure(into map[FigureID]Sum, f FigureID, v int, estimate fitted) {
	if v == summary.HeldBack || v == summary.NotApplicable {
		return
	}
	m := measured[[2]string{f.Table, f.Col}]
	if f.Table == "T00" && f.Row == "ROLL" {
		m.kind, m.step = amount, 50
	}
	switch m.kind {
	case band:
		f.Col += "=" + strconv.Itoa(v)
		into[f] = into[f].plus(Sum{N: 1})
	case amount:
		if v >= 0 {
			half := m.step / 2
			into[f] = into[f].plus(Sum{N: 1, Estimate: 1000 * int64(v), Variance: 1000 * int64(m.step*m.step/12),
				Least: int64(max(0, v-half)), Most: int64(v + half), Largest: int64(v)})
		}
	default:
		least, most := bounds(v)
		into[f] = into[f].plus(Sum{N: 1, Estimate: thousandths(estimate.mean), Variance: thousandths(estimate.variance), Least: int64(least), Most: int64(most)})
	}
}

// derive adds what can only be told school by school.
func derive(into map[FigureID]Sum, d summary.Document) {
	if onlyTotals(d) {
		return
	}
	all := value(find(d, "T00"), allOf, "N")
	addFigure(into, withTables, all, published(all))
}

// withTables is the pupils with SEN of those schools that sent more than totals.
var withTables = FigureID{"D00", allOf, "N"}
