package shell

import (
	"slices"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// Standing is a sentence that stays between the top of the frame and the page until what
// it tells of is over, or the person has put it away. Work goes on under it.
type Standing struct {
	Key     string // of what it tells; a later one with the same key takes its place
	Words   string
	State   parts.State
	Act     string   // words of the button that leads on; "" for none
	Do      func()   // what that button does
	Away    bool     // the person may put it away
	Screens []string // where it stands; none for every page

	Over func() bool // whether what it tells of is over, asked after each change; nil for never
}

// Tell lets a sentence stand.
func (s *Shell) Tell(st Standing) {
	at := slices.IndexFunc(s.standing, func(before Standing) bool { return before.Key == st.Key })
	if at < 0 {
		s.standing = append(s.standing, st)
	} else {
		s.standing[at] = st
	}
	s.showStanding()
}

// Untell takes a sentence away; it may not be there.
func (s *Shell) Untell(key string) {
	s.standing = slices.DeleteFunc(s.standing, func(st Standing) bool { return st.Key == key })
	s.showStanding()
}

// UntellAll takes all away, as when another file is opened.
func (s *Shell) UntellAll() {
	s.standing = nil
	s.showStanding()
}

// endStanding takes away what is over.
func (s *Shell) endStanding() {
	n := len(s.standing)
	s.standing = slices.DeleteFunc(s.standing, func(st Standing) bool { return st.Over != nil && st.Over() })
	if len(s.standing) != n {
		s.showStanding()
	}
}

// showStanding draws the sentences that belong to the page.
func (s *Shell) showStanding() {
	if s.strip == nil {
		return
	}
	s.strip.Objects = nil
	for _, st := range s.standing {
		if len(st.Screens) == 0 || slices.Contains(st.Screens, s.here.Screen) {
			s.strip.Add(s.standingLine(st))
		}
	}
	s.strip.Hidden = len(s.strip.Objects) == 0
	s.strip.Refresh()
	if s.frame != nil {
		s.frame.Refresh()
	}
}

func (s *Shell) standingLine(st Standing) fyne.CanvasObject {
	style := parts.TextStyle{Colour: st.State.Colour()}
	words := parts.Sides(parts.Wide(5, parts.Column(parts.None, parts.NewText(st.State.Shape(), style))), parts.NewWideProse(s.setup.Say(st.Words), parts.Plain), nil)
	buttons := parts.Row(parts.Between)
	if st.Act != "" {
		buttons.Add(parts.NewLink(s.setup.Say(st.Act), st.Do))
	}
	if st.Away {
		buttons.Add(parts.NewLink("Put away", func() { s.Untell(st.Key) }))
	}
	line := parts.Margins(parts.Pages, parts.Tight, parts.Groups, parts.Tight, parts.Sides(nil, words, parts.Margins(parts.Groups, 0, 0, 0, parts.Column(parts.None, buttons))))
	return parts.NewGround(theme.ColourDesk, parts.Column(parts.None, line, parts.NewLine()))
}
