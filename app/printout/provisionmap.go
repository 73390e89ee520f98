package printout

import (
	"strconv"

	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/paper"
	"needsbook/app/register"
)

// MapFacts are a provision map as it is printed. Pupils are named as asked already;
// what people wrote is cleaned of names here.
type MapFacts struct {
	School  string
	Author  string // left off where names are
	Demo    bool
	Today   day.Date
	Names   Names
	Others  []register.Pupil // all of the register: without full names theirs are taken out of what people wrote
	Year    string           // the school year of the costs: 2026-27
	Filter  string           // in words, "" where nothing is left out
	Groups  []MapGroup
	Totals  MapCosts
	Figures []paper.Figure // pictures of the whole
	Sums    bool           // how each cost was worked out is printed too
}

// MapGroup is one part of the map: an area of need, a wave, a member of staff.
type MapGroup struct {
	Title  string
	Lines  []MapLine
	Totals MapCosts
}

// MapLine is one intervention.
type MapLine struct {
	Name   string
	Who    string // who gives it
	When   string // 30 minutes × 3 a week; Mon, Wed 09:30
	Pupils []string
	Dates  string // from and until
	Costs  MapCosts
	Sum    string // how the planned cost was worked out
}

// MapCosts are the figures of a line, a group or the whole.
type MapCosts struct {
	Pupils                    int
	Planned, ToDate, Forecast money.Amount
}

func (c MapCosts) cells() []string {
	return []string{c.Planned.Words(), c.ToDate.Words(), c.Forecast.Words()}
}

// ProvisionMap lays the provision map out on pages that lie: a table for each group
// with its totals, the pictures, and how each cost was worked out where asked.
func ProvisionMap(f MapFacts) *paper.Doc {
	m := newMasker(f.Names, People{Others: f.Others})
	d := &paper.Doc{Title: "Provision map " + f.Year, Lang: "en-GB", Org: f.School, Date: f.Today, Subject: "What the school provides, for whom, and what it costs",
		Watermark: paper.Mark(f.Demo, false), Setting: paper.Wide}
	if f.Names == FullNames {
		d.Author = f.Author
	}
	if f.Filter != "" {
		d.Blocks = append(d.Blocks, paper.Sentence(paper.Bold("Shown: "), paper.Span{Text: m.mask(f.Filter)}))
	}
	if len(f.Groups) == 0 {
		d.Blocks = append(d.Blocks, paper.P("No provision is in this view."))
		return d
	}
	d.Blocks = append(d.Blocks, paper.KeyValues{Caption: "The whole map", Pairs: []paper.Pair{
		paper.Fact("Pupils", strconv.Itoa(f.Totals.Pupils)), paper.Fact("Planned for the year", f.Totals.Planned.Words()),
		paper.Fact("To date", f.Totals.ToDate.Words()), paper.Fact("Forecast for the year", f.Totals.Forecast.Words())}})
	for _, g := range f.Groups {
		d.Blocks = append(d.Blocks, paper.Section(orDash(m.mask(g.Title))), g.table(m))
	}
	if len(f.Figures) > 0 {
		d.Blocks = append(d.Blocks, paper.Section("Pictures"))
		for _, figure := range f.Figures {
			d.Blocks = append(d.Blocks, figure)
		}
	}
	if f.Sums {
		d.Blocks = append(d.Blocks, f.sums(m)...)
	}
	return d
}

func (g MapGroup) table(m masker) paper.Table {
	t := paper.Table{Caption: "Provided for " + pupils(g.Totals.Pupils),
		Cols: []paper.Col{{Weight: 20}, {Weight: 13}, {Weight: 18}, {Weight: 22}, {Weight: 14}, {Weight: 9, Right: true}, {Weight: 9, Right: true}, {Weight: 9, Right: true}},
		Head: []paper.Row{paper.HeadRow("Provision", "Given by", "When", "Pupils", "Dates", "Planned", "To date", "Forecast")}}
	for _, l := range g.Lines {
		who := pupils(l.Costs.Pupils)
		if len(l.Pupils) > 0 {
			who += ": " + joined("; ", l.Pupils...)
		}
		t.Body = append(t.Body, paper.BodyRow(orDash(m.mask(l.Name)), append([]string{m.mask(l.Who), l.When, who, l.Dates}, l.Costs.cells()...)...))
	}
	t.Foot = []paper.Row{paper.BodyRow("All", append([]string{"", "", pupils(g.Totals.Pupils), ""}, g.Totals.cells()...)...)}
	return t
}

// sums says how each cost was worked out, so that a panel can check it. The sum of
// interventions of the same name and pattern stands once.
func (f MapFacts) sums(m masker) []paper.Block {
	var lines alike
	for _, g := range f.Groups {
		for _, l := range g.Lines {
			if l.Sum != "" {
				lines.add(m.mask(l.Name) + ": " + l.Sum)
			}
		}
	}
	if len(lines.order) == 0 {
		return nil
	}
	return []paper.Block{paper.Section("How the costs were worked out"), paper.Bullets(lines.counted(", each of %d")...)}
}
