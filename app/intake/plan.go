package intake

import "needsbook/app/register"

// Known is a pupil as the register holds them today.
type Known struct {
	Pupil  register.Pupil
	Status string   // N, K or E
	Needs  []string // codes, primary first
}

// Plan is what an import would do. Nothing has been done yet.
type Plan struct {
	Added     []Incoming
	Changed   []Change
	Unchanged []Known
	Missing   []Known // on roll here and not in the file; an import never takes them away
	Rejected  []RowError
	Warnings  []RowError
}

// Report is the plan in numbers, with the names of the command line's contract.
type Report struct {
	Format    string            `json:"format"`
	Encoding  string            `json:"encoding"`
	HeaderRow int               `json:"header_row"`
	Columns   map[string]string `json:"columns"`
	Added     int               `json:"added"`
	Changed   int               `json:"changed"`
	Unchanged int               `json:"unchanged"`
	Missing   int               `json:"missing"`
	Rejected  []RowError        `json:"rejected"`
	Warnings  []RowError        `json:"warnings"`
}

// Report counts what a plan would do with a sheet.
func (p Plan) Report(s Sheet) Report {
	return Report{
		Format: s.Format, Encoding: s.Encoding, HeaderRow: s.HeaderRow, Columns: s.Columns,
		Added: len(p.Added), Changed: len(p.Changed), Unchanged: len(p.Unchanged), Missing: len(p.Missing),
		Rejected: append([]RowError{}, p.Rejected...), Warnings: append([]RowError{}, p.Warnings...),
	}
}
