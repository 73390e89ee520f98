package vault

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"time"
)

// Info is what can be said of a file without its key.
type Info struct {
	Path       string
	FileID     [16]byte  // the same for a file and all its backups
	Epoch      uint64    // times that it was written whole
	Created    time.Time // when the file was first made
	Size       int64     // bytes
	Passphrase bool      // has a passphrase
	Recovery   bool      // has a recovery key
	People     int       // further people with a passphrase of their own
	KDF        KDF       // cost of checking the passphrase
	Frames     int       // sealed pieces, by their heads
	HeaderCopy string    // "first" or "second" when that copy of the header is damaged
}

// Inspect looks at a file without its key. It proves nothing: anyone can make a
// file that looks like this one. It takes no lock and changes nothing.
func Inspect(path string) (Info, error) { return inspect(diskFS{}, path) }

func inspect(fsys FS, path string) (Info, error) {
	file, err := readFile(fsys, path)
	if err != nil {
		return Info{}, err
	}
	h, _, badCopy, err := readHeader(file)
	if err != nil {
		return Info{}, err
	}
	i := Info{Path: path, FileID: h.fileID, Epoch: h.epoch, Created: h.created, Size: int64(len(file)), HeaderCopy: badCopy}
	for _, sl := range h.slots {
		switch sl.kind {
		case slotPassphrase:
			i.Passphrase, i.KDF = true, sl.kdf
		case slotRecovery:
			i.Recovery = true
		case slotPerson:
			i.People++
		}
	}
	frames, _ := walk(file, h)
	i.Frames = len(frames)
	return i, nil
}

// Verify reads a whole file, proves every byte of it and checks the database
// inside, its references too, and every paper beside it; papers that are missing or
// damaged are in the report and are no error. It takes no lock and changes nothing, so it may be
// used on a file that is open and on a backup. A file that is being written to
// at this moment can show a last change that is not yet whole.
func Verify(ctx context.Context, path string, s Secret) (Report, error) {
	path, o, err := prepare(path, Options{})
	if err != nil {
		return Report{}, err
	}
	r, _, err := verify(ctx, path, s, o)
	return r, err
}

// verify does the work of Verify and returns the papers that the file lists.
func verify(ctx context.Context, path string, s Secret, o Options) (Report, []paper, error) {
	c, err := readProven(ctx, path, s, o)
	if err != nil {
		return Report{}, nil, err
	}
	defer c.key.clear()
	return c.verify(ctx, path, o, nil)
}

// verify checks the database of a file that was read, and the papers beside it, and
// lets check read the records.
func (c *content) verify(ctx context.Context, path string, o Options, check func(*sql.Conn) error) (Report, []paper, error) {
	r := c.report(path, o)
	m, err := newMemory(c.image)
	if err != nil {
		return r, nil, insideDamaged(ctx, err)
	}
	defer m.close()
	if err := m.check(ctx); err != nil {
		return r, nil, insideDamaged(ctx, err)
	}
	if err := m.checkReferences(ctx); err != nil {
		return r, nil, insideDamaged(ctx, err)
	}
	if r.Version, err = m.version(ctx); err != nil {
		return r, nil, err
	}
	if check != nil {
		if err := check(m.conn); err != nil {
			return r, nil, err
		}
	}
	papers, err := papersOf(ctx, m.conn)
	if err == nil {
		r.Papers, err = checkPapers(ctx, o.FS, papers, papersDir(path, c.header.fileID))
	}
	return r, papers, err
}

// readProven reads a file and proves all its bytes, but not the database inside.
func readProven(ctx context.Context, path string, s Secret, o Options) (*content, error) {
	return readAs(ctx, path, o, func(file []byte) (*content, error) { return readContent(file, s) })
}

// readKnown does so with a data key that is known.
func readKnown(ctx context.Context, path string, k *dataKey, o Options) (*content, error) {
	return readAs(ctx, path, o, func(file []byte) (*content, error) { return readWith(file, k) })
}

func readAs(ctx context.Context, path string, o Options, read func([]byte) (*content, error)) (*content, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	file, err := readFile(o.FS, path)
	if err != nil {
		return nil, err
	}
	c, err := read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return c, nil
}
