package pupils

import (
	"fmt"
	"slices"

	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// columnChooser is the dialog in which the columns of the view are ticked, put in
// order and sized.
type columnChooser struct {
	s      *Screen
	rows   []register.ViewColumn // those shown first, in their order
	gone   []register.ViewColumn // of fields that were removed: they stay in the view, should the field come back
	titles map[string]string
	own    map[string]bool
	grid   *parts.Grid
	said   *parts.Prose
	dialog *parts.Dialog
}

// widthStep is by how many pixels + and - size a column.
const widthStep = 20

// narrowestColumn is the least width that a column can be given here.
const narrowestColumn = 40

func (s *Screen) chooseColumns() {
	c := newColumnChooser(s)
	c.dialog.Show(s.n.Shell.Window().Canvas())
}

func newColumnChooser(s *Screen) *columnChooser {
	c := &columnChooser{s: s, titles: map[string]string{}, own: map[string]bool{}, said: parts.NewWideProse("Space ticks what the view shows.", parts.QuietText)}
	all := s.n.Desk.Columns()
	for _, column := range all {
		c.titles[column.ID], c.own[column.ID] = column.Title, column.Own
	}
	var ticked []int
	for _, column := range s.model.view.Columns {
		if c.titles[column.ID] == "" {
			c.gone = append(c.gone, column)
			continue
		}
		ticked = append(ticked, len(c.rows))
		c.rows = append(c.rows, column)
	}
	for _, column := range all {
		if !s.model.view.HasColumn(column.ID) {
			c.rows = append(c.rows, register.ViewColumn{ID: column.ID})
		}
	}
	g := parts.NewGrid([]parts.GridColumn{{Title: "Column", Strong: true, Grows: true}, {Title: "", Width: 130}, {Title: "Width", Width: 130}},
		func() int { return len(c.rows) }, c.cell)
	c.grid = g
	g.Ticks = true
	g.SetTicked(ticked)
	g.OnMoveRow, g.OnOpen, g.OnRune = c.move, func(int) { c.accept() }, c.size
	buttons := parts.Flow(parts.Between,
		parts.NewButton("Up", func() { c.move(g.Current(), -1) }).WithKey("Alt+Up"), parts.NewButton("Down", func() { c.move(g.Current(), 1) }).WithKey("Alt+Down"),
		parts.NewButton("Narrower", func() { c.size('-') }).WithKey("-"), parts.NewButton("Wider", func() { c.size('+') }).WithKey("+"),
		parts.NewButton("As its words", func() { c.size('0') }).WithKey("0"),
		parts.NewLink("The school's own fields", func() {
			c.dialog.Hide()
			s.n.Shell.Go(shell.To("fields"))
		}).When(s.n.Shell.Opens("fields")))
	c.dialog = &parts.Dialog{Title: "Columns", Accept: "Show these", Width: 150, Height: 150, Focus: g, OnAccept: c.take,
		Body: parts.Frame(parts.Margins(0, 0, 0, parts.Between, c.said), g, parts.Margins(0, parts.Between, 0, 0, buttons))}
	return c
}

func (c *columnChooser) cell(row, col int) string {
	column := c.rows[row]
	switch {
	case col == 0:
		return c.titles[column.ID]
	case col == 1 && c.own[column.ID]:
		return "the school's own"
	case col == 2 && column.Width > 0:
		return fmt.Sprintf("%d", column.Width)
	case col == 2:
		return "as its words"
	}
	return ""
}

// move puts a row above or below its neighbour, ticks and all.
func (c *columnChooser) move(row, by int) {
	to := row + by
	if row < 0 || to < 0 || to >= len(c.rows) {
		return
	}
	ticked := c.grid.Ticked()
	for i, at := range ticked {
		switch at {
		case row:
			ticked[i] = to
		case to:
			ticked[i] = row
		}
	}
	c.rows[row], c.rows[to] = c.rows[to], c.rows[row]
	c.grid.SetTicked(ticked)
	c.grid.SetCurrent(to)
}

// size sizes the current column by a key.
func (c *columnChooser) size(r rune) bool {
	row := c.grid.Current()
	if row < 0 {
		return false
	}
	width := &c.rows[row].Width
	if *width == 0 && (r == '+' || r == '=' || r == '-') {
		*width = c.s.widthNow(c.rows[row].ID)
	}
	switch r {
	case '+', '=':
		*width += widthStep
	case '-':
		*width = max(narrowestColumn, *width-widthStep)
	case '0':
		*width = 0
	default:
		return false
	}
	c.grid.Refresh()
	return true
}

// widthNow is how wide a column is drawn, or a usual width for one that is not shown.
func (s *Screen) widthNow(id string) int {
	if col := slices.IndexFunc(s.model.sheet.Columns, func(c register.Column) bool { return c.ID == id }); col >= 0 {
		return int(s.grid.DrawnWidth(col) + 0.5)
	}
	return 120
}

func (c *columnChooser) accept() {
	if c.take() {
		c.dialog.Hide()
	}
}

// take shows the ticked columns.
func (c *columnChooser) take() bool {
	var shown []register.ViewColumn
	for _, row := range c.grid.Ticked() {
		shown = append(shown, c.rows[row])
	}
	if len(shown) == 0 {
		c.said.SetText("! Tick at least one column.")
		return false
	}
	c.s.model.view.Columns = append(shown, c.gone...)
	c.s.model.changed()
	c.s.showView()
	return true
}
