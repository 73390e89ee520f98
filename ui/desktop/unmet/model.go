package unmet

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/chart"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Parts of the page.
const (
	tabTable = iota
	tabTime
	tabRows
)

// model is the page, without the toolkit.
type model struct {
	desk    *desk.Desk
	hidden  func() bool
	unmet   provision.Unmet
	periods []desk.Period
	period  desk.Period
	lines   []provision.UnmetLine
	total   provision.UnmetLine
	flow    []provision.UnmetFlow
	tab     int

	// Which count is open: of one thing that was wanted, "" for all, in one state, "" for all.
	want, key, name, state string
	rows                   []provision.UnmetRow
}

// load reads the ledger again. The argument names a period such as 2026/autumn, "" the
// one that is shown.
func (m *model) load(period string) (err error) {
	ctx := context.Background()
	if m.unmet, err = m.desk.UnmetNeed(ctx); err != nil {
		return err
	}
	if m.periods, err = m.desk.UnmetPeriods(ctx, m.unmet); err != nil {
		return err
	}
	if period == "" {
		period = m.period.ID
	}
	if m.period, err = desk.PeriodNamed(m.periods, period); err != nil {
		m.period = m.periods[0] // a period that was remembered and is gone
	}
	if m.flow, err = m.desk.UnmetFlow(ctx, m.unmet, m.period); err != nil {
		return err
	}
	m.lines, m.total = m.unmet.Table(m.period.From, m.period.Until)
	m.rows = m.unmet.Behind(m.want, m.key, m.state, m.period.From, m.period.Until)
	return nil
}

// open shows the rows behind a cell of the table; a column that counts nothing opens the
// whole line.
func (m *model) open(row, col int) {
	l := m.lines[row]
	m.behind(l.For, l.Key, l.Name, desk.UnmetState(col))
}

// behind shows the rows of one thing that was wanted, in one state.
func (m *model) behind(want, key, name, state string) {
	m.want, m.key, m.name, m.state = want, key, name, state
	m.rows = m.unmet.Behind(want, key, state, m.period.From, m.period.Until)
	m.tab = tabRows
}

// all shows every row of the period.
func (m *model) all() { m.behind("", "", "", "") }

// isNarrowed reports whether only the rows of one count are shown.
func (m *model) isNarrowed() bool { return m.want+m.state != "" }

// tabs are the names of the parts, with how much is in each.
func (m *model) tabs() []string {
	return []string{fmt.Sprintf("By service  %d", len(m.lines)), "Over time", fmt.Sprintf("Rows  %d", len(m.rows))}
}

func (m *model) options() []parts.Option {
	out := make([]parts.Option, len(m.periods))
	for i, p := range m.periods {
		out[i] = parts.Option{Value: p.ID, Words: p.Name}
	}
	return out
}

// sentence says how the ledger stands.
func (m *model) sentence() string {
	if m.tab == tabRows && m.isNarrowed() {
		words := m.wants(m.want, m.name)
		if m.state != "" {
			words += ", " + strings.ToLower(register.Named(provision.NeedStates, m.state))
		}
		return words + ": " + wording.Count(len(m.rows), "row") + ", " + m.period.Name + ". A shows every row."
	}
	return desk.UnmetSentence(m.total)
}

// wants is the name of what was wanted. That of advice holds who gave it, as somebody
// wrote it, and is withheld while names are hidden.
func (m *model) wants(want, name string) string {
	if m.hidden() && want == provision.WantAdvice {
		return "Advice"
	}
	return name
}

// cell is a cell of the table.
func (m *model) cell(row, col int) string {
	l := m.lines[row]
	if col == 0 {
		return m.wants(l.For, l.Name)
	}
	return desk.UnmetCells(l)[col]
}

// foot is what a column of the table adds up to.
func (m *model) foot(col int) string {
	if len(m.lines) == 0 {
		return ""
	}
	return desk.UnmetCells(m.total)[col]
}

// rowCell is a cell of the rows; what people wrote is withheld while names are hidden.
func (m *model) rowCell(row, col int) string {
	r := m.rows[row]
	names := desk.NamesFull
	if m.hidden() {
		names = desk.NamesInitials
	}
	words := m.desk.UnmetRowCells(r, names)[col]
	if col == 1 {
		return m.wants(r.For, words)
	}
	if m.hidden() && (col == 5 || col == 6) && words != "" {
		return "hidden"
	}
	return strings.Join(strings.Fields(words), " ")
}

// rowDetail says all of one row.
func (m *model) rowDetail(row int) string {
	if row < 0 || row >= len(m.rows) {
		return ""
	}
	r := m.rows[row]
	words := strings.Join(strings.Fields(r.Words), " ")
	if r.Why != "" {
		words += " — " + strings.Join(strings.Fields(r.Why), " ")
	}
	return wording.Written(words, m.hidden())
}

// to is where a row leads: the pupil's page, or the request.
func (m *model) to(row int) shell.Route { return shell.To("pupil", m.rows[row].Pupil) }

// picture is what came up and was answered, half term by half term.
func (m *model) picture() (c chart.Chart, sentence, note string) {
	c = desk.UnmetChart(m.flow)
	opened, met, refused := 0, 0, 0
	for _, f := range m.flow {
		opened, met, refused = opened+f.Opened, met+f.Met, refused+f.Refused
	}
	sentence = fmt.Sprintf("%s came up this school year, %d were met and %d refused.", wording.Count(opened, "need"), met, refused)
	return c, sentence, fmt.Sprintf("n %d needs that came up; to %s. A holiday counts with the half term before it.", opened, m.desk.Today().Words())
}
