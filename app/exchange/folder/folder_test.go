package folder

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
)

var errKey = errors.New("no such key")

var hubKey = exchangetest.Key(9)

// hub is a folder with a scanner whose hub takes each document once.
type hub struct {
	Scanner
	folder string
	held   map[string][]byte // receipts by document
	busy   bool
}

func newHub(t *testing.T) *hub {
	h := &hub{folder: t.TempDir(), held: map[string][]byte{}}
	h.Scanner = Scanner{Folder: h.folder, Key: hubKey, Receive: h.receive}
	return h
}

func (h *hub) receive(_ context.Context, envelope []byte, channel string) (exchange.Answer, error) {
	if h.busy || channel != "folder" {
		return exchange.Answer{Code: exchange.Unavailable}, nil
	}
	payload, m, err := exchange.Open(envelope, func(kid string) (ed25519.PublicKey, error) {
		if kid != exchangetest.Key(1).Public().ID() {
			return nil, errKey
		}
		return exchangetest.Key(1).Public().Sign, nil
	})
	switch {
	case errors.Is(err, errKey):
		return exchange.Answer{Code: exchange.KeyUnknown}, nil
	case errors.Is(err, exchange.ErrSignature):
		return exchange.Answer{Code: exchange.BadSignature}, nil
	case err != nil:
		return exchange.Answer{Code: exchange.BadForm}, nil
	}
	id := exchange.DocumentID(payload)
	code := exchange.Duplicate
	if h.held[id] == nil {
		code = exchange.Stored
		h.held[id] = exchange.Receipt{Document: id, URN: m.URN, Rev: m.Rev, Received: time.Unix(0, 0)}.Sign(hubKey)
	}
	return exchange.Answer{Code: code, Receipt: h.held[id]}, nil
}

func (h *hub) put(t *testing.T, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(h.folder, name), b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// scans looks n times and returns what was taken, as "name code".
func (h *hub) scans(t *testing.T, n int) (out []string) {
	t.Helper()
	for range n {
		taken, err := h.Scan(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range taken {
			out = append(out, x.File+" "+string(x.Code))
		}
	}
	return out
}

func (h *hub) list(t *testing.T, sub string) (out []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(h.folder, sub))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !e.IsDir() {
			out = append(out, e.Name())
		}
	}
	return out
}

var (
	meta     = exchangetest.Meta(3, exchangetest.ID(exchangetest.Meta(2, "x")))
	envelope = exchangetest.Seal(meta, exchangetest.Key(1))
	name     = Name(meta, exchangetest.ID(meta))
)

func TestDocumentGoesThereAndTheReceiptComesBack(t *testing.T) {
	h := newHub(t)
	for _, plain := range []bool{false, true} {
		d := Drop{Folder: h.folder, Hub: hubKey.Public(), Plain: plain}
		if a, err := d.Send(t.Context(), envelope); err != nil || a.Code != exchange.HandedOver {
			t.Fatalf("%+v, %v", a, err)
		}
		file, _ := os.ReadFile(filepath.Join(h.folder, name))
		if plain != bytes.Equal(file, envelope) {
			t.Errorf("plain %v: the file is not as it should be", plain)
		}
		if a, err := d.Send(t.Context(), envelope); err != nil || a.Code != exchange.HandedOver {
			t.Errorf("waiting: %+v, %v", a, err)
		}
		if got := h.scans(t, 1); len(got) != 0 {
			t.Errorf("a file was taken at first sight: %v", got)
		}
		if got := h.scans(t, 1); len(got) != 1 {
			t.Errorf("the second scan takes it: %v", got)
		}
		a, err := d.Send(t.Context(), envelope)
		if err != nil || a.Code != exchange.Stored {
			t.Fatalf("%+v, %v", a, err)
		}
		if r, err := exchange.OpenReceipt(a.Receipt, hubKey.Public().Sign); err != nil || r.Rev != 3 {
			t.Errorf("%+v, %v", r, err)
		}
		if left := h.list(t, "."); len(left) != 1 || left[0] != name+".receipt" {
			t.Errorf("left in the folder: %v", left)
		}
		os.Remove(filepath.Join(h.folder, name+".receipt"))
	}
}

// A hub that was put back from a copy takes again what its people move out of done.
func TestHubThatForgotTakesAgainWhatIsPutBackIntoTheFolder(t *testing.T) {
	h := newHub(t)
	d := Drop{Folder: h.folder, Hub: hubKey.Public()}
	if _, err := d.Send(t.Context(), envelope); err != nil {
		t.Fatal(err)
	}
	h.scans(t, 2)
	h.held = map[string][]byte{}
	if got := h.scans(t, 2); len(got) != 0 {
		t.Errorf("taken by itself: %v", got)
	}
	if err := os.Rename(filepath.Join(h.folder, doneFolder, name), filepath.Join(h.folder, name)); err != nil {
		t.Fatal(err)
	}
	if got := h.scans(t, 2); len(got) != 1 || len(h.held) != 1 {
		t.Errorf("put back: %v, the hub holds %d", got, len(h.held))
	}
	if a, err := d.Send(t.Context(), envelope); err != nil || a.Code != exchange.Stored {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestConflictCopiesAndRenamedFilesAreTheSameDocument(t *testing.T) {
	h := newHub(t)
	stem := strings.TrimSuffix(name, ".scs")
	for _, n := range []string{name, stem + " (1).scs", stem + "-HEADS-LAPTOP.scs", "summary from Ana.SCS"} {
		h.put(t, n, envelope)
	}
	if got := h.scans(t, 3); len(got) != 4 || len(h.held) != 1 {
		t.Errorf("taken %v, %d documents held", got, len(h.held))
	}
	if left := h.list(t, "."); len(left) != 1 || left[0] != name+".receipt" {
		t.Errorf("left in the folder: %v", left)
	}
	if done := h.list(t, "done"); len(done) != 1 || done[0] != name {
		t.Errorf("done: %v", done)
	}
}

func TestPartialFileWaitsUntilItIsWhole(t *testing.T) {
	h := newHub(t)
	h.put(t, name, envelope[:100])
	if got := h.scans(t, 5); len(got) != 0 {
		t.Fatalf("half a file was judged: %v", got)
	}
	h.put(t, name, envelope)
	if got := h.scans(t, 2); len(got) != 1 || len(h.held) != 1 {
		t.Errorf("taken %v", got)
	}
	h.put(t, name, envelope[:100])
	if got := h.scans(t, patience+2); len(got) != 1 || !strings.HasSuffix(got[0], "bad_form") {
		t.Errorf("what never becomes whole is put aside: %v", got)
	}
}

func TestFileThatGrowsIsLeftAlone(t *testing.T) {
	h := newHub(t)
	for i := 50; i < len(envelope); i += 50 {
		h.put(t, name, envelope[:i])
		if got := h.scans(t, 1); len(got) != 0 {
			t.Fatalf("a growing file was taken at %d bytes", i)
		}
	}
}

func TestRefusedFileGoesAsideAndTheSchoolIsTold(t *testing.T) {
	h := newHub(t)
	changed := bytes.Clone(envelope)
	at := bytes.Index(changed, []byte(`"sig":"`)) + 10
	changed[at] = map[bool]byte{true: 'B', false: 'A'}[changed[at] == 'A']
	h.put(t, name, changed)
	if got := h.scans(t, 2); len(got) != 1 || !strings.HasSuffix(got[0], "bad_signature") {
		t.Fatalf("taken %v", got)
	}
	if aside := h.list(t, "quarantine"); len(aside) != 2 || !strings.HasSuffix(aside[1], ".reason.txt") {
		t.Errorf("quarantine: %v", aside)
	}
	d := Drop{Folder: h.folder, Hub: hubKey.Public()}
	if a, err := d.Send(t.Context(), envelope); err != nil || a.Code != exchange.BadSignature {
		t.Errorf("%+v, %v", a, err)
	}
	if a, err := d.Send(t.Context(), envelope); err != nil || a.Code != exchange.HandedOver {
		t.Errorf("sending again starts anew: %+v, %v", a, err)
	}
	if got := h.scans(t, 2); len(got) != 1 || len(h.held) != 1 {
		t.Errorf("taken %v", got)
	}
}

func TestHostileFiles(t *testing.T) {
	h := newHub(t)
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, envelope, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(h.folder, name)); err != nil {
		t.Fatal(err)
	}
	h.put(t, "big.scs", make([]byte, largestFile+1))
	h.put(t, "empty.scs", nil)
	h.put(t, "notes.txt", envelope)
	h.put(t, name+".receipt", []byte("not a receipt"))
	if err := os.Mkdir(filepath.Join(h.folder, "folder.scs"), 0o755); err != nil {
		t.Fatal(err)
	}
	got := strings.Join(h.scans(t, patience+3), "\n")
	for _, want := range []string{name + " bad_form", "big.scs too_large", "empty.scs bad_form"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in:\n%s", want, got)
		}
	}
	if len(h.held) != 0 {
		t.Error("a link was followed")
	}
	if b, err := os.ReadFile(secret); err != nil || !bytes.Equal(b, envelope) {
		t.Error("the file behind the link was touched")
	}
	if left := strings.Join(h.list(t, "."), " "); left != name+".receipt notes.txt" {
		t.Errorf("left: %s", left)
	}
	a, err := Drop{Folder: h.folder, Hub: hubKey.Public()}.Send(t.Context(), envelope)
	if err != nil || a.Code != exchange.HandedOver {
		t.Errorf("a false receipt must not keep the document back: %+v, %v", a, err)
	}
}

func TestAFileWithTheLongestNameGoesAsideToo(t *testing.T) {
	h := newHub(t)
	h.put(t, strings.Repeat("é", 125)+"x.scs", make([]byte, largestFile+1)) // 255 bytes
	if got := h.scans(t, 2); len(got) != 1 {
		t.Errorf("taken %v", got)
	}
	if left := h.list(t, "."); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	if aside := h.list(t, quarantineFolder); len(aside) != 2 {
		t.Errorf("aside: %q", aside)
	}
}

// Whoever can write to the folder may put a link where the hub's own folders and answers
// belong. The hub writes nothing outside the folder, and loses nothing.
func TestNothingIsWrittenOutsideTheSharedFolder(t *testing.T) {
	outside := t.TempDir()
	target := filepath.Join(outside, "target")
	if err := os.WriteFile(target, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	h := newHub(t)
	for _, sub := range []string{doneFolder, quarantineFolder} {
		if err := os.Symlink(outside, filepath.Join(h.folder, sub)); err != nil {
			t.Fatal(err)
		}
	}
	for _, answer := range []string{name + receiptEnd, name + refusedEnd, bulletinName(exchangetest.Key(1).Public().ID())} {
		if err := os.Symlink(target, filepath.Join(h.folder, answer)); err != nil {
			t.Fatal(err)
		}
	}
	h.put(t, name, envelope)
	h.put(t, "big.scs", make([]byte, largestFile+1))
	faults := false
	for range 3 {
		_, err := h.Scan(t.Context())
		faults = faults || err != nil
	}
	post := Post{Folder: h.folder, Now: time.Now}
	if err := post.Leave([]Letter{{To: exchangetest.Key(1).Public(), Bulletin: []byte("a bulletin")}}, nil); err != nil {
		t.Error(err)
	}
	if b, err := os.ReadFile(target); err != nil || string(b) != "mine" {
		t.Errorf("a file outside was written: %q, %v", b, err)
	}
	if entries, err := os.ReadDir(outside); err != nil || len(entries) != 1 {
		t.Errorf("outside: %v, %v", entries, err)
	}
	if !faults || len(h.held) != 1 || !strings.Contains(strings.Join(h.list(t, "."), " "), "big.scs") {
		t.Errorf("faults said: %v, %d held, in the folder: %v", faults, len(h.held), h.list(t, "."))
	}
}

func TestBusyHubLeavesFilesForLater(t *testing.T) {
	h := newHub(t)
	h.busy = true
	h.put(t, name, envelope)
	if got := h.scans(t, 4); len(got) != 0 {
		t.Errorf("taken %v", got)
	}
	h.busy = false
	if got := h.scans(t, 1); len(got) != 1 {
		t.Errorf("taken %v", got)
	}
}

func TestMissingFolderIsSaid(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone")
	if _, err := (&Scanner{Folder: gone}).Scan(t.Context()); err == nil {
		t.Error("no error")
	}
	if _, err := (Drop{Folder: gone, Hub: hubKey.Public()}).Send(t.Context(), envelope); err == nil {
		t.Error("no error")
	}
}

func TestNamesReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := exchangetest.Meta(rapid.IntRange(1, 9999).Draw(t, "rev"), "")
		m.Series = rapid.SampledFrom([]string{"2026-27/autumn", "2027-28/spring", "2025-26/summer"}).Draw(t, "series")
		n := Name(m, exchangetest.ID(m))
		if plainName(n) != n || plainName(strings.TrimSuffix(n, ".scs")+" (2).scs") != n {
			t.Fatalf("%s does not read back", n)
		}
	})
}

func FuzzPlainName(f *testing.F) {
	f.Add(name)
	f.Add("../" + name)
	f.Add(strings.TrimSuffix(name, ".scs") + " ../../x.scs")
	f.Fuzz(func(t *testing.T, s string) {
		if n := plainName(s); n != "" && (strings.ContainsAny(n, `/\`) || strings.Contains(n, "..") || len(n) > 60) {
			t.Errorf("%q gives %q", s, n)
		}
	})
}
