package lock_test

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/lock"
	"needsbook/ui/desktop/shell/shelltest"
)

// backedUp is a closed file with one pupil in its backup, which lies in the usual folder
// or, when second is given, only there.
func backedUp(t *testing.T, second string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "school.needsbook")
	d := schooltest.OnePupil(t, path, schooltest.Passphrase)
	kept, err := d.BackUp(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if second != "" {
		if err := d.SetSecondFolder(t.Context(), second); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if second != "" {
		if err := os.RemoveAll(filepath.Dir(kept.Path)); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// before is a window before a file.
func before(t *testing.T, path string, folders ...string) (w *shelltest.Window, opened *lock.Opened) {
	t.Helper()
	w, opened = shelltest.New(t, nil, nil), &lock.Opened{}
	lock.Show(lock.Needs{Files: schooltest.Files(), Sit: schooltest.Sit, Shell: w.Shell, Path: path, Folders: folders, School: "Meadowfield Primary",
		Other: func() {}, Opened: func(o lock.Opened) {
			*opened = o
			t.Cleanup(func() { o.Desk.Close() })
		}})
	return w, opened
}

// wantBack checks that the file is open again with the pupil of its backup, that sending
// rests, and that what lay there was kept.
func wantBack(t *testing.T, w *shelltest.Window, path string, opened *lock.Opened, found []byte) {
	t.Helper()
	if opened.Desk == nil {
		t.Fatalf("not opened:\n%s", w.Text())
	}
	if all, _ := opened.Desk.Find("left:any"); len(all) != 1 {
		t.Errorf("%d pupils", len(all))
	}
	if why, err := opened.Desk.OnHold(t.Context()); err != nil || why == "" {
		t.Errorf("sending is not on hold: %v", err)
	}
	if len(opened.Notices) == 0 || !strings.Contains(opened.Notices[0], "The file holds what the backup") {
		t.Errorf("the notices are %q", opened.Notices)
	}
	kept, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "* (damaged *"))
	if found == nil {
		if len(kept) != 0 {
			t.Errorf("kept %v of a file that was not there", kept)
		}
		return
	}
	if len(kept) != 1 {
		t.Fatalf("kept %v", kept)
	}
	if body, err := os.ReadFile(kept[0]); err != nil || !bytes.Equal(body, found) {
		t.Errorf("the damaged file was not kept as it was: %v", err)
	}
}

func TestLostFileIsSaidAndPutBackWithOnePress(t *testing.T) {
	damages := []struct {
		name, title string
		do          func(body []byte) []byte
	}{
		{"a byte in the records", "The school's file is damaged", func(b []byte) []byte { b[8192+(len(b)-8192)/2] ^= 1; return b }},
		{"both headers overwritten", "The school's file is damaged", func(b []byte) []byte { clear(b[:8192]); return b }},
		{"cut to a piece", "The school's file is damaged", func(b []byte) []byte { return b[:100] }},
		{"empty", "The school's file is damaged", func([]byte) []byte { return []byte{} }},
		{"another sort of file", "The school's file is damaged", func([]byte) []byte { return []byte(strings.Repeat("This is a letter. ", 1000)) }},
		{"one header of the two altered with a sum that fits", "The school's file was altered", alter},
	}
	for _, c := range damages {
		t.Run(c.name, func(t *testing.T) {
			path := backedUp(t, "")
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			body = c.do(body)
			if err := os.WriteFile(path, body, 0o600); err != nil {
				t.Fatal(err)
			}
			found := bytes.Clone(body)
			w, opened := before(t, path)
			w.Type(schooltest.Passphrase)
			w.Press("Enter")
			w.MustSee(c.title, "One backup of it was found", "Go back to this backup")
			if opened.Desk != nil {
				t.Fatal("a damaged file was opened")
			}
			w.Press("Enter") // on the main button; the passphrase stands there already
			wantBack(t, w, path, opened, found)
		})
	}
}

func TestFileThatIsGoneIsPutBackFromTheSecondFolder(t *testing.T) {
	stick := t.TempDir()
	path := backedUp(t, stick)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	w, opened := before(t, path, stick)
	w.MustSee("The school's file is not there", "One backup of it was found", "connect that first")
	w.Pictures("lock-gone")
	w.Type("something else")
	w.Press("Enter")
	w.MustSee("! ")
	if _, err := os.Stat(path); err == nil {
		t.Fatal("a wrong passphrase put something there")
	}
	for range "something else" {
		w.Press("BackSpace")
	}
	w.Type(schooltest.Passphrase)
	w.Press("Enter")
	wantBack(t, w, path, opened, nil)
}

func TestLostFileWithoutABackupSaysSoAndTakesOneFromElsewhere(t *testing.T) {
	stick := t.TempDir()
	path := backedUp(t, stick)
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w, opened := before(t, path)
	w.Type(schooltest.Passphrase)
	w.Press("Enter")
	w.MustSee("No backup of it was found")
	w.Pictures("lock-damaged")
	copies, err := filepath.Glob(filepath.Join(stick, "*.needsbook"))
	if err != nil || len(copies) != 1 {
		t.Fatal(copies, err)
	}
	w.Type(copies[0])
	w.Press("Enter")
	wantBack(t, w, path, opened, []byte{})
}

// alter changes a key slot in one copy of the header and mends its unkeyed sum, as a
// person would who wants to get in.
func alter(b []byte) []byte {
	b[128+60] ^= 1
	sum := sha256.Sum256(b[:4064])
	copy(b[4064:], sum[:])
	return b
}
