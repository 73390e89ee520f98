package main

// What goes to the cluster and what comes back, as the headless run leaves it.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
)

// writeCluster sends the term's summary to the hub over HTTP, and keeps what was looked
// at, what was sent, the log of it, what the hub sends round, and the pages that people
// of the cluster, the district and the county then see.
func writeCluster(ctx context.Context, h *demoHub, d *desk.Desk, out string, say io.Writer) error {
	looked, err := d.SummaryDocument(ctx)
	if err != nil {
		return err
	}
	if err := keepBoth(looked, out, "summary", say); err != nil {
		return err
	}
	item, err := send(ctx, d)
	if err != nil {
		return err
	}
	payload, err := item.Envelope.Payload()
	if err != nil {
		return err
	}
	fmt.Fprintf(say, "The hub took the summary for %s and gave its receipt\n", item.Series)
	log, err := d.SendLogDocument(ctx)
	if err != nil {
		return err
	}
	table, err := d.SendLogCSV(ctx)
	if err != nil {
		return err
	}
	if err := errors.Join(keep(say, out, "summary.json", payload), keepPaper(log, out, "send-log.pdf", say), keep(say, out, "send-log.csv", table)); err != nil {
		return err
	}
	if err := writeBulletin(ctx, d, out, say); err != nil {
		return err
	}
	return h.keepPages(ctx, out, say, []hubPage{
		{"hub", inbox.ClusterLevel, h.cluster}, {"hub-school", inbox.SchoolLevel, d.School().URN},
		{"hub-district", inbox.DistrictLevel, demoDistrict}, {"hub-county", inbox.CountyLevel, demoCounty},
	})
}

// send approves the term's summary as it was looked at, and sends it.
func send(ctx context.Context, d *desk.Desk) (exchange.OutboxItem, error) {
	p, err := d.PreviewSummary(ctx)
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	item, err := d.ApproveSummary(ctx, p.ID, desk.Approver{Role: desk.RoleHead})
	if err != nil {
		return item, err
	}
	sent, err := d.SendSummaries(ctx, true)
	if err == nil && (len(sent) != 1 || sent[0].Receipt == nil) {
		err = fmt.Errorf("the hub gave no receipt for the summary: %+v", sent)
	}
	return item, err
}

// writeBulletin fetches what the hub sends round, and keeps it as the school believed
// it: with the six words of the hub whose signature it bears.
func writeBulletin(ctx context.Context, d *desk.Desk, out string, say io.Writer) error {
	if _, err := d.FetchBulletin(ctx); err != nil {
		return err
	}
	b, found, err := d.Bulletin(ctx)
	if err != nil {
		return err
	}
	if !found {
		return errors.New("the hub sent nothing round")
	}
	m, err := d.Membership(ctx)
	if err != nil {
		return err
	}
	facts, err := json.MarshalIndent(struct {
		SignedBy []string          `json:"signed_by_words"`
		Bulletin exchange.Bulletin `json:"bulletin"`
	}{m.Hub.Key.Words(), b}, "", " ")
	if err != nil {
		return err
	}
	return keep(say, out, "bulletin.json", facts)
}
