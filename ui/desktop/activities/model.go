package activities

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/finding"
	"needsbook/app/money"
	"needsbook/app/publish"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is the page, without the toolkit.
type model struct {
	desk   *desk.Desk
	hidden func() bool
	year   int // the school year, 0 the one that the strategy is for
	at     string
	fresh  *publish.Activity // a new one that is not kept yet; nil none

	strategy publish.Strategy
	years    desk.StrategyYears
	free     []publish.ProvisionRow // rows that no activity names
	titles   []string               // of the principles, as far as the school wrote them
}

// load reads the strategy again.
func (m *model) load() (err error) {
	ctx := context.Background()
	if m.strategy, err = m.desk.Strategy(ctx, m.year); err != nil {
		return err
	}
	if m.years, err = m.desk.StrategyYears(ctx); err != nil {
		return err
	}
	if m.free, err = m.desk.RowsToName(ctx, m.strategy.Year); err != nil {
		return err
	}
	words, err := m.desk.ReportWords(ctx, publish.InclusionStrategy)
	if err != nil {
		return err
	}
	m.titles = nil
	for n, p := range m.desk.ReportPack(publish.InclusionStrategy).Principles {
		title := strconv.Itoa(n+1) + ". " + publish.PrincipleTitle(p, words)
		if strings.HasSuffix(title, ". ") {
			title = "Principle " + strconv.Itoa(n+1) + " (no title yet)"
		}
		m.titles = append(m.titles, title)
	}
	if m.fresh == nil && m.place(m.at) < 0 {
		m.at = ""
		if len(m.strategy.Rows) > 0 {
			m.at = m.strategy.Rows[0].ID
		}
	}
	return nil
}

// place is where an activity stands, -1 for none.
func (m *model) place(id string) int {
	return slices.IndexFunc(m.strategy.Rows, func(r publish.StrategyRow) bool { return r.ID == id })
}

// rows are the activities, with a new one at the end.
func (m *model) rows() int {
	if m.fresh != nil {
		return len(m.strategy.Rows) + 1
	}
	return len(m.strategy.Rows)
}

// currentRow is the row that the form shows.
func (m *model) currentRow() int {
	if m.fresh != nil {
		return len(m.strategy.Rows)
	}
	return max(0, m.place(m.at))
}

// choose shows another row in the form; it reports whether that is another one.
func (m *model) choose(row int) bool {
	if row < 0 || row >= len(m.strategy.Rows) || m.fresh == nil && m.strategy.Rows[row].ID == m.at {
		return false
	}
	m.fresh, m.at = nil, m.strategy.Rows[row].ID
	return true
}

// current is the activity in the form, and whether there is one.
func (m *model) current() (publish.StrategyRow, bool) {
	if m.fresh != nil {
		return publish.StrategyRow{Activity: *m.fresh, Total: m.fresh.Amount}, true
	}
	at := m.place(m.at)
	if at < 0 {
		return publish.StrategyRow{}, false
	}
	return m.strategy.Rows[at], true
}

var heads = []parts.GridColumn{{Title: "What we do", Strong: true, Grows: true, Width: 110}, {Title: "Cost", Number: true}, {Title: "In all so far", Number: true}}

func (m *model) cell(row, col int) string {
	if row >= len(m.strategy.Rows) {
		return []string{"New, not kept yet", m.fresh.Amount.Words(), ""}[col]
	}
	r := m.strategy.Rows[row]
	switch col {
	case 0:
		return r.Name()
	case 1:
		return r.Total.Words()
	}
	var sum money.Amount
	for _, one := range m.strategy.Rows[:row+1] {
		sum = sum.Add(one.Total)
	}
	return sum.Words()
}

func (m *model) total(col int) string { return []string{"All", m.strategy.Planned.Words(), ""}[col] }

// sentence says what the page is for and how the money stands.
func (m *model) sentence() string {
	words := "What the school does about each barrier in " + m.strategy.YearName + ", and what it costs."
	switch s := &m.strategy; {
	case s.Allocation.IsZero():
		return words + " The Budget shows no money of the fund for this year yet."
	case len(s.Rows) == 0:
		return words + " " + s.Allocation.Words() + " is to be planned."
	case s.Left.IsNegative():
		return words + " It is " + s.Left.Neg().Words() + " more than the fund brings."
	case s.Left.IsZero():
		return words + " It adds up to what the fund brings."
	}
	return words + " " + m.strategy.Left.Words() + " is left to plan."
}

// standing is the bar in words.
func (m *model) standing() string {
	s := &m.strategy
	return s.Planned.Words() + " planned of " + s.Allocation.Words() + " (" + s.Fund + ")"
}

// canAddLeft reports whether something is left to be added as an activity.
func (m *model) canAddLeft() bool {
	return m.fresh == nil && !m.strategy.Left.IsZero() && !m.strategy.Left.IsNegative()
}

// earlier is the year before, where its activities can be copied; 0 where they cannot.
func (m *model) earlier() int {
	list, err := m.desk.Activities(context.Background(), m.strategy.Year-1)
	if err != nil || len(list) == 0 || len(m.strategy.Rows) > 0 {
		return 0
	}
	return m.strategy.Year - 1
}

// look are the findings as lamps, the worst first. One about an activity leads to it; a row
// that no activity names can be named in the one that is shown.
func (m *model) look(open, name func(id string), budget func()) []parts.Lamp {
	var lamps []parts.Lamp
	worst := slices.Clone(m.strategy.Findings)
	slices.SortStableFunc(worst, func(a, b finding.Finding) int { return int(b.Severity - a.Severity) })
	for _, f := range worst {
		lamp := parts.Lamp{State: parts.Soon, Word: "Look", Title: publish.Why(f), Note: publish.Fix(f)}
		switch f.Severity {
		case finding.Refuse:
			lamp.State, lamp.Word = parts.Overdue, "To put right"
		case finding.Note:
			lamp.Word = "Note"
		}
		row := slices.IndexFunc(m.strategy.Unnamed, func(p publish.ProvisionRow) bool { return p.ID == f.Field })
		switch at := m.place(f.Field); {
		case at >= 0:
			lamp.Button, lamp.Do = "Go to it", func() { open(f.Field) }
		case row >= 0:
			p := m.strategy.Unnamed[row]
			lamp.Title = m.rowName(p) + " (" + p.Cost.Words() + ") is paid from the fund and no activity names it."
			if m.at != "" && m.fresh == nil {
				lamp.Button, lamp.Do = "Name it here", func() { name(p.ID) }
			}
		case f.Code == publish.NoAllocation || f.Code == publish.AllocationHope:
			lamp.Button, lamp.Do = "Budget", budget
		}
		lamps = append(lamps, lamp)
	}
	return lamps
}

// rowName is what a row of the provision map is called; while names are hidden only one of
// the library is shown, since a school's own may hold anybody's.
func (m *model) rowName(p publish.ProvisionRow) string {
	return wording.Written(p.Name, m.hidden() && !p.Library)
}

// rowOptions are the rows of the provision map that can be named, with their cost.
func (m *model) rowOptions() []parts.Option {
	var out []parts.Option
	for _, p := range m.free {
		note := p.Cost.Words()
		if !p.Fund {
			note += ", paid from " + strings.ToLower(p.Source[:1]) + p.Source[1:] + " now"
		}
		out = append(out, parts.Option{Value: p.ID, Words: m.rowName(p), Note: note})
	}
	return out
}

// yearOptions are the school years around the one that is shown.
func (m *model) yearOptions() []parts.Option {
	var out []parts.Option
	for _, y := range m.desk.BudgetYears(m.strategy.Year) {
		out = append(out, parts.Option{Value: strconv.Itoa(y), Words: "School year " + day.AcademicYearName(y)})
	}
	return out
}

// spanOptions are how long the strategy that is shown may run.
func (m *model) spanOptions() []parts.Option {
	first := m.strategy.First
	out := []parts.Option{{Value: strconv.Itoa(first), Words: "Covers " + day.AcademicYearName(first) + " alone"}}
	for last := first + 1; last < first+3; last++ {
		out = append(out, parts.Option{Value: strconv.Itoa(last), Words: "Covers " + day.AcademicYearName(first) + " to " + day.AcademicYearName(last)})
	}
	return out
}

// with keeps the activity of the form with a change. A new one is kept once it says
// something: until then the change stays on the page.
func (m *model) with(change func(*publish.Activity)) (kept bool, err error) {
	r, ok := m.current()
	if !ok {
		return false, nil
	}
	a := r.Activity
	change(&a)
	if m.fresh != nil && strings.TrimSpace(a.What+a.Barrier) == "" {
		m.fresh = &a
		return false, nil
	}
	a, err = m.desk.SaveActivity(context.Background(), a)
	if err != nil {
		return false, err
	}
	m.fresh, m.at = nil, a.ID
	return true, m.load()
}
