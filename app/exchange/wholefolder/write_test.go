package wholefolder

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFolderIsThereWholeOrNotAtAll(t *testing.T) {
	at := t.TempDir()
	path := filepath.Join(at, "out")
	two := func(put Put) error {
		return errors.Join(put("a.txt", []byte("a")), put("in/b.txt", []byte("b")))
	}
	if err := Write(path, two); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(filepath.Join(path, "in", "b.txt")); err != nil || string(b) != "b" {
		t.Errorf("%q, %v", b, err)
	}
	own := errors.New("no more")
	file := filepath.Join(at, "file")
	if err := os.WriteFile(file, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		path, want string
		fill       func(Put) error
	}{
		"something there": {path, "something in this folder", two},
		"a file there":    {file, "file of this name", two},
		"no parent":       {filepath.Join(at, "none", "out"), "no such folder", two},
		"fails half way":  {filepath.Join(at, "half"), "no more", func(put Put) error { return errors.Join(put("a", nil), own) }},
		"twice":           {filepath.Join(at, "twice"), "nothing was left", func(put Put) error { return errors.Join(put("a", nil), put("a", nil)) }},
		"outside":         {filepath.Join(at, "outside"), "nothing was left", func(put Put) error { return put("../x", nil) }},
	} {
		if err := Write(c.path, c.fill); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	left, err := os.ReadDir(at)
	if err != nil || len(left) != 2 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	empty := filepath.Join(at, "empty")
	if err := os.Mkdir(empty, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Write(empty, two); err != nil {
		t.Errorf("an empty folder: %v", err)
	}
}
