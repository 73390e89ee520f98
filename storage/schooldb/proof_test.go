package schooldb_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/journal"
	"needsbook/storage/schooldb"
	"needsbook/storage/schooldb/schooltest"
)

// proved are tables that Verify proves. notProved are the others, with the reason.
var notProved = map[string]string{
	"remembered":   "what the window remembers, such as drafts, is no record",
	"sealed_paper": "the vault's own keys; each paper is proved by the digest in its attachment",
	"erased_paper": "the vault's own list of what to delete",
	"person_key":   "the vault's own keys",
}

// demoStore is the demo school's real file.
func demoStore(t *testing.T) *schooldb.Store {
	t.Helper()
	store, _, err := schooltest.Files().Create(t.Context(), filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	d, err := schooltest.Sit(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if _, err := d.FillDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	return store.(*schooldb.Store)
}

// errBack leaves an edit from outside without effect once it was looked at.
var (
	errBack    = errors.New("put back")
	errRefused = errors.New("refused by the database")
)

// outside edits the decrypted database by SQL, as somebody with the key and a tool could,
// and returns what the proof says of it. The edit is taken back.
func outside(t *testing.T, s *schooldb.Store, edits ...string) (says error) {
	t.Helper()
	err := s.Vault().Update(context.Background(), "outside", func(tx *sql.Tx) error {
		if _, err := tx.Exec("PRAGMA defer_foreign_keys = 1"); err != nil {
			return err
		}
		for _, edit := range edits {
			r, err := tx.Exec(edit)
			if err != nil {
				says = errRefused // the database's own rules do not let it be
				return errBack
			}
			if n, _ := r.RowsAffected(); n == 0 && !strings.Contains(edit, "step_about WHERE n =") { // the last step may be about nobody
				return fmt.Errorf("%s changed nothing", edit)
			}
		}
		_, says = schooldb.VerifyIn(t.Context(), tx)
		return errBack
	})
	if !errors.Is(err, errBack) {
		t.Fatal(err)
	}
	return says
}

// TestAnEditFromOutsideIsNamed changes each column of each table of the demo school, and
// takes a row of each table away. Of the records many are edited at once, each in another
// row, and the proof must name exactly those.
func TestAnEditFromOutsideIsNamed(t *testing.T) {
	s := demoStore(t)
	tables, err := s.Whole(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	edits, left := 0, map[string][]string{} // what is still to be done to each table's rows
	for _, table := range tables {
		switch {
		case notProved[table.Name] != "" || len(table.Rows) == 0:
		case schooldb.IsRecord(table.Name):
			for _, c := range table.Columns {
				left[table.Name] = append(left[table.Name], fmt.Sprintf(`UPDATE "%s" SET "%s" = %s`, table.Name, c.Name, altered(c)))
			}
			left[table.Name] = append(left[table.Name], fmt.Sprintf(`DELETE FROM "%s"`, table.Name))
		default:
			for _, c := range table.Columns {
				if says := outside(t, s, fmt.Sprintf(`UPDATE "%s" SET "%s" = %s WHERE %s`, table.Name, c.Name, altered(c), first(table.Name))); !errors.Is(says, journal.ErrBrokenChain) && !errors.Is(says, errRefused) {
					t.Errorf("%s.%s: the proof says %v", table.Name, c.Name, says)
				}
				edits++
			}
		}
	}
	for rounds := 0; len(left) > 0; rounds++ {
		err := s.Vault().Update(t.Context(), "outside", func(tx *sql.Tx) error {
			if _, err := tx.Exec("PRAGMA defer_foreign_keys = 1"); err != nil {
				return err
			}
			want := map[string]bool{}
			for _, table := range tables {
				at := slices.IndexFunc(table.Columns, func(c desk.WholeColumn) bool { return c.Name == "id" })
				for _, row := range table.Rows {
					if len(left[table.Name]) == 0 {
						break
					}
					edit, id := left[table.Name][0], fmt.Sprint(row[at])
					left[table.Name] = left[table.Name][1:]
					if _, err := tx.Exec(edit+" WHERE id = ?", id); err != nil {
						continue // the database's own rules do not let it be
					}
					edits++
					want[table.Name+" "+id] = true
					if strings.Contains(edit, `SET "id"`) {
						want[table.Name+" "+id+"x"] = true
					}
				}
				if len(left[table.Name]) == 0 {
					delete(left, table.Name)
				}
			}
			named, err := schooldb.WrongIn(t.Context(), tx)
			if err != nil {
				return err
			}
			for _, ref := range named {
				if !want[ref] {
					t.Errorf("round %d: %s is named and was not edited", rounds, ref)
				}
				delete(want, ref)
			}
			for ref := range want {
				t.Errorf("round %d: %s was edited and is not named", rounds, ref)
			}
			return errBack
		})
		if !errors.Is(err, errBack) {
			t.Fatal(err)
		}
	}
	if edits < 400 {
		t.Errorf("only %d edits were tried", edits)
	}
	if _, err := s.VerifyChain(t.Context()); err != nil {
		t.Error("the edits were not taken back:", err)
	}
}

// first picks one row of a table of the journal.
func first(table string) string {
	if table == "step_about" {
		return "(pupil, n) = (SELECT pupil, n FROM step_about LIMIT 1)"
	}
	return fmt.Sprintf(`rowid = (SELECT rowid FROM "%s" LIMIT 1)`, table)
}

// altered is another value for a column.
func altered(c desk.WholeColumn) string {
	if c.JSON {
		return `'["edited"]'`
	}
	return fmt.Sprintf(`CASE typeof("%[1]s") WHEN 'integer' THEN "%[1]s" + 1000 ELSE coalesce("%[1]s", '') || 'x' END`, c.Name)
}

func TestAnEditOfTheJournalFromOutsideIsNamed(t *testing.T) {
	s := demoStore(t)
	for name, edits := range map[string][]string{
		"the end cut off":           {"DELETE FROM step_about WHERE n = (SELECT max(n) FROM step)", "DELETE FROM step WHERE n = (SELECT max(n) FROM step)"},
		"the end cut off, head too": {"DELETE FROM step_about WHERE n = (SELECT max(n) FROM step)", "DELETE FROM step WHERE n = (SELECT max(n) FROM step)", "UPDATE journal_head SET (n, chain) = (SELECT n, chain FROM step ORDER BY n DESC LIMIT 1)"},
		"no head":                   {"DELETE FROM journal_head"},
		"head said to be old":       {"UPDATE journal_head SET chain = ''"},
		"two steps swapped":         {"UPDATE step SET n = -1 WHERE n = 2", "UPDATE step SET n = 2 WHERE n = 3", "UPDATE step SET n = 3 WHERE n = -1"},
		"a step in the middle gone": {"DELETE FROM step WHERE n = 2"},
		"more in the changes":       {`UPDATE step SET changes = replace(changes, '"kind":', '"note":"x","kind":') WHERE n = 1`},
		"a pupil added":             {"INSERT INTO pupil (id, surname) VALUES ('stranger', 'Added')"},
		"a note added":              {"INSERT INTO note (id, pupil, type, on_day, words) SELECT 'stranger', id, 'note', '2026-01-01', 'added' FROM pupil LIMIT 1"},
		"a step added":              {"INSERT INTO step SELECT n + 1, at, by, label, pupil, of, sort, changes, digest, chain FROM step ORDER BY n DESC LIMIT 1"},
		"a pupil of no step":        {"INSERT INTO step_about (pupil, n) VALUES ('stranger', 999999)"},
	} {
		if says := outside(t, s, edits...); !errors.Is(says, journal.ErrBrokenChain) {
			t.Errorf("%s: the proof says %v", name, says)
		}
	}
}

func TestTheProofNamesTheRecord(t *testing.T) {
	s := demoStore(t)
	says := outside(t, s, "UPDATE note SET words = words || ' not so' WHERE id = (SELECT min(id) FROM note)")
	if says == nil || !strings.Contains(says.Error(), "note id") || !strings.Contains(says.Error(), "was changed") {
		t.Errorf("%v", says)
	}
}
