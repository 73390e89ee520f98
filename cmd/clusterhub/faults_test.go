package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb/hubdbtest"
)

// revisions each school sends, every one of them twice, in any order.
const revisions = 4

// load is what a number of schools send while something goes wrong.
type load struct {
	schools   []clustertest.School
	keys      []exchange.Key
	ids       map[string]exchange.Envelope
	jobs      []exchange.Envelope
	addresses atomic.Pointer[[]string]
	hub       exchange.PublicKey

	acked   sync.Map // by identifier
	count   atomic.Int64
	retried atomic.Int64
}

// long says whether the tests that take minutes run.
func long() bool { return os.Getenv("NEEDSBOOK_LONG") == "1" }

// newLoad makes a hub whose schools have joined, and what they will send.
func newLoad(t *testing.T, data, store string) *load {
	t.Helper()
	n := 12
	if long() {
		n = 200
	}
	l := &load{schools: clustertest.Schools(n, 1), ids: map[string]exchange.Envelope{}}
	h, err := openStore(t.Context(), data, store, true)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	l.hub = h.Key.Public()
	for i, s := range l.schools {
		cluster := fmt.Sprintf("KENT-%02d", i/12+1) // of twelve schools each
		if err := h.SaveCluster(t.Context(), inbox.Cluster{ID: cluster, Name: cluster}); err != nil {
			t.Fatal(err)
		}
		key, err := exchange.KeyFromSeed(bytes.Repeat([]byte{byte(i), byte(i >> 8), 3, 5}, 8))
		if err != nil {
			t.Fatal(err)
		}
		l.keys = append(l.keys, key)
		err = errors.Join(h.SaveSchool(t.Context(), inbox.School{URN: s.URN, Name: s.Name, Phase: s.Phase, Cluster: cluster}),
			h.Store.Write(t.Context(), func(w inbox.Writer) error {
				return w.PutDevice(inbox.Device{ID: key.Public().ID(), URN: s.URN, Key: key.Public(), State: exchange.Pending})
			}))
		if _, err2 := h.Approve(t.Context(), key.Public().ID(), "A. Head"); err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		before := ""
		for rev := 1; rev <= revisions; rev++ {
			payload := s.Payload(cluster, rev, before)
			before = exchange.DocumentID(payload)
			envelope := exchange.Seal(payload, key)
			l.ids[before] = envelope
			l.jobs = append(l.jobs, envelope, envelope)
		}
	}
	r := rand.New(rand.NewPCG(7, 7))
	r.Shuffle(len(l.jobs), func(i, j int) { l.jobs[i], l.jobs[j] = l.jobs[j], l.jobs[i] })
	return l
}

// send lets 40 senders work until every document is receipted. Where the hub cannot
// be reached or says that it is not ready, they wait and try again, as a school does.
func (l *load) send(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	var next atomic.Int64
	var senders sync.WaitGroup
	for range 40 {
		senders.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(l.jobs) {
					return
				}
				if err := l.deliver(ctx, i); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	senders.Wait()
}

func (l *load) deliver(ctx context.Context, i int) error {
	payload, err := l.jobs[i].Payload()
	if err != nil {
		return err
	}
	id := exchange.DocumentID(payload)
	wait := 50 * time.Millisecond
	for try := 0; ; try++ {
		addresses := *l.addresses.Load()
		c, err := https.New(addresses[(i+try)%len(addresses)], nil)
		if err != nil {
			return err
		}
		a, err := c.Send(ctx, l.jobs[i])
		if err == nil && a.Code.Held() {
			r, err := exchange.OpenReceipt(a.Receipt, l.hub.Sign)
			if err != nil || r.Document != id {
				return fmt.Errorf("%s: a receipt for something else: %v", a.Code, err)
			}
			l.acked.Store(id, true)
			l.count.Add(1)
			return nil
		}
		if err == nil && a.Code != exchange.Unavailable && a.Code != exchange.TooMany {
			return fmt.Errorf("refused: %s", a.Code)
		}
		l.retried.Add(1)
		select {
		case <-ctx.Done():
			return fmt.Errorf("not receipted in time: %v", err)
		case <-time.After(time.Duration(rand.Int64N(int64(wait)))):
			wait = min(2*wait, 2*time.Second)
		}
	}
}

// reach waits until a part of all documents is receipted.
func (l *load) reach(t *testing.T, part float64) {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(time.Millisecond) {
		if float64(l.count.Load()) >= part*float64(len(l.jobs)) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d receipted", l.count.Load(), len(l.jobs))
		}
	}
}

// holds checks that what was acknowledged is stored, byte for byte, and the heads are
// right. Whoever leads has worked the figures out.
func (l *load) holds(t *testing.T, data, store string, began time.Time) {
	t.Helper()
	took := time.Since(began).Round(time.Millisecond)
	acked := 0
	l.acked.Range(func(any, any) bool { acked++; return true })
	h, err := openStore(t.Context(), data, store, false)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	missing, stored := 0, 0
	err = h.Store.Read(t.Context(), func(r inbox.Reader) error {
		err := r.Documents(func(d inbox.Document) error {
			if stored++; !bytes.Equal(d.Envelope, l.ids[d.ID]) {
				t.Errorf("%s holds other bytes than were sent", d.ID)
			}
			return nil
		})
		for id := range l.ids {
			if _, err := r.Document(id); err != nil {
				missing++
			}
		}
		heads, err2 := r.Heads()
		for _, head := range heads {
			if head.Rev != revisions {
				t.Errorf("the head of %s is revision %d", head.Line.URN, head.Rev)
			}
		}
		if len(heads) != len(l.schools) {
			t.Errorf("%d heads for %d schools", len(heads), len(l.schools))
		}
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
	report, err := h.Verify(t.Context())
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("verify: %v, %v", report.Problems, err)
	}
	if acked != len(l.ids) || missing > 0 || stored != len(l.ids) {
		t.Errorf("acknowledged %d of %d, stored %d, missing %d", acked, len(l.ids), stored, missing)
	}
	t.Logf("%d schools: acknowledged %d, stored %d, missing %d; %d tries repeated; %s", len(l.schools), acked, stored, missing, l.retried.Load(), took)
}

func (l *load) at(hubs ...*child) {
	addresses := []string{}
	for _, h := range hubs {
		addresses = append(addresses, h.address)
	}
	l.addresses.Store(&addresses)
}

func TestSixKillsUnderLoadLoseNothingOnSQLite(t *testing.T) {
	killsUnderLoad(t, filepath.Join(t.TempDir(), "hub"), "")
}

func TestSixKillsUnderLoadLoseNothingOnPostgres(t *testing.T) {
	killsUnderLoad(t, filepath.Join(t.TempDir(), "hub"), hubdbtest.Postgres(t))
}

func killsUnderLoad(t *testing.T, data, store string) {
	l := newLoad(t, data, store)
	hub := startHub(t, data, "--store", store)
	l.at(hub)
	began := time.Now()
	var sending sync.WaitGroup
	sending.Go(func() { l.send(t) })
	for i := range 6 {
		l.reach(t, float64(i+1)/8)
		if err := hub.Process.Signal(syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		hub.Wait()
		hub = startHub(t, data, "--store", store)
		l.at(hub)
	}
	sending.Wait()
	hub.Process.Kill()
	hub.Wait()
	l.holds(t, data, store, began)
}

func TestPostgresStoppedUnderLoadLosesNothing(t *testing.T) {
	data, store := filepath.Join(t.TempDir(), "hub"), hubdbtest.Postgres(t)
	l := newLoad(t, data, store)
	hub := startHub(t, data, "--store", store)
	l.at(hub)
	began := time.Now()
	var sending sync.WaitGroup
	sending.Go(func() { l.send(t) })
	l.reach(t, 0.4)
	hubdbtest.Control(t, "stop")
	if status := readyStatus(t, hub); status != http.StatusServiceUnavailable {
		t.Errorf("while PostgreSQL is stopped the hub says %d", status)
	}
	time.Sleep(2 * time.Second)
	hubdbtest.Control(t, "start")
	sending.Wait()
	if status := readyStatus(t, hub); status != http.StatusOK {
		t.Errorf("after PostgreSQL came back the hub says %d", status)
	}
	hub.Process.Kill()
	hub.Wait()
	l.holds(t, data, store, began)
	if l.retried.Load() == 0 {
		t.Error("nobody noticed that PostgreSQL was stopped")
	}
}

func readyStatus(t *testing.T, hub *child) int {
	t.Helper()
	resp, err := http.Get(hub.address + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp.StatusCode
}

func TestThreeHubsOnOnePostgresOutliveTheKillOfOne(t *testing.T) {
	data, store := filepath.Join(t.TempDir(), "hub"), hubdbtest.Postgres(t)
	l := newLoad(t, data, store)
	key, err := os.ReadFile(filepath.Join(data, keyFile))
	if err != nil {
		t.Fatal(err)
	}
	hubs := []*child{startHub(t, data, "--store", store)} // the first one leads
	for range 2 {
		folder := t.TempDir() // each has a folder of its own, with the one key
		if err := os.WriteFile(filepath.Join(folder, keyFile), key, 0o600); err != nil {
			t.Fatal(err)
		}
		hubs = append(hubs, startHub(t, folder, "--store", store))
	}
	l.at(hubs...)
	began := time.Now()
	var sending sync.WaitGroup
	sending.Go(func() { l.send(t) })
	l.reach(t, 0.4)
	if err := hubs[0].Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	hubs[0].Wait()
	killed := time.Now()
	sending.Wait()
	anotherLeads(t, data, store, killed)
	l.holds(t, data, store, began)
	for _, hub := range hubs[1:] {
		head, err := client(t, hub.address, nil).Head(t.Context(), l.keys[0], l.hub, l.schools[0].URN, "2026-27/autumn")
		if err != nil || head.Rev != revisions {
			t.Errorf("a hub that is left says %+v, %v", head, err)
		}
	}
}

// anotherLeads waits until what the schools sent was worked out, by a hub that is left.
func anotherLeads(t *testing.T, data, store string, killed time.Time) {
	t.Helper()
	h, err := openStore(t.Context(), data, store, false)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		var marks []inbox.Dirty
		var made []inbox.Aggregate
		err := h.Store.Read(t.Context(), func(r inbox.Reader) (err error) {
			if marks, err = r.Dirty(); err != nil {
				return err
			}
			made, err = r.Aggregates(inbox.ClusterLevel, "KENT-01")
			return err
		})
		later := slices.ContainsFunc(made, func(a inbox.Aggregate) bool { return a.Series == "2026-27/autumn" && a.Built.After(killed) })
		if err == nil && len(marks) == 0 && later {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("nobody took the place of the hub that led: %v, %d made, %v", marks, len(made), err)
		}
	}
}

func TestHubWithAnotherKeyIsRefusedTheRecords(t *testing.T) {
	store := hubdbtest.Postgres(t)
	first := filepath.Join(t.TempDir(), "hub")
	must(t, nil, "cluster", "add", "--data", first, "--store", store, "--id", "KENT-07", "--name", "Weald")
	must(t, nil, "list", "--data", first, "--store", store)
	for name, says := range map[string]string{"no key": "not in", "another key": "another hub"} {
		data := filepath.Join(t.TempDir(), "second")
		if name == "another key" {
			if err := os.MkdirAll(data, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(data, keyFile), fmt.Appendf(nil, "%x\n", exchangetest.Key(3).Seed()), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		status, out, errs := command(t, "serve", "--data", data, "--store", store, "--listen", "127.0.0.1:0")
		if status != refused || out != "" || !bytes.Contains([]byte(errs), []byte(says)) {
			t.Errorf("%s: %d %s%s", name, status, out, errs)
		}
		if entries, _ := os.ReadDir(data); name == "no key" && len(entries) > 0 {
			t.Errorf("%s left %v", name, entries)
		}
	}
}
