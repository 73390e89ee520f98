package saving_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"needsbook/app/desk"
	"needsbook/ui/desktop/saving"
)

func words(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

func TestFileIsWrittenWholeOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "register.csv")
	if err := saving.Write(path, words("one")); err != nil {
		t.Fatal(err)
	}
	broken := func(w io.Writer) error {
		io.WriteString(w, "half")
		return errors.New("no more")
	}
	for name, err := range map[string]error{
		"written over":   saving.Write(path, words("two")),
		"half written":   saving.Write(filepath.Join(folder, "half.csv"), broken),
		"no such folder": saving.Write(filepath.Join(folder, "none", "x.csv"), words("x")),
		"no path":        saving.Write("  ", words("x")),
		"no folder":      saving.Write("x.csv", words("x")),
	} {
		var refusal *desk.Refusal
		if !errors.As(err, &refusal) || refusal.Field != saving.FieldPath {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "one" {
		t.Errorf("the file holds %q, %v", got, err)
	}
	if left, _ := os.ReadDir(folder); len(left) != 1 {
		t.Errorf("%d files are left in the folder", len(left))
	}
}
