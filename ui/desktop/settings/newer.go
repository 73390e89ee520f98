package settings

import (
	"net/url"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/release"
	"needsbook/ui/desktop/parts"
)

// Versions is how it stands with this version of the program and newer ones.
type Versions struct {
	New     []release.Release // what is new in this version, and in those skipped since Before
	Before  string            // the version that ran on this computer before; "" for none
	Address string            // that would be asked for newer ones; "" for nowhere
	Looking bool              // a person switched asking on
	Looked  day.Date          // when it was asked last
	Newest  *release.Release  // that was found; nil for none
}

// Releases is what the page asks about versions and sets.
type Releases interface {
	Versions() Versions
	SetLooking(on bool)
}

// whatIsNew is what the notes of this version say.
func whatIsNew(v Versions) []fyne.CanvasObject {
	if len(v.New) == 0 {
		return nil
	}
	title := "New in this version"
	if v.Before != "" {
		title = "New since " + v.Before + ", which you had before"
	}
	out := []fyne.CanvasObject{parts.NewText(title, parts.Strong)}
	for _, r := range v.New {
		out = append(out, notes(r))
	}
	return out
}

// notes are what is new in one release.
func notes(r release.Release) fyne.CanvasObject {
	list := parts.Column(parts.Tight, parts.NewProse(r.Version.String()+", "+r.On.Words(), parts.QuietText))
	for _, note := range r.Notes {
		list.Add(parts.NewProse("•  "+note, parts.Plain))
	}
	return list
}

// newer is the part about newer versions, with the switch that it begins with.
func (s *Screen) newer() []fyne.CanvasObject {
	title := parts.NewText("Newer versions", parts.Strong)
	v := s.n.Releases.Versions()
	if v.Address == "" {
		return []fyne.CanvasObject{title, parts.NewProse("This Needsbook has no address to ask for newer versions, so it asks for none. Who gave it to you says when there is one.", parts.Plain)}
	}
	asked := v.Address
	if at, err := url.Parse(v.Address); err == nil {
		asked = at.Host
	}
	out := []fyne.CanvasObject{title,
		parts.NewLongCheck("Look for a newer version once a week", v.Looking, func(on bool) {
			s.n.Releases.SetLooking(on)
			s.show()
			s.Focus()
		}),
		parts.NewProse("It asks "+asked+" for the list of versions. Nothing goes with the question: not who you are, not your school, not even which version this is. Nothing is fetched to be installed: the page says what is new, and you decide.", parts.QuietText)}
	switch {
	case v.Newest != nil:
		out = append(out, marked(parts.Soon, "Needsbook "+v.Newest.Version.String()+" is out. Get it where you got this one; whoever looks after the computer may have to install it."), notes(*v.Newest))
	case v.Looking && !v.Looked.IsZero():
		out = append(out, parts.NewProse("Looked on "+v.Looked.Words()+": there was nothing newer to show.", parts.Plain))
	}
	return out
}
