package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// rememberedKeys is kept while no backup follows a change of who may open the file: the
// newest backup of before it. It is no change of the school's records.
const rememberedKeys = "copy_before_keys"

// copyKeys makes a backup, in the second folder too, after a change of who may open the
// file: one from before opens with the keys of then and cannot be rehearsed with those of
// now. The change holds whether or not a copy can be made; until there is a newer one,
// Backups urges it.
func (d *Desk) copyKeys(ctx context.Context) {
	value, err := json.Marshal(d.newestBackup())
	if err == nil {
		err = d.store.Remember(ctx, rememberedKeys, value)
	}
	if err == nil {
		_, err = d.Keeper().Backup(ctx, "")
	}
	if err == nil {
		_ = d.keysCopied(ctx) // a failure lets the urge stand
	}
}

// keysCopied follows a backup in the usual folder: it is brought to the second one, and
// nothing is urged for the keys any more.
func (d *Desk) keysCopied(ctx context.Context) error {
	return errors.Join(d.store.Remember(ctx, rememberedKeys, nil), d.CopyToSecond(ctx))
}

// KeysUncopied reports whether it changed who may open the file and no backup was made
// since.
func (d *Desk) KeysUncopied(ctx context.Context) (bool, error) {
	value, found, err := d.store.Remembered(ctx, rememberedKeys)
	if err != nil || !found {
		return false, err
	}
	var before string
	if err := json.Unmarshal(value, &before); err != nil {
		return false, fmt.Errorf("what is remembered of the backups cannot be read: %w", err)
	}
	return before == "" || d.newestBackup() == before, nil
}

// newestBackup is the path of the newest backup, "" while there is none.
func (d *Desk) newestBackup() string {
	if copies := d.Keeper().Backups(); len(copies) > 0 {
		return copies[0].Path
	}
	return ""
}
