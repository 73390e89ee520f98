package chart

import (
	"math"
	"slices"
)

// Spot is a point of a Funnel in the unit square.
type Spot struct {
	X, Y  float64
	Label int
}

// Scatter is the marks of a Funnel in a unit square: points, curves and both scales,
// which start at zero.
type Scatter struct {
	Along, Up []Tick
	Spots     []Spot
	Curves    [][]Point // one for each curve
}

// Scatter places the marks of a Funnel. The chart must have passed Check.
func (c Chart) Scatter() Scatter {
	var x, y float64
	for i := range c.Labels {
		if a, b := c.Series[0].Values[i], c.Series[1].Values[i]; !a.Gap && !b.Gap {
			x, y = max(x, a.N), max(y, b.N)
		}
	}
	for _, curve := range c.Curves {
		for _, p := range curve.Points {
			x, y = max(x, p.X), max(y, p.Y)
		}
	}
	s := Scatter{Along: scale(x, true), Up: scale(y, true)}
	right, top := s.Along[len(s.Along)-1].N, s.Up[len(s.Up)-1].N
	for i := range c.Labels {
		if a, b := c.Series[0].Values[i], c.Series[1].Values[i]; !a.Gap && !b.Gap {
			s.Spots = append(s.Spots, Spot{a.N / right, b.N / top, i})
		}
	}
	for _, curve := range c.Curves {
		var at []Point
		for _, p := range curve.Points {
			at = append(at, Point{p.X / right, p.Y / top})
		}
		s.Curves = append(s.Curves, at)
	}
	return s
}

// strokes returns the names of the curves, each once: those of one name look alike.
func (c Chart) strokes() (names []string) {
	for _, curve := range c.Curves {
		if !slices.Contains(names, curve.Name) {
			names = append(names, curve.Name)
		}
	}
	return names
}

// placeFunnel lays points and curves out. The legend names the curves by their strokes.
func (c Chart) placeFunnel(width, size float64, measure Measure) Picture {
	l := layout{Chart: c, measure: measure, Picture: Picture{W: width, Size: size}}
	marks, s := c.Scatter(), size
	l.text(0, s, l.cut(c.Series[1].Name, width), Left)
	l.top = s * 1.6
	if len(c.Curves) > 0 {
		l.curveNames()
	}
	left := 0.0
	for _, t := range marks.Up {
		left = max(left, min(measure(number(t.N)), width*0.3)+s*0.6)
	}
	l.top += s * 0.6
	w, h := width-left-s, max(math.Min(width*0.45, s*24), s*10)
	foot := l.top + h
	for _, t := range marks.Up {
		y := foot - t.At*h
		l.Grid = append(l.Grid, Line{left, y, left + w, y, s / 18, Grid})
		l.text(left-s*0.6, y+s*0.35, l.cut(number(t.N), width*0.3), Right)
	}
	wide := 0.0
	for _, t := range marks.Along {
		wide = max(wide, measure(number(t.N))+s)
	}
	every := max(1, int(math.Ceil(wide/(w/float64(len(marks.Along))))))
	for i, t := range marks.Along {
		x := left + t.At*w
		l.line(x, foot, x, foot+s*0.3, s/14, Axis)
		if half := measure(number(t.N)) / 2; i%every == 0 && half < width/2 {
			l.text(min(x, width-half), foot+s*1.35, number(t.N), Middle)
		}
	}
	l.line(left, foot, left+w, foot, s/12, Axis)
	l.text(left, foot+s*2.7, l.cut(c.Series[0].Name, width-left), Left)
	strokes := c.strokes()
	for i, points := range marks.Curves {
		stroke := slices.Index(strokes, c.Curves[i].Name)
		for k := 1; k < len(points); k++ {
			a, b := points[k-1], points[k]
			l.dashed(left+a.X*w, foot-a.Y*h, left+b.X*w, foot-b.Y*h, stroke, k)
		}
	}
	l.spots(marks.Spots, left, foot, w, h)
	l.H = foot + s*3.1
	return l.Picture
}

// curveNames writes the names of the curves, each after a sample of its stroke.
func (l *layout) curveNames() {
	s, x := l.Size, 0.0
	for i, name := range l.strokes() {
		name = l.cut(name, l.W-s*3.2)
		width := s*3.2 + l.measure(name)
		if x > 0 && x+width > l.W {
			x, l.top = 0, l.top+s*1.5
		}
		l.tinted(x, l.top+s*0.6, x+s*2.6, l.top+s*0.6, i)
		l.text(x+s*3.1, l.top+s*0.95, name, Left)
		x += width + s*1.6
	}
	l.top += s * 1.6
}

// dashed draws piece k of a curve. Short pieces are left out in turn, since a dash
// shorter than its piece would make the curve full.
func (l *layout) dashed(x1, y1, x2, y2 float64, curve, k int) {
	if curve > 0 && k%(curve+2) == 0 {
		return
	}
	l.line(x1, y1, x2, y2, l.Size/9, Axis)
}

// tinted is the sample of a curve: as many pieces are left out as in the curve.
func (l *layout) tinted(x1, y, x2, _ float64, curve int) {
	const pieces = 12
	for k := range pieces {
		a, b := float64(k)/pieces, float64(k+1)/pieces
		l.dashed(x1+a*(x2-x1), y, x1+b*(x2-x1), y, curve, k+1)
	}
}

// spots draws the points: small open squares, and full ones with their names for those
// that are named. A name takes the first free place beside its point.
func (l *layout) spots(spots []Spot, left, foot, w, h float64) {
	s := l.Size
	var taken []Box
	for _, spot := range spots {
		x, y := left+spot.X*w, foot-spot.Y*h
		taken = append(taken, Box{X: x - s*0.3, Y: y - s*0.3, W: s * 0.6, H: s * 0.6})
	}
	for _, spot := range spots {
		x, y := left+spot.X*w, foot-spot.Y*h
		name := l.Labels[spot.Label]
		if !slices.Contains(l.Named, name) {
			l.openBox(x-s*0.25, y-s*0.25, s*0.5)
			continue
		}
		l.box(x-s*0.35, y-s*0.35, s*0.7, s*0.7, First)
		name = l.cut(name, l.W*0.4)
		wide := l.measure(name)
		place := Box{}
		for _, at := range [][2]float64{{x + s*0.6, y + s*0.35}, {x - s*0.6 - wide, y + s*0.35}, {x - wide/2, y - s*0.6}, {x - wide/2, y + s*1.3}} {
			place = Box{X: max(0, min(at[0], l.W-wide)), Y: at[1] - s*0.9, W: wide, H: s * 1.1}
			if !slices.ContainsFunc(taken, func(b Box) bool { return overlap(b, place) }) {
				break
			}
		}
		taken = append(taken, place)
		l.text(place.X, place.Y+s*0.9, name, Left)
	}
}

func overlap(a, b Box) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

// openBox draws a square that can be seen through the curves.
func (l *layout) openBox(x, y, side float64) {
	l.box(x, y, side, side, Paper)
	for _, e := range [][4]float64{{x, y, x + side, y}, {x + side, y, x + side, y + side}, {x + side, y + side, x, y + side}, {x, y + side, x, y}} {
		l.line(e[0], e[1], e[2], e[3], l.Size/9, First)
	}
}
