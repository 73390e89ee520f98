package writing

import "fyne.io/fyne/v2"

// Rich edits a text with headings, bold, lists and links. Set Object into a page.
type Rich struct {
	Object fyne.CanvasObject
	// OnTyped is called when the words have changed by hand.
	OnTyped func()

	editor *Editor
}

// NewRich makes an empty editor that takes all the room of its place. Save keeps the
// words; what it refuses is said under them.
func NewRich(hint string, save func(words string) error) *Rich {
	r := &Rich{editor: NewFilling(hint, save)}
	r.Object = r.editor.Object
	r.editor.OnTyped = func() {
		if r.OnTyped != nil {
			r.OnTyped()
		}
	}
	return r
}

// SetWords shows words as they are kept.
func (r *Rich) SetWords(words string) { r.editor.SetWords(words) }

// Words returns the words as they stand.
func (r *Rich) Words() string { return r.editor.Words() }

// Keep saves the words now, if they are other ones than before.
func (r *Rich) Keep() { r.editor.Keep() }

// Insert puts words in at the keyboard's place.
func (r *Rich) Insert(words string) { r.editor.Insert(words) }

// Focusable is what the keyboard goes to.
func (r *Rich) Focusable() fyne.Focusable { return r.editor.First() }

// Problem is what is said under the words, or "".
func (r *Rich) Problem() string { return r.editor.Problem() }

// Select shows the place of a stretch of Words, in bytes.
func (r *Rich) Select(at, end int) {
	for i, box := range r.editor.boxes {
		if at <= len(box.Text) || i+1 == len(r.editor.boxes) {
			row := 0
			column := 0
			for n, c := range box.Text {
				if n >= at {
					break
				}
				column++
				if c == '\n' {
					row, column = row+1, 0
				}
			}
			box.CursorRow, box.CursorColumn = row, column
			if canvas := fyne.CurrentApp().Driver().CanvasForObject(box); canvas != nil {
				canvas.Focus(box)
			}
			return
		}
		at -= len(box.Text)
		end -= len(box.Text)
	}
}
