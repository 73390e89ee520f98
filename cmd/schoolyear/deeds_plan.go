package main

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
)

func (w *worker) plan(ctx context.Context, d *deed) (func() error, error) {
	e, err := w.one("status:sen review:none")
	if err != nil || e == nil {
		return nil, err
	}
	c := provision.Cycle{Pupil: e.ID, Starts: w.desk.Today(), ReviewDue: w.desk.Today().AddDays(42), Aim: w.words("Aim"), Help: "A group of four, three times a week"}
	d.makes("cycle", w.id(1), "aim", c.Aim)
	return func() error { _, err := w.desk.SaveCycle(ctx, c); return err }, nil
}

// running is the plan of a pupil that was not reviewed or signed; nil for none.
func running(r desk.Record) *provision.Cycle {
	for _, c := range r.Cycles {
		if !c.IsReviewed() && !c.IsSigned() {
			return &c
		}
	}
	return nil
}

func (w *worker) outcome(ctx context.Context, d *deed) (func() error, error) {
	r, err := w.recordOf(ctx)
	c := running(r)
	if err != nil || c == nil {
		return nil, err
	}
	o := provision.Outcome{Pupil: r.ID, Cycle: c.ID, Words: w.words("Outcome"), Measure: "Standard score", StartScore: "71", ByWhen: w.desk.Today().AddDays(60)}
	d.makes("outcome", w.id(1), "words", o.Words)
	return func() error { _, err := w.desk.SaveOutcome(ctx, o); return err }, nil
}

// review holds the review of a plan with both voices and begins the next plan.
func (w *worker) review(ctx context.Context, d *deed) (func() error, error) {
	r, err := w.recordOf(ctx)
	c := running(r)
	today := w.desk.Today()
	if err != nil || c == nil || c.Starts.After(today) {
		return nil, err
	}
	h := desk.ReviewHeld{Cycle: *c, NextAim: w.words("Next aim"), NextDue: today.AddDays(70), CarryOn: true}
	h.Cycle.Reviewed, h.Cycle.Evidence, h.Cycle.Next = today, w.words("Evidence"), w.words("What changes")
	h.Cycle.Result = []string{provision.ResultMet, provision.ResultPartly, provision.ResultNot}[w.chance.IntN(3)]
	h.Pupil, h.Parent = w.desk.HeardAt(r, *c)
	for _, voice := range []*desk.Voice{&h.Pupil, &h.Parent} {
		if voice.Note == "" {
			voice.Words, voice.How = w.words("Said at the review"), "talk"
			d.Counts["note"]++
		}
	}
	for _, o := range r.PlanOutcomes(c.ID) {
		if o.Result = provision.ResultMet; w.chance.IntN(3) == 0 {
			o.Result, o.Next = provision.ResultPartly, w.words("Next step")
			d.Counts["outcome"]++ // it goes on in the next plan
		}
		h.Outcomes = append(h.Outcomes, o)
	}
	d.changes("cycle", c.ID, "result", h.Cycle.Result)
	d.changes("cycle", c.ID, "evidence", h.Cycle.Evidence)
	d.Counts["cycle"]++
	return func() error { return w.desk.HoldReview(ctx, h) }, nil
}

// intervention picks one that runs today, with its places.
func (w *worker) intervention(ctx context.Context) (*desk.MapRow, error) {
	rows, err := w.desk.ProvisionMap(ctx)
	today := w.desk.Today()
	rows = slices.DeleteFunc(rows, func(r desk.MapRow) bool {
		return r.Starts.After(today) || !r.Ends.IsZero() && r.Ends.Before(today)
	})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[w.chance.IntN(len(rows))], nil
}

func (w *worker) place(ctx context.Context, d *deed) (func() error, error) {
	row, err := w.intervention(ctx)
	if err != nil || row == nil {
		return nil, err
	}
	e, err := w.someone()
	if err != nil || slices.ContainsFunc(row.Placed, func(p desk.MapPlace) bool { return p.Pupil == e.ID }) {
		return nil, err
	}
	d.makes("placement", w.id(1), "pupil", e.ID)
	return func() error { return w.desk.Place(ctx, row.ID, []string{e.ID}, day.Date{}) }, nil
}

func (w *worker) endPlace(ctx context.Context, d *deed) (func() error, error) {
	row, err := w.intervention(ctx)
	if err != nil || row == nil {
		return nil, err
	}
	today := w.desk.Today()
	for _, p := range row.Placed {
		if first, _ := provision.Held(p.Placement, row.Intervention); p.Ends.IsZero() && !p.Waiting && !first.After(today) && len(row.Placed) > 3 {
			why := w.words("Ended")
			d.changes("placement", p.ID, "why", why)
			return func() error { return w.desk.EndPlacement(ctx, p.ID, today, why) }, nil
		}
	}
	return nil, nil
}

// attendance ticks the sheet of a week as far as it can be ticked by now.
func (w *worker) attendance(ctx context.Context, d *deed) (func() error, error) {
	row, err := w.intervention(ctx)
	if err != nil || row == nil {
		return nil, err
	}
	sheet, err := w.desk.WeekSheet(ctx, row.ID, w.desk.Today())
	if err != nil {
		return nil, err
	}
	ticked := 0
	for i, r := range sheet.Rows {
		marks := []rune(r.Marks)
		for session := range sheet.Sessions {
			if marks[session] != provision.MarkNone || sheet.WhyNot(i, session, provision.MarkThere) != "" {
				continue
			}
			marks[session] = provision.MarkThere
			if w.chance.IntN(12) == 0 {
				marks[session] = provision.MarkAbsent
			}
			ticked++
		}
		if sheet.Rows[i].Marks = string(marks); r.Record == "" && strings.Trim(string(marks), string(provision.MarkNone)) != "" {
			d.Counts["attendance"]++
		} else if r.Record != "" {
			d.changes("attendance", r.Record, "marks", string(marks))
		}
	}
	if ticked == 0 {
		return nil, nil
	}
	return func() error { return w.desk.KeepWeek(ctx, sheet) }, nil
}
