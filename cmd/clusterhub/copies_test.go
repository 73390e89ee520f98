package main

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb"
	"needsbook/storage/hubdb/copies"
	"needsbook/storage/hubdb/hubdbtest"
)

// smallHub is a hub in a folder with a few documents, which nobody serves.
func smallHub(t *testing.T) (data string, l *load) {
	t.Helper()
	data = filepath.Join(t.TempDir(), "hub")
	l = newLoad(t, data, "")
	h, err := openHub(t.Context(), data, false)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	for _, e := range l.jobs[:12] {
		if a, err := h.Receive(t.Context(), e, "https"); err != nil || !a.Code.Held() {
			t.Fatal(a.Code, err)
		}
	}
	return data, l
}

func documentsIn(t *testing.T, args ...string) int {
	t.Helper()
	var report struct {
		Documents int
		Problems  []string
	}
	must(t, &report, append([]string{"verify"}, args...)...)
	if len(report.Problems) > 0 {
		t.Errorf("%v: %v", args, report.Problems)
	}
	return report.Documents
}

func TestServingHubMakesCopiesThatAnEmptyMachineCanRestore(t *testing.T) {
	data, _ := smallHub(t)
	want := documentsIn(t, "--data", data)
	kept := filepath.Join(t.TempDir(), "kept")
	identity := filepath.Join(t.TempDir(), "stick", "key.txt")
	if err := os.MkdirAll(filepath.Dir(identity), 0o700); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := command(t, "backup-key", "--data", data, "--to", filepath.Join(data, "key.txt")); status != refused || !strings.Contains(errs, "own folder") {
		t.Errorf("a key inside the hub: %d %s", status, errs)
	}
	must(t, nil, "backup-key", "--data", data, "--to", identity)
	if status, _, errs := command(t, "backup-key", "--data", data, "--to", identity+"2"); status != refused || !strings.Contains(errs, "--replace") {
		t.Errorf("a second key: %d %s", status, errs)
	}
	hub := startHub(t, data, "--backups", kept)
	var listed struct {
		Copies []copies.Copy
		Sealed bool
		State  copies.State
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		must(t, &listed, "backups", "--data", data, "--backups", kept)
		if len(listed.Copies) > 0 && !listed.State.Rehearsal.At.IsZero() {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the hub made no copy that it tried out: %+v", listed)
		}
	}
	if !listed.Sealed || listed.State.Rehearsal.Documents != want || listed.State.Alarms() > 0 {
		t.Errorf("%+v", listed)
	}
	resp, err := http.Get(hub.address + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err := io.ReadAll(resp.Body); err != nil || !strings.Contains(string(body), "everything held") {
		t.Errorf("the health check does not tell of the rehearsal: %s, %v", body, err)
	}

	h, err := openHub(t.Context(), data, false)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	// The night's copy is not due at every hour that a test runs; make it now.
	quiet := &copies.Keeper{DB: h.DB, Inbox: h.Inbox, Data: data, Folder: kept, Log: discard(), Now: func() time.Time {
		return time.Now().UTC().Truncate(24 * time.Hour).Add(23 * time.Hour)
	}}
	quiet.Tend(t.Context())
	paths := map[copies.Kind]string{}
	list, err := copies.List(kept)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		paths[c.Kind] = c.Path
	}
	for kind, more := range map[copies.Kind][]string{
		copies.Nightly: {"--identity", identity},
		copies.Hourly:  {"--key", filepath.Join(data, keyFile)},
	} {
		to := filepath.Join(t.TempDir(), "new", "hub")
		args := append([]string{"restore", "--from", paths[kind], "--to", to}, more...)
		must(t, nil, args...)
		if got := documentsIn(t, "--data", to); got != want {
			t.Errorf("%s: %d documents of %d", kind, got, want)
		}
		if status, _, errs := command(t, args...); status != refused || !strings.Contains(errs, "not empty") {
			t.Errorf("over another hub: %d %s", status, errs)
		}
		if k, err := openHub(t.Context(), to, false); err != nil || k.Key.Public().ID() != h.Key.Public().ID() {
			t.Errorf("another hub came back: %v", err)
		} else {
			k.Close()
		}
	}
	to := filepath.Join(t.TempDir(), "hub")
	for _, c := range []struct{ from, says string }{{paths[copies.Nightly], "--identity"}, {paths[copies.Hourly], "--key"}, {identity, "no copy"}} {
		status, out, errs := command(t, "restore", "--from", c.from, "--to", to)
		if _, err := os.Stat(to); status != refused || out != "" || !strings.Contains(errs, c.says) || err == nil {
			t.Errorf("%s: %d %s%s", c.from, status, out, errs)
		}
	}
}

func TestHubRestoredFromYesterdayHasEverythingOnceSchoolsSendAgain(t *testing.T) {
	data, l := smallHub(t)
	l.hub = hubKeyOf(t, data)
	yesterday := filepath.Join(t.TempDir(), "yesterday.db")
	h, err := openHub(t.Context(), data, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Backup(t.Context(), yesterday); err != nil {
		t.Fatal(err)
	}
	h.Close()
	before := documentsIn(t, "--data", data)
	hub := startHub(t, data)
	l.at(hub)
	l.send(t)
	hub.Process.Kill()
	hub.Wait()

	to := filepath.Join(t.TempDir(), "restored")
	must(t, nil, "restore", "--from", yesterday, "--key", filepath.Join(data, keyFile), "--to", to)
	if got := documentsIn(t, "--data", to); got != before || got >= len(l.ids) {
		t.Fatalf("yesterday there were %d documents, restored %d", before, got)
	}
	hub = startHub(t, to)
	l.at(hub)
	began := time.Now()
	l.acked.Clear()
	l.send(t) // each school sends again what it has in its log
	hub.Process.Kill()
	hub.Wait()
	l.holds(t, to, "", began)
}

func TestDamagedCopyIsNotRestored(t *testing.T) {
	data, _ := smallHub(t)
	h, err := openHub(t.Context(), data, false)
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	// A copy whose hub was tampered with before it was made.
	if err := h.Store.Write(t.Context(), func(w inbox.Writer) error {
		heads, err := w.Heads()
		if err != nil {
			return err
		}
		heads[0].Rev += 9
		return w.SetHead(heads[0])
	}); err != nil {
		t.Fatal(err)
	}
	if err := h.Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	h.Close()
	parent := t.TempDir()
	status, _, errs := command(t, "restore", "--from", copied, "--to", filepath.Join(parent, "hub"), "--key", filepath.Join(data, keyFile))
	left, err := os.ReadDir(parent)
	if status != refused || !strings.Contains(errs, "does not hold") || len(left) > 0 || err != nil {
		t.Errorf("%d %s, left %v", status, errs, left)
	}
}

func TestRecordsMoveToPostgres(t *testing.T) {
	data, l := smallHub(t)
	want := documentsIn(t, "--data", data)
	store := hubdbtest.Postgres(t)
	serving, err := hubdb.Take(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	if status, _, errs := command(t, "migrate-store", "--from", data, "--to", store); status != locked || !strings.Contains(errs, "nother hub") {
		t.Errorf("while it is served: %d %s", status, errs)
	}
	serving.Release()

	must(t, nil, "migrate-store", "--from", data, "--to", store)
	if got := documentsIn(t, "--data", data, "--store", store); got != want {
		t.Errorf("%d documents of %d", got, want)
	}
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"list", "--data", data}, "moved to PostgreSQL"},
		{[]string{"serve", "--data", data, "--listen", "127.0.0.1:0"}, "moved to PostgreSQL"},
		{[]string{"backup", "--data", data, "--store", store, "--to", filepath.Join(t.TempDir(), "x")}, "pg_dump"},
		{[]string{"backup-key", "--data", data, "--store", store, "--to", filepath.Join(t.TempDir(), "x")}, "pg_dump"},
		{[]string{"migrate-store", "--from", t.TempDir(), "--to", store}, "no hub"},
	} {
		if status, _, errs := command(t, c.args...); status != refused || !strings.Contains(errs, c.says) {
			t.Errorf("%v: %d %s", c.args, status, errs)
		}
	}
	if err := os.Remove(filepath.Join(data, movedFile)); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := command(t, "migrate-store", "--from", data, "--to", store); status != refused || !strings.Contains(errs, "not empty") {
		t.Errorf("a second time: %d %s", status, errs)
	}
	if got := documentsIn(t, "--data", data); got != want {
		t.Errorf("the folder lost what it held: %d", got)
	}
	// It goes on where it was: the same hub, the same documents, and new ones.
	l.hub = hubKeyOf(t, data)
	hub := startHub(t, data, "--store", store)
	l.at(hub)
	began := time.Now()
	l.send(t)
	hub.Process.Kill()
	hub.Wait()
	l.holds(t, data, store, began)
}

func TestMoveThatFailsLeavesAnEmptyDatabaseAndCanBeRunAgain(t *testing.T) {
	data, _ := smallHub(t)
	store := hubdbtest.Postgres(t)
	db, err := hubdb.OpenPostgres(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	h, err := openHub(t.Context(), data, false)
	if err != nil {
		t.Fatal(err)
	}
	var before inbox.Head
	spoil := func(change func(head *inbox.Head)) {
		t.Helper()
		if err := h.Store.Write(t.Context(), func(w inbox.Writer) error {
			heads, err := w.Heads()
			if err != nil {
				return err
			}
			change(&heads[0])
			return w.SetHead(heads[0])
		}); err != nil {
			t.Fatal(err)
		}
	}
	spoil(func(head *inbox.Head) { before = *head; head.Rev += 9 })
	if status, _, errs := command(t, "migrate-store", "--from", data, "--to", store); status != refused || !strings.Contains(errs, "do not hold") {
		t.Errorf("records that do not hold: %d %s", status, errs)
	}
	spoil(func(head *inbox.Head) { *head = before })
	// A text that PostgreSQL cannot keep breaks the move off in the middle.
	label := func(text string) {
		t.Helper()
		if err := h.Store.Write(t.Context(), func(w inbox.Writer) error {
			list, err := w.Devices()
			if err != nil {
				return err
			}
			list[0].Label = text
			return w.PutDevice(list[0])
		}); err != nil {
			t.Fatal(err)
		}
	}
	label("a\x00b")
	if status, _, errs := command(t, "migrate-store", "--from", data, "--to", store); status != refused || !strings.Contains(errs, "device") {
		t.Errorf("a move that breaks off: %d %s", status, errs)
	}
	if fresh, err := db.Fresh(t.Context()); err != nil || !fresh {
		t.Errorf("half of it stayed: %v", err)
	}
	if _, err := os.Stat(filepath.Join(data, movedFile)); err == nil {
		t.Error("the folder says that it was moved")
	}
	label("laptop")
	h.Close()
	var report struct{ Tables []hubdb.Moved }
	must(t, &report, "migrate-store", "--from", data, "--to", store)
	if len(report.Tables) == 0 || report.Tables[0].Hash == "" {
		t.Errorf("%+v", report)
	}
}

func hubKeyOf(t *testing.T, data string) exchange.PublicKey {
	t.Helper()
	key, err := hubKey(data, false)
	if err != nil {
		t.Fatal(fmt.Errorf("the key stays in the folder: %w", err))
	}
	return key.Public()
}

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }
