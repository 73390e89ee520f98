package cluster

import "needsbook/app/summary"

// planned is the tables of the plan by id, with the words of their lines and bands. Levels
// and services beyond those that a summary has are never asked for.
var planned = func() map[string]summary.TableWords {
	out := map[string]summary.TableWords{}
	for _, t := range summary.Plan(8, 40) {
		out[t.ID] = t
	}
	return out
}()

// rowsOf lists the rows of a table as lines of one column.
func rowsOf(table, col string) []line {
	var out []line
	for _, r := range planned[table].Rows {
		out = append(out, line{r.Words, FigureID{table, r.Code, col}})
	}
	return out
}

// colsOf lists the columns of a table as lines of one row.
func colsOf(table, row string) []line {
	var out []line
	for _, c := range planned[table].Cols {
		if c.Code != allOf {
			out = append(out, line{c.Words, FigureID{table, row, c.Code}})
		}
	}
	return out
}

// bandWords says what a value of a figure that comes in bands stands for.
func bandWords(f FigureID, v int) string {
	t := planned[f.Table]
	for r, row := range t.Rows {
		for c, col := range t.Cols {
			if row.Code == f.Row && col.Code == f.Col {
				return t.Band(r, c, v)
			}
		}
	}
	return ""
}

// Bands of the tables that have them, lowest first.
var (
	weekBands   = []int{1, 2, 3, 4}
	dayBands    = []int{1, 2, 3, 4}
	agreeBands  = []int{0, 40, 60, 80}
	shareBands  = []int{0, 20, 40, 60, 80}
	spentBands  = []int{0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200}
	choiceBands = []int{1, 2, 3}
)

// bandCell writes the band of the middle school, or of the school itself.
func (m *maker) bandCell(u unit, f FigureID, bands []int) Cell {
	v, schools, ok := u.middleBand(m.lens, f, bands)
	switch {
	case ok && schools == 1:
		return Cell{Text: bandWords(f, v)}
	case ok:
		return Cell{Text: bandWords(f, v), Sub: "middle of " + SchoolsWords(schools)}
	case u.own != nil && value(find(*u.own, f.Table), f.Row, f.Col) == summary.HeldBack:
		return Cell{Text: "held back", Kind: CellHeld}
	case schools > 0:
		return fewCell("too few schools")
	}
	return noCell
}
