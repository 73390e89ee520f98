package shell

import "slices"

// reword puts the words in use into the list of screens, the menus and the palette. They
// change where a school opens another file or takes another pack of words.
func (s *Shell) reword() {
	names := make([]string, len(s.setup.Places))
	for i, p := range s.setup.Places {
		if names[i] = s.setup.Say(p.Name); p.Closed != nil && p.Closed() {
			names[i] = "" // the list and the palette leave it out
		}
	}
	role := s.seat().Role
	if slices.Equal(names, s.names) && role == s.role {
		return
	}
	s.names, s.role = names, role
	s.nav.reword(s.NameOf)
	s.setup.Window.SetMainMenu(s.buildMenu())
	s.prepareFind()
}

// NameOf is what a screen is called, with the words in use: "" for one that the program
// does not have.
func (s *Shell) NameOf(screen string) string {
	return s.setup.Say(s.places[screen].Name)
}
