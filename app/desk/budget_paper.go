package desk

import (
	"context"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
	"needsbook/app/access"
	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/paper"
	"needsbook/app/paper/pdf"
	"needsbook/app/printout"
	"needsbook/app/provision"
)

// BudgetPaper makes the page about money for SEN. With names off it is the one side for
// the head and governors: counts alone, none of them under five. With names or initials
// it goes on with the help in place for each pupil, for the school itself.
func (d *Desk) BudgetPaper(ctx context.Context, year int, n Names) (*paper.Doc, error) {
	if err := d.allow(access.SeeMoney); err != nil {
		return nil, err
	}
	b, err := d.budgetIn(ctx, year)
	if err != nil {
		return nil, err
	}
	s := d.School()
	f := printout.BudgetFacts{School: s.Name, Demo: s.Demo, Today: b.AsOf, Year: b.YearName, Lead: d.BudgetLead(b, true),
		Picture: BudgetStands(b), Chart: d.BudgetChart(b), Reach: "Pupils by cost of help", Notes: d.BudgetNotes(b)}
	for _, source := range b.Sources {
		if row := d.budgetRow(source); !row.In.IsZero() || !row.Planned.IsZero() {
			f.Sources = append(f.Sources, row)
		}
	}
	f.All = printout.BudgetRow{Name: "All", In: b.In, Planned: b.Committed, ToDate: b.ToDate, Forecast: b.Forecast, Left: b.Left}
	for _, band := range d.BudgetBands(b) {
		f.Bands = append(f.Bands, [2]string{band.Words, band.Counted() + " pupils"})
	}
	f.Staff, f.TopUp = staffOnPaper(b), d.SourceName(funding.SourceTopUp)
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		return nil, err
	}
	fits := func(doc *paper.Doc) bool {
		pages, err := pdf.Pages(doc, fonts)
		return err == nil && pages == 1
	}
	if n == NamesOff {
		return printout.Budget(f, fits), nil
	}
	if n == NamesFull {
		f.Author = s.Senco
	}
	if err := d.pupilsOnPaper(ctx, &f, b, n); err != nil {
		return nil, err
	}
	return printout.Budget(f, fits), nil
}

func (d *Desk) budgetRow(s funding.SourceSum) printout.BudgetRow {
	return printout.BudgetRow{Name: d.SourceName(s.Source), In: s.In, Planned: s.Committed, ToDate: s.ToDate, Forecast: s.Forecast, Left: s.Left}
}

// staffOnPaper are the kinds of staff that cost most; the rest stand together.
func staffOnPaper(b funding.Budget) (out [][2]string) {
	const most = 5
	var rest money.Amount
	for n, k := range b.Staff {
		if n < most || len(b.Staff) == most+1 {
			out = append(out, [2]string{k.Name, k.Committed.Words()})
			continue
		}
		rest = rest.Add(k.Committed)
	}
	if len(b.Staff) > most+1 {
		out = append(out, [2]string{"Other kinds of staff", rest.Words()})
	}
	return out
}

// pupilsOnPaper are the rows of each pupil, named as asked.
func (d *Desk) pupilsOnPaper(ctx context.Context, f *printout.BudgetFacts, b funding.Budget, n Names) error {
	without := func(text string) string { return text }
	if n != NamesFull {
		var err error
		if without, err = d.withoutNames(ctx, nil); err != nil {
			return err
		}
	}
	var planned, toDate, forecast, topUp, above money.Amount
	for _, p := range b.Pupils {
		e, err := d.Entry(p.Pupil)
		if err != nil {
			return err
		}
		planned, toDate, forecast = planned.Add(p.Committed), toDate.Add(p.ToDate), forecast.Add(p.Forecast)
		topUp, above = topUp.Add(p.TopUp), above.Add(p.Uncovered())
		f.Pupils = append(f.Pupils, []string{namedAs(e, n), without(HelpInPlace(p)), p.Committed.Words(), p.ToDate.Words(), p.Forecast.Words(), p.TopUp.Words(), p.Uncovered().Words()})
	}
	f.PupilEnd = []string{"All", "", planned.Words(), toDate.Words(), forecast.Words(), topUp.Words(), above.Words()}
	return nil
}

// BudgetBand counts pupils by what their help comes to.
type BudgetBand struct {
	Words string
	Count int
}

// Counted is the count for others to read: none under five is given.
func (b BudgetBand) Counted() string { return provision.CountWords(b.Count) }

// BudgetBands count pupils with help in the year by how far it goes beyond what the school
// pays first.
func (d *Desk) BudgetBands(b funding.Budget) []BudgetBand {
	first, half := b.Contribution.Short(), b.Contribution.Mul(decimal.New(5, -1))
	bands := []BudgetBand{
		{Words: "Up to " + half.Short()},
		{Words: "Above that, up to " + first},
		{Words: "Above " + first + ", with enough " + d.terms.Label("top_up")},
		{Words: "Above " + first + " and beyond any " + d.terms.Label("top_up")},
	}
	for _, p := range b.Pupils {
		switch {
		case p.Committed.Cmp(half) <= 0:
			bands[0].Count++
		case p.Above.IsZero():
			bands[1].Count++
		case p.Uncovered().IsZero():
			bands[2].Count++
		default:
			bands[3].Count++
		}
	}
	return bands
}

// BudgetLead says what is in place and then what it costs. For others the pupils are
// counted to the nearest five, so that no small count can be worked out.
func (d *Desk) BudgetLead(b funding.Budget, others bool) []string {
	if b.Interventions == 0 {
		return []string{"No help is on the " + d.terms.Label("provision_map") + " of this school year yet.", BudgetStands(b)}
	}
	pupils := count(len(b.Pupils), "pupil")
	if near := (len(b.Pupils) + 2) / 5 * 5; others && near < 5 {
		pupils = "fewer than 5 pupils"
	} else if others {
		pupils = fmt.Sprintf("about %d pupils", near)
	}
	return []string{
		fmt.Sprintf("Help in place: %s for %s. It costs %s in the school year %s.", count(b.Interventions, "intervention"), pupils, b.Committed.Words(), b.YearName),
		BudgetStands(b),
	}
}

// BudgetStands says how the money stands in one or two sentences.
func BudgetStands(b funding.Budget) string {
	switch {
	case b.In.IsZero():
		return "No money is entered for this school year yet."
	case b.Left.IsNegative():
		return fmt.Sprintf("%s is in and %s is forecast to the end of the year: %s more than is in.", b.In.Words(), b.Forecast.Words(), b.Left.Neg().Words())
	}
	return fmt.Sprintf("%s is in and %s is forecast to the end of the year: %s is left.", b.In.Words(), b.Forecast.Words(), b.Left.Words())
}

// BudgetNotes are the sentences that belong to the figures.
func (d *Desk) BudgetNotes(b funding.Budget) []string {
	out := []string{"Planned is what the " + d.terms.Label("provision_map") + " comes to. Sessions that were not held are not in the forecast."}
	if b.Starts == funding.StartsApril {
		out = append(out, fmt.Sprintf("Money told by financial year counts by months. Of what is planned, %s falls before 1 April and %s from then.", b.BeforeApril.Words(), b.FromApril.Words()))
	}
	if !b.Expected.IsZero() {
		out = append(out, fmt.Sprintf("%s of the money in is only expected: the school has not been told of it yet.", b.Expected.Words()))
	}
	for _, a := range b.Awaited {
		out = append(out, fmt.Sprintf("%s for %s is not entered yet.", d.SourceName(a.Source), a.Span))
	}
	if !b.Unshared.IsZero() {
		out = append(out, fmt.Sprintf("%s of what is planned is for pupils who are not named on the map, or for nobody yet.", b.Unshared.Words()))
	}
	if b.Example {
		out = append(out, "Some hourly rates are examples: these costs are not for a decision.")
	}
	if b.Missing {
		out = append(out, "A kind of staff has no hourly rate, so its time costs nothing here.")
	}
	return out
}

// BudgetChart draws what is in beside what is forecast, source by source.
func (d *Desk) BudgetChart(b funding.Budget) chart.Chart {
	c := chart.Chart{Kind: chart.Bars, By: "Source", Unit: "£", Series: []chart.Series{{Name: "In"}, {Name: "Forecast"}}}
	value := func(a money.Amount) chart.Value {
		f, _ := a.Decimal().Float64() // drawn, not counted with
		return chart.Value{N: max(0, f), Words: a.WholePounds()}
	}
	for _, s := range b.Sources {
		if s.In.IsZero() && s.Committed.IsZero() {
			continue
		}
		c.Labels = append(c.Labels, d.SourceName(s.Source))
		for n, a := range []money.Amount{s.In, s.Forecast} {
			c.Series[n].Values = append(c.Series[n].Values, value(a))
		}
	}
	return c
}

// BudgetYears are the school years that a budget is offered for: last year, this one and
// the next, and the one that is shown.
func (d *Desk) BudgetYears(shown int) []int {
	this := day.AcademicYear(d.Today())
	years := []int{this - 1, this, this + 1}
	if !slices.Contains(years, shown) {
		years = append(years, shown)
	}
	return years
}
