package vault

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
)

// simVault makes a vault on a simulated disk.
func simVault(t *testing.T) (*Vault, *simFS, Options) {
	t.Helper()
	disk := newSim()
	o := Options{FS: disk, Now: newClock().now, KDF: WeakKDF(), Migrations: counterTables, noBackups: true}
	v, _, err := Create(ctx, simPath, passphrase, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { disk.fail = nil; v.Close() })
	return v, disk, o
}

func wantItems(t *testing.T, v *Vault, want int) {
	t.Helper()
	if n, err := countItems(v); err != nil || n != want {
		t.Fatalf("%d items (%v), want %d", n, err, want)
	}
}

func wantItemsAfterReopening(t *testing.T, v *Vault, o Options, want int) {
	t.Helper()
	v.Close()
	v, _, err := Open(ctx, simPath, Passphrase(passphrase), o)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	wantItems(t, v, want)
}

func TestFullDiskAtEachWriteLosesNothing(t *testing.T) {
	runs := 20
	if long() {
		runs = 200
	}
	for nth := 1; nth <= runs; nth++ {
		v, disk, o := simVault(t)
		disk.fail = nthFails("write", nth, errNoSpace)
		acked, refused := 0, 0
		for acked < runs {
			err := addItem(v, acked+1)
			switch {
			case err == nil:
				acked++
			case errors.Is(err, ErrFull) && refused == 0:
				refused++
				wantItems(t, v, acked)
			default:
				t.Fatalf("write %d: %v", nth, err)
			}
		}
		if refused != 1 {
			t.Fatalf("write %d never failed", nth)
		}
		wantItemsAfterReopening(t, v, o, acked)
	}
	if !t.Failed() {
		t.Logf("acceptance 5: the disk was full at each of %d writes of a run of %d changes; 0 lost, the next change worked", runs, runs)
	}
}

func TestFullDiskDuringTidyingUpIsOnlyAWarning(t *testing.T) {
	for nth := 1; nth <= 5; nth++ {
		v, disk, o := simVault(t)
		if err := addItem(v, 1); err != nil {
			t.Fatal(err)
		}
		v.tidyAt = 1
		// The first write is the change itself; then come those of the new file.
		disk.fail = nthFails("write", 1+nth, errNoSpace)
		if err := addItem(v, 2); err != nil {
			t.Fatalf("write %d: %v", nth, err)
		}
		if w := v.Status().Warning; nth <= 3 && !strings.Contains(w, "no space") {
			t.Errorf("write %d: the warning is %q", nth, w)
		}
		if disk.Exists(simPath + newEnding) {
			t.Error("the unfinished file is still there")
		}
		disk.fail = nil
		if err := v.Compact(); err != nil || v.Status().Warning != "" {
			t.Errorf("tidying up later: %v, %q", err, v.Status().Warning)
		}
		wantItemsAfterReopening(t, v, o, 2)
	}
}

func TestFailedFlushIsNeverAcknowledgedNorTriedAgain(t *testing.T) {
	flushes := 12
	if long() {
		flushes = 200
	}
	for nth := 1; nth <= flushes; nth++ {
		v, disk, o := simVault(t)
		disk.fail = nthFails("sync", nth, errDisk)
		acked := 0
		var err error
		for acked <= flushes && err == nil {
			if err = addItem(v, acked+1); err == nil {
				acked++
			}
		}
		if acked != nth-1 {
			t.Fatalf("flush %d failed and %d changes were acknowledged", nth, acked)
		}
		wantError(t, err, ErrBroken)
		wantItems(t, v, acked) // reading goes on
		wantError(t, addItem(v, acked+1), ErrBroken)
		wantError(t, v.Compact(), ErrBroken)
		wantItemsAfterReopening(t, v, o, acked)
	}
	if !t.Failed() {
		t.Logf("acceptance 6: each of %d flushes failed once; none acknowledged, none tried again, reopened at the last acknowledged change", flushes)
	}
}

// TestFailureAtEachStepOfRewriting fails each step of a new passphrase, in turn:
// the file opens afterwards with the old one or the new one, with everything.
func TestFailureAtEachStepOfRewriting(t *testing.T) {
	for _, op := range []string{"open", "write", "sync", "rename", "syncdir"} {
		for nth := 1; nth <= 5; nth++ {
			v, disk, o := simVault(t)
			if err := addItem(v, 1); err != nil {
				t.Fatal(err)
			}
			disk.fail = nthFails(op, nth, errDisk)
			_, err := v.Rekey(ctx, "another lantern in the orchard")
			disk.fail = nil
			if err != nil && !errors.Is(err, ErrBroken) {
				if err := addItem(v, 2); err != nil {
					t.Fatalf("%s %d: a change afterwards: %v", op, nth, err)
				}
			}
			wantItems(t, v, len(itemNumbers(t, v)))
			v.Close()
			want := Passphrase(passphrase)
			if err == nil {
				want = Passphrase("another lantern in the orchard")
			}
			again, _, e := Open(ctx, simPath, want, o)
			if errors.Is(err, ErrBroken) && errors.Is(e, ErrWrongKey) {
				again, _, e = Open(ctx, simPath, Passphrase("another lantern in the orchard"), o)
			}
			if e != nil {
				t.Fatalf("%s %d: Rekey said %v, then Open: %v", op, nth, err, e)
			}
			if n, err := countItems(again); err != nil || n < 1 {
				t.Fatalf("%s %d: %d items, %v", op, nth, n, err)
			}
			again.Close()
		}
	}
}

// itemNumbers lists the item numbers.
func itemNumbers(t *testing.T, v *Vault) (out []int) {
	t.Helper()
	err := v.View(ctx, func(c *sql.Conn) error {
		rows, err := c.QueryContext(ctx, `SELECT n FROM item`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var n int
			if err := rows.Scan(&n); err != nil {
				return err
			}
			out = append(out, n)
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestFailedChangeLeavesMemoryAndDiskAsTheyWere(t *testing.T) {
	v, disk, o := simVault(t)
	if err := addItem(v, 1); err != nil {
		t.Fatal(err)
	}
	before := len(disk.names[simPath].data)
	cancelled, cancel := context.WithCancel(ctx)
	wrong := errors.New("the level is not one of this school's")
	cases := map[string]func(*sql.Tx) error{
		"an error": func(tx *sql.Tx) error {
			tx.Exec(`DELETE FROM item`)
			return wrong
		},
		"a commit of its own": func(tx *sql.Tx) error {
			_, err := tx.Exec(`DELETE FROM item; COMMIT`)
			return errors.Join(err, wrong)
		},
		"a rollback of its own": statement(`ROLLBACK`),
		"a cancelled context": func(tx *sql.Tx) error {
			tx.Exec(`DELETE FROM item`)
			cancel()
			return nil
		},
		"bad SQL":           statement(`DELETE FROM item; SELEC`),
		"a broken promise":  statement(`UPDATE total SET id = 2`),
		"a closed database": func(tx *sql.Tx) error { tx.Exec(`DELETE FROM item`); return tx.Rollback() },
	}
	for name, f := range cases {
		c := ctx
		if name == "a cancelled context" {
			c = cancelled
		}
		if err := v.Update(c, "Break", f); err == nil && name != "a closed database" {
			t.Errorf("%s: no error", name)
		}
		wantItems(t, v, 1)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		v.Update(ctx, "Break", func(tx *sql.Tx) error {
			tx.Exec(`DELETE FROM item`)
			panic("a bug")
		})
	}()
	wantItems(t, v, 1)
	if after := len(disk.names[simPath].data); after != before {
		t.Errorf("the file grew from %d to %d bytes", before, after)
	}
	if err := addItem(v, 2); err != nil {
		t.Fatal(err)
	}
	wantItemsAfterReopening(t, v, o, 2)
}

func TestReaderCannotChangeAnything(t *testing.T) {
	v, _, o := simVault(t)
	if err := addItem(v, 1); err != nil {
		t.Fatal(err)
	}
	tries := map[string]func(c *sql.Conn) error{
		"a plain write": func(c *sql.Conn) error { _, err := c.ExecContext(ctx, `DELETE FROM item`); return err },
		"after lifting the guard": func(c *sql.Conn) error {
			_, err := c.ExecContext(ctx, `PRAGMA query_only=0; DELETE FROM item`)
			return err
		},
		"in an open transaction": func(c *sql.Conn) error {
			_, err := c.ExecContext(ctx, `PRAGMA query_only=0; BEGIN; DELETE FROM item`)
			return err
		},
		"closing the connection": func(c *sql.Conn) error { return c.Close() },
	}
	for name, f := range tries {
		err := v.View(ctx, f)
		if err == nil && name != "in an open transaction" {
			t.Errorf("%s: no error", name)
		}
		wantItems(t, v, 1)
		if err := addItem(v, 2); err != nil {
			t.Fatalf("%s: a change afterwards: %v", name, err)
		}
		if err := v.Update(ctx, "Take it back", statement(`DELETE FROM item WHERE n = 2; UPDATE total SET items = 1`)); err != nil {
			t.Fatal(err)
		}
	}
	wantItemsAfterReopening(t, v, o, 1)
}

func TestViewDoesNotWaitForTheDisk(t *testing.T) {
	v, disk, _ := simVault(t)
	flushing, goOn := make(chan bool), make(chan bool)
	disk.before = func(op, _ string) {
		if op == "sync" {
			flushing <- true
			<-goOn
		}
	}
	done := make(chan error)
	go func() { done <- addItem(v, 1) }()
	<-flushing
	if _, err := countItems(v); err != nil {
		t.Error(err)
	}
	goOn <- true
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// deniedFS refuses to write, as a file or folder does that belongs to others.
type deniedFS struct {
	*simFS
	file, folder bool
}

func (d deniedFS) Open(name string, flag int) (File, error) {
	denied := &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	if flag&os.O_RDWR != 0 && (d.file && name == simPath || d.folder && !d.Exists(name)) {
		return nil, denied
	}
	return d.simFS.Open(name, flag)
}

func (d deniedFS) MkdirAll(name string) error {
	if d.folder {
		return &fs.PathError{Op: "mkdir", Path: name, Err: fs.ErrPermission}
	}
	return nil
}

func (d deniedFS) Lock(name, note string) (io.Closer, error) {
	if d.folder && note != "" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return d.simFS.Lock(name, note)
}

func TestReadOnlyFileOpensForReading(t *testing.T) {
	v, disk, o := simVault(t)
	if err := addItem(v, 1); err != nil {
		t.Fatal(err)
	}
	mustClose(t, v)
	o.FS = deniedFS{disk, true, true}
	v, r, err := Open(ctx, simPath, Passphrase(passphrase), o)
	if err != nil || !r.ReadOnly || len(r.Notices()) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	wantItems(t, v, 1)
	err = addItem(v, 2)
	wantError(t, err, ErrReadOnly)
	if !strings.Contains(err.Error(), "reading only") {
		t.Error(err)
	}
	wantError(t, v.Compact(), ErrReadOnly)
	_, err = v.Rekey(ctx, "another lantern in the orchard")
	wantError(t, err, ErrReadOnly)
	wantItems(t, v, 1)
	mustClose(t, v)

	o.Migrations = append(counterTables[:2:2], Migration{3, "more", `CREATE TABLE more (id INTEGER)`})
	_, _, err = Open(ctx, simPath, Passphrase(passphrase), o)
	wantError(t, err, ErrReadOnly)
}

func TestFileOpensWhereTheFolderIsNotWritable(t *testing.T) {
	v, disk, o := simVault(t)
	mustClose(t, v)
	o.FS, o.noBackups = deniedFS{disk, false, true}, false
	v, r, err := Open(ctx, simPath, Passphrase(passphrase), o)
	if err != nil || r.ReadOnly || len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "backup") {
		t.Fatalf("%+v, %v", r, err)
	}
	if _, _, err := Open(ctx, simPath, Passphrase(passphrase), o); !errors.Is(err, ErrInUse) {
		t.Fatalf("a second opener: %v", err)
	}
	for i := 1; i <= 3; i++ {
		if err := addItem(v, i); err != nil {
			t.Fatal(err)
		}
	}
	if err := v.Compact(); err == nil || errors.Is(err, ErrBroken) {
		t.Fatalf("Compact: %v", err)
	}
	if err := addItem(v, 4); err != nil {
		t.Fatal(err)
	}
	wantItemsAfterReopening(t, v, o, 4)

	o.Migrations = append(counterTables[:2:2], Migration{3, "more", `CREATE TABLE more (id INTEGER)`})
	if _, _, err := Open(ctx, simPath, Passphrase(passphrase), o); err == nil || !strings.Contains(err.Error(), "no backup") {
		t.Fatalf("tables were changed without a backup: %v", err)
	}
}

func TestReadOnlyOnTheRealDisk(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	mustAdd(t, v, "Ana")
	mustClose(t, v)
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if f, err := os.OpenFile(path, os.O_RDWR, 0); err == nil {
		f.Close() // whoever runs this may write to anything
		t.Log("this account may write to a read-only file, so the file opens as any other")
		v, r := mustOpen(t, path, o)
		if r.ReadOnly {
			t.Error("it was opened for reading only")
		}
		mustClose(t, v)
		return
	}
	v, r := mustOpen(t, path, o)
	if !r.ReadOnly {
		t.Error("it was not opened for reading only")
	}
	wantNames(t, v, "Ana")
	wantError(t, add(v, "Ben"), ErrReadOnly)
}
