package folder_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/folder"
	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb"
)

var today = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// hub is a whole hub that takes its documents from a folder.
type hub struct {
	inbox.Inbox
	scanner *folder.Scanner
	dir     string
}

func newHub(t testing.TB) *hub {
	t.Helper()
	db, err := hubdb.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	h := &hub{Inbox: inbox.Inbox{Store: db, Key: exchangetest.Key(9), Name: "Hub", Now: func() time.Time { return today },
		Validate: func(string, []byte) error { return nil }}}
	k := exchangetest.Key(1)
	err = errors.Join(
		h.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-07", Name: "Weald"}),
		h.SaveSchool(t.Context(), inbox.School{URN: "118999", Name: "Meadowfield", Phase: "primary", Cluster: "KENT-07"}),
		db.Write(t.Context(), func(w inbox.Writer) error {
			return w.PutDevice(inbox.Device{ID: k.Public().ID(), URN: "118999", Key: k.Public(), State: exchange.Pending})
		}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Approve(t.Context(), k.Public().ID(), "A. Head"); err != nil {
		t.Fatal(err)
	}
	h.watch(t.TempDir())
	return h
}

// watch makes the hub take its documents from another folder.
func (h *hub) watch(dir string) {
	h.dir, h.scanner = dir, &folder.Scanner{Folder: dir, Key: h.Key, Receive: h.Receive, Enrol: h.EnrolByFile}
}

func (h *hub) put(t testing.TB, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(h.dir, name), b, 0o644); err != nil {
		t.Fatal(err)
	}
}

func (h *hub) scan(t testing.TB, times int) (taken []folder.Taken) {
	t.Helper()
	for range times {
		got, err := h.scanner.Scan(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		taken = append(taken, got...)
	}
	return taken
}

func (h *hub) head(t testing.TB, line exchange.Line) (rev int) {
	t.Helper()
	err := h.Store.Read(context.Background(), func(r inbox.Reader) error {
		head, err := r.Head(line)
		rev = head.Rev
		if errors.Is(err, inbox.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return rev
}

// TestNoOrderOrNamingInTheFolderGivesAWrongHead puts revisions into the folder in any
// order, as partial files that grow, copies, and under other names.
func TestNoOrderOrNamingInTheFolderGivesAWrongHead(t *testing.T) {
	k := exchangetest.Key(1)
	h, term := newHub(t), 0
	for seed := range uint64(25) { // each writes to the disk many times
		random := rand.New(rand.NewPCG(seed, 1))
		pick := func(n int) int { return random.IntN(n) }
		term++
		h.watch(t.TempDir())
		var chain []exchange.Meta
		prev := ""
		for rev := 1; rev <= 4; rev++ {
			m := exchangetest.Meta(rev, prev)
			m.Series = fmt.Sprintf("20%02d-%02d/%s", term/3, term/3+1, []string{"autumn", "spring", "summer"}[term%3])
			chain, prev = append(chain, m), exchangetest.ID(m)
		}
		order := []int{0, 1, 2, 3, 3, 1}
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			m := chain[i]
			name := folder.Name(m, exchangetest.ID(m))
			stem := strings.TrimSuffix(name, ".scs")
			file := []byte(exchangetest.Seal(m, k))
			if pick(2) == 0 {
				var err error
				if file, err = exchange.SealFor(file, h.Key.Public()); err != nil {
					t.Fatal(err)
				}
			}
			switch []string{"whole", "growing", "copy", "renamed", "conflict"}[pick(5)] {
			case "growing":
				for _, part := range []int{0, 1, len(file) / 3, len(file) - 1} {
					h.put(t, name, file[:part])
					h.scan(t, pick(4))
				}
				h.put(t, name, file)
			case "copy":
				h.put(t, name, file)
				h.put(t, stem+" (1).scs", file)
			case "renamed":
				h.put(t, fmt.Sprintf("from the office %d.scs", i), file)
			case "conflict":
				h.put(t, stem+"-SENCO-LAPTOP.scs", file)
			default:
				h.put(t, name, file)
			}
			h.scan(t, pick(3))
		}
		h.scan(t, 3)
		if rev := h.head(t, chain[0].Line()); rev != 4 {
			t.Fatalf("seed %d: the head is revision %d", seed, rev)
		}
		for _, m := range chain { // each school finds its receipt
			a, err := folder.Drop{Folder: h.dir, Hub: h.Key.Public()}.Send(context.Background(), exchangetest.Seal(m, k))
			if err != nil || a.Code != exchange.Stored {
				t.Fatalf("seed %d, revision %d: %s, %v", seed, m.Rev, a.Code, err)
			}
		}
	}
	rep, err := h.Verify(context.Background())
	if err != nil || rep.Documents != 4*term || len(rep.Problems) > 0 || len(rep.Alarms) > 0 {
		t.Errorf("%+v, %v", rep, err)
	}
}

func TestOldRevisionThatComesLastIsKeptAndChangesNothing(t *testing.T) {
	h := newHub(t)
	k := exchangetest.Key(1)
	chain := exchangetest.Chain(3, "b3f1c2", "")
	for _, i := range []int{1, 2, 0} {
		h.put(t, folder.Name(chain[i], exchangetest.ID(chain[i])), exchangetest.Seal(chain[i], k))
		got := h.scan(t, 2)
		want := []exchange.Code{exchange.Superseded, exchange.Gap, exchange.Stored}[i]
		if len(got) != 1 || got[0].Code != want {
			t.Errorf("revision %d: %v, want %s", i+1, got, want)
		}
	}
	if rev := h.head(t, chain[0].Line()); rev != 3 {
		t.Errorf("the head is revision %d", rev)
	}
}

func TestFilesOfOddSizesAndKindsHarmNothing(t *testing.T) {
	h := newHub(t)
	k := exchangetest.Key(1)
	m := exchangetest.Meta(1, "")
	outside := filepath.Join(t.TempDir(), "secret.scs")
	if err := os.WriteFile(outside, exchangetest.Seal(m, k), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(h.dir, "link.scs")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(t.TempDir(), filepath.Join(h.dir, "elsewhere.scs")); err != nil {
		t.Fatal(err)
	}
	h.put(t, "empty.scs", nil)
	h.put(t, "300k.scs", bytes.Repeat([]byte("a"), 300<<10))
	h.put(t, "300k.scj", bytes.Repeat([]byte("a"), 300<<10))
	h.put(t, "empty.scj", nil)
	h.put(t, ".hidden.scs.tmp", exchangetest.Seal(m, k))
	codes := map[string]exchange.Code{}
	for _, taken := range h.scan(t, 35) {
		codes[taken.File] = taken.Code
	}
	for name, want := range map[string]exchange.Code{"link.scs": exchange.BadForm, "elsewhere.scs": exchange.BadForm, "empty.scs": exchange.BadForm,
		"300k.scs": exchange.TooLarge, "300k.scj": exchange.TooLarge, "empty.scj": exchange.BadForm} {
		if codes[name] != want {
			t.Errorf("%s: %q, want %s", name, codes[name], want)
		}
	}
	if rep, err := h.Verify(t.Context()); err != nil || rep.Documents != 0 {
		t.Errorf("%+v, %v", rep, err)
	}
	if b, err := os.ReadFile(outside); err != nil || !bytes.Equal(b, exchangetest.Seal(m, k)) {
		t.Error("the file behind a link was touched")
	}
	reasons, err := filepath.Glob(filepath.Join(h.dir, "quarantine", "*.reason.txt"))
	if err != nil || len(reasons) != 6 {
		t.Errorf("%d reasons, %v", len(reasons), err)
	}
}

func TestFileOfARevokedKeyGoesAsideWithItsReason(t *testing.T) {
	h := newHub(t)
	k := exchangetest.Key(1)
	chain := exchangetest.Chain(2, "b3f1c2", "")
	h.put(t, folder.Name(chain[0], exchangetest.ID(chain[0])), exchangetest.Seal(chain[0], k))
	h.scan(t, 2)
	if _, err := h.Revoke(t.Context(), k.Public().ID()); err != nil {
		t.Fatal(err)
	}
	name := folder.Name(chain[1], exchangetest.ID(chain[1]))
	h.put(t, name, exchangetest.Seal(chain[1], k))
	if got := h.scan(t, 2); len(got) != 1 || got[0].Code != exchange.KeyRevoked {
		t.Errorf("%v", got)
	}
	a, err := folder.Drop{Folder: h.dir, Hub: h.Key.Public()}.Send(t.Context(), exchangetest.Seal(chain[1], k))
	if err != nil || a.Code != exchange.KeyRevoked || !strings.Contains(a.Code.Sentence(), "join again") {
		t.Errorf("the school is told: %s, %v", a.Code, err)
	}
	first, err := folder.Drop{Folder: h.dir, Hub: h.Key.Public()}.Send(t.Context(), exchangetest.Seal(chain[0], k))
	if err != nil || first.Code != exchange.Stored {
		t.Errorf("what came before keeps its receipt: %s, %v", first.Code, err)
	}
}

func FuzzFolderFiles(f *testing.F) {
	h := newHub(f)
	m := exchangetest.Meta(1, "")
	good := exchangetest.Seal(m, exchangetest.Key(1))
	f.Add("x.scs", []byte(good[:len(good)-2]))
	f.Add("x.scj", []byte("{}"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		if !filepath.IsLocal(name) || filepath.Base(name) != name || strings.ContainsAny(name, "\x00/\\") || len(name) > 100 || bytes.Contains(b, good) {
			return
		}
		path := filepath.Join(h.dir, name)
		if os.WriteFile(path, b, 0o644) != nil {
			return
		}
		defer os.Remove(path)
		for range 2 {
			if _, err := h.scanner.Scan(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		if rep, err := h.Verify(context.Background()); err != nil || rep.Documents != 0 {
			t.Fatalf("%+v, %v", rep, err)
		}
	})
}
