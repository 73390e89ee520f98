package reports

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/app/publish"
	"needsbook/ui/desktop/theme"
)

// marked is running words in which what was taken out is struck through after the word
// "was", and what came is underlined after the word "now", so that it can be read without
// colour and is said by a screen reader.
type marked struct {
	widget.BaseWidget
	bits []bit
}

// bit is one word, or a line break where its text is empty.
type bit struct {
	text  string
	style bitStyle
	tight bool // follows the word before it without a space
}

type bitStyle int

const (
	both  bitStyle = iota // stands in both versions
	label                 // "was" or "now"
	gone                  // was there
	come                  // is there now
)

func newMarked(pieces []publish.Piece) *marked {
	m := &marked{bits: bitsOf(pieces)}
	m.ExtendBaseWidget(m)
	return m
}

// glued reports whether one run goes on in the other without a space, as before a comma.
func glued(before, after string) bool {
	return strings.TrimRightFunc(before, unicode.IsSpace) == before && strings.TrimLeftFunc(after, unicode.IsSpace) == after
}

// keptAround is how many words of what did not change are shown at each side of a change.
const keptAround = 12

// bitsOf parts the pieces into words, with a label before each change. Of long runs that
// did not change, only the words beside a change are kept.
func bitsOf(pieces []publish.Piece) []bit {
	var bits []bit
	for i, p := range pieces {
		style, said := both, ""
		switch {
		case p.Was && !p.Is:
			style, said = gone, "was"
		case p.Is && !p.Was:
			style, said = come, "now"
		}
		words := wordsOf(p.Text)
		if style == both {
			words = around(words, i > 0, i < len(pieces)-1)
		} else if len(words) > 0 {
			words = shortened(words)
			for len(words) > 1 && words[0] == "" { // the label stands in the line of what it is about
				bits, words = append(bits, bit{}), words[1:]
			}
			bits = append(bits, bit{text: said, style: label})
		}
		for n, w := range words {
			tight := n == 0 && style == both && i > 0 && glued(pieces[i-1].Text, p.Text)
			bits = append(bits, bit{w, style, tight})
		}
	}
	return bits
}

// mostChanged is how many words of one change are shown; all of them stand in the
// versions themselves.
const mostChanged = 600

func shortened(words []string) []string {
	if left := len(words) - mostChanged; left > 0 {
		return append(slices.Clone(words[:mostChanged]), fmt.Sprintf("… and %d more words", left))
	}
	return words
}

// wordsOf splits a text into words, with "" for each line break.
func wordsOf(text string) []string {
	var out []string
	for i, line := range strings.Split(text, "\n") {
		if i > 0 && (len(out) == 0 || out[len(out)-1] != "") {
			out = append(out, "")
		}
		out = append(out, strings.Fields(line)...)
	}
	return out
}

// around leaves the middle of a long run out, between changes before and after it.
func around(words []string, before, after bool) []string {
	if len(words) <= 2*keptAround+5 {
		return words
	}
	var out []string
	if before {
		out = append(out, words[:keptAround]...)
	}
	out = append(out, "…")
	if after {
		out = append(out, words[len(words)-keptAround:]...)
	}
	return out
}

// AccessibilityLabel is what a screen reader says, with the words was and now.
func (m *marked) AccessibilityLabel() string {
	var words []string
	for _, b := range m.bits {
		words = append(words, b.text)
	}
	return strings.Join(words, " ")
}

// AccessibilityRole tells a screen reader that this is text.
func (m *marked) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the words.
func (m *marked) CreateRenderer() fyne.WidgetRenderer {
	r := &markedRenderer{m: m}
	for range m.bits {
		r.texts = append(r.texts, canvas.NewText("", nil))
	}
	r.dress()
	return r
}

type markedRenderer struct {
	m     *marked
	texts []*canvas.Text
}

// dress gives each word how it looks.
func (r *markedRenderer) dress() {
	for i, b := range r.m.bits {
		t := r.texts[i]
		t.Text, t.TextSize, t.Color = b.text, theme.Size(theme.SizeText), theme.Colour(theme.ColourInk)
		t.TextStyle = fyne.TextStyle{Strikethrough: b.style == gone, Underline: b.style == come, Bold: b.style == come}
		t.FontSource = theme.FaceFor(b.text, b.style == come)
		switch b.style {
		case label:
			t.TextSize, t.Color = theme.Size(theme.SizeSmall), theme.Colour(theme.ColourQuiet)
		case gone:
			t.Color = theme.Colour(theme.ColourOverdue)
		case come:
			t.Color = theme.Colour(theme.ColourDone)
		}
	}
}

// lay sets the words in lines of a width and returns the height; with put it moves them.
func (r *markedRenderer) lay(width float32, put bool) float32 {
	space, line := theme.Steps(1), float32(0)
	for _, t := range r.texts {
		line = max(line, t.MinSize().Height)
	}
	line *= 1.12
	x, y := float32(0), float32(0)
	for i, t := range r.texts {
		if r.m.bits[i].text == "" { // a new line
			if x > 0 {
				x, y = 0, y+line
			}
			continue
		}
		size := t.MinSize()
		if r.m.bits[i].tight && x > 0 {
			x -= space
		}
		if x > 0 && x+size.Width > width {
			x, y = 0, y+line
		}
		if put {
			t.Move(fyne.NewPos(x, y+(line-size.Height)/2))
			t.Resize(size)
		}
		x += size.Width + space
	}
	return y + line
}

// Layout keeps lines to a width that reads well.
func (r *markedRenderer) Layout(size fyne.Size) { r.lay(min(size.Width, theme.Steps(150)), true) }

func (r *markedRenderer) MinSize() fyne.Size {
	width := r.m.Size().Width
	if width <= 0 {
		width = theme.Steps(100)
	}
	return fyne.NewSize(theme.Steps(30), r.lay(min(width, theme.Steps(150)), false))
}

func (r *markedRenderer) Refresh() {
	r.dress()
	r.Layout(r.m.Size())
	canvas.Refresh(r.m)
}

func (r *markedRenderer) Objects() []fyne.CanvasObject {
	things := make([]fyne.CanvasObject, 0, len(r.texts))
	for _, t := range r.texts {
		things = append(things, t)
	}
	return things
}

func (r *markedRenderer) Destroy() {}
