package intake

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/register"
)

// Formats of files, as reports name them.
const (
	FormatCSV  = "csv"
	FormatXLSX = "xlsx"
	FormatCTF  = "ctf"
)

// Options say how to read a file.
type Options struct {
	Sheet     int                 // which sheet of a workbook, from 1; 0 chooses the visible one with the best headings
	Map       map[string]string   // field to heading, from the person or remembered; "" leaves a field out
	Known     []map[string]string // maps of files read before; the first that fits is taken when Map is empty
	HeaderRow int                 // row of the headings, from 1; 0 finds it
	Repairs   Repairs             // what a person put right in the rows
	Own       []register.Field    // the school's own fields, found by their names
	Today     day.Date            // for ages and future dates; must be given
	Codes     *register.Codes     // statuses, needs and years; must be given

	words *vocabulary // the headings looked for, nil for those of pupils
}

func (o Options) vocabulary() *vocabulary {
	if o.words == nil {
		return pupilWords
	}
	return o.words
}

// Sheet is what a file says about pupils.
type Sheet struct {
	Format    string            `json:"format"`
	Encoding  string            `json:"encoding"`
	Separator string            `json:"separator,omitempty"` // comma, semicolon, tab or bar
	Name      string            `json:"sheet,omitempty"`     // the sheet of a workbook
	Sheets    []SheetName       `json:"sheets,omitempty"`    // all of them, in their order
	HeaderRow int               `json:"header_row"`          // from 1; 0 in a CTF
	Columns   map[string]string `json:"columns"`             // field to heading
	Unused    []string          `json:"unused"`              // headings that were not understood
	Incoming  []Incoming        `json:"-"`                   // pupils, in the order of the file
	Held      []Incoming        `json:"-"`                   // who the rejected rows are about, as far as known
	Rejected  []RowError        `json:"rejected"`
	Warnings  []RowError        `json:"warnings"`
	Today     day.Date          `json:"-"`
	Codes     *register.Codes   `json:"-"`
	Own       []register.Field  `json:"-"` // the school's own fields
	Chosen    map[string]string `json:"-"` // the map that it was read with
	written   map[int]record    // what the rows say
}

// SheetName is one sheet of a workbook.
type SheetName struct {
	Name   string `json:"name"`
	Hidden bool   `json:"hidden"`
}

// Incoming is what a file says about one pupil, from one row or several.
type Incoming struct {
	Row        int             // the first row
	Rows       []int           // all of them
	Pupil      register.Pupil  // only the fields in Has are set
	Has        map[string]bool // fields that the file gives a value for
	Year       string          // year group code, as given
	Flags      map[string]bool // flags that the file gives, on or off
	Status     string          // N, K or E; "" when not given
	Legacy     string          // the status as it arrived, when it was an old code
	StatusFrom day.Date        // zero when not given
	Needs      []string        // codes, primary first; nil when not given
	WholeNeeds bool            // Needs is the whole list, not just the first ranks
	ranked     []rankedNeed
}

// rankedNeed is a type of need with the rank that the file gives, 0 for none.
type rankedNeed struct {
	code string
	rank int
}

// record is one row of a file by field, as text.
type record struct {
	row   int
	text  map[string]string
	needs []needText
}

// needText is a need as the file writes it.
type needText struct{ field, text, rank, end string }

// Read reads a file. The name is used only in messages. An error is a *FileError:
// the file as a whole was refused and nothing was read.
func Read(name string, content []byte, opts Options) (Sheet, error) {
	if opts.Codes == nil || opts.Today.IsZero() {
		return Sheet{}, fmt.Errorf("reading %s: the code lists and today's date must be given", name)
	}
	t, xml, err := open(content, opts)
	if err != nil {
		return Sheet{}, err
	}
	if xml != nil {
		return readCTF(xml.text, xml.encoding, opts)
	}
	return readTable(t, opts)
}

// xmlText is a file that holds XML instead of a table.
type xmlText struct{ text, encoding string }

// open takes a file apart into a table, or returns the text of one that is XML.
func open(content []byte, opts Options) (table, *xmlText, error) {
	if len(content) > MaxBytes {
		return table{}, nil, refuse("The file is larger than 20 MB, so nothing was read. Export the pupils of one school only.")
	}
	if len(bytes.TrimSpace(content)) == 0 {
		return table{}, nil, refuse("The file is empty.")
	}
	if bytes.HasPrefix(content, []byte("PK\x03\x04")) || bytes.HasPrefix(content, []byte("PK\x05\x06")) {
		t, err := readXLSX(content, opts)
		return t, nil, err
	}
	text, encodingName, err := decodeText(content)
	if err != nil {
		return table{}, nil, err
	}
	switch start := strings.ToLower(strings.TrimSpace(text[:min(len(text), 100)])); {
	case strings.HasPrefix(start, "<html"), strings.HasPrefix(start, "<!doctype html"):
		return table{}, nil, refuse("This is a web page, as some systems save for Excel. Open it in Excel and save it as .xlsx, or export the list as CSV.")
	case strings.HasPrefix(start, "<"):
		return table{}, &xmlText{text, encodingName}, nil
	}
	t, err := readCSV(text, encodingName, opts)
	return t, nil, err
}

// readTable finds the headings of a table and reads the rows under them.
func readTable(t table, opts Options) (Sheet, error) {
	if len(opts.Map) == 0 {
		opts.Map = fittingMap(t.rows, opts.Known)
	}
	h, err := findHeader(t, opts)
	if err != nil {
		return Sheet{}, err
	}
	head := t.rows[h.index]
	s := Sheet{
		Format: t.format, Encoding: t.encoding, Separator: t.separator, Name: t.sheet, Sheets: t.sheets, HeaderRow: head.number,
		Columns: map[string]string{}, Rejected: t.rejected, Warnings: t.warnings, Today: opts.Today, Codes: opts.Codes, Own: opts.Own, Chosen: opts.Map,
	}
	used := map[int]bool{}
	for field, column := range h.columns {
		s.Columns[field], _ = cleanText(head.cell(column))
		used[column] = true
	}
	for i, c := range head.cells {
		if c, _ := cleanText(c); c != "" && !used[i] {
			s.Unused = append(s.Unused, shorten(c))
		}
	}
	r := newReader(&s, t.date1904, opts.Repairs)
	for _, row := range t.rows[h.index+1:] {
		switch {
		case slices.Equal(row.cells, head.cells): // a report that repeats its headings on each page
		case tooWide(row, head) && opts.Repairs[row.number] == nil:
			r.keep(tableRecord(row, h.columns))
			s.Rejected = append(s.Rejected, RowError{Row: row.number, Value: shorten(strings.Join(row.cells, " | ")),
				Reason: "The row has more columns than the headings. A field that holds a separator may need quotation marks round it."})
		default:
			r.read(tableRecord(row, h.columns))
		}
	}
	if err := r.finish(); err != nil {
		return Sheet{}, err
	}
	return s, nil
}

func tooWide(row, head tableRow) bool {
	return len(row.cells) > len(head.cells) && !blankCells(row.cells[len(head.cells):])
}

// tableRecord names the cells of a row by field.
func tableRecord(row tableRow, columns map[string]int) record {
	rec := record{row: row.number, text: make(map[string]string, len(columns))}
	for field, column := range columns {
		if field != FieldNeed && !strings.HasPrefix(field, needPrefix) {
			rec.text[field] = row.cell(column)
		}
	}
	if column, have := columns[FieldNeed]; have {
		rec.needs = append(rec.needs, needText{FieldNeed, row.cell(column), cellOf(row, columns, FieldNeedRank), cellOf(row, columns, FieldNeedEnd)})
	}
	for rank := 1; rank <= maxNeedColumns; rank++ {
		if column, have := columns[NeedField(rank)]; have {
			rec.needs = append(rec.needs, needText{NeedField(rank), row.cell(column), strconv.Itoa(rank), ""})
		}
	}
	return rec
}

func cellOf(row tableRow, columns map[string]int, field string) string {
	if column, have := columns[field]; have {
		return row.cell(column)
	}
	return ""
}
