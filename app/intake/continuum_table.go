package intake

import (
	"bytes"
	"slices"
	"strings"
)

// FormatDOCX is a Word document; only its tables are read.
const FormatDOCX = "docx"

// Names of what a column of a council's table can hold, beside FieldArea.
const (
	FieldStrand    = "strand"
	FieldLevel     = "level"
	FieldStatement = "statement"
)

// FromTitle stands for a heading where an area, a strand or a level is not in a column
// but in the words over the table, or in the name of the sheet.
const FromTitle = "@title"

// Shapes in which councils lay a continuum out.
const (
	ShapeList   = "list"   // a row for each statement, with its level in a column
	ShapeAcross = "across" // a row for each strand, a column for each level
	ShapeDown   = "down"   // a row for each level, a column for each strand
)

// ContinuumOptions say how to read a council's table. The zero value finds everything
// out by itself.
type ContinuumOptions struct {
	Tables    []int             // which tables of the file, from 1; nil takes those that look like a continuum
	Shape     string            // ShapeList, ShapeAcross or ShapeDown; "" finds it
	HeaderRow int               // the row of headings, from 1; 0 finds it
	Map       map[string]string // field to heading or FromTitle, from the person; "" leaves a field out
	Levels    []string          // headings of the columns that are levels, or of strands in ShapeDown; nil finds them
}

// ContinuumTable is what a council's file says, statement by statement.
type ContinuumTable struct {
	Format   string             `json:"format"`
	Sources  []ContinuumSource  `json:"tables"` // all tables of the file, in their order
	Levels   []ContinuumLabel   `json:"levels"` // from the least need, as far as can be told
	Rows     []ContinuumRow     `json:"-"`
	Rejected []ContinuumProblem `json:"rejected"`
	Warnings []ContinuumProblem `json:"warnings"`
}

// ContinuumSource is one table of the file, and how it was read.
type ContinuumSource struct {
	Number    int               `json:"number"` // from 1
	Title     string            `json:"title"`  // the words over it, or the name of the sheet
	Size      int               `json:"rows"`   // rows with something in them
	Used      bool              `json:"used"`
	Shape     string            `json:"shape,omitempty"`
	HeaderRow int               `json:"header_row,omitempty"`
	Headings  []string          `json:"headings"`         // all of them
	Columns   map[string]string `json:"columns"`          // field to heading or FromTitle
	Across    []string          `json:"across,omitempty"` // headings that are levels, or strands in ShapeDown
}

// ContinuumLabel is a level as the file writes it.
type ContinuumLabel struct {
	Key      string `json:"key"`   // the same for “Level 2” and “Level 2: Targeted”
	Label    string `json:"label"` // the longest way in which it is written
	Noun     string `json:"-"`     // Level, Band or another word before its number
	Name     string `json:"-"`     // what stands behind its number, or the label
	None     bool   `json:"-"`     // it means no extra need
	Count    int    `json:"statements"`
	Doubtful bool   `json:"doubtful,omitempty"` // it may be no level at all
}

// ContinuumRow is one statement.
type ContinuumRow struct {
	Table  int // of Sources, from 1
	Row    int
	Area   string // "" where the file has none: the strand stands for it
	Strand string // "" where the area is rated as a whole
	Level  string // the key of a label
	Text   string
}

// ContinuumProblem says what is wrong with a row of a table. Table is 0 where it is
// about the file as a whole.
type ContinuumProblem struct {
	Table int `json:"table"`
	RowError
}

// ReadContinuum reads the tables of a Word document, an Excel workbook or a CSV file as
// a scale of need. An error is a *FileError: the file as a whole was refused and nothing
// was read. Rows that cannot be read are rejected one by one, with the reason.
func ReadContinuum(content []byte, opts ContinuumOptions) (ContinuumTable, error) {
	format, tables, err := openContinuum(content)
	if err != nil {
		return ContinuumTable{}, err
	}
	t := ContinuumTable{Format: format, Rejected: []ContinuumProblem{}, Warnings: []ContinuumProblem{}}
	if len(tables) == 0 {
		return t, refuse("There is no table in the file, so nothing was read. Needsbook reads tables with an area, a strand, a level and a statement.")
	}
	for i := range tables {
		for _, l := range tables[i].lines {
			tables[i].width = min(max(tables[i].width, len(l.cells)), maxTableCols)
		}
		t.read(i+1, &tables[i], opts)
	}
	if !slices.ContainsFunc(t.Sources, func(s ContinuumSource) bool { return s.Used }) {
		if len(opts.Tables) == 0 {
			return t, refuse("No table in the file looks like a scale of need, so nothing was read. Needsbook looks for levels (such as Level 1, Band 2 or Targeted) in a column or in the headings, with statements beside or under them.")
		}
		return t, refuse("The table that was chosen is not in the file, so nothing was read.")
	}
	t.withoutDoubles()
	t.orderLevels()
	return t, nil
}

// read reads one table, unless it is left out.
func (t *ContinuumTable) read(number int, table *continuumTable, opts ContinuumOptions) {
	for _, w := range table.warnings {
		t.Warnings = append(t.Warnings, ContinuumProblem{number, w})
	}
	source := ContinuumSource{Number: number, Title: table.title, Size: len(table.lines), Headings: []string{}, Columns: map[string]string{}}
	layout, fits := findLayout(table, opts)
	if chosen := len(opts.Tables) > 0; chosen && slices.Contains(opts.Tables, number) || !chosen && fits {
		source.Used = true
		for _, e := range table.rejected {
			t.Rejected = append(t.Rejected, ContinuumProblem{number, e})
		}
	}
	if len(table.lines) > 0 {
		layout.describe(table, &source)
	}
	t.Sources = append(t.Sources, source)
	if source.Used {
		r := continuumReader{into: t, table: table, number: number, layout: layout}
		r.read()
	}
}

// withoutDoubles rejects a statement that stands twice in one strand: which level it
// belongs to cannot be told.
func (t *ContinuumTable) withoutDoubles() {
	type place struct{ area, strand, text string }
	first := map[place]ContinuumRow{}
	kept := t.Rows[:0]
	for _, r := range t.Rows {
		at := place{foldHeading(r.Area), foldHeading(r.Strand), strings.ToLower(r.Text)}
		before, double := first[at]
		if !double {
			first[at] = r
			kept = append(kept, r)
			continue
		}
		where := "this strand"
		if r.Strand == "" {
			where = "this area"
		}
		level := t.label(before.Level)
		t.Rejected = append(t.Rejected, ContinuumProblem{r.Table, RowError{Row: r.Row, Field: FieldStatement, Value: shorten(r.Text),
			Reason: "The same statement stands in " + where + " already, at " + level + ". It was taken once."}})
	}
	t.Rows = kept
	counts := map[string]int{}
	for _, r := range t.Rows {
		counts[r.Level]++
	}
	for i := range t.Levels {
		t.Levels[i].Count = counts[t.Levels[i].Key]
	}
}

// label returns how the file writes a level.
func (t *ContinuumTable) label(key string) string {
	for _, l := range t.Levels {
		if l.Key == key {
			return l.Label
		}
	}
	return key
}

// continuumTable is one table of a file, before anyone asks what it means.
type continuumTable struct {
	title    string
	width    int // columns
	lines    []continuumLine
	rejected []RowError
	warnings []RowError
}

// continuumLine is a row with something in it.
type continuumLine struct {
	tableRow
	banner bool // one cell runs across: a heading of the rows below
}

// openContinuum takes a file apart into its tables.
func openContinuum(content []byte) (format string, tables []continuumTable, err error) {
	switch {
	case len(content) > MaxBytes:
		return "", nil, refuse("The file is larger than 20 MB, so nothing was read. Save only the tables of the scale, without pictures.")
	case len(bytes.TrimSpace(content)) == 0:
		return "", nil, refuse("The file is empty.")
	case bytes.HasPrefix(content, []byte("\xD0\xCF\x11\xE0")):
		return "", nil, refuse("This is an old Word or Excel file, or one with a password. Open it, save it as .docx or .xlsx without a password, and choose that.")
	case bytes.HasPrefix(content, []byte("%PDF")):
		return "", nil, refuse("This is a PDF, which has no tables that can be read. Open it in Word, which turns it into a document, check the table, save it as .docx and choose that.")
	case bytes.HasPrefix(content, []byte("{\\rtf")):
		return "", nil, refuse("This is a rich text file. Open it in Word, save it as .docx and choose that.")
	case bytes.HasPrefix(content, []byte("PK")):
		return openPacked(content)
	}
	t, xml, err := open(content, Options{words: continuumWords})
	if err != nil {
		return "", nil, err
	}
	if xml != nil {
		return "", nil, refuse("This is an XML file and not a table. Choose a Word document (.docx), an Excel workbook (.xlsx) or a CSV file.")
	}
	return FormatCSV, []continuumTable{linesOf("", t)}, nil
}

// openPacked opens a Word document or an Excel workbook.
func openPacked(content []byte) (string, []continuumTable, error) {
	if isDocument(content) {
		tables, err := readDocument(content)
		return FormatDOCX, tables, err
	}
	b, err := openWorkbook(content)
	if err != nil {
		return "", nil, err
	}
	var tables []continuumTable
	for _, s := range b.sheets {
		t, err := b.readSheet(s)
		if err != nil {
			return "", nil, err
		}
		if s.hidden { // a list of a spreadsheet's own words, often
			continue
		}
		if len(t.rows) > 0 {
			tables = append(tables, linesOf(s.name, t))
		}
	}
	return FormatXLSX, tables, nil
}

// linesOf takes the rows of a sheet. A row with one cell alone is a heading of those
// below.
func linesOf(title string, t table) continuumTable {
	out := continuumTable{title: title, rejected: t.rejected, warnings: t.warnings}
	for _, row := range t.rows {
		full := 0
		for _, c := range row.cells {
			if strings.TrimSpace(c) != "" {
				full++
			}
		}
		out.lines = append(out.lines, continuumLine{row, full == 1 && strings.TrimSpace(row.cell(0)) != ""})
	}
	return out
}
