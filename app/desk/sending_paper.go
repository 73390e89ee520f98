package desk

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/access"
	"needsbook/app/paper"
	"needsbook/app/summary"
)

// SummaryDocument writes this term's summary as it would leave the school, for the one
// who approves it to read on paper: every table with its figures as they are sent, and
// why some are not the exact ones. The exact figures do not stand in it.
func (d *Desk) SummaryDocument(ctx context.Context) (*paper.Doc, error) {
	if err := d.allow(access.Send); err != nil {
		return nil, err
	}
	p, err := d.PreviewSummary(ctx)
	if err != nil {
		return nil, err
	}
	s := d.School()
	to := "The school has joined no {cluster} yet, so it would go nowhere."
	if p.Member.Joined() {
		to = "It would go to " + p.Member.Hub.Name + ", for the {cluster} " + p.Member.Cluster + "."
	}
	doc := &paper.Doc{Title: "What leaves the school", Lang: "en-GB", Org: s.Name, Setting: paper.Wide, Watermark: paper.Mark(s.Demo, false), Date: d.Today()}
	doc.Blocks = []paper.Block{
		paper.P(d.terms.Say("These are all the figures of the summary for " + p.Series + ". Nothing else is in it: no name, number, date of birth or word about a pupil. " + to)),
		paper.Bullets(
			"Nought to four is shown as low. Other numbers of pupils are to the nearest five, the roll to the nearest fifty.",
			"A number changes only when at least five pupils have moved in or out of it, so it can be a little behind.",
			"A number that could give away a smaller one is held back until the next school year.",
			fmt.Sprintf("Of these figures %d are shown as low and %d are held back.", p.Low, p.Hidden)),
		paper.P("The six words of the document are: " + strings.Join(p.Words, " ") + "."),
	}
	for _, t := range p.Preview.Tables {
		doc.Blocks = append(doc.Blocks, summaryTable(t))
	}
	return doc, nil
}

// summaryTable is one table of the summary with what is shown in each place.
func summaryTable(t summary.PreviewTable) paper.Table {
	table := paper.Table{Caption: t.ID + " " + t.Title, Cols: []paper.Col{{Weight: 4}}, Head: []paper.Row{paper.HeadRow(append([]string{"What is counted"}, t.Cols...)...)}}
	for range t.Cols {
		table.Cols = append(table.Cols, paper.Col{Weight: 2, Right: true})
	}
	for i, cells := range t.Cells {
		var shown []string
		for _, c := range cells {
			shown = append(shown, c.Shown)
		}
		table.Body = append(table.Body, paper.BodyRow(t.Rows[i], shown...))
	}
	return table
}
