package summary

import (
	"slices"
	"strconv"
)

// unit says which numbers a column may hold, besides low, held back and not
// applicable.
type unit struct {
	step, least, most int
	only              []int // where the steps are uneven
}

func (u unit) allows(v int) bool {
	if len(u.only) > 0 {
		return slices.Contains(u.only, v)
	}
	return u.least <= v && v <= u.most && v%u.step == 0
}

var (
	pupils       = unit{step: 5, least: 5, most: 9995}
	rollUnit     = unit{step: 50, least: 50, most: 10000}
	hoursUnit    = unit{step: 5, least: 5, most: 99_995}
	poundsUnit   = unit{step: 500, least: 500, most: 99_999_500}
	band4        = unit{step: 1, least: 1, most: 4}
	priorityUnit = unit{step: 1, least: 1, most: 3}
	signalUnit   = unit{step: 1, least: 1, most: 5}
	agreedUnit   = unit{only: agreedBands}
	notionalUnit = unit{step: 1000, least: 1000, most: 99_999_000}
	spentUnit    = unit{step: 10, least: 0, most: 200}
	shareUnit    = unit{step: 20, least: 0, most: 80}
)

// measureKind is how a figure beside the cross comes about.
type measureKind int

const (
	counted measureKind = iota // pupils, or requests, by R5L and T5
	summed                     // an amount, by the rules for magnitudes
	middled                    // the band of the middle one of several
	stated                     // the school's own word
)

// measure says how the figures of a column are made.
type measure struct {
	unit   unit
	kind   measureKind
	per    int64   // summed: how many of the smallest unit make one step
	bounds []int64 // middled: the upper ends of the bands
	// gates are columns of the same row of which one must show a number, so that an
	// amount never tells more of how many there are than the count beside it.
	gates []int
}

// Columns of the tables whose code names them, and rows where the rows differ.
const (
	colPupils, colHours, colPounds                                    = 0, 1, 2          // T08
	colAsked, colWait, colRefused, colSessions, colWeeks, colPriority = 0, 1, 2, 3, 4, 5 // T09
	colCases, colAskedPounds, colGivenPounds, colDays                 = 0, 1, 2, 3       // T10
	stageWait, stageDeclined                                          = 0, 3             // T10
	rowModerated, rowAgreed, firstSignalRow                           = 0, 1, 2          // T12
	rowNotional, rowSpent                                             = 0, 1             // T13
)

var (
	pupilCount = measure{unit: pupils, kind: counted}
	hours      = measure{unit: hoursUnit, kind: summed, per: 5 * 60, gates: []int{colPupils}}     // from minutes
	pounds     = measure{unit: poundsUnit, kind: summed, per: 500 * 100, gates: []int{colPupils}} // from pence
	sessions   = measure{unit: hoursUnit, kind: summed, per: 5, gates: []int{colAsked, colWait}}
	weeks      = measure{unit: band4, kind: middled, bounds: weeksBounds, gates: []int{colWait}}
	days       = measure{unit: band4, kind: middled, bounds: daysBounds, gates: []int{colCases}}
)

// sideSpec is one table beside the base cross: its figures count pupils that are
// not on one line of the cross, or are not counts at all.
type sideSpec struct {
	id, words  string
	rows, cols []coded
	measure    func(row, col int) measure
	// never marks a place that can hold nothing, whatever the school does; nil for none.
	never func(row, col int) bool
}

func perCol(columns ...measure) func(int, int) measure {
	return func(_, c int) measure { return columns[c] }
}

func perRow(rows ...unit) func(int, int) measure {
	return func(r, _ int) measure { return measure{unit: rows[min(r, len(rows)-1)], kind: stated} }
}

// sidePlan is the part of table plan 1 beside the base cross, in its order. T09 is
// there where the school has a list of services.
func sidePlan(levels, services int) []sideSpec {
	plan := []sideSpec{{
		id: "T08", words: "Provision in place", rows: families,
		cols:    []coded{{"PUPILS", "Pupils"}, {"HOURS", "Hours a week"}, {"GBP", "Pounds a year"}},
		measure: perCol(pupilCount, hours, pounds),
	}}
	if services > 0 {
		plan = append(plan, sideSpec{
			id: "T09", words: "Services asked for", rows: serviceRows(services),
			cols: []coded{{"ASKED", "Asked, no answer yet"}, {"WAIT", "Waiting"}, {"REFUSED", "Refused"},
				{"SESSIONS", "Sessions a term"}, {"WEEKS", "Weeks waited, the middle one"}, {"PRIORITY", "The school's priority"}},
			measure: perCol(pupilCount, pupilCount, pupilCount, sessions, weeks, measure{unit: priorityUnit, kind: stated}),
		})
	}
	return append(plan, sideSpec{
		id: "T10", words: "Requests for funding", rows: stages,
		cols:    []coded{{"CASES", "Requests"}, {"ASKED", "Pounds asked"}, {"GIVEN", "Pounds agreed"}, {"DAYS", "Days, the middle one"}},
		measure: perCol(pupilCount, pounds, pounds, days),
		never:   func(r, c int) bool { return c == colGivenPounds && (r == stageWait || r == stageDeclined) },
	}, sideSpec{
		id: "T11", words: "How provision went", rows: families,
		cols:    []coded{{"MET", "Outcome met"}, {"PARTLY", "Partly met"}, {"NOT", "Not met"}},
		measure: perCol(pupilCount, pupilCount, pupilCount),
	}, sideSpec{
		id: "T12", words: "Moderation", rows: moderationRows(levels), cols: []coded{{"N", "Result"}},
		measure: perRow(pupils, agreedUnit, signalUnit),
	}, sideSpec{
		id: "T13", words: "Notional SEN budget", rows: []coded{{"NOTIONAL", "Notional budget, pounds"}, {"SPENT", "Share spent"}},
		cols: []coded{{"N", "Amount"}}, measure: perRow(notionalUnit, spentUnit),
	}, sideSpec{
		id: "T14", words: "How complete the records are", rows: records, cols: []coded{{"SHARE", "Share of pupils"}},
		measure: perCol(measure{unit: shareUnit, kind: counted}), // of the pupils who lack it
	})
}

func serviceRows(n int) []coded {
	out := make([]coded, n)
	for i := range out {
		out[i] = coded{ServiceCode(i), "Service " + strconv.Itoa(i+1)}
	}
	return out
}

// ServiceCode is the row of T09 for a place in the list of services, from 0.
func ServiceCode(place int) string {
	return "S" + string(rune('0'+place/10)) + string(rune('0'+place%10))
}

func moderationRows(levels int) []coded {
	out := []coded{{"CASES", "Cases moderated"}, {"AGREE", "Agreed at first sight, per cent"}}
	for _, l := range byLevel(levels).lines[:levels] {
		out = append(out, coded{l.Code, l.Words + " against what the needs would lead to expect"})
	}
	return out
}

// TableWords names a table of the plan and its lines, for whoever reads documents.
type TableWords struct {
	ID, Title  string
	Rows, Cols []Line
	// Band gives the words of a value where the column holds bands or signals, and
	// "" where the value speaks for itself.
	Band func(row, col, value int) string
}

// Plan returns all the tables that a document with so many levels and services can
// have, T00 to T14 in order, with their words. Levels and services are named by
// their places: the packs have their names.
func Plan(levels, services int) []TableWords {
	var out []TableWords
	none := func(int, int, int) string { return "" }
	for _, t := range tablePlan(levels, make([]string, levels)) {
		out = append(out, TableWords{t.id, t.words, slices.Clone(t.rows.lines), slices.Clone(t.cols.lines), none})
	}
	for _, t := range sidePlan(levels, services) {
		out = append(out, TableWords{t.id, t.words, slices.Clone(t.rows), slices.Clone(t.cols),
			func(r, c, v int) string { return bandWords(t.id, r, c, v) }})
	}
	return out
}
