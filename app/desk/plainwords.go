package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/journal"
	"needsbook/app/publish"
	"needsbook/app/publish/plainenglish"
)

// PlainCheck measures how easily the school's words of a section read, with the place of
// each paragraph and of the hardest sentences in those words.
func (d *Desk) PlainCheck(ctx context.Context, document, section string) (plainenglish.Report, error) {
	w, err := d.sectionWords(ctx, document, section)
	if err != nil {
		return plainenglish.Report{}, err
	}
	names, err := d.publicNames(ctx)
	if err != nil {
		return plainenglish.Report{}, err
	}
	return d.plain.Check(w.Words, names...), nil
}

// Paragraphs returns the paragraphs of a section with how easily each reads.
func (d *Desk) Paragraphs(ctx context.Context, document, section string) ([]plainenglish.Paragraph, error) {
	r, err := d.PlainCheck(ctx, document, section)
	return r.Paragraphs, err
}

// PlainHints returns what would make a section easier to read, in the order of its words,
// without what the school has said that it does not want.
func (d *Desk) PlainHints(ctx context.Context, document, section string) ([]plainenglish.Hint, error) {
	w, err := d.sectionWords(ctx, document, section)
	if err != nil {
		return nil, err
	}
	names, err := d.publicNames(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(d.plain.Hints(w.Words, names...), func(h plainenglish.Hint) bool { return slices.Contains(w.Refused, h.ID) }), nil
}

// TakeHint writes what a hint offers into the section, and returns the words as they are
// then. It is refused for words that are no longer there.
func (d *Desk) TakeHint(ctx context.Context, document, section string, h plainenglish.Hint) (string, error) {
	w, err := d.sectionWords(ctx, document, section)
	if err != nil {
		return "", err
	}
	text, ok := d.plain.Apply(w.Words, h)
	switch {
	case h.To == "":
		return w.Words, refuse("hint", "Only the person who wrote this sentence can say it better. Nothing was changed.")
	case !ok:
		return w.Words, refuse("hint", "“"+h.From+"” is no longer there. Nothing was changed.")
	}
	edit, err := d.wordsEdit(ctx, document, section, func(w *words) { w.Words, w.Changed = text, d.Today() })
	if err != nil {
		return w.Words, err
	}
	return text, d.do(ctx, "Write more plainly: “"+firstWords(h.From)+"”", "", edit)
}

// RefuseHint keeps that the school does not want a hint, so that it is not given again
// for the same words.
func (d *Desk) RefuseHint(ctx context.Context, document, section string, h plainenglish.Hint) error {
	w, err := d.sectionWords(ctx, document, section)
	if err != nil || slices.Contains(w.Refused, h.ID) {
		return err
	}
	if h.ID == "" || w.Words == "" {
		return refuse("hint", "There is no such suggestion for this section. Nothing was changed.")
	}
	var edit journal.Edit
	if edit, err = d.wordsEdit(ctx, document, section, func(w *words) { w.Refused = append(w.Refused, h.ID) }); err != nil {
		return err
	}
	return d.do(ctx, "Keep the words “"+firstWords(h.From)+"”", "", edit)
}

// sectionWords reads what is kept of a section, or refuses one that there is none of.
func (d *Desk) sectionWords(ctx context.Context, document, section string) (words, error) {
	w := words{}
	p, err := d.documentPack(document)
	if err != nil {
		return w, err
	}
	if _, ok := p.Section(section); !ok && !isPrinciple(p, section) {
		return w, refuse("section", p.Document.Title+" has no section “"+section+"”.")
	}
	_, err = readRecord(ctx, d.store, kindWords, document+"/"+section, &w)
	return w, err
}

// isPrinciple says whether words are kept under the name of a principle.
func isPrinciple(p *publish.Pack, id string) bool {
	return slices.ContainsFunc(p.Principles, func(one publish.Principle) bool { return one.ID == id })
}

// publicNames returns the names of people and places that a public document may hold:
// whole and, for people, as title and surname, such as Mrs Osei.
func (d *Desk) publicNames(ctx context.Context) ([]string, error) {
	former, current, err := d.formerPeople(ctx)
	if err != nil {
		return nil, err
	}
	names := []string{d.School().Name, d.School().Authority}
	for _, person := range append(current, former...) {
		names = append(names, person)
		if parts := strings.Fields(person); len(parts) > 2 {
			names = append(names, parts[0]+" "+parts[len(parts)-1])
		}
	}
	return slices.DeleteFunc(names, func(name string) bool { return strings.TrimSpace(name) == "" }), nil
}

// firstWords returns the first words of a text, for the name of a step.
func firstWords(text string) string {
	const most = 6
	parts := strings.Fields(text)
	if len(parts) <= most {
		return strings.Join(parts, " ")
	}
	return strings.Join(parts[:most], " ") + " …"
}
