package importing

import (
	"slices"
	"strings"

	"needsbook/app/intake"
)

// provisionFields are what a column of a provision map can hold, in the order in which
// they are offered.
var provisionFields = []field{
	{intake.FieldProvision, "Provision", true, false},
	{intake.FieldName, "Pupil or pupils", true, true},
	{intake.FieldUPN, "UPN", false, true},
	{intake.FieldSurname, "Surname", false, true},
	{intake.FieldForename, "First name", false, true},
	{intake.FieldBorn, "Date of birth", false, true},
	{intake.FieldYear, "Year group", false, false},
	{intake.FieldClass, "Class", false, false},
	{intake.FieldStaff, "Staff", true, false},
	{intake.FieldStaffKind, "Kind of staff", false, false},
	{intake.FieldTime, "How long and how often", true, false},
	{intake.FieldMinutes, "Minutes in a session", true, false},
	{intake.FieldSessions, "Sessions a week", true, false},
	{intake.FieldWeeks, "Weeks", true, false},
	{intake.FieldMinutesWeek, "Minutes a week", false, false},
	{intake.FieldHoursWeek, "Hours a week", false, false},
	{intake.FieldGroup, "Size of the group", true, false},
	{intake.FieldCostPupil, "Cost for one pupil", true, false},
	{intake.FieldCost, "Cost of the row", true, false},
	{intake.FieldCostGroup, "Cost of the group", false, false},
	{intake.FieldCostWeek, "Cost of a week", false, false},
	{intake.FieldRate, "Hourly rate", false, false},
	{intake.FieldTerm, "Term", false, false},
	{intake.FieldStarts, "First day", true, false},
	{intake.FieldEnds, "Last day", true, false},
	{intake.FieldOutcome, "Outcome", true, true},
	{intake.FieldArea, "Area of need", false, false},
	{intake.FieldWave, "Wave", false, false},
	{intake.FieldMeasure, "What is measured", false, false},
	{intake.FieldBaseline, "Measure at the start", false, false},
	{intake.FieldProvider, "Provider", false, false},
}

// provisionField finds a field of a provision map by its name; a cell of a matrix is
// called as its heading.
func provisionField(name string) field {
	if heading, cell := strings.CutPrefix(name, intake.CellField("")); cell {
		return field{name: name, words: heading}
	}
	if i := slices.IndexFunc(provisionFields, func(f field) bool { return f.name == name }); i >= 0 {
		return provisionFields[i]
	}
	return field{name: name, words: strings.ReplaceAll(name, "_", " ")}
}

// mapOffered lists the fields that have a choice of heading.
func (m *model) mapOffered(everything bool) []field {
	columns := m.brought.Sheet.Columns
	return slices.DeleteFunc(slices.Clone(provisionFields), func(f field) bool {
		_, taken := columns[f.name]
		return !taken && !everything && (!f.usual || m.brought.Sheet.Shape == intake.ShapeMatrix && f.name != intake.FieldProvision)
	})
}
