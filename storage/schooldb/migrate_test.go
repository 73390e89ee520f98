package schooldb_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/journal"
	"needsbook/storage/schooldb"
	"needsbook/storage/vault"
)

func TestAChangeMadeBeforeAMigrationCanStillBeTakenBack(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "school.needsbook")
	all, err := schooldb.Migrations()
	if err != nil {
		t.Fatal(err)
	}
	const passphrase = "correct horse battery staple 7"
	v, _, err := vault.Create(ctx, path, passphrase, vault.Options{KDF: vault.WeakKDF(), Migrations: all[:1]})
	if err != nil {
		t.Fatal(err)
	}
	old, err := schooldb.New(ctx, v)
	if err != nil {
		t.Fatal(err)
	}
	pupil := map[string]any{"id": "p1", "upn": "", "surname": "Kowalska", "forename": "Ana", "preferred": "", "born": "", "sex": "", "year_taught": "",
		"class": "4A", "entered": "2026-09-02", "left_on": "", "flags": []string{}, "mis_id": "", "strengths": "", "helps": "", "hinders": ""}
	do := func(class string) {
		t.Helper()
		pupil["class"] = class
		if _, err := old.Do(ctx, journal.Step{At: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), Label: "Class " + class, Sort: journal.Did},
			[]journal.Edit{{Kind: "pupil", Key: "p1", About: "p1", Value: pupil}}); err != nil {
			t.Fatal(err)
		}
	}
	do("4A")
	do("4B")
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	s, _, err := schooldb.Open(ctx, path, vault.Passphrase(passphrase), vault.Options{KDF: vault.WeakKDF()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for _, step := range []func(context.Context, time.Time, string) (journal.Step, error){s.Undo, s.Undo, s.Redo, s.Redo} {
		if _, err := step(ctx, at, "SENCO"); err != nil {
			t.Fatal(err)
		}
	}
	body, found, err := s.Get(ctx, "pupil", "p1")
	if err != nil || !found {
		t.Fatalf("the pupil is gone: %v", err)
	}
	if got := string(body); !containsAll(got, `"class":"4B"`, `"fields":{}`) {
		t.Errorf("the pupil came back as %s", got)
	}
	if _, err := s.VerifyChain(ctx); err != nil {
		t.Error(err)
	}
}

func containsAll(text string, parts ...string) bool {
	for _, p := range parts {
		if !strings.Contains(text, p) {
			return false
		}
	}
	return true
}
