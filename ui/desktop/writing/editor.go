package writing

import (
	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// fewLines is how many bytes may be typed before they are saved without waiting for
// the keyboard to go elsewhere.
const fewLines = 200

// Editor edits one text. Set Object into a page.
type Editor struct {
	Object fyne.CanvasObject

	hint    string
	lines   int
	save    func(words string) error
	boxes   []*parts.Notes
	seps    []string
	column  *fyne.Container // the boxes under each other
	more    *parts.Button
	problem *parts.Prose
	kept    string // the words as they were last saved
	setting bool   // the words are being set, not typed
	touched bool   // something was typed since they were set
}

// New makes an empty editor, its boxes so many lines high. Save keeps the words; what
// it refuses is said under them.
func New(hint string, lines int, save func(words string) error) *Editor {
	e := &Editor{hint: hint, lines: lines, save: save, column: parts.Column(parts.Between),
		problem: parts.NewProse("", parts.TextStyle{Size: theme.SizeSmall, Colour: theme.ColourOverdue})}
	e.more = parts.NewLink("Go on in another box", e.another)
	e.problem.Hide()
	e.Object = parts.Column(parts.Tight, e.column, e.more, e.problem)
	e.SetWords("")
	return e
}

// SetWords shows words as they are kept.
func (e *Editor) SetWords(words string) {
	if len(e.boxes) > 0 && e.Words() == words { // as it is typed; the keyboard stays where it is
		e.kept = words
		return
	}
	var pieces []string
	pieces, e.seps = split(words)
	e.kept = words
	e.setting = true
	if len(pieces) != len(e.boxes) {
		e.boxes = nil
		for range pieces {
			e.add()
		}
	}
	for i, piece := range pieces {
		e.boxes[i].SetText(piece)
	}
	e.setting, e.touched = false, false
	e.say("")
	e.show()
}

// add makes one more box.
func (e *Editor) add() *parts.Notes {
	hint := e.hint
	if len(e.boxes) > 0 {
		hint = "Go on writing here"
	}
	box := parts.NewNotes(hint, e.lines)
	box.OnChange = func(string) { e.typed(box) }
	box.OnLeft, box.OnPause = e.Keep, e.Keep
	e.boxes = append(e.boxes, box)
	return box
}

// another opens a box to go on in.
func (e *Editor) another() {
	box := e.add()
	e.show()
	if at := parts.CanvasOf(box); at != nil {
		at.Focus(box)
	}
}

// show sets the boxes; the way to another one is there when the last is nearly full.
func (e *Editor) show() {
	e.column.Objects = nil
	for _, box := range e.boxes {
		e.column.Add(box)
	}
	last := e.boxes[len(e.boxes)-1]
	if len(last.Text) < fullBox*3/4 {
		e.more.Hide()
	} else {
		e.more.Show()
	}
	e.column.Refresh()
	e.Object.Refresh()
}

// Words returns the text as it stands in the boxes.
func (e *Editor) Words() string {
	pieces := make([]string, len(e.boxes))
	for i, box := range e.boxes {
		pieces[i] = box.Text
	}
	return join(pieces, e.seps)
}

// typed follows the keys: after a few lines the words are saved.
func (e *Editor) typed(box *parts.Notes) {
	if e.setting {
		return
	}
	e.touched = true
	if box.Problem() != "" {
		e.say("This box is full: the last words were not taken in. Go on in another box.")
	}
	if !e.more.Visible() && len(e.boxes[len(e.boxes)-1].Text) >= fullBox*3/4 {
		e.show()
	}
	if by := len(e.Words()) - len(e.kept); by >= fewLines || by <= -fewLines {
		e.Keep()
	}
}

// Keep saves the words now, if they are other ones than before.
func (e *Editor) Keep() {
	words := e.Words()
	if !e.touched || words == e.kept {
		return
	}
	if err := e.save(words); err != nil {
		e.say(desk.Words(err))
		return
	}
	e.kept = words
	e.say("")
}

func (e *Editor) say(words string) {
	if words == "" {
		e.problem.Hide()
		return
	}
	e.problem.SetText("! " + words)
	e.problem.Show()
}

// Problem is what is said under the words, or "".
func (e *Editor) Problem() string {
	if !e.problem.Visible() {
		return ""
	}
	return e.problem.String()
}

// First is the box that the keyboard goes to.
func (e *Editor) First() *parts.Notes { return e.boxes[0] }
