package main

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
)

// pastRow is one row of a pupil's history as it is printed. Its last day is the one
// on which it still held.
type pastRow struct {
	ID        string   `json:"id"`
	Code      string   `json:"code"`
	Rank      int      `json:"rank,omitempty"`
	From      day.Date `json:"from"`
	To        day.Date `json:"to"`
	Legacy    string   `json:"legacy,omitempty"`
	Corrected day.Date `json:"corrected"`
	Why       string   `json:"why,omitempty"`
}

func lastDay(until day.Date) day.Date {
	if until.IsZero() {
		return until
	}
	return until.AddDays(-1)
}

// past shows what a pupil's status and needs were over time.
func past(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) error {
		return c.printPast(d, e.ID)
	})
}

func (c *call) printPast(d *desk.Desk, pupil string) error {
	h, err := d.PupilHistory(c.ctx, pupil)
	if err != nil {
		return err
	}
	statuses, needs := []pastRow{}, []pastRow{}
	for _, s := range h.Statuses {
		statuses = append(statuses, pastRow{s.ID, s.Code, 0, s.From, lastDay(s.Until), s.Legacy, s.CorrectedOn, s.Why})
	}
	for _, n := range h.Needs {
		needs = append(needs, pastRow{n.ID, n.Code, n.Rank, n.From, lastDay(n.Until), "", n.CorrectedOn, n.Why})
	}
	var b strings.Builder
	for _, r := range append(statuses, needs...) {
		rank, to, why := "", "", ""
		if r.Rank > 0 {
			rank = fmt.Sprintf(" (%d)", r.Rank)
		}
		if !r.To.IsZero() {
			to = " to " + r.To.Words()
		}
		if !r.Corrected.IsZero() {
			why = "  Corrected on " + r.Corrected.Words() + ": " + r.Why
		}
		fmt.Fprintf(&b, "%s%s  from %s%s  %s%s\n", r.Code, rank, r.From.Words(), to, r.ID, why)
	}
	for _, odd := range h.Odd {
		fmt.Fprintln(c.errs, odd)
	}
	return c.print(map[string]any{"statuses": statuses, "needs": needs, "odd": orEmpty(h.Odd)}, "%s", strings.TrimSuffix(b.String(), "\n"))
}

// correctHelp says how a row of the past is named.
const correctHelp = pupilHelp + `
ROW is the identifier that needsctl past shows. Without ROW a row that was missed is added.
--remove takes the row away. --fit moves the rows beside it, so that nothing overlaps and no gap opens.`

// correcting is a use case that puts a row of the past right.
type correcting func(d *desk.Desk, ctx context.Context, pupil string, c register.Correction) error

func correctStatus(c *call) error {
	return c.correct(false, (*desk.Desk).CorrectStatus)
}

func correctNeed(c *call) error {
	return c.correct(true, (*desk.Desk).CorrectNeed)
}

// correct puts one row of the past right. What is not given stays as it was.
func (c *call) correct(ranked bool, do correcting) error {
	code := c.flags.String("code", "", "what it should have been: a `code` such as K or SLCN")
	from := c.flags.String("from", "", "its first `day`")
	to := c.flags.String("to", "", "its last `day`, or open")
	why := c.flags.String("why", "", "`why` it is corrected")
	remove := c.flags.Bool("remove", false, "take the row away")
	fit := c.flags.Bool("fit", false, "move the rows beside it to fit")
	rank := new(int)
	if ranked {
		rank = c.flags.Int("rank", 0, "1 for the primary need, 2 for the `next`")
	}
	if err := c.parse(1, 2); err != nil {
		return err
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) error {
		h, err := d.PupilHistory(c.ctx, e.ID)
		if err != nil {
			return err
		}
		change := register.Correction{}
		if len(c.words) == 2 {
			known := false
			if change, known = asItIs(h, c.words[1], ranked); !known {
				return refusal("There is no such row. needsctl past shows the rows with their identifiers.")
			}
		}
		change.Remove, change.Fit, change.Why = *remove, *fit, *why
		if *code != "" {
			change.Code = *code
		}
		if *rank != 0 {
			change.Rank = *rank
		}
		if *from != "" {
			if change.From, err = readDay("from", *from, d.Today()); err != nil {
				return err
			}
		}
		switch *to {
		case "":
		case "open":
			change.Until = day.Date{}
		default:
			last, err := readDay("to", *to, d.Today())
			if err != nil {
				return err
			}
			change.Until = last.AddDays(1)
		}
		if err := do(d, c.ctx, e.ID, change); err != nil {
			return err
		}
		return c.printPast(d, e.ID)
	})
}

// asItIs is a row of the past as it stands, so that what is not given stays, and
// whether there is one.
func asItIs(h desk.PupilHistory, row string, need bool) (register.Correction, bool) {
	if need {
		for _, n := range h.Needs {
			if n.ID == row {
				return register.Correction{Row: row, Code: n.Code, Rank: n.Rank, From: n.From, Until: n.Until}, true
			}
		}
	}
	for _, s := range h.Statuses {
		if !need && s.ID == row {
			return register.Correction{Row: row, Code: s.Code, From: s.From, Until: s.Until}, true
		}
	}
	return register.Correction{}, false
}
