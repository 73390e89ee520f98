package vault

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// sourceMutants are mistakes in the program itself: what stands in the file, the
// mistake, and the tests of which at least one must fail.
var sourceMutants = []struct{ name, file, right, wrong, tests string }{
	{"an unfinished save is refused", "content.go",
		"if c.torn > 0 && notTorn(", "if c.torn > 0 || notTorn(", "PowerCutLoses"},
	{"any damage is an unfinished save", "content.go",
		"if c.torn > 0 && notTorn(", "if false && notTorn(", "Flipped|DamageIs"},
	{"the fence is off", "append.go",
		"if end != a.last {", "if false {", "Fence"},
	{"a failed flush is tried again", "append.go",
		"if err := a.f.Sync(); err != nil {\n\t\treturn broken(", "if err := a.f.Sync(); err != nil && a.f.Sync() != nil {\n\t\treturn broken(", "FailedFlush"},
	{"no flush of a change", "append.go",
		"if err := a.f.Sync(); err != nil {\n\t\treturn broken(", "if err := error(nil); err != nil {\n\t\treturn broken(", "PowerCutLoses"},
	{"no flush before the rename", "writefile.go",
		"err = f.Sync()", "err = nil", "PowerCutLoses"},
	{"memory keeps a change that was not saved", "vault.go",
		"if e := v.rebuild(); e != nil {\n\t\t\terr = errors.Join(err, e)\n\t\t}\n\t\treturn err", "return err", "FullDiskAt|FailedFlush"},
	{"frames are not chained", "frame.go",
		"return sha256.Sum256(b)\n}\n\nfunc makeHead", "_ = b\n\treturn c\n}\n\nfunc makeHead", "DamageIs|OlderCopy"},
	{"the header is not proved", "header.go",
		"if !h.proven(raw, k) {", "if false {", "AlteredHeader"},
	{"the data key stays when a person goes", "people.go",
		"if ks.key, err = newDataKey(v.o.Random); err != nil {", "if k := *old.key; func() bool { ks.key = &k; return false }() {", "RemovedPerson"},
	{"a person who was taken away stays", "people.go",
		"to.id == \"\" || to.id != gone", "to.id == \"\" || true", "RemovedPerson"},
	{"a passphrase may be used twice", "people.go",
		"if k != nil {\n\t\t\tk.clear()\n\t\t\treturn because(ErrTaken", "if false {\n\t\t\tk.clear()\n\t\t\treturn because(ErrTaken", "OpensTheFileAlready"},
	{"deleted text stays", "memory.go",
		"PRAGMA secure_delete=1;", "PRAGMA secure_delete=0;", "ErasedText"},
	{"ATTACH is allowed", "memory.go",
		"sqlite.Limit(m.conn, limitAttached, 0)", "sqlite.Limit(m.conn, limitAttached, 10)", "NothingLeaves"},
}

// TestMutantsOfTheProgramAreCaught puts each mistake into the program in turn and
// runs this package's own tests on it. It needs the go command and some minutes,
// so it is part of the long run.
func TestMutantsOfTheProgramAreCaught(t *testing.T) {
	caught := 0
	for _, m := range sourceMutants {
		right, err := os.ReadFile(m.file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(string(right), m.right) != 1 {
			t.Errorf("%s: %s no longer holds, once, %q", m.name, m.file, m.right)
			continue
		}
		if !long() {
			continue // only that each mistake still fits the program
		}
		dir := t.TempDir()
		wrong := filepath.Join(dir, m.file)
		if err := os.WriteFile(wrong, []byte(strings.Replace(string(right), m.right, m.wrong, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		place, err := filepath.Abs(m.file)
		if err != nil {
			t.Fatal(err)
		}
		overlay := filepath.Join(dir, "overlay.json")
		b, err := json.Marshal(map[string]any{"Replace": map[string]string{place: wrong}})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(overlay, b, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("go", "test", "-tags", "ci", "-vet=off", "-overlay", overlay, "-run", m.tests, ".")
		cmd.Env = append(os.Environ(), "NEEDSBOOK_LONG=0")
		out, err := cmd.CombinedOutput()
		switch {
		case err == nil:
			t.Errorf("%s: not noticed by %s", m.name, m.tests)
			continue
		case !strings.Contains(string(out), "--- FAIL"):
			t.Errorf("%s: did not run:\n%s", m.name, out)
			continue
		}
		caught++
	}
	if !long() {
		return
	}
	t.Logf("acceptance 2: %d of %d mistakes put into the program are caught", caught, len(sourceMutants))
}
