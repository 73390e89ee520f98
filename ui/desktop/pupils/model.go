package pupils

import (
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is what the register shows, without the toolkit: the view that is open, with
// what was changed in it, and the sheet that it comes to.
type model struct {
	desk    *desk.Desk
	hidden  func() bool
	memory  *Memory
	saved   []register.View // the standard view, then the saved ones
	view    register.View   // the open view as it is now
	sheet   *register.Sheet
	problem string // what is wrong with the search, "" when it was understood
}

func newModel(d *desk.Desk, hidden func() bool, memory *Memory) *model {
	m := &model{desk: d, hidden: hidden, memory: memory}
	memory.load(d)
	m.reload()
	return m
}

// names is how pupils are named now.
func (m *model) names() desk.Names {
	if m.hidden() {
		return desk.NamesInitials
	}
	return desk.NamesFull
}

// search shows the pupils that a search finds. A search that is not understood
// leaves the rows as they are and says why.
func (m *model) search(query string) {
	m.view.Query = query
	m.changed()
}

// changed notes that the open view is another one now, and finds its rows.
func (m *model) changed() {
	m.memory.keep(m.view, m.isChanged())
	m.find()
}

func (m *model) find() {
	s, err := m.desk.Sheet(m.view, m.names())
	if err != nil {
		m.problem = desk.Words(err)
		if m.sheet != nil {
			return
		}
		nobody := m.view // the first sheet always shows something
		nobody.Query = ""
		if s, err = m.desk.Sheet(nobody, m.names()); err != nil {
			s = &register.Sheet{}
		}
	} else {
		m.problem = ""
	}
	m.sheet = s
}

func (m *model) rows() int                { return len(m.sheet.Entries) }
func (m *model) cell(row, col int) string { return m.sheet.Cell(row, col) }

// total is the foot of a column.
func (m *model) total(col int) string {
	if totals := m.sheet.Totals(); col < len(totals) {
		return totals[col]
	}
	return ""
}

// columnReview is the column whose words have a state.
const columnReview = "review_due"

// style is how a cell stands out: reviews that are near or late.
func (m *model) style(row, col int) parts.CellStyle {
	switch m.sheet.Columns[col].ID {
	case columnReview:
		_, state := wording.Due(m.desk.Today(), m.sheet.Entries[row].ReviewDue)
		return parts.CellStyle{State: state}
	case "since", "level_confirmed":
		return parts.CellStyle{Quiet: true}
	}
	return parts.CellStyle{}
}

// mark is how the rules of the view mark a row.
func (m *model) mark(row int) parts.RowMark {
	if row >= m.rows() {
		return parts.RowMark{}
	}
	mark, marked := m.sheet.Mark(row)
	if !marked {
		return parts.RowMark{}
	}
	return parts.RowMark{Look: parts.Look(mark.Look), Words: wording.Written(mark.Words, m.hidden())}
}

// id is the pupil in a row, "" for none.
func (m *model) id(row int) string {
	if row < 0 || row >= m.rows() {
		return ""
	}
	return m.sheet.Entries[row].ID
}

// rowOf is the row of a pupil, or -1.
func (m *model) rowOf(id string) int {
	return slices.IndexFunc(m.sheet.Entries, func(e *register.Entry) bool { return e.ID == id })
}

// isEmpty reports whether the school's file holds no pupil at all.
func (m *model) isEmpty() bool {
	all, err := m.desk.Find("left:any")
	return err == nil && len(all) == 0
}

// sentence says what is here and how it stands.
func (m *model) sentence() string {
	late, soon := 0, 0
	for _, e := range m.sheet.Entries {
		switch _, state := wording.Due(m.desk.Today(), e.ReviewDue); state {
		case parts.Overdue:
			late++
		case parts.Soon:
			soon++
		}
	}
	words := ""
	switch {
	case m.view.Query == "status:sen":
		words = "Everyone with SEN support or an EHC plan."
	case strings.TrimSpace(m.view.Query) == "":
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

// lost says what the view names and is no more.
func (m *model) lost() string {
	if len(m.sheet.Lost) == 0 {
		return ""
	}
	return wording.Written(strings.Join(m.sheet.Lost, " "), m.hidden())
}
