package vault

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The test binary runs itself again as another process with one of these tasks.
const taskVariable = "NEEDSBOOK_VAULT_TEST_TASK"

func TestMain(m *testing.M) {
	if task := os.Getenv(taskVariable); task != "" {
		if err := runTask(task, os.Args[len(os.Args)-1]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func processOptions() Options {
	return Options{KDF: WeakKDF(), Migrations: counterTables, noBackups: true}
}

func runTask(task, path string) error {
	if task == "story" {
		return wholeStory(path, Options{KDF: WeakKDF(), Migrations: firstTables, Anchors: filepath.Join(filepath.Dir(path), "seen")}, func() error { return nil })
	}
	v, _, err := Open(ctx, path, Passphrase(passphrase), processOptions())
	if err != nil {
		return err
	}
	n, err := countItems(v)
	if err != nil {
		return err
	}
	switch task {
	case "hold": // keep the file open until the input ends
		fmt.Println("open")
		_, _ = io.Copy(io.Discard, os.Stdin)
		return v.Close()
	case "work": // add items for ever, saying the number of each once it is safe
		v.tidyAt = 64 << 10
		for {
			n++
			if err := addItem(v, n); err != nil {
				return err
			}
			fmt.Println(n)
			if n%40 == 0 {
				if err := v.Compact(); err != nil {
					return err
				}
			}
		}
	}
	return fmt.Errorf("no task %q", task)
}

func startTask(t *testing.T, task, path string) (*exec.Cmd, io.WriteCloser, *bufio.Scanner) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, path)
	cmd.Env = append(os.Environ(), taskVariable+"="+task)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, in, bufio.NewScanner(out)
}

func TestSecondOpenerIsRefusedAndToldWhoHasIt(t *testing.T) {
	path, o := testPath(t), processOptions()
	o.Now = newClock().now
	v, _ := mustCreate(t, path, o)
	wantRefused := func() {
		t.Helper()
		start := time.Now()
		_, _, err := Open(ctx, path, Passphrase(passphrase), o)
		wantError(t, err, ErrInUse)
		host, _ := os.Hostname()
		if host = strings.Join(strings.Fields(host), " "); !strings.Contains(err.Error(), "on "+host) || !strings.Contains(err.Error(), "since ") {
			t.Errorf("the error does not say who has it: %v", err)
		}
		took := time.Since(start)
		if took > time.Second {
			t.Errorf("refused only after %v", took)
		}
		t.Logf("acceptance 7: a second opener is told after %d ms who has the file", took.Milliseconds())
	}
	wantRefused()
	mustClose(t, v)

	cmd, in, out := startTask(t, "hold", path)
	if !out.Scan() || out.Text() != "open" {
		t.Fatalf("the other process did not open the file: %q", out.Text())
	}
	wantRefused()
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	v, _ = mustOpen(t, path, o)
	mustClose(t, v)
}

func TestOpenerThatWasKilledLeavesNoLock(t *testing.T) {
	path, o := testPath(t), processOptions()
	v, _ := mustCreate(t, path, o)
	mustClose(t, v)
	cmd, _, out := startTask(t, "hold", path)
	if !out.Scan() {
		t.Fatal("the other process did not open the file")
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	mustOpen(t, path, o)
}

// TestKilledProcessLosesNothingAcknowledged kills a working process at random
// moments: 10 times in the quick run and 200 in the long one.
func TestKilledProcessLosesNothingAcknowledged(t *testing.T) {
	kills := 10
	if long() {
		kills = 200
	}
	path, o := testPath(t), processOptions()
	v, _ := mustCreate(t, path, o)
	mustClose(t, v)
	r := rand.New(rand.NewPCG(4, 4))
	acked, torn := 0, 0
	for i := range kills {
		cmd, _, out := startTask(t, "work", path)
		alive := time.Duration(5+r.IntN(60)) * time.Millisecond
		first := true
		for out.Scan() {
			n, err := strconv.Atoi(out.Text())
			if err != nil {
				t.Fatal(err)
			}
			acked = n
			if first { // the clock runs from the first acknowledged change
				first = false
				time.AfterFunc(alive, func() { _ = cmd.Process.Kill() })
			}
		}
		_ = cmd.Wait()
		v, rep, err := Open(ctx, path, Passphrase(passphrase), o)
		if err != nil {
			t.Fatalf("kill %d: %v", i+1, err)
		}
		if rep.TornTail {
			torn++
		}
		n, err := countItems(v)
		if err != nil || n != acked && n != acked+1 {
			t.Fatalf("kill %d: %d items (%v), %d were acknowledged", i+1, n, err, acked)
		}
		acked = n
		mustClose(t, v)
	}
	t.Logf("acceptance 3: %d kills, %d changes acknowledged, 0 lost, %d torn", kills, acked, torn)
}

func TestFenceStopsASecondWriterWhereLocksAreOff(t *testing.T) {
	disk := newSim()
	disk.noLocks = true
	o := Options{FS: disk, Now: newClock().now, KDF: WeakKDF(), Migrations: counterTables, noBackups: true}
	first, _, err := Create(ctx, simPath, passphrase, o)
	if err != nil {
		t.Fatal(err)
	}
	second, _, err := Open(ctx, simPath, Passphrase(passphrase), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := addItem(second, 1); err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		err = addItem(first, 1)
		wantError(t, err, ErrFenced)
		if i == 0 && !strings.Contains(err.Error(), "rescued") {
			t.Errorf("the rescue is not named: %v", err)
		}
	}
	wantItems(t, first, 0)
	wantError(t, first.Compact(), ErrFenced)
	first.Close()
	if err := addItem(second, 2); err != nil {
		t.Fatal(err)
	}
	wantItemsAfterReopening(t, second, o, 2)

	// The change that was fenced off is in the rescued copy.
	rescued := beside(simPath, "rescued "+newClock().now().Format(fileTime))
	v, _, err := Open(ctx, rescued, Passphrase(passphrase), o)
	if err != nil {
		t.Fatal(err)
	}
	wantItems(t, v, 1)
	v.Close()
	t.Log("acceptance 7: with locks off the second writer is stopped by the fence and its change is in a rescued copy")
}

func TestFenceNoticesAnotherFileInItsPlace(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	mustAdd(t, v, "Ana")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// A cloud folder puts the same bytes there as a new file: our handle now
	// leads nowhere, and a change written to it would vanish.
	if err := os.Rename(path, path+".old"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	wantError(t, add(v, "Ben"), ErrFenced)
	wantNames(t, v, "Ana")
	rescued := beside(path, "rescued "+o.Now().Format(fileTime))
	if r, err := Verify(ctx, rescued, Passphrase(passphrase)); err != nil || r.Save != 2 {
		t.Errorf("the rescued copy: %+v, %v", r, err)
	}
}

// TestFolderWithoutLocksIsRefused is about folders where the probe of the lock fails.
func TestFolderWithoutLocksIsRefused(t *testing.T) {
	o := options(t)
	o.FS = noLockFS{newSim()}
	_, _, err := Create(ctx, simPath, passphrase, o)
	if !errors.Is(err, ErrNoLock) || !strings.Contains(err.Error(), "Move the file") {
		t.Errorf("Create: %v", err)
	}
	disk := newSim()
	v, _, err := Create(ctx, simPath, passphrase, Options{FS: disk, KDF: WeakKDF(), noBackups: true})
	if err != nil {
		t.Fatal(err)
	}
	mustClose(t, v)
	o.FS = noLockFS{disk}
	_, _, err = Open(ctx, simPath, Passphrase(passphrase), o)
	wantError(t, err, ErrNoLock)
	t.Log("acceptance 7: a folder without locks is refused, to make a file in and to open one")
}

type noLockFS struct{ *simFS }

func (noLockFS) Lock(string, string) (io.Closer, error) { return nil, ErrNoLock }
