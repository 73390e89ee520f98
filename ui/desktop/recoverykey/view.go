package recoverykey

import (
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// asked is the group of the key that is asked for: the third.
const asked = 2

// Needs is what the page is made of. Show it with shell.ShowBare.
type Needs struct {
	School string
	File   string // that the key opens
	Key    string
	Was    string                 // what was just done, before what the key is for; "" for nothing
	On     day.Date               // of the sheet
	Print  func(*paper.Doc) error // opens a page to be printed; nil offers none
	Done   func()                 // goes on when the group was typed back
}

// Screen is the page.
type Screen struct {
	n       Needs
	field   *parts.Field
	problem *parts.Prose
	object  *fyne.Container
}

// New makes the page.
func New(n Needs) *Screen {
	s := &Screen{n: n, field: parts.NewField("The third group of four"), problem: parts.NewProse("", parts.TextStyle{Colour: theme.ColourOverdue})}
	s.problem.Hide()
	s.field.OnSubmitted = func(string) { s.Accept() }
	groups := strings.Split(n.Key, "-")
	lines := parts.Column(parts.Between)
	for i := 0; i < len(groups); i += 3 {
		lines.Add(parts.NewText(strings.Join(groups[i:min(i+3, len(groups))], "   "), parts.PageTitle))
	}
	words := "It opens the file when the passphrase is lost. It is shown only now. Print it, or write it down, and put it into the school's safe."
	s.object = parts.Column(parts.Groups,
		parts.NewText("The recovery key of "+n.School, parts.SectionTitle),
		parts.NewProse(strings.TrimSpace(n.Was+" "+words), parts.Plain),
		lines, s.buttons(),
		parts.Column(parts.Tight, parts.NewText("Type the third group back, from the paper", parts.QuietText), parts.AtMost(60, s.field)), s.problem,
		parts.Row(parts.Between, parts.NewMainButton("Go on", s.Accept)))
	return s
}

func (s *Screen) buttons() fyne.CanvasObject {
	said, buttons := parts.NewText("", parts.Quiet), parts.Row(parts.Between)
	if s.n.Print != nil {
		buttons.Add(parts.NewButton("Print the sheet", func() {
			if err := s.n.Print(desk.RecoverySheet(s.n.School, s.n.File, s.n.Key, s.n.On)); err != nil {
				s.say(desk.Words(err))
			}
		}).WithIcon("print"))
	}
	buttons.Add(parts.NewButton("Copy", func() {
		fyne.CurrentApp().Clipboard().SetContent(s.n.Key)
		said.SetText("Copied. Print it, then copy something else.")
		buttons.Refresh()
	}))
	buttons.Add(said)
	return buttons
}

// Title is for the window.
func (s *Screen) Title() string { return "Recovery key" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the group that is asked for.
func (s *Screen) Focus() {
	if at := fyne.CurrentApp().Driver().CanvasForObject(s.object); at != nil {
		at.Focus(s.field)
	}
}

// Accept goes on when the group was typed as it stands on the paper.
func (s *Screen) Accept() {
	if !strings.EqualFold(strings.TrimSpace(s.field.Text), strings.Split(s.n.Key, "-")[asked]) {
		s.say("That is not the third group. Look at the sheet and type it again.")
		return
	}
	s.n.Done()
}

func (s *Screen) say(words string) {
	s.problem.SetText("! " + words)
	s.problem.Show()
	s.object.Refresh()
}
