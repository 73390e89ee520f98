package parts

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// TextStyle says how a text is set. The zero value is plain text in ink.
type TextStyle struct {
	Size   fyne.ThemeSizeName  // "" means theme.SizeText
	Colour fyne.ThemeColorName // "" means theme.ColourInk
	Bold   bool
	Align  fyne.TextAlign
}

// The styles of the desk.
var (
	Plain        = TextStyle{}
	Strong       = TextStyle{Bold: true}
	Small        = TextStyle{Size: theme.SizeSmall}
	SmallStrong  = TextStyle{Size: theme.SizeSmall, Bold: true}
	Quiet        = TextStyle{Size: theme.SizeSmall, Colour: theme.ColourQuiet}
	QuietText    = TextStyle{Colour: theme.ColourQuiet}
	Figure       = TextStyle{Align: fyne.TextAlignTrailing}
	SectionTitle = TextStyle{Size: theme.SizeSection, Bold: true}
	PageTitle    = TextStyle{Size: theme.SizePage, Bold: true}
)

func (s TextStyle) size() float32 {
	if s.Size == "" {
		return theme.Size(theme.SizeText)
	}
	return theme.Size(s.Size)
}

func (s TextStyle) colour() fyne.ThemeColorName {
	if s.Colour == "" {
		return theme.ColourInk
	}
	return s.Colour
}

// dress gives a canvas text the style and the words.
func (s TextStyle) dress(t *canvas.Text, words string) {
	t.Text = words
	t.TextSize = s.size()
	t.TextStyle = fyne.TextStyle{Bold: s.Bold}
	t.FontSource = theme.FaceFor(words, s.Bold)
	t.Alignment = s.Align
	t.Color = theme.Colour(s.colour())
}

// measure returns how much room the words take in the style.
func (s TextStyle) measure(words string) fyne.Size {
	size, _ := fyne.CurrentApp().Driver().RenderedTextSize(
		words, s.size(), fyne.TextStyle{Bold: s.Bold}, theme.FaceFor(words, s.Bold))
	return size
}

// lineHeight is the height of one line in the style, whatever its words.
func (s TextStyle) lineHeight() float32 { return s.measure("Åg").Height }

// Text is one line of words. With Cut it may be narrower than its words and then
// ends in an ellipsis; without, it always has room for them.
type Text struct {
	widget.BaseWidget
	words string
	style TextStyle
	cut   bool
	heads bool // the head of a card, for those who read a page by its headings
}

// NewText makes a line of text.
func NewText(words string, style TextStyle) *Text {
	t := &Text{words: words, style: style}
	t.ExtendBaseWidget(t)
	return t
}

// NewCutText makes a line of text that may be cut with an ellipsis where room is short.
func NewCutText(words string, style TextStyle) *Text {
	t := NewText(words, style)
	t.cut = true
	return t
}

// SetText changes the words.
func (t *Text) SetText(words string) {
	if t.words != words {
		t.words = words
		t.Refresh()
	}
}

// SetStyle changes how the words are set.
func (t *Text) SetStyle(style TextStyle) {
	t.style = style
	t.Refresh()
}

// String returns the words.
func (t *Text) String() string { return t.words }

// AccessibilityLabel is what a screen reader says.
func (t *Text) AccessibilityLabel() string { return t.words }

// AccessibilityRole tells a screen reader that this is text.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the text.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{t: t, line: canvas.NewText("", nil)}
	r.Refresh()
	return r
}

type textRenderer struct {
	t    *Text
	line *canvas.Text
}

func (r *textRenderer) Layout(size fyne.Size) {
	words := r.t.words
	if r.t.cut {
		words = cutTo(words, r.t.style, size.Width)
	}
	r.t.style.dress(r.line, words)
	r.line.Resize(size)
}

func (r *textRenderer) MinSize() fyne.Size {
	size := r.t.style.measure(r.t.words)
	size.Height = max(size.Height, r.t.style.lineHeight())
	if r.t.cut {
		size.Width = min(size.Width, theme.Steps(6))
	}
	return size
}

func (r *textRenderer) Refresh() {
	r.Layout(r.t.Size())
	r.line.Refresh()
}

func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }
func (r *textRenderer) Destroy()                     {}

// cutTo shortens words to a width, ending in an ellipsis.
func cutTo(words string, style TextStyle, width float32) string {
	if width <= 0 || style.measure(words).Width <= width+0.5 {
		return words
	}
	runes := []rune(words)
	low, high := 0, len(runes)
	for low < high {
		mid := (low + high + 1) / 2
		if style.measure(string(runes[:mid])+"…").Width <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return strings.TrimRight(string(runes[:low]), " ") + "…"
}
