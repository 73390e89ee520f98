package retention

import (
	"slices"

	"needsbook/app/day"
)

// File is what the rules need to know of a pupil.
type File struct {
	Born     day.Date
	Left     day.Date // the last day on roll; the zero date while on roll
	Statuses []string // every SEN status there ever was: K, E
	Receipt  day.Date // when the next school's receipt came; the zero date for none
}

// Due is a day from which something may go, by which rule.
type Due struct {
	Rule Rule
	From day.Date // the day of the event
	On   day.Date
}

// OfFile returns from when a pupil's whole file may go. A pupil on roll has no such day,
// nor one whose date of birth is not known where the rule counts from it.
func (p Policy) OfFile(f File) (Due, bool) {
	if f.Left.IsZero() {
		return Due{}, false
	}
	for _, r := range p.Rules {
		if r.Pupils != "" && r.covers(f) {
			return r.due(f, day.Date{})
		}
	}
	return Due{}, false
}

// OfRecord returns from when one record of a kind may go that ended on a day, whoever the
// pupil is; false where no rule is about the kind by itself, or it has not ended.
func (p Policy) OfRecord(kind string, f File, ended day.Date) (Due, bool) {
	for _, r := range p.Rules {
		if slices.Contains(r.Kinds, kind) {
			return r.due(f, ended)
		}
	}
	return Due{}, false
}

// OfTransfer returns from when the copy of a pupil who has moved on may be thinned; false
// while the next school has not sent its receipt, or for a pupil who is still on roll.
func (p Policy) OfTransfer(f File) (Due, bool) {
	if f.Receipt.IsZero() || f.Left.IsZero() {
		return Due{}, false
	}
	return Due{Rule: Rule{ID: "transfer", Name: "Working papers of a pupil who moved on", From: Record, Source: p.Transfer.Source},
		From: f.Receipt, On: f.Receipt.AddMonths(p.Transfer.Months)}, true
}

// Thins reports whether records of a kind may go when a copy is thinned.
func (p Policy) Thins(kind string) bool { return !slices.Contains(p.Transfer.Keeps, kind) }

func (r Rule) covers(f File) bool {
	switch r.Pupils {
	case WithPlan:
		return slices.Contains(f.Statuses, "E")
	case WithSupport:
		return slices.Contains(f.Statuses, "K") || slices.Contains(f.Statuses, "E")
	}
	return true
}

func (r Rule) due(f File, ended day.Date) (Due, bool) {
	from := map[Event]day.Date{Birth: f.Born, Leaving: f.Left, Record: ended}[r.From]
	if from.IsZero() {
		return Due{Rule: r}, false
	}
	return Due{Rule: r, From: from, On: from.AddYears(r.Years)}, true
}
