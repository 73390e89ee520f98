package vault

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"testing"
)

// TestLiveImage fails when a new driver makes the short way to SQLite's memory
// stop working; changes would then cost a copy of the whole database each.
func TestLiveImage(t *testing.T) {
	m, err := newMemory(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer m.close()
	for i := range 3 {
		if err := m.exec(fmt.Sprintf("CREATE TABLE t%d (a); INSERT INTO t%[1]d VALUES (zeroblob(20000))", i)); err != nil {
			t.Fatal(err)
		}
		var live []byte
		err = m.conn.Raw(func(c any) error {
			image, ok := liveImage(c)
			if !ok {
				t.Fatal("the driver's connection no longer has the fields db and tls as they were: see nocopy.go")
			}
			live = bytes.Clone(image)
			return nil
		})
		copied, err2 := m.serialize()
		if err != nil || err2 != nil || !bytes.Equal(live, copied) {
			t.Fatalf("the short way shows %d bytes and the public call %d: %v %v", len(live), len(copied), err, err2)
		}
	}
	for _, other := range []any{nil, 7, "x", &struct{}{}, &struct{ db, tls uintptr }{}, &struct{ db int }{}} {
		if _, ok := liveImage(other); ok {
			t.Errorf("%T was taken for a connection", other)
		}
	}
}

// TestDriverPair holds the driver and the C library that it was built with
// together: another pair compiles and then fails in ways of its own.
func TestDriverPair(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for module, want := range map[string]string{"modernc.org/sqlite": "v1.60.1", "modernc.org/libc": "v1.77.1"} {
		found := regexp.MustCompile(`(?m)^\s*` + regexp.QuoteMeta(module) + ` (\S+)`).FindSubmatch(mod)
		if found == nil || string(found[1]) != want {
			t.Errorf("go.mod has %s at %s, want %s: change both together, after the whole of this package's long tests", module, found, want)
		}
	}
	m, err := newMemory(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer m.close()
	var version string
	if err := m.conn.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version); err != nil || version != "3.53.4" {
		t.Errorf("SQLite is %s, %v", version, err)
	}
}

func TestChangeBringsOneImageToAnother(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 300 {
		before := make([]byte, (1+r.IntN(9))*pageSize)
		after := make([]byte, (1+r.IntN(9))*pageSize)
		copy(after, before)
		for range r.IntN(4) {
			after[r.IntN(len(after))] = byte(r.Uint32())
		}
		c := compare(before, after)
		c.why = "A reason"
		back, err := decodeChange(c.encode())
		if err != nil {
			t.Fatal(err)
		}
		if got := back.apply(slices.Clone(before)); !bytes.Equal(got, after) || back.why != c.why {
			t.Fatal("the change does not lead from one image to the other")
		}
		if c.empty(before) != bytes.Equal(before, after) {
			t.Fatal("an empty change is taken for one, or the other way round")
		}
	}
}

func FuzzDecodeChange(f *testing.F) {
	f.Add(change{pages: 2, why: "x", list: []pageImage{{2, make([]byte, pageSize)}}}.encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := decodeChange(b)
		if err == nil && c.pages < 1000 {
			if got := c.apply(nil); len(got) != c.pages*pageSize {
				t.Errorf("%d pages became %d bytes", c.pages, len(got))
			}
		}
	})
}

func FuzzParseRecovery(f *testing.F) {
	f.Add("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ-0000")
	f.Add(formatRecovery(make([]byte, recoveryBytes)))
	f.Fuzz(func(t *testing.T, text string) {
		raw, err := parseRecovery(text)
		if err != nil {
			wantError(t, err, ErrTypo)
			return
		}
		if again, err := parseRecovery(formatRecovery(raw)); err != nil || !bytes.Equal(raw, again) {
			t.Errorf("%q reads as %x, and back as %x: %v", text, raw, again, err)
		}
	})
}

func TestDatabaseHasALargestSize(t *testing.T) {
	v, _ := mustCreate(t, testPath(t), options(t))
	mustAdd(t, v, "Ana")
	err := v.Update(ctx, "Fill", func(tx *sql.Tx) error {
		// One page fewer than would fit, then more: refused by SQLite itself.
		_, err := tx.Exec(`PRAGMA max_page_count=40; INSERT INTO pupil (name, note) VALUES ('big', zeroblob(1000000))`)
		return err
	})
	wantError(t, err, ErrFull)
	wantNames(t, v, "Ana")
	var pages int
	if err := v.View(ctx, func(c *sql.Conn) error { return c.QueryRowContext(ctx, "PRAGMA max_page_count").Scan(&pages) }); err != nil || pages != maxImage/pageSize {
		t.Errorf("the limit is %d pages, %v", pages, err)
	}
}
