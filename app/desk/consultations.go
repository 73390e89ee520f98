package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"needsbook/app/journal"
	"needsbook/app/publish"
)

// errNoHeard is returned for an identifier that nothing heard has.
var errNoHeard = &Refusal{Field: "id", Words: "There is no such entry in You said, we did. Perhaps it has been removed."}

// longestHeard is how many letters a field of what was heard may have: it stands in a
// table that parents read.
const longestHeard = 1000

// Heard returns what families, pupils and staff said and what the school did, the latest
// first.
func (d *Desk) Heard(ctx context.Context) ([]publish.Heard, error) {
	list, err := all[publish.Heard](ctx, d.store, kindConsultation)
	slices.SortFunc(list, func(a, b publish.Heard) int { return cmp.Or(b.On.Compare(a.On), cmp.Compare(a.ID, b.ID)) })
	return orEmpty(list), err
}

// HeardEntry returns one entry.
func (d *Desk) HeardEntry(ctx context.Context, id string) (publish.Heard, error) {
	var h publish.Heard
	found, err := readRecord(ctx, d.store, kindConsultation, id, &h)
	if err == nil && !found {
		err = errNoHeard
	}
	return h, err
}

// HeardThemes are the themes in use, sorted.
func (d *Desk) HeardThemes(ctx context.Context) ([]string, error) {
	return d.store.Distinct(ctx, kindConsultation, "theme")
}

// SaveHeard keeps what somebody said and what the school did, and returns it as it is
// kept; an empty id makes a new entry. It may stand in public documents, so words that
// name a pupil are refused.
func (d *Desk) SaveHeard(ctx context.Context, h publish.Heard) (publish.Heard, error) {
	label, was := "Add what was heard: ", publish.Heard{}
	if h.ID != "" {
		label = "Change what was heard: "
		var err error
		if was, err = d.HeardEntry(ctx, h.ID); err != nil {
			return h, err
		}
	}
	h.Theme, h.Said, h.Did = strings.TrimSpace(h.Theme), strings.TrimSpace(h.Said), strings.TrimSpace(h.Did)
	h.Who, h.How = cmp.Or(h.Who, publish.WhoSaid[0].ID), cmp.Or(h.How, publish.Consultation)
	if err := d.checkHeard(h); err != nil {
		return h, err
	}
	h.By = cmp.Or(h.By, d.options.By)
	if h == was {
		return h, nil
	}
	if h.ID == "" {
		h.ID = d.options.NewID()
	}
	return h, d.do(ctx, label+heardName(h), "", journal.Edit{Kind: kindConsultation, Key: h.ID, Value: h})
}

// heardName names what was heard for the step that changed it.
func heardName(h publish.Heard) string { return "“" + shortened(cmp.Or(h.Theme, h.Said)) + "”" }

func (d *Desk) checkHeard(h publish.Heard) error {
	if err := d.needsDay("on", h.On); err != nil {
		return err
	}
	if h.Shown != 0 && h.Shown != 1 {
		return refuse("shown", "Say 1 where it may stand in public documents, and 0 where not.")
	}
	if !publish.IsChoice(publish.WhoSaid, h.Who) {
		return refuse("who", "Say who spoke: "+publish.ChoiceWords(publish.WhoSaid)+".")
	}
	if !publish.IsChoice(publish.HowAsked, h.How) {
		return refuse("how", "Say how they were asked: "+publish.ChoiceWords(publish.HowAsked)+".")
	}
	if h.Said == "" {
		return refuse("said", "Write what people said.")
	}
	for _, t := range []struct{ field, words string }{{"theme", h.Theme}, {"said", h.Said}, {"did", h.Did}} {
		if len([]rune(t.words)) > longestHeard {
			return refuse(t.field, "This is very long for a table that parents read. Say it in under 1,000 letters.")
		}
		if d.namesPupil(t.words) {
			return refuse(t.field, "This names a pupil of the register. It may stand in a public document, so say it without a name.")
		}
	}
	return nil
}

// RemoveHeard takes an entry away as one step.
func (d *Desk) RemoveHeard(ctx context.Context, id string) error {
	h, err := d.HeardEntry(ctx, id)
	if err != nil {
		return err
	}
	return d.do(ctx, "Remove what was heard: "+heardName(h), "", journal.Edit{Kind: kindConsultation, Key: id, Remove: true})
}
