package pupils

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
)

// reload reads the views again, and shows the open one with what was changed in it.
func (m *model) reload() {
	views, err := m.desk.Views(context.Background())
	if err != nil {
		m.problem = desk.Words(err)
	}
	m.saved = append([]register.View{m.standard()}, views...)
	if m.at() < 0 {
		m.memory.open = ""
	}
	m.memory.forget(m.saved)
	m.view = m.before()
	if draft, ok := m.memory.drafts[m.memory.open]; ok {
		draft.Name, draft.Place = m.view.Name, m.view.Place
		m.view = draft
	}
	m.find()
}

// standard is the view that every register has. A school without SEN pupils yet sees
// everyone in it.
func (m *model) standard() register.View {
	v := m.desk.StandardView()
	if m.desk.Counts().SEN == 0 {
		v.Name, v.Query = "Everyone on roll", ""
	}
	return v
}

// at is the place of the open view among the tabs, -1 when it is no more.
func (m *model) at() int {
	return slices.IndexFunc(m.saved, func(v register.View) bool { return v.ID == m.memory.open })
}

// before is the open view as it was saved.
func (m *model) before() register.View { return copied(m.saved[max(0, m.at())]) }

// copied is a view whose lists can be changed.
func copied(v register.View) register.View {
	v.Columns, v.Sorts, v.Marks = slices.Clone(v.Columns), slices.Clone(v.Sorts), slices.Clone(v.Marks)
	return v
}

// isChanged reports whether the open view differs from what was saved.
func (m *model) isChanged() bool {
	a, b := m.view, m.before()
	same := func(a, b register.ViewColumn) bool { return a.ID == b.ID && a.Width == b.Width }
	return strings.Join(strings.Fields(a.Query), " ") != b.Query || a.Preview != b.Preview ||
		!slices.EqualFunc(a.Columns, b.Columns, same) || !slices.Equal(a.Sorts, b.Sorts) || !slices.Equal(a.Marks, b.Marks)
}

// tabs are the names of the views. A name was written by a person and may be a
// pupil's.
func (m *model) tabs() []string {
	names := make([]string, len(m.saved))
	for i, v := range m.saved {
		names[i] = v.Name
		if m.hidden() && v.ID != "" {
			names[i] = fmt.Sprintf("View %d", i+1)
		}
	}
	return names
}

// open shows another view, as it was left.
func (m *model) open(tab int) {
	if tab >= 0 && tab < len(m.saved) {
		m.memory.open, m.memory.dirty = m.saved[tab].ID, true
		m.reload()
	}
}

// goBack shows the open view as it was saved.
func (m *model) goBack() {
	m.view = m.before()
	m.changed()
}

// keepAs saves the open view as a new one and opens it; the one it was made from is
// as it was saved again.
func (m *model) keepAs(name string) error {
	v := copied(m.view)
	v.ID, v.Name = "", name
	id, err := m.desk.SaveView(context.Background(), v)
	if err != nil {
		return err
	}
	m.memory.keep(m.view, false)
	m.memory.open = id
	m.reload()
	return nil
}

// keepChanges saves the open view as it is now.
func (m *model) keepChanges() error {
	v := copied(m.view)
	v.Query = strings.Join(strings.Fields(v.Query), " ")
	if _, err := m.desk.SaveView(context.Background(), v); err != nil {
		return err
	}
	m.memory.keep(m.view, false)
	m.reload()
	return nil
}

// rename gives the open view another name and leaves the rest of it as it was saved.
func (m *model) rename(name string) error {
	v := m.before()
	v.Name = name
	if _, err := m.desk.SaveView(context.Background(), v); err != nil {
		return err
	}
	m.reload()
	return nil
}

// remove takes the open view away.
func (m *model) remove() error {
	if err := m.desk.RemoveView(context.Background(), m.view.ID); err != nil {
		return err
	}
	m.reload()
	return nil
}

// gridColumns are the columns of the sheet as the grid draws them. While no column
// has a width of its own, the ones with many words take the room that is left.
func (m *model) gridColumns() []parts.GridColumn {
	sized := slices.ContainsFunc(m.view.Columns, func(c register.ViewColumn) bool { return c.Width > 0 })
	wide := slices.ContainsFunc(m.sheet.Columns, func(c register.Column) bool { return c.Wide })
	columns := make([]parts.GridColumn, len(m.sheet.Columns))
	for i, c := range m.sheet.Columns {
		at := m.viewColumn(c.ID)
		width := 0
		if at >= 0 {
			width = m.view.Columns[at].Width
		}
		columns[i] = parts.GridColumn{Title: c.Title, Number: c.Number, Strong: i == 0, Sorts: true, Width: float32(width),
			Grows: !sized && (c.Wide || i == 0 && !wide), Filters: c.Term != "", Filtered: term(m.view.Query, c.Term) != ""}
	}
	return columns
}

// viewColumn is the place of a column in the view, which may hold more than the sheet
// shows, as while names are hidden.
func (m *model) viewColumn(id string) int {
	return slices.IndexFunc(m.view.Columns, func(c register.ViewColumn) bool { return c.ID == id })
}

// setWidth gives a column of the sheet a width.
func (m *model) setWidth(col int, width float32) {
	if at := m.viewColumn(m.sheet.Columns[col].ID); at >= 0 {
		m.view.Columns[at].Width = int(width + 0.5)
		m.memory.keep(m.view, m.isChanged())
	}
}

// move puts a column of the sheet in another's place.
func (m *model) move(from, to int) {
	a, b := m.viewColumn(m.sheet.Columns[from].ID), m.viewColumn(m.sheet.Columns[to].ID)
	if a < 0 || b < 0 {
		return
	}
	moved := m.view.Columns[a]
	m.view.Columns = slices.Insert(slices.Delete(slices.Clone(m.view.Columns), a, a+1), b, moved)
	m.changed()
}

// gridSorts are the sorts of the view by the columns of the sheet. Without any the
// rows stand in the order of names.
func (m *model) gridSorts() []parts.GridSort {
	var sorts []parts.GridSort
	for _, s := range m.view.Sorts {
		if col := slices.IndexFunc(m.sheet.Columns, func(c register.Column) bool { return c.ID == s.ID }); col >= 0 {
			sorts = append(sorts, parts.GridSort{Col: col, Descending: s.Descending})
		}
	}
	if len(m.view.Sorts) == 0 && m.sheet.Columns[0].ID == register.ColumnName {
		sorts = []parts.GridSort{{Col: 0}}
	}
	return sorts
}

// sort orders the rows by columns of the sheet.
func (m *model) sort(sorts []parts.GridSort) {
	m.view.Sorts = nil
	for _, s := range sorts {
		m.view.Sorts = append(m.view.Sorts, register.ViewSort{ID: m.sheet.Columns[s.Col].ID, Descending: s.Descending})
	}
	if len(m.view.Sorts) == 1 && m.view.Sorts[0] == (register.ViewSort{ID: register.ColumnName}) {
		m.view.Sorts = nil // the order of names is the order without a sort
	}
	m.changed()
}

// values are what the list of a heading offers, with what the search has of it ticked.
func (m *model) values(col int) []parts.GridValue {
	column := m.sheet.Columns[col]
	on := termValues(m.view.Query, column.Term)
	var out []parts.GridValue
	for _, v := range m.desk.Values(m.view, column.ID) {
		_, value, _ := strings.Cut(v.Term, ":")
		out = append(out, parts.GridValue{Value: v.Term, Words: v.Words, Count: v.Count, Ticked: slices.Contains(on, strings.ToLower(value))})
	}
	return out
}

// filtered is the search with the filter of a heading set.
func (m *model) filtered(col int, terms []string) string {
	return m.desk.Filtered(m.view.Query, m.sheet.Columns[col].ID, terms)
}
