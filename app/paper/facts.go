package paper

import (
	"fmt"
	"strings"
)

// Facts returns the table as blocks that need little width: its caption as a paragraph,
// then for each row a list of facts, named by the headings of the columns. The list is
// named by the heading of its row. Nothing is lost: a cell over several columns is one
// fact named by all of them; only empty cells are left out, unless they are to write in.
func (t Table) Facts() []Block {
	blocks := []Block{Sentence(Bold(t.Caption))}
	names := t.columnNames()
	for part, rows := range [][]Row{t.Body, t.Foot} {
		for i, row := range rows {
			kv := KeyValues{Boxes: t.Boxes && part == 0}
			col := 0
			for _, c := range row {
				switch {
				case c.Header && kv.Caption == "":
					kv.Caption = Plain(c.Text)
				case Plain(c.Text) != "" || kv.Boxes:
					kv.Pairs = append(kv.Pairs, Pair{Name: joinNames(names[col:min(col+c.Span(), len(names))]), Value: c.Text})
				}
				col += c.Span()
			}
			if kv.Caption == "" {
				kv.Caption = fmt.Sprintf("Row %d", i+1)
			}
			if len(kv.Pairs) == 0 { // a heading over the rows that follow
				blocks = append(blocks, Sentence(Bold(kv.Caption)))
				continue
			}
			blocks = append(blocks, kv)
		}
	}
	return blocks
}

// columnNames returns what heads each column, all rows of headings together.
func (t Table) columnNames() []string {
	parts := make([][]string, len(t.Cols))
	for _, row := range t.Head {
		col := 0
		for _, c := range row {
			for i := col; i < min(col+c.Span(), len(parts)); i++ {
				parts[i] = append(parts[i], Plain(c.Text))
			}
			col += c.Span()
		}
	}
	names := make([]string, len(parts))
	for i, p := range parts {
		if names[i] = joinNames(p); names[i] == "" {
			names[i] = fmt.Sprintf("Column %d", i+1)
		}
	}
	return names
}

// joinNames joins names that differ.
func joinNames(names []string) string {
	var list []string
	for i, n := range names {
		if n != "" && (i == 0 || n != names[i-1]) {
			list = append(list, n)
		}
	}
	return strings.Join(list, ", ")
}
