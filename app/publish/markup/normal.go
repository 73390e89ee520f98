package markup

import (
	"unicode"

	"github.com/yuin/goldmark/util"
)

// cell is one character in its style.
type cell struct {
	r    rune
	bold bool
	href string
	mark int // 1 and up for the characters of a mark, 0 elsewhere
}

// Normal returns runs as they can be written: single spaces and none at the ends, a
// mark in one style, and bold and links that neither begin nor end with a space. Bold
// that would begin or end between a letter and a sign, such as wo**(rd)**, is moved by
// the sign, because Markdown does not read it there.
func Normal(runs []Run) []Run {
	cells := cellsOf(runs)
	segments(cells, func(a, b cell) bool { return a.href == b.href }, func(at []cell, _, _ *cell) {
		trim(at, func(c *cell) { c.href = "" })
	})
	segments(cells, func(a, b cell) bool { return a.href == b.href && a.bold == b.bold }, func(at []cell, before, after *cell) {
		if at[0].bold {
			settle(at, before, after)
		}
	})
	return runsOf(cells)
}

func cellsOf(runs []Run) []cell {
	var cells []cell
	for _, run := range runs {
		for _, r := range run.Text {
			if unicode.IsSpace(r) {
				r = ' '
				if len(cells) == 0 || cells[len(cells)-1].r == ' ' {
					continue
				}
			}
			cells = append(cells, cell{r: r, bold: run.Bold, href: run.Href})
		}
	}
	if n := len(cells); n > 0 && cells[n-1].r == ' ' {
		cells = cells[:n-1]
	}
	words := make([]rune, len(cells))
	for i, c := range cells {
		words[i] = c.r
	}
	for number, at := range marksIn(words) {
		for i := at[0]; i < at[1]; i++ {
			cells[i].mark, cells[i].bold, cells[i].href = number+1, cells[at[0]].bold, cells[at[0]].href
		}
	}
	return cells
}

// marksIn returns where marks stand, counted in characters.
func marksIn(words []rune) (at [][2]int) {
	text := string(words)
	done, count := 0, 0
	for _, m := range Mark.FindAllStringIndex(text, -1) {
		count += len([]rune(text[done:m[0]]))
		length := len([]rune(text[m[0]:m[1]]))
		at = append(at, [2]int{count, count + length})
		count, done = count+length, m[1]
	}
	return at
}

// segments calls do for each stretch of cells that belong together, with the cells
// beside it.
func segments(cells []cell, same func(a, b cell) bool, do func(at []cell, before, after *cell)) {
	for from := 0; from < len(cells); {
		to := from + 1
		for to < len(cells) && same(cells[to-1], cells[to]) {
			to++
		}
		var before, after *cell
		if from > 0 {
			before = &cells[from-1]
		}
		if to < len(cells) {
			after = &cells[to]
		}
		do(cells[from:to], before, after)
		from = to
	}
}

func trim(at []cell, drop func(*cell)) {
	for i := 0; i < len(at) && at[i].r == ' '; i++ {
		drop(&at[i])
	}
	for i := len(at) - 1; i >= 0 && at[i].r == ' '; i-- {
		drop(&at[i])
	}
}

// settle takes the bold from characters at the ends where Markdown cannot begin or
// end it. The signs of a link part it from its neighbours.
func settle(at []cell, before, after *cell) {
	lo, hi := 0, len(at)
	href := at[0].href
	for lo < hi && blocked(at[lo], at, lo-1, before, href) {
		for mark := at[lo].mark; ; {
			at[lo].bold = false
			lo++
			if mark == 0 || lo == hi || at[lo].mark != mark {
				break
			}
		}
	}
	for lo < hi && blocked(at[hi-1], at, hi, after, href) {
		for mark := at[hi-1].mark; ; {
			hi--
			at[hi].bold = false
			if mark == 0 || lo == hi || at[hi-1].mark != mark {
				break
			}
		}
	}
}

// blocked says whether bold cannot begin or end at c because of its neighbour, which
// is at[beside] or, past the end of at, outside.
func blocked(c cell, at []cell, beside int, outside *cell, href string) bool {
	if c.r == ' ' {
		return true
	}
	if !util.IsPunctRune(c.r) {
		return false
	}
	if beside >= 0 && beside < len(at) {
		outside = &at[beside]
	}
	if outside == nil || outside.href != href {
		return false
	}
	return outside.r != ' ' && !util.IsPunctRune(outside.r)
}

func runsOf(cells []cell) []Run {
	var runs []Run
	var words []rune
	for i, c := range cells {
		words = append(words, c.r)
		if i+1 == len(cells) || cells[i+1].bold != c.bold || cells[i+1].href != c.href {
			runs = append(runs, Run{Text: string(words), Bold: c.bold, Href: c.href})
			words = words[:0]
		}
	}
	return runs
}
