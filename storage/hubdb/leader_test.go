package hubdb

import (
	"testing"

	"needsbook/storage/hubdb/hubdbtest"
)

func TestOneLeadsOnSQLite(t *testing.T) {
	folder := t.TempDir()
	oneLeads(t, func() *DB { return openIn(t, folder) })
}

func TestOneLeadsOnPostgres(t *testing.T) {
	dsn := hubdbtest.Postgres(t)
	oneLeads(t, func() *DB {
		db, err := OpenPostgres(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		return db
	})
}

func oneLeads(t *testing.T, open func() *DB) {
	a, b := open(), open()
	defer a.Close()
	defer b.Close()
	lead := func(db *DB, task Task, want bool) func() {
		t.Helper()
		release, ok, err := db.LeaderOf(t.Context(), task)
		if err != nil || ok != want {
			t.Fatalf("leads %v, want %v: %v", ok, want, err)
		}
		return release
	}
	release := lead(a, Boards, true)
	lead(b, Boards, false)()
	lead(a, Boards, false)()
	other := lead(b, Care, true)
	release()
	release = lead(b, Boards, true)
	lead(a, Boards, false)()
	release()
	other()
	lead(a, Care, true)()
}
