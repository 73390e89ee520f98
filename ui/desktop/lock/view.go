package lock

import (
	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/theme"
)

// Needs is what the page is made of. Show it with shell.ShowBare once the file has
// been closed.
type Needs struct {
	Files   desk.Files
	Sit     Sit
	Shell   *shell.Shell
	Path    string       // of the file to open
	Folders []string     // where else this computer knows of backups of it
	School  string       // its name, "" when it is not known yet
	Opened  func(Opened) // goes on with the open file
	Tries   *Tries       // counts wrong secrets; nil counts none
	Other   func()       // leads to the other files; nil offers none
}

// Screen is the page that unlocks.
type Screen struct {
	n       Needs
	secret  *SecretField
	unlock  *parts.Button
	brake   brake
	problem *parts.Prose
	object  fyne.CanvasObject
	opened  Opened
}

// New makes the page.
func New(n Needs) *Screen {
	s := &Screen{n: n, problem: parts.NewProse("", parts.TextStyle{Colour: theme.ColourOverdue})}
	s.problem.Hide()
	s.secret = NewSecretField(s.Accept)
	s.unlock = parts.NewMainButton("Unlock", s.Accept)
	s.brake = brake{n.Tries, n.Path, n.Shell, s.unlock, "Unlock"}
	s.brake.show()
	title := n.School
	if title == "" {
		title = "Your school's file"
	}
	buttons := parts.Row(parts.Between, s.unlock)
	if n.Other != nil {
		buttons.Add(parts.NewButton("Another file", n.Other))
	}
	s.object = parts.Column(parts.Groups,
		parts.Column(parts.Tight, parts.NewText(title, parts.SectionTitle), parts.NewProse("Locked. "+n.Path, parts.Quiet)),
		s.secret.Object, s.problem, buttons)
	return s
}

// Title is for the window.
func (s *Screen) Title() string { return "Locked" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the passphrase.
func (s *Screen) Focus() { s.secret.Focus() }

// Accept tries the secret that was typed.
func (s *Screen) Accept() {
	if s.unlock.Disabled() {
		return // it is being opened, or a wait is on
	}
	secret, err := s.secret.Secret()
	if err != nil {
		s.say(desk.Words(err))
		return
	}
	s.say("")
	s.unlock.Disable()
	s.unlock.SetText("Opening…")
	s.n.Shell.Runner().Go(func() (err error) {
		s.opened, err = Open(s.n.Files, s.n.Sit, s.n.Path, secret)
		return err
	}, s.done)
}

func (s *Screen) done(err error) {
	s.n.Tries.Judge(s.n.Files, s.n.Path, err)
	s.brake.show()
	if typed, _ := s.secret.Secret(); Offer(s.n, err, typed) {
		return
	}
	if err != nil {
		s.say(desk.Words(err))
		s.secret.Focus()
		return
	}
	s.secret.Clear()
	s.n.Opened(s.opened)
}

// say shows why the file did not open.
func (s *Screen) say(words string) {
	s.problem.SetText("! " + words)
	s.problem.Hidden = words == ""
	s.object.Refresh()
}
