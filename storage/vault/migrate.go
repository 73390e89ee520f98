package vault

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
)

// migrate brings the tables up to date in one change: a backup first, then all
// steps, checks and the version together. After an error the file is as it was.
func (v *Vault) migrate(ctx context.Context, r *Report) error {
	if !v.o.noBackups {
		b, err := v.autoBackup(ctx)
		if err != nil {
			return failed(err, "%s has to be brought up to date for this Needsbook, but no backup could be made first, so it was left as it was. Make the backup folder writable, or choose another.", filepath.Base(v.path))
		}
		r.Backup = &b
	}
	from := r.Version
	v.mem.Lock()
	err := v.migrateMemory(ctx, from)
	var c change
	if err == nil {
		err = v.m.look(func(image []byte) error {
			c = compare(v.durable, image)
			v.stamp = changeCounter(image)
			return nil
		})
	}
	v.mem.Unlock()
	if err == nil {
		c.when, c.why = v.o.Now(), fmt.Sprintf("Tables brought from version %d to %d", from, len(v.o.Migrations))
		err = v.keep(c)
	}
	if err != nil {
		return failed(err, "%s could not be brought up to date and was left as it was, at version %d.", filepath.Base(v.path), from)
	}
	r.Migrated, r.Version, r.Save, r.LastSave, r.LastWhy = from, len(v.o.Migrations), v.save, v.when, v.why
	return nil
}

// migrateMemory runs the steps after version from, in one transaction in memory.
// Foreign keys are checked at the end instead of at each statement, so that a
// step may rebuild a table.
func (v *Vault) migrateMemory(ctx context.Context, from int) error {
	steps := v.o.Migrations[from:]
	if len(steps) == 0 {
		return nil
	}
	if err := v.m.begin(false); err != nil {
		return err
	}
	if err := v.m.exec("PRAGMA foreign_keys=0"); err != nil {
		return err
	}
	err := transact(ctx, v.m.conn, func(tx *sql.Tx) error {
		for _, step := range steps {
			if _, err := tx.ExecContext(ctx, step.SQL); err != nil {
				return fmt.Errorf("step %d, %s: %w", step.Version, step.Name, tooLarge(err))
			}
		}
		if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version=%d", len(v.o.Migrations))); err != nil {
			return err
		}
		if err := v.m.checkReferences(ctx); err != nil {
			return err
		}
		return v.m.check(ctx)
	})
	if err != nil {
		v.m.settle()
		return err
	}
	return v.m.exec("PRAGMA foreign_keys=1")
}
