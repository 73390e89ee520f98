package clusterview

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/cluster"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/summary"
	"needsbook/ui/desktop/wording"
)

// ownFigure is one figure of the school's own summary as the others read it.
type ownFigure struct{ table, row, col, shown string }

// ownFigures are the figures of the school's last summary that the hub has, and which
// one that is; "" where it has none.
func ownFigures(ctx context.Context, d *desk.Desk) ([]ownFigure, string, error) {
	items, err := d.Outbox(ctx)
	if err != nil {
		return nil, "", err
	}
	for _, item := range slices.Backward(items) {
		if item.State != exchange.Committed && item.State != exchange.Already {
			continue
		}
		payload, err := item.Envelope.Payload()
		if err != nil {
			continue
		}
		meta, err := exchange.ReadMeta(payload)
		if err != nil || meta.Kind != exchange.KindSummary && meta.Kind != exchange.KindWithdraw {
			continue // a key's successor, or a paper: it has no figures
		}
		if meta.Kind == exchange.KindWithdraw {
			return nil, "", nil // its figures have left every sum
		}
		doc, err := summary.ReadDocument(payload)
		if err != nil {
			return nil, "", err
		}
		return figuresOf(doc, d), fmt.Sprintf("number %d of the %s, figures as of %s", item.Rev, termWords(item.Series), doc.AsOf.Words()), nil
	}
	return nil, "", nil
}

// figuresOf writes the figures of a document in the words of its tables.
func figuresOf(doc summary.Document, d *desk.Desk) []ownFigure {
	names := names{d}
	var out []ownFigure
	for _, words := range summary.Plan(lines(doc, "T04", colLines), lines(doc, "T09", rowLines)) {
		i := slices.IndexFunc(doc.Tables, func(t summary.Table) bool { return t.ID == words.ID })
		if i < 0 {
			continue
		}
		t := doc.Tables[i]
		for r, row := range t.Rows {
			for c, col := range t.Cols {
				v := t.V[r*len(t.Cols)+c]
				if v == summary.NotApplicable {
					continue
				}
				out = append(out, ownFigure{wording.SummaryWords(d.Terms().Say, words.Title), names.line(words, words.Rows, row), names.line(words, words.Cols, col), shown(v, words.Band(r, c, v))})
			}
		}
	}
	return out
}

// lines counts the lines of a side of a table, so that the plan has as many.
func lines(doc summary.Document, table string, side func(summary.Table) []string) int {
	t, found := doc.Table(table)
	if !found {
		return 0
	}
	return len(side(t))
}

func rowLines(t summary.Table) []string { return t.Rows }

// colLines leaves the column of those without a level out.
func colLines(t summary.Table) []string {
	return slices.DeleteFunc(slices.Clone(t.Cols), func(code string) bool { return !isLevel(code) })
}

// isLevel reports whether a code is the place of a level, such as L3.
func isLevel(code string) bool {
	_, ok := placeIn(code, "L")
	return ok
}

// placeIn is the place that a code gives after a letter.
func placeIn(code, letter string) (int, bool) {
	rest, found := strings.CutPrefix(code, letter)
	n, err := strconv.Atoi(rest)
	return n, found && err == nil
}

// names puts the names of the school's own packs in the place of what a document codes.
type names struct{ d *desk.Desk }

// line names a line of a table.
func (n names) line(t summary.TableWords, side []summary.Line, code string) string {
	if at, ok := placeIn(code, "S"); ok && t.ID == "T09" {
		if list := n.d.Services().List; at < len(list) {
			return list[at].Name
		}
	}
	for _, l := range side {
		if l.Code == code {
			return wording.SummaryWords(n.d.Terms().Say, l.Words)
		}
	}
	return code
}

// Words that stand in the place of a figure.
const (
	lowWords  = "low"
	heldWords = "held back"
)

// shown is a value of a document as people read it.
func shown(v int, band string) string {
	switch {
	case v == summary.Low:
		return lowWords
	case v == summary.HeldBack:
		return heldWords
	case band != "":
		return band
	}
	return strconv.Itoa(v)
}

// ourRow is one line in which the cluster's page names this school.
type ourRow struct{ question, what, shown string }

// ourRows are the figures that the cluster's page shows under this school's name.
func (s standing) ourRows() []ourRow {
	name := ""
	for _, m := range s.bulletin.Members {
		if m.URN == s.urn {
			name = m.Name
		}
	}
	var out []ourRow
	for _, c := range s.board.Charts {
		for _, t := range c.Tables {
			for _, row := range t.Rows {
				if len(row) == 0 || name == "" || row[0].Text != name {
					continue
				}
				out = append(out, rowWords(c.Question, t, row)...)
			}
		}
	}
	return out
}

func rowWords(question string, t cluster.Table, row []cluster.Cell) []ourRow {
	var out []ourRow
	for i, cell := range row {
		if i > 0 && i < len(t.Columns) {
			out = append(out, ourRow{question, t.Columns[i].Words, cellWords(cell)})
		}
	}
	return out
}
