package desk

import (
	"context"

	"needsbook/app/access"
	"needsbook/app/publish"
)

// settingFacts is where the figures and names that public documents print are kept, so
// that all of them say the same until somebody brings them up to date.
const settingFacts = "public_facts"

// reportFacts returns the facts that public documents print: those of the last "Update
// figures", or the live ones where nothing was kept yet. Dates and what the law asks of
// the school's kind are always as they are now.
func (d *Desk) reportFacts(ctx context.Context) (publish.Facts, error) {
	kept, found, err := d.keptFacts(ctx)
	if err != nil {
		return kept, err
	}
	if !found {
		return d.liveFacts(ctx)
	}
	now := d.schoolFacts()
	if now.Former, now.Current, err = d.formerPeople(ctx); err != nil {
		return kept, err
	}
	return kept.At(now), nil
}

func (d *Desk) keptFacts(ctx context.Context) (kept publish.Facts, found bool, err error) {
	found, err = readNamed(ctx, d.store, kindSetting, settingFacts, &kept)
	return kept, found, err
}

// factChanges returns what would change in the public documents if their facts were
// brought up to date: nothing where none are kept, since then the live ones are printed.
// It compares what would be printed, so that no small number shows here either.
func (d *Desk) factChanges(ctx context.Context) ([]publish.Change, error) {
	live, err := d.liveFacts(ctx)
	if err != nil {
		return nil, err
	}
	kept, found, err := d.keptFacts(ctx)
	if err != nil || !found {
		return []publish.Change{}, err
	}
	return publish.Compare(kept, live), nil
}

// UpdateFacts keeps the facts as they are now for all public documents, as one step, and
// returns what changed by it.
func (d *Desk) UpdateFacts(ctx context.Context) ([]publish.Change, error) {
	if err := d.allow(access.Publish); err != nil {
		return nil, err
	}
	changes, err := d.factChanges(ctx)
	if err != nil {
		return nil, err
	}
	live, err := d.liveFacts(ctx)
	if err != nil {
		return nil, err
	}
	live.AsOf = d.Today()
	edit, err := putNamed(kindSetting, settingFacts, live)
	if err != nil {
		return nil, err
	}
	return changes, d.do(ctx, "Update the figures of the public documents", "", edit)
}
