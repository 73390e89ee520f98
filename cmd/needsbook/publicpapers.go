package main

// The public documents and what is made beside them that the headless run leaves.

import (
	"context"
	"errors"
	"fmt"
	"io"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/app/publish"
)

// publicFiles names each public document in the folder.
var publicFiles = []struct{ document, file string }{
	{publish.SENInformation, "sen-information-report"},
	{publish.InclusionStrategy, "inclusion-strategy"},
}

// writePublic leaves each public document as a PDF in its three layouts, as a web page
// and as the part to paste into a website.
func writePublic(ctx context.Context, d *desk.Desk, out string, say io.Writer) error {
	for _, p := range publicFiles {
		doc, err := d.ReportDocument(ctx, p.document)
		if err != nil {
			return fmt.Errorf("%s: %w", p.file, err)
		}
		if err := keepLayouts(doc, out, p.file, say); err != nil {
			return err
		}
		part, _, err := desk.Draw(doc, desk.FormatPart)
		if err != nil {
			return err
		}
		if err := keep(say, out, p.file+"-to-paste.html", part); err != nil {
			return err
		}
	}
	return nil
}

// keepLayouts keeps a document that parents read: as usual, in large print, as easy
// read, and as a web page.
func keepLayouts(doc *paper.Doc, out, file string, say io.Writer) error {
	for _, layout := range []struct {
		ending string
		doc    *paper.Doc
	}{{"", doc}, {"-large-print", paper.LargePrint(doc)}, {"-easy-read", paper.EasyRead(doc)}} {
		if err := keepPaper(layout.doc, out, file+layout.ending+".pdf", say); err != nil {
			return err
		}
	}
	page, _, err := desk.Draw(doc, desk.FormatHTML)
	if err != nil {
		return err
	}
	return keep(say, out, file+".html", page)
}

// writeBeside leaves what is made from the same facts for other readers: the governors'
// page, the case sample with its sheet of gaps, the transition pack, and what is new in
// the report since it was last published.
func writeBeside(ctx context.Context, d *desk.Desk, out string, say io.Writer) error {
	governors, err := d.GovernorsDocument(ctx)
	if err != nil {
		return fmt.Errorf("governors: %w", err)
	}
	if err := keepBoth(governors, out, "governors", say); err != nil {
		return err
	}
	for _, p := range []struct {
		file string
		make func(context.Context, *desk.Desk) (*paper.Doc, error)
	}{
		{"case-sample.pdf", caseSample},
		{"case-sample-gaps.pdf", caseGaps},
		{"transition.pdf", transition},
		{"report-changes.pdf", reportChanges},
	} {
		doc, err := p.make(ctx, d)
		if err != nil {
			return fmt.Errorf("%s: %w", p.file, err)
		}
		if err := keepPaper(doc, out, p.file, say); err != nil {
			return err
		}
	}
	return nil
}

// suggested are the pupils that the program suggests for a case sample.
func suggested(ctx context.Context, d *desk.Desk) (pupils []string, err error) {
	found, err := d.SuggestCases(ctx)
	for _, s := range found {
		pupils = append(pupils, s.Pupil)
	}
	return pupils, err
}

// caseSample is the pack as it leaves the school: without names.
func caseSample(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
	pupils, err := suggested(ctx, d)
	if err != nil {
		return nil, err
	}
	return d.CaseSample(ctx, pupils, desk.NamesOff)
}

// caseGaps is what is missing in those pupils' records, for the SENCO alone.
func caseGaps(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
	pupils, err := suggested(ctx, d)
	if err != nil {
		return nil, err
	}
	return d.CaseGapsPaper(ctx, pupils, desk.NamesFull)
}

func transition(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
	pupil, err := storied(ctx, d)
	if err != nil {
		return nil, err
	}
	return d.TransitionPack(ctx, pupil, nil, desk.NamesFull)
}

// reportChanges is the report as it stands now beside the version that is on the website.
func reportChanges(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
	versions, err := d.Publications(ctx, publish.SENInformation)
	if err != nil {
		return nil, err
	}
	if len(versions) == 0 {
		return nil, errors.New("the demo school has not published its report yet")
	}
	return d.ChangesDocument(ctx, publish.SENInformation, versions[0].Number, 0)
}
