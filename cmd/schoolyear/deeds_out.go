package main

import (
	"context"
	"errors"
	"os"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/publish"
)

// join lets the school into the cluster of the hub, once.
func (w *worker) join(ctx context.Context, d *deed) (func() error, error) {
	m, err := w.desk.Membership(ctx)
	if err != nil || w.Task.Hub == "" {
		return nil, err
	}
	d.Many = true
	if m.Joined() {
		trusted, err := w.joined(ctx)
		if err != nil || trusted {
			return nil, err
		}
		return func() error { _, err := w.desk.CheckMembership(ctx); return err }, nil
	}
	return func() error {
		j, err := w.desk.MeetHub(ctx, w.Task.Hub)
		if err != nil {
			return err
		}
		_, err = w.desk.Join(ctx, j, w.Task.Invite, "SENCO laptop")
		return err
	}, nil
}

func (w *worker) approveSummary(ctx context.Context, d *deed) (func() error, error) {
	m, err := w.desk.Membership(ctx)
	if err != nil || !m.Joined() {
		return nil, err
	}
	p, err := w.desk.PreviewSummary(ctx)
	if err != nil || p.Same {
		return nil, err
	}
	return func() error { _, err := w.desk.ApproveSummary(ctx, p.ID, approver); return err }, nil
}

func (w *worker) send(ctx context.Context, d *deed) (func() error, error) {
	m, err := w.desk.Membership(ctx)
	if err != nil || !m.Joined() || w.Task.Hub == "" {
		return nil, err
	}
	d.Many = true
	return func() error {
		if _, err := w.desk.CheckMembership(ctx); err != nil {
			return err
		}
		items, err := w.desk.SendSummaries(ctx, true)
		if err != nil {
			return err
		}
		for _, i := range items {
			if i.Reason != "" && i.LastCode != "" {
				return errors.New("the hub refused a summary: " + i.Reason)
			}
		}
		return nil
	}, nil
}

// request takes one request a step further, or begins one after another's example.
func (w *worker) request(ctx context.Context, d *deed) (func() error, error) {
	list, err := w.desk.Requests(ctx)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	r := list[w.chance.IntN(len(list))]
	today := w.desk.Today()
	switch r.Status() {
	case funding.Drafting:
		if w.chance.IntN(2) == 0 {
			r.Title = w.words("Request")
			d.changes("request", r.ID, "title", r.Title)
			return func() error { return w.desk.SaveRequest(ctx, r) }, nil
		}
		return func() error { return w.desk.MarkReady(ctx, r.Number) }, nil
	case funding.IsReady:
		return func() error { return w.desk.MarkSubmitted(ctx, r.Number, today) }, nil
	case funding.Submitted:
		return func() error {
			return w.desk.Decide(ctx, r.Number, funding.Decision{Outcome: funding.Agreed, On: today, Amount: money.Pounds(3000), From: today, To: today.AddDays(200),
				People: []funding.Person{{Name: "Pat Moss", Capacity: "SEN officer", Voted: true}}})
		}, nil
	}
	d.Counts["request"]++
	d.makes("request", w.id(1), "kind", funding.KindProject)
	d.Counts["request"]--
	title := w.words("A room that is quiet")
	return func() error {
		_, err := w.desk.NewRequest(ctx, desk.RequestStart{Kind: funding.KindProject, Title: title})
		return err
	}, nil
}

func (w *worker) reportWords(ctx context.Context, d *deed) (func() error, error) {
	sections := w.desk.ReportPack(publish.SENInformation).Sections
	text, section := w.words("What we do"), sections[w.chance.IntN(len(sections))].ID
	d.changes("report_words", publish.SENInformation+"/"+section, "words", text)
	return func() error { return w.desk.SaveReportWords(ctx, publish.SENInformation, section, text) }, nil
}

func (w *worker) approveReport(ctx context.Context, _ *deed) (func() error, error) {
	a := publish.Approval{By: "The governing body", On: w.desk.Today(), Minute: "Minute " + w.prefix}
	return func() error { return w.desk.ApproveReport(ctx, publish.SENInformation, a) }, nil
}

func (w *worker) publish(ctx context.Context, d *deed) (func() error, error) {
	d.Counts["publication"]++
	return func() error { return w.desk.PublishReport(ctx, publish.SENInformation) }, nil
}

// rehearse tries the newest backup out as the program does each term, and restores it into
// a new file as after the loss of the computer.
func (w *worker) rehearse(ctx context.Context, d *deed) (func() error, error) {
	d.Many = true
	return func() error {
		path, remove, err := w.scratch("rehearsal.needsbook")
		if err != nil {
			return err
		}
		defer remove()
		r, err := w.desk.Rehearse(ctx, false)
		if err == nil && !r.OK {
			err = errors.New("the rehearsal found: " + strings.Join(r.Problems, "; "))
		}
		if err != nil {
			return err
		}
		_, v, err := w.desk.RehearseRestore(ctx, w.files(), path, desk.Secret{Passphrase: passphrase})
		if err == nil && !v.OK {
			err = errors.New("the rehearsed restore found: " + v.Problems[0])
		}
		return err
	}, nil
}

func (w *worker) backup(ctx context.Context, d *deed) (func() error, error) {
	d.Many = true
	return func() error {
		c, err := w.desk.Keeper().Backup(ctx, "")
		if err != nil {
			return err
		}
		_, err = os.Stat(c.Path)
		return err
	}, nil
}
