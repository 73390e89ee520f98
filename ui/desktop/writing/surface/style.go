package surface

import (
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/publish/markup"
	"needsbook/ui/desktop/theme"
)

// face is how letters are set.
type face struct {
	size float32
	bold bool
	font fyne.Resource // nil is the theme's own
}

func faceFor(words string, size float32, bold bool) face {
	return face{size, bold, theme.FaceFor(words, bold)}
}

func (f face) measure(words string) fyne.Size {
	size, _ := fyne.CurrentApp().Driver().RenderedTextSize(words, f.size, fyne.TextStyle{Bold: f.bold}, f.font)
	return size
}

// look is what the wrapping of words depends on besides the words. When it changes all
// is laid out again.
type look struct {
	width             float32 // of a line
	text, title, step float32
	gap               float32 // between lines
}

func lookAt(width float32) look {
	l := look{text: theme.Size(theme.SizeText), title: theme.Size(theme.SizeSection), step: theme.Steps(1), gap: theme.Steps(1)}
	reading := faceFor("", l.text, false).measure(strings.Repeat("reading text ", 6)).Width * 75 / 78
	l.width = min(width, reading)
	return l
}

// sizeOf returns the size of letters of a kind of paragraph, and whether all are bold.
func (l look) sizeOf(kind markup.Kind) (size float32, bold bool) {
	switch kind {
	case markup.Heading:
		return l.title, true
	case markup.Subheading:
		return l.text, true
	}
	return l.text, false
}

// indent is how far in the words of a paragraph begin.
func (l look) indent(p markup.Para) float32 {
	switch {
	case p.Sub:
		return 12 * l.step
	case p.Kind.Item():
		return 6 * l.step
	}
	return 0
}

// above is the room between a paragraph and the one before it.
func (l look) above(before, p markup.Para) float32 {
	switch {
	case p.Kind.Title():
		return 4 * l.step
	case before.Kind.Title(), before.Kind.Item() && p.Kind.Item():
		return l.step
	}
	return 2.5 * l.step
}
