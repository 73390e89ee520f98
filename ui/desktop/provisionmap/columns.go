package provisionmap

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// column is one column of the map.
type column struct {
	id     string // as the desk orders by it
	title  string
	number bool
	width  float32
	grows  bool
	field  desk.MapField // what its heading filters by, "" for none
	cell   func(m *model, r *desk.MapRow) string
	total  func(t desk.MapTotals) string              // in the headings of groups and at the foot; nil for none
	state  func(m *model, r *desk.MapRow) parts.State // nil for none
	quiet  func(m *model, r *desk.MapRow) bool        // nil for never
}

// allColumns are the columns in their order: first those that are in view beside the
// current row, which says the others too. The one that groups the map is left out.
var allColumns = []column{
	{id: desk.MapName, title: "Intervention", width: 180, grows: true, cell: (*model).name},
	{id: string(desk.MapByStaff), title: "Who gives it", width: 104, field: desk.MapByStaff, cell: (*model).who, quiet: func(m *model, r *desk.MapRow) bool { return r.StaffName == "" && r.Provider == "" }},
	{id: desk.MapMinutes, title: "Min/week", number: true, width: 88, cell: minutes, total: func(t desk.MapTotals) string { return t.Minutes.Round(0).String() }},
	{id: desk.MapPupils, title: "Pupils", number: true, width: 56, cell: pupils, total: func(t desk.MapTotals) string { return strconv.Itoa(t.Pupils) }, field: desk.MapByKind},
	{id: desk.MapPlanned, title: "Planned", number: true, width: 72, cell: planned, total: func(t desk.MapTotals) string { return t.Planned.WholePounds() }, state: func(_ *model, r *desk.MapRow) parts.State {
		if r.Cost.Whole.Missing {
			return parts.Soon
		}
		return parts.NoState
	}},
	{id: desk.MapToDate, title: "To date", number: true, width: 66, cell: amount(func(r *desk.MapRow) money.Amount { return r.Cost.Whole.ToDate }), total: func(t desk.MapTotals) string { return t.ToDate.WholePounds() }},
	{id: desk.MapForecast, title: "Forecast", number: true, width: 72, cell: amount(func(r *desk.MapRow) money.Amount { return r.Cost.Whole.Forecast() }), total: func(t desk.MapTotals) string { return t.Forecast.WholePounds() }},
	{id: desk.MapReview, title: "Review", cell: func(m *model, r *desk.MapRow) string { words, _ := m.due(r); return words },
		state: func(m *model, r *desk.MapRow) parts.State { _, state := m.due(r); return state }},
	{id: desk.MapOutcome, title: "Last outcome", width: 96, cell: func(_ *model, r *desk.MapRow) string { return desk.ResultsOf(r).Words() }},
	{id: desk.MapWhen, title: "When", width: 114, cell: func(_ *model, r *desk.MapRow) string { return desk.SlotWords(r.Slots) }},
	{id: string(desk.MapByArea), title: "Area", field: desk.MapByArea, cell: func(_ *model, r *desk.MapRow) string { return r.AreaName }},
	{id: string(desk.MapByWave), title: "Wave", field: desk.MapByWave, cell: func(_ *model, r *desk.MapRow) string { return r.WaveName }},
	{id: desk.MapDates, title: "From and to", field: desk.MapByStanding, cell: dates},
	{id: string(desk.MapByCheck), title: "To check", field: desk.MapByCheck, cell: (*model).toCheck, state: func(_ *model, r *desk.MapRow) parts.State {
		if len(r.Warnings) > 0 {
			return parts.Soon
		}
		return parts.NoState
	}},
}

// moneyColumns are left out for whoever may not see money.
var moneyColumns = []string{desk.MapPlanned, desk.MapToDate, desk.MapForecast}

// columnsBy are the columns that are shown of a map grouped by a field. The headings of
// the groups run on over who gives it; without that the first column has its room.
func columnsBy(group desk.MapField) []column {
	out := slices.Clone(allColumns)
	if group == desk.MapByStaff {
		out[0].width += out[1].width
	}
	return slices.DeleteFunc(out, func(c column) bool { return c.id == string(group) })
}

// gridColumns are the columns as the table wants them.
func (m *model) gridColumns() []parts.GridColumn {
	var out []parts.GridColumn
	for i, c := range m.columns {
		out = append(out, parts.GridColumn{Title: c.title, Number: c.number, Width: c.width, Grows: c.grows, Strong: i == 0, Sorts: true,
			Filters: c.field != "", Filtered: len(m.memory.Only[c.field]) > 0})
	}
	return out
}

// cell is what stands in a cell of the table.
func (m *model) cell(row, col int) string {
	c, l := m.columns[col], m.at(row)
	switch {
	case l.group == nil:
		return ""
	case l.row != nil:
		return c.cell(m, l.row)
	case col == 0:
		return m.heading(l.group)
	case c.total != nil:
		return c.total(l.group.Totals)
	}
	return ""
}

// heading is the first cell of the heading of a group.
func (m *model) heading(g *desk.MapGroup) string {
	sign := "– "
	if m.folded(g) {
		sign = "+ "
	}
	return sign + m.groupName(g) + " · " + strconv.Itoa(g.Totals.Interventions)
}

// groupName is the name of a group; while names are hidden, the kind of staff of a
// member of staff.
func (m *model) groupName(g *desk.MapGroup) string {
	if m.hidden() && m.memory.Group == desk.MapByStaff && g.ID != "" {
		return "A member of staff, " + inSentence(g.Rows[0].KindName)
	}
	return g.Name
}

// total is the foot of a column.
func (m *model) total(col int) string {
	c := m.columns[col]
	switch {
	case col == 0:
		return wording.Count(m.whole.Interventions, "intervention")
	case c.total != nil:
		return c.total(m.whole)
	}
	return ""
}

// style is how a cell stands out.
func (m *model) style(row, col int) parts.CellStyle {
	c, r := m.columns[col], m.at(row).row
	if r == nil {
		return parts.CellStyle{}
	}
	style := parts.CellStyle{Quiet: desk.HasEnded(r, m.desk.Today()) || r.Starts.After(m.desk.Today())}
	if c.quiet != nil && c.quiet(m, r) {
		style.Quiet = true
	}
	if c.state != nil {
		style.State = c.state(m, r)
	}
	return style
}

// pupils says how many are in an intervention, and in brackets how many wait for a place.
func pupils(_ *model, r *desk.MapRow) string {
	in, waiting := 0, 0
	for _, p := range r.Placed {
		if p.Waiting {
			waiting++
		} else {
			in++
		}
	}
	words := strconv.Itoa(in)
	if waiting > 0 {
		words += " (+" + strconv.Itoa(waiting) + ")"
	}
	return words
}

func minutes(_ *model, r *desk.MapRow) string {
	if r.Minutes == 0 {
		return ""
	}
	return fmt.Sprintf("%d × %s", r.Minutes, r.SessionsAWeek)
}

func planned(_ *model, r *desk.MapRow) string {
	if r.Cost.Whole.Missing && r.Cost.Whole.Planned.IsZero() {
		return "no rate"
	}
	return r.Cost.Whole.Planned.WholePounds()
}

func amount(of func(r *desk.MapRow) money.Amount) func(*model, *desk.MapRow) string {
	return func(_ *model, r *desk.MapRow) string { return of(r).WholePounds() }
}

// dates says from when to when it runs: "8 Sep 2026 – 18 Dec 2026".
func dates(_ *model, r *desk.MapRow) string { return span(r.Starts, r.Ends) }

// span writes two days, of which one or both may be open.
func span(from, until day.Date) string {
	switch {
	case from.IsZero() && until.IsZero():
		return "goes on"
	case until.IsZero():
		return "since " + from.Words()
	case from.IsZero():
		return "until " + until.Words()
	case from.Year() == until.Year():
		return strings.TrimSuffix(from.Words(), " "+strconv.Itoa(from.Year())) + " – " + until.Words()
	}
	return from.Words() + " – " + until.Words()
}

// toCheck is the first thing to check of a row and how many more there are.
func (m *model) toCheck(r *desk.MapRow) string {
	switch n := len(r.Warnings); {
	case n == 0:
		return ""
	case m.hidden(): // a warning may name who would be in two places
		return wording.Count(n, "thing")
	case n == 1:
		return r.Warnings[0]
	default:
		return fmt.Sprintf("%d things: %s", n, r.Warnings[0])
	}
}
