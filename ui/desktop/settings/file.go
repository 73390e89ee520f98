package settings

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/lock"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// file is the section of the school's file.
func (s *Screen) file() section {
	backups := parts.NewButton("Backups and restores", func() { s.n.Shell.Go(shell.To("backups")) })
	passphrase := parts.Flow(parts.Between, parts.NewButton("Check this file", s.checkFile), parts.NewButton("Change the passphrase", s.changePassphrase))
	return section{first: backups, content: scrolled(s.fileFacts(),
		parts.Column(parts.Between, parts.NewText("Backups", parts.SectionTitle),
			parts.NewProse("A backup is made by itself each day that the file is opened. See the newest one, choose a second folder, rehearse a restore, or go back to a backup.", parts.Plain), parts.Row(0, backups)),
		parts.Column(parts.Between, parts.NewText("Safety", parts.SectionTitle),
			parts.NewProse("Checking reads every byte of the file and every step of its history. The passphrase is kept nowhere: without it or the recovery key nobody can open the file.", parts.Plain), passphrase, s.lockAfter()))}
}

// lockTimes are the minutes without a touch after which the file can be locked; 0 is
// never.
var lockTimes = []int{2, 5, 10, 15, 30, 60, 0}

// lockAfter is the choice of when the file locks by itself.
func (s *Screen) lockAfter() fyne.CanvasObject {
	locking := s.n.Locking
	if locking == nil {
		return parts.NewProse("This file does not lock by itself here.", parts.QuietText)
	}
	var times []parts.Option
	for _, minutes := range lockTimes {
		words := wording.Count(minutes, "minute") + " without a touch"
		if minutes == 0 {
			words = "Never by itself"
		}
		times = append(times, parts.Option{Value: strconv.Itoa(minutes), Words: words})
	}
	choice := parts.NewChoice(times, func(value string) { locking.SetLockAfter(number(value)) })
	choice.SetChosen(strconv.Itoa(locking.LockAfter()))
	form := parts.NewForm()
	form.Add("Lock after", choice, "It locks when the computer has slept as well, and at once with Ctrl+Alt+L. What you are typing is kept.")
	return parts.AtMost(formWidth, form)
}

func (s *Screen) fileFacts() fyne.CanvasObject {
	path := s.n.Desk.Keeper().Path()
	return parts.NewFactList(parts.Fact{Label: "Lies in", Value: filepath.Dir(path)}, parts.Fact{Label: "Name", Value: filepath.Base(path)}, parts.Fact{Label: "Size", Value: length(path)})
}

// length is how large a file is, in words.
func length(path string) string {
	at, err := os.Stat(path)
	if err != nil {
		return "size not known"
	}
	return size(at.Size())
}

// size writes a number of bytes for people.
func size(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", (n+1023)/1024)
	}
	return fmt.Sprintf("%d.%d MB", n>>20, n%(1<<20)*10>>20)
}

// checkFile reads all of the open file.
func (s *Screen) checkFile() {
	var v desk.Verified
	lock.Asking{Title: "Check this file", Accept: "Check", Work: func(ctx context.Context, secret desk.Secret) (err error) {
		if v, err = s.n.Desk.Verify(ctx, secret); err == nil && !v.OK {
			return &desk.Refusal{Field: "passphrase", Words: strings.Join(v.Problems, " ")}
		}
		return err
	}, Then: func() {
		s.n.Shell.Say(fmt.Sprintf("The file is sound: %s read, %s, %s of history.", size(v.Size), wording.Count(v.Pupils, "pupil"), wording.Count(v.Steps, "step")))
	}}.Show(s.n.Shell)
}
