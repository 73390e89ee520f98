package desk

import (
	"context"
	"fmt"

	"needsbook/app/access"
	"needsbook/app/paper"
)

// RetentionDocument is the list of what is due, with its rule, for the person who decides.
// Without full names it does not say what was written about a legal hold either.
func (d *Desk) RetentionDocument(ctx context.Context, n Names) (*paper.Doc, error) {
	if err := d.allow(access.Erase); err != nil {
		return nil, err
	}
	due, err := d.RetentionDue(ctx)
	if err != nil {
		return nil, err
	}
	s := d.School()
	doc := &paper.Doc{Title: "Records whose time of keeping is over", Lang: "en-GB", Author: s.Senco, Org: s.Name, Date: d.Today(), Watermark: paper.Mark(s.Demo, false), Subject: "For the person who decides on erasing"}
	doc.Blocks = append(doc.Blocks, paper.P("Nothing is deleted by itself. Tick what may go, and say who decided."))
	if len(due) == 0 {
		doc.Blocks = append(doc.Blocks, paper.P("Nothing is due today."))
	} else {
		t := paper.Table{Caption: "Due by " + d.Today().Words(), Cols: []paper.Col{{}, {}, {}, {}, {}}, Head: []paper.Row{paper.HeadRow("Pupil", "What may go", "Counted from", "Due since", "Legal hold")}}
		for _, x := range due {
			name, hold := x.Name, x.Hold
			if n != NamesFull {
				e, err := d.Entry(x.Pupil)
				if err != nil {
					return nil, err
				}
				if name = NameOf(e, n); hold != "" {
					hold = "Held"
				}
			}
			t.Body = append(t.Body, paper.BodyRow(name, x.Words(), x.Counts+", "+x.From.Words(), x.On.Words(), orElse(hold, "None")))
		}
		doc.Blocks = append(doc.Blocks, t)
	}
	doc.Blocks = append(doc.Blocks, paper.Section("Rules"))
	for _, r := range d.retention.Rules {
		doc.Blocks = append(doc.Blocks, paper.Sentence(paper.Bold(r.Name+". "), paper.Span{Text: fmt.Sprintf("%s from the %s. %s", count(r.Years, "year"), r.From.Name(), sentence(r.Source))}))
	}
	log, err := d.Erasures(ctx)
	if err != nil {
		return nil, err
	}
	doc.Blocks = append(doc.Blocks, paper.Section("What was erased before"))
	if len(log) == 0 {
		doc.Blocks = append(doc.Blocks, paper.P("Nothing yet."))
	}
	for _, e := range log {
		doc.Blocks = append(doc.Blocks, paper.P(fmt.Sprintf("%s: records of %s. %s Decided by %s.", e.On.Words(), count(e.Pupils, "pupil"), sentence(e.Why), e.DecidedBy)))
	}
	return doc, nil
}
