package vault

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// BackupInfo describes a backup that was made and checked.
type BackupInfo struct {
	Path string
	Size int64 // bytes
	Save uint64
	At   time.Time
	// Papers says how many papers the folder beside the copy holds for it, and how
	// many were missing or damaged beside the file and could not be copied.
	Papers PapersReport
}

// Backup writes a copy of the file as it stands to dst, reads it back, and only
// then gives it its name. The copy opens with the secrets that open the file
// now. Papers that are not yet in the folder of papers beside dst are copied there;
// dst and that folder together are whole. Work goes on meanwhile. A dst that is there
// already is refused.
func (v *Vault) Backup(ctx context.Context, dst string) (BackupInfo, error) {
	v.papers.Lock()
	defer v.papers.Unlock()
	v.write.Lock()
	if v.key == nil {
		v.write.Unlock()
		return BackupInfo{}, v.closedError()
	}
	p := v.picture()
	key := *p.key
	p.key, p.image = &key, bytes.Clone(p.image)
	v.write.Unlock()
	defer key.clear()
	return v.copyTo(ctx, p, dst)
}

func (v *Vault) copyTo(ctx context.Context, p picture, dst string) (b BackupInfo, err error) {
	if err := refuseExisting(v.o.FS, dst); err != nil {
		return b, err
	}
	if err := ctx.Err(); err != nil {
		return b, err
	}
	if err := p.freshSalt(v.o.Random); err != nil {
		return b, err
	}
	part := dst + partEnding
	w, err := p.write(v.o, part)
	if err != nil {
		return b, backupError(dst, err)
	}
	papers, err := v.readBack(ctx, part, p)
	if err == nil {
		b.Papers, err = carryPapers(ctx, v.o.FS, papers, papersDir(v.path, p.header.fileID), papersDir(dst, p.header.fileID), false)
	}
	if err != nil {
		return b, backupError(dst, errors.Join(err, v.o.FS.Remove(part)))
	}
	if err := v.o.FS.Rename(part, dst); err != nil {
		return b, backupError(dst, errors.Join(err, v.o.FS.Remove(part)))
	}
	if err := syncPath(v.o.FS, dst); err != nil {
		return b, backupError(dst, err)
	}
	b.Path, b.Size, b.Save, b.At = dst, w.tail, p.save, v.o.Now()
	return b, nil
}

// readBack proves that a copy holds what was meant to be in it, and returns the
// papers that it lists.
func (v *Vault) readBack(ctx context.Context, name string, p picture) ([]paper, error) {
	file, err := readFile(v.o.FS, name)
	if err != nil {
		return nil, err
	}
	c, err := readWith(file, p.key)
	if err != nil {
		return nil, err
	}
	if c.torn != 0 || c.badCopy != "" || c.save != p.save || !bytes.Equal(c.image, p.image) {
		return nil, fmt.Errorf("the copy does not read back as it was written")
	}
	m, err := newMemory(c.image)
	if err != nil {
		return nil, err
	}
	defer m.close()
	if err := m.check(ctx); err != nil {
		return nil, err
	}
	return papersOf(ctx, m.conn)
}

func backupError(dst string, err error) error {
	name := filepath.Base(dst)
	if noSpace(err) || errors.Is(err, ErrFull) {
		return because(ErrFull, err, fmt.Sprintf("The backup %s was not made, because there is no space left where it was to go. The file itself is not affected.", name))
	}
	return failed(err, "The backup %s was not made. The file itself is not affected. Check that its folder is there and that you may write to it.", name)
}

const backupAge = 20 * time.Hour // after which opening the file makes a new one

// AutoBackup makes a backup in the backup folder, named with the time, and
// removes those that are past keeping. Call it before a change that is hard to
// take back, such as an import.
func (v *Vault) AutoBackup(ctx context.Context) (BackupInfo, error) {
	v.write.Lock()
	defer v.write.Unlock()
	if v.key == nil {
		return BackupInfo{}, v.closedError()
	}
	return v.autoBackup(ctx)
}

// autoBackup does the work of AutoBackup; the caller holds v.write.
func (v *Vault) autoBackup(ctx context.Context) (BackupInfo, error) {
	if err := v.o.FS.MkdirAll(v.o.BackupDir); err != nil {
		return BackupInfo{}, backupError(v.o.BackupDir, err)
	}
	b, err := v.copyTo(ctx, v.picture(), v.nextBackup())
	if err != nil {
		return b, err
	}
	v.prune(v.backups())
	v.pruneErased(v.backups())
	return b, nil
}

// nextBackup names a backup so that it sorts after all others, also after those of the
// same second of which some are gone again.
func (v *Vault) nextBackup() string {
	name, end := filepath.Join(v.o.BackupDir, stem(v.path)+" "+v.o.Now().Format(fileTime)), filepath.Ext(v.path)
	last := 0
	for _, f := range v.backups() {
		if f.name == name+end {
			last = max(last, 1)
		}
		if n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(f.name, name+" "), end)); err == nil {
			last = max(last, n)
		}
	}
	for n := last + 1; ; n++ {
		dst := name + end
		if n > 1 {
			dst = fmt.Sprintf("%s %d%s", name, n, end)
		}
		if !v.o.FS.Exists(dst) {
			return dst
		}
	}
}

// backupDue reports whether the newest backup is too old, or there is none.
func (v *Vault) backupDue() bool {
	kept := v.backups()
	return len(kept) == 0 || v.o.Now().Sub(kept[0].when) > backupAge
}

type datedFile struct {
	name string
	when time.Time
}

// backups lists this file's automatic backups by their names, newest first.
func (v *Vault) backups() []datedFile { return v.backupsIn(v.o.BackupDir) }

// backupsIn does so for any folder of backups.
func (v *Vault) backupsIn(folder string) []datedFile {
	names, err := v.o.FS.List(folder)
	if err != nil {
		return nil
	}
	var out []datedFile
	for _, name := range names {
		rest, ok := strings.CutPrefix(name, stem(v.path)+" ")
		if !ok || filepath.Ext(rest) != filepath.Ext(v.path) || len(rest) < len(fileTime) {
			continue
		}
		if t, err := time.ParseInLocation(fileTime, rest[:len(fileTime)], v.o.Now().Location()); err == nil {
			out = append(out, datedFile{filepath.Join(folder, name), t})
		}
	}
	// Of two made in one second the later has a number in its name, so a longer one.
	slices.SortFunc(out, func(a, b datedFile) int {
		return cmp.Or(b.when.Compare(a.when), cmp.Compare(len(b.name), len(a.name)), cmp.Compare(b.name, a.name))
	})
	return out
}

// What is kept: the ten newest backups, the newest of each of fourteen days and
// of eight weeks. None is kept past ninety days, so that what a school erased
// does not live on in its backups.
const (
	keepNewest = 10
	keepDays   = 14
	keepWeeks  = 8
	keepAtMost = 90 * 24 * time.Hour
)

// prune removes from a list of backups, newest first, those that are past keeping.
func (v *Vault) prune(list []datedFile) {
	for _, f := range pastKeeping(list, v.o.Now()) {
		// Only ever a backup of this very file.
		if i, err := inspect(v.o.FS, f.name); err == nil && i.FileID == v.header.fileID {
			_ = v.o.FS.Remove(f.name)
		}
	}
}

// clearParts takes away what an interrupted backup of this file left in a folder: such a
// part is past every rule of keeping and would stay for ever. The caller holds v.papers
// and v.write, or is alone.
func (v *Vault) clearParts(folder string) {
	names, err := v.o.FS.List(folder)
	if err != nil {
		return
	}
	for _, name := range names {
		if !strings.HasPrefix(name, stem(v.path)+" ") || !strings.HasSuffix(name, filepath.Ext(v.path)+partEnding) {
			continue
		}
		part := filepath.Join(folder, name)
		i, err := inspect(v.o.FS, part)
		// One that broke off before its header is surely this file's only in the folder
		// beside the file.
		if err == nil && i.FileID == v.header.fileID || err != nil && folder == v.o.BackupDir {
			_ = v.o.FS.Remove(part)
		}
	}
	papers := papersDir(filepath.Join(folder, "any"), v.header.fileID)
	if names, err := v.o.FS.List(papers); err == nil {
		v.clearPaperParts(papers, names)
	}
}

// pastKeeping picks from files, newest first, those to remove. The newest is
// always kept.
func pastKeeping(files []datedFile, now time.Time) []datedFile {
	days, weeks := map[string]bool{}, map[string]bool{}
	var out []datedFile
	for i, f := range files {
		keep := i < keepNewest
		if day := f.when.Format(time.DateOnly); !days[day] && len(days) < keepDays {
			days[day], keep = true, true
		}
		year, n := f.when.ISOWeek()
		if week := fmt.Sprint(year, n); !weeks[week] && len(weeks) < keepWeeks {
			weeks[week], keep = true, true
		}
		if now.Sub(f.when) > keepAtMost {
			keep = false
		}
		if !keep && i > 0 {
			out = append(out, f)
		}
	}
	return out
}
