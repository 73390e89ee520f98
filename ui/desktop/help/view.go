package help

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/register"
	"needsbook/ui/desktop/outline"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// Needs is what the page is made of.
type Needs struct {
	Shell *shell.Shell
	Say   func(text string) string // puts the words in use into a text; see terms.Say
}

// Screen is the help.
type Screen struct {
	n      Needs
	at     int // the page that is shown
	list   *outline.List
	text   *fyne.Container
	scroll *container.Scroll
	object fyne.CanvasObject
}

// New makes the help. The argument is the name of a screen, or of a page such as
// "data" or "keys"; the beginning is shown for any other.
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, at: placeOf(arg), list: outline.NewList(), text: container.NewStack()}
	rows := make([]outline.Row, len(pages))
	for i, p := range pages {
		rows[i] = outline.Row{Group: p.group, Title: n.Say(p.title)}
	}
	s.list.SetRows(rows, s.at)
	s.list.OnCurrent = s.open
	s.list.OnInto = s.readOn
	s.list.OnKey = n.Shell.Window().Canvas().OnTypedKey()
	s.list.OnRune = n.Shell.Window().Canvas().OnTypedRune()
	s.scroll = parts.Scrolled(parts.Margins(0, 0, parts.Groups, parts.Groups, s.text))
	s.object = parts.Page("Help", "Arrows choose a page, Enter reads on, Esc goes back.",
		parts.Sides(parts.Wide(60, s.list), parts.Margins(parts.Pages, 0, 0, 0, s.scroll), nil))
	s.open(s.at)
	return s, nil
}

// open shows a page.
func (s *Screen) open(at int) {
	s.at = at
	s.text.Objects = []fyne.CanvasObject{s.content(pages[at])}
	s.text.Refresh()
	s.scroll.ScrollToTop()
	s.scroll.Refresh()
}

// readOn moves the text on by what is in view, and from its end back to its beginning.
func (s *Screen) readOn() {
	most := s.scroll.Content.MinSize().Height - s.scroll.Size().Height
	if s.scroll.Offset.Y >= most-1 {
		s.scroll.ScrollToTop()
		return
	}
	s.scroll.ScrollToOffset(fyne.NewPos(0, min(most, s.scroll.Offset.Y+0.9*s.scroll.Size().Height)))
}

func (s *Screen) content(p page) fyne.CanvasObject {
	switch p.name {
	case pageKeys:
		return s.keys(p.title)
	case pageSearch:
		return s.search(p.title)
	}
	t, err := read(p.name, s.n.Say)
	if err != nil {
		return parts.NewProse("This text is not part of the program.", parts.Plain)
	}
	column := parts.Column(parts.Between, parts.NewText(t.title, parts.SectionTitle))
	for _, b := range t.blocks {
		column.Add(b.object())
	}
	return column
}

func (b block) object() fyne.CanvasObject {
	switch b.kind {
	case heading:
		return parts.Margins(0, parts.Between, 0, 0, parts.NewText(b.words, parts.Strong))
	case listLine:
		return parts.Sides(parts.Wide(5, parts.Column(0, parts.NewText(b.mark, parts.Plain))), parts.NewProse(b.words, parts.Plain), nil)
	}
	return parts.NewProse(b.words, parts.Plain)
}

// keys lists every shortcut, as the window knows them.
func (s *Screen) keys(title string) fyne.CanvasObject {
	column := parts.Column(parts.Groups, parts.NewText(title, parts.SectionTitle))
	var facts []parts.Fact
	shortcuts := s.n.Shell.Shortcuts()
	for i, c := range shortcuts {
		facts = append(facts, parts.Fact{Label: c.Words(), Value: c.Name})
		if i+1 == len(shortcuts) || shortcuts[i+1].Menu != c.Menu {
			column.Add(parts.Column(parts.Between, parts.NewText(c.Menu, parts.Strong), parts.NewFactList(facts...)))
			facts = nil
		}
	}
	column.Add(parts.NewProse("In a table: arrows, Page Up, Page Down, Home and End move, Enter opens, Space ticks, Shift ticks a range, Ctrl+C copies. Up from the first row goes to the headings, where Enter sorts. Tab goes on to the next thing, Shift+Tab back.", parts.Plain))
	return column
}

// search lists the terms of the register's search.
func (s *Screen) search(title string) fyne.CanvasObject {
	var facts []parts.Fact
	for _, f := range register.QueryFields {
		facts = append(facts, parts.Fact{Label: f.Example, Value: s.n.Say(f.Meaning)})
	}
	return parts.Column(parts.Groups, parts.NewText(title, parts.SectionTitle),
		parts.NewProse("Words find pupils by name, UPN or class. A term finds those of whom something holds. Several together find pupils who answer all of them, such as need:SEMH year:3-6 kowal.", parts.Plain),
		parts.NewFactList(facts...))
}

// Title is for the window.
func (s *Screen) Title() string { return "Help" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the list of pages.
func (s *Screen) Focus() { s.n.Shell.Window().Canvas().Focus(s.list) }

// Refresh does nothing: help holds no records.
func (s *Screen) Refresh() {}
