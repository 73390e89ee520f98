package desk

import (
	"context"

	"needsbook/app/access"
)

// guardedKeeper asks the role before anything is done to the file as a whole. What only
// makes it safer, such as a backup in the usual folder and its mirror, asks nothing.
type guardedKeeper struct {
	Keeper
	d *Desk
}

// Backup writes a checked copy into a folder; "" is the usual one.
func (k guardedKeeper) Backup(ctx context.Context, folder string) (Copy, error) {
	if folder != "" {
		if err := k.d.allow(access.Backup); err != nil {
			return Copy{}, err
		}
	}
	return k.Keeper.Backup(ctx, folder)
}

// Restore puts a copy in place of the file's content; what was there is copied first.
func (k guardedKeeper) Restore(ctx context.Context, path string, s Secret) (before string, err error) {
	if err := k.d.allow(access.Restore); err != nil {
		return "", err
	}
	return k.Keeper.Restore(ctx, path, s)
}

// Rekey changes the passphrase, makes a backup that it opens, and returns a new recovery
// key.
func (k guardedKeeper) Rekey(ctx context.Context, passphrase string) (string, error) {
	if err := k.d.allow(access.ManagePeople); err != nil {
		return "", err
	}
	recovery, err := k.Keeper.Rekey(ctx, passphrase)
	if err == nil {
		k.d.copyKeys(ctx)
	}
	return recovery, err
}

// AddKey gives one more person a passphrase of their own.
func (k guardedKeeper) AddKey(ctx context.Context, passphrase string) (id string, err error) {
	if err := k.d.allow(access.ManagePeople); err != nil {
		return "", err
	}
	return k.Keeper.AddKey(ctx, passphrase)
}

// RemoveKey takes a person's passphrase away.
func (k guardedKeeper) RemoveKey(ctx context.Context, id string) error {
	if err := k.d.allow(access.ManagePeople); err != nil {
		return err
	}
	return k.Keeper.RemoveKey(ctx, id)
}

// ChangeKey gives a person another passphrase. One's own may be changed by anybody.
func (k guardedKeeper) ChangeKey(ctx context.Context, id, passphrase string) error {
	if id != k.d.seat.ID || id == "" {
		if err := k.d.allow(access.ManagePeople); err != nil {
			return err
		}
	}
	return k.Keeper.ChangeKey(ctx, id, passphrase)
}

// Discard closes the file and takes it away with all its copies.
func (k guardedKeeper) Discard() error {
	if err := k.d.allow(access.Erase); err != nil {
		return err
	}
	return k.Keeper.Discard()
}
