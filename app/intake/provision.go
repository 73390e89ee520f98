package intake

import (
	"fmt"
	"slices"
	"strings"

	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/app/school"
)

// Shapes of a provision map.
const (
	ShapeRows   = "rows"   // a row for each pupil and provision, or for each group with its pupils in one cell
	ShapeMatrix = "matrix" // pupils down, interventions across, a mark where they meet
)

// ProvisionOptions say how to read a provision map.
type ProvisionOptions struct {
	Options
	Year      school.Year           // whose terms the words autumn term mean
	Library   provision.Library     // entries are linked by their names
	Kinds     []provision.StaffKind // kinds of staff that have a rate
	Staff     []provision.Staff     // members of staff that the school has
	StaffKind string                // kind of staff where the map does not say it, "" for none
	Usual     bool                  // take the library's usual time where the map says none
	Pupils    map[string]string     // pupils chosen by a person: as the map writes them, to id
}

// ProvisionSheet is what a file says about provision.
type ProvisionSheet struct {
	Sheet
	Shape  string          `json:"shape"`
	Across []string        `json:"across"` // of a matrix: the headings that are interventions
	Lines  []ProvisionLine `json:"-"`      // in the order of the file
	Held   []ProvisionLine `json:"-"`      // what the rejected rows say, as far as it was understood
	opts   ProvisionOptions
}

// ProvisionLine is what one row of a provision map says: who gets what. In a matrix
// it is a cell.
type ProvisionLine struct {
	Row      int
	Who      []Person
	What     provision.Intervention // what the row says of it; what it leaves open is zero
	Staff    string                 // the member of staff by name, "" where nobody is named
	Group    int                    // pupils who share it; 0 not said
	Goal     string                 // for the pupils of the row
	Measure  string
	Baseline string
	Cost     *LineCost // nil where the row has none
	Rate     money.Amount
}

// LineCost is what a row says that it costs.
type LineCost struct {
	Amount money.Amount
	Of     string // PerPupil, PerGroup, or "" for what the row is about
}

// Person is a pupil as a row writes them.
type Person struct {
	Written                   string // the name, as it stands in the file
	UPN, Class, Year          string
	Born                      string
	Surname, Forename, Number string
}

// Key tells one way to write a pupil from another: the same key means the same pupil
// throughout the file.
func (p Person) Key() string {
	return strings.ToLower(strings.Join([]string{p.UPN, p.Number, p.Written, p.Born, p.Class, p.Year}, "|"))
}

// ReadProvision reads a provision map. An error is a *FileError: nothing was read.
func ReadProvision(name string, content []byte, opts ProvisionOptions) (ProvisionSheet, error) {
	if opts.Codes == nil || opts.Today.IsZero() {
		return ProvisionSheet{}, fmt.Errorf("reading %s: the code lists and today's date must be given", name)
	}
	opts.words = provisionWords
	t, xml, err := open(content, opts.Options)
	if err != nil {
		return ProvisionSheet{}, err
	}
	if xml != nil {
		return ProvisionSheet{}, refuse("This is an XML file and not a provision map. Save the map as an Excel workbook or CSV and bring that in.")
	}
	if len(opts.Map) == 0 {
		opts.Map = fittingMap(t.rows, opts.Known)
	}
	h, err := chooseHeader(t, opts.Options)
	if err != nil {
		return ProvisionSheet{}, err
	}
	return readProvisionTable(t, h, opts)
}

func readProvisionTable(t table, h header, opts ProvisionOptions) (ProvisionSheet, error) {
	head := t.rows[h.index]
	s := ProvisionSheet{Shape: ShapeRows, Across: []string{}, opts: opts}
	s.Sheet = Sheet{Format: t.format, Encoding: t.encoding, Separator: t.separator, Name: t.sheet, Sheets: t.sheets, HeaderRow: head.number,
		Columns: map[string]string{}, Rejected: t.rejected, Warnings: t.warnings, Today: opts.Today, Codes: opts.Codes, Chosen: opts.Map, written: map[int]record{}}
	if !h.names() {
		return s, refuse("No column with the pupils was found, so nothing was read. Needsbook looked for a heading such as Pupil, Name or UPN. Add one, or choose the columns yourself.")
	}
	_, listed := h.columns[FieldProvision]
	across := h.tickColumns(t.rows)
	if !listed && len(across) == 0 {
		return s, refuse("No column with the provision was found, so nothing was read. Needsbook looked for a heading such as Provision or Intervention, and for columns of ticks. Add one, or choose the columns yourself.")
	}
	r := &provisionReader{sheet: &s, opts: opts, year: newSchoolYear(opts.Year, opts.Today), kinds: staffKinds(opts.Kinds), date1904: t.date1904, entries: map[string]provision.LibraryEntry{}}
	used := map[int]bool{}
	for field, column := range h.columns {
		s.Columns[field], _ = cleanText(head.cell(column))
		used[column] = true
	}
	if !listed {
		s.Shape = ShapeMatrix
		for _, column := range across {
			heading, _ := cleanText(head.cell(column))
			s.Across, used[column] = append(s.Across, heading), true
		}
	}
	for i, c := range head.cells {
		if c, _ := cleanText(c); c != "" && !used[i] {
			s.Unused = append(s.Unused, shorten(c))
		}
	}
	rows := slices.DeleteFunc(slices.Clone(t.rows[h.index+1:]), func(row tableRow) bool { return slices.Equal(row.cells, head.cells) })
	if listed {
		r.rows(rows, h)
	} else {
		r.matrix(rows, head, h, across)
	}
	if len(s.Lines)+len(s.Held)+len(s.Rejected) == 0 {
		return s, refuse("There are no rows under the headings, so nothing was read.")
	}
	return s, nil
}

// names reports whether the headings say who a pupil is.
func (h header) names() bool {
	for _, field := range []string{FieldUPN, FieldName, FieldSurname, FieldForename} {
		if _, ok := h.columns[field]; ok {
			return true
		}
	}
	return false
}

// provisionScore is what a row of headings counts beside its fields: a column of ticks
// under a heading that names nothing else is an intervention.
func (h header) provisionScore(rows []tableRow, opts Options) int {
	if _, listed := h.columns[FieldProvision]; listed {
		return 2
	}
	if !h.names() {
		return 0
	}
	return len(h.tickColumns(rows[:min(len(rows), h.index+headerDepth)]))
}

// LooksLikeProvision reports whether a file is a provision map rather than a list of
// pupils: its headings name a provision and something of its time, staff or cost, or
// it has columns of ticks beside the pupils and little else that a list of pupils has.
func LooksLikeProvision(content []byte, opts Options) bool {
	t, _, err := open(content, opts)
	if err != nil || len(t.rows) == 0 {
		return false
	}
	pupils := bestHeader(t.rows, opts)
	opts.words, opts.Map, opts.Own = provisionWords, nil, nil
	if t, _, err = open(content, opts); err != nil {
		return false
	}
	h := bestHeader(t.rows, opts)
	if !h.names() {
		return false
	}
	if column, listed := h.columns[FieldProvision]; listed {
		if opts.Codes != nil && mostlyStatuses(t.rows[h.index+1:], column, opts) {
			return false
		}
		return slices.ContainsFunc([]string{FieldStaff, FieldTime, FieldMinutes, FieldMinutesWeek, FieldHoursWeek, FieldSessions, FieldWeeks, FieldGroup, FieldRate,
			FieldCost, FieldCostPupil, FieldCostGroup, FieldCostWeek, FieldWave}, func(field string) bool { _, ok := h.columns[field]; return ok }) || pupils.score <= 2
	}
	const fewPupilFields = 5
	return len(h.tickColumns(t.rows)) >= 2 && pupils.score <= fewPupilFields
}

// mostlyStatuses reports whether a column called Provision holds SEN statuses, as it
// does in some lists of pupils.
func mostlyStatuses(rows []tableRow, column int, opts Options) bool {
	statuses, filled := 0, 0
	for _, row := range rows[:min(len(rows), headerDepth)] {
		value, _ := cleanText(row.cell(column))
		if value == "" {
			continue
		}
		filled++
		if _, _, known := opts.Codes.Status(value); known {
			statuses++
		}
	}
	return filled > 0 && 2*statuses >= filled
}
