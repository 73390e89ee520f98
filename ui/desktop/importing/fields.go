package importing

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"needsbook/app/intake"
	"needsbook/app/register"
)

// field is one thing that a column of a file can hold, in plain words.
type field struct {
	name, words string
	usual       bool // offered also when the file does not have it
	private     bool // tells who the pupil is
}

// fields in the order in which they are offered.
var fields = func() []field {
	list := []field{
		{intake.FieldUPN, "UPN", true, true},
		{intake.FieldMISID, "School's own number", false, true},
		{intake.FieldSurname, "Surname", true, true},
		{intake.FieldForename, "First name", true, true},
		{intake.FieldName, "Whole name", false, true},
		{intake.FieldPreferred, "Known as", false, true},
		{intake.FieldBorn, "Date of birth", true, true},
		{intake.FieldSex, "Sex", false, false},
		{intake.FieldYear, "Year group", true, false},
		{intake.FieldClass, "Class", true, false},
		{intake.FieldStatus, "SEN status", true, false},
		{intake.FieldStatusFrom, "SEN status since", false, false},
		{intake.FieldNeed, "Need, one a row", false, false},
		{intake.FieldNeedRank, "Rank of the need", false, false},
		{intake.FieldNeedEnd, "End of the need", false, false},
		{intake.NeedField(1), "Primary need", true, false},
		{intake.NeedField(2), "Second need", false, false},
		{intake.NeedField(3), "Third need", false, false},
	}
	for rank := 4; rank <= 9; rank++ {
		list = append(list, field{intake.NeedField(rank), fmt.Sprintf("Need %d", rank), false, false})
	}
	list = append(list, field{intake.FieldEntered, "First day on roll", false, false}, field{intake.FieldLeft, "Last day on roll", false, false})
	for _, f := range register.FlagNames {
		list = append(list, field{intake.FlagField(f.Code), f.Name, false, false})
	}
	return append(list, field{intake.FieldNeeds, "Types of need", false, false}, field{intake.FieldFlags, "Flags", false, false})
}()

// fieldOf finds a field by its name; one that is not known keeps its name.
func (m *model) fieldOf(name string) field {
	for _, f := range m.in.Sheet.Own {
		if name == intake.OwnField(f.ID) {
			return field{name: name, words: f.Name, private: f.Type == register.FieldText}
		}
	}
	if i := slices.IndexFunc(fields, func(f field) bool { return f.name == name }); i >= 0 {
		return fields[i]
	}
	return field{name: name, words: name}
}

// offered lists the fields that have a choice of heading: those the file has and the
// usual ones, or all of them, and the school's own. Needs and flags together are no columns.
func (m *model) offered(everything bool) []field {
	columns := m.in.Sheet.Columns
	var out []field
	for _, f := range fields {
		_, taken := columns[f.name]
		if f.name == intake.FieldNeeds || f.name == intake.FieldFlags {
			continue
		}
		if taken || everything || (f.usual && !covered(f.name, columns)) {
			out = append(out, f)
		}
	}
	for _, own := range m.in.Sheet.Own {
		f := m.fieldOf(intake.OwnField(own.ID))
		if _, taken := columns[f.name]; taken || everything {
			out = append(out, f)
		}
	}
	return out
}

// covered reports whether another column of the file gives the same thing.
func covered(name string, columns map[string]string) bool {
	other := map[string]string{
		intake.FieldSurname: intake.FieldName, intake.FieldForename: intake.FieldName, intake.NeedField(1): intake.FieldNeed,
	}[name]
	_, is := columns[other]
	return is
}

// headings are all the headings of a file, in the order of the alphabet.
func headings(s intake.Sheet) []string {
	list := slices.Concat(slices.Collect(maps.Values(s.Columns)), s.Unused)
	slices.SortFunc(list, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	return slices.Compact(list)
}

// remapped is the map of columns with another heading for one field; "" leaves the
// field out. A heading stands for one field, so the one that had it loses it.
func remapped(columns map[string]string, name, heading string) map[string]string {
	out := maps.Clone(columns)
	for other, was := range out {
		if was == heading {
			out[other] = ""
		}
	}
	out[name] = heading
	return out
}
