package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/journal"
	"needsbook/app/publish"
)

// ReportStarts returns the sections of a document that StartReport would begin, in the
// pack's order: those that must be answered, have no words yet and have suggested ones.
func (d *Desk) ReportStarts(ctx context.Context, document string) ([]publish.Section, error) {
	p, err := d.documentPack(document)
	if err != nil {
		return nil, err
	}
	own, err := d.ReportWords(ctx, document)
	if err != nil {
		return nil, err
	}
	phase := d.School().Phase
	return slices.DeleteFunc(slices.Clone(p.Sections), func(s publish.Section) bool {
		return !s.Needed() || !s.For(phase) || s.Starter == "" || strings.TrimSpace(own[s.ID].Words) != ""
	}), nil
}

// StartReport puts the suggested words into every empty section that must be answered, as
// one step, and returns into how many. The check refuses suggested words that nobody has
// changed, so a document is not fit to publish by this alone. With no such section left
// nothing is changed.
func (d *Desk) StartReport(ctx context.Context, document string) (int, error) {
	sections, err := d.ReportStarts(ctx, document)
	if err != nil || len(sections) == 0 {
		return 0, err
	}
	var edits []journal.Edit
	for _, s := range sections {
		edit, err := d.wordsEdit(ctx, document, s.ID, func(w *words) { w.Words, w.Changed = s.Starter, d.Today() })
		if err != nil {
			return 0, err
		}
		edits = append(edits, edit)
	}
	return len(sections), d.do(ctx, "Start from the suggested words", "", edits...)
}
