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
	if err := d.noteUnlocked(ctx, n); err != nil {
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
	if err := d.noteUnlocked(ctx, register.Note{ID: id}); err != nil {
		return err
	}
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
		return "", refuse("how", "Say why it was not done, in a line. Those who decide about funding ask for it.")
	}
	err := d.save(ctx, "Advice about", kindAdvice, a.Pupil, &a.ID, func() any { return a })
	return a.ID, err
}
