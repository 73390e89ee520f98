package vault

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const readerFolder = "../../docs/reader"

// python runs a script of the independent reader. Where this computer has no Python
// that is new enough, the test says so and is passed over.
func python(t *testing.T, script string, args ...string) (string, error) {
	t.Helper()
	name, err := exec.LookPath("python3")
	if err == nil {
		err = exec.Command(name, "-c", "import sys; sys.exit(sys.version_info < (3, 11))").Run()
	}
	if err != nil {
		t.Skip("there is no Python 3.11 here, so the independent reader was not tried")
	}
	out, err := exec.Command(name, append([]string{"-B", "-S", filepath.Join(readerFolder, script)}, args...)...).CombinedOutput()
	return string(out), err
}

func TestIndependentReaderAgreesWithTheVectors(t *testing.T) {
	if out, err := python(t, "check_vectors.py", "quick"); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestIndependentReaderReadsWhatTheProgramWrote reads a file with a person, changes
// and a paper, and the golden file, with Python, byte for byte.
func TestIndependentReaderReadsWhatTheProgramWrote(t *testing.T) {
	dir := t.TempDir()
	path, o := filepath.Join(dir, "meadowfield.needsbook"), options(t)
	v, recovery := mustCreate(t, path, o)
	mustAddKey(t, v, peoplesPassphrases[0])
	for range 3 {
		mustAdd(t, v, "Zoë", "Nguyễn Thị Mai")
	}
	longText := strings.Repeat("a long report ", 10000) // three pieces
	letter, report := mustPut(t, v, "a letter"), mustPut(t, v, longText)
	want := slices.Clone(v.durable)
	mustClose(t, v)

	secrets := map[string][]string{passphrase: nil, peoplesPassphrases[0]: {"--person"}, recovery: {"--recovery"}}
	read := func(file, secret string, more ...string) (string, error) {
		name := filepath.Join(t.TempDir(), "secret")
		if err := os.WriteFile(name, []byte(secret+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return python(t, "read_vault.py", append(append([]string{file, "--secret-file", name}, secrets[secret]...), more...)...)
	}
	for secret := range secrets {
		into := t.TempDir()
		image := filepath.Join(into, "school.sqlite")
		if out, err := read(path, secret, "--database", image, "--papers", into); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if got, _ := os.ReadFile(image); !slices.Equal(got, want) {
			t.Error("the database differs")
		}
		for digest, text := range map[string]string{letter: "a letter", report: longText} {
			if got, _ := os.ReadFile(filepath.Join(into, digest)); string(got) != text {
				t.Errorf("the paper %s differs", digest)
			}
		}
	}
	if out, err := read(path, "nobody's passphrase at all"); err == nil || !strings.Contains(out, "does not open") {
		t.Errorf("a wrong passphrase: %v, %s", err, out)
	}
	secrets[goldenRecovery] = []string{"--recovery"}
	for _, secret := range []string{passphrase, goldenRecovery} {
		if out, err := read("testdata/format-1.needsbook", secret); err != nil {
			t.Errorf("the golden file: %v, %s", err, out)
		}
	}

	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 5))
	rounds := 3
	if long() {
		rounds = 150
	}
	spoilt := filepath.Join(dir, "spoilt.needsbook")
	for range rounds {
		bad := slices.Clone(good)
		i := bodyStart + r.IntN(len(bad)-bodyStart)
		bad[i] ^= byte(1 + r.IntN(255))
		if err := os.WriteFile(spoilt, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		image := filepath.Join(t.TempDir(), "out")
		out, err := read(spoilt, recovery, "--database", image)
		// In the last change it looks like one that was not saved to its end.
		if err == nil && !strings.Contains(out, "not saved to its end") {
			t.Errorf("byte %d: read without a word: %s", i, out)
		}
		if err != nil && !strings.Contains(out, "damaged") && !strings.Contains(out, "missing") {
			t.Errorf("byte %d: %s", i, out)
		}
		if _, there := os.Stat(image); (there == nil) != (err == nil) {
			t.Errorf("byte %d: %v, and the database there is: %v", i, err, there == nil)
		}
	}
	paper := sealedPapers(t, path)[0]
	b, _ := os.ReadFile(paper)
	b[len(b)-1] ^= 1
	if err := os.WriteFile(paper, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := read(path, recovery); err == nil || !strings.Contains(out, "A paper is damaged") {
		t.Errorf("a damaged paper: %v, %s", err, out)
	}
}
