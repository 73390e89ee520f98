package chart

import (
	"strings"
	"testing"
)

// ladder is a grid of two rows and two columns.
func ladder() Chart {
	return Chart{Kind: Cells, By: "Level", Marked: "L2", Labels: []string{"L3", "L2"}, Series: []Series{
		{Name: "Mainstream", Values: []Value{{N: 2, Words: "expected"}, {N: 1, Words: "possible"}}},
		{Name: "Special", Values: []Value{{N: 0, Words: "not usual"}, {Gap: true, Words: "not said"}}},
	}}
}

func TestCellsSayEverythingInWordsAndFrameTheMarkedRow(t *testing.T) {
	c := ladder()
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	p := c.Place(400, size, measure)
	var said []string
	for _, text := range p.Texts {
		said = append(said, text.Words)
		if text.X < 0 || text.X+measure(text.Words) > p.W || text.Y > p.H {
			t.Errorf("%q stands outside the picture", text.Words)
		}
	}
	for _, want := range []string{"Mainstream", "Special", "L3", "L2", "expected", "possible", "not usual", "not said"} {
		if !strings.Contains(strings.Join(said, "|"), want) {
			t.Errorf("no %q among %q", want, said)
		}
	}
	if len(p.Boxes) != 3 {
		t.Errorf("%d dots, not 3", len(p.Boxes))
	}
	frame := 4
	if len(p.Lines) != frame {
		t.Errorf("%d lines, not the %d of the frame", len(p.Lines), frame)
	}
	c.Marked = ""
	if p := c.Place(400, size, measure); len(p.Lines) != 0 {
		t.Error("a row is framed that nobody marked")
	}
}

func TestTooManyColumnsOfCellsAreRefused(t *testing.T) {
	c := ladder()
	for len(c.Series) <= MostCells {
		c.Series = append(c.Series, c.Series[0])
	}
	if c.Check() == nil {
		t.Error("a grid too wide for its words passes")
	}
}
