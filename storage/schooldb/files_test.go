package schooldb

import (
	"context"
	"database/sql"
	"errors"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/journal"
	"needsbook/storage/vault"
)

// The store is all that the desk needs of a file.
var _ desk.Keeper = (*Store)(nil)

func TestRehearsalProvesTheJournalOfABackup(t *testing.T) {
	ctx := context.Background()
	s := open(t)
	do(t, s, "Add", pupil("p1", "Featherstonehaugh"))
	copied, err := s.Backup(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	if c, err := s.Rehearse(ctx, copied.Path); err != nil || c.Path != copied.Path || c.Size == 0 || c.At.IsZero() {
		t.Errorf("%+v, %v", c, err)
	}
	folder := t.TempDir()
	if c, err := s.MirrorState(folder); err != nil || c.Path != "" {
		t.Errorf("an empty folder: %+v, %v", c, err)
	}
	if err := s.Mirror(ctx, folder); err != nil {
		t.Fatal(err)
	}
	c, err := s.MirrorState(folder)
	if err != nil || c.Size != copied.Size {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := s.Rehearse(ctx, c.Path); err != nil {
		t.Errorf("the mirrored copy: %v", err)
	}
	// A journal that was edited behind the program's back, in a file that is whole.
	err = s.vault.Update(ctx, "Edit the journal", func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE step SET label = 'Nothing happened' WHERE n = 1`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if copied, err = s.Backup(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Rehearse(ctx, copied.Path); !errors.Is(err, journal.ErrBrokenChain) {
		t.Errorf("an edited journal: %v", err)
	}
}

func TestPeopleOpenTheSchoolsFileAndGo(t *testing.T) {
	ctx := context.Background()
	s := open(t)
	id, err := s.AddKey(ctx, "ribbon copper meadow whistle")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	files := Files{Options: vault.Options{KDF: vault.WeakKDF()}}
	store, _, err := files.Open(ctx, s.Path(), desk.Secret{Passphrase: "ribbon copper meadow whistle"})
	if err != nil {
		t.Fatal(err)
	}
	again := store.(*Store)
	if again.OpenedWith() != id || len(again.Keys()) != 1 || again.Warning() != "" {
		t.Errorf("opened with %q, keys %v", again.OpenedWith(), again.Keys())
	}
	if err := again.ChangeKey(ctx, id, "saddle lemon cinder bracket"); err != nil {
		t.Error(err)
	}
	if err := again.RemoveKey(ctx, id); err != nil || len(again.Keys()) != 0 {
		t.Errorf("%v, keys %v", err, again.Keys())
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := files.Open(ctx, s.Path(), desk.Secret{Passphrase: "saddle lemon cinder bracket"}); !errors.Is(err, vault.ErrWrongKey) {
		t.Errorf("somebody who went opened it: %v", err)
	}
}
