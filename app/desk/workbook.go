package desk

import (
	"fmt"
	"io"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"needsbook/app/day"
	"needsbook/app/register"
)

// workbookSheet is what the one sheet of a workbook is called.
const workbookSheet = "Register"

// sheetXLSX writes an Excel workbook of one sheet. Text is written as text, so that
// nothing in it can be run as a formula; figures are figures and days are days. The
// workbook is made in memory: no part of it touches the disk.
func sheetXLSX(w io.Writer, s *register.Sheet) error {
	f := excelize.NewFile()
	defer f.Close()
	err := fillWorkbook(f, s)
	if err == nil {
		err = layOut(f, s)
	}
	if err == nil {
		_, err = f.WriteTo(w)
	}
	if err != nil {
		return fmt.Errorf("writing a workbook: %w", err)
	}
	return nil
}

func fillWorkbook(f *excelize.File, s *register.Sheet) error {
	if err := f.SetSheetName("Sheet1", workbookSheet); err != nil {
		return err
	}
	for i, c := range s.Columns {
		if err := setCell(f, 0, i, c.Title); err != nil {
			return err
		}
	}
	for r := range s.Entries {
		for i, c := range s.Columns {
			if err := setCell(f, r+1, i, cellValue(c, s.Value(r, i))); err != nil {
				return err
			}
		}
	}
	return nil
}

// setCell writes text as text, numbers as numbers and nothing for "".
func setCell(f *excelize.File, row, col int, value any) error {
	cell, err := excelize.CoordinatesToCellName(col+1, row+1)
	if err != nil {
		return err
	}
	switch v := value.(type) {
	case float64:
		return f.SetCellFloat(workbookSheet, cell, v, -1, 64)
	case int:
		return f.SetCellInt(workbookSheet, cell, int64(v))
	case string:
		if v != "" {
			return f.SetCellStr(workbookSheet, cell, v)
		}
	}
	return nil
}

// firstDay is the day before the first that every spreadsheet counts alike.
var firstDay = day.Of(1900, 2, 28)

// cellValue is a value as a workbook holds it: a day is the number of days since
// 30 December 1899.
func cellValue(c register.Column, value string) any {
	var on day.Date
	switch {
	case c.Number:
		if n, err := decimal.NewFromString(value); err == nil {
			return n.InexactFloat64() // the only kind of number that a workbook has
		}
	case c.Date:
		if err := on.UnmarshalText([]byte(value)); err == nil && on.After(firstDay) {
			return day.Of(1899, 12, 30).DaysUntil(on)
		}
	}
	return value
}

// layOut gives a workbook bold headings that stay in sight, days that read as days
// and room for the words.
func layOut(f *excelize.File, s *register.Sheet) error {
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	iso := "yyyy-mm-dd"
	days, err := f.NewStyle(&excelize.Style{CustomNumFmt: &iso})
	if err != nil {
		return err
	}
	for i, c := range s.Columns {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		width := 14.0
		if c.Wide {
			width = 30
		}
		if err := f.SetColWidth(workbookSheet, name, name, width); err != nil {
			return err
		}
		if err := f.SetCellStyle(workbookSheet, name+"1", name+"1", bold); err != nil {
			return err
		}
		if c.Date && len(s.Entries) > 0 {
			if err := f.SetCellStyle(workbookSheet, name+"2", fmt.Sprint(name, len(s.Entries)+1), days); err != nil {
				return err
			}
		}
	}
	return f.SetPanes(workbookSheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}
