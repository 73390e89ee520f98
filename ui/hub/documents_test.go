package hub_test

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
)

func TestWhatBecomesOfADocument(t *testing.T) {
	h := newTestHub(t)
	schools := clustertest.Schools(2, 1)
	mine, theirs := exchangetest.Key(1), exchangetest.Key(2)
	h.join(t, schools[0], mine)
	h.join(t, schools[1], theirs)
	docs := chain(schools[0], 6, "aaaaaa", "")
	other := schools[0].Document("KENT-07", 3, exchange.DocumentID(docs[1]))
	other.Epoch, other.AsOf = "aaaaaa", day.Of(2026, 11, 1)
	conflict, _ := other.Payload()
	change := func(old, new string) []byte { return bytes.Replace(docs[0], []byte(old), []byte(new), 1) }
	restored := chain(schools[0], 1, "bbbbbb", exchange.DocumentID(docs[1]))[0]
	follows := chain(schools[0], 1, "cccccc", exchange.DocumentID(docs[5]))[0]

	receipts := map[string][]byte{}
	for _, c := range []struct {
		name    string
		payload []byte
		key     exchange.Key
		status  int
		code    exchange.Code
	}{
		{"the first", docs[0], mine, 201, exchange.Stored},
		{"the same again", docs[0], mine, 200, exchange.Duplicate},
		{"the next", docs[1], mine, 201, exchange.Stored},
		{"one is missing before it", docs[3], mine, 201, exchange.Gap},
		{"an older one arrives late", docs[2], mine, 202, exchange.Superseded},
		{"the same number with other words", conflict, mine, 409, exchange.RevConflict},
		{"it goes on", docs[4], mine, 201, exchange.Stored},
		{"it goes on", docs[5], mine, 201, exchange.Stored},
		{"a restored file that does not know the head", restored, mine, 409, exchange.EpochConflict},
		{"a restored file that knows the head", follows, mine, 201, exchange.Stored},
		{"signed by another school", docs[0], theirs, 422, exchange.WrongSchool},
		{"signed by a stranger", docs[0], exchangetest.Key(3), 401, exchange.KeyUnknown},
		{"another school's number", change(schools[0].URN, schools[1].URN), mine, 422, exchange.WrongSchool},
		{"another cluster", change("KENT-07", "KENT-08"), mine, 422, exchange.WrongCluster},
		{"dated in the future", change(`"as_of":"2026`, `"as_of":"2027`), mine, 422, exchange.AsOfFuture},
		{"a form of tomorrow", change("cluster-summary/1", "cluster-summary/2"), mine, 422, exchange.SchemaUnsupported},
		{"a number under five", change(",-1", ",3"), mine, 422, exchange.SchemaInvalid},
		{"a field with words", change(`"kind"`, `"name":"A child","kind"`), mine, 422, exchange.SchemaInvalid},
		{"a key twice", change(`"kind"`, `"urn":"900001","kind"`), mine, 422, exchange.BadForm},
		{"no document", []byte("hello"), mine, 422, exchange.BadForm},
	} {
		r := h.post(t, exchange.Seal(c.payload, c.key))
		if code := r.code(t); r.status != c.status || code != c.code {
			t.Errorf("%s: %d %s, want %d %s", c.name, r.status, code, c.status, c.code)
			continue
		}
		if !c.code.Held() {
			continue
		}
		id := exchange.DocumentID(c.payload)
		receipt, err := exchange.OpenReceipt(r.receipt(t), h.Key.Public().Sign)
		if err != nil || receipt.Document != id || receipt.URN != schools[0].URN {
			t.Errorf("%s: receipt %+v, %v", c.name, receipt, err)
		}
		if was, ok := receipts[id]; ok && !bytes.Equal(was, r.receipt(t)) {
			t.Errorf("%s: another receipt than the first time", c.name)
		}
		receipts[id] = r.receipt(t)
		if got := h.ask(t, http.MethodGet, "/v1/receipts/"+id, nil); got.status != 200 || !bytes.Equal(got.body, receipts[id]) {
			t.Errorf("%s: the receipt cannot be fetched again: %d", c.name, got.status)
		}
	}
	if r := h.ask(t, http.MethodGet, "/v1/receipts/"+exchange.DocumentID(conflict), nil); r.status != 404 {
		t.Errorf("a refused document has a receipt: %d", r.status)
	}
	if rep, err := h.Verify(t.Context()); err != nil || len(rep.Problems) != 0 || rep.Documents != 7 || len(rep.Alarms) != 1 {
		t.Errorf("%+v, %v", rep, err)
	}

	if err := h.CloseTerm(t.Context(), "KENT-07", "2026-27/autumn", "met"); err != nil {
		t.Fatal(err)
	}
	next := chain(schools[0], 2, "cccccc", exchange.DocumentID(docs[5]))[1]
	if r := h.post(t, exchange.Seal(next, mine)); r.status != 423 || r.code(t) != exchange.TermLocked {
		t.Errorf("closed term: %d", r.status)
	}
	withdrawal := exchange.Withdrawal{Meta: exchangetest.Meta(1, ""), Withdraws: exchange.DocumentID(follows)}
	withdrawal.URN = schools[0].URN
	p, err := withdrawal.Payload()
	if err != nil {
		t.Fatal(err)
	}
	if r := h.post(t, exchange.Seal(p, mine)); r.status != 201 {
		t.Errorf("a school may take figures back at any time: %d %s", r.status, r.body)
	}
	if _, err := h.Revoke(t.Context(), mine.Public().ID()); err != nil {
		t.Fatal(err)
	}
	if r := h.post(t, exchange.Seal(next, mine)); r.status != 401 || r.code(t) != exchange.KeyRevoked {
		t.Errorf("revoked key: %d", r.status)
	}
}

func TestAChangedByteAnywhereIsRefused(t *testing.T) {
	h := newTestHub(t)
	s := clustertest.Schools(1, 1)[0]
	h.join(t, s, exchangetest.Key(1))
	envelope := exchange.Seal(s.Payload("KENT-07", 1, ""), exchangetest.Key(1))
	kid := bytes.Index(envelope, []byte(exchangetest.Key(1).Public().ID()))
	n := 0
	for i := range envelope {
		// Every byte of the frame, the key's name and the signature; of the long
		// payload every eleventh.
		if i > 40 && i < kid-40 && i%11 != 0 {
			continue
		}
		changed := bytes.Clone(envelope)
		changed[i] ^= 1 << (i % 7)
		want := map[int]bool{422: true}
		if i >= kid && i < kid+32 {
			want = map[int]bool{401: true, 422: true} // it may name a key that is not known
		}
		h.pass(time.Second)
		if r := h.post(t, changed); !want[r.status] {
			t.Fatalf("byte %d of %d changed: %d %s", i, len(envelope), r.status, r.body)
		}
		n++
	}
	t.Logf("%d changed envelopes refused", n)
	if rep, _ := h.Verify(t.Context()); rep.Documents != 0 {
		t.Error("a changed document was kept")
	}
	if r := h.post(t, envelope); r.status != 201 {
		t.Errorf("the true one: %d", r.status)
	}
}

func TestHostileBodies(t *testing.T) {
	h := newTestHub(t)
	s := clustertest.Schools(1, 1)[0]
	h.join(t, s, exchangetest.Key(1))
	bomb := strings.Repeat("[", 200<<10)
	for name, c := range map[string]struct {
		body   []byte
		status int
	}{
		"nothing":          {nil, 422},
		"garbage":          {bytes.Repeat([]byte{0xff, 0x00, '{'}, 1000), 422},
		"50 MB":            {bytes.Repeat([]byte("a"), 50<<20), 413},
		"one byte too big": {bytes.Repeat([]byte("a"), exchange.MaxEnvelope+1), 413},
		"nested":           {[]byte(bomb), 422},
		"nested, signed":   {exchange.Seal([]byte(bomb[:150<<10]), exchangetest.Key(1)), 422},
		"bad base64":       {[]byte(`{"payload":"###","kid":"x","sig":""}`), 422},
		"no signature":     {[]byte(`{"payload":"","kid":"` + exchangetest.Key(1).Public().ID() + `","sig":""}`), 422},
		"HTML":             {[]byte("<html>"), 422},
	} {
		began := time.Now()
		if r := h.post(t, c.body); r.status != c.status {
			t.Errorf("%s: %d, want %d", name, r.status, c.status)
		} else {
			r.code(t)
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
	gzipped := h.ask(t, http.MethodPost, "/v1/documents", []byte{0x1f, 0x8b}, func(r *http.Request) { r.Header.Set("Content-Encoding", "gzip") })
	if gzipped.status != 422 {
		t.Errorf("a compressed body: %d", gzipped.status)
	}
}

func TestRatesAreLimitedFromTheStart(t *testing.T) {
	h := newTestHub(t)
	s := clustertest.Schools(1, 1)[0]
	h.join(t, s, exchangetest.Key(1))
	limited := func(name string, n int, ask func() reply) {
		t.Helper()
		for range n {
			if r := ask(); r.status == http.StatusTooManyRequests {
				t.Fatalf("%s: limited too early", name)
			}
		}
		r := ask()
		wait, _ := strconv.Atoi(r.header.Get("Retry-After"))
		if r.status != http.StatusTooManyRequests || r.code(t) != exchange.TooMany || wait < 1 {
			t.Errorf("%s: %d, Retry-After %d", name, r.status, wait)
		}
		h.pass(time.Duration(wait) * time.Second)
		if r := ask(); r.status == http.StatusTooManyRequests {
			t.Errorf("%s: still limited after the time it gave", name)
		}
	}
	limited("enrolments", 5, func() reply { return h.ask(t, "POST", "/v1/enrol", []byte("{}")) })
	limited("refused uploads", 600, func() reply { return h.post(t, []byte("x")) })
	h.pass(time.Hour)
	envelope := exchange.Seal(s.Payload("KENT-07", 1, ""), exchangetest.Key(1))
	limited("uploads of one key", 30, func() reply { return h.post(t, envelope) })
	limited("reading without a key", 2000, func() reply { return h.ask(t, "GET", "/v1/hub", nil) })
}

func TestSixHundredSchoolsAtOnce(t *testing.T) {
	n := 40
	if os.Getenv("NEEDSBOOK_LONG") == "1" {
		n = 600
	}
	h := newTestHub(t)
	payload := clustertest.Schools(1, 1)[0]
	var envelopes []exchange.Envelope
	var keys []exchange.Key
	for i := range n {
		s := payload
		s.URN = fmt.Sprintf("9%05d", i)
		k, err := exchange.KeyFromSeed(bytes.Repeat([]byte{byte(i), byte(i >> 8), 1, 7}, 8))
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, k)
		envelopes = append(envelopes, exchange.Seal(s.Payload("KENT-07", 1, ""), k))
	}
	err := h.db.Write(t.Context(), func(w inbox.Writer) error {
		for i, k := range keys {
			urn := fmt.Sprintf("9%05d", i)
			if err := w.PutSchool(inbox.School{URN: urn, Name: urn, Phase: "primary", Cluster: "KENT-07"}); err != nil {
				return err
			}
			if err := w.PutDevice(inbox.Device{ID: k.Public().ID(), URN: urn, Key: k.Public(), State: exchange.Pending}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		if _, err := h.Approve(t.Context(), k.Public().ID(), "A. Head"); err != nil {
			t.Fatal(err)
		}
	}
	base := h.Server.Client().Transport.(*http.Transport)
	began := time.Now()
	var again atomic.Int64
	var all sync.WaitGroup
	for i := range envelopes {
		all.Go(func() {
			fresh := base.Clone() // a connection of its own, as each school has
			defer fresh.CloseIdleConnections()
			for try := 0; ; try++ { // a school's outbox tries again, too
				resp, err := (&http.Client{Transport: fresh}).Post(h.URL+"/v1/documents", "application/json", bytes.NewReader(envelopes[i]))
				if err != nil && try < 5 {
					again.Add(1)
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				resp.Body.Close()
				if resp.StatusCode != 201 && (try == 0 || resp.StatusCode != 200) {
					t.Errorf("school %d: %d", i, resp.StatusCode)
				}
				return
			}
		})
	}
	all.Wait()
	t.Logf("%d schools at once over fresh TLS connections: %v, %d tries repeated", n, time.Since(began), again.Load())
	if rep, err := h.Verify(t.Context()); err != nil || rep.Documents != n || len(rep.Problems) > 0 {
		t.Errorf("%d documents, %v, %v", rep.Documents, rep.Problems, err)
	}
}

// BenchmarkIngest sends new documents of 64 schools over 64 connections.
func BenchmarkIngest(b *testing.B) {
	h := newTestHub(b)
	schools := clustertest.Schools(64, 1)
	for i, s := range schools {
		h.join(b, s, exchangetest.Key(byte(i)))
	}
	prev := make([]string, len(schools))
	envelopes := make([]exchange.Envelope, b.N)
	for n := range envelopes {
		i := n % len(schools)
		p := schools[i].Payload("KENT-07", n/len(schools)%9999+1, prev[i])
		prev[i] = exchange.DocumentID(p)
		envelopes[n] = exchange.Seal(p, exchangetest.Key(byte(i)))
	}
	h.Server.Client().Transport.(*http.Transport).MaxIdleConnsPerHost = len(schools)
	var sent atomic.Int64
	b.SetParallelism(len(schools) / runtime.GOMAXPROCS(0))
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			h.pass(2 * time.Second) // so that the rates do not matter here
			if r := h.post(b, envelopes[sent.Add(1)-1]); r.status >= 300 {
				b.Errorf("%d %s", r.status, r.body)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documents/s")
}
