package web

import (
	"strconv"

	"needsbook/app/paper"
)

func (w *writer) table(t paper.Table) {
	w.region(t.Caption, func() {
		w.printf("<table>\n<caption>%s</caption>\n", escape(t.Caption))
		w.rows(t, "thead", t.Head)
		w.rows(t, "tbody", t.Body)
		w.rows(t, "tfoot", t.Foot)
		w.WriteString("</table>\n")
	})
}

func (w *writer) rows(t paper.Table, part string, rows []paper.Row) {
	if len(rows) == 0 {
		return
	}
	w.printf("<%s>\n", part)
	for _, row := range rows {
		w.WriteString("<tr>")
		col := 0
		for _, c := range row {
			w.cell(c, part == "thead", t.Cols[col].Right)
			col += c.Span()
		}
		w.WriteString("</tr>\n")
	}
	w.printf("</%s>\n", part)
}

func (w *writer) cell(c paper.Cell, inHead, right bool) {
	tag, attrs := "td", ""
	switch {
	case inHead && c.Span() > 1:
		tag, attrs = "th", ` scope="colgroup"`
	case inHead:
		tag, attrs = "th", ` scope="col"`
	case c.Header:
		tag, attrs = "th", ` scope="row"`
	}
	if n := c.Span(); n > 1 {
		attrs += ` colspan="` + strconv.Itoa(n) + `"`
	}
	if right {
		attrs += ` class="right"`
	}
	w.printf("<%s%s>%s</%s>", tag, attrs, w.spans(c.Text), tag)
}
