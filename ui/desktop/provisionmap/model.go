package provisionmap

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is what the page shows, without the toolkit: the map as the person looks at
// it, its groups one under the other.
type model struct {
	desk   *desk.Desk
	hidden func() bool
	memory memory
	kept   string // the memory as the file has it

	sheet   *desk.MapSheet
	columns []column
	groups  []desk.MapGroup
	whole   desk.MapTotals
	lines   []line
}

// line is one row of the table: the heading of a group, or an intervention.
type line struct {
	group *desk.MapGroup
	row   *desk.MapRow // nil for a heading
}

func newModel(d *desk.Desk, hidden func() bool) (*model, error) {
	m := &model{desk: d, hidden: hidden, memory: remembered(d)}
	m.kept = m.memory.text()
	return m, m.load()
}

// load reads the map.
func (m *model) load() error {
	rows, err := m.desk.ProvisionMap(context.Background())
	if err != nil {
		return err
	}
	m.sheet = desk.NewMapSheet(rows, m.desk.Today())
	m.look()
	return nil
}

// look finds the rows that the view shows.
func (m *model) look() {
	m.columns = columnsBy(m.memory.Group)
	if !m.desk.May(access.SeeMoney) {
		m.columns = slices.DeleteFunc(m.columns, func(c column) bool { return slices.Contains(moneyColumns, c.id) })
	}
	m.groups, m.whole = m.sheet.Look(m.memory.view())
	m.lines = m.lines[:0]
	for i := range m.groups {
		g := &m.groups[i]
		m.lines = append(m.lines, line{group: g})
		if m.folded(g) {
			continue
		}
		for _, r := range g.Rows {
			m.lines = append(m.lines, line{g, r})
		}
	}
}

func (m *model) foldKey(g *desk.MapGroup) string { return string(m.memory.Group) + "/" + g.ID }

func (m *model) folded(g *desk.MapGroup) bool { return m.memory.Folded[m.foldKey(g)] }

// fold shows or hides the rows under a heading.
func (m *model) fold(g *desk.MapGroup) {
	key := m.foldKey(g)
	if m.memory.Folded[key] {
		delete(m.memory.Folded, key)
	} else {
		m.memory.Folded[key] = true
	}
	m.look()
}

// unfold opens the group that an intervention stands in.
func (m *model) unfold(id string) {
	for i := range m.groups {
		g := &m.groups[i]
		if m.folded(g) && slices.ContainsFunc(g.Rows, func(r *desk.MapRow) bool { return r.ID == id }) {
			m.fold(g)
			return
		}
	}
}

// at is what stands in a row of the table; the zero line for none.
func (m *model) at(row int) line {
	if row < 0 || row >= len(m.lines) {
		return line{}
	}
	return m.lines[row]
}

// rowOf is the row of the table of an intervention, or -1.
func (m *model) rowOf(id string) int {
	return slices.IndexFunc(m.lines, func(l line) bool { return l.row != nil && l.row.ID == id })
}

// firstRow is the first intervention of the table, or 0.
func (m *model) firstRow() int {
	return max(0, slices.IndexFunc(m.lines, func(l line) bool { return l.row != nil }))
}

// shown are the interventions that the filter shows, folded ones among them.
func (m *model) shown() []*desk.MapRow {
	var out []*desk.MapRow
	for _, g := range m.groups {
		out = append(out, g.Rows...)
	}
	return out
}

// isFiltered reports whether something is left out.
func (m *model) isFiltered() bool {
	return strings.TrimSpace(m.memory.Words) != "" || len(m.chips()) > 0
}

// isEmpty reports whether the school's map has no row at all.
func (m *model) isEmpty() bool { return m.sheet.Len() == 0 }

// name is what an intervention is called. While names are hidden only a name of the
// library is shown: a school's own may hold anybody's.
func (m *model) name(r *desk.MapRow) string {
	if !m.hidden() || m.fromLibrary(r) {
		return r.Name
	}
	switch n := len(r.Placed); {
	case n > 1:
		return "Group of " + wording.Count(n, "pupil")
	case n == 1:
		return "One-to-one"
	}
	return "Nobody in it yet"
}

func (m *model) fromLibrary(r *desk.MapRow) bool {
	e, found := m.desk.Library().Find(r.Library)
	return found && e.Name == r.Name
}

// pupil is a pupil of the map as a list says them.
func (m *model) pupil(p desk.MapPlace) string {
	e, err := m.desk.Entry(p.Pupil)
	if err != nil {
		return "A pupil"
	}
	return wording.ListName(e, m.hidden())
}

// who says who gives an intervention: the person, or the kind of staff while nobody is
// named or names are hidden, or who gives it elsewhere.
func (m *model) who(r *desk.MapRow) string {
	switch {
	case r.Provider != "" && m.hidden():
		return "a provider elsewhere"
	case r.Provider != "":
		return r.Provider
	case r.StaffName == "" || m.hidden():
		return r.KindName
	}
	return r.StaffName
}

// sentence says what is here and how it stands.
func (m *model) sentence() string {
	if m.isEmpty() {
		return "What the school puts on will stand here: who gives it, who is in it, what it costs and what came of it."
	}
	words := wording.Count(m.whole.Interventions, "intervention") + " for " + wording.Count(m.whole.Pupils, "pupil") +
		"."
	if m.desk.May(access.SeeMoney) {
		words = strings.TrimSuffix(words, ".") + ", planned " + m.whole.Planned.WholePounds() + " this school year."
	}
	late, check := 0, 0
	for _, r := range m.shown() {
		if _, state := m.due(r); state == parts.Overdue {
			late++
		}
		if len(r.Warnings) > 0 {
			check++
		}
	}
	if late > 0 {
		words += " " + wording.Count(late, "review") + " late."
	}
	if check > 0 {
		words += " " + wording.Count(check, "row") + " to check."
	}
	return words
}

// due says how near the review of an intervention is; one that has ended has none.
func (m *model) due(r *desk.MapRow) (string, parts.State) {
	if desk.HasEnded(r, m.desk.Today()) {
		return "", parts.NoState
	}
	return wording.Due(m.desk.Today(), r.ReviewDue)
}

// save writes to the file what it does not remember yet.
func (m *model) save() error {
	text := m.memory.text()
	if text == m.kept {
		return nil
	}
	m.kept = text
	return m.desk.SaveSetting(context.Background(), settingMap, m.memory)
}

// inSentence writes a name of the program's own within a sentence.
func inSentence(words string) string {
	if words == "" {
		return ""
	}
	return strings.ToLower(words[:1]) + words[1:]
}
