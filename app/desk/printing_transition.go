package desk

import (
	"context"
	"slices"

	"needsbook/app/access"
	"needsbook/app/funding"
	"needsbook/app/paper"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// TransitionPack makes a paper for the next school or teacher about one pupil: what works
// first. It holds the parts of a hand-over bundle that are chosen, nil for all, and nothing
// of the others.
func (d *Desk) TransitionPack(ctx context.Context, pupil string, parts []string, n Names) (*paper.Doc, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	chosen, err := chosenParts(HandingOver{Parts: parts})
	if err != nil {
		return nil, err
	}
	r, err := d.Record(ctx, pupil)
	if err != nil {
		return nil, err
	}
	f := printout.TransitionFacts{About: d.about(r, n), Say: d.terms.Say}
	f.People.Pupil.Strengths, f.People.Pupil.Helps, f.People.Pupil.Hinders, f.Status = "", "", "", ""
	for _, part := range chosen {
		if err := d.transitionPart(ctx, &f, r, part); err != nil {
			return nil, err
		}
	}
	return printout.Transition(f), nil
}

// transitionPart puts one part of the record into the paper.
func (d *Desk) transitionPart(ctx context.Context, f *printout.TransitionFacts, r Record, part string) error {
	switch part {
	case PartProfile:
		p := &f.People.Pupil
		p.Strengths, p.Helps, p.Hinders = r.Strengths, r.Helps, r.Hinders
	case PartNeeds:
		f.Status, f.Needs = d.codes.StatusName(r.Status), d.needNames(r)
	case PartPlans:
		f.Review = r.ReviewDue
		for _, o := range openOutcomes(r) {
			f.Outcomes = append(f.Outcomes, printout.Outcome{Words: o.Words, Now: o.Baseline, Target: o.Target, ByWhen: o.ByWhen})
		}
	case PartProvision:
		return d.transitionHelp(ctx, f, r)
	case PartAdvice:
		f.Advice = r.Advice
	case PartLevels:
		f.Level = d.levelWordsIfAny(r.Level)
		if l, found := latestLevel(r.Levels); found && f.Level != "" {
			if p, here, err := d.ContinuumOf(ctx, l.Pack, l.Version); err == nil && here {
				level, _ := p.Level(l.Level)
				f.Meaning = level.Plain
			}
		}
	case PartAwards:
		return d.transitionAwards(ctx, f, r)
	case PartEHC:
		for _, p := range r.EHCPlans {
			if p.Until.IsZero() {
				f.Plan = d.planFacts(p, r.Amendments)
				break
			}
		}
	case PartNotes:
		f.PupilView, f.Family = lastView(r.Notes, register.NotePupilView), lastView(r.Notes, register.NoteParentView)
	case PartContacts:
		f.Contacts = r.Contacts
	case PartCircumstances:
		for _, flag := range register.FlagNames {
			if r.Flags.Has(flag.Code) {
				f.Groups = append(f.Groups, flag.Name)
			}
		}
	case PartAttachments:
		for _, a := range r.Attachments {
			words := a.What
			if f.Names == printout.FullNames { // the name of a file may name somebody
				words = joinWords(": ", a.What, a.Name)
			}
			f.Papers = append(f.Papers, dated(words, a.On))
		}
	}
	return nil
}

// transitionHelp is help now and before, without money, the latest first.
func (d *Desk) transitionHelp(ctx context.Context, f *printout.TransitionFacts, r Record) error {
	given, err := d.handedHelp(ctx, r.ID)
	if err != nil {
		return err
	}
	slices.Reverse(given)
	for _, h := range given {
		line := provision.Line{Minutes: h.Minutes, SessionsAWeek: h.SessionsAWeek, GroupSize: h.GroupSize}
		t := printout.TransitionHelp{Help: printout.Help{What: h.Description, How: helpWords(line)}}
		if !h.End.IsZero() && h.End.Before(d.Today()) {
			t.Over = fromUntil(h.Start, h.End)
		}
		for _, v := range h.Reviews {
			t.Effect = joinWords(" ", v.On.Words()+":", sentence(provision.ResultName(v.Result)), moved(h.Baseline, v.Score, h.Baseline), v.Evidence)
			t.Worked = orElse(v.Worked, t.Worked)
		}
		f.Help = append(f.Help, t)
	}
	return nil
}

// transitionAwards are requests that were submitted, in a line each.
func (d *Desk) transitionAwards(ctx context.Context, f *printout.TransitionFacts, r Record) error {
	awards, err := d.handedAwards(ctx, r.ID)
	for _, h := range awards {
		words := capital(d.terms.Label("request_"+h.Kind)) + ", submitted on " + h.Sent.Words()
		if h.Outcome != "" {
			words += ": " + orElse(funding.OutcomeWords[h.Outcome], string(h.Outcome)) + " on " + h.Decided.Words()
		}
		if !h.Amount.IsZero() {
			words += ", " + h.Amount.Words()
		}
		if !h.From.IsZero() {
			words += ", " + fromUntil(h.From, h.To)
		}
		f.Awards = append(f.Awards, sentence(words))
	}
	return err
}
