package importing

import (
	"strconv"

	"needsbook/app/desk"
	"needsbook/app/intake"
	"needsbook/ui/desktop/parts"
)

// Places of the lists of a provision map.
const (
	mapAdded = iota
	mapChanged
	mapUnchanged
	mapRejected
	mapWarnings
	mapCosts
)

func groupColumns(of func(intake.ProvisionPlan) []intake.ProvisionGroup) []column {
	at := func(m *model, i int) intake.ProvisionGroup { return of(m.brought.Plan)[i] }
	return []column{
		{"Rows", false, func(m *model, i int) string { return rowsOf(at(m, i).Rows) }},
		{"Provision", true, func(m *model, i int) string { return at(m, i).What.Name }},
		{"Staff", true, func(m *model, i int) string { return m.staffWords(at(m, i)) }},
		{"Time", false, func(m *model, i int) string { return timeWords(at(m, i).What) }},
		{"Pupils", true, func(m *model, i int) string { return m.pupilNames(at(m, i).Placed) }},
	}
}

func mapErrorColumns(of func(intake.ProvisionPlan) []intake.RowError) []column {
	at := func(m *model, i int) intake.RowError { return of(m.brought.Plan)[i] }
	return []column{
		{"Row", false, func(m *model, i int) string {
			if row := at(m, i).Row; row > 0 {
				return strconv.Itoa(row)
			}
			return "file"
		}},
		{"Field", false, func(m *model, i int) string { return provisionField(at(m, i).Field).words }},
		{"Value", false, func(m *model, i int) string { return m.private(at(m, i).Value) }},
		{"Why", true, func(m *model, i int) string { return at(m, i).Reason }},
	}
}

func costColumns() []column {
	at := func(m *model, i int) desk.ProvisionCost { return m.brought.Costs[i] }
	return []column{
		{"Row", false, func(m *model, i int) string { return strconv.Itoa(at(m, i).Row) }},
		{"Provision", false, func(m *model, i int) string { return at(m, i).Name }},
		{"Pupils", false, func(m *model, i int) string {
			if ids := at(m, i).Pupils; len(ids) > 1 {
				return strconv.Itoa(len(ids)) + " pupils"
			}
			return m.namesOf(at(m, i).Pupils)
		}},
		{"Theirs", false, func(m *model, i int) string { return at(m, i).Theirs.Words() }},
		{"Ours", false, func(m *model, i int) string { return at(m, i).Ours.Words() }},
		{"Difference", false, func(m *model, i int) string { return signed(at(m, i).Difference()) }},
		{"Likely reason", true, func(m *model, i int) string { return at(m, i).Short }},
	}
}

var mapLists = []list{
	{
		name: "new", sentence: "Not in the provision map yet. Rows with the same provision, staff, time and dates are one intervention.", empty: "Nothing would be added.",
		rows:    func(m *model) int { return len(m.brought.Plan.Added) },
		columns: groupColumns(func(p intake.ProvisionPlan) []intake.ProvisionGroup { return p.Added }),
	},
	{
		name: "changed", sentence: "In the provision map with something else. What the file leaves empty stays, and nobody is taken out.", empty: "Nothing would be changed.",
		rows: func(m *model) int { return len(m.changed) }, count: func(m *model) int { return len(m.brought.Plan.Changed) },
		columns: []column{
			{"Rows", false, func(m *model, i int) string { return rowsOf(m.changed[i].group.Rows) }},
			{"Provision", true, func(m *model, i int) string { return m.changed[i].group.What.Name }},
			{"What", false, func(m *model, i int) string { return m.changed[i].what }},
			{"Now", true, func(m *model, i int) string { return m.changed[i].before }},
			{"Then", true, func(m *model, i int) string { return m.changed[i].then }},
		},
	},
	{
		name: "already there", sentence: "The provision map says this already.", empty: "Nothing is the same in both.",
		rows:    func(m *model) int { return len(m.brought.Plan.Unchanged) },
		columns: groupColumns(func(p intake.ProvisionPlan) []intake.ProvisionGroup { return p.Unchanged }),
	},
	{
		name: "rejected", sentence: "These rows stay out, and all others can go in. Enter puts a row right here, or chooses the pupil who is meant.", empty: "No row was rejected.", state: parts.Overdue,
		rows:    func(m *model) int { return len(m.brought.Plan.Rejected) },
		count:   func(m *model) int { return m.rejectedRows() },
		columns: mapErrorColumns(func(p intake.ProvisionPlan) []intake.RowError { return p.Rejected }),
	},
	{
		name: "to check", sentence: "These rows go in. Look whether what is odd about them is meant.", empty: "Nothing is odd about the rows.", state: parts.Soon,
		rows:    func(m *model) int { return len(m.brought.Plan.Warnings) },
		columns: mapErrorColumns(func(p intake.ProvisionPlan) []intake.RowError { return p.Warnings }),
	},
	{
		name: "with costs", empty: "No row that goes in says what it costs.",
		rows:    func(m *model) int { return len(m.brought.Costs) },
		columns: costColumns(),
	},
}
