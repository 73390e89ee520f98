package summary

import (
	"strconv"
	"strings"
)

// Preview is the summary as people read it before they approve it.
type Preview struct {
	Tables []PreviewTable
	// Repeated says that fewer than five pupils have changed since the last
	// summary, so that all figures stay as they were.
	Repeated bool
	// BandsOnly says that the school has too few pupils with SEN for full tables.
	BandsOnly bool
}

// PreviewTable is one table with its words.
type PreviewTable struct {
	ID, Title  string
	Rows, Cols []string
	Cells      [][]Cell // by row, then column
}

// Cell is one figure: what leaves the school, and beside it what the school knows.
type Cell struct {
	Shown   string // low, held back, 15, or – where it does not apply
	Exact   int    // never leaves the school
	Why     string // why Shown is not Exact, in a sentence; "" where it is clear
	Changed bool   // differs from the summary sent before
}

func (b *builder) preview() Preview {
	out := Preview{Repeated: b.audit.Repeated, BandsOnly: b.scope == scopeBands}
	for t, spec := range b.plan.tables {
		if b.scope == scopeBands && spec.id != "T00" {
			continue
		}
		table := PreviewTable{ID: spec.id, Title: spec.words, Rows: b.words(spec.rows.lines), Cols: b.words(spec.cols.lines)}
		if spec.id == "T07" {
			table.Rows = b.routeWords()
		}
		for r := range spec.rows.lines {
			var cells []Cell
			for c := range spec.cols.lines {
				cells = append(cells, b.cell(b.plan.at(t, r, c)))
			}
			table.Cells = append(table.Cells, cells)
		}
		out.Tables = append(out.Tables, table)
	}
	for t, spec := range b.sides.specs {
		if b.sideInScope(spec.id) {
			out.Tables = append(out.Tables, b.sidePreview(t, spec))
		}
	}
	return out
}

// words names the lines of a table; levels by the pack's own ids.
func (b *builder) words(lines []coded) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = l.Words
		if rank, ok := strings.CutPrefix(l.Code, "L"); ok {
			if n, err := strconv.Atoi(rank); err == nil && n < len(b.facts.Levels) {
				out[i] = b.facts.Levels[n]
			}
		}
	}
	return out
}

func (b *builder) cell(i int) Cell {
	fig := b.plan.figures[i]
	c := Cell{Exact: len(b.sets[i])}
	if fig.roll {
		c.Exact = b.facts.Roll
	}
	shown := b.shown[i]
	switch {
	case shown == NotApplicable:
		c.Shown, c.Why = "–", "This kind of school has no such pupils."
	case shown == HeldBack:
		c.Shown, c.Why = "held back", "With the other figures it could show a smaller number, so it is held back until the next school year."
	case shown == Low:
		c.Shown, c.Why = "low", "Nought to four is always shown as low."
	default:
		c.Shown = strconv.Itoa(shown)
		if shown != c.Exact {
			c.Why = "Shown to the nearest five."
		}
	}
	if fig.roll {
		c.Why = "Shown to the nearest fifty."
	} else if (shown == Low || shown > 0) && Round(c.Exact) != shown {
		c.Why = "It changes only when at least five pupils have moved in or out of it."
	}
	if b.memory.Last != nil {
		before, ok := b.memory.Last.Values[fig.id]
		c.Changed = !ok || before != shown
	}
	return c
}
