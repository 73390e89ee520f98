package desk

import (
	"cmp"
	"context"
	"fmt"

	"github.com/xuri/excelize/v2"

	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// workbook is an Excel workbook that is written row by row. The first error stays and
// ends the writing.
type workbook struct {
	*excelize.File
	rows map[string]int // how many each sheet has
	err  error
}

// formula is a cell that is worked out when the workbook is opened.
type formula string

// sheet begins a sheet with its headings, which stay in sight.
func (w *workbook) sheet(name string, heads ...string) {
	if w.err != nil {
		return
	}
	if len(w.rows) == 0 {
		w.err = w.SetSheetName("Sheet1", name)
	} else {
		_, w.err = w.NewSheet(name)
	}
	cells := make([]any, len(heads))
	for n, head := range heads {
		cells[n] = head
	}
	w.write(name, cells...)
	w.layOut(name, len(heads))
}

// layOut gives a sheet bold headings and room for the words.
func (w *workbook) layOut(name string, columns int) {
	if w.err != nil {
		return
	}
	bold, err := w.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		w.err = err
		return
	}
	last, _ := excelize.ColumnNumberToName(columns)
	w.err = cmp.Or(w.SetCellStyle(name, "A1", last+"1", bold), w.SetColWidth(name, "A", last, 14), w.SetColWidth(name, "B", "B", 34),
		w.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	if w.err == nil && columns <= 2 {
		w.err = cmp.Or(w.SetColWidth(name, "A", "A", 48), w.SetColWidth(name, "B", "B", 16))
	}
}

// next is the number of the row that is written next.
func (w *workbook) next(sheet string) int { return w.rows[sheet] + 1 }

// write adds a row. Text is written as text whatever it begins with; money as a number
// with its pence.
func (w *workbook) write(sheet string, cells ...any) {
	if w.err != nil {
		return
	}
	row := w.next(sheet)
	w.rows[sheet] = row
	for n, value := range cells {
		cell, err := excelize.CoordinatesToCellName(n+1, row)
		if err == nil {
			err = w.put(sheet, cell, value)
		}
		if err != nil {
			w.err = err
			return
		}
	}
}

func (w *workbook) put(sheet, cell string, value any) error {
	switch v := value.(type) {
	case formula:
		return cmp.Or(w.SetCellFormula(sheet, cell, string(v)), w.inPounds(sheet, cell))
	case money.Amount:
		return cmp.Or(w.SetCellFloat(sheet, cell, v.Decimal().InexactFloat64(), -1, 64), w.inPounds(sheet, cell))
	case float64:
		return w.SetCellFloat(sheet, cell, v, -1, 64)
	case int:
		return w.SetCellInt(sheet, cell, int64(v))
	case int64:
		return w.SetCellInt(sheet, cell, v)
	case string:
		if v != "" {
			return w.SetCellStr(sheet, cell, v)
		}
	}
	return nil
}

// inPounds shows a cell with its pence.
func (w *workbook) inPounds(sheet, cell string) error {
	pounds := "#,##0.00"
	style, err := w.NewStyle(&excelize.Style{CustomNumFmt: &pounds})
	return cmp.Or(err, w.SetCellStyle(sheet, cell, cell, style))
}

// budgetProduct is one product that a cost is a sum of.
type budgetProduct struct{ provision.Product }

// products are those of the provision map of a school year, by intervention.
func (d *Desk) products(ctx context.Context, year int) (map[string][]budgetProduct, error) {
	costing, err := d.costingOf(ctx, d.card, year)
	if err != nil {
		return nil, err
	}
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	runs, err := d.runs(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string][]budgetProduct{}
	for _, r := range runs {
		if !r.onMap(&costing) {
			continue
		}
		for _, p := range costing.Products(r.Intervention, r.placed) {
			out[r.ID] = append(out[r.ID], budgetProduct{p})
		}
	}
	return out, nil
}

func (p budgetProduct) words() string { return cmp.Or(p.What, "Time") }

func (p budgetProduct) per() string {
	for _, per := range provision.Pers {
		if per.ID == p.Per {
			return per.Name
		}
	}
	return "all of it"
}

// formula is what a product costs, before rounding, from the cells of its row.
func (p budgetProduct) formula(row int) string {
	switch p.Per {
	case provision.PerHour:
		return fmt.Sprintf("D%d*E%d*F%d*H%d*J%d/60", row, row, row, row, row)
	case provision.PerSession:
		return fmt.Sprintf("E%d*F%d*H%d*J%d", row, row, row, row)
	case provision.PerWeek, provision.PerYear:
		return fmt.Sprintf("F%d*H%d*J%d/K%d", row, row, row, row)
	}
	return fmt.Sprintf("H%d*J%d/K%d", row, row, row)
}

// HelpInPlace names the help that a pupil has, what costs most first.
func HelpInPlace(p funding.PupilCost) string {
	const most = 3
	words := ""
	for n, h := range p.Help {
		switch {
		case n == most:
			return fmt.Sprintf("%s and %d more", words, len(p.Help)-most)
		case n > 0:
			words += "; "
		}
		words += h.Name
	}
	return words
}
