package desk

import (
	"context"

	"needsbook/app/access"
	"needsbook/app/paper"
	"needsbook/app/printout"
)

// ContinuumDocument makes the paper of the whole continuum in use: every statement for
// the adults who rate, or the guide in plain English for families.
func (d *Desk) ContinuumDocument(_ context.Context, forParents bool) (*paper.Doc, error) {
	f := d.continuumFacts()
	if forParents {
		return printout.ContinuumForParents(f), nil
	}
	return printout.Continuum(f), nil
}

func (d *Desk) continuumFacts() printout.ContinuumFacts {
	s := d.School()
	return printout.ContinuumFacts{School: s.Name, Demo: s.Demo, Today: d.Today(), Pack: d.continuum, Say: d.terms.Say, Label: d.terms.Label, Plain: d.terms.Plain}
}

// LevelParentDocument makes the letter about a pupil's level for the family, in plain
// English. A pupil without a confirmed level is refused.
func (d *Desk) LevelParentDocument(ctx context.Context, pupil string, n Names) (*paper.Doc, error) {
	if err := d.allow(access.PrintPupil); err != nil {
		return nil, err
	}
	f, err := d.levelFacts(ctx, pupil, n)
	if err != nil {
		return nil, err
	}
	return printout.LevelLetter(f), nil
}
