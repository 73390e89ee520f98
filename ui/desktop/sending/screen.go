package sending

import (
	"context"
	"unicode"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
)

// Title is for the window.
func (s *Screen) Title() string { return s.n.Desk.Terms().Say("{Cluster}") }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the next step, or to the first thing of the open tab; on a
// tab that is only read, to the row of tabs.
func (s *Screen) Focus() {
	switch {
	case s.first != nil:
		s.focus(s.first)
	case s.inside != nil:
		s.focus(s.inside)
	default:
		s.focus(s.row)
	}
}

func (s *Screen) focus(thing fyne.Focusable) {
	if thing != nil && s.n.Shell.Window().Canvas().Overlays().Top() == nil {
		s.n.Shell.Window().Canvas().Focus(thing)
	}
}

// Refresh reads how things stand again. The page holds no name of a pupil.
func (s *Screen) Refresh() { s.reload(nil) }

// Back keeps back what is about to leave, if anything is, and closes the form of an
// agreement that is in force.
func (s *Screen) Back() bool {
	switch {
	case s.keepBack != nil:
		s.hold()
	case s.editing:
		s.stopEditing()
	default:
		return false
	}
	return true
}

// Accept does the main thing: join, record, approve and send, or send.
func (s *Screen) Accept() {
	if s.main != nil {
		s.main()
	}
}

// keys are the letters of the page; digits open the tabs.
var keys = []struct {
	key  rune
	does string
	do   func(*Screen)
}{
	{'c', "Next table with a changed figure", func(s *Screen) {
		s.jump(func(t tableRow) bool { return t.change > 0 }, "No figure has changed since the summary before.")
	}},
	{'h', "Next table with a figure held back", func(s *Screen) {
		s.jump(func(t tableRow) bool { return t.held > 0 }, "No figure is held back.")
	}},
	{'1', "What leaves", func(s *Screen) { s.openNamed(tabFigures) }},
	{'2', "Who sees it", func(s *Screen) { s.openNamed(tabReaders) }},
	{'3', "The exact bytes", func(s *Screen) { s.openNamed(tabBytes) }},
	{'4', "Agreement", func(s *Screen) { s.openNamed(tabAgreement) }},
	{'5', "Send log", func(s *Screen) { s.openNamed(tabLog) }},
	{'6', "The way to the hub", func(s *Screen) { s.openNamed(tabRoad) }},
}

// jump opens the next table that fits.
func (s *Screen) jump(fits func(tableRow) bool, none string) {
	if s.pane == nil {
		s.openNamed(tabFigures)
	}
	if s.pane != nil {
		s.pane.jump(fits, none)
	}
}

// Key does a letter that no field wanted.
func (s *Screen) Key(r rune) bool {
	for _, k := range keys {
		if k.key == unicode.ToLower(r) && s.loaded {
			k.do(s)
			if k.key >= '1' && k.key <= '9' {
				s.focus(s.inside)
			}
			return true
		}
	}
	return false
}

// Keys lists the letters for the sheet of all keys.
func (s *Screen) Keys() []parts.Fact {
	var facts []parts.Fact
	for _, k := range keys {
		facts = append(facts, parts.Fact{Label: string(unicode.ToUpper(k.key)), Value: k.does})
	}
	return facts
}

// Print saves what the open tab shows as a PDF: the figures on the first, otherwise the
// send log.
func (s *Screen) Print() {
	if s.tab == tabFigures && s.now.problem == "" {
		s.saveFigures()
		return
	}
	s.saveLog()[0].Do()
}

// Leave lets go of what is still being worked out. What is about to leave the school
// leaves: the person has gone on to something else.
func (s *Screen) Leave() {
	s.gone = true
	if s.keepBack == nil {
		return
	}
	s.keepBack()
	s.keepBack = nil
	d, sh := s.n.Desk, s.n.Shell
	sh.Runner().Go(func() error {
		_, err := sendAll(context.Background(), d)
		return err
	}, func(error) { sh.Changed() }) // the page says how it stands when it is opened again
}
