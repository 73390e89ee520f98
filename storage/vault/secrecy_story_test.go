package vault

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// wholeStory does with a file all that the program does, each() after each thing.
func wholeStory(path string, o Options, each func() error) error {
	dir := filepath.Dir(path)
	second := filepath.Join(dir, "second")
	if err := errors.Join(os.MkdirAll(o.Anchors, 0o700), os.MkdirAll(second, 0o700)); err != nil {
		return err
	}
	v, _, err := Create(ctx, path, passphrase, o)
	if err != nil {
		return err
	}
	defer v.Close()
	digest, person := "", ""
	steps := []func() error{
		func() (err error) {
			for _, name := range pupilNames() {
				if err = add(v, name); err != nil {
					return err
				}
			}
			return nil
		},
		func() (err error) {
			digest, err = v.PutPaper(ctx, []byte(strings.Join(pupilNames(), "\n")))
			return err
		},
		func() (err error) { person, err = v.AddKey(ctx, peoplesPassphrases[0]); return err },
		func() error { return v.ChangeKey(ctx, person, peoplesPassphrases[1]) },
		func() error { _, err := v.AutoBackup(ctx); return err },
		func() error { _, err := v.Mirror(ctx, second); return err },
		func() error { return v.Update(ctx, "Erase a pupil", statement(`DELETE FROM pupil WHERE id = 1`)) },
		v.Compact,
		func() error {
			_, err := v.Restore(ctx, v.Backups()[0].Path, Passphrase(passphrase))
			return err
		},
		func() error { return v.ErasePapers(ctx, digest) },
		func() error { return v.RemoveKey(ctx, person) },
		func() error { _, err := v.Rekey(ctx, "another lantern in the orchard"); return err },
		func() error { _, err := Verify(ctx, path, Passphrase("another lantern in the orchard")); return err },
		v.Close,
	}
	for i, step := range steps {
		if err := errors.Join(step(), each()); err != nil {
			return fmt.Errorf("step %d: %w", i, err)
		}
	}
	return nil
}

// lookingFS is the computer's disk; it looks into each file before that gets its name
// or is removed, so unfinished files are looked into too.
type lookingFS struct {
	diskFS
	found  *[]string
	looked *int
}

func (l lookingFS) look(name string) {
	b, err := os.ReadFile(name)
	if err != nil {
		return
	}
	*l.looked++
	if c := plaintextIn(b); c != "" {
		*l.found = append(*l.found, name+" holds "+c)
	}
}

func (l lookingFS) Rename(from, to string) error { l.look(from); return l.diskFS.Rename(from, to) }
func (l lookingFS) Remove(name string) error     { l.look(name); return l.diskFS.Remove(name) }

// expected are the files that the program may open to write in the folder of a
// school's file.
var expected = regexp.MustCompile(`^(seen/[0-9a-f]{32}\.seen` +
	`|meadowfield\.needsbook(\.lock|\.new)?` +
	`|(meadowfield backups|second)/meadowfield [0-9. -]+\.needsbook(\.part)?` +
	`|((meadowfield backups|second)/)?Needsbook papers [0-9a-f]{8}/[0-9a-f]{32}\.paper(\.part)?)$`)

func TestNoPlaintextReachesTheDisk(t *testing.T) {
	dir, temp := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("SQLITE_TMPDIR", temp)
	path, o := filepath.Join(dir, "meadowfield.needsbook"), options(t)
	o.Anchors = filepath.Join(dir, "seen")
	var found []string
	unfinished, files, open := 0, 0, 0
	o.FS = lookingFS{found: &found, looked: &unfinished}
	err := wholeStory(path, o, func() error {
		files += wantNoPlaintext(t, dir, temp)
		open += openFilesOutside(t, dir)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) > 0 {
		t.Errorf("%v", found)
	}
	for _, name := range folderFiles(t, dir) {
		if !expected.MatchString(filepath.ToSlash(name)) {
			t.Errorf("a file appeared: %s", name)
		}
	}
	if left, _ := os.ReadDir(temp); len(left) != 0 {
		t.Errorf("temporary files are left: %v", left)
	}
	t.Logf("acceptance 9: the strings of %d pupils, %d other words and the file format's name: 0 found in %d files looked at and %d unfinished ones; %d files open outside the folder",
		len(pupilNames()), len(canaries), files, unfinished, open)
}

// openFilesOutside lists, where the system shows it, the files that this process has
// open to write and that are not in the folder.
func openFilesOutside(t *testing.T, dir string) (n int) {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	for _, e := range entries {
		to, err := os.Readlink("/proc/self/fd/" + e.Name())
		info, _ := os.ReadFile("/proc/self/fdinfo/" + e.Name())
		flags := regexp.MustCompile(`flags:\s*0*([0-7]+)`).FindSubmatch(info)
		if err != nil || flags == nil || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "/dev/") || strings.HasPrefix(to, dir) {
			continue
		}
		if last := flags[1][len(flags[1])-1]; (last-'0')&3 != 0 && (strings.Contains(to, "(deleted)") || bytes.Contains([]byte(to), []byte("sqlite"))) {
			n++
			t.Errorf("open outside the folder: %s", to)
		}
	}
	return n
}

// TestSystemSeesNoOtherFileOpened runs the whole story in a process of its own under
// strace, which sees every file that is opened, also for a moment only.
func TestSystemSeesNoOtherFileOpened(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil || !long() {
		t.Skip("this is for the long run, on a computer with strace")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir, log := t.TempDir(), filepath.Join(t.TempDir(), "log")
	cmd := exec.Command(strace, "-f", "-qq", "-e", "trace=open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,memfd_create", "-o", log,
		self, filepath.Join(dir, "meadowfield.needsbook"))
	cmd.Env = append(os.Environ(), taskVariable+"=story")
	if out, err := cmd.CombinedOutput(); err != nil {
		if bytes.Contains(out, []byte("ptrace")) || bytes.Contains(out, []byte("PTRACE")) {
			t.Skipf("strace may not watch a process here: %s", out)
		}
		t.Fatalf("%v\n%s", err, out)
	}
	b, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	written := 0
	writes := regexp.MustCompile(`O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE|creat\(|rename|link|memfd`)
	name := regexp.MustCompile(`"([^"]*)"`)
	for _, line := range strings.Split(string(b), "\n") {
		if !writes.MatchString(line) || strings.Contains(line, "unfinished ...") && !name.MatchString(line) {
			continue
		}
		for _, m := range name.FindAllStringSubmatch(line, -1) {
			in, err := filepath.Rel(dir, m[1])
			if strings.HasPrefix(m[1], "/dev/") || strings.HasPrefix(m[1], "/proc/") || strings.HasPrefix(m[1], "/sys/") {
				continue
			}
			if err != nil || !expected.MatchString(in) {
				t.Errorf("opened to write: %s", line)
			}
			written++
		}
	}
	if written < 50 {
		t.Errorf("only %d files were seen opened", written)
	}
	t.Logf("acceptance 9: strace saw %d files opened to write or renamed: the file, its lock and rewrite, backups, papers and the anchor, and no other", written)
}
