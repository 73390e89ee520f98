package vault

import (
	"bytes"
	"database/sql"
	"os"
	"strings"
	"testing"
)

func tables(t *testing.T, v *Vault) (version int, list string) {
	t.Helper()
	err := v.View(ctx, func(c *sql.Conn) error {
		if err := c.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
			return err
		}
		return c.QueryRowContext(ctx, `SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name)`).Scan(&list)
	})
	if err != nil {
		t.Fatal(err)
	}
	return version, list
}

func TestMigrationMakesABackupFirstAndKeepsContent(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	mustAdd(t, v, "Ana")
	mustClose(t, v)
	old := o
	o.Migrations = append(o.Migrations[:1:1],
		Migration{2, "visits", `CREATE TABLE visit (id INTEGER PRIMARY KEY, pupil INTEGER NOT NULL REFERENCES pupil); INSERT INTO visit (pupil) SELECT id FROM pupil`},
		// the way to change a table's columns: build it anew
		Migration{3, "names", `CREATE TABLE pupil2 (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''));
			INSERT INTO pupil2 SELECT id, name FROM pupil; DROP TABLE pupil; ALTER TABLE pupil2 RENAME TO pupil`})
	v, r := mustOpen(t, path, o)
	if r.Migrated != 1 || r.Version != 3 || r.Backup == nil {
		t.Fatalf("%+v", r)
	}
	wantNames(t, v, "Ana")
	if version, list := tables(t, v); version != 3 || list != "pupil visit" {
		t.Errorf("version %d: %s", version, list)
	}
	mustAdd(t, v, "Ben")
	if err := v.Update(ctx, "Add", statement(`INSERT INTO visit (pupil) VALUES (99)`)); err == nil {
		t.Error("references are not checked after a migration")
	}
	mustClose(t, v)

	// The program of before refuses the file, and opens the backup.
	before, _ := os.ReadFile(path)
	_, _, err := Open(ctx, path, Passphrase(passphrase), old)
	wantError(t, err, ErrNewer)
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("a file that was refused was changed")
	}
	copied, _, err := Open(ctx, r.Backup.Path, Passphrase(passphrase), old)
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	wantNames(t, copied, "Ana")

	v, r = mustOpen(t, path, o)
	if r.Migrated != -1 {
		t.Errorf("migrated again: %+v", r)
	}
	wantNames(t, v, "Ana", "Ben")
}

func TestBrokenMigrationLeavesTablesAndVersion(t *testing.T) {
	broken := map[string]string{
		"bad SQL":              `CREATE TABLE extra (id INTEGER); INSERT INTO nobody VALUES (1)`,
		"a missing reference":  `CREATE TABLE extra (id INTEGER REFERENCES pupil); INSERT INTO extra VALUES (77)`,
		"a commit of its own":  `CREATE TABLE extra (id INTEGER); COMMIT`,
		"a condition not held": `CREATE TABLE extra (id INTEGER CHECK (id > 1)); INSERT INTO extra VALUES (1)`,
	}
	for name, sql := range broken {
		path, o := testPath(t), options(t)
		v, _ := mustCreate(t, path, o)
		mustAdd(t, v, "Ana")
		mustClose(t, v)
		before, _ := os.ReadFile(path)
		bad := o
		bad.Migrations = append(o.Migrations[:1:1], Migration{2, "good", `CREATE TABLE good (id INTEGER)`}, Migration{3, "bad", sql})
		_, _, err := Open(ctx, path, Passphrase(passphrase), bad)
		if err == nil || !strings.Contains(err.Error(), "left as it was, at version 1") {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Errorf("%s: the file was changed", name)
		}
		v, _ = mustOpen(t, path, o)
		if version, list := tables(t, v); version != 1 || list != "pupil" {
			t.Errorf("%s: version %d: %s", name, version, list)
		}
		wantNames(t, v, "Ana")
		mustClose(t, v)
		if _, _, err := Create(ctx, path+"2", passphrase, bad); err == nil {
			t.Errorf("%s: a new file was made", name)
		}
		if _, err := os.Stat(path + "2"); err == nil {
			t.Errorf("%s: half a new file is there", name)
		}
	}
}

func TestMigrationsMustBeNumberedFromOne(t *testing.T) {
	o := options(t)
	o.Migrations = []Migration{{1, "a", ""}, {3, "b", ""}}
	if _, _, err := Create(ctx, testPath(t), passphrase, o); err == nil {
		t.Error("a gap was accepted")
	}
}
