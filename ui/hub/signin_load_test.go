package hub_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
)

// TestManySignInsLeaveUploadsAlone measures uploads while 200 people sign in with a
// password at once. It depends on the clock, so it runs only with NEEDSBOOK_LONG=1 and
// on a machine that does nothing else.
func TestManySignInsLeaveUploadsAlone(t *testing.T) {
	if os.Getenv("NEEDSBOOK_LONG") == "" {
		t.Skip("measures by the clock: set NEEDSBOOK_LONG=1 on a quiet machine")
	}
	const people, least = 200, 300
	h := newTestHub(t)
	handler := h.Server.Config.Handler
	schools := clustertest.Schools(60, 3)
	for i, s := range schools {
		h.join(t, s, exchangetest.Key(byte(i+1)))
	}
	chains := make([][][]byte, len(schools))
	for i, s := range schools {
		chains[i] = chain(s, 40, "abcdef", "")
	}
	sent := 0
	upload := func() time.Duration {
		i, rev := sent%len(schools), sent/len(schools)
		sent++
		h.pass(3 * time.Second) // within every rate
		r := httptest.NewRequest(http.MethodPost, "/v1/documents", strings.NewReader(string(exchange.Seal(chains[i][rev], exchangetest.Key(byte(i+1))))))
		w := httptest.NewRecorder()
		began := time.Now()
		handler.ServeHTTP(w, r)
		if took := time.Since(began); w.Code == http.StatusCreated {
			return took
		}
		t.Fatalf("upload %d: %d %s", sent, w.Code, w.Body)
		return 0
	}
	for range 50 {
		upload()
	}
	var quiet, busy []time.Duration
	for range least {
		quiet = append(quiet, upload())
	}

	var all sync.WaitGroup
	answers := make(chan int, people)
	began := time.Now()
	for i := range people {
		all.Go(func() {
			form := url.Values{"email": {fmt.Sprintf("person%d@example.org", i)}, "password": {"kettle orchard violin"}}
			r := httptest.NewRequest(http.MethodPost, "/sign-in", strings.NewReader(form.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.RemoteAddr = fmt.Sprintf("192.0.2.%d:40000", i)
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			io.Copy(io.Discard, w.Body)
			answers <- w.Code
		})
	}
	ended := make(chan struct{})
	go func() { all.Wait(); close(ended) }()
	for done := false; !done || len(busy) < least; {
		select {
		case <-ended:
			done = true
		default:
		}
		if done && len(busy) >= 50 || sent >= len(schools)*40-1 {
			break
		}
		busy = append(busy, upload())
		time.Sleep(2 * time.Millisecond)
	}
	all.Wait()
	took := time.Since(began)
	close(answers)
	later := 0
	for code := range answers {
		switch code {
		case http.StatusForbidden: // the password was checked, and was not right
		case http.StatusServiceUnavailable: // asked to come again in ten seconds
			later++
		default:
			t.Errorf("a sign-in was answered with %d", code)
		}
	}
	before, during := p99(quiet), p99(busy)
	t.Logf("p99 of uploads: %v quiet (%d), %v while %d people signed in within %v (%d); %d were asked to come later", before, len(quiet), during, people, took, len(busy), later)
	if during > 2*before+50*time.Millisecond {
		t.Errorf("p99 of uploads went from %v to %v", before, during)
	}
}

func p99(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)*99/100]
}
