package intake

import "strings"

// table is a file as rows of cells, before anyone asks what the cells mean.
type table struct {
	format    string // csv or xlsx
	encoding  string
	separator string // of a CSV, as people call it
	sheet     string // of a workbook
	sheets    []SheetName
	date1904  bool // the workbook counts days from 1904, as old Macs did
	rows      []tableRow
	rejected  []RowError // rows that could not be taken apart
	warnings  []RowError
}

// tableRow is a row that has something in it.
type tableRow struct {
	number int // as a spreadsheet shows it, from 1
	cells  []string
}

// cell returns a cell's text, "" beyond the end of a short row.
func (r tableRow) cell(i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}

func blankCells(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
