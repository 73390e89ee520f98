package chart

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

const size = 10.0

func measure(words string) float64 { return size * 0.55 * float64(utf8.RuneCountInString(words)) }

func random(t *rapid.T) Chart {
	c := Chart{Kind: Kind(rapid.IntRange(0, 2).Draw(t, "kind")), By: "Need", Unit: rapid.SampledFrom([]string{"", "pupils"}).Draw(t, "unit")}
	c.Labels = rapid.SliceOfN(rapid.StringMatching(`[A-Za-z]{1,9}( [a-z]{1,30}){0,4}`), 1, 25).Draw(t, "labels")
	top := rapid.SampledFrom([]float64{1, 7, 300, 1e6, 1e12}).Draw(t, "top")
	for range rapid.IntRange(1, MaxSeries).Draw(t, "series") {
		s := Series{Name: rapid.StringMatching(`[A-Z][a-z ]{0,60}[a-z]`).Draw(t, "name")}
		for range c.Labels {
			s.Values = append(s.Values, Value{N: rapid.Float64Range(0, top).Draw(t, "n"), Gap: rapid.IntRange(0, 4).Draw(t, "gap") == 0})
		}
		c.Series = append(c.Series, s)
	}
	return c
}

func TestPlotStaysInTheUnitSquareAndStartsAtZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := random(t)
		p := c.Plot()
		if p.Ticks[0] != (Tick{}) || math.Abs(p.Ticks[len(p.Ticks)-1].At-1) > 1e-9 {
			t.Fatalf("ticks %v", p.Ticks)
		}
		const most = 1 + 1e-9
		for _, b := range p.Bars {
			if b.X < 0 || b.Y < 0 || b.W <= 0 || b.H < 0 || b.X+b.W > most || b.Y+b.H > most {
				t.Fatalf("bar %+v", b)
			}
		}
		for _, d := range p.Dots {
			if d.X < 0 || d.X > most || d.Y < 0 || d.Y > most {
				t.Fatalf("dot %+v", d)
			}
		}
	})
}

func TestTicksAreRoundNumbers(t *testing.T) {
	for _, c := range []struct {
		largest float64
		whole   bool
		want    []float64
	}{
		{0, true, []float64{0, 1}}, {1, true, []float64{0, 1}}, {3, true, []float64{0, 1, 2, 3}}, {7, true, []float64{0, 2, 4, 6, 8}},
		{11, true, []float64{0, 5, 10, 15}}, {19, true, []float64{0, 5, 10, 15, 20}}, {100, true, []float64{0, 20, 40, 60, 80, 100}},
		{101, true, []float64{0, 25, 50, 75, 100, 125}}, {12, false, []float64{0, 2.5, 5, 7.5, 10, 12.5}}, {0.3, false, []float64{0, 0.1, 0.2, 0.3}},
		{6000, true, []float64{0, 2000, 4000, 6000}},
	} {
		var got []float64
		for _, tick := range scale(c.largest, c.whole) {
			got = append(got, math.Round(tick.N*1e6)/1e6)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("scale(%v, %v) = %v, want %v", c.largest, c.whole, got, c.want)
		}
	}
}

func TestAGapIsNeverDrawnAsZero(t *testing.T) {
	c := Chart{By: "Need", Labels: []string{"SLCN", "SEMH"}, Series: []Series{{Name: "Pupils", Values: []Value{{N: 7}, {Gap: true, Words: "held back"}}}}}
	if n := len(c.Plot().Bars); n != 1 {
		t.Errorf("%d bars, want 1", n)
	}
	said := false
	for _, text := range c.Place(300, size, measure).Texts {
		said = said || text.Words == "held back"
		if text.Words == "0" && len(c.Place(300, size, measure).Grid) == 0 {
			t.Error("a gap is written as 0")
		}
	}
	if !said {
		t.Error("the picture does not say that a figure is held back")
	}
}

func TestPictureHoldsAllOfItsMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := random(t)
		p := c.Place(rapid.Float64Range(250, 700).Draw(t, "width"), size, measure)
		const slack = 1
		inside := func(x, y float64) bool { return x >= -slack && y >= -slack && x <= p.W+slack && y <= p.H+slack }
		for _, b := range p.Boxes {
			if !inside(b.X, b.Y) || !inside(b.X+b.W, b.Y+b.H) {
				t.Fatalf("box %+v outside %v by %v", b, p.W, p.H)
			}
		}
		for _, l := range append(slices.Clone(p.Lines), p.Grid...) {
			if !inside(l.X1, l.Y1) || !inside(l.X2, l.Y2) {
				t.Fatalf("line %+v outside %v by %v", l, p.W, p.H)
			}
		}
		for _, text := range p.Texts {
			from := text.X - measure(text.Words)*float64(text.Align)/2
			if !inside(from, text.Y) || !inside(from+measure(text.Words), text.Y) {
				t.Fatalf("text %+v at %v, outside %v by %v", text, from, p.W, p.H)
			}
		}
	})
}

func TestHatchingStaysInItsBar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Picture{Size: size}
		w, h := rapid.Float64Range(0.1, 90).Draw(t, "w"), rapid.Float64Range(0.1, 90).Draw(t, "h")
		p.hatch(5, 7, w, h, rapid.IntRange(1, MaxSeries-1).Draw(t, "series"))
		for _, l := range p.Lines {
			for _, at := range [][2]float64{{l.X1, l.Y1}, {l.X2, l.Y2}} {
				if at[0] < 5-1e-6 || at[0] > 5+w+1e-6 || at[1] < 7-1e-6 || at[1] > 7+h+1e-6 {
					t.Fatalf("%v is outside %v by %v", at, w, h)
				}
			}
		}
	})
}

func TestSeriesDifferWithoutColour(t *testing.T) {
	seen := map[string]bool{}
	for s := range MaxSeries {
		p := Picture{Size: size}
		p.bar(0, 0, 40, 40, s)
		slope := ""
		for _, l := range p.Lines[:max(0, len(p.Lines)-4)] {
			slope += string(rune('a' + int(math.Copysign(1, l.X2-l.X1))))
			slope += string(rune('a' + int(math.Copysign(1, l.Y2-l.Y1))))
			if l.Y1 == l.Y2 {
				slope += "flat"
			}
		}
		if seen[slope] {
			t.Errorf("series %d is hatched like another", s+1)
		}
		seen[slope] = true
	}
}

// A chart of bars or lines names each of its series, and the lines differ by their dashes.
func TestLinesDifferWithoutColourAndEverySeriesIsNamed(t *testing.T) {
	seen := map[string]bool{}
	for s := range MaxSeries {
		l := layout{Picture: Picture{Size: size}}
		l.stroke(0, 0, 60, 0, s)
		dashes := ""
		for _, part := range l.Lines {
			dashes += fmt.Sprintf("%.1f to %.1f, ", part.X1, part.X2)
		}
		if seen[dashes] {
			t.Errorf("the line of series %d is drawn like another: %s", s+1, dashes)
		}
		seen[dashes] = true
	}
	for _, kind := range []Kind{Bars, Stacked, Lines} {
		c := Chart{Kind: kind, By: "Term", Labels: []string{"Autumn", "Spring"},
			Series: []Series{Counts("One", 1, 2), Counts("Two", 2, 1), Counts("Three", 3, 3), Counts("Four", 4, 9)}}
		p := c.Place(400, size, measure)
		for _, series := range c.Series {
			if !slices.ContainsFunc(p.Texts, func(words Text) bool { return words.Words == series.Name }) {
				t.Errorf("kind %d does not name the series %s", kind, series.Name)
			}
		}
	}
}

func TestSVGIsWellFormedAndNamed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := random(t)
		c.Labels[0] = `<b>"&'`
		svg := c.SVG(`More than 5 & "less" <than> 9`)
		dec, first := xml.NewDecoder(strings.NewReader(svg)), true
		for {
			tok, err := dec.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if e, ok := tok.(xml.StartElement); ok && first {
				first = false
				attrs := map[string]string{}
				for _, a := range e.Attr {
					attrs[a.Name.Local] = a.Value
				}
				if attrs["role"] != "img" || attrs["aria-label"] != `More than 5 & "less" <than> 9` {
					t.Fatalf("%v", attrs)
				}
			}
		}
		if svg != c.SVG(`More than 5 & "less" <than> 9`) {
			t.Fatal("two renderings differ")
		}
	})
}

func TestCheckRefusesWhatCannotBeDrawnTruthfully(t *testing.T) {
	good := Chart{By: "Need", Labels: []string{"a"}, Series: []Series{Counts("n", 1)}}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Chart){
		"no labels": func(c *Chart) { c.Labels = nil }, "no series": func(c *Chart) { c.Series = nil },
		"unknown kind": func(c *Chart) { c.Kind = 9 }, "no by": func(c *Chart) { c.By = "" },
		"too many":       func(c *Chart) { c.Series = []Series{c.Series[0], c.Series[0], c.Series[0], c.Series[0], c.Series[0]} },
		"too few values": func(c *Chart) { c.Labels = []string{"a", "b"} },
		"below zero":     func(c *Chart) { c.Series = []Series{{Name: "n", Values: []Value{{N: -1}}}} },
		"not a number":   func(c *Chart) { c.Series = []Series{{Name: "n", Values: []Value{{N: math.NaN()}}}} },
		"without an end": func(c *Chart) { c.Series = []Series{{Name: "n", Values: []Value{{N: math.Inf(1)}}}} },
		"no name":        func(c *Chart) { c.Series = []Series{Counts("", 1)} },
		"an empty label": func(c *Chart) { c.Labels = []string{" "} },
	} {
		c := good
		spoil(&c)
		if c.Check() == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestNumbersAreGroupedByThousands(t *testing.T) {
	for n, want := range map[float64]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 1234567: "1,234,567", 0.25: "0.25", 1234.5: "1,234.5"} {
		if got := number(n); got != want {
			t.Errorf("number(%v) = %s, want %s", n, got, want)
		}
	}
}
