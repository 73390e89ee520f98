package register

import (
	"errors"
	"slices"

	"needsbook/app/day"
)

// Correction puts one row of a pupil's history right: it changes a row, adds one
// that was missed, or takes a wrong one away.
type Correction struct {
	Row    string   `json:"row"`    // the row, "" to add one
	Remove bool     `json:"remove"` // take the row away; Code, Rank and the days are not read
	Code   string   `json:"code"`   // the status or type of need that it should have been
	Legacy string   `json:"legacy"` // the code as it was written then, for a status of old
	Rank   int      `json:"rank"`   // of a need, 1 is the primary one
	From   day.Date `json:"from"`   // first day
	Until  day.Date `json:"until"`  // first day on which it no longer held, zero for open
	Fit    bool     `json:"fit"`    // move the rows beside it, so that nothing overlaps and no gap opens
	Why    string   `json:"why"`    // kept with every row that it changes

	Today day.Date `json:"-"`
	Born  day.Date `json:"-"` // zero when not known
}

// Why a correction is turned away.
var (
	ErrNoReason    = errors.New("a correction must say why")
	ErrNoRow       = errors.New("there is no such row in the history")
	ErrNoCode      = errors.New("the row has no code")
	ErrFuture      = errors.New("the day is in the future")
	ErrBeforeBirth = errors.New("the day is before the pupil was born")
	ErrTooLongAgo  = errors.New("the day is too long ago for a pupil")
	ErrNoDays      = errors.New("the last day is before the first")
	ErrOverlap     = errors.New("two rows hold on one day")
	ErrSwallowed   = errors.New("the row beside it would have no day left")
	ErrNoPrimary   = errors.New("a need would stand without one of a higher rank")
	ErrRank        = errors.New("a rank is 1 or more")
)

// oldest is the age in years up to which someone can be a pupil: an education,
// health and care plan ends by 25 (Children and Families Act 2014, section 46).
const oldest = 26

// CorrectionError says why a correction does not fit: the field it is about, and
// the row that is in its way, where one is.
type CorrectionError struct {
	Field       string // from, until, code, rank, why or row
	Reason      error  // one of the errors above, or ErrRepeatedNeed
	Code        string // of the row in the way
	From, Until day.Date
}

// Error says it for a log: no code, which would say something of a pupil.
func (e *CorrectionError) Error() string { return e.Reason.Error() }

// Unwrap gives the reason.
func (e *CorrectionError) Unwrap() error { return e.Reason }

// CorrectStatus works out the rows that a correction of a pupil's statuses comes to.
// No two statuses ever hold on one day, and so no two are open. newID makes an
// identifier.
func CorrectStatus(history []Status, pupil string, c Correction, newID func() string) (Revision[Status], error) {
	c.Rank = 1
	rows, err := correct(spansOfStatuses(history), c, false)
	if err != nil {
		return Revision[Status]{}, err
	}
	return revise(history, rows, spansOfStatuses, func(s span) Status {
		return Status{ID: s.id, Pupil: pupil, Code: s.code, From: s.from, Until: s.until, Legacy: s.legacy, Corrected: Corrected{c.Today, c.Why}}
	}, newID), nil
}

// CorrectNeeds works out the rows that a correction of a pupil's needs comes to. On
// every day their ranks are 1, 2, 3 … and no type of need stands twice.
func CorrectNeeds(history []Need, pupil string, c Correction, newID func() string) (Revision[Need], error) {
	if c.Rank < 1 && !c.Remove {
		return Revision[Need]{}, &CorrectionError{Field: "rank", Reason: ErrRank}
	}
	rows, err := correct(spansOfNeeds(history), c, true)
	if err != nil {
		return Revision[Need]{}, err
	}
	return revise(history, rows, spansOfNeeds, func(s span) Need {
		return Need{ID: s.id, Pupil: pupil, Code: s.code, Rank: s.rank, From: s.from, Until: s.until, Corrected: Corrected{c.Today, c.Why}}
	}, newID), nil
}

// revise compares a history with what it should be.
func revise[T any](history []T, want []span, spans func([]T) []span, row func(span) T, newID func() string) Revision[T] {
	var rev Revision[T]
	for i, was := range spans(history) {
		if !slices.ContainsFunc(want, func(s span) bool { return s.id == was.id }) {
			rev.Remove = append(rev.Remove, history[i])
		}
	}
	for _, s := range want {
		if s.id == "" {
			s.id = newID()
		} else if slices.Contains(spans(history), s) {
			continue
		}
		rev.Put = append(rev.Put, row(s))
	}
	return rev
}

// correct returns the rows as they stand after a correction. Ranked rows stand
// beside each other; without ranks a row takes the place of another.
func correct(rows []span, c Correction, ranked bool) ([]span, error) {
	if c.Why == "" {
		return nil, &CorrectionError{Field: "why", Reason: ErrNoReason}
	}
	var old span
	others := slices.Clone(rows)
	if c.Row != "" {
		at := slices.IndexFunc(rows, func(s span) bool { return s.id == c.Row })
		if at < 0 {
			return nil, &CorrectionError{Field: "row", Reason: ErrNoRow}
		}
		old = rows[at]
		others = slices.Delete(others, at, at+1)
	}
	var after []span
	var err error
	switch next := (span{c.Row, c.Code, c.Rank, c.From, c.Until, c.Legacy}); {
	case c.Remove && c.Row == "":
		return nil, &CorrectionError{Field: "row", Reason: ErrNoRow}
	case c.Remove:
		after = others
		if c.Fit {
			after = closeUp(others, old)
		}
	default:
		if err := c.checkDays(); err != nil {
			return nil, err
		}
		after = append(slices.Clone(others), next)
		if c.Fit {
			if after, err = fit(others, old, next, ranked && old.rank != next.rank); err != nil {
				return nil, err
			}
		}
	}
	return after, clash(rows, after, c)
}

// checkDays refuses days that cannot be.
func (c Correction) checkDays() error {
	if c.Code == "" {
		return &CorrectionError{Field: "code", Reason: ErrNoCode}
	}
	if c.From.IsZero() {
		return &CorrectionError{Field: "from", Reason: ErrNoDate}
	}
	for _, d := range []struct {
		field string
		day   day.Date
	}{{"from", c.From}, {"until", c.Until}} {
		switch {
		case d.day.IsZero():
		case d.day.After(c.Today):
			return &CorrectionError{Field: d.field, Reason: ErrFuture}
		case d.day.Before(c.Born):
			return &CorrectionError{Field: d.field, Reason: ErrBeforeBirth, From: c.Born}
		case d.day.Before(c.Today.AddYears(-oldest)):
			return &CorrectionError{Field: d.field, Reason: ErrTooLongAgo}
		}
	}
	if !c.Until.IsZero() && !c.From.Before(c.Until) {
		return &CorrectionError{Field: "until", Reason: ErrNoDays}
	}
	return nil
}

// closeUp lets the row before one that was taken away run on to where that one
// ended, unless its need stands there already; lower ranks move up.
func closeUp(others []span, gone span) []span {
	out := slices.Clone(others)
	for i, s := range out {
		if s.rank != gone.rank || s.until != gone.from {
			continue
		}
		s.until = gone.until
		taken := slices.ContainsFunc(others, func(o span) bool {
			return o.id != s.id && o.overlaps(s) && (o.code == s.code || o.rank == s.rank)
		})
		if !taken {
			out[i] = s
		}
	}
	return joined(stretches(out), sameRow)
}

func sameRow(a, b span) bool { return a.id == b.id }

// fit moves the rows beside a changed one: those that touched it go on touching it,
// those of its rank that it covers in part give way, and lower ranks move up where a
// place is free. A row that gets a rank of its own takes its place among the others,
// which move down.
func fit(others []span, old, next span, among bool) ([]span, error) {
	moved := slices.Clone(others)
	for i, s := range moved {
		if s.rank == old.rank && !among {
			switch {
			case s.until == old.from:
				s.until = next.from
			case !old.until.IsZero() && s.from == old.until:
				s.from = next.until
			}
		}
		if s.from.IsZero() || !s.until.IsZero() && !s.from.Before(s.until) {
			return nil, swallowed(others[i])
		}
		moved[i] = s
	}
	list := stretches(append(moved, next))
	for i, st := range list {
		if !next.on(st.from) {
			continue
		}
		rows := slices.DeleteFunc(st.rows, func(s span) bool { return s.id == next.id || s.rank == next.rank && !among })
		list[i].rows = slices.Insert(rows, min(next.rank-1, len(rows)), next)
	}
	after := joined(list, sameRow)
	for _, s := range others {
		if !slices.ContainsFunc(after, func(a span) bool { return a.id == s.id }) {
			return nil, swallowed(s)
		}
	}
	return after, nil
}

func swallowed(s span) error {
	return &CorrectionError{Field: "from", Reason: ErrSwallowed, Code: s.code, From: s.from, Until: s.until}
}

// clash finds the first day on which rows do not go together. What did not go
// together before is not the fault of this correction.
func clash(before, after []span, c Correction) error {
	for _, st := range stretches(after) {
		err := st.fault(c.Row)
		if err == nil {
			continue
		}
		old := stretch{from: st.from}
		for _, s := range before {
			if s.on(st.from) {
				old.rows = append(old.rows, s)
			}
		}
		slices.SortStableFunc(old.rows, func(a, b span) int { return a.rank - b.rank })
		if was := old.fault(""); was == nil {
			return err
		}
	}
	return nil
}

// fault says what is wrong with rows that hold together; corrected is the row that
// a person has in hand, so that the other one is named.
func (st stretch) fault(corrected string) error {
	for i, s := range st.rows {
		for _, o := range st.rows[:i] {
			inTheWay := o
			if o.id == corrected {
				inTheWay = s
			}
			if o.rank == s.rank {
				return &CorrectionError{Field: "from", Reason: ErrOverlap, Code: inTheWay.code, From: inTheWay.from, Until: inTheWay.until}
			}
			if o.code == s.code {
				return &CorrectionError{Field: "code", Reason: ErrRepeatedNeed, Code: s.code, From: inTheWay.from, Until: inTheWay.until}
			}
		}
		if s.rank != i+1 {
			return &CorrectionError{Field: "rank", Reason: ErrNoPrimary, Code: s.code, From: st.from, Until: st.until}
		}
	}
	return nil
}
