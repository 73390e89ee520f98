package budget

import (
	"fmt"
	"strings"

	"needsbook/app/chart"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/ui/desktop/parts"
)

// pupilHeads lead with what is in place; what it costs comes second.
func (m *model) pupilHeads() []parts.GridColumn {
	return []parts.GridColumn{{Title: "Pupil", Strong: true, Width: 120}, {Title: "Help in place", Width: 170}, {Title: "It costs", Number: true}, {Title: "Stands", Width: 84},
		{Title: "Above both", Number: true}, {Title: "Of " + m.budget.Contribution.Short(), Number: true}, {Title: m.desk.SourceName(funding.SourceTopUp), Number: true}}
}

func (m *model) pupilCell(row, col int) string {
	p := m.budget.Pupils[row]
	words, _ := m.standing(p)
	return []string{m.pupil(p.Pupil), m.helpWords(p), p.Committed.Words(), words, p.Uncovered().Words(), m.share(p), p.TopUp.Words()}[col]
}

// helpWords names the help, that of the highest cost first.
func (m *model) helpWords(p funding.PupilCost) string {
	var names []string
	for _, h := range p.Help {
		names = append(names, m.name(h.Intervention, h.Name))
	}
	return strings.Join(names, "; ")
}

// share is what help costs in per cent of what the school pays first.
func (m *model) share(p funding.PupilCost) string {
	if m.budget.Contribution.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %%", p.Committed.InPence()*100/m.budget.Contribution.InPence())
}

// standing says how help stands against what the school pays first, as a word and a
// shape.
func (m *model) standing(p funding.PupilCost) (string, parts.State) {
	switch {
	case p.Above.IsZero():
		return "within", parts.Done
	case p.Uncovered().IsZero():
		return "covered", parts.Soon
	}
	return "above", parts.Overdue
}

// pupilDetail opens a pupil's cost to its sum.
func (m *model) pupilDetail(row int) string {
	if row < 0 || row >= len(m.budget.Pupils) {
		return ""
	}
	p := m.budget.Pupils[row]
	lines := []string{m.pupil(p.Pupil) + ": help in place costs " + p.Committed.Words() + ", of which the school pays the first " + p.School.Words() + "."}
	for _, h := range p.Help {
		lines = append(lines, m.name(h.Intervention, h.Name)+": "+h.Words+".")
	}
	return strings.Join(lines, " ") + " Enter opens the pupil's page."
}

// mostBars is how many pupils the picture shows.
const mostBars = 10

// bars draws the help that costs most against what the school pays first: each bar is the
// school's first part, then top-up, then what is above both.
func (m *model) bars() (c chart.Chart, sentence, note string) {
	c = chart.Chart{Kind: chart.Stacked, By: "Pupil", Unit: "£ in the school year", Series: []chart.Series{{Name: "School's first " + m.budget.Contribution.Short()}, {Name: m.desk.SourceName(funding.SourceTopUp)}, {Name: "Above both"}}}
	above := 0
	for n, p := range m.budget.Pupils {
		if !p.Above.IsZero() {
			above++
		}
		if n >= mostBars {
			continue
		}
		c.Labels = append(c.Labels, m.pupil(p.Pupil))
		covered := p.Above.Sub(p.Uncovered())
		for i, a := range []money.Amount{p.School, covered, p.Uncovered()} {
			f, _ := a.Decimal().Float64() // drawn, not counted with
			c.Series[i].Values = append(c.Series[i].Values, chart.Value{N: f, Words: a.WholePounds()})
		}
	}
	sentence = fmt.Sprintf("Help for %d of %d pupils costs more than the %s that the school pays first.", above, len(m.budget.Pupils), m.budget.Contribution.Short())
	return c, sentence, fmt.Sprintf("The %d with the most help of %d; as of %s.", len(c.Labels), len(m.budget.Pupils), m.budget.AsOf.Words())
}
