package schooldb_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb"
	"needsbook/storage/schooldb/schooltest"
)

// TestSweepErasesOnlyWhatNothingNames takes a pupil's attachment away, then its
// changes from the journal as an erasure does.
func TestSweepErasesOnlyWhatNothingNames(t *testing.T) {
	ctx := t.Context()
	made, _, err := schooltest.Files().Create(ctx, filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	store := made.(*schooldb.Store)
	d, err := schooltest.Sit(ctx, store)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	pupil, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Kowalska", Forename: "Ana", Born: day.Of(2018, 5, 1)}})
	if err != nil {
		t.Fatal(err)
	}
	attach := func(content string) string {
		t.Helper()
		id, err := d.AddAttachment(ctx, register.Attachment{Pupil: pupil, What: "Letter", On: d.Today(), Name: "letter.txt"}, []byte(content))
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	sweep := func(want int) {
		t.Helper()
		if erased, err := d.SweepPapers(ctx); err != nil || erased != want {
			t.Fatalf("%d papers were erased (%v), want %d", erased, err, want)
		}
	}
	gone, stays := attach("to be erased"), attach("to stay")
	sweep(0)
	if err := d.RemoveAttachment(ctx, pupil, gone); err != nil {
		t.Fatal(err)
	}
	sweep(0) // undo could still bring it back
	err = store.Vault().Update(ctx, "Erase from the journal", func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE step SET changes = '[]' WHERE instr(changes, ?)`, gone)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sweep(1)
	sweep(0)
	if _, content, err := d.AttachmentContent(ctx, pupil, stays); err != nil || string(content) != "to stay" {
		t.Errorf("%q, %v", content, err)
	}
}
