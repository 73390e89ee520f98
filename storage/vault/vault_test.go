package vault

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

const passphrase = "lantern orchard violet harbour"

var ctx = context.Background()

// clock is a settable time for tests.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func newClock() *clock { return &clock{time.Date(2026, 11, 21, 20, 43, 5, 0, time.UTC)} }

// options are those of a test: the real disk in a temporary folder, a weak KDF
// and one table.
func options(t testing.TB) Options {
	return Options{Now: newClock().now, KDF: WeakKDF(), Migrations: firstTables}
}

var firstTables = []Migration{{1, "pupils", `CREATE TABLE pupil (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT)`}}

func testPath(t testing.TB) string { return filepath.Join(t.TempDir(), "meadowfield.needsbook") }

func mustCreate(t testing.TB, path string, o Options) (*Vault, string) {
	t.Helper()
	v, recovery, err := Create(ctx, path, passphrase, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { v.Close() })
	return v, recovery
}

func mustOpen(t testing.TB, path string, o Options) (*Vault, Report) {
	t.Helper()
	v, r, err := Open(ctx, path, Passphrase(passphrase), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { v.Close() })
	return v, r
}

func mustClose(t testing.TB, v *Vault) {
	t.Helper()
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
}

func statement(q string, args ...any) func(*sql.Tx) error {
	return func(tx *sql.Tx) error {
		_, err := tx.Exec(q, args...)
		return err
	}
}

func add(v *Vault, name string) error {
	return v.Update(ctx, "Add a pupil", statement(`INSERT INTO pupil (name) VALUES (?)`, name))
}

func mustAdd(t testing.TB, v *Vault, names ...string) {
	t.Helper()
	for _, name := range names {
		if err := add(v, name); err != nil {
			t.Fatal(err)
		}
	}
}

// names lists the pupils in order of entry.
func names(t testing.TB, v *Vault) []string {
	t.Helper()
	out, err := readNames(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func readNames(v *Vault) (out []string, err error) {
	err = v.View(ctx, func(c *sql.Conn) error {
		rows, err := c.QueryContext(ctx, `SELECT name FROM pupil ORDER BY id`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			out = append(out, name)
		}
		return rows.Err()
	})
	return out, err
}

func wantNames(t testing.TB, v *Vault, want ...string) {
	t.Helper()
	got := names(t, v)
	if len(got) != len(want) {
		t.Fatalf("pupils are %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("pupils are %q, want %q", got, want)
		}
	}
}

func wantError(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("the error is %v, want one that is: %v", err, want)
	}
}

func TestChangesAreThereAfterReopening(t *testing.T) {
	path, o := testPath(t), options(t)
	v, recovery := mustCreate(t, path, o)
	mustAdd(t, v, "Zoë", "Łukasz")
	wantNames(t, v, "Zoë", "Łukasz")
	mustClose(t, v)

	v, r := mustOpen(t, path, o)
	if r.Save != 2 || r.Version != 1 || r.LastWhy != "Add a pupil" || !r.Sound() {
		t.Fatalf("report is %+v", r)
	}
	wantNames(t, v, "Zoë", "Łukasz")
	mustAdd(t, v, "Siân")
	mustClose(t, v)

	v, _, err := Open(ctx, path, Recovery(recovery), o)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	wantNames(t, v, "Zoë", "Łukasz", "Siân")
}

func TestCloseMayBeCalledTwice(t *testing.T) {
	v, _ := mustCreate(t, testPath(t), options(t))
	mustClose(t, v)
	mustClose(t, v)
	wantError(t, add(v, "Ana"), ErrClosed)
	_, err := readNames(v)
	wantError(t, err, ErrClosed)
	_, err = v.Backup(ctx, filepath.Join(t.TempDir(), "x"))
	wantError(t, err, ErrClosed)
	wantError(t, v.Compact(), ErrClosed)
}

func TestCreateRefusesAnExistingFile(t *testing.T) {
	path := testPath(t)
	if err := os.WriteFile(path, []byte("someone's work"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err := Create(ctx, path, passphrase, options(t))
	wantError(t, err, ErrExists)
	if b, _ := os.ReadFile(path); string(b) != "someone's work" {
		t.Fatalf("the file was touched: %q", b)
	}
}
