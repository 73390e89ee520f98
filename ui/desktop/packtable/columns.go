package packtable

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/intake"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// leftWidth is the width of the choices, in steps.
const leftWidth = 76

// notThere is the option that takes no column for a field.
const notThere = "-"

// columnsStep shows how the table was read at the left, and what came of it at the right.
func (s *Screen) columnsStep() (*fyne.Container, fyne.Focusable) {
	m := s.model
	words := m.desk.Terms()
	area, strand, level := words.Label("area"), words.Label("strand"), words.Label("level")
	names := map[string]string{intake.FieldArea: area, intake.FieldStrand: strand, intake.FieldLevel: level, intake.FieldStatement: "Statement"}
	form := parts.NewForm().LabelsAbove()
	shape := parts.NewChoice([]parts.Option{
		{Value: intake.ShapeList, Words: "A row for each statement"},
		{Value: intake.ShapeAcross, Words: "A column for each " + lower(level)},
		{Value: intake.ShapeDown, Words: "A row for each " + lower(level), Note: "a column for each " + lower(strand)},
	}, func(value string) {
		if value != m.shape() {
			s.again(intake.ContinuumOptions{Tables: m.options.Tables, Shape: value})
		}
	})
	shape.SetChosen(m.shape())
	form.Add("Laid out as", shape, "")
	if used := m.used(); len(used) == 1 {
		row := parts.NewNumberField(1, intake.MaxRows)
		row.SetValue(used[0].HeaderRow)
		row.OnValue = func(n int) {
			if n != used[0].HeaderRow {
				s.again(intake.ContinuumOptions{Tables: m.options.Tables, Shape: m.options.Shape, HeaderRow: n})
			}
		}
		form.Add("Headings in row", row, "")
	}
	options := []parts.Option{{Value: notThere, Words: "Not in the table"}, {Value: intake.FromTitle, Words: "The words over the table"}}
	for _, h := range m.headings() {
		options = append(options, parts.Option{Value: h, Words: h})
	}
	for _, field := range m.fields() {
		choice := parts.NewChoice(options, func(heading string) {
			if heading == notThere {
				heading = ""
			}
			if heading != m.columnOf(field) {
				s.again(m.withColumn(field, heading))
			}
		})
		choice.SetChosen(notThere)
		if at := m.columnOf(field); at != "" {
			choice.SetChosen(at)
		}
		form.Add(names[field], choice, "")
	}
	left := parts.Column(parts.Groups, form)
	if m.shape() != intake.ShapeList {
		what := words.Plural("level")
		if m.shape() == intake.ShapeDown {
			what = words.Plural("strand")
		}
		left.Add(s.checks(what, m.offeredAcross(), m.across, func(h string, taken bool) { s.again(m.withAcross(h, taken)) }))
	}
	if len(m.table.Sources) > 1 {
		left.Add(s.tableChecks())
	}
	right, grid := s.lists()
	return parts.Sides(parts.Wide(leftWidth, parts.Card("How the table was read", parts.Scrolled(parts.Margins(0, 0, parts.Between, parts.Tight, left)))), parts.Margins(parts.Pages, 0, 0, 0, right), nil), grid
}

// checks are ticks for headings.
func (s *Screen) checks(title string, headings []string, ticked func(string) bool, on func(string, bool)) fyne.CanvasObject {
	list := parts.Column(parts.Tight, parts.NewText(title+" are the columns", parts.QuietText))
	for _, h := range headings {
		list.Add(parts.NewCheck(h, ticked(h), func(taken bool) { on(h, taken) }))
	}
	return list
}

// tableChecks are ticks for the tables of the file.
func (s *Screen) tableChecks() fyne.CanvasObject {
	list := parts.Column(parts.Tight, parts.NewText("Tables to take", parts.QuietText))
	for _, t := range s.model.table.Sources {
		name := t.Title
		if name == "" {
			name = "Table " + strconv.Itoa(t.Number)
		}
		list.Add(parts.NewCheck(name+", "+wording.Count(t.Size, "row"), t.Used, func(taken bool) { s.again(s.model.withTable(t.Number, taken)) }))
	}
	return list
}

// Places of the lists at the right.
const (
	listStatements = iota
	listRefused
	listNotes
)

// lists are what came of the table: statements, refused rows and what to look at.
func (s *Screen) lists() (*fyne.Container, *parts.Grid) {
	m := s.model
	words := m.desk.Terms()
	stack := container.NewStack()
	var grid *parts.Grid
	show := func(list int) {
		m.list = list
		switch list {
		case listStatements:
			rows := m.table.Rows
			grid = parts.NewGrid([]parts.GridColumn{{Title: "Table", Number: true}, {Title: "Row", Number: true}, {Title: words.Label("area"), Strong: true, Width: 120}, {Title: words.Label("strand"), Width: 120}, {Title: words.Label("level"), Width: 130}, {Title: "Statement", Grows: true, Width: 200}},
				func() int { return len(rows) }, func(row, col int) string {
					r := rows[row]
					return []string{strconv.Itoa(r.Table), strconv.Itoa(r.Row), r.Area, r.Strand, m.label(r.Level), r.Text}[col]
				})
			grid.Empty = "No statement could be read. Choose the columns at the left."
		case listRefused:
			grid = s.problemGrid(m.problems())
			grid.Empty = "Every row was taken."
		default:
			grid = s.problemGrid(m.table.Warnings)
			grid.Empty = "There is nothing to look at."
		}
		stack.Objects = []fyne.CanvasObject{grid}
		stack.Refresh()
	}
	refused := wording.Count(len(m.problems()), "row") + " refused"
	if len(m.problems()) > 0 {
		refused = "! " + refused
	}
	strip := parts.Flow(parts.Between)
	for i, words := range []string{wording.Count(len(m.table.Rows), "statement"), refused, strconv.Itoa(len(m.table.Warnings)) + " to look at"} {
		strip.Add(parts.NewLink(words, func() { show(i) }))
	}
	show(m.list)
	return parts.Frame(parts.Margins(0, 0, 0, parts.Between, strip), stack, nil), grid
}

// problemGrid lists rows with what is wrong with them.
func (s *Screen) problemGrid(problems []intake.ContinuumProblem) *parts.Grid {
	return parts.NewGrid([]parts.GridColumn{{Title: "Table", Number: true}, {Title: "Row", Number: true}, {Title: "What it says"}, {Title: "Why", Grows: true}},
		func() int { return len(problems) }, func(row, col int) string {
			p := problems[row]
			at := strconv.Itoa(p.Row)
			if p.Row == 0 {
				at = "–"
			}
			return []string{strconv.Itoa(p.Table), at, p.Value, p.Reason}[col]
		})
}
