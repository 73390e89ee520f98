package vault

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"time"
)

// Papers are the reports, letters and drawings that go with the records. They are
// too large for the database in memory: each lies sealed in a file of its own, in a
// folder beside the school's file that carries the file's id. The database holds, in
// a table of the vault's own, what finds a paper and what opens it.

// papersTables are made when the first paper is put away. erased_paper keeps the
// names of what was erased, or put anew because it was damaged, so that the sealed
// bytes are removed from the backups' folder once no backup can open them any more.
const papersTables = `
CREATE TABLE IF NOT EXISTS sealed_paper (
  digest TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, key BLOB NOT NULL, size INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS erased_paper (name TEXT PRIMARY KEY, at INTEGER NOT NULL);`

// papersDir is the folder of the papers of a file or backup at path. It goes by the
// file's id and not by its name, so that a file that is renamed keeps its papers and
// all backups in one folder share theirs.
func papersDir(path string, fileID [16]byte) string {
	return filepath.Join(filepath.Dir(path), "Needsbook papers "+hex.EncodeToString(fileID[:4]))
}

// papersOf lists the papers that a database knows, by digest.
func papersOf(ctx context.Context, c *sql.Conn) ([]paper, error) {
	if has, err := hasPapers(ctx, c); err != nil || !has {
		return nil, err
	}
	rows, err := c.QueryContext(ctx, `SELECT digest, name, key, size FROM sealed_paper ORDER BY digest`)
	if err != nil {
		return nil, fmt.Errorf("list the papers: %w", err)
	}
	defer rows.Close()
	var out []paper
	for rows.Next() {
		var p paper
		var digest string
		if err := rows.Scan(&digest, &p.name, &p.key, &p.size); err != nil {
			return nil, fmt.Errorf("list the papers: %w", err)
		}
		if n, err := hex.Decode(p.digest[:], []byte(digest)); err != nil || n != sha256.Size || len(digest) != 2*sha256.Size ||
			len(p.key) != keySize || p.size < 1 || p.size > MaxPaper || !paperName(p.name) {
			return nil, because(ErrDamaged, err, "The list of the papers beside the file does not hold together.")
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

func hasPapers(ctx context.Context, c *sql.Conn) (has bool, err error) {
	if err := c.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema WHERE name = 'sealed_paper'`).Scan(&has); err != nil {
		return false, fmt.Errorf("list the papers: %w", err)
	}
	return has, nil
}

// paperName reports whether a name is one that the vault gives, so that no list can
// lead out of the folder.
func paperName(s string) bool {
	raw, err := hex.DecodeString(s)
	return err == nil && len(raw) == 16
}

// PutPaper seals content beside the file and returns its SHA-256 digest in
// hexadecimal, which finds it again. When it returns nil the paper is on the disk.
// The same content is kept once. Nothing refers to a paper until a record does: put
// the paper first and save the record then.
func (v *Vault) PutPaper(ctx context.Context, content []byte) (digest string, err error) {
	if len(content) == 0 {
		return "", because(ErrUnfit, nil, "The file is empty, so there is nothing to keep. Choose another file.")
	}
	if len(content) > MaxPaper {
		return "", because(ErrUnfit, nil, fmt.Sprintf("The file is larger than %d MB, which is the most that Needsbook keeps. Nothing was changed. Make it smaller, such as by scanning it in black and white, or attach its parts one by one.", MaxPaper>>20))
	}
	v.papers.Lock()
	defer v.papers.Unlock()
	dir, err := v.paperPlace()
	if err != nil {
		return "", err
	}
	p, err := newPaper(content, v.o.Random)
	if err != nil {
		return "", err
	}
	digest = hex.EncodeToString(p.digest[:])
	if old, err := v.findPaper(ctx, digest); err == nil && old.check(v.o.FS, dir) == nil {
		return digest, nil
	} else if err != nil && !errors.Is(err, ErrMissing) {
		return "", err
	}
	if err := v.sealPaper(p, dir, content); err != nil {
		return "", err
	}
	if err := v.listPaper(ctx, p, digest); err != nil {
		// After these two the list may be on the disk all the same, here or in the
		// rescued copy, so what it names has to stay.
		if !errors.Is(err, ErrBroken) && !errors.Is(err, ErrFenced) {
			_ = v.o.FS.Remove(p.in(dir))
		}
		return "", err
	}
	return digest, nil
}

// sealPaper writes a paper to the folder, which may be new.
func (v *Vault) sealPaper(p paper, dir string, content []byte) error {
	err := v.o.FS.MkdirAll(dir)
	if err == nil {
		err = p.write(v.o.FS, dir, content)
	}
	if err == nil {
		err = syncPath(v.o.FS, dir)
	}
	if err != nil {
		_ = v.o.FS.Remove(p.in(dir))
		return paperNotKept(v.path, err)
	}
	return nil
}

// listPaper puts a paper on the list, in the place of a damaged one of its content.
func (v *Vault) listPaper(ctx context.Context, p paper, digest string) error {
	return v.Update(ctx, "Put a paper away", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, papersTables); err != nil {
			return err
		}
		if err := unlist(ctx, tx, digest, v.o.Now()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO sealed_paper (digest, name, key, size) VALUES (?, ?, ?, ?)`, digest, p.name, p.key, p.size)
		return err
	})
}

// unlist takes a paper off the list and keeps its name among the erased.
func unlist(ctx context.Context, tx *sql.Tx, digest string, at time.Time) error {
	if _, err := tx.ExecContext(ctx, `INSERT INTO erased_paper (name, at) SELECT name, ? FROM sealed_paper WHERE digest = ?`, at.UnixMilli(), digest); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM sealed_paper WHERE digest = ?`, digest)
	return err
}

// paperPlace returns the folder of the papers, when the file can be changed.
func (v *Vault) paperPlace() (string, error) {
	v.write.Lock()
	defer v.write.Unlock()
	if err := v.writable(); err != nil {
		return "", err
	}
	return papersDir(v.path, v.header.fileID), nil
}

func paperNotKept(path string, err error) error {
	if noSpace(err) || errors.Is(err, ErrFull) {
		return because(ErrFull, err, fmt.Sprintf("There is no space left on the disk that holds %s, so the paper was not kept. Everything before it is safe. Make some space and try again.", filepath.Base(path)))
	}
	return failed(err, "The paper could not be written to the folder of %s, so it was not kept. Everything before it is safe. Check that you may write there and try again.", filepath.Base(path))
}

// findPaper finds a paper in the list.
func (v *Vault) findPaper(ctx context.Context, digest string) (p paper, err error) {
	list, err := v.listPapers(ctx)
	if err != nil {
		return p, err
	}
	for _, p := range list {
		if hex.EncodeToString(p.digest[:]) == digest {
			return p, nil
		}
	}
	return p, because(ErrMissing, nil, "This paper is not among those kept with the file. Everything else is safe. Attach the paper again.")
}

func (v *Vault) listPapers(ctx context.Context) (list []paper, err error) {
	err = v.View(ctx, func(c *sql.Conn) (err error) {
		list, err = papersOf(ctx, c)
		return err
	})
	return list, err
}

// Paper returns the content of the paper with a digest, proved to be what was put
// away. Where it is missing or damaged beside the file, the copy in the folder of
// the automatic backups is used. The error is ErrMissing or ErrDamaged when neither
// can be read.
func (v *Vault) Paper(ctx context.Context, digest string) ([]byte, error) {
	p, err := v.findPaper(ctx, digest)
	if err != nil {
		return nil, err
	}
	v.write.Lock()
	id := v.header.fileID
	v.write.Unlock()
	var first error
	for _, dir := range []string{papersDir(v.path, id), papersDir(filepath.Join(v.o.BackupDir, "x"), id)} {
		content := make([]byte, 0, p.size)
		err := p.read(v.o.FS, dir, func(plain, _ []byte) error {
			content = append(content, plain...)
			return ctx.Err()
		})
		if err == nil || ctx.Err() != nil {
			return content, err
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// Papers returns the digests of the papers that are kept with the file.
func (v *Vault) Papers(ctx context.Context) ([]string, error) {
	list, err := v.listPapers(ctx)
	digests := make([]string, len(list))
	for i, p := range list {
		digests[i] = hex.EncodeToString(p.digest[:])
	}
	return digests, err
}

// ErasePapers removes papers for good: their keys from the file, which is written
// afresh, and their sealed bytes beside it. Only a backup made before can still open
// them; what lies in the folder of the automatic backups goes with the last of those.
// The caller makes sure that no record and no change that could be done again refers
// to them. Digests that are not listed are passed over.
func (v *Vault) ErasePapers(ctx context.Context, digests ...string) error {
	if len(digests) == 0 {
		return nil
	}
	v.papers.Lock()
	defer v.papers.Unlock()
	if _, err := v.paperPlace(); err != nil {
		return err
	}
	at := v.o.Now()
	err := v.Update(ctx, "Erase papers", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, papersTables); err != nil {
			return err
		}
		for _, d := range digests {
			if err := unlist(ctx, tx, d, at); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return errors.Join(v.clearErased(), v.Compact())
}
