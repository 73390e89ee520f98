package desk

import (
	"context"
	"errors"
	"strings"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/register"
)

// PupilHistory is what a pupil's status and needs were over time, oldest first.
type PupilHistory struct {
	Entry    *register.Entry   `json:"-"`
	Statuses []register.Status `json:"statuses"`
	Needs    []register.Need   `json:"needs"`
	Odd      []string          `json:"odd"` // what does not go together today, in sentences
}

// PupilHistory reads what a pupil's status and needs were over time.
func (d *Desk) PupilHistory(ctx context.Context, pupil string) (PupilHistory, error) {
	e, err := d.Entry(pupil)
	if err != nil {
		return PupilHistory{}, err
	}
	h := PupilHistory{Entry: e}
	err = errors.Join(readOf(ctx, d.store, kindStatus, pupil, &h.Statuses), readOf(ctx, d.store, kindNeed, pupil, &h.Needs))
	register.SortHistory(h.Statuses, h.Needs)
	for _, f := range d.codes.CheckNeeds(e.Pupil, e.Status, e.Needs) {
		h.Odd = append(h.Odd, d.FindingWords(f))
	}
	return h, err
}

// CorrectStatus puts a row of a pupil's statuses right as one step.
func (d *Desk) CorrectStatus(ctx context.Context, pupil string, c register.Correction) error {
	h, err := d.PupilHistory(ctx, pupil)
	if err != nil {
		return err
	}
	if !c.Remove {
		code, legacy, known := d.codes.Status(c.Code)
		if !known {
			return refuse("code", "“"+c.Code+"” is not an SEN status. Use N, K or E.")
		}
		c.Code = code
		for _, s := range h.Statuses { // a row that keeps its code keeps how that was written
			if s.ID == c.Row && s.Code == code && legacy == "" {
				legacy = s.Legacy
			}
		}
		c.Legacy = legacy
	}
	rev, err := register.CorrectStatus(h.Statuses, pupil, d.complete(h, c), d.options.NewID)
	if err != nil {
		return d.correctionRefused(err, d.codes.StatusName)
	}
	return d.do(ctx, correctionLabel("SEN status", h.Entry, c), pupil,
		revisionEdits(kindStatus, pupil, h.Statuses, rev, func(s register.Status) (string, bool) { return s.ID, s.Until.IsZero() })...)
}

// CorrectNeed puts a row of a pupil's needs right as one step.
func (d *Desk) CorrectNeed(ctx context.Context, pupil string, c register.Correction) error {
	h, err := d.PupilHistory(ctx, pupil)
	if err != nil {
		return err
	}
	if !c.Remove {
		code, known := d.codes.Need(c.Code)
		if !known {
			return refuse("code", "“"+c.Code+"” is not a type of need. Use a DfE code such as SLCN.")
		}
		c.Code = code
	}
	rev, err := register.CorrectNeeds(h.Needs, pupil, d.complete(h, c), d.options.NewID)
	if err != nil {
		return d.correctionRefused(err, d.codes.NeedName)
	}
	return d.do(ctx, correctionLabel("need", h.Entry, c), pupil,
		revisionEdits(kindNeed, pupil, h.Needs, rev, func(n register.Need) (string, bool) { return n.ID, n.Until.IsZero() })...)
}

// complete adds what the desk knows to a correction.
func (d *Desk) complete(h PupilHistory, c register.Correction) register.Correction {
	c.Today, c.Born = d.Today(), h.Entry.Born
	c.Why = strings.Join(strings.Fields(c.Why), " ")
	return c
}

func correctionLabel(what string, e *register.Entry, c register.Correction) string {
	switch {
	case c.Remove:
		return "Take away a wrong " + what + " of " + e.Name()
	case c.Row == "":
		return "Add a missed " + what + " of " + e.Name()
	}
	return "Correct the " + what + " of " + e.Name()
}

// revisionEdits turns a revision of a history into edits. An open row that changes
// is taken away before anything is written: the file never holds two open rows, on
// the way there or on the way back.
func revisionEdits[T any](kind, pupil string, history []T, rev register.Revision[T], row func(T) (id string, open bool)) []journal.Edit {
	changes := map[string]bool{}
	for _, r := range rev.Put {
		id, _ := row(r)
		changes[id] = true
	}
	var edits []journal.Edit
	away := func(id string) {
		edits = append(edits, journal.Edit{Kind: kind, Key: id, About: pupil, Remove: true})
	}
	for _, r := range rev.Remove {
		id, _ := row(r)
		away(id)
	}
	for _, r := range history {
		if id, open := row(r); open && changes[id] {
			away(id)
		}
	}
	for _, r := range rev.Put {
		id, _ := row(r)
		edits = append(edits, journal.Edit{Kind: kind, Key: id, About: pupil, Value: r})
	}
	return edits
}

// correctionWords say why a correction does not fit, by the reason. WHAT stands for
// the row in its way.
var correctionWords = []struct {
	err   error
	words string
}{
	{register.ErrNoReason, "Say why it is corrected, such as “typed wrong” or “report came later”."},
	{register.ErrNoRow, "This row is not in the history any more. Open the page again."},
	{register.ErrNoCode, "Choose what it should have been."},
	{register.ErrNoDate, "Enter the first day, such as 3 Sep 2026."},
	{register.ErrFuture, "The day is in the future. Enter today or an earlier day."},
	{register.ErrBeforeBirth, "The day is before the pupil was born. Check the year."},
	{register.ErrTooLongAgo, "The day is more than 26 years ago. Check the year."},
	{register.ErrNoDays, "It would end before it begins. Check both days."},
	{register.ErrOverlap, "It would hold at the same time as WHAT. Change the days, or let the rows beside it move to fit."},
	{register.ErrSwallowed, "No day would be left for WHAT. Take that row away first, or choose other days."},
	{register.ErrNoPrimary, "WHAT would stand without a need of a higher rank. Choose the next free rank, or let the rows beside it move to fit."},
	{register.ErrRepeatedNeed, "WHAT is recorded for these days already. One type of need can be listed only once."},
	{register.ErrRank, "Choose the rank: 1 for the primary need, 2 for the next."},
}

// correctionRefused says in a sentence why a correction does not fit, and in which field.
func (d *Desk) correctionRefused(err error, name func(code string) string) error {
	var why *register.CorrectionError
	if !errors.As(err, &why) {
		return err
	}
	if why.Field == "until" && errors.Is(why.Reason, register.ErrFuture) {
		return refuse("until", "The last day must be before today: today it still holds. Leave it empty, or enter an earlier day.")
	}
	for _, w := range correctionWords {
		if errors.Is(why.Reason, w.err) {
			return refuse(why.Field, strings.ReplaceAll(w.words, "WHAT", name(why.Code)+" ("+periodWords(why.From, why.Until)+")"))
		}
	}
	return refuse(why.Field, sentence(why.Reason.Error()))
}

// periodWords writes a time whose last day is the one before until: "3 Sep 2024 to
// 4 Jan 2025", "since 3 Sep 2024".
func periodWords(from, until day.Date) string {
	if until.IsZero() {
		return "since " + from.Words()
	}
	if last := until.AddDays(-1); last != from {
		return from.Words() + " to " + last.Words()
	}
	return "on " + from.Words()
}

// correctedWords say that a row was put right: "Corrected on 3 Nov 2026: typed wrong".
func correctedWords(c register.Corrected) string {
	if c.CorrectedOn.IsZero() {
		return ""
	}
	return "Corrected on " + c.CorrectedOn.Words() + ": " + c.Why
}
