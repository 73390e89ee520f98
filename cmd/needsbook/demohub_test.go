package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/exchange/folder"
	"needsbook/app/summary"
	"needsbook/cmd/surroundings"
)

func demoDesk(t *testing.T) *desk.Desk {
	t.Helper()
	d, err := openDemo(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func TestSummaryReachesTheHubAndNoNameDoes(t *testing.T) {
	d, out := demoDesk(t), t.TempDir()
	if err := sendSummary(context.Background(), d, out, io.Discard); err != nil {
		t.Fatal(err)
	}
	sent, err := os.ReadFile(filepath.Join(out, "summary.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := summary.ValidatePayload(sent); err != nil {
		t.Error(err)
	}
	page, err := os.ReadFile(filepath.Join(out, "hub.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"Meadowfield Primary", "Ashcombe Primary School", "<svg", "<table", "Harbour Infant and Junior School"} {
		if !bytes.Contains(page, []byte(words)) {
			t.Errorf("the cluster's page lacks %q", words)
		}
	}
	found, err := d.Find("left:any")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range found {
		if bytes.Contains(sent, []byte(e.UPN)) || bytes.Contains(page, []byte(e.UPN)) || bytes.Contains(sent, []byte(e.Surname)) {
			t.Fatal("something of a pupil left the school")
		}
	}
	outbox, err := d.Outbox(context.Background())
	if err != nil || len(outbox) != 1 || outbox[0].State != exchange.Committed {
		t.Errorf("the outbox holds %+v, %v", outbox, err)
	}
	// Sending again has nothing to send; a withdrawal takes the figures back.
	if again, err := d.SendSummaries(context.Background(), true); err != nil || len(again) != 0 {
		t.Errorf("sent %d again, %v", len(again), err)
	}
}

func TestSummaryReachesTheHubThroughASharedFolder(t *testing.T) {
	ctx := context.Background()
	d, shared := demoDesk(t), t.TempDir()
	now := func() time.Time { return d.Today().Time().Add(9 * time.Hour) }
	h, err := startDemoHub(ctx, t.TempDir(), d.School().Cluster, now)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if err := h.welcome(ctx, d); err != nil {
		t.Fatal(err)
	}
	if err := d.SendByFolder(ctx, shared); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ApproveSummary(ctx, "", desk.Approver{Role: desk.RoleHead}); err != nil {
		t.Fatal(err)
	}
	if sent, err := d.SendSummaries(ctx, false); err != nil || len(sent) != 0 {
		t.Fatalf("an approved summary left without the second click: %+v, %v", sent, err)
	}
	if sent, err := d.SendSummaries(ctx, true); err != nil || len(sent) != 1 || sent[0].State != exchange.Sending {
		t.Fatalf("%+v, %v", sent, err)
	}
	files, err := os.ReadDir(shared)
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	sealed, err := os.ReadFile(filepath.Join(shared, files[0].Name()))
	if err != nil || strings.Contains(string(sealed), "cluster-summary") {
		t.Error("the file in the shared folder is not sealed", err)
	}
	scanner := &folder.Scanner{Folder: shared, Key: h.Key, Receive: h.Receive}
	for range 2 { // a file must stand still over two looks
		if _, err := scanner.Scan(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if sent, err := d.SendSummaries(ctx, true); err != nil || len(sent) != 1 || sent[0].State != exchange.Committed {
		t.Errorf("after the hub looked: %+v, %v", sent, err)
	}
}

func TestWithdrawnSummaryLeavesTheHub(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	h, err := startDemoHub(ctx, t.TempDir(), d.School().Cluster, func() time.Time { return d.Today().Time().Add(9 * time.Hour) })
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if err := h.welcome(ctx, d); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ApproveSummary(ctx, "", desk.Approver{Role: desk.RoleHead}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SendSummaries(ctx, true); err != nil {
		t.Fatal(err)
	}
	if _, err := d.WithdrawSummary(ctx); err != nil {
		t.Fatal(err)
	}
	if sent, err := d.SendSummaries(ctx, true); err != nil || len(sent) != 1 || sent[0].State != exchange.Committed {
		t.Fatalf("%+v, %v", sent, err)
	}
	if _, err := d.WithdrawSummary(ctx); err == nil {
		t.Error("a summary was withdrawn twice")
	}
	// What was withdrawn can be approved anew, as the next revision.
	item, err := d.ApproveSummary(ctx, "", desk.Approver{Role: desk.RoleHead})
	if err != nil || item.Rev != 2 {
		t.Errorf("revision %d, %v", item.Rev, err)
	}
	if sent, err := d.SendSummaries(ctx, true); err != nil || len(sent) != 1 || sent[0].State != exchange.Committed {
		t.Errorf("%+v, %v", sent, err)
	}
}

func TestHeadlessDocumentsComeOut(t *testing.T) {
	d, out := demoDesk(t), t.TempDir()
	for _, step := range []func(context.Context, *desk.Desk, string, io.Writer) error{writeRegister, writePapers, writeProvision, writeCalendar, writeEverything, writeEverything, writeRequest, writePublic} {
		if err := step(context.Background(), d, out, io.Discard); err != nil {
			t.Fatal(err)
		}
	}
	names := []string{"register.csv", "register.pdf", "profile.pdf", "calendar.ics", "everything/register.csv", "everything/journal.json", "request.pdf", "sen-information-report.pdf", "sen-information-report.html"}
	for _, p := range provisionPapers {
		names = append(names, p.file)
	}
	for _, name := range names {
		if info, err := os.Stat(filepath.Join(out, name)); err != nil || info.Size() < 10_000 {
			t.Errorf("%s: %v", name, err)
		}
	}
	calendar, err := os.ReadFile(filepath.Join(out, "calendar.ics"))
	if err != nil {
		t.Fatal(err)
	}
	everyone, err := d.Find("status:sen")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range everyone {
		if strings.Contains(string(calendar), e.Name()) {
			t.Errorf("the calendar names %s", e.Initials())
		}
	}
}

func TestTodayFlagIsReadOrRefused(t *testing.T) {
	if d, err := surroundings.Today("2026-11-21"); err != nil || d != day.Of(2026, 11, 21) {
		t.Error(d, err)
	}
	if _, err := surroundings.Today("soon"); err == nil {
		t.Error("“soon” was taken as a day")
	}
}
