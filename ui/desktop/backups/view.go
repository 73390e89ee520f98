package backups

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/lock"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/printing"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// Needs is what the page is made of.
type Needs struct {
	Desk     *desk.Desk
	Shell    *shell.Shell
	Folder   string              // where Browse begins
	Restored func()              // called after a backup was put in place of the file; may be nil
	Second   func(folder string) // called with another second folder; may be nil
}

// Screen is the page.
type Screen struct {
	n      Needs
	model  model
	main   *parts.Button
	object *fyne.Container
	busy   bool
	gone   bool
}

// contentWidth is the widest that lines are set, in steps.
const contentWidth = 220

// New makes the page; it takes no argument.
func New(n Needs, _ string) (*Screen, error) {
	s := &Screen{n: n, object: container.NewStack()}
	s.main = parts.NewMainButton("Rehearse a restore", s.rehearse)
	if err := s.read(); err != nil {
		return nil, &desk.Refusal{Field: "backups", Words: desk.Words(err)}
	}
	return s, nil
}

// read reads how the backups stand and draws it.
func (s *Screen) read() error {
	now, err := s.n.Desk.Backups(context.Background())
	if err != nil {
		return err
	}
	s.model = model{now}
	s.show()
	return nil
}

func (s *Screen) show() {
	lit := []parts.Lamp{s.lamp(s.model.newest(), "Back up now", func() { s.backUp("") }),
		s.lamp(s.model.second(), s.secondWords(), s.chooseSecond), s.lamp(s.model.rehearsed(), "", nil)}
	if s.model.Warning != "" {
		lit = append(lit, s.lamp(s.model.untidied(), "", nil))
	}
	lamps := parts.NewLampList(lit...)
	kept := parts.Column(parts.Between, parts.NewText("Backups on this computer", parts.SectionTitle), parts.NewProse(s.model.Rule, parts.QuietText), s.list(),
		parts.Row(0, parts.NewButton("Back up to a folder", s.backUpToFolder)))
	rehearsed := parts.Column(parts.Between, parts.NewText("Restores rehearsed", parts.SectionTitle),
		parts.NewProse("A rehearsal restores the newest backup into a throw-away file, proves every byte of it and every step of its history, counts what is there, and throws it away. It asks no passphrase and changes nothing. The program does it by itself once a term.", parts.QuietText), s.rehearsals())
	content := parts.Scrolled(parts.Margins(0, 0, parts.Groups, parts.Groups, parts.AtMost(contentWidth, parts.Column(parts.Groups, lamps, parts.NewProse(desk.ThreeTwoOne, parts.Plain), rehearsed, kept))))
	s.object.Objects = []fyne.CanvasObject{parts.Page("Backups", s.model.sentence(), content, parts.NewButton("Print the record", s.Print).WithKey("Ctrl+P"), s.main)}
	s.object.Refresh()
}

func (s *Screen) lamp(l lamp, button string, do func()) parts.Lamp {
	return parts.Lamp{State: l.state, Title: l.title, Word: l.word, Note: l.note, Button: button, Do: do}
}

func (s *Screen) secondWords() string {
	if s.model.Second.Path == "" {
		return "Choose a folder"
	}
	return "Change it"
}

// list shows the copies, newest first, each with the way back to it.
func (s *Screen) list() fyne.CanvasObject {
	list := parts.Column(parts.Tight)
	for _, c := range s.model.All {
		list.Add(parts.NewLine())
		list.Add(parts.Sides(nil, parts.Margins(0, parts.Tight, 0, 0, parts.NewCutText(listed(c), parts.Plain)), parts.NewLink("Go back to it", func() { s.restore(c) })))
	}
	if len(list.Objects) == 0 {
		return parts.NewProse("None yet.", parts.Plain)
	}
	return parts.AtMost(120, list)
}

// rehearsals shows what was rehearsed, newest first.
func (s *Screen) rehearsals() fyne.CanvasObject {
	list := parts.Column(parts.Between)
	for _, r := range s.model.Rehearsals {
		state, words := rehearsal(r)
		style := parts.TextStyle{Colour: state.Colour()}
		list.Add(parts.Sides(parts.Wide(5, parts.Column(0, parts.NewText(state.Shape(), style))), parts.NewWideProse(words, parts.Plain), nil))
	}
	if len(list.Objects) == 0 {
		return parts.NewProse("None yet. “Rehearse a restore” takes some seconds.", parts.Plain)
	}
	return list
}

// rehearse restores the newest backup into a throw-away file.
func (s *Screen) rehearse() {
	var r desk.Rehearsal
	s.n.Shell.Say("Rehearsing a restore…")
	s.run(func(ctx context.Context) (err error) {
		r, err = s.n.Desk.Rehearse(ctx, true)
		return err
	}, func() {
		if !r.OK {
			s.n.Shell.Alert("The rehearsed restore failed. Look at the page for what to do.")
			return
		}
		s.n.Shell.Say(passed(r))
	})
}

// backUp makes a copy in a folder; "" is the usual one.
func (s *Screen) backUp(folder string) {
	var made desk.Copy
	s.run(func(ctx context.Context) (err error) {
		made, err = s.n.Desk.BackUp(ctx, folder)
		return err
	}, func() { s.n.Shell.Say("A backup of " + size(made.Size) + " was made and read back: " + made.Path) })
}

// backUpToFolder asks for a folder to copy to this once.
func (s *Screen) backUpToFolder() {
	s.askFolder("Back up to a folder", "Back up", "This once. The second folder is for every backup.", "", func(folder string) { s.backUp(folder) }, nil)
}

// chooseSecond asks for the second folder.
func (s *Screen) chooseSecond() {
	var leave func()
	if s.model.Second.Path != "" {
		leave = func() { s.setSecond("") }
	}
	s.askFolder("Second folder for backups", "Use this folder", "A stick in the school's safe, or a folder on the school's server. A backup is copied there at once, and each one from now on.", s.model.Second.Path, s.setSecond, leave)
}

func (s *Screen) setSecond(folder string) {
	s.run(func(ctx context.Context) error { return s.n.Desk.SetSecondFolder(ctx, folder) }, func() {
		if s.n.Second != nil {
			s.n.Second(folder)
		}
		if folder == "" {
			s.n.Shell.Say("Backups are no longer copied to a second folder. What lies there stays.")
			return
		}
		s.n.Shell.Say("The newest backup was copied to " + folder + " and read back. Each one from now on follows it.")
	})
}

// askFolder asks for a folder that is there. Leave, which may be nil, is the way to have
// none.
func (s *Screen) askFolder(title, accept, about, now string, do func(folder string), leave func()) {
	begin := now
	if begin == "" {
		begin = s.n.Folder
	}
	path := saving.NewOpenField(s.n.Shell.Window().Canvas(), begin)
	form := sheet.New(title, accept, nil)
	var d *parts.Dialog
	form.Do = func() error {
		if err := saving.Folder(path.Text); err != nil {
			return err
		}
		d.Hide()
		do(strings.TrimSpace(path.Text))
		return nil
	}
	form.Done = func() {}
	form.Add(saving.FieldPath, "Folder", path.Object, about)
	form.Begin()
	body := parts.Column(parts.Groups, form.Form())
	if leave != nil {
		body.Add(parts.Row(0, parts.NewLink("Have no second folder", func() { d.Hide(); leave() })))
	}
	d = &parts.Dialog{Title: title, Accept: accept, Body: body, Width: 150, Focus: path.Field, OnAccept: func() bool { form.Try(); return false }}
	path.OnSubmitted = func(string) { form.Try() }
	d.Show(s.n.Shell.Window().Canvas())
}

// restore puts a backup in place of what the file holds.
func (s *Screen) restore(c desk.Copy) {
	lock.Asking{Title: "Go back to a backup", Accept: "Go back",
		About: "The one that was in force when the backup was made, " + day.On(c.At).Words() + ". What the file holds now is copied first, so that you can come back to it. Sending then rests until you let it go on.",
		Work: func(ctx context.Context, secret desk.Secret) error {
			_, err := s.n.Desk.Restore(ctx, c.Path, secret)
			return err
		}, Then: func() {
			if s.n.Restored != nil {
				s.n.Restored()
			}
			if !s.gone {
				s.again()
			}
			s.n.Shell.Say("The file holds what the backup of " + moment(c) + " held. What was there before is the newest backup.")
		}}.Show(s.n.Shell)
}

// run does slow work beside the window, one thing at a time, and shows the page again.
func (s *Screen) run(work func(ctx context.Context) error, then func()) {
	if s.busy {
		s.n.Shell.Say("One thing at a time: the last one is still being done.")
		return
	}
	s.busy = true
	s.main.Disable()
	s.n.Shell.Runner().Go(func() error { return work(context.Background()) }, func(err error) {
		s.busy = false
		s.main.Enable()
		if s.gone {
			return
		}
		if err != nil {
			s.n.Shell.Alert(desk.Words(err))
			return
		}
		s.again()
		then()
	})
}

// again shows the page anew after something was done.
func (s *Screen) again() {
	s.n.Shell.Changed()
	s.Refresh()
}

// Print lays the sheet of Ctrl+P over the window.
func (s *Screen) Print() {
	d := s.n.Desk
	printing.Show(printing.Needs{Desk: d, Shell: s.n.Shell, Folder: s.n.Folder}, printing.Job{Title: "Backups and rehearsed restores", FileName: "Backups " + d.Today().String(),
		Make: func(desk.Names) (*paper.Doc, error) { return d.BackupDocument(context.Background()) }})
}

// Title is for the window.
func (s *Screen) Title() string { return "Backups" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to what rehearses.
func (s *Screen) Focus() {
	if at := s.n.Shell.Window().Canvas(); at.Overlays().Top() == nil {
		at.Focus(s.main)
	}
}

// Refresh reads how the backups stand again.
func (s *Screen) Refresh() {
	if err := s.read(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.Focus()
}

// Leave lets go of what is still being worked on.
func (s *Screen) Leave() { s.gone = true }
