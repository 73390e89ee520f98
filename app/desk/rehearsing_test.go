package desk_test

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
)

func TestRehearsalReadsTheBackupAndLeavesTheFileAlone(t *testing.T) {
	d := schooltest.Empty(t)
	secret := desk.Secret{Passphrase: schooltest.Passphrase}
	path := filepath.Join(t.TempDir(), "rehearsal.needsbook")
	add := func(surname string) {
		t.Helper()
		if _, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: surname}}); err != nil {
			t.Fatal(err)
		}
	}
	add("Price")
	kept, err := d.Keeper().Backup(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	add("Okafor")
	before, _ := d.Find("")
	copied, v, err := d.RehearseRestore(ctx, schooltest.Files(), path, secret)
	if err != nil || !v.OK || v.Pupils != 1 || copied.Path != kept.Path {
		t.Fatalf("%+v from %s: %v", v, copied.Path, err)
	}
	if after, _ := d.Find(""); len(after) != len(before) {
		t.Errorf("%d pupils after the rehearsal, %d before", len(after), len(before))
	}
	if why, _ := d.OnHold(ctx); why != "" {
		t.Errorf("a rehearsal put sending on hold: %s", why)
	}

	body, err := os.ReadFile(kept.Path)
	if err != nil {
		t.Fatal(err)
	}
	body[len(body)/2] ^= 1
	if err := os.WriteFile(kept.Path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.RehearseRestore(ctx, schooltest.Files(), path+"2", secret); err == nil {
		t.Error("a damaged backup passed the rehearsal")
	}
}

func TestFilePutBackHoldsSending(t *testing.T) {
	store, _, err := schooltest.Files().Create(ctx, filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	options := desk.Options{Clock: schooltest.Now, NewID: rand.Text, By: "SENCO", Roads: desk.Roads{Random: rand.Reader}}
	d, err := desk.Open(ctx, store, options)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.PutBack(ctx); err != nil {
		t.Fatal(err)
	}
	if why, err := d.OnHold(ctx); err != nil || why == "" {
		t.Errorf("sending is not on hold: %q, %v", why, err)
	}
}
