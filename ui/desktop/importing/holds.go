package importing

import "needsbook/ui/desktop/parts"

// What a file can hold.
const (
	holdsPupils    = "pupils"
	holdsProvision = "provision"
)

// holds is the choice of what the file holds, which reads it again.
type holds struct {
	s      *Screen
	form   *parts.Form
	choice *parts.Choice
}

func newHolds(s *Screen, say func(words string)) *holds {
	h := &holds{s: s, form: parts.NewForm()}
	h.choice = parts.NewChoice([]parts.Option{{Value: holdsPupils, Words: "A list of pupils"}, {Value: holdsProvision, Words: "A provision map"}}, func(value string) {
		f := s.model.file
		if f.holds == value {
			return
		}
		f = file{path: f.path, content: f.content, holds: value} // its columns are others
		s.read(f, refusedTo(h.fill, say))
	})
	h.form.Add("The file holds", h.choice, "")
	return h
}

// fill shows what the file was read as.
func (h *holds) fill() { h.choice.SetChosen(h.s.model.file.holds) }
