package main

import (
	"context"
	"net/http"
	"os"
	"sync"
	"syscall"
	"testing"
	"time"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
)

func TestEveryAcknowledgedDocumentOutlivesAKill(t *testing.T) {
	kills := 3
	if os.Getenv("NEEDSBOOK_LONG") == "1" {
		kills = 20
	}
	// A document may have been kept just before a kill, with its answer lost.
	if acknowledged, kept := endUnderLoad(t, syscall.SIGKILL, kills); kept < acknowledged || kept > acknowledged+kills*loadSchools {
		t.Errorf("%d acknowledged, %d kept", acknowledged, kept)
	}
}

func TestHubThatIsStoppedAnswersWhatItTook(t *testing.T) {
	if acknowledged, kept := endUnderLoad(t, syscall.SIGTERM, 2); kept != acknowledged {
		t.Errorf("%d acknowledged, %d kept", acknowledged, kept)
	}
}

// loadSchools is how many schools send at once in endUnderLoad.
const loadSchools = 3

// endUnderLoad ends a hub with a signal, several times, while schools send to it. All
// that it acknowledged must be there in the end.
func endUnderLoad(t *testing.T, signal syscall.Signal, times int) (sent, kept int) {
	t.Helper()
	data := t.TempDir()
	must(t, nil, "cluster", "add", "--data", data, "--id", "KENT-07", "--name", "Weald")
	schools := clustertest.Schools(loadSchools, 1)
	var hubKey exchange.PublicKey
	last := make([]string, len(schools)) // the last acknowledged document of each school
	rev := make([]int, len(schools))
	acknowledged := map[string]int{}
	var mu sync.Mutex
	for round := range times {
		hub := startHub(t, data)
		c := client(t, hub.address, nil)
		if round == 0 {
			for i, s := range schools {
				hubKey = member(t, data, c, s, exchangetest.Key(byte(i+1)))
			}
		}
		var senders sync.WaitGroup
		for i, s := range schools {
			senders.Go(func() {
				for { // until the hub is gone
					payload := s.Payload("KENT-07", rev[i]+1, last[i])
					a, err := c.Send(context.Background(), exchange.Seal(payload, exchangetest.Key(byte(i+1))))
					if err != nil {
						return
					}
					if a.Code == exchange.TooMany {
						return
					}
					id := exchange.DocumentID(payload)
					r, err := exchange.OpenReceipt(a.Receipt, hubKey.Sign)
					if err != nil || r.Document != id {
						t.Errorf("school %d revision %d: %s, %v", i, rev[i]+1, a.Code, err)
						return
					}
					rev[i], last[i] = rev[i]+1, id
					mu.Lock()
					acknowledged[id] = rev[i]
					mu.Unlock()
				}
			})
		}
		for wait := time.Now().Add(3 * time.Second); time.Now().Before(wait); time.Sleep(time.Millisecond) {
			mu.Lock()
			n := len(acknowledged)
			mu.Unlock()
			if n >= 15*(round+1) {
				break
			}
		}
		if err := hub.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if err := hub.Wait(); err != nil && signal == syscall.SIGTERM {
			t.Errorf("the hub did not end well: %v", err)
		}
		senders.Wait()
	}
	hub := startHub(t, data)
	for i, s := range schools {
		head, err := client(t, hub.address, nil).Head(t.Context(), exchangetest.Key(byte(i+1)), hubKey, s.URN, "2026-27/autumn")
		if err != nil || head.Rev < rev[i] {
			t.Errorf("school %d: revision %d was acknowledged, the head is %d: %v", i, rev[i], head.Rev, err)
		}
	}
	for id := range acknowledged {
		resp, err := http.Get(hub.address + "/v1/receipts/" + id)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode == http.StatusTooManyRequests {
			break // reading is limited; all are counted below
		}
		if resp.StatusCode != 200 {
			t.Errorf("an acknowledged document is gone: %s", id)
		}
	}
	var report struct {
		Documents int
		Problems  []string
	}
	must(t, &report, "verify", "--data", data)
	if len(acknowledged) == 0 || len(report.Problems) > 0 {
		t.Errorf("%d acknowledged, %v", len(acknowledged), report.Problems)
	}
	t.Logf("ended %d times, %d acknowledged, %d kept", times, len(acknowledged), report.Documents)
	return len(acknowledged), report.Documents
}
