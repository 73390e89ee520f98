package desktop

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// looksByTurn are the looks that pages and cards are walked in, one after the other.
var looksByTurn = []theme.Variant{theme.Light, theme.Dark, theme.HighContrast, theme.HighContrastDark}

// Contrast that WCAG 2.2 asks for: of words, of large words (24 pixels, or 18.66 in bold),
// and of shapes.
const (
	leastWords = 4.5
	leastLarge = 3
	leastShape = 3
)

// standsOut holds that every text and every shape that is drawn stands out from what lies
// behind it there, whatever part drew it. Grounds and the thin lines between things are
// left out: see the table of uses of the theme's test.
func (w *window) standsOut(t *testing.T, name string) {
	t.Helper()
	said := map[[2]color.NRGBA]bool{}
	things := slices.DeleteFunc(w.walk(), func(s *seen) bool { // Fyne's bars float over what scrolls
		return strings.HasPrefix(fmt.Sprintf("%T", s.in), "*widget.scrollBar")
	})
	var painted []*seen // what may lie behind the next
	hold := func(i int, front color.Color, at box, least float64) {
		along := []float32{0.1, 0.9} // a line may run through the middle of a dot
		switch things[i].thing.(type) {
		case *canvas.Text:
			along = []float32{0.02, 0.5, 0.98}
		case *canvas.Line:
			along = []float32{0.5} // of a chart: its ends lie in dots
		}
		for _, x := range along {
			behind := groundAt(painted, at.x+at.w*x, at.y+at.h/2)
			shown := over(plainly(front), behind)
			if got := contrast(shown, behind); got < least && !said[[2]color.NRGBA{shown, behind}] {
				said[[2]color.NRGBA{shown, behind}] = true
				t.Errorf("%s: %s in %v on %v has contrast %.2f, needs %.1f", name, things[i].told(), shown, behind, got, least)
			}
		}
	}
	for i, s := range things {
		at := s.at.within(s.cut)
		if at.empty() {
			continue
		}
		switch o := s.thing.(type) {
		case *canvas.Text:
			if s.words() == "" {
				continue
			}
			least := leastWords
			if o.TextSize >= 24 || o.TextStyle.Bold && o.TextSize >= 18.66 {
				least = leastLarge
			}
			if ink := s.inked().within(s.cut); !ink.empty() {
				hold(i, o.Color, ink, least)
			}
		case *canvas.Line:
			if !lies(o.StrokeColor) {
				hold(i, o.StrokeColor, at, leastShape)
			}
		case *canvas.Rectangle:
			thin := min(s.at.w, s.at.h) <= 1 && plainly(o.FillColor) == plainly(theme.Colour(theme.ColourLine))
			if !thin && !lies(o.FillColor) {
				hold(i, o.FillColor, at, leastShape)
			}
			if plainly(o.FillColor).A > 0 {
				painted = append(painted, s)
			}
			edge := box{at.x, s.at.y - o.StrokeWidth, at.w, 0} // just over its upper line
			ring := o.StrokeWidth >= 2
			if ring {
				edge.y = s.at.y + o.StrokeWidth + 1 // it lies within what it marks
			}
			if edge.y < s.cut.y || edge.y > s.cut.bottom() {
				continue // the line is scrolled away
			}
			shows := plainly(o.FillColor).A == 0xFF && contrast(plainly(o.StrokeColor), plainly(o.FillColor)) >= leastShape // from within
			if o.StrokeWidth > 0 && !shows && (ring || !lies(o.StrokeColor)) {
				hold(i, o.StrokeColor, edge, leastShape)
			}
		}
	}
}

// lies reports whether a colour is a ground, a veil or a thin line: see the table of uses
// of the theme's test.
func lies(c color.Color) bool {
	n := plainly(c)
	if n.A < 0x60 {
		return true
	}
	if n == plainly(theme.Colour(theme.ColourInk)) {
		return false // in high contrast the thin lines are ink
	}
	return slices.ContainsFunc([]fyne.ThemeColorName{theme.ColourPaper, theme.ColourDesk, theme.ColourChosen, theme.ColourMarked, theme.ColourLine},
		func(name fyne.ThemeColorName) bool { return plainly(theme.Colour(name)) == n })
}

// groundAt is the colour at a place where these are painted.
func groundAt(painted []*seen, x, y float32) color.NRGBA {
	behind := plainly(theme.Colour(theme.ColourPaper))
	for _, s := range painted {
		at := s.at.within(s.cut)
		if x >= at.x && y >= at.y && x < at.right() && y < at.bottom() {
			behind = over(plainly(s.thing.(*canvas.Rectangle).FillColor), behind)
		}
	}
	return behind
}

// told says what a thing is for whoever reads a failure.
func (s *seen) told() string {
	words := s.words()
	if words == "" && s.in != nil {
		return named(s.in)
	}
	return "“" + words + "”"
}

func plainly(c color.Color) color.NRGBA {
	if c == nil {
		return color.NRGBA{}
	}
	return color.NRGBAModel.Convert(c).(color.NRGBA)
}

// over is one colour laid over another.
func over(top, under color.NRGBA) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8((int(a)*int(top.A) + int(b)*(255-int(top.A))) / 255) }
	return color.NRGBA{R: mix(top.R, under.R), G: mix(top.G, under.G), B: mix(top.B, under.B), A: 0xFF}
}

// contrast is the ratio of WCAG 2.2.
func contrast(a, b color.NRGBA) float64 {
	light := func(c color.NRGBA) (sum float64) {
		for i, v := range []uint8{c.R, c.G, c.B} {
			part := float64(v) / 255
			if part <= 0.04045 {
				part /= 12.92
			} else {
				part = math.Pow((part+0.055)/1.055, 2.4)
			}
			sum += part * []float64{0.2126, 0.7152, 0.0722}[i]
		}
		return sum
	}
	one, other := light(a), light(b)
	return (max(one, other) + 0.05) / (min(one, other) + 0.05)
}

// saysWithoutColour holds that what is drawn in the colour of a state also says it: words
// stand beside a sign in that colour, and a sign beside words. It returns how many it met.
// The look is one in which each state has a colour.
func (w *window) saysWithoutColour(t *testing.T, name string) (states int) {
	t.Helper()
	things := w.walk()
	of := map[color.NRGBA]parts.State{}
	for _, state := range []parts.State{parts.Done, parts.Soon, parts.Overdue} {
		of[plainly(theme.Colour(state.Colour()))] = state
	}
	for _, s := range things {
		if s.at.within(s.cut).empty() {
			continue
		}
		switch o := s.thing.(type) {
		case *canvas.Text:
			state, coloured := of[plainly(o.Color)]
			if !coloured || s.words() == "" {
				continue
			}
			states++
			sign := strings.Contains(s.words(), state.Shape()) || o.TextStyle.Strikethrough || o.TextStyle.Underline
			words := hasLetters(s.words())
			for _, other := range things {
				if other == s || other.words() == "" || !other.beside(s) {
					continue
				}
				if c := other.thing.(*canvas.Text).Color; strings.Contains(other.words(), state.Shape()) && plainly(c) == plainly(o.Color) {
					sign = true
				}
				words = words || hasLetters(other.words())
			}
			if !sign || !words {
				t.Errorf("%s: %s is drawn as %s; sign beside it: %v, words: %v", name, s.told(), state.Word(), sign, words)
			}
		case *canvas.Rectangle:
			_, coloured := of[plainly(o.FillColor)]
			// The third series of a chart has the green of done, in hatching of its own.
			if _, chart := s.in.(*parts.Chart); coloured && !chart && fmt.Sprintf("%T", s.in) != "*levels.profile" {
				t.Errorf("%s: %s has a box in the colour of a state, which says nothing without it", name, s.told())
			}
		}
	}
	return states
}

// beside reports whether a text stands in the line of another, or of the running words
// that it belongs to, within the same part that scrolls.
func (s *seen) beside(o *seen) bool {
	at := o.at
	if _, prose := o.in.(*parts.Prose); prose {
		at = o.up[len(o.up)-1].at
	}
	middle := s.at.y + s.at.h/2
	return s.cut == o.cut && at.y <= middle && middle <= at.bottom()
}

func hasLetters(words string) bool { return strings.ContainsFunc(words, unicode.IsLetter) }
