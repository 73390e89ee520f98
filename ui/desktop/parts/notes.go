package parts

import (
	"fmt"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/theme"
)

// NotesLimit is how many bytes one note may hold. Longer notes would make typing
// slow, and read better as two.
const NotesLimit = 4000

// Notes is a box for several lines. Tab moves on to the next field. What would
// run over the limit is not taken in, and the words under the box say so.
type Notes struct {
	Field
	kept    string
	problem string
	tell    func(string)
}

// Resize keeps at least a line: an entry without height cannot be drawn.
func (n *Notes) Resize(size fyne.Size) {
	n.Entry.Resize(fyne.NewSize(size.Width, max(size.Height, theme.Size(theme.SizeRow))))
}

// NewNotes makes a box of so many lines.
func NewNotes(hint string, lines int) *Notes {
	n := &Notes{}
	n.MultiLine = true
	n.Wrapping = fyne.TextWrapWord
	n.SetMinRowsVisible(lines)
	n.change = n.limit
	n.init(n, hint)
	return n
}

// AcceptsTab says no: Tab moves on.
func (n *Notes) AcceptsTab() bool { return false }

// Problem says that the note is full, when it is.
func (n *Notes) Problem() string { return n.problem }

func (n *Notes) onProblem(tell func(string)) { n.tell = tell }

// limit puts back what stood before when the new words are too long.
func (n *Notes) limit(words string) {
	if len(words) <= NotesLimit {
		n.kept = words
		n.say("")
		return
	}
	over := len(words) - NotesLimit
	n.SetText(n.kept)
	n.say(fmt.Sprintf("This note is full: the last words were not taken in, as they are %d characters too long. Start another note for them.", over))
}

func (n *Notes) say(words string) {
	if words == n.problem {
		return
	}
	n.problem = words
	if n.tell != nil {
		n.tell(words)
	}
}
