package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/cmd/surroundings"
)

// The test binary runs itself again as a person who writes notes about a pupil until
// somebody pulls the plug.
const (
	writerVariable = "NEEDSCTL_TEST_WRITER" // the pupil
	roundVariable  = "NEEDSCTL_TEST_ROUND"
)

func TestMain(m *testing.M) {
	if pupil := os.Getenv(writerVariable); pupil != "" {
		writeNotes(pupil)
	}
	os.Exit(m.Run())
}

// writeNotes writes note after note and prints the words of each once it is
// acknowledged. The first three are each a run of the whole program; the others are
// written at one desk, as fast as it goes, so that the plug is pulled while saving.
func writeNotes(pupil string) {
	w := world{in: os.Stdin, out: io.Discard, errs: os.Stderr, env: os.Getenv, files: quickFiles(), options: surroundings.Options}
	n := 0
	next := func() string { n++; return fmt.Sprintf("%s-%d", os.Getenv(roundVariable), n) }
	for range 3 {
		words := next()
		if status := run(context.Background(), w, []string{"note", pupil, "--words", words}); status != done {
			os.Exit(status)
		}
		fmt.Println(words)
	}
	c := newCall(context.Background(), w, verb{name: "note"}, nil)
	err := c.withDesk(func(d *desk.Desk) error {
		for {
			words := next()
			if _, err := d.SaveNote(c.ctx, register.Note{Pupil: pupil, On: d.Today(), Words: words}); err != nil {
				return err
			}
			fmt.Println(words)
		}
	})
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// TestKilledProgramLosesNoAcknowledgedChange kills the program at random moments: 5
// times in the quick run and 100 in the long one.
func TestKilledProgramLosesNoAcknowledgedChange(t *testing.T) {
	t.Parallel()
	kills := 5
	if os.Getenv("NEEDSBOOK_LONG") == "1" {
		kills = 100
	}
	s := newSchool(t)
	pupil := s.addPupil("--surname", "Price")
	chance := rand.New(rand.NewPCG(5, 5))
	acknowledged := []string{}
	for round := range kills {
		acknowledged = append(acknowledged, s.killedWriter(pupil, round, time.Duration(10+chance.IntN(500))*time.Millisecond)...)
		if o := s.object(done, "verify"); o["ok"] != true {
			t.Fatalf("after kill %d: %v", round+1, o)
		}
		there := map[string]bool{}
		for _, n := range s.object(done, "pupil", pupil)["notes"].([]any) {
			there[n.(map[string]any)["words"].(string)] = true
		}
		for _, words := range acknowledged {
			if !there[words] {
				t.Fatalf("after kill %d the note %s is lost, though it was acknowledged", round+1, words)
			}
		}
		if extra := len(there) - len(acknowledged); extra < 0 || extra > round+1 {
			t.Fatalf("after kill %d: %d notes, %d acknowledged", round+1, len(there), len(acknowledged))
		}
	}
	if len(acknowledged) < kills {
		t.Errorf("only %d changes were acknowledged in %d rounds", len(acknowledged), kills)
	}
	t.Logf("%d kills, %d acknowledged changes", kills, len(acknowledged))
}

// killedWriter starts a writer, kills it some time after its first acknowledged
// change, and returns what was acknowledged.
func (s *terminal) killedWriter(pupil string, round int, alive time.Duration) (acknowledged []string) {
	s.t.Helper()
	self, err := os.Executable()
	if err != nil {
		s.t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), writerVariable+"="+pupil, fmt.Sprintf("%s=%d", roundVariable, round), "NEEDSBOOK_FILE="+s.file, "NEEDSBOOK_PASSPHRASE="+testPassphrase)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		acknowledged = append(acknowledged, lines.Text())
		if len(acknowledged) == 1 {
			time.AfterFunc(alive, func() { _ = cmd.Process.Kill() })
		}
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.Exited() {
		s.t.Fatalf("the writer stopped by itself: %v", err)
	}
	return acknowledged
}
