package desk

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/school"
)

// settingRehearsals is the list of rehearsed restores, which only ever grows.
const settingRehearsals = "rehearsals"

// rehearsalAdvice is what to do when a rehearsal failed.
const rehearsalAdvice = "Make a new backup and rehearse again. If that fails too, the disk may be failing: choose a second folder on another disk, and ask whoever looks after this computer."

// againAfter is after how long a failed rehearsal is tried again by itself.
const againAfter = 20 * time.Hour

// Rehearser restores a backup into a throw-away file, to be looked at and thrown away. A
// store that can do it is found by assertion.
type Rehearser interface {
	// TryOut restores a backup with the key that the open file has, so that no passphrase
	// is asked, into an encrypted file of its own. throwAway closes that file and removes
	// it. ErrOtherKey is returned for a backup from before a passphrase was changed.
	TryOut(ctx context.Context, backup string) (restored Store, throwAway func() error, err error)
}

// ErrOtherKey is returned for a backup that the open file's key does not open.
var ErrOtherKey = errors.New("the backup was made before the passphrase was changed")

// Rehearsal is the record of one rehearsed restore.
type Rehearsal struct {
	On         day.Date  `json:"on"`
	At         time.Time `json:"at"`
	By         string    `json:"by"`
	Asked      bool      `json:"asked"`     // by a person; otherwise the program did it by itself
	Backup     string    `json:"backup"`    // its file's name
	BackupAt   time.Time `json:"backup_at"` // when it was made
	Size       int64     `json:"size"`      // bytes read, with papers
	Pupils     int       `json:"pupils"`    // in the restored file
	Steps      int       `json:"steps"`     // of its journal, each proved
	FilePupils int       `json:"file_pupils"`
	FileSteps  int       `json:"file_steps"`
	OK         bool      `json:"ok"`
	Problems   []string  `json:"problems"`
}

// Words say what a rehearsal found.
func (r Rehearsal) Words() string {
	which := "The backup"
	if !r.BackupAt.IsZero() {
		which = "The backup of " + day.On(r.BackupAt).Words() + ", " + r.BackupAt.Format("15:04") + ","
	}
	if !r.OK {
		return which + " did not pass: " + strings.Join(r.Problems, " ")
	}
	since := "Nothing was changed in the file since."
	switch n := r.FileSteps - r.Steps; {
	case n > 0:
		since = fmt.Sprintf("The file has %s now, and %s since.", count(r.FilePupils, "pupil"), count(n, "step"))
	case n < 0:
		since = fmt.Sprintf("The file has %s now: it went back to an older state since.", count(r.FilePupils, "pupil"))
	}
	return fmt.Sprintf("%s was restored into a throw-away file and read whole: %s, %s of history. %s", which, count(r.Pupils, "pupil"), count(r.Steps, "step"), since)
}

// Rehearsals lists the rehearsed restores, newest first.
func (d *Desk) Rehearsals(ctx context.Context) ([]Rehearsal, error) {
	out := []Rehearsal{}
	_, err := readNamed(ctx, d.store, kindSetting, settingRehearsals, &out)
	return out, err
}

// RehearseDue reports whether the program should rehearse a restore by itself: none was
// this term, or the last one failed and a day has passed. The demo school is left alone,
// and so is a file opened by somebody who may not make backups.
func (d *Desk) RehearseDue(ctx context.Context) bool {
	list, err := d.Rehearsals(ctx)
	if err != nil || d.School().Demo || len(d.entries) == 0 || !d.May(access.Backup) {
		return false
	}
	if len(list) > 0 && !list[0].OK {
		return d.options.Clock().Sub(list[0].At) > againAfter
	}
	return d.rehearsalDue(list)
}

// rehearsalDue reports whether no restore was rehearsed this term.
func (d *Desk) rehearsalDue(list []Rehearsal) bool {
	for _, r := range list {
		if r.OK && school.Series(r.On) == school.Series(d.Today()) {
			return false
		}
	}
	return true
}

// Rehearse restores the newest backup into a throw-away file, proves every byte of it
// and every step of its journal, opens a desk over it, counts what is there and compares
// it with the file. It asks no passphrase and changes nothing but the list of rehearsals,
// to which the outcome goes with its date. Where there is no backup yet, or the newest was
// made before the passphrase was changed, one is made first. asked says that a person
// asked for it.
func (d *Desk) Rehearse(ctx context.Context, asked bool) (Rehearsal, error) {
	if err := d.allow(access.Backup); err != nil {
		return Rehearsal{}, err
	}
	r := Rehearsal{On: d.Today(), At: d.options.Clock().Truncate(time.Second), By: d.options.By, Asked: asked, Problems: []string{}}
	if err := d.rehearse(ctx, &r); err != nil {
		if ctx.Err() != nil {
			return r, ctx.Err()
		}
		r.Problems = append(r.Problems, Words(err))
	}
	r.OK = len(r.Problems) == 0
	return r, d.keepRehearsal(ctx, r)
}

func (d *Desk) rehearse(ctx context.Context, r *Rehearsal) error {
	newest, restored, throwAway, err := d.tryOut(ctx)
	if !newest.At.IsZero() {
		r.Backup, r.BackupAt = filepath.Base(newest.Path), newest.At
	}
	if err != nil {
		return err
	}
	err = d.compare(ctx, restored, r)
	if err = errors.Join(err, throwAway()); err != nil {
		return err
	}
	read, err := d.Keeper().Rehearse(ctx, newest.Path)
	r.Size = read.Size
	return err
}

// tryOut restores the newest backup that the file's key opens.
func (d *Desk) tryOut(ctx context.Context) (newest Copy, restored Store, throwAway func() error, err error) {
	rehearser, can := d.store.(Rehearser)
	if !can {
		return newest, nil, nil, refuse("backup", "This file cannot rehearse a restore.")
	}
	err = ErrOtherKey
	if all := d.Keeper().Backups(); len(all) > 0 {
		newest = all[0]
		restored, throwAway, err = rehearser.TryOut(ctx, newest.Path)
	}
	if !errors.Is(err, ErrOtherKey) {
		return newest, restored, throwAway, err
	}
	if newest, err = d.Keeper().Backup(ctx, ""); err != nil {
		return newest, nil, nil, err
	}
	restored, throwAway, err = rehearser.TryOut(ctx, newest.Path)
	return newest, restored, throwAway, err
}

// compare opens a desk over the restored file, counts what is there and holds it against
// the open file.
func (d *Desk) compare(ctx context.Context, restored Store, r *Rehearsal) error {
	there, err := Open(ctx, restored, d.options)
	if err != nil {
		return err
	}
	r.Pupils, r.FilePupils = len(there.entries), len(d.entries)
	if r.Steps, err = restored.VerifyChain(ctx); err != nil {
		r.Problems = append(r.Problems, sentence(err.Error()))
	}
	last, err := d.store.History(ctx, "", 1)
	if err != nil {
		return err
	}
	if len(last) > 0 {
		r.FileSteps = int(last[0].N)
	}
	if r.Steps == r.FileSteps && r.Pupils != r.FilePupils {
		r.Problems = append(r.Problems, fmt.Sprintf("It has as many steps of history as the file, but %s where the file has %d.", count(r.Pupils, "pupil"), r.FilePupils))
	}
	return nil
}

// keepRehearsal puts the outcome at the head of the list, as something that happened.
func (d *Desk) keepRehearsal(ctx context.Context, r Rehearsal) error {
	list, err := d.Rehearsals(ctx)
	if err != nil {
		return err
	}
	edit, err := putNamed(kindSetting, settingRehearsals, append([]Rehearsal{r}, list...))
	if err != nil {
		return err
	}
	label := "Rehearse a restore: the backup is whole"
	if !r.OK {
		label = "Rehearse a restore: the backup did not pass"
	}
	return d.note(ctx, label, edit)
}

// PutBack is called once for a file that was put in place of one that no longer
// opened. As after Restore, the hub can tell that the school has gone back to a
// copy, and sending is on hold until the SENCO has looked.
func (d *Desk) PutBack(ctx context.Context) error { return d.afterRestore(ctx) }
