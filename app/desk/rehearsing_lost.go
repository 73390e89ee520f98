package desk

import (
	"context"
	"errors"
)

// RehearseRestore restores the newest backup into a new file at path, as after the
// loss of the computer: with the secret s of the backup and nothing else. It checks all
// that then lies there, so that it proves the passphrase as well. The new file is
// encrypted under a passphrase that nobody knows; it is the caller's to remove. The
// school's own file is not touched, nor is the list of rehearsals: Rehearse keeps that.
func (d *Desk) RehearseRestore(ctx context.Context, files Files, path string, s Secret) (Copy, Verified, error) {
	copies := d.Keeper().Backups()
	if len(copies) == 0 {
		return Copy{}, Verified{}, refuse("backup", "There is no backup yet. Make one first.")
	}
	newest, err := d.Keeper().Verify(ctx, copies[0].Path, s)
	if err != nil {
		return newest, Verified{}, err
	}
	passphrase := "rehearsal " + d.options.NewID() + " " + d.options.NewID()
	store, _, err := files.Create(ctx, path, passphrase)
	if err != nil {
		return newest, Verified{}, err
	}
	v, err := restoreInto(ctx, store, newest.Path, s, passphrase, d.options)
	return newest, v, errors.Join(err, store.Close())
}

func restoreInto(ctx context.Context, store Store, backup string, s Secret, passphrase string, o Options) (Verified, error) {
	if _, err := store.(Keeper).Restore(ctx, backup, s); err != nil {
		return Verified{}, err
	}
	restored, err := Open(ctx, store, o)
	if err != nil {
		return Verified{}, err
	}
	return restored.Verify(ctx, Secret{Passphrase: passphrase})
}
