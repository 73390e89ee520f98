package desk_test

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
)

// enter adds a pupil with a surname.
func enter(t *testing.T, d *desk.Desk, surname string) {
	t.Helper()
	if _, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: surname}}); err != nil {
		t.Fatal(err)
	}
}

func urged(t *testing.T, d *desk.Desk) string {
	t.Helper()
	s, err := d.Backups(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, u := range s.Urged {
		keys = append(keys, u.Key)
	}
	return strings.Join(keys, " ")
}

func waitingBackups(t *testing.T, d *desk.Desk) (titles []string) {
	t.Helper()
	tasks, err := d.Tasks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range tasks {
		if task.Kind == "backups" {
			titles = append(titles, task.Title)
		}
	}
	return titles
}

func TestSecondFolderIsUrgedUntilThereIsOneAndTakesEachBackup(t *testing.T) {
	d := schooltest.Empty(t)
	enter(t, d, "Price")
	if got := urged(t, d); got != "no_backup no_second rehearsal_due" {
		t.Errorf("a new file is urged %q", got)
	}
	if titles := waitingBackups(t, d); len(titles) != 1 || !strings.Contains(titles[0], "second place") {
		t.Errorf("Today says %q", titles)
	}
	stick := t.TempDir()
	if err := d.SetSecondFolder(ctx, stick); err != nil {
		t.Fatal(err)
	}
	first, err := d.BackUp(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(stick, filepath.Base(first.Path))); err != nil {
		t.Errorf("the backup is not in the second folder: %v", err)
	}
	second, err := d.SecondFolder(ctx)
	if err != nil || second.Path != stick || second.Problem != "" || !strings.HasPrefix(second.Words(), "Last copied Monday 23 Nov") {
		t.Errorf("%+v %q %v", second, second.Words(), err)
	}
	if titles := waitingBackups(t, d); len(titles) != 0 {
		t.Errorf("Today still says %q", titles)
	}

	if err := os.RemoveAll(stick); err != nil {
		t.Fatal(err)
	}
	if _, err := d.BackUp(ctx, ""); err != nil {
		t.Fatalf("a stick that is not there stopped the backup: %v", err)
	}
	if second, err = d.SecondFolder(ctx); err != nil || second.Problem == "" || !strings.Contains(second.Words(), "Work goes on") || !strings.Contains(second.Words(), "last copied there on Monday") {
		t.Errorf("%+v %q %v", second, second.Words(), err)
	}
	if got := urged(t, d); got != "second_failed rehearsal_due" {
		t.Errorf("urged %q", got)
	}
	if err := os.MkdirAll(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := d.CopyToSecond(ctx); err != nil {
		t.Fatal(err)
	}
	if got := urged(t, d); got != "rehearsal_due" {
		t.Errorf("urged %q after the stick came back", got)
	}
}

func TestSecondFolderThatCannotHelpIsRefused(t *testing.T) {
	d := schooltest.Empty(t)
	beside := filepath.Dir(d.Keeper().Path())
	for _, folder := range []string{"backups", beside, filepath.Join(beside, "school backups"), filepath.Join(t.TempDir(), "none")} {
		var refusal *desk.Refusal
		if err := d.SetSecondFolder(ctx, folder); !errors.As(err, &refusal) {
			t.Errorf("%s: %v", folder, err)
		}
	}
	if s, err := d.SecondFolder(ctx); err != nil || s.Path != "" {
		t.Errorf("%+v %v", s, err)
	}
}

func TestRehearsalOpensTheBackupAndLeavesADatedRecord(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()) // what another run left lies elsewhere
	d := schooltest.Empty(t)
	enter(t, d, "Price")
	if !d.RehearseDue(ctx) {
		t.Error("no rehearsal this term, and none is due")
	}
	r, err := d.Rehearse(ctx, true)
	if err != nil || !r.OK || r.Pupils != 1 || r.FilePupils != 1 || r.Steps == 0 || r.Steps != r.FileSteps || r.Size == 0 || r.Backup == "" {
		t.Fatalf("%+v %v", r, err)
	}
	enter(t, d, "Okafor")
	again, err := d.Rehearse(ctx, false)
	if err != nil || !again.OK || again.Pupils != 1 || again.FilePupils != 2 {
		t.Fatalf("%+v %v", again, err)
	}
	if again.Backup != r.Backup {
		t.Errorf("%s was rehearsed, then %s", r.Backup, again.Backup)
	}
	list, err := d.Rehearsals(ctx)
	if err != nil || len(list) != 2 || list[0].Asked || !list[1].Asked || list[1].On != d.Today() {
		t.Errorf("%+v %v", list, err)
	}
	if d.RehearseDue(ctx) || urged(t, d) != "no_second" {
		t.Errorf("after a rehearsal %q is urged", urged(t, d))
	}
	last, err := d.Last(ctx)
	if err != nil || !strings.Contains(last.Undo, "Okafor") {
		t.Errorf("undo would take back %q", last.Undo)
	}
	steps, err := d.History(ctx, "", 1)
	if err != nil || !strings.HasPrefix(steps[0].Label, "Rehearse a restore") {
		t.Errorf("%+v %v", steps, err)
	}
	if why, _ := d.OnHold(ctx); why != "" {
		t.Errorf("a rehearsal put sending on hold: %s", why)
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	doc, err := d.BackupDocument(ctx)
	if err != nil || doc.Check() != nil {
		t.Errorf("%v %v", err, doc.Check())
	}
}

func TestDamagedBackupFailsTheRehearsalAndTodaySaysSo(t *testing.T) {
	for _, at := range []float64{0.1, 0.5, 0.9} {
		d := schooltest.Empty(t)
		enter(t, d, "Price")
		kept, err := d.BackUp(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		body, err := os.ReadFile(kept.Path)
		if err != nil {
			t.Fatal(err)
		}
		body[int(float64(len(body))*at)] ^= 1
		if err := os.WriteFile(kept.Path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := d.Rehearse(ctx, false)
		if err != nil || r.OK || len(r.Problems) == 0 || !strings.Contains(r.Words(), "did not pass") {
			t.Fatalf("%+v %v", r, err)
		}
		if !strings.HasPrefix(urged(t, d), "rehearsal_failed") || len(waitingBackups(t, d)) != 2 {
			t.Errorf("urged %q, Today %q", urged(t, d), waitingBackups(t, d))
		}
		if d.RehearseDue(ctx) {
			t.Error("it is tried again at once")
		}
		if r, err = d.Rehearse(ctx, true); err != nil || r.OK {
			t.Errorf("%+v %v", r, err)
		}
	}
}

func TestRehearsalAfterANewPassphraseReadsTheBackupMadeWithIt(t *testing.T) {
	d := schooltest.Empty(t)
	enter(t, d, "Price")
	if _, err := d.Keeper().Rekey(ctx, "other horses eat green battery"); err != nil {
		t.Fatal(err)
	}
	before := len(d.Keeper().Backups())
	r, err := d.Rehearse(ctx, true)
	if err != nil || !r.OK || r.Pupils != 1 {
		t.Fatalf("%+v %v", r, err)
	}
	if after := len(d.Keeper().Backups()); after != before {
		t.Errorf("%d backups, %d before", after, before)
	}
}

// TestRehearsalIsDueOnceATerm walks a school year in weeks: the program rehearses three
// times.
func TestRehearsalIsDueOnceATerm(t *testing.T) {
	now := time.Date(2026, 9, 7, 9, 0, 0, 0, time.UTC)
	files := schooltest.Files()
	files.Options.Now = func() time.Time { return now }
	store, _, err := files.Create(ctx, filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(ctx, store, desk.Options{Clock: func() time.Time { return now }, NewID: rand.Text, By: "SENCO"})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	enter(t, d, "Price")
	times := 0
	for range 46 {
		if d.RehearseDue(ctx) {
			times++
			if r, err := d.Rehearse(ctx, false); err != nil || !r.OK {
				t.Fatalf("%+v %v", r, err)
			}
		}
		now = now.Add(7 * 24 * time.Hour)
	}
	if times != 3 {
		t.Errorf("%d rehearsals in a year", times)
	}
}

func TestDemoSchoolIsUrgedToNothing(t *testing.T) {
	d := schooltest.Demo(t)
	if d.RehearseDue(ctx) || len(waitingBackups(t, d)) != 0 {
		t.Error("the demo school is urged to keep invented pupils safe")
	}
	if r, err := d.Rehearse(context.Background(), true); err != nil || !r.OK || r.Pupils != r.FilePupils {
		t.Errorf("%+v %v", r, err)
	}
	if _, err := d.PreviewSummary(ctx); err != nil {
		t.Errorf("a rehearsal is in the way of the summary: %v", err)
	}
}
