package register

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"needsbook/app/day"
)

// Status is a pupil's SEN status over a time. The person never types the end: it
// is written when the next status begins.
type Status struct {
	ID     string   `json:"id"`
	Pupil  string   `json:"pupil"`
	Code   string   `json:"code"`      // N, K or E
	From   day.Date `json:"from_day"`  // first day
	Until  day.Date `json:"until_day"` // first day on which it no longer held, zero while open
	Legacy string   `json:"legacy"`    // the code as it arrived, when it was an old one
	Corrected
}

// Need is a type of need that a pupil has had over a time, with its rank then.
type Need struct {
	ID    string   `json:"id"`
	Pupil string   `json:"pupil"`
	Code  string   `json:"code"` // DfE type of need
	Rank  int      `json:"rank"` // 1 is the primary need
	From  day.Date `json:"from_day"`
	Until day.Date `json:"until_day"`
	Corrected
}

// Corrected says that a row of the past was put right by hand: when, and why. The
// zero value is a row that wrote itself.
type Corrected struct {
	CorrectedOn day.Date `json:"corrected"`
	Why         string   `json:"why"`
}

// ErrBeforeCurrent is returned when a change is dated before the one that stands.
var ErrBeforeCurrent = errors.New("the date is before the change that stands now")

// ErrNoDate is returned when a change has no date.
var ErrNoDate = errors.New("a change of status or need must have a date")

// ErrRepeatedNeed is returned when one type of need is given twice.
var ErrRepeatedNeed = errors.New("a type of need can be listed only once")

// Revision is what a change of history comes to: rows to write and rows to take away.
type Revision[T any] struct {
	Put    []T
	Remove []T
}

// Empty reports whether the revision changes nothing.
func (r Revision[T]) Empty() bool { return len(r.Put)+len(r.Remove) == 0 }

// SetStatus works out the rows that make code the pupil's status from a day on:
// the open status is closed, the new one opened. Setting the status that stands
// already changes nothing; a change on the very day the open one began puts that
// one right. newID makes an identifier.
func SetStatus(history []Status, pupil, code string, from day.Date, newID func() string) (Revision[Status], error) {
	var rev Revision[Status]
	if from.IsZero() {
		return rev, ErrNoDate
	}
	open, found := openStatus(history)
	switch {
	case found && open.Code == code:
		return rev, nil
	case from.Before(LatestStatus(history)):
		return rev, fmt.Errorf("%w (%s)", ErrBeforeCurrent, LatestStatus(history).Words())
	case found && from == open.From:
		open.Code, open.Legacy = code, ""
		rev.Put = []Status{open}
		return rev, nil
	case found:
		open.Until = from
		rev.Put = append(rev.Put, open)
	}
	rev.Put = append(rev.Put, Status{ID: newID(), Pupil: pupil, Code: code, From: from})
	return rev, nil
}

// LatestStatus returns the last day on which a pupil's status changed, the zero day
// for none. What came before it is put right with CorrectStatus.
func LatestStatus(history []Status) day.Date { return latest(spansOfStatuses(history)) }

// LatestNeed returns the last day on which a pupil's needs changed, the zero day for
// none. What came before it is put right with CorrectNeeds.
func LatestNeed(history []Need) day.Date { return latest(spansOfNeeds(history)) }

func openStatus(history []Status) (Status, bool) {
	for _, s := range history {
		if s.Until.IsZero() {
			return s, true
		}
	}
	return Status{}, false
}

// StatusOn returns the status that held on a day; N, with no start, when none is
// recorded.
func StatusOn(history []Status, on day.Date) Status {
	for _, s := range history {
		if !s.From.After(on) && (s.Until.IsZero() || s.Until.After(on)) {
			return s
		}
	}
	return Status{Code: "N"}
}

// SetNeeds works out the rows that make codes, in rank order, the pupil's needs
// from a day on. Needs that keep their rank are left as they are; the others are
// closed or opened. Rank 1 is the primary need, so there is always just one.
func SetNeeds(history []Need, pupil string, codes []string, from day.Date, newID func() string) (Revision[Need], error) {
	var rev Revision[Need]
	if from.IsZero() {
		return rev, ErrNoDate
	}
	for i, c := range codes {
		if slices.Contains(codes[:i], c) {
			return rev, fmt.Errorf("%w: %s", ErrRepeatedNeed, c)
		}
	}
	standing := map[string]int{}
	for _, n := range history {
		if !n.Until.IsZero() {
			continue
		}
		if i := slices.Index(codes, n.Code); i >= 0 && n.Rank == i+1 {
			standing[n.Code] = n.Rank
			continue
		}
		if from == n.From {
			rev.Remove = append(rev.Remove, n)
			continue
		}
		n.Until = from
		rev.Put = append(rev.Put, n)
	}
	for i, c := range codes {
		if standing[c] == 0 {
			rev.Put = append(rev.Put, Need{ID: newID(), Pupil: pupil, Code: c, Rank: i + 1, From: from})
		}
	}
	if last := LatestNeed(history); from.Before(last) && !rev.Empty() {
		return Revision[Need]{}, fmt.Errorf("%w (%s)", ErrBeforeCurrent, last.Words())
	}
	return rev, nil
}

// NeedsOn returns the needs that held on a day, primary first.
func NeedsOn(history []Need, on day.Date) []Need {
	var out []Need
	for _, n := range history {
		if !n.From.After(on) && (n.Until.IsZero() || n.Until.After(on)) {
			out = append(out, n)
		}
	}
	slices.SortStableFunc(out, func(a, b Need) int { return a.Rank - b.Rank })
	return out
}

// NeedCodes returns the codes of needs in their order.
func NeedCodes(needs []Need) []string {
	out := make([]string, len(needs))
	for i, n := range needs {
		out[i] = n.Code
	}
	return out
}

// SortHistory puts the rows of a history in the order in which they began, needs
// that began together by their rank.
func SortHistory(statuses []Status, needs []Need) {
	slices.SortStableFunc(statuses, func(a, b Status) int { return a.From.Compare(b.From) })
	slices.SortStableFunc(needs, func(a, b Need) int { return cmp.Or(a.From.Compare(b.From), a.Rank-b.Rank) })
}
