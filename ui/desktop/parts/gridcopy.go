package parts

import (
	"strconv"
	"strings"
)

// lines writes the ticked rows, or the current one, under their headings, with tabs
// between the cells: what a spreadsheet takes as cells.
func (g *Grid) lines() string {
	rows := g.Ticked()
	if len(rows) == 0 && g.Current() >= 0 {
		rows = []int{g.current}
	}
	var b strings.Builder
	line := func(cell func(col int) string) {
		for col := range g.Columns {
			if col > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(plainCell(strings.Join(strings.Fields(cell(col)), " ")))
		}
		b.WriteByte('\n')
	}
	line(func(col int) string { return g.Columns[col].Title })
	for _, row := range rows {
		line(func(col int) string { return g.Cell(row, col) })
	}
	return b.String()
}

// plainCell puts an apostrophe before words that a spreadsheet would run as a
// formula. A number with its sign stays a number.
func plainCell(words string) string {
	if words == "" || !strings.ContainsRune("=+-@", rune(words[0])) {
		return words
	}
	if _, err := strconv.ParseFloat(words, 64); err == nil {
		return words
	}
	return "'" + words
}
