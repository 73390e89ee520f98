package funding

import (
	"fmt"

	"needsbook/app/paper"
	"needsbook/app/provision"
)

func (w *writer) outcomes() []paper.Block {
	if len(w.facts.Outcomes) == 0 {
		return nil
	}
	table := paper.Table{
		Caption: "Outcomes", Cols: []paper.Col{{Weight: 4}, {Weight: 3}, {Weight: 4}, {Weight: 2}},
		Head: []paper.Row{paper.HeadRow("What should change", "Now", "Target and how we measure it", "By")},
	}
	for _, o := range w.facts.Outcomes {
		table.Body = append(table.Body, paper.BodyRow(orDash(w.mask(o.Words)), orDash(w.mask(o.Baseline)), orDash(w.mask(join("; ", o.Target, o.Measure))), orDash(o.ByWhen.Words())))
	}
	return []paper.Block{table}
}

// costs prints each line of help with its sum, what the school pays of it and what
// is asked for. The columns add up to the totals below them to the penny.
func (w *writer) costs() []paper.Block {
	if len(w.facts.Lines) == 0 {
		return []paper.Block{paper.P("No help is costed.")}
	}
	table := paper.Table{
		Caption: "Costed provision for a year",
		Cols:    []paper.Col{{Weight: 5}, {Weight: 6}, {Weight: 3, Right: true}, {Weight: 3, Right: true}, {Weight: 3, Right: true}},
		Head:    []paper.Row{paper.HeadRow("Help", "How the cost is worked out", "Cost", "School pays", "Asked for")},
	}
	costed := 0
	for _, costedLine := range w.facts.Lines {
		l := costedLine.Line
		help := orDash(sentences(w.mask(l.Description), w.facts.StaffNames[l.StaffKind], prefixed("For: ", w.mask(l.Outcome))))
		if !costable(costedLine) {
			table.Body = append(table.Body, paper.BodyRow(help, provision.Words(lineFindings(costedLine)[0]), "–", "–", "–"))
			continue
		}
		c := w.sum.Lines[costed]
		costed++
		table.Body = append(table.Body, paper.BodyRow(help, c.Cost.Arithmetic, c.Cost.Annual.Words(), c.School.Words(), c.Extra.Words()))
	}
	table.Foot = []paper.Row{{
		{Text: paper.Text("Total"), Header: true, ColSpan: 2},
		paper.TextCell(w.sum.Total.Words()), paper.TextCell(w.sum.School.Words()), paper.TextCell(w.sum.Extra.Words()),
	}}
	blocks := []paper.Block{w.whoPays(), table}
	if w.facts.ExampleRates {
		blocks = append(blocks, paper.Sentence(paper.Bold("Some rates are examples and not the school’s own. These costs are not for a decision.")))
	}
	return blocks
}

// whoPays is the sum of the request in three lines.
func (w *writer) whoPays() paper.Block {
	contribution := "not known for these dates"
	if c := w.facts.Contribution; !c.From.IsZero() {
		contribution = fmt.Sprintf("%s a year for one pupil (%s)", c.Amount.Short(), c.Source)
	}
	return paper.KeyValues{Caption: "Who pays", Pairs: []paper.Pair{
		paper.Fact("What a school pays first", contribution),
		paper.Fact("The school pays", w.sum.School.Words()),
		{Name: "Asked for, above that", Value: []paper.Span{paper.Bold(w.sum.Extra.Words())}},
		paper.Fact("Total", w.sum.Total.Words()),
	}}
}

// evidence is the index of papers, numbered so that a panel can speak of them.
func (w *writer) evidence() []paper.Block {
	if len(w.facts.Held) == 0 {
		return []paper.Block{paper.P("No papers are attached.")}
	}
	table := paper.Table{Caption: "Papers attached", Cols: []paper.Col{{Weight: 1}, {Weight: 6}, {Weight: 2}}, Head: []paper.Row{paper.HeadRow("Number", "Paper", "Date")}}
	for i, p := range w.facts.Held {
		table.Body = append(table.Body, paper.BodyRow(fmt.Sprintf("E%d", i+1), orDash(w.mask(p.Name)), orDash(p.On.Words())))
	}
	return []paper.Block{table}
}

func (w *writer) signOff() []paper.Block {
	f := w.facts
	consent := func(c Consent) string {
		if blank(c.By) || c.On.IsZero() {
			return ""
		}
		who := c.By
		if w.names != FullNames {
			who = ""
		}
		return join(", ", who, c.Relationship, c.On.Words(), c.How)
	}
	var blocks []paper.Block
	if p := pairs([2]string{"Parent", consent(f.Consent)}, [2]string{"Pupil", consent(f.OwnConsent)}, [2]string{"What may be shared", w.mask(f.Consent.SharedWith)}); len(p) > 0 {
		blocks = append(blocks, paper.KeyValues{Caption: "Consent", Pairs: p})
	} else {
		blocks = append(blocks, paper.P("No consent is recorded."))
	}
	return append(blocks, paper.P(w.form.Declaration), paper.SignOff{Signatures: []paper.Signature{
		{Role: "SENCO", Name: f.SENCO.Name, Date: f.SENCO.On},
		{Role: "Headteacher", Name: f.Head.Name, Date: f.Head.On},
	}})
}
