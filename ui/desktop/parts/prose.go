package parts

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// Prose is words that run over several lines, kept to a reading width of about
// 75 characters however wide the window is. A newline in the words starts a new line.
type Prose struct {
	widget.BaseWidget
	words string
	style TextStyle
	wide  bool // not kept to the reading width
	lines []string
	width float32 // the width that lines were broken for
}

// NewProse makes running text.
func NewProse(words string, style TextStyle) *Prose {
	p := &Prose{words: words, style: style}
	p.ExtendBaseWidget(p)
	return p
}

// NewWideProse makes running text that may be as wide as its place: for the one
// sentence under a page's title.
func NewWideProse(words string, style TextStyle) *Prose {
	p := NewProse(words, style)
	p.wide = true
	return p
}

// SetText changes the words.
func (p *Prose) SetText(words string) {
	if p.words != words {
		p.words, p.width = words, 0
		p.Refresh()
	}
}

// SetStyle changes how the words are set.
func (p *Prose) SetStyle(style TextStyle) {
	p.style, p.width = style, 0
	p.Refresh()
}

// String returns the words.
func (p *Prose) String() string { return p.words }

// AccessibilityLabel is what a screen reader says.
func (p *Prose) AccessibilityLabel() string { return p.words }

// AccessibilityRole tells a screen reader that this is text.
func (p *Prose) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the lines.
func (p *Prose) CreateRenderer() fyne.WidgetRenderer { return &proseRenderer{p: p} }

// widest is how wide a line may be.
func (p *Prose) widest() float32 {
	if p.wide {
		return 1e6
	}
	return readingWidth(p.style)
}

// readingWidth is about 75 characters in the style.
func readingWidth(style TextStyle) float32 {
	return style.measure(strings.Repeat("reading text ", 6)).Width * 75 / 78
}

// breaks reports whether a line may end at a character: at a space, and never at one
// that holds words together or indents a line.
func breaks(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' }

// breakLines wraps the words to a width, never inside a word unless it alone is too long.
func breakLines(words string, style TextStyle, width float32) []string {
	var lines []string
	for _, paragraph := range strings.Split(words, "\n") {
		line := ""
		for _, word := range strings.FieldsFunc(paragraph, breaks) {
			longer := word
			if line != "" {
				longer = line + " " + word
			}
			if line != "" && style.measure(longer).Width > width {
				lines = append(lines, line)
				longer = word
			}
			line = longer
		}
		lines = append(lines, cutTo(line, style, width))
	}
	return lines
}

type proseRenderer struct {
	p     *Prose
	texts []*canvas.Text
	shown []fyne.CanvasObject
}

func (r *proseRenderer) wrap(width float32) {
	p := r.p
	width = min(width, p.widest())
	if width <= 0 || width == p.width {
		return
	}
	p.width = width
	p.lines = breakLines(p.words, p.style, width)
}

func (r *proseRenderer) Layout(size fyne.Size) {
	r.wrap(size.Width)
	for len(r.texts) < len(r.p.lines) {
		r.texts = append(r.texts, canvas.NewText("", nil))
	}
	r.shown = r.shown[:0]
	height, y := r.p.style.leading(), float32(0)
	for i, line := range r.p.lines {
		t := r.texts[i]
		r.p.style.dress(t, line)
		t.Move(fyne.NewPos(0, y))
		t.Resize(fyne.NewSize(min(size.Width, r.p.widest()), height))
		r.shown = append(r.shown, t)
		y += height
	}
}

// heightAt is how high the words are at a width, without setting them so.
func (p *Prose) heightAt(width float32) float32 {
	lines := p.lines
	if at := min(width, p.widest()); at != p.width && at > 0 {
		lines = breakLines(p.words, p.style, at)
	}
	return p.style.leading() * float32(max(1, len(lines)))
}

// heightAt is how high a thing wants to be at a width.
func heightAt(thing fyne.CanvasObject, width float32) float32 {
	if p, ok := thing.(*Prose); ok {
		return p.heightAt(width)
	}
	return thing.MinSize().Height
}

// leading gives lines of running text a little more room than the face asks for.
func (s TextStyle) leading() float32 { return s.lineHeight() * 1.12 }

func (r *proseRenderer) MinSize() fyne.Size {
	width := r.p.Size().Width
	if width <= 0 {
		width = readingWidth(r.p.style)
	}
	return fyne.NewSize(theme.Steps(20), r.p.heightAt(width))
}

func (r *proseRenderer) Refresh() {
	r.p.width = 0
	before := len(r.p.lines)
	r.Layout(r.p.Size())
	if len(r.p.lines) != before {
		canvas.Refresh(r.p)
		return
	}
	for _, t := range r.shown {
		t.Refresh()
	}
}

func (r *proseRenderer) Objects() []fyne.CanvasObject { return r.shown }
func (r *proseRenderer) Destroy()                     {}
