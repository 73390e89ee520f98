package vault

import (
	"context"
	"database/sql"
)

// Rehearse proves that a backup of this file could be restored: it reads every byte
// of it with the key that the open file has, so no passphrase is asked, checks the
// database inside and every paper beside it, and lets check read the records. Nothing
// is written. Papers that are missing or damaged are in the report and are no error.
// A copy from before a passphrase was changed, or of another file, is ErrWrongKey:
// Verify reads it with its own secret.
func (v *Vault) Rehearse(ctx context.Context, path string, check func(*sql.Conn) error) (Report, error) {
	v.write.Lock()
	if v.key == nil {
		v.write.Unlock()
		return Report{}, v.closedError()
	}
	key := *v.key
	v.write.Unlock()
	defer key.clear()
	path, o, err := prepare(path, Options{FS: v.o.FS, Now: v.o.Now})
	if err != nil {
		return Report{}, err
	}
	c, err := readKnown(ctx, path, &key, o)
	if err != nil {
		return Report{}, err
	}
	r, _, err := c.verify(ctx, path, o, check)
	if err == nil && r.Version > len(v.o.Migrations) {
		err = newerTables(r.Version, len(v.o.Migrations))
	}
	return r, err
}
