package schooltest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb"
	"needsbook/storage/vault"
)

// Passphrase opens the files that this package makes: that of the demo school.
const Passphrase = "meadowfield demo school invented"

// Now is the time of day of every test, on the day of the demo school.
func Now() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

// Files makes and opens files with a key derivation that is quick and weak.
func Files() schooldb.Files {
	return schooldb.Files{Options: vault.Options{KDF: vault.WeakKDF()}}
}

// Sit makes a desk over an open store, with identifiers that come out the same each time.
func Sit(ctx context.Context, store desk.Store) (*desk.Desk, error) {
	n := 0
	return sit(ctx, store, &n)
}

// sit is Sit where so many identifiers have been given out.
func sit(ctx context.Context, store desk.Store, given *int) (*desk.Desk, error) {
	return desk.Open(ctx, store, desk.Options{
		Clock: Now, By: "SENCO", NewID: func() string { *given++; return fmt.Sprintf("id%06d", *given) },
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
	store, _, err := Files().Create(t.Context(), filepath.Join(t.TempDir(), fileName), Passphrase)
	must(t, err)
	return open(t, store, 0), store
}

// OnePupil makes a file at a path with one pupil in it, and returns the desk over it, which
// the caller closes.
func OnePupil(t testing.TB, path, passphrase string) *desk.Desk {
	t.Helper()
	store, _, err := Files().Create(t.Context(), path, passphrase)
	must(t, err)
	d, err := Sit(t.Context(), store)
	must(t, err)
	_, err = d.AddPupil(t.Context(), desk.NewPupil{Pupil: register.Pupil{Surname: "Price"}})
	must(t, err)
	return d
}

const fileName = "school.needsbook"

// open makes a desk over a store and closes it after the test.
func open(t testing.TB, store desk.Store, given int) *desk.Desk {
	t.Helper()
	d, err := sit(t.Context(), store, &given)
	must(t, err)
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// Demo returns a desk over a file with the demo school.
func Demo(t testing.TB) *desk.Desk {
	t.Helper()
	d, _ := demo(t)
	return d
}

// demo is Demo with the store behind the desk.
func demo(t testing.TB) (*desk.Desk, desk.Store) {
	t.Helper()
	path := filepath.Join(t.TempDir(), fileName)
	given := DemoFile(t, path)
	store, _, err := Files().Open(t.Context(), path, desk.Secret{Passphrase: Passphrase})
	must(t, err)
	return open(t, store, given), store
}

// DemoFile puts a file with the demo school at a path, which Passphrase opens. It returns
// how many identifiers have been given out in it.
func DemoFile(t testing.TB, path string) (given int) {
	t.Helper()
	school, err := filled()
	must(t, err)
	for name, body := range school.files {
		to := filepath.Join(filepath.Dir(path), strings.Replace(name, fileName, filepath.Base(path), 1))
		must(t, os.MkdirAll(filepath.Dir(to), 0o700))
		must(t, os.WriteFile(to, body, 0o600))
	}
	return school.given
}

// filledFile is the demo school as it lies on the disk.
type filledFile struct {
	files map[string][]byte // by their path in its folder
	given int               // identifiers given out in it
}

// filled is the demo school, filled once for all tests of a package: each test opens a
// copy of its own, which takes a small part of the time.
var filled = sync.OnceValues(func() (school filledFile, err error) {
	ctx := context.Background()
	folder, err := os.MkdirTemp("", "needsbook-demo-")
	if err != nil {
		return school, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	store, _, err := Files().Create(ctx, filepath.Join(folder, fileName), Passphrase)
	if err != nil {
		return school, err
	}
	d, err := sit(ctx, store, &school.given)
	if err != nil {
		return school, errors.Join(err, store.Close())
	}
	if _, err := d.FillDemo(ctx); err != nil {
		return school, errors.Join(err, d.Close())
	}
	if err := d.Close(); err != nil {
		return school, err
	}
	school.files = map[string][]byte{}
	return school, fs.WalkDir(os.DirFS(folder), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		school.files[path], err = os.ReadFile(filepath.Join(folder, path))
		return err
	})
})
