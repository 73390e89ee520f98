package settings

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// file is the section of the school's file.
func (s *Screen) file() section {
	now := parts.NewMainButton("Back up now", func() { s.backUp("") })
	buttons := parts.Flow(parts.Between, now, parts.NewButton("Back up to a folder", s.backUpToFolder), parts.NewButton("Test the newest backup", s.testBackup))
	passphrase := parts.Flow(parts.Between, parts.NewButton("Check this file", s.checkFile), parts.NewButton("Change the passphrase", s.changePassphrase))
	return section{first: now, content: scrolled(s.fileFacts(),
		parts.Column(parts.Between, parts.NewText("Safety", parts.SectionTitle),
			parts.NewProse("Checking reads every byte of the file and every step of its history. The passphrase is kept nowhere: without it or the recovery key nobody can open the file.", parts.Plain), passphrase, s.lockAfter()),
		parts.Column(parts.Between, parts.NewText("Backups", parts.SectionTitle),
			parts.NewProse("A backup is the whole file, locked with the same passphrase. Keep one away from this computer too: on a stick in the school's safe, or on its server.", parts.Plain), buttons, s.backups()))}
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

// backups lists the copies, newest first, each with the way back to it.
func (s *Screen) backups() fyne.CanvasObject {
	list := parts.Column(parts.Tight)
	for _, c := range s.n.Desk.Keeper().Backups() {
		list.Add(parts.NewLine())
		list.Add(parts.Sides(nil, parts.Margins(0, parts.Tight, 0, 0, parts.NewCutText(when(c)+"   ·   "+length(c.Path), parts.Plain)),
			parts.NewLink("Go back to it", func() { s.restore(c) })))
	}
	if len(list.Objects) == 0 {
		return parts.NewProse("There is none yet. One is made by itself when the file is opened, and each time before something large is done to it.", parts.QuietText)
	}
	return parts.AtMost(formWidth, list)
}

func when(c desk.Copy) string { return day.On(c.At).Words() + ", " + c.At.Format("15:04") }

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

// backUp makes a copy in a folder; "" is the usual one.
func (s *Screen) backUp(folder string) {
	var made desk.Copy
	s.run(func(ctx context.Context) (err error) {
		made, err = s.n.Desk.Keeper().Backup(ctx, folder)
		return err
	}, func(err error) {
		if err != nil {
			s.n.Shell.Alert(desk.Words(err))
			return
		}
		s.show()
		s.Focus()
		s.n.Shell.Say("A backup of " + size(made.Size) + " was made and read back: " + made.Path)
	})
}

// backUpToFolder asks for a folder, such as a stick.
func (s *Screen) backUpToFolder() {
	path := saving.NewOpenField(s.n.Shell.Window().Canvas(), s.n.Folder)
	form := sheet.New("Back up to a folder", "Back up", nil)
	form.Do = func() error {
		if err := saving.Folder(path.Text); err != nil {
			return err
		}
		s.backUp(strings.TrimSpace(path.Text))
		return nil
	}
	form.Add(saving.FieldPath, "Folder", path.Object, "Such as a stick or a folder on the school's server.")
	s.dialog(form, path.Field)
	path.OnSubmitted = func(string) { form.Try() }
}

// dialog lays a form over the page; it goes when the form is accepted.
func (s *Screen) dialog(form *sheet.Sheet, first fyne.Focusable) *parts.Dialog {
	form.Begin()
	d := &parts.Dialog{Title: form.Title, Accept: form.Accept, Body: form.Form(), Width: 150, Focus: first, OnAccept: form.Try}
	if form.Done == nil {
		form.Done = func() { d.Hide() }
	}
	d.Show(s.n.Shell.Window().Canvas())
	return d
}

// withSecret asks for the passphrase or the recovery key and does work with it
// beside the window. The card stays open while the work goes on, and when it fails.
func (s *Screen) withSecret(title, accept, about string, work func(ctx context.Context, secret desk.Secret) error, then func()) {
	passphrase := parts.NewPassphraseField("")
	recovery := parts.NewField("")
	form := sheet.New(title, accept, nil)
	var d *parts.Dialog
	form.Do = func() error {
		secret := desk.Secret{Passphrase: passphrase.Text, Recovery: strings.TrimSpace(recovery.Text)}
		if secret == (desk.Secret{}) {
			return &desk.Refusal{Field: "passphrase", Words: "Enter the passphrase, or the recovery key."}
		}
		s.run(func(ctx context.Context) error { return work(ctx, secret) }, func(err error) {
			if err != nil {
				form.Say(&desk.Refusal{Field: "passphrase", Words: desk.Words(err)})
				return
			}
			d.Hide()
			then()
		})
		return nil
	}
	form.Done = func() {} // the card goes when the work is done
	form.Add("passphrase", "Passphrase", passphrase, about)
	form.Add("recovery", "or recovery key", recovery, "From the printed recovery sheet.")
	form.Begin()
	d = &parts.Dialog{Title: title, Accept: accept, Body: form.Form(), Width: 150, Focus: passphrase, OnAccept: func() bool { form.Try(); return false }}
	d.Show(s.n.Shell.Window().Canvas())
}

// testBackup reads the newest backup as if the file had to be restored from it.
func (s *Screen) testBackup() {
	var read desk.Copy
	s.withSecret("Test the newest backup", "Test", "The one that was in force when the backup was made.", func(ctx context.Context, secret desk.Secret) (err error) {
		read, err = s.n.Desk.TestBackup(ctx, secret)
		return err
	}, func() {
		s.n.Shell.Say("The backup of " + day.On(read.At).Words() + " opens, and every byte of it is right.")
	})
}

// checkFile reads all of the open file.
func (s *Screen) checkFile() {
	var v desk.Verified
	s.withSecret("Check this file", "Check", "", func(ctx context.Context, secret desk.Secret) (err error) {
		if v, err = s.n.Desk.Verify(ctx, secret); err == nil && !v.OK {
			return &desk.Refusal{Field: "passphrase", Words: strings.Join(v.Problems, " ")}
		}
		return err
	}, func() {
		s.n.Shell.Say(fmt.Sprintf("The file is sound: %s read, %s, %s of history.", size(v.Size), wording.Count(v.Pupils, "pupil"), wording.Count(v.Steps, "step")))
	})
}

// restore puts a backup in place of what the file holds.
func (s *Screen) restore(c desk.Copy) {
	about := "The one that was in force when the backup was made, " + day.On(c.At).Words() + ". What the file holds now is copied first, so that you can come back to it. Sending then rests until you let it go on."
	s.withSecret("Go back to a backup", "Go back", about, func(ctx context.Context, secret desk.Secret) error {
		_, err := s.n.Desk.Restore(ctx, c.Path, secret)
		return err
	}, func() {
		if s.n.Restored != nil {
			s.n.Restored()
		}
		s.show()
		s.Focus()
		s.n.Shell.Changed()
		s.n.Shell.Say("The file holds what the backup of " + day.On(c.At).Words() + " held. What was there before is the newest backup.")
	})
}
