package printout

import (
	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/paper"
)

// BudgetFacts are the money for SEN of a school year as it is printed. Every word of the
// council is in it already, and no name unless Pupils are given.
type BudgetFacts struct {
	School   string
	Author   string // left off where names are
	Demo     bool
	Today    day.Date
	Year     string   // 2026-27
	Lead     []string // what is in place and what it comes to
	Sources  []BudgetRow
	All      BudgetRow
	Picture  string // what the chart shows, in a sentence
	Chart    chart.Chart
	Reach    string // the heading over Bands
	Bands    [][2]string
	Staff    [][2]string
	Notes    []string
	Pupils   [][]string // for the school's own paper: pupil, help, planned, to date, forecast, top-up, above both
	PupilEnd []string
	TopUp    string // what top-up is called
}

// BudgetRow is one source of money.
type BudgetRow struct {
	Name                                string
	In, Planned, ToDate, Forecast, Left money.Amount
}

func (r BudgetRow) cells() paper.Row {
	return paper.BodyRow(r.Name, r.In.Words(), r.Planned.Words(), r.ToDate.Words(), r.Forecast.Words(), r.Left.Words())
}

// Budget lays the money for SEN out on one side for the head and governors. fits says
// whether a document keeps to one side: where it does not, the letters are smaller, and at
// last the picture goes. With pupils it goes on with what is in place for each of them,
// for the school itself.
func Budget(f BudgetFacts, fits func(*paper.Doc) bool) *paper.Doc {
	d := f.side(paper.Tight)
	if !fits(d) {
		d = f.side(paper.Tall)
	}
	if !fits(d) {
		f.Chart = chart.Chart{}
		d = f.side(paper.Tall)
	}
	if len(f.Pupils) > 0 {
		d.Blocks = append(d.Blocks, paper.PageBreak{}, paper.Section("Help in place for each pupil"), f.pupils())
	}
	return d
}

// side is the one side.
func (f BudgetFacts) side(setting paper.Setting) *paper.Doc {
	d := &paper.Doc{Title: "Budget for SEN " + f.Year, Lang: "en-GB", Author: f.Author, Org: f.School, Date: f.Today, Subject: "Money for SEN: what is in, what is planned, what is forecast",
		Watermark: paper.Mark(f.Demo, false), Setting: setting}
	for _, words := range f.Lead {
		d.Blocks = append(d.Blocks, paper.P(words))
	}
	t := paper.Table{Caption: "Money by where it comes from, as of " + f.Today.Words(), Head: []paper.Row{paper.HeadRow("Source", "In", "Planned", "To date", "Forecast", "Left")},
		Cols: []paper.Col{{Weight: 30}, {Weight: 14, Right: true}, {Weight: 14, Right: true}, {Weight: 14, Right: true}, {Weight: 14, Right: true}, {Weight: 14, Right: true}}}
	for _, s := range f.Sources {
		t.Body = append(t.Body, s.cells())
	}
	t.Foot = []paper.Row{f.All.cells()}
	if len(t.Body) > 0 {
		d.Blocks = append(d.Blocks, t)
	}
	if f.Chart.Check() == nil && !f.All.In.IsZero() {
		d.Blocks = append(d.Blocks, paper.Figure{Caption: "In and forecast, school year " + f.Year + ", as of " + f.Today.Words(), Alt: f.Picture, Chart: f.Chart})
	}
	d.Blocks = append(d.Blocks, f.counts())
	if len(f.Notes) > 0 {
		d.Blocks = append(d.Blocks, paper.Bullets(f.Notes...))
	}
	return d
}

// counts are how far help goes, and beside it what the money pays for.
func (f BudgetFacts) counts() paper.Panels {
	panel := func(title string, rows [][2]string) paper.Panel {
		p := paper.Panel{Title: title}
		var lines []string
		for _, row := range rows {
			lines = append(lines, row[0]+": "+row[1])
		}
		if lines == nil {
			lines = []string{"Nothing yet."}
		}
		p.Blocks = append(p.Blocks, paper.Bullets(lines...))
		return p
	}
	return paper.Panels{Panels: []paper.Panel{panel(f.Reach, f.Bands), panel("What it pays for", f.Staff)}}
}

func (f BudgetFacts) pupils() paper.Table {
	t := paper.Table{Caption: "What is in place, and what it costs in the school year", Head: []paper.Row{paper.HeadRow("Pupil", "Help in place", "Planned", "To date", "Forecast", f.TopUp, "Above both")},
		Cols: []paper.Col{{Weight: 18}, {Weight: 34}, {Weight: 12, Right: true}, {Weight: 12, Right: true}, {Weight: 12, Right: true}, {Weight: 12, Right: true}, {Weight: 12, Right: true}}}
	for _, row := range f.Pupils {
		t.Body = append(t.Body, paper.BodyRow(row[0], row[1:]...))
	}
	if len(f.PupilEnd) > 0 {
		t.Foot = []paper.Row{paper.BodyRow(f.PupilEnd[0], f.PupilEnd[1:]...)}
	}
	return t
}
