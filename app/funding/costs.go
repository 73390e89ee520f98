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
	if len(w.costed()) == 0 {
		return []paper.Block{paper.P("Nothing is costed yet.")}
	}
	table := paper.Table{
		Caption: w.costsCaption(),
		Cols:    []paper.Col{{Weight: 5}, {Weight: 6}, {Weight: 3, Right: true}, {Weight: 3, Right: true}, {Weight: 3, Right: true}},
		Head:    []paper.Row{paper.HeadRow("What", "How the cost is worked out", "Cost", payer(w.facts), "Asked for")},
	}
	for _, c := range w.costed() {
		help := orDash(sentences(w.mask(c.Line.Description), w.facts.StaffNames[c.Line.StaffKind], prefixed("For: ", w.mask(c.Line.Outcome))))
		if c.fault != "" {
			table.Body = append(table.Body, paper.BodyRow(help, c.fault, "–", "–", "–"))
			continue
		}
		table.Body = append(table.Body, paper.BodyRow(help, w.mask(c.Cost.Arithmetic), c.Cost.Annual.Words(), c.School.Words(), c.Extra.Words()))
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

// row is a line of the costed table: costed, or with what is wrong with it.
type row struct {
	provision.Costed
	fault string
}

// costed lists the lines of the request with who pays, in their order.
func (w *writer) costed() []row {
	var out []row
	n := 0
	next := func(good bool, l provision.Line, fault string) {
		if !good {
			out = append(out, row{provision.Costed{Line: l}, fault})
			return
		}
		out = append(out, row{Costed: w.sum.Lines[n]})
		n++
	}
	if w.facts.kind() == KindProject {
		for _, l := range w.facts.ByHand {
			err := CheckLine(l)
			fault := ""
			if err != nil {
				fault = err.Error()
			}
			next(err == nil, provision.Line{Description: l.What, Outcome: l.For}, fault)
		}
		return out
	}
	for _, l := range w.facts.Lines {
		fault := ""
		if !costable(l) {
			fault = provision.Words(lineFindings(l)[0])
		}
		next(fault == "", l.Line, fault)
	}
	return out
}

func (w *writer) costsCaption() string {
	if w.facts.kind() == KindProject {
		return "Costs"
	}
	return "Costed for a year"
}

// payer heads the column of what is paid before anything is asked for.
func payer(f *Facts) string {
	if f.kind() == KindGroup {
		return "Schools pay"
	}
	return "School pays"
}

// whoPays is the sum of the request in three lines, the school's own money first.
func (w *writer) whoPays() paper.Block {
	first := w.sum.School.Words()
	if w.facts.kind() == KindIndividual {
		contribution := "not known for these dates"
		if c := w.facts.Contribution; !c.From.IsZero() {
			contribution = fmt.Sprintf("up to %s a year for one pupil: %s", c.Amount.Short(), c.Source)
		}
		first += " (" + contribution + ")"
	}
	return paper.KeyValues{Caption: "Who pays", Pairs: []paper.Pair{
		paper.Fact(payer(w.facts)+" first", first),
		{Name: "Asked for, above that", Value: []paper.Span{paper.Bold(w.sum.Extra.Words())}},
		paper.Fact("Total", fmt.Sprintf("%s + %s = %s", w.sum.School.Words(), w.sum.Extra.Words(), w.sum.Total.Words())),
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
	var blocks []paper.Block
	switch f.kind() {
	case KindProject: // about no pupil, so there is no consent to show
	case KindGroup:
		blocks = append(blocks, paper.P(w.membersAgreed()))
	default:
		if p := pairs([2]string{"Parent", w.consent(f.Consent)}, [2]string{"Pupil", w.consent(f.OwnConsent)}, [2]string{"What may be shared", w.mask(f.Consent.SharedWith)}); len(p) > 0 {
			blocks = append(blocks, paper.KeyValues{Caption: "Consent", Pairs: p})
		} else {
			blocks = append(blocks, paper.P("No consent is recorded."))
		}
	}
	return append(blocks, paper.P(w.form.Declaration), paper.SignOff{Signatures: []paper.Signature{
		{Role: f.say("{Senco}"), Name: f.SENCO.Name, Date: f.SENCO.On},
		{Role: f.say("{Head}"), Name: f.Head.Name, Date: f.Head.On},
	}})
}

// consent is a consent as it is printed, "" where there is none that stands.
func (w *writer) consent(c Consent) string {
	if blank(c.By) || c.On.IsZero() {
		return ""
	}
	if !c.Withdrawn.IsZero() && !c.Withdrawn.After(w.facts.Today) {
		return "Withdrawn on " + c.Withdrawn.Words()
	}
	who := c.By
	if w.names != FullNames {
		who = ""
	}
	return join(", ", who, c.Relationship, c.On.Words(), c.How)
}

// membersAgreed says for how many of the group consent is there.
func (w *writer) membersAgreed() string {
	agreed := 0
	for _, m := range w.facts.Members {
		if bothConsents(GateRule{}, w.facts, m.Pupil, m.Consent, m.OwnConsent, "").state == OK {
			agreed++
		}
	}
	return fmt.Sprintf("Consent to share this request with the %s and the %s is recorded for %d of %s. The dates stand beside each pupil.",
		w.facts.word("cluster_panel"), w.facts.word("la"), agreed, countOf(len(w.facts.Members), "pupil"))
}
