package desk

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/funding"
	"needsbook/app/intake"
	"needsbook/app/register"
)

// Names says how pupils are named on a screen, page or export.
type Names string

// How pupils are named.
const (
	NamesFull     Names = "full"
	NamesInitials Names = "initials"
	NamesOff      Names = "off"
)

// forFunding says the same to the funding room.
func (n Names) forFunding() funding.Names {
	switch n {
	case NamesInitials:
		return funding.Initials
	case NamesOff:
		return funding.NoNames
	}
	return funding.FullNames
}

// ParseNames reads full, initials or off; "" is full.
func ParseNames(text string) (Names, error) {
	switch n := Names(text); n {
	case "":
		return NamesFull, nil
	case NamesFull, NamesInitials, NamesOff:
		return n, nil
	}
	return "", refuse("names", "Names can be full, initials or off.")
}

// NameOf names a pupil as asked; with names off it is the year group and class alone.
func NameOf(e *register.Entry, n Names) string {
	switch n {
	case NamesInitials:
		return e.Initials()
	case NamesOff:
		return strings.TrimSpace("Pupil in " + e.Year.Label)
	}
	return e.ListName()
}

// SheetFormats are the kinds of file that a sheet can be written as.
var SheetFormats = []struct{ Format, Name string }{
	{"csv", "Spreadsheet (CSV)"}, {"xlsx", "Excel workbook (XLSX)"}, {"json", "JSON, for other programs"},
}

// FileView returns the view that a file of the register has where none is chosen: the
// columns of the standard view with the day each level was confirmed, for the pupils
// that answer a query.
func (d *Desk) FileView(query string) register.View {
	v := d.StandardView()
	v.Name, v.Query = "", query
	at := slices.IndexFunc(v.Columns, func(c register.ViewColumn) bool { return c.ID == "level" })
	v.Columns = slices.Insert(v.Columns, at+1, register.ViewColumn{ID: "level_confirmed"})
	return v
}

// WriteSheet writes the register through a view as a file and returns how many pupils
// it holds. Where names are full, the name is written as UPN, surname, forename and
// date of birth, so that the file can be brought in again; otherwise the columns that
// may name a pupil are left out. An error is a *register.QueryError or a *Refusal.
func (d *Desk) WriteSheet(w io.Writer, v register.View, n Names, format string) (int, error) {
	if err := d.allow(access.Export); err != nil {
		return 0, err
	}
	write, ok := map[string]func(io.Writer, *register.Sheet) error{"csv": sheetCSV, "xlsx": sheetXLSX, "json": sheetJSON}[format]
	if !ok {
		return 0, refuse("format", "“"+format+"” is not a kind of file that the register can be written as. Use csv, xlsx or json.")
	}
	if n == NamesFull {
		v.Columns = namesApart(v)
	}
	s, err := d.Sheet(v, n)
	if err != nil {
		return 0, err
	}
	return len(s.Entries), write(w, s)
}

// namesApart returns a view's columns with the name in its parts.
func namesApart(v register.View) []register.ViewColumn {
	var out []register.ViewColumn
	for _, c := range v.Columns {
		if c.ID != register.ColumnName {
			out = append(out, c)
			continue
		}
		for _, id := range []string{register.ColumnUPN, register.ColumnSurname, "forename", register.ColumnBorn} {
			if !v.HasColumn(id) {
				out = append(out, register.ViewColumn{ID: id})
			}
		}
	}
	return out
}

// sheetCSV writes a spreadsheet file that opens in Excel with its accents right. Text
// that a spreadsheet might run as a formula is made plain.
func sheetCSV(w io.Writer, s *register.Sheet) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	row := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		row[i] = intake.SafeCell(c.Title)
	}
	if err := out.Write(row); err != nil {
		return err
	}
	for r := range s.Entries {
		for i, c := range s.Columns {
			if row[i] = s.Value(r, i); !c.Number {
				row[i] = intake.SafeCell(row[i])
			}
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// sheetJSON writes an array of objects under the columns' identifiers, the school's
// own fields under their names as a query writes them.
func sheetJSON(w io.Writer, s *register.Sheet) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(SheetRows(s))
}

// SheetRows returns a sheet's rows as objects under the columns' identifiers, the
// school's own fields under their names as a query writes them.
func SheetRows(s *register.Sheet) []map[string]string {
	rows := make([]map[string]string, len(s.Entries))
	for r := range s.Entries {
		rows[r] = make(map[string]string, len(s.Columns))
		for i, c := range s.Columns {
			key := c.ID
			if c.Own {
				key = c.Term
			}
			rows[r][key] = s.Value(r, i)
		}
	}
	return rows
}
