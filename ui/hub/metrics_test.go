package hub_test

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/ui/hub"
)

// measured reads Prometheus' text form: each sample by its name with labels.
func measured(t *testing.T, text string) map[string]float64 {
	t.Helper()
	out, typed := map[string]float64{}, map[string]bool{}
	sample := regexp.MustCompile(`^([a-z_]+)(\{[a-z]+="[^"]*"\})? (\S+)$`)
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if kind, ok := strings.CutPrefix(line, "# TYPE "); ok {
			name, _, _ := strings.Cut(kind, " ")
			if typed[name] {
				t.Errorf("%s is described twice", name)
			}
			typed[name] = true
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		m := sample.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("not a sample: %q", line)
		}
		base := regexp.MustCompile(`_(bucket|sum|count)$`).ReplaceAllString(m[1], "")
		if !typed[m[1]] && !typed[base] {
			t.Errorf("%s has no type", m[1])
		}
		v, err := strconv.ParseFloat(m[3], 64)
		if err != nil {
			t.Fatal(err)
		}
		out[m[1]+m[2]] = v
	}
	return out
}

func TestMetricsCountWhatHappened(t *testing.T) {
	h := newTestHubWith(t, func(s *hub.Server) {
		s.Disk = func() (hub.Disk, error) { return hub.Disk{Free: 7 << 30, Total: 10 << 30}, nil }
		s.RecordsBytes = func(context.Context) (int64, error) { return 4096, nil }
		s.LastBackup = func() (time.Time, error) { return startOfTest.Add(-time.Hour), nil }
		s.Alarms = func() int { return 2 }
	})
	schools := clustertest.Schools(4, 3)
	for i, s := range schools {
		h.join(t, s, exchangetest.Key(byte(i+1)))
	}
	for i, s := range schools[:3] {
		h.post(t, exchange.Seal(s.Payload("KENT-07", 1, ""), exchangetest.Key(byte(i+1))))
	}
	h.post(t, exchange.Seal(schools[0].Payload("KENT-07", 1, ""), exchangetest.Key(1)))
	h.post(t, []byte("hello"))
	if _, err := h.hub.Counted(t.Context(), []byte("by folder"), "folder"); err != nil {
		t.Fatal(err)
	}
	h.ask(t, http.MethodGet, "/c/KENT-07/", nil)
	waiting := measured(t, h.page(t, "/metrics", func(*http.Request) {}))
	h.freshen(t)
	h.pass(time.Minute)
	got := measured(t, h.page(t, "/metrics", func(*http.Request) {}))
	for name, want := range map[string]float64{
		`clusterhub_documents_total{result="stored"}`:         3,
		`clusterhub_documents_total{result="duplicate"}`:      1,
		`clusterhub_documents_total{result="bad_form"}`:       2,
		`clusterhub_ingest_seconds_count`:                     6,
		`clusterhub_readers_refused_total`:                    1,
		`clusterhub_devices_active`:                           4,
		`clusterhub_write_queue`:                              0,
		`clusterhub_aggregates_waiting`:                       0,
		`clusterhub_aggregate_age_seconds{cluster="KENT-07"}`: 60,
		`clusterhub_cluster_completeness{cluster="KENT-07"}`:  0.75,
		`clusterhub_records_bytes`:                            4096,
		`clusterhub_disk_free_bytes`:                          7 << 30,
		`clusterhub_backup_age_seconds`:                       3660,
		`clusterhub_verify_failures`:                          2,
		`clusterhub_records_readable`:                         1,
	} {
		if v, ok := got[name]; !ok || v != want {
			t.Errorf("%s is %v, want %v", name, v, want)
		}
	}
	if waiting["clusterhub_aggregates_waiting"] != 1 || got["clusterhub_commit_seconds_count"] < 4 || got[`clusterhub_commit_seconds_bucket{le="+Inf"}`] != got["clusterhub_commit_seconds_count"] {
		t.Errorf("waiting %v, commits %v", waiting["clusterhub_aggregates_waiting"], got["clusterhub_commit_seconds_count"])
	}
}

func TestMetricsAreForThisComputerOrAToken(t *testing.T) {
	h := newTestHubWith(t, func(s *hub.Server) { s.MetricsToken = "a token of enough letters" })
	bearer := func(token string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }
	}
	proxied := func(r *http.Request) { r.Header.Set("X-Forwarded-For", "127.0.0.1") }
	for _, c := range []struct {
		who    string
		change []func(*http.Request)
		status int
	}{
		{"this computer", nil, 200},
		{"through a proxy on this computer", []func(*http.Request){proxied}, 404},
		{"through a proxy with the token", []func(*http.Request){proxied, bearer("a token of enough letters")}, 200},
		{"a wrong token", []func(*http.Request){bearer("another")}, 404},
	} {
		if r := h.ask(t, http.MethodGet, "/metrics", nil, c.change...); r.status != c.status {
			t.Errorf("%s: %d, want %d", c.who, r.status, c.status)
		}
	}
	bare := newTestHub(t)
	if r := bare.ask(t, http.MethodGet, "/metrics", nil, proxied, bearer("")); r.status != 404 {
		t.Errorf("no token is set, and an empty one opens: %d", r.status)
	}
}

func TestReadinessSaysWhy(t *testing.T) {
	disk := hub.Disk{Free: 7 << 30, Total: 10 << 30}
	var writes, looks error
	h := newTestHubWith(t, func(s *hub.Server) {
		s.Disk = func() (hub.Disk, error) { return disk, looks }
		s.LastBackup = func() (time.Time, error) { return startOfTest.Add(-26 * time.Hour), nil }
		s.Probe = func(context.Context, int64) error { return writes }
	})
	for _, c := range []struct {
		name string
		set  func()
		back func()
		says string
	}{
		{"all is well", func() {}, func() {}, ""},
		{"a disk that cannot be written", func() { writes = errors.New("disk full") }, func() { writes = nil }, "records cannot be written"},
		{"little room", func() { disk = hub.Disk{Free: 100 << 20, Total: 1 << 30} }, func() { disk = hub.Disk{Free: 7 << 30, Total: 10 << 30} }, "100 MB of 1024 MB are free"},
		{"little room for its size", func() { disk = hub.Disk{Free: 4 << 30, Total: 100 << 30} }, func() { disk = hub.Disk{Free: 7 << 30, Total: 10 << 30} }, "are free"},
		{"a disk that cannot be read", func() { looks = errors.New("gone") }, func() { looks = nil }, "cannot be read"},
		{"a clock set back by two days", func() { h.pass(-48 * time.Hour) }, func() { h.pass(48 * time.Hour) }, "the clock says"},
		{"all is well again", func() {}, func() {}, ""},
	} {
		c.set()
		r := h.ask(t, http.MethodGet, "/readyz", nil)
		text := string(r.body)
		switch {
		case c.says == "" && (r.status != 200 || !strings.Contains(text, `"status":"ready"`) || !strings.Contains(text, `"backup_age":"26h0m0s"`)):
			t.Errorf("%s: %d %s", c.name, r.status, text)
		case c.says != "" && (r.status != 503 || r.code(t) != exchange.Unavailable || !strings.Contains(text, c.says) || !strings.Contains(text, `"holds":false`) || r.header.Get("Retry-After") == ""):
			t.Errorf("%s: %d %s", c.name, r.status, text)
		}
		c.back()
	}
}

func TestReadinessDoesNotHangWithTheDisk(t *testing.T) {
	release := make(chan struct{})
	h := newTestHubWith(t, func(s *hub.Server) {
		s.Probe = func(context.Context, int64) error { <-release; return nil }
	})
	defer close(release)
	began := time.Now()
	if r := h.ask(t, http.MethodGet, "/readyz", nil); r.status != 503 || time.Since(began) > 5*time.Second {
		t.Errorf("%d after %s", r.status, time.Since(began))
	}
}

// TestAProxyIsBelievedOnlyWhereItIsTrusted counts requests by who asked: a limit hits
// the address that a trusted proxy names, and whoever lies about theirs gains nothing.
func TestAProxyIsBelievedOnlyWhereItIsTrusted(t *testing.T) {
	from := func(chain string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("X-Forwarded-For", chain) }
	}
	enrols := func(h *testHub, change func(*http.Request)) (refused bool) {
		r := h.ask(t, http.MethodPost, "/v1/enrol", []byte("{}"), change)
		return r.status == http.StatusTooManyRequests
	}
	trusting := newTestHubWith(t, func(s *hub.Server) { s.Proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} })
	for range 5 {
		enrols(trusting, from("198.51.100.7"))
	}
	if !enrols(trusting, from("198.51.100.7")) || enrols(trusting, from("198.51.100.8")) {
		t.Error("a trusted proxy's word is not believed")
	}
	if !enrols(trusting, from("203.0.113.1, 198.51.100.7")) {
		t.Error("whoever writes an address before the proxy's word escapes the limit")
	}
	plain := newTestHub(t)
	for i := range 5 {
		enrols(plain, from("198.51.100."+strconv.Itoa(i)))
	}
	if !enrols(plain, from("198.51.100.99")) {
		t.Error("a header was believed though no proxy is trusted")
	}
	if r := trusting.ask(t, http.MethodGet, "/", nil, func(r *http.Request) { r.Header.Set("X-Forwarded-Proto", "http") }); r.status != 403 {
		t.Errorf("plain HTTP before the proxy: %d", r.status)
	}
}
