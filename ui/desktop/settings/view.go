package settings

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/theme"
)

// Needs is what the page is made of.
type Needs struct {
	Desk       *desk.Desk
	Shell      *shell.Shell
	Appearance Appearance             // nil where the look cannot be changed
	Locking    Locking                // nil for a file that does not lock by itself
	Version    string                 // of the program
	Releases   Releases               // versions of the program, and the look for newer ones; nil for none
	Print      func(*paper.Doc) error // opens a page to be printed; nil offers none
	DemoAway   func()                 // takes the demo school away; nil where it cannot be
}

// Appearance is how the window looks on this computer.
type Appearance interface {
	Look() theme.Look
	SetLook(theme.Look) // keeps it and draws everything anew
}

// Locking is when the file locks by itself on this computer.
type Locking interface {
	LockAfter() int // minutes without a touch, 0 for never
	SetLockAfter(minutes int)
}

// Screen is the page.
type Screen struct {
	n       Needs
	at      int    // the section that is shown
	offer   string // a pack that the hub sends round, to be looked at once; "" for none
	object  *fyne.Container
	section section
	gone    bool
}

// section is one part of the page.
type section struct {
	content fyne.CanvasObject
	first   fyne.Focusable // has the keyboard when the section opens
	fill    func()         // shows the records again; nil makes the section anew
}

// sections are the parts of the page, in the order of the list.
var sections = []struct{ name, title, sentence string }{
	{"school", "School", "What requests, reports and the summary say of the school. Each field keeps itself when you leave it."},
	{"dates", "Term dates", "Terms, holidays and census days, by which school days and deadlines are counted."},
	{"rates", "Money", "What an hour of each kind of help costs, and the way to the budget."},
	{"packs", "Packs", "The {level+} and the words in use. A school or a council can put its own in their place."},
	{"file", "File", "Where the school's file lies, its backups, and its passphrase."},
	{"people", "People", "Who may open this file, and what each may do."},
	{"appearance", "Appearance", "How the window looks on this computer."},
	{"names", "Names", "Safe to show on a classroom screen."},
	{"about", "About", "What this program is, and where everything is kept."},
}

// New makes the page. The argument names the section to open, such as "file";
// "packs/offer/" and the id of a pack that the hub sends round looks at that pack.
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, object: container.NewStack()}
	name, rest, _ := strings.Cut(arg, "/")
	s.offer, _ = strings.CutPrefix(rest, "offer/")
	for i, sec := range sections {
		if sec.name == name {
			s.at = i
		}
	}
	for name == "" && !n.opens(s.at) {
		s.at++
	}
	if !n.opens(s.at) {
		return nil, &desk.Refusal{Field: "section", Words: "Your role in this file does not include this part of Settings. Ask the SENCO."}
	}
	s.show()
	return s, nil
}

// forEverybody are the sections that every role opens; the others are the SENCO's.
var forEverybody = []string{"people", "appearance", "names", "about"}

// opens reports whether the role of whoever opened the file includes a section.
func (n Needs) opens(section int) bool {
	return Open(n.Desk, sections[section].name)
}

// Open reports whether the role of whoever opened the file includes a section, by its
// name.
func Open(d *desk.Desk, name string) bool {
	return d.May(access.Settings) || slices.Contains(forEverybody, name)
}

// make makes the section that is shown.
func (s *Screen) make() section {
	switch sections[s.at].name {
	case "dates":
		return s.dates()
	case "rates":
		return s.money()
	case "packs":
		return s.packs()
	case "file":
		return s.file()
	case "people":
		return s.people()
	case "appearance":
		return s.appearance()
	case "names":
		return s.names()
	case "about":
		return s.about()
	}
	return s.school()
}

// show draws the section anew.
func (s *Screen) show() {
	s.section = s.make()
	now := sections[s.at]
	list := parts.Column(parts.Tight)
	for i, sec := range sections {
		if !s.n.opens(i) {
			continue
		}
		if i == s.at {
			list.Add(parts.NewPanel(theme.ColourChosen, parts.Tight, parts.NewText(sec.title, parts.Strong)))
			continue
		}
		link := parts.NewLink(sec.title, func() { s.open(i) })
		if s.section.first == nil { // a section to read
			s.section.first = link
		}
		list.Add(link)
	}
	content := parts.Frame(parts.Margins(0, 0, 0, parts.Groups, parts.NewWideProse(s.n.Desk.Terms().Say(now.sentence), parts.QuietText)), s.section.content, nil)
	s.object.Objects = []fyne.CanvasObject{parts.Page("Settings", "", parts.Sides(list, parts.Margins(parts.Pages, parts.Tight, 0, 0, content), nil))}
	s.object.Refresh()
}

// open shows another section.
func (s *Screen) open(i int) {
	s.n.Shell.Go(shell.To("settings", sections[i].name))
}

// Title is for the window.
func (s *Screen) Title() string { return "Settings" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the first thing of the section.
func (s *Screen) Focus() { s.focus(s.section.first) }

func (s *Screen) focus(thing fyne.Focusable) {
	if thing != nil && s.n.Shell.Window().Canvas().Overlays().Top() == nil {
		s.n.Shell.Window().Canvas().Focus(thing)
	}
}

// Refresh shows the records again.
func (s *Screen) Refresh() {
	if s.section.fill != nil {
		s.section.fill()
		return
	}
	s.show()
	s.Focus()
}

// Leave lets go of what is still being worked on.
func (s *Screen) Leave() { s.gone = true }

// marked is a sentence with the shape of its state before it.
func marked(state parts.State, words string) fyne.CanvasObject {
	style := parts.TextStyle{Colour: state.Colour()}
	return parts.Sides(parts.Wide(5, parts.Column(0, parts.NewText(state.Shape(), style))), parts.NewProse(words, style), nil)
}

// scrolled lets a section be longer than the page.
func scrolled(things ...fyne.CanvasObject) fyne.CanvasObject {
	return parts.Scrolled(parts.Margins(0, 0, parts.Groups, parts.Groups, parts.Column(parts.Groups, things...)))
}
