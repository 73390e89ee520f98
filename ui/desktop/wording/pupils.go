package wording

import (
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
)

// NewPupilChoice is a field in which a pupil is found by three letters of the name, or
// by class.
func NewPupilChoice(options []parts.Option, onChosen func(pupil string)) *parts.Choice {
	c := parts.NewChoice(options, onChosen)
	c.PlaceHolder = "Three letters of the name"
	return c
}

// PupilOptions are the pupils on roll, to be chosen from; without leaves some out, nil
// nobody.
func PupilOptions(d *desk.Desk, hidden bool, without func(*register.Entry) bool) ([]parts.Option, error) {
	found, err := d.Find("")
	if err != nil {
		return nil, err
	}
	out := make([]parts.Option, 0, len(found))
	for _, e := range found {
		if without == nil || !without(e) {
			out = append(out, parts.Option{Value: e.ID, Words: Name(e, hidden), Note: e.Class})
		}
	}
	return out, nil
}

// AskForPupil is what is said where none was chosen.
func AskForPupil() error {
	return &desk.Refusal{Field: "pupil", Words: "Choose the pupil first: three letters of the name find them."}
}
