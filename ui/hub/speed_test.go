package hub_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
)

// TestPrebuiltPageIsQuickUnderLoad asks for a cluster's page at a steady rate over TLS,
// while its boards are made anew beside it. The figure that must hold is p99 under 50
// ms at 100 a second; NEEDSBOOK_LONG=1 asks for ten seconds of it. The health check is
// asked at the same rate, as the yardstick.
func TestPrebuiltPageIsQuickUnderLoad(t *testing.T) {
	const perSecond = 100
	const debounce = 2 * time.Second
	lasts, bound := time.Second, time.Second // a short look: other tests run beside it
	if os.Getenv("NEEDSBOOK_LONG") == "1" {
		lasts, bound = 10*time.Second, 50*time.Millisecond
	}
	h := newOpenHub(t)
	for i, s := range clustertest.Schools(14, 3) {
		k := exchangetest.Key(byte(i + 1))
		h.join(t, s, k)
		if a, err := h.Receive(t.Context(), exchange.Seal(s.Payload("KENT-07", 1, ""), k), "https"); err != nil || a.Code != exchange.Stored {
			t.Fatal(a.Code, err)
		}
	}
	h.freshen(t)
	cookie := h.reader(t, "KENT-07")
	client := h.Server.Client()
	client.Transport.(*http.Transport).MaxIdleConnsPerHost = perSecond
	ctx, stop := context.WithCancel(t.Context())
	var beside, asking sync.WaitGroup
	beside.Go(func() {
		for wait := time.NewTicker(debounce); ; {
			select {
			case <-ctx.Done():
				wait.Stop()
				return
			case <-wait.C:
				if h.db.Write(ctx, func(w inbox.Writer) error { return w.MarkDirty("KENT-07", autumn) }) == nil {
					h.hub.Freshen(ctx)
				}
			}
		}
	})
	var mu sync.Mutex
	var took, yardstick []time.Duration
	var wrong []string
	tick := time.NewTicker(time.Second / perSecond)
	defer tick.Stop()
	for n := 0; n < int(lasts.Seconds()*perSecond); n++ {
		<-tick.C
		if n%100 == 99 {
			h.pass(time.Minute) // the limit on reading is for people
		}
		asking.Go(func() { // what the least of answers takes on this machine just now
			began := time.Now()
			resp, err := client.Get(h.URL + "/livez")
			if err == nil {
				resp.Body.Close()
			}
			mu.Lock()
			defer mu.Unlock()
			yardstick = append(yardstick, time.Since(began))
		})
		asking.Go(func() {
			req, err := http.NewRequest(http.MethodGet, h.URL+"/c/KENT-07/", nil)
			if err == nil {
				cookie(req)
			}
			began := time.Now()
			resp, err := client.Do(req)
			size := int64(0)
			if err == nil {
				size, err = io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
			}
			d := time.Since(began)
			mu.Lock()
			defer mu.Unlock()
			took = append(took, d)
			if err != nil || resp.StatusCode != 200 || size < 20000 {
				wrong = append(wrong, fmt.Sprint(err, size))
			}
		})
	}
	asking.Wait()
	stop()
	beside.Wait()
	slices.Sort(took)
	slices.Sort(yardstick)
	p99 := took[len(took)*99/100]
	// A machine that others keep busy is judged by what its least answers take.
	bound = max(bound, 3*yardstick[len(yardstick)*99/100])
	t.Logf("%d pages at %d a second: median %s, p99 %s, slowest %s; /livez beside them: median %s, p99 %s",
		len(took), perSecond, took[len(took)/2], p99, took[len(took)-1], yardstick[len(yardstick)/2], yardstick[len(yardstick)*99/100])
	if p99 > bound || len(wrong) > 0 {
		t.Errorf("p99 is %s, more than %s; %d went wrong: %.200v", p99, bound, len(wrong), wrong)
	}
}
