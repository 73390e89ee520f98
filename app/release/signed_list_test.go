package release

import (
	"bytes"
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The list that is put out for the program to look at is written by a script; what it
// writes must be what the program reads, and only with the key that signed it.
func TestListWrittenForARealReleaseIsRead(t *testing.T) {
	for _, tool := range []string{"bash", "openssl", "awk"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s here", tool)
		}
	}
	key := filepath.Join(t.TempDir(), "release.key")
	run := func(name string, args ...string) []byte {
		t.Helper()
		var wrong bytes.Buffer
		c := exec.Command(name, args...)
		c.Stderr = &wrong
		out, err := c.Output()
		if err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, &wrong)
		}
		return out
	}
	run("openssl", "genpkey", "-algorithm", "ed25519", "-out", key)
	answer := run("bash", "../../.ci/release-list", key)
	public, err := base64.StdEncoding.DecodeString(string(run("bash", "../../.ci/release-list", key, "key")))
	if err != nil {
		t.Fatal(err)
	}
	source, err := ParseSource([]byte(`{"address":"https://example.org/releases","key":"` + base64.StdEncoding.EncodeToString(public) + `"}`))
	if err != nil {
		t.Fatal(err)
	}
	read, err := source.Read(answer)
	if err != nil {
		t.Fatal(err)
	}
	changes, err := os.ReadFile("../../assets/release/CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	want, err := Notes(string(changes))
	if err != nil {
		t.Fatal(err)
	}
	if len(read) != len(want) || len(read) == 0 {
		t.Fatalf("%d releases were written of %d", len(read), len(want))
	}
	for i, r := range read {
		if r.Version != want[i].Version || r.On != want[i].On || strings.Join(r.Notes, "\n") != strings.Join(want[i].Notes, "\n") {
			t.Errorf("written as %v, and it is %v", r, want[i])
		}
	}
	if _, err := source.Read(bytes.Replace(answer, []byte("2026"), []byte("2027"), 1)); err == nil {
		t.Error("a list with a changed date is taken as signed")
	}
}
