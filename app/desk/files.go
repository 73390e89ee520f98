package desk

import (
	"context"
	"time"

	"needsbook/app/journal"
)

// Secret opens a school's file: the passphrase, or the printed recovery key.
type Secret struct{ Passphrase, Recovery string }

// Files makes and opens schools' files. Errors carry sentences for a person, which
// Words passes on.
type Files interface {
	// Create makes a new file and returns its recovery key, to be printed once.
	Create(ctx context.Context, path, passphrase string) (Store, string, error)
	// Open opens a file. The notices are sentences about what was found amiss and put right.
	Open(ctx context.Context, path string, s Secret) (store Store, notices []string, err error)
	// CheckPassphrase says why a passphrase is too easy to guess, or nil.
	CheckPassphrase(passphrase string) error
}

// Keeper is what a store can do for the safety of its file.
type Keeper interface {
	Path() string
	// Backup writes a checked copy into a folder; "" is the usual one.
	Backup(ctx context.Context, folder string) (Copy, error)
	// Backups lists the copies in the usual folder, newest first.
	Backups() []Copy
	// Restore puts a copy in place of the file's content; what was there is copied first.
	Restore(ctx context.Context, path string, s Secret) (before string, err error)
	// Rekey changes the passphrase and returns a new recovery key.
	Rekey(ctx context.Context, passphrase string) (string, error)
	// AddKey gives one more person a passphrase of their own, which opens the whole
	// file, and returns the id by which OpenedWith knows them. Four people can have one.
	AddKey(ctx context.Context, passphrase string) (id string, err error)
	// RemoveKey takes a person's passphrase away: it opens nothing saved from then on.
	RemoveKey(ctx context.Context, id string) error
	// ChangeKey gives a person another passphrase; the id stays.
	ChangeKey(ctx context.Context, id, passphrase string) error
	// Keys lists the ids of the people who have a passphrase of their own.
	Keys() []string
	// OpenedWith says what the file was opened with: "" for the main passphrase,
	// "recovery" for the recovery key, or a person's id.
	OpenedWith() string
	// Discard closes the file and takes it away with all its copies.
	Discard() error
	// Warning is a sentence when the file is safe but could not be tidied up, as on a
	// full disk; "" when there is nothing to say.
	Warning() string
	// Pages is how many pages of 4 KiB the records fill.
	Pages(ctx context.Context) (int, error)
	// Verify reads all of a file, this one or a backup, and checks every byte of it.
	Verify(ctx context.Context, path string, s Secret) (Copy, error)
	// Rehearse does so for a backup of this file, with the journal inside, and asks no
	// secret: it uses the key that the open file has. A backup from before a passphrase
	// was changed has another key and is refused.
	Rehearse(ctx context.Context, path string) (Copy, error)
	// Mirror brings the newest backup, with its papers and checked, to a second folder,
	// and removes there what is past keeping. A folder that is not there is an error.
	Mirror(ctx context.Context, folder string) error
	// MirrorState is the newest backup in a second folder; the zero Copy is none.
	MirrorState(folder string) (newest Copy, err error)
}

// Copy is a backup.
type Copy struct {
	Path string    `json:"path"`
	At   time.Time `json:"at"`
	Size int64     `json:"size"`
}

// Keeper returns what the open file can do for its own safety.
func (d *Desk) Keeper() Keeper { return guardedKeeper{d.store.(Keeper), d} }

// Verified is the outcome of a check of a whole file.
type Verified struct {
	OK       bool     `json:"ok"`
	Size     int64    `json:"size"` // bytes read
	Pupils   int      `json:"pupils"`
	Steps    int      `json:"steps"` // of the journal
	Newest   string   `json:"newest_change"`
	Problems []string `json:"problems"`
}

// Verify checks every byte of the file and the journal's chain.
func (d *Desk) Verify(ctx context.Context, s Secret) (Verified, error) {
	v := Verified{Pupils: len(d.entries), Problems: []string{}}
	read, err := d.Keeper().Verify(ctx, d.Keeper().Path(), s)
	if err != nil {
		v.Problems = append(v.Problems, Words(err))
	}
	v.Size = read.Size
	if v.Steps, err = d.store.VerifyChain(ctx); err != nil {
		v.Problems = append(v.Problems, sentence(err.Error()))
	}
	steps, err := d.store.History(ctx, "", 1)
	if err != nil {
		return v, err
	}
	if len(steps) > 0 {
		v.Newest = steps[0].At.Format(time.RFC3339)
	}
	v.OK = len(v.Problems) == 0
	return v, nil
}

// Restore puts a backup in place of what the file holds. What was there is copied
// first; before is where.
func (d *Desk) Restore(ctx context.Context, path string, s Secret) (before string, err error) {
	if before, err = d.Keeper().Restore(ctx, path, s); err != nil {
		return "", err
	}
	return before, d.afterRestore(ctx)
}

// afterRestore renews the file's mark, so that the hub can tell that the school has
// gone back to a copy, and puts sending on hold until the SENCO has looked.
func (d *Desk) afterRestore(ctx context.Context) error {
	raw, edit, err := d.freshEpoch()
	if err != nil {
		return err
	}
	hold, err := putNamed(kindSending, sendingHold, "Restored from a backup; new mark "+raw)
	if err != nil {
		return err
	}
	if err := d.step(ctx, journal.Fact, "Restore from a backup", "", []journal.Edit{edit, hold}); err != nil { // whoever put it back
		return err
	}
	return d.readFile(ctx)
}
