package importing

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/intake"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/wording"
)

// model is the file that is looked at, without the toolkit.
type model struct {
	desk   *desk.Desk
	hidden func() bool

	file    file
	in      desk.Import
	changes []change // one for each field that would change
	list    int      // which list is shown

	// Of a provision map.
	brought desk.ProvisionImport
	changed []mapChange       // what it changes, thing by thing
	staff   map[string]string // names of the staff by id
	mapList int
}

// file is what was read from the disk, and what the person said about it.
type file struct {
	path    string
	content []byte
	options desk.ImportOptions
	holds   string // what is in it; "" is found out

	// Of a provision map.
	staffKind string
	usual     bool
	pupils    map[string]string
}

// change is one field of one pupil that would change.
type change struct {
	intake.Change
	field intake.FieldChange
}

func (f file) name() string {
	if f.path == "" {
		return "Pasted rows"
	}
	return filepath.Base(f.path)
}

// open reads a file from the disk.
func open(path string) (file, error) {
	content, err := saving.Read(path, intake.MaxBytes)
	return file{path: strings.TrimSpace(path), content: content}, err
}

// read sets a file beside the register. It changes nothing and may run beside the
// window.
func (m *model) read(f file) (desk.Import, error) {
	return m.desk.ReadImport(context.Background(), f.name(), f.content, f.options)
}

// take shows a file that was read.
func (m *model) take(f file, in desk.Import) {
	in.LeftOn, in.Leavers = m.leftOn(in), stillMissing(m.in.Leavers, in.Plan.Missing)
	m.file, m.in, m.changes = f, in, nil
	for _, c := range in.Plan.Changed {
		for _, field := range c.Fields {
			m.changes = append(m.changes, change{c, field})
		}
	}
}

// leftOn is the day that was given for those who left, else the file's usual one.
func (m *model) leftOn(in desk.Import) day.Date {
	if m.in.LeftOn.IsZero() {
		return in.LeftOn
	}
	return m.in.LeftOn
}

// stillMissing keeps the ticks of pupils whom the file, read again, still does not have.
func stillMissing(ticked []string, missing []intake.Known) []string {
	return slices.DeleteFunc(slices.Clone(ticked), func(id string) bool {
		return !slices.ContainsFunc(missing, func(k intake.Known) bool { return k.Pupil.ID == id })
	})
}

// begin chooses the list to look at first: what was rejected, else what comes in.
func (m *model) begin() {
	m.list = listAdded
	for _, l := range []int{listRejected, listAdded, listChanged} {
		if lists[l].rows(m) > 0 {
			m.list = l
			return
		}
	}
}

func (m *model) plan() intake.Plan { return m.in.Plan }

func (m *model) rows() int { return lists[m.list].rows(m) }

func (m *model) cell(row, col int) string { return lists[m.list].columns[col].cell(m, row) }

// comesIn is how many pupils would be added or changed, or marked as having left.
func (m *model) comesIn() int {
	return len(m.plan().Added) + len(m.plan().Changed) + len(m.in.Leavers)
}

// sentence says what bringing the file in would do.
func (m *model) sentence() string {
	if m.comesIn() == 0 {
		return m.file.name() + " has nothing that the register does not have already. Nothing needs to be brought in."
	}
	left := ""
	if n := len(m.in.Leavers); n > 0 {
		left = ", " + wording.Count(n, "pupil") + " marked as having left"
	}
	return fmt.Sprintf("%s: %s would be added and %s changed%s. Nothing has been kept yet, and one undo takes it back.",
		m.file.name(), wording.Count(len(m.plan().Added), "pupil"), wording.Count(len(m.plan().Changed), "pupil"), left)
}

// outcome says what was done.
func (m *model) outcome() string {
	words := fmt.Sprintf("%s added, %s changed.", wording.Count(len(m.plan().Added), "pupil"), wording.Count(len(m.plan().Changed), "pupil"))
	if n := len(m.in.Leavers); n > 0 {
		words += " " + wording.Count(n, "pupil") + " left the roll."
	}
	if n := len(m.plan().Rejected); n > 0 {
		words += " " + wording.Count(n, "row") + " stayed out."
	}
	return words + " Ctrl+Z takes it back."
}

// format says how a file was read.
func format(s intake.Sheet) string {
	switch s.Format {
	case intake.FormatCSV:
		return "CSV, with a " + s.Separator + " between fields"
	case intake.FormatXLSX:
		return "Excel workbook, sheet " + s.Name
	case intake.FormatCTF:
		return "Common Transfer File"
	}
	return s.Format
}
