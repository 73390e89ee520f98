package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"
)

// PapersReport says how the papers beside a file were found.
type PapersReport struct {
	Count   int   // that the file lists
	Bytes   int64 // of the content of those that are whole
	Missing int
	Damaged int
}

// checkPapers proves every paper of a list in a folder.
func checkPapers(ctx context.Context, fsys FS, list []paper, dir string) (r PapersReport, err error) {
	for _, p := range list {
		if err := ctx.Err(); err != nil {
			return r, err
		}
		r.add(p, p.check(fsys, dir))
	}
	return r, nil
}

func (r *PapersReport) add(p paper, found error) {
	r.Count++
	switch {
	case found == nil:
		r.Bytes += p.size
	case errors.Is(found, ErrMissing):
		r.Missing++
	default:
		r.Damaged++
	}
}

// problem is a sentence about papers of the file at path that are missing or damaged,
// or "". It names nobody.
func (r PapersReport) problem(path string, fileID [16]byte) string {
	var what []string
	for _, w := range []struct {
		n    int
		word string
	}{{r.Missing, "missing"}, {r.Damaged, "damaged"}} {
		if w.n > 0 {
			what = append(what, fmt.Sprintf("%d %s", w.n, w.word))
		}
	}
	if len(what) == 0 {
		return ""
	}
	return fmt.Sprintf("Not all papers that go with %s are whole: of %d, %s. The file itself and the other papers are in order. Put the folder “%s” back beside it from a copy, or attach those papers again.",
		filepath.Base(path), r.Count, strings.Join(what, " and "), filepath.Base(papersDir(path, fileID)))
}

// PapersProblem returns an error with a sentence when papers are missing or damaged.
func (r Report) PapersProblem() error {
	text := r.Papers.problem(r.Path, r.FileID)
	switch {
	case text == "":
		return nil
	case r.Papers.Damaged > 0:
		return because(ErrDamaged, nil, text)
	}
	return because(ErrMissing, nil, text)
}

// PapersProblem returns an error with a sentence when papers were missing or damaged
// beside the file and are not in the backup. The backup itself was made.
func (b BackupInfo) PapersProblem() error {
	lost := b.Papers.Missing + b.Papers.Damaged
	if lost == 0 {
		return nil
	}
	return because(ErrMissing, nil, fmt.Sprintf("The backup %s was made, but without %d of the %d papers that go with the file: they are missing or damaged beside it. Everything else is in the backup. Check the file to see what to do.", filepath.Base(b.Path), lost, b.Papers.Count))
}

// carryPapers sees to it that each paper of a list is in the folder to, from the
// folder from where it is not there yet. A paper that is there with the right length
// is trusted, as papers never change, unless proof is asked for. What cannot be read
// in either folder is counted and does not stop the others; an error is about writing.
func carryPapers(ctx context.Context, fsys FS, list []paper, from, to string, proof bool) (r PapersReport, err error) {
	if len(list) == 0 {
		return r, nil
	}
	if err := fsys.MkdirAll(to); err != nil {
		return r, err
	}
	for _, p := range list {
		if err := ctx.Err(); err != nil {
			return r, err
		}
		if p.lies(fsys, to) && (!proof || p.check(fsys, to) == nil) {
			r.add(p, nil)
			continue
		}
		err := p.copy(fsys, from, to)
		if err != nil && !errors.Is(err, ErrMissing) && !errors.Is(err, ErrDamaged) {
			return r, err
		}
		r.add(p, err)
	}
	return r, syncPath(fsys, to)
}

// lies reports whether a file of the paper's name and length is in a folder.
func (p paper) lies(fsys FS, dir string) bool {
	f, err := fsys.Open(p.in(dir), 0)
	if err != nil {
		return false
	}
	defer f.Close()
	size, err := f.Size()
	return err == nil && size == p.sealedSize()
}

// lookForPapers counts the papers that the file lists and that have no file. It reads
// none of them, and what it cannot find out it leaves out: opening never hangs on it.
func (v *Vault) lookForPapers(ctx context.Context) (r PapersReport) {
	var list []paper
	err := v.view(ctx, func(c *sql.Conn) (err error) {
		list, err = papersOf(ctx, c)
		return err
	})
	if err != nil || len(list) == 0 {
		return r
	}
	there := map[string]bool{}
	names, err := v.o.FS.List(papersDir(v.path, v.header.fileID))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return r
	}
	for _, name := range names {
		there[name] = true
	}
	for _, p := range list {
		var found error
		if !there[p.name+paperEnding] {
			found = ErrMissing
		}
		r.add(p, found)
	}
	return r
}

// clearPapers takes away what interrupted work left in the folder of the papers:
// unfinished files, and files of papers that were erased. The caller is alone or
// holds v.papers.
func (v *Vault) clearPapers() {
	dir := papersDir(v.path, v.header.fileID)
	names, err := v.o.FS.List(dir)
	if err != nil || len(names) == 0 {
		return
	}
	v.clearPaperParts(dir, names)
	_ = v.clearErased()
}

func (v *Vault) clearPaperParts(dir string, names []string) {
	for _, name := range names {
		if strings.HasSuffix(name, paperEnding+partEnding) {
			_ = v.o.FS.Remove(filepath.Join(dir, name))
		}
	}
}

// clearErased removes the sealed bytes of erased papers beside the file.
func (v *Vault) clearErased() error {
	return v.removeErased(papersDir(v.path, v.header.fileID), v.o.Now())
}

// pruneErased removes from a folder of backups, whose list is kept, newest first, the
// papers that were erased before the oldest was made: none of them can open them.
func (v *Vault) pruneErased(kept []datedFile) {
	if len(kept) > 0 {
		oldest := kept[len(kept)-1]
		_ = v.removeErased(papersDir(oldest.name, v.header.fileID), oldest.when)
	}
}

// removeErased removes from a folder the papers that were erased up to a time.
func (v *Vault) removeErased(dir string, until time.Time) error {
	var names []string
	ctx := context.Background()
	err := v.view(ctx, func(c *sql.Conn) error {
		if has, err := hasPapers(ctx, c); err != nil || !has {
			return err
		}
		rows, err := c.QueryContext(ctx, `SELECT name FROM erased_paper WHERE at <= ? AND name NOT IN (SELECT name FROM sealed_paper)`, until.UnixMilli())
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			names = append(names, name)
		}
		return rows.Err()
	})
	if err != nil {
		return fmt.Errorf("list the erased papers: %w", err)
	}
	removed := false
	for _, name := range names {
		file := paper{name: name}.in(dir)
		if !paperName(name) || !v.o.FS.Exists(file) {
			continue
		}
		if err := v.o.FS.Remove(file); err != nil {
			return failed(err, "An erased paper could not be removed from the folder “%s”. It cannot be opened any more.", filepath.Base(dir))
		}
		removed = true
	}
	if removed {
		return v.o.FS.SyncDir(dir)
	}
	return nil
}
