package importing

import (
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/intake"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// list is one of the lists of the preview: what the file adds, changes and so on.
type list struct {
	name, sentence, empty string
	state                 parts.State
	columns               []column
	rows                  func(m *model) int // of the table
	count                 func(m *model) int // of pupils, or of problems
}

// column is one column of a list.
type column struct {
	title string
	grows bool
	cell  func(m *model, row int) string
}

// Places of the lists.
const (
	listAdded = iota
	listChanged
	listUnchanged
	listMissing
	listRejected
	listWarnings
)

var lists = []list{
	{
		name: "added", sentence: "Not on the register yet. Each is added with status and needs.", empty: "Nobody would be added.", state: parts.NoState,
		rows: addedRows, count: addedRows,
		columns: []column{
			{"Row", false, func(m *model, i int) string { return strconv.Itoa(m.plan().Added[i].Row) }},
			{"Name", true, func(m *model, i int) string { return m.nameOf(m.plan().Added[i].Pupil) }},
			{"Born", false, func(m *model, i int) string {
				return m.private(m.plan().Added[i].Pupil.Born.Words())
			}},
			{"Year", false, func(m *model, i int) string { return m.plan().Added[i].Year }},
			{"Class", false, func(m *model, i int) string { return m.plan().Added[i].Pupil.Class }},
			{"Status", false, func(m *model, i int) string { return wording.Status(m.plan().Added[i].Status) }},
			{"Needs", true, func(m *model, i int) string { return strings.Join(m.plan().Added[i].Needs, ", ") }},
		},
	},
	{
		name: "changed", sentence: "On the register with something else. An empty cell of the file never takes anything away.", empty: "Nobody would be changed.", state: parts.NoState,
		rows: func(m *model) int { return len(m.changes) }, count: func(m *model) int { return len(m.plan().Changed) },
		columns: []column{
			{"Row", false, func(m *model, i int) string { return strconv.Itoa(m.changes[i].Row) }},
			{"Name", true, func(m *model, i int) string { return m.nameOf(m.changes[i].Before.Pupil) }},
			{"What", false, func(m *model, i int) string { return m.fieldOf(m.changes[i].field.Field).words }},
			{"Now", true, func(m *model, i int) string { return m.value(m.changes[i].field.Field, m.changes[i].field.Before) }},
			{"Then", true, func(m *model, i int) string { return m.value(m.changes[i].field.Field, m.changes[i].field.After) }},
		},
	},
	{
		name: "unchanged", sentence: "The file says what the register says already.", empty: "Nobody is the same in both.", state: parts.NoState,
		rows: func(m *model) int { return len(m.plan().Unchanged) }, count: func(m *model) int { return len(m.plan().Unchanged) },
		columns: knownColumns(func(p intake.Plan) []intake.Known { return p.Unchanged }),
	},
	{
		name: "not in the file", sentence: "On roll here, and not in the file. Nothing happens to them unless you tick those who have left.", empty: "Everyone on roll is in the file.", state: parts.NoState,
		rows: func(m *model) int { return len(m.plan().Missing) }, count: func(m *model) int { return len(m.plan().Missing) },
		columns: knownColumns(func(p intake.Plan) []intake.Known { return p.Missing }),
	},
	{
		name: "rejected", sentence: "These rows stay out, and all others can go in. Enter puts a row right here; the file itself stays as it is.", empty: "No row was rejected.", state: parts.Overdue,
		rows: func(m *model) int { return len(m.plan().Rejected) }, count: func(m *model) int { return len(m.plan().Rejected) },
		columns: rowErrorColumns(func(p intake.Plan) []intake.RowError { return p.Rejected }),
	},
	{
		name: "to check", sentence: "These rows go in. Look whether what is odd about them is meant.", empty: "Nothing is odd about the rows.", state: parts.Soon,
		rows: func(m *model) int { return len(m.plan().Warnings) }, count: func(m *model) int { return len(m.plan().Warnings) },
		columns: rowErrorColumns(func(p intake.Plan) []intake.RowError { return p.Warnings }),
	},
}

func addedRows(m *model) int { return len(m.plan().Added) }

func knownColumns(of func(intake.Plan) []intake.Known) []column {
	at := func(m *model, i int) intake.Known { return of(m.plan())[i] }
	return []column{
		{"Name", true, func(m *model, i int) string { return m.nameOf(at(m, i).Pupil) }},
		{"Class", false, func(m *model, i int) string { return at(m, i).Pupil.Class }},
		{"Status", false, func(m *model, i int) string { return wording.Status(at(m, i).Status) }},
		{"Needs", true, func(m *model, i int) string { return strings.Join(at(m, i).Needs, ", ") }},
	}
}

func rowErrorColumns(of func(intake.Plan) []intake.RowError) []column {
	at := func(m *model, i int) intake.RowError { return of(m.plan())[i] }
	return []column{
		{"Row", false, func(m *model, i int) string {
			if row := at(m, i).Row; row > 0 {
				return strconv.Itoa(row)
			}
			return "file"
		}},
		{"Field", false, func(m *model, i int) string { return m.fieldOf(at(m, i).Field).words }},
		{"Value", false, func(m *model, i int) string { return m.private(at(m, i).Value) }},
		{"Why", true, func(m *model, i int) string { return at(m, i).Reason }},
	}
}

// nameOf names a pupil as a sorted list does, or by initials.
func (m *model) nameOf(p register.Pupil) string {
	return wording.ListName(&register.Entry{Pupil: p}, m.hidden())
}

// private gives what tells who a pupil is, unless names are hidden.
func (m *model) private(words string) string {
	if m.hidden() && words != "" {
		return "hidden"
	}
	return words
}

// value is a field's value as people read it.
func (m *model) value(name, text string) string {
	if text == "" {
		return "–"
	}
	if m.fieldOf(name).private {
		if m.hidden() {
			return "hidden"
		}
	}
	switch name {
	case intake.FieldStatus:
		return wording.Status(text)
	case intake.FieldBorn, intake.FieldEntered, intake.FieldLeft, intake.FieldStatusFrom:
		if d, err := day.Parse(text, m.desk.Today()); err == nil {
			return d.Words()
		}
	}
	return text
}
