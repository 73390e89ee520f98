package clusterview

import (
	"unicode"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
)

// Title is for the window.
func (s *Screen) Title() string { return s.n.Desk.Terms().Say("What comes back from the {cluster}") }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the list, or to the first step where nothing has come.
func (s *Screen) Focus() {
	if s.now.have {
		s.focus(s.list)
		return
	}
	if s.main != nil {
		s.focus(s.main)
	}
}

func (s *Screen) focus(thing fyne.Focusable) {
	if thing != nil && s.n.Shell.Window().Canvas().Overlays().Top() == nil {
		s.n.Shell.Window().Canvas().Focus(thing)
	}
}

// Refresh reads what was kept again. The page holds no name of a pupil.
func (s *Screen) Refresh() {
	if s.load() == nil {
		s.show()
	}
}

// Leave lets go of what is still being fetched.
func (s *Screen) Leave() { s.gone = true }

// Accept does the main thing: fetch, or join.
func (s *Screen) Accept() {
	if s.main != nil {
		s.main.Tapped(nil)
	}
}

// Back goes from what is open to the list.
func (s *Screen) Back() bool {
	if !s.now.have || s.n.Shell.Window().Canvas().Focused() == fyne.Focusable(s.list) {
		return false
	}
	s.toList()
	return true
}

// keys are the letters of the page.
var keys = []struct {
	key  rune
	does string
	row  string
}{
	{'d', "Dates", rowDates}, {'n', "Notices", rowNotices}, {'p', "Packs sent round", rowPacks}, {'s', "Schools", rowMembers}, {'u', "What the others see of us", rowUs},
}

// Key does a letter that no field wanted: F fetches, the others open a row, and a digit
// the question of that number, 0 the tenth.
func (s *Screen) Key(r rune) bool {
	r = unicode.ToLower(r)
	if r == 'f' {
		s.Accept()
		return true
	}
	if !s.now.have {
		return false
	}
	for _, k := range keys {
		if k.key == r {
			s.goTo(k.row)
			return true
		}
	}
	if n := int(r - '0'); r >= '0' && r <= '9' {
		if n == 0 {
			n = 10
		}
		if n <= len(s.now.board.Charts) {
			s.goTo(s.now.board.Charts[n-1].ID)
			return true
		}
	}
	return false
}

// goTo opens a row of the list.
func (s *Screen) goTo(id string) {
	s.open, s.tab = id, 0
	s.show()
	s.Focus()
}

// Keys lists the letters for the sheet of all keys.
func (s *Screen) Keys() []parts.Fact {
	facts := []parts.Fact{{Label: "F", Value: "Fetch now"}, {Label: "1 to 0", Value: "A question by its number"}}
	for _, k := range keys {
		facts = append(facts, parts.Fact{Label: string(unicode.ToUpper(k.key)), Value: k.does})
	}
	return facts
}
