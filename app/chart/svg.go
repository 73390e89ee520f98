package chart

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"
)

// The size of an SVG picture in its own units; a page scales it.
const (
	svgWidth = 600.0
	svgText  = 14.0
)

// SVG returns the chart as one svg element with role img, and alt as its name. The
// picture carries its own colours and needs no style sheet. The chart must have
// passed Check.
func (c Chart) SVG(alt string) string {
	p := c.Place(svgWidth, svgText, func(words string) float64 {
		// The reader's face is not known: take a wide one.
		return svgText * 0.64 * float64(utf8.RuneCountInString(words))
	})
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="%s" viewBox="0 0 %.0f %.0f" font-size="%.0f" fill="%s">`,
		html.EscapeString(alt), p.W, p.H, p.Size, Words.Hex())
	// No title: alt is the name already, and a page that holds the picture has one title.
	fmt.Fprintf(&b, "<desc>%s</desc>", html.EscapeString(c.describe()))
	strokes(&b, p.Grid)
	for _, r := range p.Boxes {
		fmt.Fprintf(&b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`, r.X, r.Y, r.W, r.H, r.Shade.Hex())
	}
	strokes(&b, p.Lines)
	for _, t := range p.Texts {
		anchor := [...]string{Left: "start", Middle: "middle", Right: "end"}[t.Align]
		fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" text-anchor="%s">%s</text>`, t.X, t.Y, anchor, html.EscapeString(t.Words))
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// describe says how the picture is made, for those who cannot see it.
func (c Chart) describe() string {
	made := [...]string{Bars: "Bars", Stacked: "Stacked bars", Lines: "Lines", Cells: "A grid of words", Heat: "A grid of figures", Funnel: "Points"}[c.Kind]
	var names []string
	for _, s := range c.Series {
		names = append(names, s.Name)
	}
	return fmt.Sprintf("%s by %s for %d: %s.", made, c.By, len(c.Labels), strings.Join(names, ", "))
}

// strokes writes lines; neighbours of one kind share a path.
func strokes(b *strings.Builder, lines []Line) {
	for i := 0; i < len(lines); {
		first := lines[i]
		fmt.Fprintf(b, `<path stroke="%s" stroke-width="%.1f" d="`, first.Shade.Hex(), first.Weight)
		for ; i < len(lines) && lines[i].Shade == first.Shade && lines[i].Weight == first.Weight; i++ {
			l := lines[i]
			fmt.Fprintf(b, "M%.1f %.1fL%.1f %.1f", l.X1, l.Y1, l.X2, l.Y2)
		}
		b.WriteString(`"/>`)
	}
}
