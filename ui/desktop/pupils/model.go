package pupils

import (
	"cmp"
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// Memory is what the page remembers from one visit to the next: the search, the
// order and the pupil that was current. The zero Memory is a first visit.
type Memory struct {
	Visited    bool
	Query      string
	Column     int // sorted by
	Descending bool
	Pupil      string // current
}

// model is what the register shows, without the toolkit.
type model struct {
	desk    *desk.Desk
	hidden  func() bool
	memory  *Memory
	entries []*register.Entry
	problem string // what is wrong with the search, "" when it was understood
}

// column is one column of the register: its heading, what stands in it, and what
// it sorts by.
type column struct {
	title string
	cell  func(m *model, e *register.Entry) string
	order func(a, b *register.Entry) int // nil keeps the order of names
}

// columns of the register. The first names the row and keeps the order of names.
var columns = []column{
	{"Name", func(m *model, e *register.Entry) string { return wording.ListName(e, m.hidden()) }, nil},
	{"Year", func(_ *model, e *register.Entry) string { return e.Year.Code }, func(a, b *register.Entry) int { return a.Year.Order - b.Year.Order }},
	{"Class", func(_ *model, e *register.Entry) string { return e.Class }, by(func(e *register.Entry) string { return e.Class })},
	{"Status", func(_ *model, e *register.Entry) string { return wording.Status(e.Status) }, by(func(e *register.Entry) string { return e.Status })},
	{"Since", func(_ *model, e *register.Entry) string { return e.StatusFrom.Words() }, func(a, b *register.Entry) int { return a.StatusFrom.Compare(b.StatusFrom) }},
	{"Primary need", func(_ *model, e *register.Entry) string { return e.PrimaryNeed() }, by(func(e *register.Entry) string { return e.PrimaryNeed() })},
	{"Other needs", func(_ *model, e *register.Entry) string { return strings.Join(e.Needs[min(1, len(e.Needs)):], " ") }, by(func(e *register.Entry) string { return strings.Join(e.Needs[min(1, len(e.Needs)):], " ") })},
	{"Level", func(_ *model, e *register.Entry) string { return e.Level }, func(a, b *register.Entry) int { return a.LevelRank - b.LevelRank }},
	{"Review", func(m *model, e *register.Entry) string {
		words, _ := wording.Due(m.desk.Today(), e.ReviewDue)
		return words
	}, reviewOrder},
	{"Flags", func(_ *model, e *register.Entry) string { return strings.Join(e.Flags, " ") }, by(func(e *register.Entry) string { return strings.Join(e.Flags, " ") })},
}

// reviewColumn is the column whose words have a state.
const reviewColumn = 8

// by orders by a text; rows without one come last.
func by(text func(*register.Entry) string) func(a, b *register.Entry) int {
	return func(a, b *register.Entry) int {
		one, other := text(a), text(b)
		if (one == "") != (other == "") {
			return len(other) - len(one)
		}
		return cmp.Compare(one, other)
	}
}

// reviewOrder puts the most pressing review first and pupils without one last.
func reviewOrder(a, b *register.Entry) int {
	if a.ReviewDue.IsZero() != b.ReviewDue.IsZero() {
		return b.ReviewDue.Compare(a.ReviewDue)
	}
	return a.ReviewDue.Compare(b.ReviewDue)
}

func newModel(d *desk.Desk, hidden func() bool, memory *Memory) *model {
	m := &model{desk: d, hidden: hidden, memory: memory}
	if !memory.Visited {
		memory.Visited = true
		if d.Counts().SEN > 0 {
			memory.Query = "status:sen" // the SEN register; taking the term out shows everyone
		}
	}
	m.find()
	return m
}

// search shows the pupils that a search finds. A search that is not understood
// leaves the rows as they are and says why.
func (m *model) search(query string) {
	m.memory.Query = query
	m.find()
}

func (m *model) find() {
	found, err := m.desk.Find(m.memory.Query)
	if err != nil {
		m.problem = desk.Words(err)
		return
	}
	m.problem = ""
	m.entries = found
	m.order()
}

// sort orders the rows by a column.
func (m *model) sort(col int, descending bool) {
	m.memory.Column, m.memory.Descending = col, descending
	m.find()
}

func (m *model) order() {
	order := columns[m.memory.Column].order
	if order != nil {
		slices.SortStableFunc(m.entries, func(a, b *register.Entry) int {
			if m.memory.Descending {
				return order(b, a)
			}
			return order(a, b)
		})
	} else if m.memory.Descending {
		slices.Reverse(m.entries)
	}
}

func (m *model) rows() int                { return len(m.entries) }
func (m *model) cell(row, col int) string { return columns[col].cell(m, m.entries[row]) }

// state is how a cell stands: reviews that are near or late.
func (m *model) state(row, col int) parts.State {
	if col != reviewColumn {
		return parts.NoState
	}
	_, state := wording.Due(m.desk.Today(), m.entries[row].ReviewDue)
	return state
}

// id is the pupil in a row, "" for none.
func (m *model) id(row int) string {
	if row < 0 || row >= len(m.entries) {
		return ""
	}
	return m.entries[row].ID
}

// rowOf is the row of a pupil, or -1.
func (m *model) rowOf(id string) int {
	return slices.IndexFunc(m.entries, func(e *register.Entry) bool { return e.ID == id })
}

// isEmpty reports whether the school's file holds no pupil at all.
func (m *model) isEmpty() bool {
	all, err := m.desk.Find("left:any")
	return err == nil && len(all) == 0
}

// sentence says what is here and how it stands.
func (m *model) sentence() string {
	late, soon := 0, 0
	for _, e := range m.entries {
		switch _, state := wording.Due(m.desk.Today(), e.ReviewDue); state {
		case parts.Overdue:
			late++
		case parts.Soon:
			soon++
		}
	}
	words := ""
	switch {
	case m.memory.Query == "status:sen":
		words = "Everyone with SEN support or an EHC plan."
	case strings.TrimSpace(m.memory.Query) == "":
		words = "Everyone on roll."
	default:
		words = "The pupils that the search finds."
	}
	if late > 0 {
		words += " " + wording.Count(late, "review") + " late."
	}
	if soon > 0 {
		words += " " + wording.Count(soon, "review") + " due within two weeks."
	}
	return words
}

// shown says in the foot how many pupils are shown.
func (m *model) shown() string { return wording.Count(m.rows(), "pupil") + " shown" }
