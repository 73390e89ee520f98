package keeping_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
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
)

// What a pupil is found again by; it stands nowhere but in that pupil's record.
const (
	surname  = "Zyxomma"
	forename = "Quillon"
)

// fileOf makes a school with one pupil of that name, who is in every kind of record that
// the words of others could keep, with a backup beside the file and one on a stick.
func fileOf(t *testing.T, stick string) (d *desk.Desk, path string) {
	t.Helper()
	ctx := t.Context()
	path = filepath.Join(t.TempDir(), "school.needsbook")
	store, _, err := schooltest.Files().Create(ctx, path, schooltest.Passphrase)
	must(t, err)
	d, err = schooltest.Sit(ctx, store)
	must(t, err)
	t.Cleanup(func() { d.Close() })
	id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Forename: forename, Surname: surname, Born: day.Of(2017, 3, 4), Entered: day.Of(2024, 9, 2)}})
	must(t, err)
	other, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Forename: "Ada", Surname: "Okafor", Born: day.Of(2017, 3, 4), Entered: day.Of(2024, 9, 2)}})
	must(t, err)
	_, err = d.SaveNote(ctx, register.Note{Pupil: id, Type: register.NoteCall, On: d.Today(), Words: "Mrs " + surname + " rang about " + forename})
	must(t, err)
	group, err := d.SaveIntervention(ctx, provision.Intervention{Name: "Lego therapy", Starts: day.Of(2026, 9, 7)})
	must(t, err)
	must(t, d.Place(ctx, group, []string{id, other}, day.Date{}))
	_, err = d.AddAttachment(ctx, register.Attachment{Pupil: id, What: "Report on " + surname, Name: surname + " report.txt", On: d.Today()}, []byte("A report about "+surname))
	must(t, err)
	must(t, d.SaveSetting(ctx, "draft note "+id, json.RawMessage(`{"words":"`+surname+` was"}`)))
	must(t, d.SetSecondFolder(ctx, stick)) // makes a backup, and copies it
	return d, path
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(desk.Words(err))
	}
}

// inside is everything that a school's file holds once it is opened: the whole database,
// byte for byte. The file itself is opened from a copy.
func inside(t *testing.T, file string) []byte {
	t.Helper()
	body, err := os.ReadFile(file)
	must(t, err)
	copied := filepath.Join(t.TempDir(), "copy.needsbook")
	must(t, os.WriteFile(copied, body, 0o600))
	store, _, err := schooltest.Files().Open(t.Context(), copied, desk.Secret{Passphrase: schooltest.Passphrase})
	must(t, err)
	defer store.Close()
	var image []byte
	must(t, store.(*schooldb.Store).Vault().View(t.Context(), func(c *sql.Conn) error {
		return c.Raw(func(driver any) (err error) {
			image, err = driver.(interface{ Serialize() ([]byte, error) }).Serialize()
			return err
		})
	}))
	return append(image, body...)
}

// newestIn is the newest backup in a folder: of two of one second the later has a number.
func newestIn(t *testing.T, folder string) (newest string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.needsbook"))
	must(t, err)
	for _, f := range files {
		if len(f) > len(newest) || len(f) == len(newest) && f > newest {
			newest = f
		}
	}
	return newest
}

func TestPupilErasedInTheWindowIsInNoFileAnyMoreAndThePageTellsWhichBackupsHoldIt(t *testing.T) {
	stick := t.TempDir()
	d, path := fileOf(t, stick)
	before := d.Keeper().Backups()[0]
	beside, made := filepath.Dir(before.Path), day.On(before.At).Words()+", "+before.At.Format("15:04")
	traces := func(file string) (found []string) {
		image := inside(t, file)
		for _, trace := range []string{surname, strings.ToLower(surname), strings.ToUpper(surname), forename} {
			if bytes.Contains(image, []byte(trace)) {
				found = append(found, trace)
			}
		}
		return found
	}
	for _, folder := range []string{beside, stick} {
		if len(traces(newestIn(t, folder))) < 2 {
			t.Fatalf("the backup in %s does not hold the pupil to begin with", folder)
		}
	}

	w := open(t, d)
	w.FocusGrid()
	w.Type("o")
	w.Type("zyx")
	w.Press("Enter")
	w.MustSee("Erase for good: "+forename+" "+surname, "Who decided")
	w.Press("Tab")
	w.Type("Headteacher")
	w.Press("Tab")
	w.Type("erase")
	w.Press("Ctrl+Enter")
	w.MustSee("4 records went, with their traces", "1 attachment went with them", "2 backups from before the erasure still hold it: "+made+"; "+made+" in the second folder.", "“Remove older backups” does it now")
	if w.Sees(surname) || w.Sees("Cancel") || w.Sees("could not") || w.Sees("was not reached") {
		t.Errorf("the window says\n%s", w.Text())
	}
	w.Pictures("keeping-erased")
	w.Press("Enter")
	w.MustSee("2 backups from before the erasure still hold what was erased: " + made + "; " + made + " in the second folder.")
	if w.Sees(surname) {
		t.Errorf("the page still names the pupil\n%s", w.Text())
	}
	must(t, d.Close())

	for _, file := range []string{path, newestIn(t, beside), newestIn(t, stick)} {
		if found := traces(file); len(found) > 0 {
			t.Errorf("%q is in %s", found, file)
		}
	}
}
