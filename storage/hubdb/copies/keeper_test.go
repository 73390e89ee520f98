package copies

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb"
	"needsbook/storage/hubdb/hubdbtest"
)

// keptHub is a hub with a keeper and a clock that the test turns.
type keptHub struct {
	*Keeper
	now time.Time
	log bytes.Buffer
	rev int
	old string
}

func newKept(t *testing.T, open func(folder string) (*hubdb.DB, error)) *keptHub {
	t.Helper()
	h := &keptHub{now: time.Date(2026, 11, 22, 1, 30, 0, 0, time.UTC)}
	data := filepath.Join(t.TempDir(), "hub")
	db, err := open(data)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := errors.Join(os.MkdirAll(data, 0o700), os.WriteFile(filepath.Join(data, KeyFile), []byte("secret\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return h.now }
	in := inbox.Inbox{Store: db, Key: exchangetest.Key(9), Now: now, Validate: func(string, []byte) error { return nil }}
	h.Keeper = &Keeper{DB: db, Inbox: in, Data: data, Now: now, Log: slog.New(slog.NewTextHandler(&h.log, nil))}
	key := exchangetest.Key(1)
	err = db.Write(t.Context(), func(w inbox.Writer) error {
		return errors.Join(w.PutCluster(inbox.Cluster{ID: "KENT-07", Name: "Weald"}),
			w.PutSchool(inbox.School{URN: "118999", Name: "Meadowfield", Phase: "primary", Cluster: "KENT-07", From: day.Of(2026, 9, 1)}),
			w.PutDevice(inbox.Device{ID: key.Public().ID(), URN: "118999", Key: key.Public(), State: exchange.Pending, Created: h.now}))
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := in.Approve(t.Context(), key.Public().ID(), "A. Head"); err != nil {
		t.Fatal(err)
	}
	h.send(t)
	return h
}

// send lets the school send one more document.
func (h *keptHub) send(t *testing.T) {
	t.Helper()
	h.rev++
	m := exchangetest.Meta(h.rev, h.old)
	a, err := h.Inbox.Receive(t.Context(), exchangetest.Seal(m, exchangetest.Key(1)), "https")
	if err != nil || !a.Code.Held() {
		t.Fatal(a.Code, err)
	}
	h.old = exchangetest.ID(m)
}

func newKeptSQLite(t *testing.T) *keptHub {
	return newKept(t, func(folder string) (*hubdb.DB, error) { return hubdb.Open(t.Context(), folder) })
}

// at turns the clock and lets the keeper do what is due.
func (h *keptHub) at(t *testing.T, now time.Time) {
	t.Helper()
	h.now = now
	h.Tend(t.Context())
}

// names are the copies that are kept, newest first, and all else in the folder.
func (h *keptHub) names(t *testing.T) (whole, other []string) {
	t.Helper()
	list, err := List(h.folder())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		whole = append(whole, filepath.Base(c.Path))
	}
	entries, err := os.ReadDir(h.folder())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(whole, e.Name()) {
			other = append(other, e.Name())
		}
	}
	return whole, other
}

// withKey makes the key for sealed copies and returns its file.
func (h *keptHub) withKey(t *testing.T) (identity string) {
	t.Helper()
	identity = filepath.Join(t.TempDir(), "backup-key.txt")
	if _, err := MakeKey(h.Data, identity); err != nil {
		t.Fatal(err)
	}
	return identity
}

func TestCopiesAreMadeWhenTheyAreDueAndOldOnesGo(t *testing.T) {
	h := newKeptSQLite(t)
	h.withKey(t)
	h.at(t, h.now)
	if whole, other := h.names(t); !slices.Equal(whole, []string{"hourly-2026-11-22T01Z.db"}) || len(other) > 0 {
		t.Fatalf("at half past one: %v %v", whole, other)
	}
	h.at(t, h.now.Add(20*time.Minute))
	if whole, _ := h.names(t); len(whole) != 1 {
		t.Fatalf("a second copy in one hour: %v", whole)
	}
	h.at(t, h.now.Add(time.Hour))
	if whole, _ := h.names(t); !slices.Equal(whole, []string{"hourly-2026-11-22T02Z.db", "hourly-2026-11-22T01Z.db", "nightly-2026-11-22.tar.gz.age"}) {
		t.Fatalf("at ten to three: %v", whole)
	}
	for range 40 {
		h.at(t, h.now.Add(24*time.Hour))
	}
	count := map[Kind]int{}
	list, _ := List(h.folder())
	for _, c := range list {
		count[c.Kind]++
	}
	if count[Hourly] != 24 || count[Nightly] != 35 || list[0].Of.Before(h.now.Truncate(time.Hour)) {
		t.Errorf("%v, the newest of %s", count, list[0].Of)
	}
	if last, err := h.LastBackup(); err != nil || last.IsZero() {
		t.Errorf("the newest copy: %v, %v", last, err)
	}
}

func TestNoNightlyCopyWithoutAKeyForIt(t *testing.T) {
	h := newKeptSQLite(t)
	h.at(t, h.now.Add(3*time.Hour))
	if whole, _ := h.names(t); len(whole) != 1 || HasKey(h.Data) {
		t.Errorf("got %v", whole)
	}
}

func TestSealedCopyOpensWithItsKeyAlone(t *testing.T) {
	h := newKeptSQLite(t)
	identity := h.withKey(t)
	h.at(t, h.now.Add(time.Hour))
	list, _ := List(h.folder())
	sealed, ok := newest(list, Nightly)
	if !ok {
		t.Fatal("no sealed copy")
	}
	b, err := os.ReadFile(sealed.Path)
	if err != nil || bytes.Contains(b, []byte("118999")) || bytes.Contains(b, []byte("secret")) {
		t.Errorf("it can be read as it lies there: %v", err)
	}
	folder := t.TempDir()
	if err := Restore(sealed.Path, folder, identity, ""); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(filepath.Join(folder, KeyFile))
	if err != nil || string(key) != "secret\n" {
		t.Errorf("the key: %q, %v", key, err)
	}
	db, err := hubdb.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	in := h.Inbox
	in.Store = db
	if report, err := in.Verify(t.Context()); err != nil || report.Documents != 1 || len(report.Problems) > 0 {
		t.Errorf("%+v, %v", report, err)
	}

	other := filepath.Join(t.TempDir(), "other.txt")
	if _, err := MakeKey(t.TempDir(), other); err != nil {
		t.Fatal(err)
	}
	plain := filepath.Join(h.folder(), "hourly-2026-11-22T02Z.db")
	for _, c := range []struct{ from, identity, key, says string }{
		{sealed.Path, other, "", "another key"},
		{sealed.Path, "", "", "--identity"},
		{sealed.Path, plain, "", "no key for copies"},
		{plain, "", "", "--key"},
		{other, "", "", "no copy of a hub"},
		{filepath.Join(folder, "none"), "", "", "no such file"},
	} {
		empty := t.TempDir()
		if err := Restore(c.from, empty, c.identity, c.key); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %v", c, err)
		}
		if left, _ := os.ReadDir(empty); len(left) > 0 {
			t.Errorf("%v left %v", c, left)
		}
	}
}

func TestEveryDamagedByteOfASealedCopyIsNoticed(t *testing.T) {
	h := newKeptSQLite(t)
	identity := h.withKey(t)
	h.at(t, h.now.Add(time.Hour))
	list, _ := List(h.folder())
	sealed, _ := newest(list, Nightly)
	whole, err := os.ReadFile(sealed.Path)
	if err != nil {
		t.Fatal(err)
	}
	damaged := filepath.Join(t.TempDir(), "damaged.age")
	try := func(what string, b []byte) {
		if err := os.WriteFile(damaged, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Restore(damaged, t.TempDir(), identity, ""); err == nil {
			t.Errorf("%s was taken", what)
		}
	}
	for at := 0; at < len(whole); at += len(whole)/60 + 1 {
		b := bytes.Clone(whole)
		b[at] ^= 0x10
		try(fmt.Sprintf("a copy with byte %d of %d changed", at, len(whole)), b)
		try(fmt.Sprintf("a copy cut after %d bytes of %d", at, len(whole)), whole[:at])
	}
}

func TestHalfWrittenCopyCountsForNothing(t *testing.T) {
	h := newKeptSQLite(t)
	if err := errors.Join(os.MkdirAll(h.folder(), 0o700),
		os.WriteFile(filepath.Join(h.folder(), "hourly-2026-11-22T01Z.db.part"), []byte("SQLite format 3\x00 and no more"), 0o600),
		os.WriteFile(filepath.Join(h.folder(), "hourly-2026-11-22.db"), []byte("of another name"), 0o600),
		os.MkdirAll(filepath.Join(h.folder(), "hourly-2026-11-22T00Z.db"), 0o700)); err != nil {
		t.Fatal(err)
	}
	if whole, _ := h.names(t); len(whole) > 0 {
		t.Errorf("counted: %v", whole)
	}
	if last, err := h.LastBackup(); err != nil || !last.IsZero() {
		t.Errorf("the newest copy: %v, %v", last, err)
	}
	h.at(t, h.now)
	whole, other := h.names(t)
	if !slices.Equal(whole, []string{"hourly-2026-11-22T01Z.db"}) || !slices.Equal(other, []string{"hourly-2026-11-22.db", "hourly-2026-11-22T00Z.db"}) {
		t.Errorf("after the copy was made anew: %v %v", whole, other)
	}
}

func TestRehearsalRestoresTheNewestCopyEachWeek(t *testing.T) {
	h := newKeptSQLite(t)
	if words := h.State().Rehearsal.Words(); words != "not yet" {
		t.Errorf("before the first: %q", words)
	}
	h.at(t, h.now)
	first := h.State().Rehearsal
	if words := first.Words(); words != "2026-11-22: everything held" {
		t.Errorf("the first: %q", words)
	}
	if first.Copy != "hourly-2026-11-22T01Z.db" || first.Documents != 1 || len(first.Problems) > 0 || !first.At.Equal(h.now) {
		t.Fatalf("on the first day: %+v", first)
	}
	h.withKey(t)
	h.send(t)
	h.at(t, h.now.Add(6*24*time.Hour+time.Hour))
	if again := h.State().Rehearsal; !again.At.Equal(first.At) {
		t.Errorf("after six days: %+v", again)
	}
	h.at(t, first.At.Add(7*24*time.Hour))
	second := h.State().Rehearsal
	if !strings.HasPrefix(second.Copy, "nightly-2026-11-28") || second.Documents != 2 || len(second.Problems) > 0 {
		t.Errorf("after a week: %+v", second)
	}
	if _, other := h.names(t); len(other) > 0 {
		t.Errorf("it left %v", other)
	}
	if kept, err := ReadState(h.Data); err != nil || kept.Rehearsal.Copy != second.Copy || kept.Alarms() != 0 {
		t.Errorf("kept %+v, %v", kept, err)
	}
	if !strings.Contains(h.log.String(), second.Copy) || !strings.Contains(h.log.String(), "2026-11-29") {
		t.Errorf("the log does not say so: %s", h.log.String())
	}
}

func TestRehearsalFindsACopyThatDoesNotHold(t *testing.T) {
	h := newKeptSQLite(t)
	h.at(t, h.now)
	h.withKey(t)
	h.at(t, h.now.Add(time.Hour))
	list, _ := List(h.folder())
	sealed, _ := newest(list, Nightly)
	for what, damage := range map[string]func(path string) error{
		"cut off":     func(path string) error { return os.Truncate(path, 300) },
		"another key": func(string) error { return os.WriteFile(filepath.Join(h.Data, KeyFile), []byte("other\n"), 0o600) },
		"gone":        os.Remove,
	} {
		if c := h.Rehearse(t.Context(), sealed); len(c.Problems) > 0 {
			t.Fatalf("before it was damaged: %v", c.Problems)
		}
		kept, err := os.ReadFile(sealed.Path)
		if err != nil {
			t.Fatal(err)
		}
		if err := damage(sealed.Path); err != nil {
			t.Fatal(err)
		}
		c := h.Rehearse(t.Context(), sealed)
		if len(c.Problems) == 0 || (State{Rehearsal: c}).Alarms() == 0 {
			t.Errorf("%s: %+v", what, c)
		}
		if err := errors.Join(os.WriteFile(sealed.Path, kept, 0o600), os.WriteFile(filepath.Join(h.Data, KeyFile), []byte("secret\n"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRecordsAreGoneThroughOnceANight(t *testing.T) {
	h := newKeptSQLite(t)
	onceANight(t, h)
}

func TestRecordsInPostgresAreGoneThroughByOneHub(t *testing.T) {
	dsn := hubdbtest.Postgres(t)
	open := func(string) (*hubdb.DB, error) { return hubdb.OpenPostgres(t.Context(), dsn) }
	h := newKept(t, open)
	onceANight(t, h)
	if whole, other := h.names(t); len(whole)+len(other) > 0 {
		t.Errorf("PostgreSQL was copied: %v %v", whole, other)
	}
	db, err := open("")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	in := h.Inbox
	in.Store = db
	second := &Keeper{DB: db, Inbox: in, Data: t.TempDir(), Now: h.Now, Log: h.Log}
	second.Tend(t.Context())
	if !second.State().Verified.At.IsZero() {
		t.Error("both went through the records")
	}
	h.letGo()
	second.tried, second.triedVerify = map[Kind]time.Time{}, time.Time{}
	second.Tend(t.Context())
	if second.State().Verified.At.IsZero() {
		t.Error("nobody took the place")
	}
	second.letGo()
}

func onceANight(t *testing.T, h *keptHub) {
	t.Helper()
	h.at(t, h.now)
	if !h.State().Verified.At.IsZero() {
		t.Error("before two o’clock")
	}
	h.at(t, h.now.Add(time.Hour))
	first := h.State().Verified
	if first.Documents != 1 || len(first.Problems) > 0 || first.AuditHead == "" || h.State().Alarms() != 0 {
		t.Errorf("%+v", first)
	}
	h.at(t, h.now.Add(10*time.Hour))
	if again := h.State().Verified; !again.At.Equal(first.At) {
		t.Error("twice in one night")
	}
	err := h.DB.Write(t.Context(), func(w inbox.Writer) error {
		return w.SetHead(inbox.Head{Line: exchangetest.Meta(1, "").Line(), Epoch: "b3f1c2", Rev: 7, Document: h.old})
	})
	if err != nil {
		t.Fatal(err)
	}
	h.at(t, h.now.Add(24*time.Hour))
	if s := h.State(); len(s.Verified.Problems) == 0 || s.Alarms() == 0 || !strings.Contains(h.log.String(), "level=ERROR") {
		t.Errorf("a head that does not fit: %+v", s)
	}
}

func TestRunStopsWithItsContext(t *testing.T) {
	h := newKeptSQLite(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { h.Run(ctx); close(ended) }()
	for deadline := time.Now().Add(10 * time.Second); h.State().Rehearsal.At.IsZero() && time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
	}
	stop()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Fatal("it goes on")
	}
	if h.State().Rehearsal.At.IsZero() {
		t.Error("it did nothing")
	}
}
