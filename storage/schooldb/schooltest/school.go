package schooltest

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"needsbook/app/desk"
	"needsbook/storage/schooldb"
	"needsbook/storage/vault"
)

// Passphrase opens the files that this package makes.
const Passphrase = "correct horse battery staple"

// Now is the time of day of every test, on the day of the demo school.
func Now() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

// Files makes and opens files with a key derivation that is quick and weak.
func Files() schooldb.Files {
	return schooldb.Files{Options: vault.Options{KDF: vault.WeakKDF()}}
}

// Sit makes a desk over an open store, with identifiers that come out the same each time.
func Sit(ctx context.Context, store desk.Store) (*desk.Desk, error) {
	n := 0
	return desk.Open(ctx, store, desk.Options{
		Clock: Now, By: "SENCO", NewID: func() string { n++; return fmt.Sprintf("id%06d", n) },
	})
}

// Empty returns a desk over a new file without pupils.
func Empty(t testing.TB) *desk.Desk {
	t.Helper()
	d, _ := empty(t)
	return d
}

// empty is Empty with the store behind the desk.
func empty(t testing.TB) (*desk.Desk, desk.Store) {
	t.Helper()
	store, _, err := Files().Create(t.Context(), filepath.Join(t.TempDir(), "school.needsbook"), Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Sit(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d, store
}

// Demo returns a desk over a file with the demo school.
func Demo(t testing.TB) *desk.Desk {
	t.Helper()
	d := Empty(t)
	if _, err := d.FillDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	return d
}
