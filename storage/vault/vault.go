package vault

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"sync"
	"time"

	"modernc.org/sqlite"
)

// Vault is an open file. Its methods may be called from any goroutine, but
// neither View nor Update from inside the other.
type Vault struct {
	o        Options
	path     string
	readOnly bool
	lock     io.Closer

	papers sync.Mutex // held while papers are put away, erased or carried; taken before write

	write   sync.Mutex // held by whatever changes the file
	header  header
	key     *dataKey
	sealTo  []sealTo // for the header's slots; none in a file of the first programs
	opened  string   // the id of the person whose passphrase opened the file
	durable []byte   // the database as it is on the disk
	save    uint64
	when    time.Time
	why     string
	log     *appender
	broken  error // once set, nothing more is written
	commits int   // since the file was opened
	tidyAt  int64 // bytes of changes at which to tidy up
	warning string

	mem     sync.Mutex // held while SQLite is in use; taken after write
	m       *memory
	stamp   uint32 // the database's own count of changes
	spoiled bool   // something changed memory behind Update's back
}

// Path is the file's full name.
func (v *Vault) Path() string { return v.path }

// View gives f the database to read. Anything that writes fails inside f. A
// View does not wait for a change that is on its way to the disk, so it may see
// that change a moment before Update returns.
func (v *Vault) View(ctx context.Context, f func(*sql.Conn) error) error {
	err := v.view(ctx, f)
	v.mem.Lock()
	spoiled := v.spoiled
	v.mem.Unlock()
	if spoiled {
		v.write.Lock()
		defer v.write.Unlock()
		v.mem.Lock()
		defer v.mem.Unlock()
		if v.m != nil && v.spoiled {
			err = errors.Join(err, fmt.Errorf("a reader changed the database; its change was thrown away"), v.rebuild())
		}
	}
	return err
}

func (v *Vault) view(ctx context.Context, f func(*sql.Conn) error) error {
	v.mem.Lock()
	defer v.mem.Unlock()
	if v.m == nil {
		return v.closedError()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := v.m.begin(true); err != nil {
		v.spoiled = true // the connection is gone: a reader closed it
		return fmt.Errorf("start reading: %w", err)
	}
	defer func() {
		v.m.settle()
		if stamp, ok := v.m.changes(); !ok || stamp != v.stamp {
			v.spoiled = true
		}
	}()
	return f(v.m.conn)
}

// Update runs f in a transaction and saves what it changed. When Update returns
// nil the change is on the disk. After any error, a cancelled ctx or a panic in
// f, the database is as it was before, in memory and on the disk. why is a label
// that a person understands; it is kept, sealed, with the change.
func (v *Vault) Update(ctx context.Context, why string, f func(*sql.Tx) error) error {
	v.write.Lock()
	defer v.write.Unlock()
	if err := v.writable(); err != nil {
		return err
	}
	return v.update(ctx, why, f)
}

// writable says whether the file can be changed.
func (v *Vault) writable() error {
	switch {
	case v.key == nil:
		return v.closedError()
	case v.broken != nil:
		return v.broken
	case v.readOnly:
		return because(ErrReadOnly, nil, fmt.Sprintf("%s was opened for reading only, because this computer may not write to it. Copy it to a folder of your own to make changes.", filepath.Base(v.path)))
	}
	return nil
}

func (v *Vault) closedError() error {
	return because(ErrClosed, nil, fmt.Sprintf("%s is closed. Open it again to go on.", filepath.Base(v.path)))
}

// update does the work of Update; the caller holds v.write.
func (v *Vault) update(ctx context.Context, why string, f func(*sql.Tx) error) error {
	c, err := v.change(ctx, f)
	if err != nil || c.empty(v.durable) {
		return err
	}
	c.when, c.why = v.o.Now(), why
	if err := v.keep(c); err != nil {
		v.mem.Lock()
		defer v.mem.Unlock()
		if e := v.rebuild(); e != nil {
			err = errors.Join(err, e)
		}
		return err
	}
	v.tidy()
	return nil
}

// change runs f in memory and returns the pages that it changed.
func (v *Vault) change(ctx context.Context, f func(*sql.Tx) error) (c change, err error) {
	v.mem.Lock()
	defer v.mem.Unlock()
	kept := false
	defer func() { // also when f panics
		if kept {
			return
		}
		if e := v.putBack(); e != nil {
			err = errors.Join(err, e)
		}
	}()
	if v.spoiled {
		if err := v.rebuild(); err != nil {
			return c, err
		}
	}
	if err := v.m.begin(false); err != nil {
		return c, fmt.Errorf("start a change: %w", err)
	}
	if err := transact(ctx, v.m.conn, f); err != nil {
		return c, tooLarge(err)
	}
	v.m.settle()
	err = v.m.look(func(image []byte) error {
		c = compare(v.durable, image)
		v.stamp = changeCounter(image)
		return nil
	})
	kept = err == nil
	return c, err
}

// transact runs f in one transaction. The transaction's own life does not hang
// on ctx, so that a cancelled ctx cannot end it half way.
func transact(ctx context.Context, conn *sql.Conn, f func(*sql.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	tx, err := conn.BeginTx(context.Background(), nil)
	if err != nil {
		return fmt.Errorf("start a change: %w", err)
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return tx.Commit()
}

// tooLarge turns SQLite's "database or disk is full" into our sentence.
func tooLarge(err error) error {
	const full = 13 // SQLITE_FULL
	if e := (*sqlite.Error)(nil); errors.As(err, &e) && e.Code()&0xff == full {
		return because(ErrFull, err, fmt.Sprintf("The file has reached its largest size, %d MB. The change was not saved; everything before it is safe. Remove what is no longer needed.", maxImage>>20))
	}
	return err
}

// putBack undoes what a failed change may have left in memory.
func (v *Vault) putBack() error {
	v.m.settle()
	same := false
	err := v.m.look(func(image []byte) error {
		c := compare(v.durable, image)
		same = c.empty(v.durable)
		return nil
	})
	if err == nil && same {
		return nil
	}
	return v.rebuild()
}

// rebuild starts SQLite again with the database as it is on the disk. The
// caller holds both locks.
func (v *Vault) rebuild() error {
	v.m.close()
	m, err := newMemory(v.durable)
	if err != nil {
		v.broken = because(ErrBroken, err, "The database in memory could not be put back as it was. Everything saved is safe in the file. Close the file and open it again.")
		return v.broken
	}
	v.m, v.spoiled, v.stamp = m, false, changeCounter(v.durable)
	return nil
}

// keep writes a change to the file and takes it as the new state.
func (v *Vault) keep(c change) error {
	err := v.log.add(c.encode())
	switch {
	case errors.Is(err, ErrFenced):
		v.broken = v.fenced(c)
		return v.broken
	case errors.Is(err, ErrBroken):
		v.broken = err
		return err
	case err != nil:
		return err
	}
	v.durable = c.apply(v.durable)
	v.save, v.when, v.why = v.save+1, c.when, label(c.why)
	v.commits++
	v.remember()
	return nil
}

// fenced saves the database with the change that could not be written as a copy
// of its own, and says so.
func (v *Vault) fenced(c change) error {
	name := filepath.Base(v.path)
	rescue := beside(v.path, "rescued "+v.o.Now().Format(fileTime))
	p := v.picture()
	p.image = c.apply(append([]byte(nil), v.durable...))
	p.save, p.when, p.why = p.save+1, c.when, c.why
	err := p.freshSalt(v.o.Random)
	what := fmt.Sprintf("Your work up to now, with the last change, is in %s.", filepath.Base(rescue))
	if err == nil {
		err = refuseExisting(v.o.FS, rescue)
	}
	if err == nil {
		_, err = p.write(v.o, rescue)
	}
	if err != nil {
		what = "The last change could not be saved as a copy either."
	}
	return because(ErrFenced, err, fmt.Sprintf("%s was changed by another program or computer while it was open here, so nothing more is written to it. %s Close the file, open it again, and compare the two.", name, what))
}

// fileTime is how a moment is written in the name of a file.
const fileTime = "2006-01-02 15.04.05"

// changeCounter is SQLite's own count of changes, in the database's first page.
func changeCounter(image []byte) uint32 {
	if len(image) < 28 {
		return 0
	}
	return binary.BigEndian.Uint32(image[24:])
}

// Close saves what is to be saved, lets go of the lock and forgets the keys. It
// may be called twice. Changes are safe before Close: an error is about the last
// tidying up or backup.
func (v *Vault) Close() error {
	v.write.Lock()
	defer v.write.Unlock()
	if v.key == nil {
		return nil
	}
	err := v.lastDuties()
	v.mem.Lock()
	defer v.mem.Unlock()
	v.release()
	return err
}

// release lets go of everything; the caller holds both locks, or is alone.
func (v *Vault) release() {
	if v.m != nil {
		v.m.close()
		v.m = nil
	}
	if v.log != nil && v.log.f != nil {
		_ = v.log.f.Close()
		v.log.f = nil
	}
	if v.lock != nil {
		_ = v.lock.Close()
		v.lock = nil
	}
	if v.key != nil {
		v.key.clear()
		v.key = nil
	}
	clear(v.durable)
	v.durable = nil
}
