package parts

import "fyne.io/fyne/v2"

// SearchField is a field that filters what stands below it as it is typed in.
// Escape clears it, and when it is clear goes on to the window; Down and Enter
// move to the results.
type SearchField struct {
	Field
	// Results gets the focus on Down and Enter.
	Results fyne.Focusable
}

// NewSearchField makes a search field that calls search at every keystroke.
func NewSearchField(hint string, search func(words string)) *SearchField {
	s := &SearchField{}
	s.OnChange = search
	s.before = s.key
	s.init(s, hint)
	return s
}

func (s *SearchField) key(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyEscape:
		if s.Text == "" {
			return false
		}
		s.SetText("")
		return true
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		if s.Results == nil {
			return false
		}
		focusOn(s.Results)
		return true
	}
	return false
}
