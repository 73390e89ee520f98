package cluster

import (
	"fmt"
	"strconv"
)

// columns makes the heads of a table: the first heads rows, the others hold numbers.
func columns(first string, numbers ...string) []Column {
	out := []Column{{Words: first}}
	for _, n := range numbers {
		out = append(out, Column{Words: n, Number: true})
	}
	return out
}

func words(s string) Cell { return Cell{Text: s} }

// cell writes a figure. of is how many schools stand behind the table: a figure from
// fewer says so.
func cell(f Figure, of int) Cell {
	switch f.State {
	case NoFigure:
		return Cell{Text: "–", Kind: CellNone}
	case TooFewSchools:
		return Cell{Text: "too few schools", Kind: CellFew}
	case Held:
		return Cell{Text: "held back", Kind: CellHeld}
	case Low:
		return Cell{Text: "low", Kind: CellLow}
	}
	if f.Schools == 1 {
		return Cell{Text: f.Rounded()}
	}
	c := Cell{Text: f.Rounded(), Sub: fmt.Sprintf("%d to %d", f.Lo, f.Hi), Bounds: fmt.Sprintf("%d to %d", f.Least, f.Most)}
	if f.Vague {
		c.Text, c.Sub = fmt.Sprintf("%d to %d", f.Lo, f.Hi), "mostly low"
	}
	if f.Schools < of {
		c.Sub += ", from " + SchoolsWords(f.Schools)
	}
	return c
}

// inWords writes a figure inside a sentence: about 50 (42 to 58).
func inWords(f Figure) string {
	if f.Schools == 1 {
		return "about " + f.Rounded()
	}
	if f.Vague {
		return fmt.Sprintf("between %d and %d", f.Lo, f.Hi)
	}
	return fmt.Sprintf("about %s (%d to %d)", f.Rounded(), f.Lo, f.Hi)
}

// pounds writes an amount of money; every amount is in pounds.
func pounds(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return "£" + s
}

// sumCell writes an amount, with pounds or strconv.Itoa.
func sumCell(f Figure, write func(int) string, of int) Cell {
	if f.State != Shown {
		return cell(f, of)
	}
	if f.Schools == 1 {
		return Cell{Text: write(f.About)}
	}
	c := Cell{Text: write(f.About), Bounds: write(f.Least) + " to " + write(f.Most)}
	if f.Schools < of {
		c.Sub = "from " + SchoolsWords(f.Schools)
	}
	return c
}

func fewCell(why string) Cell { return Cell{Text: why, Kind: CellFew} }

var noCell = Cell{Text: "–", Kind: CellNone}
