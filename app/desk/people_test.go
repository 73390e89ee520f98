package desk_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
)

const (
	helperSecret = "lusab babad gutih tugad"
	readerSecret = "mihal tusog dapin rovid"
)

// shared is a file with a pupil, a helper and a reader in it, closed.
func shared(t *testing.T) (path string, helper, reader desk.Person, pupil string) {
	t.Helper()
	ctx := context.Background()
	path = filepath.Join(t.TempDir(), "school.needsbook")
	store, _, err := schooltest.Files().Create(ctx, path, schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	d, err := schooltest.Sit(ctx, store)
	if err != nil {
		t.Fatal(err)
	}
	if pupil, err = d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Kowalska", Forename: "Ana"}}); err != nil {
		t.Fatal(desk.Words(err))
	}
	if helper, err = d.AddPerson(ctx, desk.Person{Name: " Sam  Reed", Role: access.Helper, Money: true}, helperSecret); err != nil {
		t.Fatal(desk.Words(err))
	}
	if reader, err = d.AddPerson(ctx, desk.Person{Name: "A. Head", Role: access.Reader, Money: true}, readerSecret); err != nil {
		t.Fatal(desk.Words(err))
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return path, helper, reader, pupil
}

// as opens the file with a passphrase.
func as(t *testing.T, path, passphrase string) *desk.Desk {
	t.Helper()
	store, _, err := schooltest.Files().Open(context.Background(), path, desk.Secret{Passphrase: passphrase})
	if err != nil {
		t.Fatal(desk.Words(err))
	}
	d, err := schooltest.Sit(context.Background(), store)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func TestAHelperLogsUnderTheirNameAndChangesNothingElse(t *testing.T) {
	ctx := context.Background()
	path, helper, _, pupil := shared(t)
	d := as(t, path, helperSecret)
	if d.Role() != access.Helper || d.Seat().Name != "Sam Reed" || d.May(access.SeeMoney) || helper.Money {
		t.Fatalf("sits as %+v", d.Seat())
	}
	id, err := d.SaveNote(ctx, register.Note{Pupil: pupil, Type: "call", On: d.Today(), Words: "Mum rang."})
	if err != nil {
		t.Fatal(desk.Words(err))
	}
	steps, err := d.History(ctx, "", 1)
	if err != nil || steps[0].By != "Sam Reed" {
		t.Fatalf("the history says %+v", steps)
	}
	refusedBy(t, "a status", d.SetStatus(ctx, pupil, "K", d.Today()))
	refusedBy(t, "taking the call away", d.RemoveNote(ctx, pupil, id))
	if _, err := d.Undo(ctx); err != nil {
		t.Errorf("a helper cannot take back what they did: %v", desk.Words(err))
	}
	if _, err := d.Undo(ctx); err == nil {
		t.Error("a helper took back what the SENCO did")
	}
	if _, err := d.Redo(ctx); err != nil {
		t.Errorf("a helper cannot do again what they did: %v", desk.Words(err))
	}
}

func TestAReaderChangesNothingButKeepsTheirOwnViews(t *testing.T) {
	ctx := context.Background()
	path, _, _, pupil := shared(t)
	d := as(t, path, readerSecret)
	if d.Role() != access.Reader || !d.May(access.SeeMoney) {
		t.Fatalf("sits as %+v", d.Seat())
	}
	_, err := d.SaveNote(ctx, register.Note{Pupil: pupil, Type: "call", On: d.Today(), Words: "x"})
	refusedBy(t, "a note", err)
	_, err = d.Undo(ctx)
	refusedBy(t, "undo", err)
	if err := d.SaveSetting(ctx, "views", "mine"); err != nil {
		t.Error(desk.Words(err))
	}
	d.Close()
	s := as(t, path, schooltest.Passphrase)
	var got string
	if found, _ := s.Setting(ctx, "views", &got); found {
		t.Error("the SENCO meets what the reader's window remembers")
	}
}

func refusedBy(t *testing.T, what string, err error) {
	t.Helper()
	if err == nil || !strings.Contains(desk.Words(err), "Your role in this file") && !strings.Contains(desk.Words(err), "somebody else") {
		t.Errorf("%s: %v", what, desk.Words(err))
	}
}

func TestPeopleAreListedChangedAndTakenAway(t *testing.T) {
	ctx := context.Background()
	path, helper, reader, _ := shared(t)
	d := as(t, path, schooltest.Passphrase)
	people, err := d.People(ctx)
	if err != nil || len(people) != 2 || people[0] != helper || people[1] != reader || people[0].Since != d.Today() {
		t.Fatalf("%+v %v", people, err)
	}
	for what, p := range map[string]desk.Person{
		"no name": {Role: access.Helper}, "a second SENCO": {Name: "X", Role: access.SENCO}, "no role": {Name: "X"},
		"a name twice": {Name: "sam reed", Role: access.Reader}, "the name SENCO": {Name: "Senco", Role: access.Helper},
	} {
		if _, err := d.AddPerson(ctx, p, "zobuk hamin lirav jopud"); err == nil {
			t.Errorf("%s was taken", what)
		}
	}
	if _, err := d.AddPerson(ctx, desk.Person{Name: "Y", Role: access.Helper}, "short"); err == nil {
		t.Error("a weak passphrase was taken")
	}
	if _, err := d.Undo(ctx); err == nil {
		if again, _ := d.People(ctx); len(again) != 2 {
			t.Error("undo took a person away")
		}
	}
	helper.Role = access.Reader
	if err := d.ChangePerson(ctx, helper); err != nil {
		t.Fatal(desk.Words(err))
	}
	if err := d.ChangePersonPassphrase(ctx, helper.ID, "zobuk hamin lirav jopud"); err != nil {
		t.Fatal(desk.Words(err))
	}
	if err := d.RemovePerson(ctx, reader.ID); err != nil {
		t.Fatal(desk.Words(err))
	}
	for what, err := range map[string]error{"removed twice": d.RemovePerson(ctx, reader.ID), "changed": d.ChangePerson(ctx, reader)} {
		if err == nil {
			t.Errorf("somebody who is gone was %s", what)
		}
	}
	d.Close()
	for _, gone := range []string{helperSecret, readerSecret} {
		if _, _, err := schooltest.Files().Open(ctx, path, desk.Secret{Passphrase: gone}); err == nil {
			t.Errorf("%q still opens the file", gone)
		}
	}
	if d := as(t, path, "zobuk hamin lirav jopud"); d.Role() != access.Reader || d.Seat().Name != "Sam Reed" {
		t.Errorf("sits as %+v", d.Seat())
	}
}

func TestAtMostFourPeopleBesideTheSENCO(t *testing.T) {
	ctx := context.Background()
	path, _, _, _ := shared(t)
	d := as(t, path, schooltest.Passphrase)
	for i, name := range []string{"Three", "Four", "Five"} {
		_, err := d.AddPerson(ctx, desk.Person{Name: name, Role: access.Helper}, "passphrase of person "+name)
		if (err == nil) != (i < 2) {
			t.Errorf("%s: %v", name, desk.Words(err))
		}
	}
	if people, _ := d.People(ctx); len(people) != 4 {
		t.Errorf("%d people", len(people))
	}
}

func TestAHelperNeitherAddsPeopleNorMakesKeysNorRestores(t *testing.T) {
	ctx := context.Background()
	path, helper, reader, _ := shared(t)
	d := as(t, path, helperSecret)
	_, err := d.AddPerson(ctx, desk.Person{Name: "Z", Role: access.Reader}, "zobuk hamin lirav jopud")
	refusedBy(t, "adding", err)
	refusedBy(t, "raising oneself", d.ChangePerson(ctx, helper))
	refusedBy(t, "removing", d.RemovePerson(ctx, reader.ID))
	refusedBy(t, "another's passphrase", d.ChangePersonPassphrase(ctx, reader.ID, "zobuk hamin lirav jopud"))
	_, err = d.Keeper().Rekey(ctx, "zobuk hamin lirav jopud")
	refusedBy(t, "a new main passphrase", err)
	_, err = d.Keeper().Restore(ctx, path, desk.Secret{Passphrase: helperSecret})
	refusedBy(t, "a restore", err)
	_, err = d.Keeper().Backup(ctx, t.TempDir())
	refusedBy(t, "a copy elsewhere", err)
	refusedBy(t, "taking the file away", d.Keeper().Discard())
	if _, err := d.Keeper().Backup(ctx, ""); err != nil {
		t.Errorf("the usual backup is refused: %v", err)
	}
	if err := d.ChangePersonPassphrase(ctx, helper.ID, "zobuk hamin lirav jopud"); err != nil {
		t.Errorf("one's own passphrase cannot be changed: %v", desk.Words(err))
	}
}

func TestEachChangeOfWhoMayOpenTheFileIsFollowedByABackupOfItsOwn(t *testing.T) {
	ctx := context.Background()
	path, helper, _, _ := shared(t)
	files, now, stick := schooltest.Files(), time.Now(), t.TempDir()
	files.Options.Now = func() time.Time { now = now.Add(time.Minute); return now } // a name of its own for each backup
	store, _, err := files.Open(ctx, path, desk.Secret{Passphrase: schooltest.Passphrase})
	if err != nil {
		t.Fatal(desk.Words(err))
	}
	d, err := schooltest.Sit(ctx, store)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	if err := d.SetSecondFolder(ctx, stick); err != nil {
		t.Fatal(desk.Words(err))
	}
	changes := []struct {
		what string
		do   func() error
	}{
		{"a person more", func() error {
			_, err := d.AddPerson(ctx, desk.Person{Name: "Kit Lane", Role: access.Reader}, "zobuk hamin lirav jopud")
			return err
		}},
		{"another role", func() error { p := helper; p.Role = access.Reader; return d.ChangePerson(ctx, p) }},
		{"another passphrase", func() error { return d.ChangePersonPassphrase(ctx, helper.ID, "gamol fidis nulav rotip") }},
		{"a person less", func() error { return d.RemovePerson(ctx, helper.ID) }},
		{"a new main passphrase", func() error { _, err := d.Keeper().Rekey(ctx, "lantern orchard violet harbour"); return err }},
	}
	for _, c := range changes {
		before := d.Keeper().Backups()
		if err := c.do(); err != nil {
			t.Fatal(c.what, desk.Words(err))
		}
		after := d.Keeper().Backups()
		if after[0].Path == before[0].Path {
			t.Fatalf("%s: the newest backup is still %s", c.what, before[0].Path)
		}
		if there, err := d.Keeper().MirrorState(stick); err != nil || filepath.Base(there.Path) != filepath.Base(after[0].Path) {
			t.Errorf("%s: the second folder has %s, not %s: %v", c.what, there.Path, after[0].Path, err)
		}
		if r, err := d.Rehearse(ctx, true); err != nil || !r.OK {
			t.Errorf("%s: the backup after it does not hold: %v %v", c.what, r.Problems, err)
		}
		if left, err := d.KeysUncopied(ctx); err != nil || left {
			t.Errorf("%s: said to be without a backup: %v", c.what, err)
		}
	}
}

func TestRoleIsChangedThoughNoBackupCanBeMadeAndABackupIsUrged(t *testing.T) {
	ctx := context.Background()
	path, helper, _, _ := shared(t)
	d := as(t, path, schooltest.Passphrase)
	folder := filepath.Dir(d.Keeper().Backups()[0].Path)
	away := folder + " away"
	if err := errors.Join(os.Rename(folder, away), os.WriteFile(folder, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	helper.Role = access.Reader
	if err := d.ChangePerson(ctx, helper); err != nil {
		t.Fatal(desk.Words(err))
	}
	if people, err := d.People(ctx); err != nil || people[0].Role != access.Reader {
		t.Errorf("%+v %v", people, err)
	}
	if err := errors.Join(os.Remove(folder), os.Rename(away, folder)); err != nil {
		t.Fatal(err)
	}
	if got := urged(t, d); !strings.Contains(got, desk.UrgeNewKeys) {
		t.Errorf("urged is %q", got)
	}
	if _, err := d.BackUp(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if got := urged(t, d); strings.Contains(got, desk.UrgeNewKeys) {
		t.Errorf("after a backup still %q", got)
	}
}
