package intake

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// maxMerged bounds the cells that merged ranges fill, and maxCells a whole sheet.
const (
	maxMerged = 200_000
	maxCells  = 5_000_000
)

// sheetCell is a cell as a worksheet stores it.
type sheetCell struct {
	Ref     string    `xml:"r,attr"`
	Type    string    `xml:"t,attr"`
	Value   string    `xml:"v"`
	Formula *struct{} `xml:"f"`
	Inline  richText  `xml:"is"`
}

// sheetReader gathers the rows of one worksheet.
type sheetReader struct {
	book     *workbook
	table    table
	row      tableRow
	inRow    bool
	hidden   int // rows that are hidden, as by a filter
	formulas []string
	merged   []string
	spread   []string // merged ranges whose value was given to several rows
	cells    int
}

// readSheet reads the rows of a sheet as stored.
func (b *workbook) readSheet(part sheetPart) (table, error) {
	r := sheetReader{book: b, table: table{format: FormatXLSX, encoding: utf8Name, sheet: part.name, date1904: b.date1904}}
	err := b.each(part.path, func(start xml.StartElement, d *xml.Decoder) error {
		switch start.Name.Local {
		case "row":
			return r.startRow(start)
		case "c":
			var c sheetCell
			if err := d.DecodeElement(&c, &start); err != nil {
				return err
			}
			return r.addCell(c)
		case "mergeCell":
			r.merged = append(r.merged, attr(start, "ref"))
		}
		return nil
	})
	if err != nil {
		return table{}, err
	}
	if err := r.endRow(); err != nil {
		return table{}, err
	}
	if err := r.fillMerged(); err != nil {
		return table{}, err
	}
	r.warn(part)
	return r.table, nil
}

func (r *sheetReader) startRow(start xml.StartElement) error {
	number := r.row.number + 1
	if n, err := strconv.Atoi(attr(start, "r")); err == nil {
		if n < number {
			return refuse("The rows of the workbook are out of order, so nothing was read. Open it in Excel and save it again.")
		}
		number = n
	}
	if err := r.endRow(); err != nil {
		return err
	}
	if isTrue(attr(start, "hidden")) {
		r.hidden++
	}
	r.row, r.inRow = tableRow{number: number}, true
	return nil
}

func (r *sheetReader) endRow() error {
	if !r.inRow {
		return nil
	}
	r.inRow = false
	return r.table.add(r.row.number, r.row.cells)
}

// addCell puts a cell's stored value in its column.
func (r *sheetReader) addCell(c sheetCell) error {
	column := len(r.row.cells)
	if letters := strings.TrimRight(c.Ref, "0123456789"); letters != "" {
		column = columnNumber(letters) - 1
	}
	text, err := r.text(c)
	if err != nil {
		return err
	}
	if c.Formula != nil {
		r.formulas = append(r.formulas, c.Ref)
	}
	if text == "" && column >= 0 {
		return nil
	}
	if column < 0 || column >= maxColumns {
		return refuse("Row %d has something beyond column %d, so nothing was read. Save only the list of pupils.", r.row.number, maxColumns)
	}
	for len(r.row.cells) <= column {
		r.row.cells = append(r.row.cells, "")
		if r.cells++; r.cells > maxCells {
			return refuse("The sheet has more than %d cells, so nothing was read. Save only the list of pupils.", maxCells)
		}
	}
	r.row.cells[column] = text
	return nil
}

// text returns what a cell holds. Numbers come as they are stored, so a date is a
// count of days.
func (r *sheetReader) text(c sheetCell) (string, error) {
	switch c.Type {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(c.Value))
		if err != nil || n < 0 || n >= len(r.book.strings) {
			return "", refuse("The workbook is damaged: cell %s refers to a text that is not there. Open it in Excel and save it again.", shorten(c.Ref))
		}
		return r.book.strings[n], nil
	case "inlineStr":
		return c.Inline.String(), nil
	case "b":
		if isTrue(strings.TrimSpace(c.Value)) {
			return "TRUE", nil
		}
		return "FALSE", nil
	}
	return c.Value, nil
}

// columnNumber turns A, B ... Z, AA into 1, 2 ... 26, 27; 0 for what is no column.
func columnNumber(letters string) int {
	n := 0
	for _, c := range strings.ToUpper(letters) {
		if c < 'A' || c > 'Z' || n > maxColumns {
			return maxColumns + 1
		}
		n = n*26 + int(c-'A') + 1
	}
	return n
}

// fillMerged gives every row of cells merged downwards the value that stands in the
// first: one pupil with a row for each need is often drawn so. Cells merged across
// keep it in the first, as in a title.
func (r *sheetReader) fillMerged() error {
	rows := map[int]int{} // row number to place
	for i, row := range r.table.rows {
		rows[row.number] = i
	}
	filled := 0
	for _, ref := range r.merged {
		from, to, isRange := strings.Cut(ref, ":")
		column, top, ok1 := cellPlace(from)
		_, bottom, ok2 := cellPlace(to)
		first, have := rows[top]
		if !isRange || !ok1 || !ok2 || bottom <= top || !have || r.table.rows[first].cell(column-1) == "" {
			continue
		}
		value := r.table.rows[first].cell(column - 1)
		for i := first + 1; i < len(r.table.rows) && r.table.rows[i].number <= bottom; i++ {
			if filled++; filled > maxMerged {
				return refuse("The sheet has too many merged cells, so nothing was read. Unmerge them and save it again.")
			}
			row := &r.table.rows[i]
			for len(row.cells) < column {
				row.cells = append(row.cells, "")
			}
			if row.cells[column-1] == "" {
				row.cells[column-1] = value
			}
		}
		r.spread = append(r.spread, ref)
	}
	return nil
}

// cellPlace reads B12 as column 2, row 12.
func cellPlace(ref string) (column, row int, ok bool) {
	letters := strings.TrimRight(ref, "0123456789")
	row, err := strconv.Atoi(ref[len(letters):])
	column = columnNumber(letters)
	return column, row, err == nil && column >= 1 && column <= maxColumns
}

// warn says what of the sheet a reader might not expect.
func (r *sheetReader) warn(part sheetPart) {
	note := func(value, reason string) {
		r.table.warnings = append(r.table.warnings, RowError{Value: shorten(value), Reason: reason})
	}
	if n := len(r.formulas); n > 0 {
		note(strings.Join(r.formulas[:min(n, 5)], ", "), fmt.Sprintf("Cells with formulas: %d. Formulas are not worked out; the values last saved were read.", n))
	}
	if n := len(r.spread); n > 0 {
		note(strings.Join(r.spread[:min(n, 5)], ", "), fmt.Sprintf("Merged cells: %d. The value of the first was taken for each of their rows.", n))
	}
	if r.hidden > 0 {
		note(part.name, fmt.Sprintf("Hidden rows: %d. They were read too.", r.hidden))
	}
	if part.hidden {
		note(part.name, "The sheet that was chosen is hidden.")
	}
}
