package main

// The papers of levels, requests and money that the headless run leaves.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/paper"
)

// fundingPapers are made in this order, each as a screen makes it.
var fundingPapers = []struct {
	file string
	make func(context.Context, *desk.Desk) (*paper.Doc, error)
}{
	{"request-group.pdf", requestOf(funding.KindGroup)},
	{"request-project.pdf", requestOf(funding.KindProject)},
	{"request-advice.pdf", requestOf(funding.KindAdvice)},
	{"letter-submitted.pdf", letterAt(funding.PointSubmitted)},
	{"letter-decided.pdf", letterAt(funding.PointDecided)},
	{"level-letter.pdf", func(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
		pupil, err := storied(ctx, d)
		if err != nil {
			return nil, err
		}
		return d.LevelParentDocument(ctx, pupil, desk.NamesFull)
	}},
	{"continuum.pdf", func(ctx context.Context, d *desk.Desk) (*paper.Doc, error) { return d.ContinuumDocument(ctx, false) }},
	{"continuum-parents.pdf", func(ctx context.Context, d *desk.Desk) (*paper.Doc, error) { return d.ContinuumDocument(ctx, true) }},
	{"moderation.pdf", closedRound},
	{"budget.pdf", func(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
		return d.BudgetPaper(ctx, day.AcademicYear(d.Today()), desk.NamesOff)
	}},
	{"need-profile.pdf", func(ctx context.Context, d *desk.Desk) (*paper.Doc, error) { return d.NeedProfileDocument(ctx, false) }},
}

func writeFunding(ctx context.Context, d *desk.Desk, out string, say io.Writer) error {
	for _, p := range fundingPapers {
		doc, err := p.make(ctx, d)
		if err != nil {
			return fmt.Errorf("%s: %w", p.file, err)
		}
		if err := keepPaper(doc, out, p.file, say); err != nil {
			return err
		}
	}
	return errors.Join(writeRequestFile(ctx, d, out, say), writeBudget(ctx, d, out, say))
}

// requestOf prints the first request of a kind, with the names that its kind allows.
func requestOf(kind string) func(context.Context, *desk.Desk) (*paper.Doc, error) {
	return func(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
		r, err := firstRequest(ctx, d, func(r desk.Request) bool { return r.Kind == kind })
		if err != nil {
			return nil, err
		}
		return d.RequestDocument(ctx, r.Number, desk.NamesOff)
	}
}

// letterAt writes the letter to the parents at a point of the first request for one pupil
// that has come to it.
func letterAt(point string) func(context.Context, *desk.Desk) (*paper.Doc, error) {
	return func(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
		r, err := firstRequest(ctx, d, func(r desk.Request) bool {
			return r.Pupil != "" && !r.Progress.SentOn.IsZero() && (r.Progress.Decision != nil) == (point == funding.PointDecided)
		})
		if err != nil {
			return nil, err
		}
		return d.RequestLetter(ctx, r.Number, r.Pupil, point, desk.NamesFull)
	}
}

// firstRequest is the request with the lowest number of which something is true.
func firstRequest(ctx context.Context, d *desk.Desk, is func(desk.Request) bool) (desk.Request, error) {
	requests, err := d.Requests(ctx)
	if err != nil {
		return desk.Request{}, err
	}
	for _, r := range slices.Backward(requests) {
		if is(r) {
			return r, nil
		}
	}
	return desk.Request{}, errors.New("the demo school has no such request")
}

// writeRequestFile keeps the complete request with the papers that go with it. They are as
// their makers left them, so our checker has no say over the file.
func writeRequestFile(ctx context.Context, d *desk.Desk, out string, say io.Writer) error {
	file, notes, err := d.RequestFile(ctx, 1, desk.NamesFull, true)
	if err != nil {
		return err
	}
	if len(notes) > 0 {
		return fmt.Errorf("request-with-papers.pdf: %q", notes)
	}
	return keep(say, out, "request-with-papers.pdf", file)
}

// closedRound is the result of the latest round of moderation that was closed.
func closedRound(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
	rounds, err := d.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range rounds {
		if !r.IsOpen() {
			return d.RoundDocument(ctx, r.ID, desk.NamesOff)
		}
	}
	return nil, errors.New("the demo school has no round of moderation that was closed")
}

func writeBudget(ctx context.Context, d *desk.Desk, out string, say io.Writer) error {
	var b bytes.Buffer
	if err := d.BudgetWorkbook(ctx, &b, day.AcademicYear(d.Today()), desk.NamesOff); err != nil {
		return err
	}
	return keep(say, out, "budget.xlsx", b.Bytes())
}
