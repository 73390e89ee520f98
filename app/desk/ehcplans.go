package desk

import (
	"context"
	"errors"
	"strings"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/register"
)

// EHC returns the sections of an EHC plan and the stages of its review.
func (d *Desk) EHC() *register.EHCForm { return d.ehc }

// SaveEHCPlan keeps an extract of a plan that the council has issued and returns its
// id. An extract is never edited: a plan that is issued later takes the place of the
// one that stands, which stays in the record with its last day.
func (d *Desk) SaveEHCPlan(ctx context.Context, p register.EHCPlan) (string, error) {
	e, err := d.Entry(p.Pupil)
	if err != nil {
		return "", err
	}
	if err := d.checkEHCPlan(&p); err != nil {
		return "", err
	}
	kept, err := where[register.EHCPlan](ctx, d.store, kindEHCPlan, "pupil", e.ID)
	if err != nil {
		return "", err
	}
	p.ID, p.Until, p.By = d.options.NewID(), day.Date{}, d.options.By
	edits := []journal.Edit{{Kind: kindEHCPlan, Key: p.ID, About: e.ID, Value: p}}
	for _, old := range kept {
		if !old.Issued.Before(p.Issued) {
			return "", refuse("issued", "A plan issued on "+old.Issued.Words()+" is kept already. A plan that takes its place is issued later. To put a slip right, remove that extract first.")
		}
		if old.Until.IsZero() {
			old.Until = p.Issued
			edits = append(edits, journal.Edit{Kind: kindEHCPlan, Key: old.ID, About: e.ID, Value: old})
		}
	}
	return p.ID, d.do(ctx, "Keep the EHC plan of "+e.Name(), e.ID, edits...)
}

// checkEHCPlan refuses what no issued plan can say, and drops empty sections.
func (d *Desk) checkEHCPlan(p *register.EHCPlan) error {
	if p.ID != "" {
		return refuse("id", "Only the council can change an EHC plan. Keep the plan that it has issued as a new one, or suggest an amendment.")
	}
	if strings.TrimSpace(p.Authority) == "" {
		return refuse("authority", "Enter the council that issued the plan.")
	}
	if err := d.needsDay("issued", p.Issued); err != nil {
		return err
	}
	sections := map[string]string{}
	for letter, words := range p.Sections {
		if strings.TrimSpace(words) == "" {
			continue
		}
		if d.ehc.Title(letter) == "" {
			return refuse("sections", "“"+letter+"” is not a section of an EHC plan. Sections are "+strings.Join(d.ehc.Letters(), ", ")+".")
		}
		sections[letter] = words
	}
	if len(sections) == 0 && strings.TrimSpace(p.Setting) == "" {
		return refuse("sections", "Copy at least one section of the plan.")
	}
	p.Sections = sections
	return checkStages(p.Stages)
}

// checkStages refuses dates of a review that are in the wrong order.
func checkStages(s register.PlanStages) error {
	for _, o := range []struct {
		field         string
		early, later  day.Date
		first, second string
	}{
		{"stages.invited", s.Invited, s.Meeting, "The invitations went out", "the meeting"},
		{"stages.report", s.Meeting, s.Report, "The meeting was held", "the school's report went"},
		{"stages.decision", s.Meeting, s.Decision, "The meeting was held", "the council's decision"},
		{"stages.final", s.Draft, s.Final, "The draft was sent", "the final plan"},
	} {
		if !o.early.IsZero() && !o.later.IsZero() && o.later.Before(o.early) {
			return refuse(o.field, o.first+" after "+o.second+". Check both dates.")
		}
	}
	return nil
}

// SavePlanStages writes the dates of the annual review of a plan. The words of the
// plan stay as they are.
func (d *Desk) SavePlanStages(ctx context.Context, pupil, id string, s register.PlanStages) error {
	e, p, err := d.planOf(ctx, pupil, id)
	if err != nil {
		return err
	}
	if err := checkStages(s); err != nil {
		return err
	}
	p.Stages = s
	return d.do(ctx, "Dates of the annual review of "+e.Name(), e.ID, journal.Edit{Kind: kindEHCPlan, Key: p.ID, About: e.ID, Value: p})
}

// RemoveEHCPlan takes an extract that was kept by mistake away; the one that it took
// the place of stands again.
func (d *Desk) RemoveEHCPlan(ctx context.Context, pupil, id string) error {
	e, p, err := d.planOf(ctx, pupil, id)
	if err != nil {
		return err
	}
	plans, err1 := where[register.EHCPlan](ctx, d.store, kindEHCPlan, "pupil", e.ID)
	amendments, err2 := where[register.Amendment](ctx, d.store, kindAmendment, "plan", id)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	edits := []journal.Edit{{Kind: kindEHCPlan, Key: id, About: e.ID, Remove: true}}
	for _, old := range plans {
		if old.Until == p.Issued && p.Until.IsZero() {
			old.Until = day.Date{}
			edits = append(edits, journal.Edit{Kind: kindEHCPlan, Key: old.ID, About: e.ID, Value: old})
		}
	}
	for _, a := range amendments {
		edits = append(edits, journal.Edit{Kind: kindAmendment, Key: a.ID, About: e.ID, Remove: true})
	}
	return d.do(ctx, "Remove the EHC plan of "+e.Name(), e.ID, edits...)
}

// planOf reads one extract of a pupil.
func (d *Desk) planOf(ctx context.Context, pupil, id string) (*register.Entry, register.EHCPlan, error) {
	var p register.EHCPlan
	e, err := d.Entry(pupil)
	if err != nil {
		return nil, p, err
	}
	found, err := readRecord(ctx, d.store, kindEHCPlan, id, &p)
	if err != nil {
		return nil, p, err
	}
	if !found || p.Pupil != pupil {
		return nil, p, refuse("plan", "The pupil has no such EHC plan in the record.")
	}
	return e, p, nil
}

// SaveAmendment writes a change to an EHC plan that the school suggests for its
// review, or what the council did with it, and returns its id. It never alters the
// plan.
func (d *Desk) SaveAmendment(ctx context.Context, a register.Amendment) (string, error) {
	_, plan, err := d.planOf(ctx, a.Pupil, a.Plan)
	if err != nil {
		return "", err
	}
	if d.ehc.Title(a.Section) == "" {
		return "", refuse("section", "Say which section of the plan it is about: "+strings.Join(d.ehc.Letters(), ", ")+".")
	}
	if strings.TrimSpace(a.Suggestion) == "" {
		return "", refuse("suggestion", "Write what the section should say.")
	}
	if err := d.needsDay("on_day", a.On); err != nil {
		return "", err
	}
	if a.NowSays == "" {
		a.NowSays = plan.Sections[a.Section]
	}
	if a.By == "" {
		a.By = d.options.By
	}
	err = d.save(ctx, "Suggest an amendment of the EHC plan of", kindAmendment, a.Pupil, &a.ID, func() any { return a })
	return a.ID, err
}

// RemoveAmendment takes a suggested amendment away.
func (d *Desk) RemoveAmendment(ctx context.Context, pupil, id string) error {
	return d.remove(ctx, "Remove a suggested amendment for", kindAmendment, pupil, id)
}
