package desk

import (
	"context"
	"strings"
)

// MoveReportWords puts the words that are kept under one name of a document into one of
// its sections, under what stands there already, as one step. It is for words whose own
// section the pack in use lacks.
func (d *Desk) MoveReportWords(ctx context.Context, document, from, section string) error {
	p, err := d.documentPack(document)
	if err != nil {
		return err
	}
	title, ok := p.WordsTitle(section)
	if !ok || from == section {
		return refuse("section", "Choose one of the sections of "+p.Document.Title+".")
	}
	own, err := d.ReportWords(ctx, document)
	if err != nil {
		return err
	}
	text := own[from].Words
	if strings.TrimSpace(text) == "" {
		return refuse("section", "There are no words to move.")
	}
	put, err := d.wordsEdit(ctx, document, section, func(w *words) {
		w.Words, w.Changed = strings.TrimSpace(strings.TrimRight(w.Words, "\n")+"\n\n"+text), d.Today()
	})
	if err != nil {
		return err
	}
	away, err := d.wordsEdit(ctx, document, from, func(w *words) { w.Words = "" })
	if err != nil {
		return err
	}
	return d.do(ctx, "Move words into “"+title+"”", "", put, away)
}
