package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Checked is a field that can say in words what is wrong with what was typed.
// Form shows those words under the field.
type Checked interface {
	Problem() string              // "" when all is well
	onProblem(func(words string)) // called when the words change
}

// Field is a line for typing words, with the ring of the desk. It hands Escape
// and the function keys on to the window, and Enter too unless OnSubmitted is set.
type Field struct {
	widget.Entry
	outer  fyne.Widget // the whole part, when the field is inside one
	name   string      // the words beside it, for those who do not see them
	ring   *canvas.Rectangle
	before func(*fyne.KeyEvent) bool // sees each key first; true means it was used
	left   func()                    // called when the focus has gone
	change func(string)              // called when the words change, before OnChange

	// OnChange is called with the words at each keystroke. Set this one: OnChanged
	// of the line is taken by the field itself.
	OnChange func(words string)
	// OnLeft is called when the keyboard has gone elsewhere.
	OnLeft func()
	// OnPause is called when typing has rested for Pause, so that what was typed can
	// be kept before anything happens to the computer.
	OnPause func()

	pause pause
}

// NewField makes a field; the hint stands in it while it is empty.
func NewField(hint string) *Field {
	f := &Field{}
	f.init(f, hint)
	return f
}

// NewPassphraseField makes a field whose words are shown as dots.
func NewPassphraseField(hint string) *Field {
	f := &Field{}
	f.Password = true
	f.init(f, hint)
	return f
}

// init readies a field that may be part of a larger widget.
func (f *Field) init(outer fyne.Widget, hint string) {
	f.outer = outer
	f.ring = newRing()
	f.PlaceHolder = hint
	f.OnChanged = func(words string) {
		if f.change != nil {
			f.change(words)
		}
		if f.OnChange != nil {
			f.OnChange(f.Text)
		}
		if f.OnPause != nil {
			f.pause.start(f.OnPause)
		}
	}
	f.ExtendBaseWidget(outer)
}

// TypedKey offers the key to the part, then to the line, then to the window.
func (f *Field) TypedKey(key *fyne.KeyEvent) {
	if f.before != nil && f.before(key) {
		return
	}
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !f.MultiLine && f.OnSubmitted == nil {
			passKey(f.outer, key)
			return
		}
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF8, fyne.KeyF9:
		passKey(f.outer, key)
		return
	}
	f.Entry.TypedKey(key)
}

// FocusGained shows the ring.
func (f *Field) FocusGained() {
	f.Entry.FocusGained()
	f.ring.Show()
	f.Refresh()
	reveal(f.outer)
}

// FocusLost hides the ring and lets the part read what was typed.
func (f *Field) FocusLost() {
	f.Entry.FocusLost()
	f.ring.Hide()
	f.pause.stop()
	if f.left != nil {
		f.left()
	}
	if f.OnLeft != nil {
		f.OnLeft()
	}
	f.Refresh()
}

// UndoTyping takes back the last typing; it says false when there was none, so
// that Ctrl+Z can then undo the last change to the records.
func (f *Field) UndoTyping() bool {
	before := f.Text
	f.Undo()
	return f.Text != before
}

// RedoTyping repeats what UndoTyping took back.
func (f *Field) RedoTyping() bool {
	before := f.Text
	f.Redo()
	return f.Text != before
}

// SetName says what the field is for, for those who do not see the words beside it. A
// form names its fields by their labels.
func (f *Field) SetName(name string) { f.name = name }

// Name is what the field is for: its label in a form, or else its hint.
func (f *Field) Name() string {
	if f.name == "" {
		return f.PlaceHolder
	}
	return f.name
}

// AccessibilityLabel is what a screen reader says: what the field is for, and what stands
// in it. A passphrase is never said.
func (f *Field) AccessibilityLabel() string {
	switch {
	case f.Password || f.Text == "":
		return f.Name()
	case f.Name() == "":
		return f.Text
	}
	return f.Name() + ": " + f.Text
}

// AccessibilityRole tells a screen reader that this is text.
func (f *Field) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the line with its ring.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	return &ringed{f.Entry.CreateRenderer(), f.ring}
}

// ringed draws a focus ring over another renderer's picture.
type ringed struct {
	fyne.WidgetRenderer
	ring *canvas.Rectangle
}

func (r *ringed) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	placeRing(r.ring, size)
}

func (r *ringed) Refresh() {
	dressRing(r.ring)
	r.WidgetRenderer.Refresh()
}

func (r *ringed) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.ring)
}
