package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/funding"
)

// atWork is the demo desk with its cluster at work.
func atWork(t *testing.T) (*desk.Desk, *demoHub) {
	t.Helper()
	d := demoDesk(t)
	h, err := demoCluster(context.Background(), t.TempDir(), d)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return d, h
}

func TestDemoSchoolFindsItsClusterAtWork(t *testing.T) {
	ctx := context.Background()
	d, _ := atWork(t)
	agreements, err := d.ClusterAgreements(ctx)
	if err != nil || len(agreements) != 3 || agreements[0].Kind != "conduct" || agreements[0].Stands() || !agreements[1].Stands() || agreements[1].OnItsWay {
		t.Errorf("agreements: %+v, %v", agreements, err)
	}
	shared, err := d.ToSecond(ctx)
	if err != nil || len(shared) != 1 || shared[0].Said != "" || shared[0].Part.Cost != 1_500_00 || !strings.HasPrefix(shared[0].Lead, "Holly Bank") {
		t.Errorf("to second: %+v, %v", shared, err)
	}
	offers, err := d.OffersBoard(ctx)
	if err != nil || len(offers) != 5 {
		t.Errorf("offers: %+v, %v", offers, err)
	}
	rounds, err := d.ClusterRounds(ctx)
	if err != nil || len(rounds) != 1 || !rounds[0].IsOpen() || rounds[0].Cases != 5 {
		t.Errorf("rounds: %+v, %v", rounds, err)
	}
	ring, err := d.Ring(ctx)
	if err != nil || !ring.Usable || len(ring.Confirm) != neighbours-len(ringSchools) {
		t.Errorf("ring: %+v, %v", ring, err)
	}
	needs, err := d.SharedNeeds(ctx)
	if err != nil || len(needs) != 1 || needs[0].State != desk.NeedShared || needs[0].Schools != 3 {
		t.Errorf("needs: %+v, %v", needs, err)
	}
	c, _, err := d.Circular(ctx)
	if err != nil || len(c.Directory) != 5 {
		t.Errorf("services: %+v, %v", c.Directory, err)
	}
	outbox, err := d.Outbox(ctx)
	if err != nil || len(outbox) == 0 {
		t.Fatal(err)
	}
	for _, item := range outbox {
		if item.State != exchange.Committed {
			t.Errorf("something of the demo school did not arrive: %s", item.Reason)
		}
	}
	today, err := d.Tasks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for _, task := range today {
		kinds[task.Kind] = true
	}
	for _, kind := range []string{"panel_answer", "panel_second", "panel_agreement"} {
		if !kinds[kind] {
			t.Errorf("Today does not show a task of the kind %s", kind)
		}
	}
}

func TestDemoSchoolTakesWhatThePanelAnswered(t *testing.T) {
	ctx := context.Background()
	d, _ := atWork(t)
	list, err := d.PanelRequests(ctx)
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	for _, r := range list {
		if !r.Waits {
			continue
		}
		if err := d.TakePanelAnswer(ctx, r.Request.Number); err != nil {
			t.Fatal(desk.Words(err))
		}
		after, err := d.Request(ctx, r.Request.Number)
		if err != nil || after.Status() != funding.Recommended || !strings.Contains(after.Progress.Advised.Reason, "calm minutes") {
			t.Errorf("%+v, %v", after.Progress, err)
		}
		taken++
	}
	if taken != 1 {
		t.Errorf("%d answers waited", taken)
	}
}

func TestPanelIsLeftAsPapersAndPages(t *testing.T) {
	ctx := context.Background()
	d, h := atWork(t)
	out := t.TempDir()
	if err := writePanel(ctx, h, out, io.Discard); err != nil {
		t.Fatal(err)
	}
	for name, words := range map[string][]string{
		"panel.html":            {"Panel", "Dr Ruth Okafor", "<style>"},
		"panel-item.html":       {"R-015", "Anna Bell", "£4,400"},
		"panel-agenda.html":     {"Oakhurst", "R-009", `href="panel-item.html"`},
		"panel-decisions.html":  {"Hilltop Primary School", `href="panel-decision.html"`},
		"panel-pot.html":        {"£33,500", "£42,000"},
		"panel-round.html":      {"Managing feelings and behaviour", "School A"},
		"panel-agreements.html": {"Code of conduct"},
		"panel-offers.html":     {"Forest mornings"},
		"panel-disputes.html":   {"Castle Road School"},
		"panel-agenda.pdf":      {"%PDF"}, "panel-minutes.pdf": {"%PDF"}, "panel-decision.pdf": {"%PDF"},
	} {
		body, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range words {
			if !bytes.Contains(body, []byte(w)) {
				t.Errorf("%s lacks %q", name, w)
			}
		}
		for _, left := range []string{`<form m`, `action="`, `<script`, `href="/`} {
			if bytes.Contains(body, []byte(left)) {
				t.Errorf("%s, kept as a file, still has %s", name, left)
			}
		}
		everyone, err := d.Find("left:any")
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range everyone {
			if bytes.Contains(body, []byte(e.UPN)) {
				t.Fatalf("something of a pupil is in %s", name)
			}
		}
	}
}
