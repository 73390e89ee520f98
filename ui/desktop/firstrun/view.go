package firstrun

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/lock"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/theme"
)

// DemoPassphrase opens the demo school, whose pupils are invented. It is no secret.
const DemoPassphrase = "meadowfield demo school invented"

// Ending is how the name of a school's file ends.
const Ending = ".needsbook"

// Needs is what the page is made of. Show it with shell.ShowBare.
type Needs struct {
	Files   desk.Files
	Sit     lock.Sit
	Shell   *shell.Shell
	Folder  string                     // where a new school's file is offered to lie
	Recent  []string                   // files opened before, the last one first
	Folders func(path string) []string // where else this computer knows of backups of a file; nil for nowhere
	Demo    string                     // where the demo school lies, or is made
	Tries   *lock.Tries                // counts wrong secrets; nil counts none
	Print   func(*paper.Doc) error     // opens a page to be printed; nil offers none
	Opened  func(lock.Opened)          // goes on with the open file
}

// Screen is the page before any file is open. It shows one stage at a time.
type Screen struct {
	n      Needs
	stage  stage
	begun  bool // not the first stage: Escape goes back to it
	busy   bool
	opened lock.Opened
}

// stage is one page of first run.
type stage struct {
	title  string
	object fyne.CanvasObject
	focus  func()
	accept func()
}

// New makes the page.
func New(n Needs) *Screen {
	s := &Screen{n: n}
	s.stage = s.choose()
	return s
}

// Title is for the window.
func (s *Screen) Title() string { return s.stage.title }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.stage.object }

// Focus gives the keyboard to the first thing of the stage.
func (s *Screen) Focus() { s.stage.focus() }

// Accept goes on (Ctrl+Enter, or Enter in a line).
func (s *Screen) Accept() {
	if s.stage.accept != nil && !s.busy {
		s.stage.accept()
	}
}

// Back goes back to the choice. A file that has just been made stays open: its
// recovery key has not been written down yet.
func (s *Screen) Back() bool {
	if s.begun && !s.busy && s.opened.Desk == nil {
		s.begun = false
		s.to(s.choose())
	}
	return true
}

// to shows a stage.
func (s *Screen) to(next stage) {
	s.stage = next
	s.n.Shell.ShowBare(s)
}

// work does something slow beside the window, with the button saying so.
func (s *Screen) work(button *parts.Button, words string, do func() error, then func(error)) {
	if s.busy {
		return
	}
	before := button.Text()
	s.busy = true
	button.Disable()
	button.SetText(words)
	s.n.Shell.Runner().Go(do, func(err error) {
		s.busy = false
		button.Enable()
		button.SetText(before)
		then(err)
	})
}

func (s *Screen) canvas() fyne.Canvas { return s.n.Shell.Window().Canvas() }

// newProblem is a line for what went wrong, hidden until there is something.
func newProblem() *parts.Prose {
	p := parts.NewProse("", parts.TextStyle{Colour: theme.ColourOverdue})
	p.Hide()
	return p
}

// choose is the first stage.
func (s *Screen) choose() stage {
	problem := newProblem()
	makeOne := parts.NewMainButton("Make a school", func() { s.begin(s.makeSchool()) })
	open := parts.NewButton("Open a school's file", func() { s.begin(s.open("")) })
	var demo *parts.Button
	demo = parts.NewButton("Try the demo school", func() { s.tryDemo(demo, problem) })
	body := parts.Column(parts.Groups,
		parts.NewText("Welcome", parts.SectionTitle),
		parts.NewProse("Needsbook keeps your school's SEN register, plans, provision and funding requests in one encrypted file on this computer. Nothing leaves the school unless you send it, and you see every figure first.", parts.Plain),
		parts.Flow(parts.Between, makeOne, open, demo), problem,
		parts.NewProse("The demo school has 412 invented pupils. Look round in it, change what you like; it is marked DEMO on every page.", parts.Quiet))
	if len(s.n.Recent) > 0 {
		recent := parts.Column(parts.Tight, parts.NewText("Opened before", parts.Strong))
		for _, path := range s.n.Recent {
			recent.Add(parts.Row(parts.Between, parts.NewLink(filepath.Base(path), func() { s.reopen(path) }), parts.NewText(filepath.Dir(path), parts.Quiet)))
		}
		body.Add(recent)
	}
	first := makeOne
	return stage{title: "Welcome", object: body, focus: func() { s.canvas().Focus(first) }}
}

// begin goes to a stage from which Escape comes back.
func (s *Screen) begin(next stage) {
	s.begun = true
	s.to(next)
}

// tryDemo opens the demo school, or makes it first.
func (s *Screen) tryDemo(button *parts.Button, problem *parts.Prose) {
	s.work(button, "Opening…", func() (err error) {
		s.opened, err = OpenDemo(s.n.Files, s.n.Sit, s.n.Demo)
		return err
	}, func(err error) {
		switch {
		case err == nil:
			s.n.Opened(s.opened)
		case !s.rescue(s.n.Demo, err, desk.Secret{Passphrase: DemoPassphrase}):
			s.say(problem, err)
		}
	})
}

// lockNeeds is what the pages before a file are made of.
func (s *Screen) lockNeeds(path string) lock.Needs {
	n := lock.Needs{Files: s.n.Files, Sit: s.n.Sit, Shell: s.n.Shell, Path: path, Tries: s.n.Tries, Opened: s.n.Opened,
		Other: func() { s.begun = false; s.to(s.choose()) }}
	if s.n.Folders != nil {
		n.Folders = s.n.Folders(path)
	}
	return n
}

// reopen goes to a file that was opened before or, where only its backups are left, to
// those.
func (s *Screen) reopen(path string) {
	if n := s.lockNeeds(path); lock.Gone(path) && lock.HasBackups(n) {
		lock.Show(n)
		return
	}
	s.begin(s.open(path))
}

// rescue offers the backups of a school's file that is damaged, altered or gone, as the
// lock does, and reports whether it did. A file of another sort, or a path under which
// nothing was kept, was chosen by mistake and needs only a sentence.
func (s *Screen) rescue(path string, err error, typed desk.Secret) bool {
	n := s.lockNeeds(path)
	ours := filepath.Ext(path) == Ending && !lock.Gone(path)
	return (ours || lock.HasBackups(n)) && lock.Offer(n, err, typed)
}

// open is the stage that opens a file that is there.
func (s *Screen) open(path string) stage {
	problem := newProblem()
	file := saving.NewOpenField(s.canvas(), path, Ending)
	var button *parts.Button
	var secret *lock.SecretField
	try := func() {
		typed, err := secret.Secret()
		if file.Text == "" {
			err = &desk.Refusal{Field: saving.FieldPath, Words: "Choose the file first."}
		}
		if err == nil {
			err = s.n.Tries.Refusal(file.Text)
		}
		if err != nil {
			s.say(problem, err)
			return
		}
		s.work(button, "Opening…", func() (err error) {
			s.opened, err = lock.Open(s.n.Files, s.n.Sit, file.Text, typed)
			return err
		}, func(err error) {
			s.n.Tries.Judge(s.n.Files, file.Text, err)
			switch {
			case err == nil:
				secret.Clear()
				s.n.Opened(s.opened)
			case !s.rescue(file.Text, err, typed):
				s.say(problem, err)
			}
		})
	}
	secret = lock.NewSecretField(try)
	button = parts.NewMainButton("Open", try)
	body := parts.Column(parts.Groups, parts.NewText("Open a school's file", parts.SectionTitle),
		parts.Column(parts.Tight, parts.NewText("File", parts.QuietText), file.Object), secret.Object, problem,
		parts.Row(parts.Between, button, parts.NewLink("Back", func() { s.Back() }).WithKey("Esc")))
	focus := func() {
		if file.Text == "" {
			s.canvas().Focus(file.Field)
			return
		}
		secret.Focus()
	}
	return stage{title: "Open a file", object: body, focus: focus, accept: try}
}

// say shows what went wrong, with everything else as it was typed.
func (s *Screen) say(problem *parts.Prose, err error) {
	problem.SetText("! " + desk.Words(err))
	problem.Show()
	s.n.Shell.ShowBare(s)
}
