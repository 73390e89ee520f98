package summary

import (
	"slices"
	"strconv"
	"strings"
)

// routeWords names the rows of T07 with the levels that each route has.
func (b *builder) routeWords() []string {
	var out []string
	for _, row := range routeRows {
		var levels []string
		for i, route := range b.plan.routes {
			if route == row.Code {
				levels = append(levels, b.facts.Levels[i])
			}
		}
		words := row.Words + ": none"
		if len(levels) > 0 {
			words = row.Words + ": " + strings.Join(levels, ", ")
		}
		out = append(out, words)
	}
	return out
}

// sidePreview is a table beside the cross as people read it.
func (b *builder) sidePreview(t int, spec sideSpec) PreviewTable {
	table := PreviewTable{ID: spec.id, Title: spec.words, Rows: b.words(spec.rows), Cols: b.words(spec.cols)}
	switch spec.id {
	case "T09":
		copy(table.Rows, b.facts.ServiceNames)
	case "T12":
		for i, level := range b.facts.Levels {
			table.Rows[firstSignalRow+i] = level + " against what the needs would lead to expect"
		}
	}
	for r := range spec.rows {
		var cells []Cell
		for c := range spec.cols {
			cells = append(cells, b.sideCell(b.sides.at(spec.id, r, c)))
		}
		table.Cells = append(table.Cells, cells)
	}
	return table
}

func (b *builder) sideCell(fig *sideFigure) Cell {
	spec := b.sides.specs[fig.table]
	c := Cell{Exact: fig.inUnits()}
	if n := len(b.facts.Members); spec.id == "T14" && n > 0 {
		c.Exact = 100 - 100*len(fig.parts)/n
	}
	words := bandWords(spec.id, fig.row, fig.col, fig.shown)
	switch {
	case fig.shown == NotApplicable:
		c.Shown, c.Why = "–", "Nothing stands here."
	case fig.shown == HeldBack:
		c.Shown, c.Why = "held back", b.whyHeldBack(spec.id, fig)
	case fig.shown == Low && fig.measure.kind == summed:
		c.Shown, c.Why = "low", "It rounds to nothing."
	case fig.shown == Low:
		c.Shown, c.Why = "low", "Nought to four is always shown as low."
	case words != "":
		c.Shown, c.Why = words, "Shown as a band."
	default:
		c.Shown = strconv.Itoa(fig.shown)
		if fig.shown != c.Exact {
			c.Why = "Shown to the nearest " + strconv.Itoa(fig.measure.unit.step) + "."
		}
	}
	if fig.shown >= 0 || fig.shown == Low {
		if fig.memory != nil && spec.id != "T14" && fig.parts != nil && fig.today() != fig.shown {
			c.Why = "It changes only when at least five pupils have moved in or out of it."
		}
	}
	if b.memory.Last != nil {
		before, ok := b.memory.Last.Values[fig.id]
		c.Changed = !ok || before != fig.shown
	}
	return c
}

// inUnits is the exact figure in the unit that is shown: whole hours, whole pounds.
func (fig *sideFigure) inUnits() int {
	if fig.measure.kind == summed {
		per := fig.measure.per / int64(fig.measure.unit.step)
		return int((fig.exact + per/2) / per)
	}
	return int(fig.exact)
}

func (b *builder) whyHeldBack(table string, fig *sideFigure) string {
	switch {
	case fig.hidden:
		return "With the other figures it could show a smaller number, so it is held back until the next school year."
	case table == "T08" && fig.col != colPupils && slices.Contains(b.foldedNow(), families[fig.row].Code):
		return "Too few pupils, or one with far more than the others, so it is counted under Other for this school year."
	case table == "T11":
		return "Results are shown from ten pupils, and not where each of them is low."
	case table == "T12":
		return "Shown once ten cases have been moderated."
	case table == "T13":
		return "With so few pupils it would be near the cost of one."
	case table == "T14":
		return "The count that it rests on is not shown."
	}
	return "Shown only for five pupils or more, and when none of them has far more than the others."
}

func (b *builder) foldedNow() []string {
	if b.next.Folds == nil {
		return nil
	}
	return b.next.Folds.Folded
}
