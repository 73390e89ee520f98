package schooldb_test

import (
	"crypto/rand"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/storage/schooldb"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/storage/vault"
)

// kept007 is a file of the version before migration 007: without the end of the journal,
// legal holds and the log of erasures. It must never be made again.
const kept007 = "testdata/before-007.needsbook"

// before007 makes such a file anew: two pupils in one group, a note about each, one step
// undone, and one change that the version made without the journal.
func before007(t *testing.T, path string) {
	t.Helper()
	all, err := schooldb.Migrations()
	mustDo(t, err)
	v, _, err := vault.Create(t.Context(), path, schooltest.Passphrase, vault.Options{KDF: vault.WeakKDF(), Migrations: all[:6]})
	mustDo(t, err)
	old, err := schooldb.New(t.Context(), v)
	mustDo(t, err)
	d, err := schooltest.Sit(t.Context(), old)
	mustDo(t, err)
	var pupils []string
	for _, p := range []register.Pupil{{Forename: "Quillon", Surname: "Zyxomma", Entered: day.Of(2024, 9, 2)}, {Forename: "Ana", Surname: "Kowalska", Entered: day.Of(2024, 9, 2)}} {
		id, err := d.AddPupil(t.Context(), desk.NewPupil{Pupil: p})
		mustDo(t, err)
		_, err = d.SaveNote(t.Context(), register.Note{Pupil: id, Type: register.NoteCall, On: d.Today(), Words: "Mrs " + p.Surname + " rang"})
		mustDo(t, err)
		pupils = append(pupils, id)
	}
	group, err := d.SaveIntervention(t.Context(), provision.Intervention{Name: "Lego therapy", Starts: day.Of(2026, 9, 7)})
	mustDo(t, err)
	mustDo(t, d.Place(t.Context(), group, pupils, day.Date{}))
	_, err = d.Undo(t.Context())
	mustDo(t, err)
	_, err = d.Redo(t.Context())
	mustDo(t, err)
	mustDo(t, v.Update(t.Context(), "by itself", func(tx *sql.Tx) error {
		_, err := tx.Exec("UPDATE pupil SET class = '4B' WHERE surname = 'Kowalska'")
		return err
	}))
	mustDo(t, old.Compact())
	mustDo(t, d.Close())
}

func mustDo(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestFileFromBeforeTheJournalsEndIsAdoptedProvedAndErased opens the kept file, and one
// made now, as a school would that comes back after a year.
func TestFileFromBeforeTheJournalsEndIsAdoptedProvedAndErased(t *testing.T) {
	for name, put := range map[string]func(path string){
		"kept": func(path string) {
			body, err := os.ReadFile(kept007)
			mustDo(t, err)
			mustDo(t, os.WriteFile(path, body, 0o600))
		},
		"made now": func(path string) { before007(t, path) },
	} {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			path := filepath.Join(t.TempDir(), "school.needsbook")
			put(path)
			store, notices, err := schooltest.Files().Open(ctx, path, desk.Secret{Passphrase: schooltest.Passphrase})
			mustDo(t, err)
			s := store.(*schooldb.Store)
			d, err := desk.Open(ctx, s, desk.Options{Clock: schooltest.Now, By: "SENCO", NewID: rand.Text})
			mustDo(t, err)
			defer d.Close()
			steps, err := s.VerifyChain(ctx)
			if err != nil {
				t.Fatalf("not proved: %v, notices %q", err, notices)
			}
			adopted := 0
			mustDo(t, s.Vault().View(ctx, func(c *sql.Conn) error {
				return c.QueryRowContext(ctx, "SELECT n FROM step WHERE label LIKE 'Brought up to date%' AND changes LIKE '%4B%'").Scan(&adopted)
			}))
			if adopted != steps {
				t.Errorf("what changed by itself is taken in by step %d of %d", adopted, steps)
			}
			if says := outside(t, s, "UPDATE pupil SET class = '4C' WHERE surname = 'Kowalska'"); says == nil {
				t.Error("an edit after it was adopted is not noticed")
			}
			if says := outside(t, s, "DELETE FROM step_about WHERE n = (SELECT max(n) FROM step)", "DELETE FROM step WHERE n = (SELECT max(n) FROM step)"); says == nil {
				t.Error("a journal cut short is not noticed")
			}
			found, err := d.Find("zyxomma")
			if err != nil || len(found) != 1 {
				t.Fatal(len(found), err)
			}
			got, err := d.Erase(ctx, desk.Erasing{Pupils: []string{found[0].ID}, Why: "Time of keeping is over", DecidedBy: "Headteacher"})
			if err != nil || len(got.Problems) > 0 || got.Records < 3 {
				t.Fatalf("%+v %v", got, err)
			}
			if _, err := s.VerifyChain(ctx); err != nil {
				t.Error("not proved after the erasure:", err)
			}
			image := imageOf(t, s)
			if strings.Contains(image, "Zyxomma") || strings.Contains(image, found[0].ID) {
				t.Error("the erased pupil is still in the file")
			}
			if all, err := d.Find("left:any"); err != nil || len(all) != 1 || all[0].Surname != "Kowalska" || all[0].Class != "4B" || !strings.Contains(image, "Mrs Kowalska rang") {
				t.Errorf("the other pupil is not as before: %+v %v", all, err)
			}
		})
	}
}

// imageOf is the decrypted database, byte for byte.
func imageOf(t *testing.T, s *schooldb.Store) (image string) {
	t.Helper()
	mustDo(t, s.Vault().View(t.Context(), func(c *sql.Conn) error {
		return c.Raw(func(driver any) error {
			body, err := driver.(interface{ Serialize() ([]byte, error) }).Serialize()
			image = string(body)
			return err
		})
	}))
	return image
}
