package budget

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// Parts of the page.
const (
	tabSources = iota
	tabIn
	tabHelp
	tabPupils
	tabPicture
)

// model is the page, without the toolkit.
type model struct {
	desk   *desk.Desk
	hidden func() bool
	year   int // the school year, 0 this one
	budget funding.Budget
	tab    int
	source string // the one whose lines are shown, "" all

	sources []*funding.SourceSum // with money or help
	in      []funding.Income
	help    []funding.Spending
	kept    map[string]funding.BudgetLine // by id
	safe    map[string]bool               // interventions whose names name nobody
}

// load reads the budget again.
func (m *model) load() (err error) {
	ctx := context.Background()
	if m.budget, err = m.desk.Budget(ctx, m.year); err != nil {
		return err
	}
	lines, err := m.desk.BudgetLines(ctx)
	if err != nil {
		return err
	}
	m.kept, m.safe = map[string]funding.BudgetLine{}, map[string]bool{}
	for _, l := range lines {
		m.kept[l.ID] = l
	}
	m.narrow(m.source)
	return nil
}

// narrow shows the lines of one source, or for "" of all.
func (m *model) narrow(source string) {
	m.source, m.sources, m.in, m.help = source, nil, nil, nil
	for n := range m.budget.Sources {
		s := &m.budget.Sources[n]
		if len(s.Received)+len(s.Spent) > 0 {
			m.sources = append(m.sources, s)
		}
		for _, h := range s.Spent {
			m.safe[h.ID] = h.Library
		}
		if source != "" && s.Source != source {
			continue
		}
		m.in, m.help = append(m.in, s.Received...), append(m.help, s.Spent...)
	}
	slices.SortStableFunc(m.help, func(a, b funding.Spending) int { return b.Whole.Planned.Cmp(a.Whole.Planned) })
}

// isEmpty reports whether there is neither money nor help.
func (m *model) isEmpty() bool { return m.budget.In.IsZero() && m.budget.Interventions == 0 }

func (m *model) tabs() []string {
	return []string{"By source", fmt.Sprintf("Money in  %d", len(m.in)), fmt.Sprintf("Help and its cost  %d", len(m.help)), fmt.Sprintf("Pupils  %d", len(m.budget.Pupils)), "Picture"}
}

// sentence says what is in place, then how the money stands.
func (m *model) sentence() string {
	if m.source != "" && (m.tab == tabIn || m.tab == tabHelp) {
		return m.desk.SourceName(m.source) + " only. A shows all."
	}
	words := strings.Join(m.desk.BudgetLead(m.budget, false), " ")
	if !m.budget.Expected.IsZero() {
		words += " " + m.budget.Expected.Words() + " of the money is only expected."
	}
	if m.budget.Example {
		words += " Some hourly rates are only examples."
	}
	return words
}

func (m *model) years() []parts.Option {
	var out []parts.Option
	for _, y := range m.desk.BudgetYears(m.budget.Year) {
		out = append(out, parts.Option{Value: strconv.Itoa(y), Words: "School year " + day.AcademicYearName(y)})
	}
	return out
}

func starts() []parts.Option {
	return []parts.Option{{Value: strconv.Itoa(funding.StartsApril), Words: "Money from April to March"}, {Value: strconv.Itoa(funding.StartsSeptember), Words: "Money from September to August"}}
}

// name is what an intervention is called; while names are hidden only one of the library
// is shown, since a school's own may hold anybody's.
func (m *model) name(id, name string) string {
	return wording.Written(name, m.hidden() && !m.safe[id])
}

// pupil is a pupil as a list says them.
func (m *model) pupil(id string) string {
	e, err := m.desk.Entry(id)
	if err != nil {
		return ""
	}
	return wording.ListName(e, m.hidden())
}

var sourceHeads = []parts.GridColumn{{Title: "Source", Strong: true, Grows: true}, {Title: "In", Number: true}, {Title: "Planned", Number: true},
	{Title: "To date", Number: true}, {Title: "To come", Number: true}, {Title: "Forecast", Number: true}, {Title: "Left", Number: true}}

func figureCells(name string, f funding.Figures) []string {
	return []string{name, f.In.Words(), f.Committed.Words(), f.ToDate.Words(), f.ToCome.Words(), f.Forecast.Words(), f.Left.Words()}
}

func (m *model) sourceCell(row, col int) string {
	s := m.sources[row]
	return figureCells(m.desk.SourceName(s.Source), s.Figures)[col]
}

func (m *model) sourceTotal(col int) string { return figureCells("All", m.budget.Figures)[col] }

// sourceDetail is how a source's figures were added up.
func (m *model) sourceDetail(row int) string {
	if row < 0 || row >= len(m.sources) {
		return ""
	}
	s := m.sources[row]
	words := fmt.Sprintf("%s: %s from %s in; %s planned for %s = %s to date + %s to come + %s not held. %s in − %s forecast = %s. Enter opens the lines.",
		m.desk.SourceName(s.Source), s.In.Words(), wording.Count(len(s.Received), "line"), s.Committed.Words(), wording.Count(len(s.Spent), "intervention"),
		s.ToDate.Words(), s.ToCome.Words(), s.NotHeld.Words(), s.In.Words(), s.Forecast.Words(), s.Left.Words())
	if m.budget.Starts == funding.StartsApril {
		words += fmt.Sprintf(" %s falls before 1 April and %s from then.", s.BeforeApril.Words(), s.FromApril.Words())
	}
	return words
}

// notes are the sentences that belong to the figures.
func (m *model) notes() string { return strings.Join(m.desk.BudgetNotes(m.budget), " ") }

func (m *model) picture() (c chart.Chart, sentence, note string) {
	return m.desk.BudgetChart(m.budget), desk.BudgetStands(m.budget), "As of " + m.budget.AsOf.Words() + ", for " + wording.Count(m.budget.Interventions, "intervention") + " of the school year " + m.budget.YearName + "."
}

// staff are the kinds of staff and what is bought, with what each is planned to cost.
func (m *model) staff() (out []parts.Fact) {
	for _, k := range m.budget.Staff {
		out = append(out, parts.Fact{Label: k.Name, Value: k.Committed.Words() + " planned, " + k.ToDate.Words() + " to date"})
	}
	return out
}

var inHeads = []parts.GridColumn{{Title: "Source", Strong: true, Grows: true}, {Title: "What", Grows: true}, {Title: "Whole", Number: true}, {Title: "In this school year", Number: true}, {Title: "Told"}}

func (m *model) inCell(row, col int) string {
	in := m.in[row]
	told := in.On.Words()
	if in.Expected {
		told = "expected"
	}
	return []string{m.desk.SourceName(in.Source), wording.Written(cmp.Or(in.What, m.kept[in.Line].Words), m.hidden() && in.Line != ""), in.Whole.Words(), in.Part.Words(), told}[col]
}

func (m *model) inTotal(col int) string {
	var part money.Amount
	for _, in := range m.in {
		part = part.Add(in.Part)
	}
	return []string{"All", "", "", part.Words(), ""}[col]
}

// inDetail says how a line's part was worked out.
func (m *model) inDetail(row int) string {
	if row < 0 || row >= len(m.in) {
		return ""
	}
	in := m.in[row]
	words := m.desk.SourceName(in.Source) + ": " + in.Words + "."
	if in.Request > 0 {
		return words + " It comes by itself from " + in.What + ", which was agreed. Enter opens the request."
	}
	return words + " " + wording.Written(m.kept[in.Line].Words, m.hidden() && m.kept[in.Line].Words != "")
}

var helpHeads = []parts.GridColumn{{Title: "Help in place", Strong: true, Grows: true}, {Title: "Paid from", Width: 150}, {Title: "Pupils", Number: true}, {Title: "Planned", Number: true},
	{Title: "To date", Number: true}, {Title: "To come", Number: true}, {Title: "Not held", Number: true}, {Title: "Forecast", Number: true}}

func (m *model) helpCell(row, col int) string {
	h := m.help[row]
	return []string{m.name(h.ID, h.Name), m.desk.SourceName(h.Source), strconv.Itoa(h.Pupils), h.Whole.Planned.Words(), h.Whole.ToDate.Words(), h.Whole.ToCome.Words(), h.Whole.NotHeld.Words(), h.Whole.Forecast().Words()}[col]
}

func (m *model) helpTotal(col int) string {
	var all funding.Spending
	for _, h := range m.help {
		all.Whole.Planned, all.Whole.ToDate = all.Whole.Planned.Add(h.Whole.Planned), all.Whole.ToDate.Add(h.Whole.ToDate)
		all.Whole.ToCome, all.Whole.NotHeld = all.Whole.ToCome.Add(h.Whole.ToCome), all.Whole.NotHeld.Add(h.Whole.NotHeld)
	}
	return []string{"All", "", "", all.Whole.Planned.Words(), all.Whole.ToDate.Words(), all.Whole.ToCome.Words(), all.Whole.NotHeld.Words(), all.Whole.Forecast().Words()}[col]
}

// helpDetail is the sum of an intervention in words.
func (m *model) helpDetail(row int) string {
	if row < 0 || row >= len(m.help) {
		return ""
	}
	h := m.help[row]
	return fmt.Sprintf("%s, %s. Planned: %s. To date: %s. Enter opens it on the map.", m.name(h.ID, h.Name), h.Staff, h.Whole.Words, h.Whole.SoFar)
}
