package desk

import (
	"context"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/money"
)

// Sheets of the budget's workbook.
const (
	sheetTotals = "Totals"
	sheetIn     = "In"
	sheetLines  = "Lines"
	sheetMap    = "Provision"
	sheetSource = "By source"
	sheetShares = "Shares"
	sheetPupils = "By pupil"
)

// BudgetWorkbook writes the budget of a school year as an Excel workbook whose totals are
// formulas: who changes a rate, a number of weeks or an amount sees what it comes to. As
// it is written every formula comes to the figure of the budget, to the penny. Pupils are
// named as asked; text is text, so that no name can be run as a formula. It is made in
// memory: no part of it touches the disk.
func (d *Desk) BudgetWorkbook(ctx context.Context, w io.Writer, year int, n Names) error {
	if err := d.allow(access.SeeMoney); err != nil {
		return err
	}
	f, err := d.budgetWorkbook(ctx, year, n)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.WriteTo(w); err != nil {
		return fmt.Errorf("writing a workbook: %w", err)
	}
	return nil
}

func (d *Desk) budgetWorkbook(ctx context.Context, year int, n Names) (*excelize.File, error) {
	b, err := d.budgetIn(ctx, year)
	if err != nil {
		return nil, err
	}
	without := func(text string) string { return text }
	if n != NamesFull {
		if without, err = d.withoutNames(ctx, nil); err != nil {
			return nil, err
		}
	}
	products, err := d.products(ctx, b.Year)
	if err != nil {
		return nil, err
	}
	book := &workbook{File: excelize.NewFile(), rows: map[string]int{}}
	w := budgetBook{workbook: book, d: d, b: b, names: n, without: without, number: map[string]int{}, products: products}
	for _, sheet := range []func(){w.totals, w.in, w.lines, w.provision, w.sources, w.shares, w.pupils} {
		sheet()
	}
	if book.err != nil {
		book.Close()
		return nil, fmt.Errorf("writing a workbook: %w", book.err)
	}
	return book.File, nil
}

// budgetBook is a workbook of a budget while it is written.
type budgetBook struct {
	*workbook
	d        *Desk
	b        funding.Budget
	names    Names
	without  func(string) string
	number   map[string]int // of an intervention in the workbook, by its id
	products map[string][]budgetProduct
}

// in lists the money: how much of each line falls in the school year.
func (w *budgetBook) in() {
	w.sheet(sheetIn, "Source", "What", "Told on", "Whole amount", "Parts of it", "Out of", "Penny so that parts add up", "In this school year", "How")
	for _, s := range w.b.Sources {
		for _, in := range s.Received {
			part, of := partOf(in)
			row := w.next(sheetIn)
			sum := fmt.Sprintf("ROUND(ROUND(D%d*100,0)*E%d/F%d,0)/100", row, row, row)
			penny := in.Part.Sub(rounded(in.Whole, part, of))
			w.write(sheetIn, w.d.SourceName(s.Source), w.without(in.What), toldWords(in), in.Whole, part, of, penny, formula(fmt.Sprintf("%s+G%d", sum, row)), in.Words)
		}
	}
}

func toldWords(in funding.Income) string {
	if in.Expected {
		return "Expected"
	}
	return in.On.String()
}

// partOf is what of an amount falls in the school year, as a fraction.
func partOf(in funding.Income) (part, of int) {
	switch {
	case in.Months > 0:
		return in.Months, 12
	case in.Days > 0:
		return in.Days, in.OfDays
	}
	return 1, 1
}

// rounded is an amount times a fraction, halves up, as the formula rounds.
func rounded(whole money.Amount, part, of int) money.Amount {
	return money.Pence((2*whole.InPence()*int64(part) + int64(of)) / (2 * int64(of)))
}

// lines are the products that costs are the sums of.
func (w *budgetBook) lines() {
	w.sheet(sheetLines, "Number", "Provision", "What", "Minutes", "Sessions a week", "Weeks", "Pupils in the group", "Price", "The price is for", "Times (pupils who each pay)", "Spread over", "Cost before rounding", "Note")
	for _, s := range w.b.Spending() {
		w.number[s.ID] = len(w.number) + 1
		for _, p := range w.products[s.ID] {
			row := w.next(sheetLines)
			note := ""
			if p.Example {
				note = "Example rate"
			}
			var sessions any = ""
			if !p.Sessions.IsZero() {
				sessions = p.Sessions.InexactFloat64() // the only kind of number that a workbook has
			}
			w.write(sheetLines, w.number[s.ID], w.without(s.Name), w.without(p.words()), orNothing(p.Minutes), sessions, orNothing(p.Weeks), orNothing(p.Group), p.Price, p.per(), p.Times, p.Of, formula(p.formula(row)), note)
		}
	}
}

// provision is the map: a row for each intervention, rounded once to the penny.
func (w *budgetBook) provision() {
	w.sheet(sheetMap, "Number", "Provision", "Paid from", "Staff", "Pupils", "Planned for the year", "To date", "Not held so far", "To come", "Forecast", "Note")
	for _, s := range w.b.Spending() {
		row := w.next(sheetMap)
		note := ""
		if s.Whole.Example {
			note = "Example rate"
		}
		w.write(sheetMap, w.number[s.ID], w.without(s.Name), w.d.SourceName(s.Source), s.Staff, s.Pupils,
			formula(fmt.Sprintf("ROUND(ROUND(SUMIF(Lines!A:A,A%d,Lines!L:L)*100,6),0)/100", row)), s.Whole.ToDate, s.Whole.NotHeld,
			formula(fmt.Sprintf("ROUND(F%d-G%d-H%d,2)", row, row, row)), formula(fmt.Sprintf("ROUND(G%d+I%d,2)", row, row)), note)
	}
}

// sources add the map up by the money that pays for it.
func (w *budgetBook) sources() {
	w.sheet(sheetSource, "Source", "In", "Planned for the year", "To date", "Not held so far", "To come", "Forecast", "Left")
	for _, source := range funding.Sources {
		row := w.next(sheetSource)
		from := func(column string) any {
			return formula(fmt.Sprintf("ROUND(SUMIF(Provision!C:C,A%d,Provision!%s:%s),2)", row, column, column))
		}
		w.write(sheetSource, w.d.SourceName(source), formula(fmt.Sprintf("ROUND(SUMIF(In!A:A,A%d,In!H:H),2)", row)),
			from("F"), from("G"), from("H"), from("I"), from("J"), formula(fmt.Sprintf("ROUND(B%d-G%d,2)", row, row)))
	}
	last := w.next(sheetSource) - 1
	cells := []any{"All"}
	for column := 'B'; column <= 'H'; column++ {
		cells = append(cells, formula(fmt.Sprintf("ROUND(SUM(%c2:%c%d),2)", column, column, last)))
	}
	w.write(sheetSource, cells...)
}

// shares are what each pupil bears of each row. A share is a part of the row's cost, so
// that it follows when a rate or a number of weeks is changed.
func (w *budgetBook) shares() {
	w.sheet(sheetShares, "Pupil number", "Pupil", "Number", "Provision", "Parts of the cost", "Out of", "Share for the year", "How")
	whole := map[string]int64{}
	at := map[string]int{}
	for n, s := range w.b.Spending() {
		whole[s.ID], at[s.ID] = s.Whole.Planned.InPence(), n+2
	}
	for n, p := range w.b.Pupils {
		for _, h := range p.Help {
			row := w.next(sheetShares)
			w.write(sheetShares, n+1, w.pupil(n), w.number[h.Intervention], w.without(h.Name), h.Planned.InPence(), max(1, whole[h.Intervention]),
				formula(fmt.Sprintf("ROUND(ROUND(%s!F%d*100,0)*E%d/F%d,0)/100", sheetMap, at[h.Intervention], row, row)), w.without(h.Words))
		}
	}
}

// pupil is how a pupil is named.
func (w *budgetBook) pupil(n int) string {
	p := w.b.Pupils[n]
	e, err := w.d.Entry(p.Pupil)
	if err != nil || w.names == NamesOff {
		return fmt.Sprintf("Pupil %d", n+1)
	}
	return namedAs(e, w.names)
}

// pupils add the shares up, against what the school pays first for one pupil.
func (w *budgetBook) pupils() {
	w.sheet(sheetPupils, "Pupil number", "Pupil", "Help in place", "Planned for the year", "To date", "Forecast", "Of it the school's first part", "Above it", w.d.SourceName(funding.SourceTopUp)+", known", "Above both")
	for n, p := range w.b.Pupils {
		row := w.next(sheetPupils)
		w.write(sheetPupils, n+1, w.pupil(n), w.without(HelpInPlace(p)), formula(fmt.Sprintf("ROUND(SUMIF(Shares!A:A,A%d,Shares!G:G),2)", row)),
			p.ToDate, p.Forecast, formula(fmt.Sprintf("MIN(D%d,Totals!B3)", row)), formula(fmt.Sprintf("ROUND(D%d-G%d,2)", row, row)), p.TopUp,
			formula(fmt.Sprintf("MAX(0,ROUND(H%d-I%d,2))", row, row)))
	}
}

// totals is the first sheet: what all comes to.
func (w *budgetBook) totals() {
	w.sheet(sheetTotals, "Budget for SEN, school year "+w.b.YearName, "")
	last := len(funding.Sources) + 2
	of := func(column string) any { return formula(fmt.Sprintf("'%s'!%s%d", sheetSource, column, last)) }
	rows := [][]any{
		{"As of", w.b.AsOf.Words()},
		{"What the school pays first for one pupil in a year", w.b.Contribution},
		{"Money in", of("B")},
		{"Planned for the year", of("C")},
		{"To date", of("D")},
		{"To come", of("F")},
		{"Forecast for the year", of("G")},
		{"Left", of("H")},
		{"Planned, by pupil", formula("ROUND(SUM('" + sheetPupils + "'!D:D),2)")},
		{"Planned, borne by nobody in the list", formula("ROUND(B5-B10,2)")},
	}
	if w.b.Example {
		rows = append(rows, []any{"Some rates are examples and not the school's own.", ""})
	}
	for _, row := range rows {
		w.write(sheetTotals, row...)
	}
}

func orNothing(n int) any {
	if n == 0 {
		return ""
	}
	return n
}

// BudgetFileName is what a file of the budget is called, without ending.
func BudgetFileName(year int) string { return "SEN budget " + day.AcademicYearName(year) }
