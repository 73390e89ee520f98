package cluster

import (
	"strconv"

	"needsbook/app/summary"
)

// Kinds of pack that give figures their meaning.
const (
	continuumList = "continuum"
	needList      = "need"
	serviceList   = "services"
)

// listOfTable says which kind of pack the codes of a table come from. Tables that are
// not here have codes that are the same for everybody.
var listOfTable = map[string]string{
	"T03": continuumList, "T04": continuumList, "T06L": continuumList, "T07": continuumList, "T12": continuumList,
	"T05": needList, "T09": serviceList, "D03": continuumList, "D04": continuumList,
}

// listsOf returns the packs of a summary by kind. The continuum counts only where the
// summary has tables by level.
func listsOf(d summary.Document) map[string]string {
	lists := map[string]string{needList: d.CodeLists.Need}
	if d.CodeLists.Services != "" {
		lists[serviceList] = d.CodeLists.Services
	}
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

// measured says what the figures are that do not count pupils or cases, by table and
// column, or table and row where the table has one column; and the step of amounts.
var measured = map[[2]string]struct {
	kind measure
	step int
}{
	{"T00", "ROLL"}: {amount, 50}, {"T08", "HOURS"}: {amount, 5}, {"T08", "GBP"}: {amount, 500},
	{"T09", "SESSIONS"}: {amount, 5}, {"T09", "WEEKS"}: {band, 0}, {"T09", "PRIORITY"}: {band, 0},
	{"T10", "ASKED"}: {amount, 500}, {"T10", "GIVEN"}: {amount, 500}, {"T10", "DAYS"}: {band, 0},
	{"T12", "AGREE"}: {band, 0}, {"T13", "NOTIONAL"}: {amount, 1000}, {"T13", "SPENT"}: {band, 0}, {"T14", "SHARE"}: {band, 0},
	{"D10", "ROLL"}: {amount, 50}, {"D10", "GIVEN"}: {amount, 500}, {"D08", "GBP"}: {amount, 500},
}

// kindOf says how a figure is measured.
func kindOf(f FigureID) (kind measure, step int) {
	key := [2]string{f.Table, f.Col}
	if f.Col == "N" {
		key[1] = f.Row
	}
	m := measured[key]
	if f.Table == "T12" && f.Row != "CASES" {
		m.kind = band
	}
	return m.kind, m.step
}

// addFigure adds one published value to the sums. estimate is what it most likely
// stands for, and fits whether other figures were looked at for that.
func addFigure(into map[FigureID]Sum, f FigureID, v int, estimate fitted) {
	if v == summary.HeldBack || v == summary.NotApplicable {
		return
	}
	kind, step := kindOf(f)
	switch {
	case kind == band:
		f.Col += "=" + strconv.Itoa(v)
		into[f] = into[f].plus(Sum{N: 1})
	case kind == amount && v >= 0:
		half := step / 2
		into[f] = into[f].plus(Sum{N: 1, Estimate: 1000 * int64(v), Variance: 1000 * int64(step*step/12),
			Least: int64(max(0, v-half)), Most: int64(v + half), Largest: int64(v)})
	case kind == pupilCount:
		least, most := bounds(v)
		one := Sum{N: 1, Estimate: thousandths(estimate.mean), Variance: thousandths(estimate.variance), Least: int64(least), Most: int64(most)}
		if v == summary.Low && !fits[f.Table] {
			one.Guessed = 1
		}
		into[f] = into[f].plus(one)
	}
}

// fits are the tables whose low figures are fitted to the totals around them.
var fits = map[string]bool{"T00": true, "T01": true, "T02": true, "T03": true, "T04": true, "T05": true, "T06A": true, "T06L": true, "T07": true}
