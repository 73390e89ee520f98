package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// Concerns returns the concerns that wait for a decision, or with open false all
// there have been, those to look at first before the others.
func (d *Desk) Concerns(ctx context.Context, open bool) ([]register.Concern, error) {
	list, err := all[register.Concern](ctx, d.store, kindConcern)
	if err != nil {
		return nil, err
	}
	if open {
		list = slices.DeleteFunc(list, func(c register.Concern) bool { return !c.IsOpen() })
	}
	register.SortConcerns(list)
	return list, nil
}

// SaveConcern writes a worry about a pupil and returns its id. The day to look again
// is six weeks after it was raised, unless another is given. One that is closed
// stays as it was closed.
func (d *Desk) SaveConcern(ctx context.Context, c register.Concern) (string, error) {
	e, err := d.Entry(c.Pupil)
	if err != nil {
		return "", err
	}
	if c.ID != "" {
		kept, err := d.concern(ctx, c.ID)
		if err != nil {
			return "", err
		}
		if kept.Pupil != c.Pupil {
			return "", refuse("pupil", "This concern is about another pupil. Write a new one.")
		}
	} else if e.OnRegister() {
		return "", refuse("pupil", "This pupil is on the SEN register already. Write a note, or review the plan.")
	} else if err := d.stillHere(e); err != nil {
		return "", err
	}
	c.Closed, c.Outcome, c.Why = day.Date{}, "", ""
	if strings.TrimSpace(c.Words) == "" {
		return "", refuse("words", "Write what was noticed.")
	}
	if err := d.needsDay("on_day", c.On); err != nil {
		return "", err
	}
	if c.LookAgain.IsZero() {
		c.LookAgain = c.On.AddDays(register.ConcernDays)
	}
	if c.LookAgain.Before(c.On) {
		return "", refuse("look_again", "The day to look again is before the concern was raised. Check both dates.")
	}
	if c.ParentsTold.After(d.Today()) {
		return "", refuse("parents_told", "The date is in the future. Leave it empty until the parents have been told.")
	}
	if strings.TrimSpace(c.RaisedBy) == "" {
		c.RaisedBy = d.options.By
	}
	err = d.save(ctx, "Concern about", kindConcern, c.Pupil, &c.ID, func() any { return c })
	return c.ID, err
}

// RemoveConcern takes a concern that was recorded by mistake away.
func (d *Desk) RemoveConcern(ctx context.Context, pupil, id string) error {
	return d.remove(ctx, "Remove a concern about", kindConcern, pupil, id)
}

// SettleConcern closes a concern that has passed, or that ordinary teaching meets.
func (d *Desk) SettleConcern(ctx context.Context, id, why string, on day.Date) error {
	c, e, err := d.openConcern(ctx, id, on)
	if err != nil {
		return err
	}
	if strings.TrimSpace(why) == "" {
		return refuse("why", "Say why it is settled, in a line.")
	}
	return d.do(ctx, "Settle the concern about "+e.Name(), e.ID, closing(c, register.ConcernSettled, why, on))
}

// Promotion is what a concern comes to that puts a pupil on the SEN register.
type Promotion struct {
	Status string   // K or E; "" is K
	Needs  []string // types of need, primary first; nil leaves those that stand
	Why    string
	On     day.Date // from when; zero is today
	Aim    string   // of a first plan; "" begins none
}

// PromoteConcern puts a pupil on the SEN register because of a concern: status,
// needs, the concern closed and, where an aim is given, a first plan are one step.
// Other open concerns about the pupil are answered by it as well.
func (d *Desk) PromoteConcern(ctx context.Context, id string, p Promotion) error {
	if p.On.IsZero() {
		p.On = d.Today()
	}
	_, e, err := d.openConcern(ctx, id, p.On)
	if err != nil {
		return err
	}
	if p.Status == "" {
		p.Status = "K"
	}
	if code, _, known := d.codes.Status(p.Status); known && code == "N" {
		return refuse("status", "This status does not put the pupil on the register. Use K or E, or settle the concern.")
	}
	edits, err := d.registerEdits(ctx, e.ID, p)
	if err != nil {
		return err
	}
	open, err := where[register.Concern](ctx, d.store, kindConcern, "pupil", e.ID)
	if err != nil {
		return err
	}
	for _, c := range open {
		if c.IsOpen() && !c.On.After(p.On) {
			edits = append(edits, closing(c, register.ConcernSupport, p.Why, p.On))
		}
	}
	if aim := strings.TrimSpace(p.Aim); aim != "" {
		plan := provision.Cycle{ID: d.options.NewID(), Pupil: e.ID, Starts: p.On, Aim: aim, By: d.options.By}
		if plan.ReviewDue, err = d.NextReview(ctx, p.On); err != nil {
			return err
		}
		edits = append(edits, journal.Edit{Kind: kindCycle, Key: plan.ID, About: e.ID, Value: plan})
	}
	return d.do(ctx, "Put "+e.Name()+" on the SEN register", e.ID, edits...)
}

// registerEdits give a pupil the status and the needs of a promotion.
func (d *Desk) registerEdits(ctx context.Context, pupil string, p Promotion) ([]journal.Edit, error) {
	statuses, err := where[register.Status](ctx, d.store, kindStatus, "pupil", pupil)
	if err != nil {
		return nil, err
	}
	edits, err := d.statusEdits(statuses, pupil, p.Status, p.On)
	if err != nil || len(p.Needs) == 0 {
		return edits, err
	}
	needs, err := where[register.Need](ctx, d.store, kindNeed, "pupil", pupil)
	if err != nil {
		return nil, err
	}
	more, err := d.needEdits(needs, pupil, p.Needs, p.On)
	return append(edits, more...), err
}

func closing(c register.Concern, outcome, why string, on day.Date) journal.Edit {
	c.Closed, c.Outcome, c.Why = on, outcome, strings.TrimSpace(why)
	return journal.Edit{Kind: kindConcern, Key: c.ID, About: c.Pupil, Value: c}
}

// concern reads one concern that waits for a decision.
func (d *Desk) concern(ctx context.Context, id string) (register.Concern, error) {
	var c register.Concern
	found, err := readRecord(ctx, d.store, kindConcern, id, &c)
	switch {
	case err != nil:
		return c, err
	case !found:
		return c, refuse("concern", "There is no such concern. It may have been taken away.")
	case !c.IsOpen():
		return c, refuse("concern", "This concern was closed on "+c.Closed.Words()+". If the worry is back, write a new one.")
	}
	return c, nil
}

// openConcern reads a concern that is to be closed on a day, and its pupil.
func (d *Desk) openConcern(ctx context.Context, id string, on day.Date) (register.Concern, *register.Entry, error) {
	c, err := d.concern(ctx, id)
	if err != nil {
		return c, nil, err
	}
	if err := d.needsDay("on", on); err != nil {
		return c, nil, err
	}
	if on.Before(c.On) {
		return c, nil, refuse("on", "The day is before the concern was raised on "+c.On.Words()+". Check the date.")
	}
	e, err := d.Entry(c.Pupil)
	return c, e, err
}

// stillHere refuses to begin something for a pupil who has left the roll.
func (d *Desk) stillHere(e *register.Entry) error {
	if !e.Left.IsZero() && e.Left.Before(d.Today()) {
		return refuse("pupil", "This pupil left the roll on "+e.Left.Words()+". Check that it is the right pupil.")
	}
	return nil
}
