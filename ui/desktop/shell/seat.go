package shell

import (
	"needsbook/app/access"
	"needsbook/ui/desktop/parts"
)

// seat is who sits at the open file; without one, nothing is kept from anybody.
func (s *Shell) seat() access.Seat {
	if s.setup.Seat == nil {
		return access.Seat{Role: access.SENCO}
	}
	return s.setup.Seat()
}

// Allows reports whether the role of whoever opened the file includes something, and
// says so in the foot where it does not. What a role does not include has no button; this
// is for a key or an address that leads there all the same.
func (s *Shell) Allows(a access.Action) bool {
	seat := s.seat()
	if seat.May(a) {
		return true
	}
	s.Alert(seat.Refused(a))
	return false
}

// How says how something is done after a sentence, to whoever may do it.
func (s *Shell) How(needs access.Action, words, how string) string {
	if s.seat().May(needs) {
		words += " " + how
	}
	return words
}

// Opens reports whether the program has a screen and the role includes it.
func (s *Shell) Opens(screen string) bool {
	_, has := s.places[screen]
	return has && !s.Shuts(screen)
}

// Shuts reports whether a screen is one that the role does not include.
func (s *Shell) Shuts(screen string) bool {
	place, has := s.places[screen]
	return has && place.Closed != nil && place.Closed()
}

// roleBadge says once, for every page, that the person may not do everything; nil for
// the SENCO.
func (s *Shell) roleBadge() *parts.Badge {
	switch s.seat().Role {
	case access.Reader:
		return parts.NewBadge("You may read only", parts.NoState)
	case access.Helper:
		return parts.NewBadge("You are a helper", parts.NoState)
	}
	return nil
}
