package chart

// Picture is a chart laid out at a size, in the unit of the caller (points on paper,
// pixels on screen): x from left to right, y from the top down. A renderer draws the
// grid, the boxes, then the lines, then the texts, and needs to know nothing more.
type Picture struct {
	W, H  float64
	Size  float64 // of the text
	Grid  []Line  // behind everything
	Boxes []Box
	Lines []Line
	Texts []Text
}

// Box is a filled rectangle.
type Box struct {
	X, Y, W, H float64
	Shade      Shade
}

// Line is a straight stroke.
type Line struct {
	X1, Y1, X2, Y2 float64
	Weight         float64
	Shade          Shade
}

// Text is one line of words; X, Y is the foot of its first, middle or last letter.
type Text struct {
	X, Y  float64
	Words string
	Align Align
}

// Align says which part of a text stands at its X.
type Align int

// Where a text stands.
const (
	Left Align = iota
	Middle
	Right
)

// Shade names a colour by what it is for, so that a dark screen can have its own.
type Shade int

// Shades; the first series has First, the next one First+1 and so on.
const (
	Grid Shade = iota
	Axis
	Words
	Paper
	First
)

// Hex returns the colour on white paper, such as #0B5FA5.
func (s Shade) Hex() string { return shades[s] }

var shades = [First + MaxSeries]string{
	Grid: "#D5DBE1", Axis: "#52606D", Words: "#17212B", Paper: "#FFFFFF",
	First: "#0B5FA5", First + 1: "#A0541A", First + 2: "#1B7A43", First + 3: "#6A4C93",
}

func (p *Picture) box(x, y, w, h float64, s Shade) {
	p.Boxes = append(p.Boxes, Box{x, y, w, h, s})
}

func (p *Picture) line(x1, y1, x2, y2, weight float64, s Shade) {
	p.Lines = append(p.Lines, Line{x1, y1, x2, y2, weight, s})
}

func (p *Picture) text(x, y float64, words string, a Align) {
	p.Texts = append(p.Texts, Text{x, y, words, a})
}

// bar draws a bar in its series' own filling: full, or hatched on white.
func (p *Picture) bar(x, y, w, h float64, series int) {
	shade := First + Shade(series)
	if series == 0 {
		p.box(x, y, w, h, shade)
		return
	}
	p.box(x, y, w, h, Paper)
	p.hatch(x, y, w, h, series)
	for _, e := range [][4]float64{{x, y, x + w, y}, {x + w, y, x + w, y + h}, {x + w, y + h, x, y + h}, {x, y + h, x, y}} {
		p.line(e[0], e[1], e[2], e[3], p.Size/10, shade)
	}
}

// hatch fills a box with lines: the second series rises, the third lies flat, the
// fourth falls. The lines are cut at the box here, so no renderer has to clip.
func (p *Picture) hatch(x, y, w, h float64, series int) {
	step, weight, shade := p.Size*0.45, p.Size/12, First+Shade(series)
	if series == 2 {
		for at := step; at < h; at += step {
			p.line(x, y+at, x+w, y+at, weight, shade)
		}
		return
	}
	for at := step; at < w+h; at += step * 1.4 {
		// The line u+v = at inside the box, u from the left and v from the top.
		u1, u2 := max(0, at-h), min(w, at)
		if series == 1 {
			p.line(x+u1, y+at-u1, x+u2, y+at-u2, weight, shade)
		} else {
			p.line(x+w-u1, y+at-u1, x+w-u2, y+at-u2, weight, shade)
		}
	}
}
