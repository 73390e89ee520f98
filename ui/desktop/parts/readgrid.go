package parts

import (
	"fmt"
	"strings"

	"needsbook/app/paper"
)

// grid reads a table: its headings head the columns, and the first cell of a row heads it.
func (r *reader) grid(g *Grid) {
	rows := g.Rows()
	if rows == 0 || len(g.Columns) == 0 {
		var titles []string
		for _, c := range g.Columns {
			if title := paper.Clean(c.Title); title != "" {
				titles = append(titles, title)
			}
		}
		r.prose("A table without rows: " + strings.Join(titles, ", ") + ".")
		r.prose(g.Empty)
		return
	}
	t := paper.Table{Caption: r.caption("Table")}
	var head paper.Row
	for col, c := range g.Columns {
		title := paper.Clean(c.Title)
		if title == "" {
			title = fmt.Sprintf("Column %d", col+1)
		}
		for _, s := range g.sorts {
			if s.Col == col {
				title += map[bool]string{true: ", sorted down", false: ", sorted up"}[s.Descending]
			}
		}
		head = append(head, paper.HeadCell(title))
		t.Cols = append(t.Cols, paper.Col{Right: c.Number})
	}
	t.Head = []paper.Row{head}
	for row := range rows {
		t.Body = append(t.Body, g.readRow(row))
	}
	if g.Totals != nil {
		var foot paper.Row
		for col := range g.Columns {
			foot = append(foot, paper.TextCell(paper.Clean(g.Totals(col))))
		}
		t.Foot = []paper.Row{foot}
	}
	r.put(t)
}

// readRow is one row; what a rule, a tick or a state marks with a sign is said in words
// or by the sign.
func (g *Grid) readRow(row int) paper.Row {
	if g.headsGroup(row) {
		words := ""
		for col := range g.Columns {
			if cell := paper.Clean(g.Cell(row, col)); cell != "" {
				words += " " + cell
			}
		}
		return paper.Row{{Text: paper.Text(paper.Clean(words)), ColSpan: len(g.Columns)}}
	}
	var out paper.Row
	for col := range g.Columns {
		words := paper.Clean(g.Cell(row, col))
		if g.Style != nil {
			if state := g.Style(row, col).State; state != NoState && words != "" {
				words = state.Shape() + " " + words
			}
		}
		if col > 0 {
			out = append(out, paper.TextCell(words))
			continue
		}
		if mark := g.mark(row); mark.Look != NoLook {
			words += " (" + mark.Look.Shape() + " " + mark.Words + ")"
		}
		if g.Ticks && g.ticked[row] {
			words += " (ticked)"
		}
		if words = paper.Clean(words); words == "" {
			out = append(out, paper.TextCell(""))
			continue
		}
		out = append(out, paper.HeadCell(words))
	}
	return out
}
