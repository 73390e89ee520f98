package printout

import (
	"strings"

	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/paper"
)

// UnmetFacts are the ledger of need that is not met, as it is printed. Cells come with
// pupils named as asked and, where names are left out, taken out of what was written.
type UnmetFacts struct {
	School   string
	Author   string // left off where names are
	Demo     bool
	Today    day.Date
	Period   string
	Counts   bool // the side for others: counts alone, none of them under five
	Named    bool
	Heads    []string
	Rows     [][]string
	Totals   []string
	Sentence string // "" on the side for others: it would say what the table leaves out
	How      string
	Chart    chart.Chart
	RowHeads []string
	Behind   [][]string // the rows behind the counts, none on the side for others
}

// Unmet lays out what pupils need and do not get: by service and by state, over the
// year, and for the school itself who it is.
func Unmet(f UnmetFacts) *paper.Doc {
	d := &paper.Doc{Title: "Unmet need", Lang: "en-GB", Org: f.School, Date: f.Today, Subject: "What was wanted, asked, waiting and refused",
		Watermark: paper.Mark(f.Demo, false), Setting: paper.Wide}
	if f.Named || f.Counts {
		d.Author = f.Author
	}
	d.Blocks = append(d.Blocks, paper.Sentence(paper.Bold("Counted: "), paper.Span{Text: f.Period}))
	if len(f.Rows) == 0 {
		d.Blocks = append(d.Blocks, paper.P("Nothing was wanted, asked, waiting or refused in this time."))
		return d
	}
	if f.Sentence != "" {
		d.Blocks = append(d.Blocks, paper.P(f.Sentence))
	}
	d.Blocks = append(d.Blocks, f.table(), paper.P(f.How))
	if f.Counts {
		d.Blocks = append(d.Blocks, paper.P("No count under five is given, no wait of fewer than five pupils, and no money of fewer than five requests, so that nobody can be known by them. Money is to the nearest £500."))
	}
	if len(f.Chart.Labels) > 0 {
		d.Blocks = append(d.Blocks, f.picture()...)
	}
	if len(f.Behind) > 0 {
		d.Blocks = append(d.Blocks, paper.Section("Who and what"), f.behind())
	}
	return d
}

// picture is the chart: of the year on the school's own paper, of the counts on that for
// others.
func (f UnmetFacts) picture() []paper.Block {
	if f.Counts {
		return []paper.Block{paper.Section("As a picture"),
			paper.Figure{Caption: "Needs by what was wanted, " + f.Period + ", to " + f.Today.Words(), Alt: "The counts of the table above, as bars.", Chart: f.Chart}}
	}
	return []paper.Block{paper.Section("Over the school year"),
		paper.Figure{Caption: "What came up and what was answered, by half term, to " + f.Today.Words(), Alt: "Needs that came up, were met, were refused and were still open, for each half term. The figures follow.", Chart: f.Chart, DataTable: true}}
}

func (f UnmetFacts) table() paper.Table {
	t := paper.Table{Caption: "By what was wanted", Head: []paper.Row{paper.HeadRow(f.Heads...)}}
	for n := range f.Heads {
		t.Cols = append(t.Cols, paper.Col{Weight: float64(columnLetters(f.Heads[n], f.Rows, n)), Right: n >= 2})
	}
	for _, row := range f.Rows {
		t.Body = append(t.Body, paper.BodyRow(orDash(row[0]), row[1:]...))
	}
	t.Foot = []paper.Row{paper.BodyRow(f.Totals[0], f.Totals[1:]...)}
	return t
}

// behind lists the rows; a long text is cut after its first line, since the record has
// the whole.
func (f UnmetFacts) behind() paper.Table {
	t := paper.Table{Caption: "The rows behind the counts", Head: []paper.Row{paper.HeadRow(f.RowHeads...)},
		Cols: []paper.Col{{Weight: 14}, {Weight: 16}, {Weight: 9}, {Weight: 11}, {Weight: 13}, {Weight: 26}, {Weight: 26}}}
	for _, row := range f.Behind {
		cells := make([]string, len(row))
		for n, cell := range row {
			first, _, more := strings.Cut(strings.TrimSpace(cell), "\n")
			if more {
				first += " …"
			}
			cells[n] = first
		}
		t.Body = append(t.Body, paper.BodyRow(orDash(cells[0]), cells[1:]...))
	}
	return t
}
