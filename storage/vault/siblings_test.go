package vault

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// conflictNames are what sync programs and people call the second copy of
// "meadowfield.needsbook".
var conflictNames = []string{
	"meadowfield (conflicted copy).needsbook", "meadowfield (Jo's conflicted copy 2026-11-21).needsbook",
	"meadowfield-LAPTOP2.needsbook", "meadowfield (1).needsbook", "Copy of meadowfield.needsbook", "old.NEEDSBOOK",
	"meadowfield.sync-conflict-20261121-204305-ABCDEFG.needsbook", "meadowfield - Copy.needsbook",
}

func TestCopyOfTheFileBesideItIsNamed(t *testing.T) {
	path, o := testPath(t), options(t)
	dir := filepath.Dir(path)
	v, _ := mustCreate(t, path, o)
	mustAdd(t, v, "Ana")
	mustClose(t, v)
	fork, _ := os.ReadFile(path)
	v, _ = mustOpen(t, path, o)
	mustAdd(t, v, "Ben")
	mustClose(t, v)
	ahead, _ := os.ReadFile(path)

	// The other computer went another way from the same point.
	other := filepath.Join(t.TempDir(), "meadowfield.needsbook")
	if err := os.WriteFile(other, fork, 0o600); err != nil {
		t.Fatal(err)
	}
	v, _ = mustOpen(t, other, o)
	mustAdd(t, v, "Cem")
	mustClose(t, v)
	parted, _ := os.ReadFile(other)
	v, _ = mustOpen(t, other, o)
	if _, err := v.Rekey(ctx, "another lantern in the orchard"); err != nil {
		t.Fatal(err)
	}
	mustClose(t, v)
	locked, _ := os.ReadFile(other)

	shown := 0
	for _, name := range conflictNames {
		for what, c := range map[string]struct {
			ours, theirs []byte
			words        string
		}{
			"older":  {ahead, fork, "it can be deleted"},
			"same":   {ahead, ahead, "it can be deleted"},
			"newer":  {fork, ahead, "go on with that one"},
			"parted": {ahead, parted, "may hold changes that are not here"},
			"locked": {ahead, locked, "other passphrases"},
		} {
			if err := os.WriteFile(path, c.ours, 0o600); err != nil {
				t.Fatal(err)
			}
			beside := filepath.Join(dir, name)
			if err := os.WriteFile(beside, c.theirs, 0o600); err != nil {
				t.Fatal(err)
			}
			v, r := mustOpen(t, path, o)
			mustClose(t, v)
			all := strings.Join(r.Notices(), "\n")
			if len(r.Siblings) != 1 || !strings.Contains(all, name) || !strings.Contains(all, c.words) {
				t.Errorf("%s, %s: %s", name, what, all)
				continue
			}
			shown++
			if now, _ := os.ReadFile(beside); !bytes.Equal(now, c.theirs) {
				t.Errorf("%s: the copy was changed", name)
			}
			if err := os.Remove(beside); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("acceptance 13: %d of %d conflicted copies beside the file named, with what to do", shown, 5*len(conflictNames))
}

func TestBackupsAndOtherSchoolsBesideTheFileAreNoConflict(t *testing.T) {
	path, o := testPath(t), options(t)
	dir := filepath.Dir(path)
	v, _ := mustCreate(t, path, o)
	for _, name := range []string{"meadowfield 2026-11-21 20.43.05.needsbook", "meadowfield 2026-11-21 204305.needsbook", "meadowfield (damaged 2026-11-21 20.43.05).needsbook"} {
		if _, err := v.Backup(ctx, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	mustClose(t, v)
	other, _ := mustCreate(t, filepath.Join(dir, "riverside.needsbook"), o)
	mustClose(t, other)
	for name, b := range map[string]string{"notes.needsbook": "no file of ours", "empty.needsbook": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(b), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, r := mustOpen(t, path, o); !r.Sound() {
		t.Errorf("%v", r.Notices())
	}
}

// TestOlderCopyIsNoticedEachTime puts back every earlier state of a file in turn.
func TestOlderCopyIsNoticedEachTime(t *testing.T) {
	path, o := testPath(t), options(t)
	o.Anchors = t.TempDir()
	states, saves := [][]byte{}, 20
	v, _ := mustCreate(t, path, o)
	for i := range saves {
		b, _ := os.ReadFile(path)
		states = append(states, b)
		mustAdd(t, v, fmt.Sprint("Pupil ", i))
		if i%7 == 3 {
			if err := v.Compact(); err != nil {
				t.Fatal(err)
			}
		}
		if i == 10 {
			mustAddKey(t, v, peoplesPassphrases[0])
		}
	}
	mustClose(t, v)
	noticed := 0
	for i, b := range states {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		v, r := mustOpen(t, path, o)
		mustClose(t, v)
		if !r.Stale || len(r.Notices()) == 0 {
			t.Errorf("state %d was taken for the newest", i)
			continue
		}
		noticed++
	}
	t.Logf("acceptance 13: %d of %d older copies put back were noticed", noticed, len(states))
}
