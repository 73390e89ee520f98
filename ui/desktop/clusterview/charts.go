package clusterview

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/cluster"
	"needsbook/ui/desktop/parts"
)

// chart shows the answer to one question: a sentence, then its pictures or one of its
// tables under it.
func (s *Screen) chart(c cluster.Chart) fyne.CanvasObject {
	head := parts.Column(parts.Between, parts.NewText(fmt.Sprintf("%d. %s", c.Number, c.Question), parts.SectionTitle), parts.NewProse(c.Sentence, parts.Strong),
		parts.NewProse(behind(c), parts.Quiet))
	for _, words := range c.Breaks {
		head.Add(parts.NewProse("◐ "+words, parts.TextStyle{Colour: parts.Soon.Colour()}))
	}
	body := container.NewStack()
	names := tabNames(c)
	if len(names) == 0 {
		return parts.Frame(head, notes(c), nil)
	}
	tabs := parts.NewTabs(func(tab int) {
		s.tab = tab
		body.Objects = []fyne.CanvasObject{s.chartPart(c, tab)}
		body.Refresh()
	})
	s.tab = min(s.tab, len(names)-1)
	tabs.Set(names, s.tab)
	s.inside = tabs
	body.Objects = []fyne.CanvasObject{s.chartPart(c, s.tab)}
	return parts.Capped(headShare, parts.Margins(0, 0, parts.Groups, parts.Between, head), parts.Frame(parts.Margins(0, 0, 0, parts.Between, tabs), body, nil))
}

// headShare is how much of the height what stands over a picture may take.
const headShare = 0.5

// tabNames are the ways to read a chart: its pictures together, then each table.
func tabNames(c cluster.Chart) []string {
	var names []string
	switch len(c.Pictures) {
	case 0:
	case 1:
		names = append(names, "Picture")
	default:
		names = append(names, "Pictures")
	}
	for _, t := range c.Tables {
		name := "Table"
		if len(c.Tables) > 1 {
			name = t.Caption
		}
		names = append(names, name)
	}
	return names
}

// chartPart is one of the ways to read a chart.
func (s *Screen) chartPart(c cluster.Chart, tab int) fyne.CanvasObject {
	if len(c.Pictures) > 0 {
		if tab == 0 {
			return pictures(c)
		}
		tab--
	}
	return table(c.Tables[tab])
}

// pictures are the pictures of a chart under each other, and what is to be known of them.
func pictures(c cluster.Chart) fyne.CanvasObject {
	column := parts.Column(parts.Pages)
	for _, p := range c.Pictures {
		note := p.Alt
		if note == c.Sentence { // it stands over the picture already
			note = ""
		}
		column.Add(parts.NewChart(p.Chart, p.Title, note))
	}
	column.Add(notes(c))
	return parts.Scrolled(parts.Margins(0, 0, parts.Groups, 0, column))
}

// notes are what is to be known of a chart.
func notes(c cluster.Chart) fyne.CanvasObject {
	column := parts.Column(parts.Tight)
	for _, words := range c.Notes {
		column.Add(parts.NewProse(words, parts.Quiet))
	}
	return column
}

// table is one table of a chart. Ctrl+C copies it for a spreadsheet.
func table(t cluster.Table) fyne.CanvasObject {
	columns := make([]parts.GridColumn, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = parts.GridColumn{Title: c.Words, Number: c.Number, Strong: i == 0}
	}
	cell := func(row, col int) cluster.Cell {
		if col >= len(t.Rows[row]) {
			return cluster.Cell{}
		}
		return t.Rows[row][col]
	}
	grid := parts.NewGrid(columns, func() int { return len(t.Rows) }, func(row, col int) string { return cellWords(cell(row, col)) })
	grid.Style = func(row, col int) parts.CellStyle { return cellStyle(cell(row, col)) }
	grid.Still, grid.Empty = 1, "There is no figure yet."
	return parts.Frame(parts.Margins(0, 0, 0, parts.Tight, parts.NewProse(t.Caption, parts.Small)), grid, nil)
}
