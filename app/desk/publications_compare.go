package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/paper"
	"needsbook/app/publish"
)

// CompareReport returns what differs between two versions of a document, section by
// section; 0 is the document as it stands now. What is compared is what is printed, but
// for the dates of the version itself.
func (d *Desk) CompareReport(ctx context.Context, document string, from, to int) ([]publish.SectionDiff, error) {
	before, after, err := d.versions(ctx, document, from, to)
	if err != nil {
		return nil, err
	}
	return publish.Differences(before.parts(), after.parts()), nil
}

// CompareFacts returns the facts of marks in two versions of a document that differ.
func (d *Desk) CompareFacts(ctx context.Context, document string, from, to int) ([]publish.Change, error) {
	before, after, err := d.versions(ctx, document, from, to)
	if err != nil {
		return nil, err
	}
	used := append(publish.MarksIn(before.pack, before.words), publish.MarksIn(after.pack, after.words)...)
	changes := publish.Compare(before.facts, after.facts)
	return slices.DeleteFunc(changes, func(c publish.Change) bool { return !slices.Contains(used, c.Mark) }), nil
}

func (d *Desk) versions(ctx context.Context, document string, from, to int) (before, after draft, err error) {
	if before, err = d.version(ctx, document, from); err != nil {
		return before, after, err
	}
	after, err = d.version(ctx, document, to)
	return before, after, err
}

func (v draft) parts() []publish.Part { return publish.Parts(v.pack, v.facts, v.words) }

// ChangesDocument is what is new in a version of a document as a paper for governors: for
// each paragraph that changed, what it was and what it is now.
func (d *Desk) ChangesDocument(ctx context.Context, document string, from, to int) (*paper.Doc, error) {
	p, err := d.documentPack(document)
	if err != nil {
		return nil, err
	}
	diffs, err := d.CompareReport(ctx, document, from, to)
	if err != nil {
		return nil, err
	}
	facts, err := d.CompareFacts(ctx, document, from, to)
	if err != nil {
		return nil, err
	}
	paperOf := publish.Changes{Title: p.Document.Title, School: d.School().Name, Demo: d.School().Demo, On: d.Today(), Sections: diffs, Facts: facts}
	if paperOf.From, _, err = d.versionWords(ctx, document, from); err != nil {
		return nil, err
	}
	if paperOf.To, paperOf.Note, err = d.versionWords(ctx, document, to); err != nil {
		return nil, err
	}
	return paperOf.Document(), nil
}

// versionWords name a version, and say what was noted as new in it.
func (d *Desk) versionWords(ctx context.Context, document string, number int) (words, note string, err error) {
	if number == 0 {
		return "the document as it stands on " + d.Today().Words(), "", nil
	}
	pub, err := d.publication(ctx, document, number)
	if err != nil {
		return "", "", err
	}
	words = fmt.Sprintf("version %d, published on %s", number, pub.On.Words())
	return words, strings.TrimSpace(pub.Note), nil
}
