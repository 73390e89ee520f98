package chart

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// inside reports whether every mark of a picture lies within it.
func inside(t *rapid.T, p Picture) {
	const slack = 1
	in := func(x, y float64) bool { return x >= -slack && y >= -slack && x <= p.W+slack && y <= p.H+slack }
	for _, b := range p.Boxes {
		if !in(b.X, b.Y) || !in(b.X+b.W, b.Y+b.H) {
			t.Fatalf("box %+v outside %v by %v", b, p.W, p.H)
		}
	}
	for _, l := range append(slices.Clone(p.Lines), p.Grid...) {
		if !in(l.X1, l.Y1) || !in(l.X2, l.Y2) {
			t.Fatalf("line %+v outside %v by %v", l, p.W, p.H)
		}
	}
	for _, text := range p.Texts {
		from := text.X - measure(text.Words)*float64(text.Align)/2
		if !in(from, text.Y) || !in(from+measure(text.Words), text.Y) {
			t.Fatalf("text %+v at %v, outside %v by %v", text, from, p.W, p.H)
		}
	}
}

func TestHeatHoldsAllOfItsMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Chart{Kind: Heat, By: "Area", Unit: "pupils"}
		c.Labels = rapid.SliceOfN(rapid.StringMatching(`[A-Za-z]{1,9}( [a-z]{1,20}){0,4}`), 1, 15).Draw(t, "labels")
		for range rapid.IntRange(1, MostHeat).Draw(t, "columns") {
			s := Series{Name: rapid.StringMatching(`[A-Z][a-z]{0,12}`).Draw(t, "name")}
			for range c.Labels {
				s.Values = append(s.Values, Value{N: float64(rapid.IntRange(0, 999).Draw(t, "n")), Gap: rapid.IntRange(0, 4).Draw(t, "gap") == 0})
			}
			c.Series = append(c.Series, s)
		}
		if err := c.Check(); err != nil {
			t.Fatal(err)
		}
		inside(t, c.Place(rapid.Float64Range(420, 700).Draw(t, "width"), size, measure))
	})
}

func TestHeatTellsByItsHatchingWithoutColour(t *testing.T) {
	c := Chart{Kind: Heat, By: "Area", Labels: []string{"a", "b", "c", "d", "e"}, Series: []Series{
		{Name: "n", Values: []Value{{N: 0}, {N: 10}, {N: 35}, {N: 60}, {N: 100}}}}}
	l := layout{Chart: c}
	for i, want := range []int{0, 1, 2, 3, 4} {
		if got := l.heatStep(c.Series[0].Values[i].N); got != want {
			t.Errorf("%v is hatched by step %d, not %d", c.Series[0].Values[i].N, got, want)
		}
	}
	marks := make([]int, heatSteps+1)
	for step := range marks {
		p := Picture{Size: size}
		p.ground(0, 0, 60, 30, step)
		marks[step] = len(p.Lines)
	}
	if !slices.IsSorted(marks) || len(slices.Compact(slices.Clone(marks))) != len(marks) {
		t.Errorf("the steps have %v lines: each must have more than the one before", marks)
	}
}

// cloud is a funnel of four schools around one third.
func cloud() Chart {
	var curve []Point
	for n := 20.0; n <= 200; n += 10 {
		curve = append(curve, Point{n, min(100, 33+196*math.Sqrt(0.22/n))})
	}
	return Chart{Kind: Funnel, By: "School", Labels: []string{"Hilltop", "Riverside", "Orchard Lane", "Holly Bank"},
		Series: []Series{Counts("Pupils with SEN", 40, 80, 120, 160), Counts("Per cent at the two highest levels", 30, 35, 60, 20)},
		Curves: []Curve{{"All together", []Point{{20, 33}, {200, 33}}}, {"Outer limit", curve}}, Named: []string{"Orchard Lane"}}
}

func TestFunnelHoldsAllOfItsMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := cloud()
		for i := range c.Labels {
			c.Series[0].Values[i].N = float64(rapid.IntRange(0, 900).Draw(t, "x"))
			c.Series[1].Values[i].N = float64(rapid.IntRange(0, 100).Draw(t, "y"))
			c.Series[1].Values[i].Gap = rapid.IntRange(0, 5).Draw(t, "gap") == 0
		}
		c.Named = c.Labels[:rapid.IntRange(0, 4).Draw(t, "named")]
		inside(t, c.Place(rapid.Float64Range(250, 700).Draw(t, "width"), size, measure))
	})
}

func TestFunnelNamesOnlyWhoIsToBeNamed(t *testing.T) {
	var said []string
	for _, text := range cloud().Place(400, size, measure).Texts {
		said = append(said, text.Words)
	}
	all := strings.Join(said, "|")
	if !strings.Contains(all, "Orchard Lane") || strings.Contains(all, "Hilltop") {
		t.Errorf("the picture names %s", all)
	}
}

func TestFunnelIsRefusedWhereItCannotBeDrawnTruthfully(t *testing.T) {
	for name, spoil := range map[string]func(*Chart){
		"one series":       func(c *Chart) { c.Series = c.Series[:1] },
		"a short curve":    func(c *Chart) { c.Curves[0].Points = c.Curves[0].Points[:1] },
		"a nameless curve": func(c *Chart) { c.Curves[0].Name = " " },
		"below zero":       func(c *Chart) { c.Curves[0].Points[0].Y = -1 },
		"curves of bars":   func(c *Chart) { c.Kind = Bars },
		"five strokes": func(c *Chart) {
			for _, name := range []string{"a", "b", "c"} {
				c.Curves = append(c.Curves, Curve{name, c.Curves[0].Points})
			}
		},
		"a break": func(c *Chart) { c.Breaks = []int{1} },
	} {
		c := cloud()
		spoil(&c)
		if c.Check() == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestNoLineCrossesABreak(t *testing.T) {
	c := Chart{Kind: Lines, By: "Term", Labels: []string{"autumn", "spring", "summer"}, Series: []Series{Counts("Pupils", 10, 10, 10)}}
	crossing := func() (n int) {
		p := c.Place(400, size, measure)
		for _, line := range p.Lines {
			if line.Shade == First && line.Y1 == line.Y2 {
				n++
			}
		}
		return n
	}
	if crossing() != 2 {
		t.Fatalf("%d pieces of line join three terms", crossing())
	}
	c.Breaks = []int{1}
	if crossing() != 1 {
		t.Errorf("%d pieces of line, with a break before the second term", crossing())
	}
	c.Breaks = []int{3}
	if c.Check() == nil {
		t.Error("a break after the end is taken")
	}
}

func TestSVGOfEveryKindSaysHowItIsMade(t *testing.T) {
	for want, c := range map[string]Chart{
		"Points by School for 4: Pupils with SEN, Per cent at the two highest levels.": cloud(),
		"A grid of words by Level for 2: Mainstream, Special.":                         ladder(),
		"A grid of figures by Area for 1: n &lt; 5.":                                   {Kind: Heat, By: "Area", Labels: []string{"a"}, Series: []Series{Counts("n < 5", 1)}},
	} {
		if svg := c.SVG("alt"); !strings.Contains(svg, "<desc>"+want+"</desc>") || !strings.Contains(svg, `aria-label="alt"`) {
			t.Errorf("no %q in %.300s", want, svg)
		}
	}
}
