package hubdb

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5/stdlib"

	"needsbook/storage/hubdb/hubdbtest"
)

// olderRows fill every table as the versions before this one left them. A statement
// belongs to the version that made its table or columns, until the one before gone.
var olderRows = []struct {
	from, gone int
	statement  string
}{
	{1, 2, "INSERT INTO cluster (id, name) VALUES ('KENT-07', 'Weald & Downs')"},
	{2, 9, "INSERT INTO cluster (id, name, district, county, pcn) VALUES ('KENT-07', 'Weald & Downs', 'Weald', 'Kent', 'U1')"},
	{1, 9, "INSERT INTO school VALUES ('118999', 'Meadowfield', 'primary', 'KENT-07', '2026-09-01', '')"},
	{1, 2, "INSERT INTO device VALUES ('d1', '118999', '\\x01', '\\x02', 'active', 'laptop', 1, 'A. Head', 0)"},
	{2, 9, "INSERT INTO device VALUES ('d1', '118999', '\\x01', '\\x02', 'active', 'laptop', 1, 'A. Head', 0, 'd2', 99)"},
	{1, 9, "INSERT INTO invite VALUES ('hash', '118999', 5, 6, 'd1')"},
	{1, 2, "INSERT INTO reader_link VALUES ('token', 'KENT-07', 7, 0)"},
	{2, 9, "INSERT INTO view_link VALUES ('token', 'cluster', 'KENT-07', 7, 0)"},
	{1, 9, "INSERT INTO document VALUES ('s1', 1, 'cluster-summary/1', 'summary', '118999', 'KENT-07', '2026-27/autumn', 'aaaaaa', 1, '', '2026-10-01', 'd1', 10, 'https', '\\x10', '\\x20', 'withdrawn', '', 88)"},
	{1, 9, "INSERT INTO document VALUES ('s2', 2, 'cluster-summary/1', 'summary', '118999', 'KENT-07', '2026-27/autumn', 'aaaaaa', 2, 's1', '2026-10-02', 'd1', 11, 'folder', '\\x11', '\\x21', 'kept', '', 0)"},
	{1, 9, "INSERT INTO document VALUES ('w1', 3, 'cluster-withdraw/1', 'withdraw', '118999', 'KENT-07', '2026-27/autumn', 'aaaaaa', 1, '', '2026-10-03', 'd1', 12, 'https', '\\x12', '\\x22', 'kept', 's1', 0)"},
	{1, 9, "INSERT INTO head VALUES ('118999', 'summary', '2026-27/autumn', 'aaaaaa', 2, 's2')"},
	{1, 9, "INSERT INTO head VALUES ('118999', 'withdraw', '2026-27/autumn', 'aaaaaa', 1, 'w1')"},
	{1, 9, "INSERT INTO closed_term VALUES ('KENT-07', '2025-26/summer', 'the panel has met', 13)"},
	{1, 9, "INSERT INTO allowance VALUES ('118999', '2026-27/autumn', 'closed', 'agreed', 14, 's2')"},
	{1, 9, "INSERT INTO audit VALUES (1, 15, 'admin', 'cluster', 'KENT-07', '', 'h1')"},
	{1, 9, "INSERT INTO probe VALUES (1, 16)"},
	{2, 9, "INSERT INTO membership VALUES ('118999', 'KENT-07', '2026-09-01', '')"},
	{2, 9, "INSERT INTO school_group VALUES ('MAT', 'trust', 'The trust')"},
	{2, 9, "INSERT INTO group_member VALUES ('MAT', '118999', '2026-09-01', '')"},
	{2, 9, "INSERT INTO aggregate VALUES ('cluster', 'KENT-07', '2026-27/autumn', 's', '\\x30', 17)"},
	{2, 9, "INSERT INTO dirty VALUES ('KENT-07', '2026-27/autumn', 2)"},
	{2, 9, "INSERT INTO meeting VALUES ('2026-12-01', 'KENT-07', '2026-12-01', '09:30', 'The hall', '', '')"},
	{2, 9, "INSERT INTO notice VALUES ('n1', 'KENT-07', '2026-11-01', '', 'New form', 'Use it')"},
	{2, 9, "INSERT INTO pack_offer VALUES ('p1', 'KENT-07', 'continuum', 'Levels', '2', '', '2026-11-02', '\\x40')"},
	{3, 9, "INSERT INTO owner VALUES (1, 'hub key')"},
}

// became are tables whose rows went to another one.
var became = map[string]string{"reader_link": "view_link"}

func TestOlderVersionsLoseNothing(t *testing.T) {
	for version := 1; version < len(migrations); version++ {
		t.Run(fmt.Sprint("SQLite from ", version), func(t *testing.T) {
			folder := t.TempDir()
			file, err := sql.Open("sqlite", dsn(filepath.Join(folder, FileName)))
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			file.SetMaxOpenConns(1)
			losesNothing(t, file, version, func(steps []string) error { return migrate(t.Context(), file, folder, steps) },
				"SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migration' ORDER BY name")
			var broken int
			if err := file.QueryRow("SELECT COUNT(*) FROM pragma_foreign_key_check()").Scan(&broken); err != nil || broken > 0 {
				t.Errorf("%d rows refer to nothing: %v", broken, err)
			}
		})
		t.Run(fmt.Sprint("PostgreSQL from ", version), func(t *testing.T) {
			config, err := connector(hubdbtest.Postgres(t), nil)
			if err != nil {
				t.Fatal(err)
			}
			db := stdlib.OpenDB(*config)
			defer db.Close()
			losesNothing(t, db, version, func(steps []string) error { return migratePostgres(t.Context(), db, steps) },
				"SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'migration' ORDER BY table_name")
		})
	}
}

// losesNothing fills the tables of an older version, brings them up to date, and looks
// whether each row is there with every value it had.
func losesNothing(t *testing.T, db *sql.DB, version int, bring func(steps []string) error, tables string) {
	if err := bring(migrations[:version]); err != nil {
		t.Fatal(err)
	}
	for _, o := range olderRows {
		if o.from <= version && version < o.gone {
			if _, err := db.Exec(o.statement); err != nil {
				t.Fatalf("%s: %v", o.statement, err)
			}
		}
	}
	before := map[string][]string{}
	columns := map[string][]string{}
	for _, table := range rowsOf(t, db, tables) {
		columns[table] = columnsOf(t, db, table)
		before[table] = rowsOf(t, db, listing(table, columns[table]))
		if len(before[table]) == 0 {
			t.Errorf("version %d: no row tries the table %s", version, table)
		}
	}
	if err := bring(migrations); err != nil {
		t.Fatal(err)
	}
	for table, want := range before {
		now := table
		if other, ok := became[table]; ok {
			now, columns[table] = other, []string{"token_hash", "ref", "expires", "revoked"}
		}
		got := rowsOf(t, db, listing(now, columns[table]))
		if !slices.Equal(got, want) {
			t.Errorf("%s was\n%q\nand is\n%q", table, want, got)
		}
	}
}

func columnsOf(t *testing.T, db *sql.DB, table string) []string {
	t.Helper()
	rows, err := db.QueryContext(context.Background(), "SELECT * FROM "+table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// listing is a query for whole rows as one text each.
func listing(table string, columns []string) string {
	all := ""
	for i, c := range columns {
		if i > 0 {
			all += " || '|' || "
		}
		all += "CAST(" + c + " AS TEXT)"
	}
	return "SELECT " + all + " FROM " + table + " ORDER BY 1"
}

func rowsOf(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.QueryContext(context.Background(), query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			t.Fatal(err)
		}
		list = append(list, one)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

// Every table is moved to PostgreSQL, or is known to be made anew there.
func TestMoveKnowsEveryTable(t *testing.T) {
	db := openIn(t, t.TempDir())
	defer db.Close()
	known := slices.Clone(remade)
	for _, m := range moved {
		known = append(known, m.table)
	}
	slices.Sort(known)
	if got := rowsOf(t, db.writer, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"); !slices.Equal(got, known) {
		t.Errorf("tables\n%q\nthe move knows\n%q", got, known)
	}
}

// What was moved is the same on both engines, books and people with it.
func TestMoveTakesBooksAndPeopleAlong(t *testing.T) {
	store := hubdbtest.Postgres(t)
	from := openIn(t, t.TempDir())
	defer from.Close()
	in, _ := filledHub(t, from)
	filledBook(t, in)
	t.Run("people", func(t *testing.T) { peopleReadBack(t, from) })
	to := openPostgres(t, store)
	report, err := Move(t.Context(), from, to)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]int64{}
	for _, m := range report {
		rows[m.Table] = m.Rows
	}
	for table, want := range map[string]int64{"document": 3, "head": 1, "book": 3, "frozen": 1, "person": 2, "person_credential": 1, "person_invite": 1} {
		if rows[table] != want {
			t.Errorf("%d rows of %s were moved, want %d", rows[table], table, want)
		}
	}
	arrived := in
	arrived.Store = to
	want, err := in.Verify(t.Context())
	if err != nil || want.Entries != 3 {
		t.Fatalf("%+v, %v", want, err)
	}
	if err := same(arrived.Verify(t.Context()))(want); err != nil {
		t.Error(err)
	}
}
