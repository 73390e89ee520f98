package printout

import (
	"needsbook/app/day"
	"needsbook/app/paper"
)

// ProvisionCostFacts are the costs of a school's own provision map beside ours, as they
// are printed.
type ProvisionCostFacts struct {
	School string
	Author string
	Demo   bool
	Today  day.Date
	File   string // the name of the map
	Heads  []string
	Rows   [][]string // the totals last
}

// ProvisionCosts lays out the costs of a school's own provision map beside ours, row by
// row.
func ProvisionCosts(f ProvisionCostFacts) *paper.Doc {
	d := &paper.Doc{Title: "Costs of the old provision map beside ours", Lang: "en-GB", Author: f.Author, Org: f.School, Date: f.Today, Subject: "Costs of provision",
		Watermark: paper.Mark(f.Demo, false), Setting: paper.Wide}
	d.Blocks = append(d.Blocks, paper.P("Theirs is what "+f.File+" says. Ours is worked out for this school year with the rates in use. The reason is the likely one: it is named only where the figures fit it."))
	table := paper.Table{Caption: "Costs, row by row"}
	weights := []float64{5, 20, 22, 10, 10, 12, 34, 40}
	var head paper.Row
	for i, title := range f.Heads {
		table.Cols = append(table.Cols, paper.Col{Weight: weights[min(i, len(weights)-1)], Right: i == 0 || i >= 3 && i <= 5})
		head = append(head, paper.HeadCell(title))
	}
	table.Head = []paper.Row{head}
	for _, row := range f.Rows {
		table.Body = append(table.Body, paper.BodyRow(row[0], row[1:]...))
	}
	d.Blocks = append(d.Blocks, table)
	return d
}
