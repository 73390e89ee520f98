package schooldb

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"time"

	"needsbook/app/desk"
	"needsbook/storage/vault"
)

// Files makes and opens schools' files on this computer, for the desk.
type Files struct {
	Options vault.Options // surroundings; the migrations are put in by Create and Open
}

// Create makes a new file and returns its recovery key.
func (f Files) Create(ctx context.Context, path, passphrase string) (desk.Store, string, error) {
	s, recovery, err := Create(ctx, path, passphrase, f.Options)
	if err != nil {
		return nil, "", err
	}
	return s, recovery, nil
}

// Open opens a file; the notices say what was found amiss and put right.
func (f Files) Open(ctx context.Context, path string, secret desk.Secret) (desk.Store, []string, error) {
	s, report, err := Open(ctx, path, vaultSecret(secret), f.Options)
	if err != nil {
		return nil, nil, err
	}
	return s, report.Notices(), nil
}

// CheckPassphrase says why a passphrase is too easy to guess, or nil.
func (f Files) CheckPassphrase(passphrase string) error { return vault.CheckPassphrase(passphrase) }

// WrongKey reports whether an error means that the passphrase or recovery key is not the
// file's.
func (f Files) WrongKey(err error) bool { return errors.Is(err, vault.ErrWrongKey) }

func vaultSecret(s desk.Secret) vault.Secret {
	if s.Recovery != "" {
		return vault.Recovery(s.Recovery)
	}
	return vault.Passphrase(s.Passphrase)
}

// Path returns where the file lies.
func (s *Store) Path() string { return s.vault.Path() }

// Backup writes a checked copy into a folder; "" is the usual one beside the file. The
// size is of the copy with its papers. An error can be about papers that could not be
// copied, and the copy is made all the same.
func (s *Store) Backup(ctx context.Context, folder string) (desk.Copy, error) {
	info, err := vault.BackupInfo{}, error(nil)
	if folder == "" {
		info, err = s.vault.AutoBackup(ctx)
	} else {
		name := filepath.Base(s.Path())
		ext := filepath.Ext(name)
		stamp := s.now().Format("2006-01-02 150405")
		info, err = s.vault.Backup(ctx, filepath.Join(folder, name[:len(name)-len(ext)]+" "+stamp+ext))
	}
	if err == nil {
		err = info.PapersProblem()
	}
	return desk.Copy{Path: info.Path, At: info.At, Size: info.Size + info.Papers.Bytes}, err
}

// Backups lists the copies in the usual folder, newest first.
func (s *Store) Backups() []desk.Copy {
	var out []desk.Copy
	for _, b := range s.vault.Backups() {
		out = append(out, desk.Copy{Path: b.Path, At: b.At, Size: b.Size})
	}
	return out
}

// Restore puts a copy in place of the file's content; what was there is copied first.
func (s *Store) Restore(ctx context.Context, path string, secret desk.Secret) (before string, err error) {
	return s.vault.Restore(ctx, path, vaultSecret(secret))
}

// Warning is a sentence when the file is safe but could not be tidied up, so that it
// grows; "" when there is nothing to say.
func (s *Store) Warning() string { return s.vault.Status().Warning }

// Discard closes the file and takes it away with all its copies.
func (s *Store) Discard() error { return s.vault.Discard() }

// Rekey changes the passphrase and returns a new recovery key.
func (s *Store) Rekey(ctx context.Context, passphrase string) (string, error) {
	return s.vault.Rekey(ctx, passphrase)
}

// AddKey gives one more person a passphrase of their own and returns the person's id.
func (s *Store) AddKey(ctx context.Context, passphrase string) (id string, err error) {
	return s.vault.AddKey(ctx, passphrase)
}

// RemoveKey takes a person's passphrase away.
func (s *Store) RemoveKey(ctx context.Context, id string) error { return s.vault.RemoveKey(ctx, id) }

// ChangeKey gives a person another passphrase.
func (s *Store) ChangeKey(ctx context.Context, id, passphrase string) error {
	return s.vault.ChangeKey(ctx, id, passphrase)
}

// Keys lists the ids of the people who have a passphrase of their own.
func (s *Store) Keys() []string { return s.vault.Keys() }

// OpenedWith says what the file was opened with: "" for the main passphrase,
// "recovery", or a person's id.
func (s *Store) OpenedWith() string { return s.vault.OpenedWith() }

// Rehearse proves a backup with the open file's own key, the journal inside too. The
// size is of all that was read.
func (s *Store) Rehearse(ctx context.Context, path string) (desk.Copy, error) {
	r, err := s.vault.Rehearse(ctx, path, func(c *sql.Conn) error {
		_, err := verifyChain(ctx, c)
		return err
	})
	if err == nil {
		err = r.PapersProblem()
	}
	return desk.Copy{Path: path, At: r.LastSave, Size: r.Size + r.Papers.Bytes}, err
}

// Mirror brings the newest backup, checked, to a second folder.
func (s *Store) Mirror(ctx context.Context, folder string) error {
	info, err := s.vault.Mirror(ctx, folder)
	if err == nil {
		err = info.PapersProblem()
	}
	return err
}

// MirrorState is the newest backup in a second folder; none is the zero Copy.
func (s *Store) MirrorState(folder string) (desk.Copy, error) {
	b, err := s.vault.MirrorState(folder)
	return desk.Copy{Path: b.Path, At: b.At, Size: b.Size}, err
}

// Verify reads all of a file, this one or a backup, and checks every byte, the
// database inside and every paper beside it. It changes nothing. The size is of all
// that was read.
func (s *Store) Verify(ctx context.Context, path string, secret desk.Secret) (desk.Copy, error) {
	r, err := vault.Verify(ctx, path, vaultSecret(secret))
	if err == nil {
		err = r.PapersProblem()
	}
	return desk.Copy{Path: path, At: r.LastSave, Size: r.Size + r.Papers.Bytes}, err
}

func (s *Store) now() time.Time {
	if s.clock != nil {
		return s.clock()
	}
	return time.Now()
}
