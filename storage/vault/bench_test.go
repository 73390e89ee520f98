package vault

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// The benchmarks use a school of 2,000 pupils and 20,000 rows of plans, about
// 18 MB, and stand beside the same work on a plain SQLite file of the same
// driver, which has a rollback journal and full flushes.

const schoolTables = `CREATE TABLE pupil (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born TEXT NOT NULL, note TEXT NOT NULL);
	CREATE INDEX pupil_name ON pupil (name);
	CREATE TABLE plan (id INTEGER PRIMARY KEY, pupil INTEGER NOT NULL REFERENCES pupil, title TEXT NOT NULL, body TEXT NOT NULL);
	CREATE INDEX plan_pupil ON plan (pupil)`

type execer interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
}

func fillSchool(db execer) error {
	_, err := db.ExecContext(ctx, `
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
		INSERT INTO pupil SELECT i, printf('Pupil %05d of Meadowfield', i * 7919 % 2000), '2016-09-03', hex(randomblob(150)) FROM n;
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
		INSERT INTO plan SELECT i, i % 2000 + 1, printf('Plan %d', i), hex(randomblob(380)) FROM n`)
	return err
}

// readSchool reads every row, as the register does when it is first shown.
func readSchool(c *sql.Conn) error {
	for query, want := range map[string]int{"SELECT id, name, note FROM pupil": 2000, "SELECT pupil, title, body FROM plan": 20000} {
		rows, err := c.QueryContext(ctx, query)
		if err != nil {
			return err
		}
		n := 0
		for rows.Next() {
			var id int
			var a, b string
			if err := rows.Scan(&id, &a, &b); err != nil {
				rows.Close()
				return err
			}
			n++
		}
		if err := rows.Err(); err != nil || n != want {
			return fmt.Errorf("%d rows: %v", n, err)
		}
		rows.Close()
	}
	return nil
}

func benchOptions() Options {
	return Options{KDF: WeakKDF(), Migrations: []Migration{{1, "school", schoolTables}}, noBackups: true}
}

func benchVault(b *testing.B) (*Vault, string) {
	b.Helper()
	path := filepath.Join(b.TempDir(), "school.needsbook")
	v, _ := mustCreate(b, path, benchOptions())
	if err := v.Update(ctx, "Fill", func(tx *sql.Tx) error { return fillSchool(tx) }); err != nil {
		b.Fatal(err)
	}
	if err := v.Compact(); err != nil {
		b.Fatal(err)
	}
	return v, path
}

func plainSQLite(b *testing.B, path string) (*sql.DB, *sql.Conn) {
	b.Helper()
	db, err := sql.Open("sqlite", path+"?_pragma=journal_mode(DELETE)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)")
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err != nil {
		b.Fatal(err)
	}
	return db, conn
}

func benchPlain(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "school.db")
	db, conn := plainSQLite(b, path)
	defer db.Close()
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, schoolTables); err != nil {
		b.Fatal(err)
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		b.Fatal(err)
	}
	if err := fillSchool(tx); err != nil {
		b.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	return path
}

func reportSize(b *testing.B, path string) {
	if st, err := os.Stat(path); err == nil {
		b.ReportMetric(float64(st.Size())/1e6, "MB")
	}
}

// BenchmarkOpen2000 opens the file, checks it and reads every row. The weak key
// derivation takes some microseconds.
func BenchmarkOpen2000(b *testing.B) {
	v, path := benchVault(b)
	mustClose(b, v)
	for b.Loop() {
		v, _, err := Open(ctx, path, Passphrase(passphrase), benchOptions())
		if err != nil {
			b.Fatal(err)
		}
		if err := v.View(ctx, readSchool); err != nil {
			b.Fatal(err)
		}
		v.Close()
	}
	reportSize(b, path)
}

// BenchmarkOpen2000Plain is its yardstick.
func BenchmarkOpen2000Plain(b *testing.B) {
	path := benchPlain(b)
	for b.Loop() {
		db, conn := plainSQLite(b, path)
		if err := readSchool(conn); err != nil {
			b.Fatal(err)
		}
		conn.Close()
		db.Close()
	}
	reportSize(b, path)
}

const oneEdit = `UPDATE plan SET title = 'Plan ' || ?1 WHERE id = 1 + ?1 * 7919 % 20000`

// percentiles reports how long the middle one of many saves took and one of the slowest.
func percentiles(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}

// BenchmarkCommit changes one row of the full school and saves it.
func BenchmarkCommit(b *testing.B) {
	v, path := benchVault(b)
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		began := time.Now()
		if err := v.Update(ctx, "Edit", statement(oneEdit, i)); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	percentiles(b, took)
	reportSize(b, path)
}

// BenchmarkCommitPlain is its yardstick.
func BenchmarkCommitPlain(b *testing.B) {
	path := benchPlain(b)
	db, conn := plainSQLite(b, path)
	defer db.Close()
	defer conn.Close()
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		began := time.Now()
		if err := inPlain(conn, func(tx *sql.Tx) error { _, err := tx.Exec(oneEdit, i); return err }); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	percentiles(b, took)
}

// inPlain runs f in a transaction of a plain file.
func inPlain(conn *sql.Conn, f func(*sql.Tx) error) error {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// search looks for a piece of a name among 2,000.
func search(c *sql.Conn, n int) error {
	var found int
	return c.QueryRowContext(ctx, "SELECT count(*) FROM pupil WHERE name LIKE '%' || ?", fmt.Sprintf("%d of Meadow%%", n%10)).Scan(&found)
}

// BenchmarkSearch searches the open file.
func BenchmarkSearch(b *testing.B) {
	v, _ := benchVault(b)
	for i := 0; b.Loop(); i++ {
		if err := v.View(ctx, func(c *sql.Conn) error { return search(c, i) }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSearchPlain is its yardstick.
func BenchmarkSearchPlain(b *testing.B) {
	db, conn := plainSQLite(b, benchPlain(b))
	defer db.Close()
	defer conn.Close()
	for i := 0; b.Loop(); i++ {
		if err := search(conn, i); err != nil {
			b.Fatal(err)
		}
	}
}

// bringIn adds 10,000 rows from one statement each, as an import does, from a number on.
func bringIn(tx *sql.Tx, from int) error {
	row, err := tx.Prepare("INSERT INTO plan VALUES (?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer row.Close()
	for i := range 10_000 {
		if _, err := row.Exec(from+i, i%2000+1, "Plan brought in", "Follows a two-part instruction in class without it being repeated"); err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkImport10000 brings 10,000 rows into the full school as one change.
func BenchmarkImport10000(b *testing.B) {
	v, _ := benchVault(b)
	for i := 0; b.Loop(); i++ {
		if err := v.Update(ctx, "Import", func(tx *sql.Tx) error { return bringIn(tx, 100_000+i*10_000) }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkImport10000Plain is its yardstick.
func BenchmarkImport10000Plain(b *testing.B) {
	db, conn := plainSQLite(b, benchPlain(b))
	defer db.Close()
	defer conn.Close()
	for i := 0; b.Loop(); i++ {
		if err := inPlain(conn, func(tx *sql.Tx) error { return bringIn(tx, 100_000+i*10_000) }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkUnlockAndOpen opens the full school with the product's own key derivation.
func BenchmarkUnlockAndOpen(b *testing.B) {
	path, o := filepath.Join(b.TempDir(), "school.needsbook"), benchOptions()
	o.KDF = KDF{}
	v, _ := mustCreate(b, path, o)
	if err := v.Update(ctx, "Fill", func(tx *sql.Tx) error { return fillSchool(tx) }); err != nil {
		b.Fatal(err)
	}
	mustClose(b, v)
	for b.Loop() {
		v, _, err := Open(ctx, path, Passphrase(passphrase), o)
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		v.Close()
		b.StartTimer()
	}
}

func BenchmarkBackup(b *testing.B) {
	v, path := benchVault(b)
	for i := 0; b.Loop(); i++ {
		dst := fmt.Sprint(path, i)
		if _, err := v.Backup(ctx, dst); err != nil {
			b.Fatal(err)
		}
		os.Remove(dst)
	}
}

// BenchmarkUnlock is the product's key derivation alone.
func BenchmarkUnlock(b *testing.B) {
	sl := slot{kind: slotPassphrase, kdf: productKDF}
	for b.Loop() {
		if _, err := sl.wrappingKey(Passphrase(passphrase)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReference is a loop that says how quick the computer was: SHA-256 over 10 MB.
func BenchmarkReference(b *testing.B) {
	block := make([]byte, 10_000_000)
	for b.Loop() {
		sha256.Sum256(block)
	}
}
