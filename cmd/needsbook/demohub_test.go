package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
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
	ctx := context.Background()
	d, out := demoDesk(t), t.TempDir()
	h, err := demoCluster(ctx, t.TempDir(), d)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if board, found, err := d.Board(ctx); err != nil || !found || board.Sent != neighbours-1 || board.Schools != neighbours+1 {
		t.Errorf("before the school has sent, its board is of %d of %d schools, %v %v", board.Sent, board.Schools, found, err)
	}
	if err := writeCluster(ctx, h, d, out, io.Discard); err != nil {
		t.Fatal(err)
	}
	kept := map[string][]byte{}
	for _, name := range []string{"summary.json", "summary.html", "summary.pdf", "send-log.pdf", "send-log.csv", "bulletin.json", "hub.html", "hub-school.html", "hub-district.html", "hub-county.html"} {
		body, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		kept[name] = body
	}
	if err := summary.ValidatePayload(kept["summary.json"]); err != nil {
		t.Error(err)
	}
	for name, words := range map[string][]string{
		"hub.html":          {"Meadowfield Primary", "Hilltop Primary School", "<svg", "<table", "Not yet", `href="hub-school.html"`, `href="hub-tables/hub/schools.csv"`},
		"hub-district.html": {demoDistrict, "<svg"},
		"hub-county.html":   {demoCounty, "<svg", `href="hub-district.html"`},
		"bulletin.json":     {"Bring two cases", "13:30", "Hilltop Primary School"},
		"send-log.csv":      {"Approved", "Sent"},
		"summary.html":      {"T00", "T14", "low"},
	} {
		for _, w := range words {
			if !bytes.Contains(kept[name], []byte(w)) {
				t.Errorf("%s lacks %q", name, w)
			}
		}
	}
	for _, link := range []string{`href="/`, `href="export/`, "<form"} {
		if bytes.Contains(kept["hub.html"], []byte(link)) {
			t.Errorf("the page kept as a file still has %s", link)
		}
	}
	if tables, err := filepath.Glob(filepath.Join(out, tablesFolder, "hub", "*.csv")); err != nil || len(tables) < 10 {
		t.Errorf("%d tables were saved from the cluster's page, %v", len(tables), err)
	}
	found, err := d.Find("left:any")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range found {
		for name, body := range kept {
			if bytes.Contains(body, []byte(e.UPN)) || name == "summary.json" && bytes.Contains(body, []byte(e.Surname)) {
				t.Fatalf("something of a pupil left the school in %s", name)
			}
		}
	}
	outbox, err := d.Outbox(ctx)
	if err != nil || slices.ContainsFunc(outbox, func(i exchange.OutboxItem) bool { return i.State != exchange.Committed }) {
		t.Errorf("the outbox holds %+v, %v", outbox, err)
	}
	if board, _, err := d.Board(ctx); err != nil || board.Sent != neighbours {
		t.Errorf("after the school has sent, its board is of %d schools, %v", board.Sent, err)
	}
	// Sending again has nothing to send; a withdrawal takes the figures back.
	if again, err := d.SendSummaries(ctx, true); err != nil || len(again) != 0 {
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
