package desk

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// save writes one record of a pupil as one step; an empty id makes a new one.
func (d *Desk) save(ctx context.Context, label, kind, pupil string, id *string, value func() any) error {
	e, err := d.Entry(pupil)
	if err != nil {
		return err
	}
	if *id == "" {
		*id = d.options.NewID()
	}
	return d.do(ctx, label+" "+e.Name(), pupil, journal.Edit{Kind: kind, Key: *id, About: pupil, Value: value()})
}

// remove takes one record of a pupil away as one step.
func (d *Desk) remove(ctx context.Context, label, kind, pupil, id string) error {
	e, err := d.Entry(pupil)
	if err != nil {
		return err
	}
	return d.do(ctx, label+" "+e.Name(), pupil, journal.Edit{Kind: kind, Key: id, About: pupil, Remove: true})
}

// needsDay refuses a day that is missing or still to come.
func (d *Desk) needsDay(field string, on day.Date) error {
	if on.IsZero() {
		return refuse(field, "Enter the date, such as 3 Sep 2026 or today.")
	}
	if on.After(d.Today()) {
		return refuse(field, "The date is in the future. Enter today or an earlier day.")
	}
	return nil
}

// SaveNote writes a note, call, view or meeting of a pupil and returns its id.
func (d *Desk) SaveNote(ctx context.Context, n register.Note) (string, error) {
	if strings.TrimSpace(n.Words) == "" {
		return "", refuse("words", "Write a few words first.")
	}
	if err := d.needsDay("on", n.On); err != nil {
		return "", err
	}
	if n.Type == "" {
		n.Type = register.NotePlain
	}
	if err := chooseNote(&n); err != nil {
		return "", err
	}
	if n.By == "" {
		n.By = d.options.By
	}
	err := d.save(ctx, register.NoteName(n.Type)+" about", kindNote, n.Pupil, &n.ID, func() any { return n })
	return n.ID, err
}

// chooseNote refuses a type, a way of hearing or a topic that is not in its list.
func chooseNote(n *register.Note) error {
	for _, c := range []choice{
		{"type", &n.Type, register.NoteNames, "“%s” is not a kind of note."},
		{"how", &n.How, register.ViewWays, "“%s” is not a way in which a view is heard."},
		{"told", &n.Told, register.ToldTopics, "“%s” is not a topic of what families tell."},
	} {
		if err := c.take(); err != nil {
			return err
		}
	}
	n.With = strings.TrimSpace(n.With)
	return nil
}

// choice is a field that may hold one thing of a list, or nothing.
type choice struct {
	field string
	value *string
	list  []register.Item
	words string // of a refusal, with what was typed
}

// take puts what is kept in place of what was typed, or refuses it.
func (c choice) take() error {
	if strings.TrimSpace(*c.value) == "" {
		*c.value = ""
		return nil
	}
	id, known := register.Pick(c.list, *c.value)
	if !known {
		names := make([]string, len(c.list))
		for i, item := range c.list {
			names[i] = strings.ToLower(item.Name)
		}
		return refuse(c.field, fmt.Sprintf(c.words, *c.value)+" Choose one of: "+strings.Join(names, ", ")+".")
	}
	*c.value = id
	return nil
}

// RemoveNote takes a note away.
func (d *Desk) RemoveNote(ctx context.Context, pupil, id string) error {
	return d.remove(ctx, "Remove a note about", kindNote, pupil, id)
}

// SaveConsent records what a parent, carer or young person has agreed to, or that
// they have withdrawn it, and returns the id.
func (d *Desk) SaveConsent(ctx context.Context, c register.Consent) (string, error) {
	if strings.TrimSpace(c.By) == "" {
		return "", refuse("given_by", "Enter who gave the consent, and their relationship to the pupil.")
	}
	if err := d.needsDay("given_on", c.Given); err != nil {
		return "", err
	}
	if !c.Withdrawn.IsZero() && c.Withdrawn.Before(c.Given) {
		return "", refuse("withdrawn", "The consent cannot be withdrawn before it was given. Check both dates.")
	}
	if c.Scope == "" {
		c.Scope = register.ConsentFunding
	}
	for _, field := range []choice{
		{"scope", &c.Scope, register.ConsentScopes, "“%s” is not what a consent can be for."},
		{"how", &c.How, register.ConsentWays, "“%s” is not a way to give consent."},
	} {
		if err := field.take(); err != nil {
			return "", err
		}
	}
	err := d.save(ctx, "Consent for", kindConsent, c.Pupil, &c.ID, func() any { return c })
	return c.ID, err
}

// SaveCycle writes one turn of assess, plan, do, review and returns its id.
func (d *Desk) SaveCycle(ctx context.Context, c provision.Cycle) (string, error) {
	if err := d.checkCycle(c); err != nil {
		return "", err
	}
	label := "Plan for"
	if c.IsReviewed() {
		label = "Review of the plan for"
		if err := d.checkChange(ctx, c); err != nil {
			return "", err
		}
	}
	err := d.save(ctx, label, kindCycle, c.Pupil, &c.ID, func() any { return c })
	return c.ID, err
}

func (d *Desk) checkCycle(c provision.Cycle) error {
	switch {
	case strings.TrimSpace(c.Aim) == "":
		return refuse("aim", "Write what the plan is for.")
	case c.Starts.IsZero():
		return refuse("starts", "Enter the day the plan starts.")
	case !c.ReviewDue.IsZero() && c.ReviewDue.Before(c.Starts):
		return refuse("review_due", "The review is due before the plan starts. Check both dates.")
	case !c.Reviewed.IsZero() && c.Reviewed.Before(c.Starts):
		return refuse("reviewed", "The review was held before the plan started. Check both dates.")
	case !c.Reviewed.IsZero() && c.Result == "":
		return refuse("result", "Say whether the aim was met, partly met or not met.")
	case c.Reviewed.After(d.Today()):
		return refuse("reviewed", "The review date is in the future. Enter today or an earlier day.")
	}
	return nil
}

// SaveOutcome writes one outcome of a pupil's plan and returns its id.
func (d *Desk) SaveOutcome(ctx context.Context, o provision.Outcome) (string, error) {
	if strings.TrimSpace(o.Words) == "" {
		return "", refuse("words", "Write the outcome.")
	}
	err := d.save(ctx, "Outcome for", kindOutcome, o.Pupil, &o.ID, func() any { return o })
	return o.ID, err
}

// RemoveOutcome takes an outcome away.
func (d *Desk) RemoveOutcome(ctx context.Context, pupil, id string) error {
	return d.remove(ctx, "Remove an outcome of", kindOutcome, pupil, id)
}

// SaveAdvice writes one recommendation of a professional and returns its id.
func (d *Desk) SaveAdvice(ctx context.Context, a provision.Advice) (string, error) {
	if strings.TrimSpace(a.Words) == "" {
		return "", refuse("words", "Write what was advised.")
	}
	if err := d.needsDay("on_day", a.On); err != nil {
		return "", err
	}
	if a.Done == "" {
		a.Done = provision.AdviceNotYet
	}
	if _, known := register.Pick(provision.AdviceStates, a.Done); !known {
		return "", refuse("done", "Say whether it was done: done, not yet or not done.")
	}
	if a.Done == provision.AdviceNot && strings.TrimSpace(a.How) == "" {
		return "", refuse("how", "Say why it was not done, in a line. A funding panel asks for it.")
	}
	err := d.save(ctx, "Advice about", kindAdvice, a.Pupil, &a.ID, func() any { return a })
	return a.ID, err
}

// SaveCycles writes the plans of many pupils as one step, as when a group is
// reviewed together. Each is checked as SaveCycle does; one that does not fit
// refuses all.
func (d *Desk) SaveCycles(ctx context.Context, label string, cycles []provision.Cycle) error {
	edits := make([]journal.Edit, len(cycles))
	for i, c := range cycles {
		if _, err := d.Entry(c.Pupil); err != nil {
			return err
		}
		if err := d.checkCycle(c); err != nil {
			return err
		}
		if c.ID == "" {
			c.ID = d.options.NewID()
		}
		edits[i] = journal.Edit{Kind: kindCycle, Key: c.ID, About: c.Pupil, Value: c}
	}
	return d.do(ctx, label, "", edits...)
}
