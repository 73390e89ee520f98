package desk

import (
	"context"
	"errors"
)

// RehearseRestore restores the newest backup into a new file at path, as after the
// loss of the computer, and checks all that then lies there. s is the backup's
// secret. The new file is encrypted under a passphrase that nobody knows; it is the
// caller's to remove. The school's own file is not touched.
func (d *Desk) RehearseRestore(ctx context.Context, files Files, path string, s Secret) (Copy, Verified, error) {
	newest, err := d.TestBackup(ctx, s)
	if err != nil {
		return newest, Verified{}, err
	}
	passphrase := "rehearsal " + d.options.NewID() + " " + d.options.NewID()
	store, _, err := files.Create(ctx, path, passphrase)
	if err != nil {
		return newest, Verified{}, err
	}
	v, err := rehearse(ctx, store, newest.Path, s, passphrase, d.options)
	return newest, v, errors.Join(err, store.Close())
}

func rehearse(ctx context.Context, store Store, backup string, s Secret, passphrase string, o Options) (Verified, error) {
	if _, err := store.(Keeper).Restore(ctx, backup, s); err != nil {
		return Verified{}, err
	}
	restored, err := Open(ctx, store, o)
	if err != nil {
		return Verified{}, err
	}
	return restored.Verify(ctx, Secret{Passphrase: passphrase})
}

// PutBack is called once for a file that was put in place of one that no longer
// opened. As after Restore, the hub can tell that the school has gone back to a
// copy, and sending is on hold until the SENCO has looked.
func (d *Desk) PutBack(ctx context.Context) error { return d.afterRestore(ctx) }
