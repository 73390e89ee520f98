package casesample

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/wording"
)

// model is the page, without the toolkit.
type model struct {
	desk    *desk.Desk
	hidden  func() bool
	query   string
	rows    []*register.Entry
	chosen  []string // in the order in which they stand in the pack
	why     map[string]string
	offered []string // the pupils suggested
}

// load reads the suggestion, and takes the last choice or, before the first one, the
// suggestion.
func (m *model) load() error {
	ctx := context.Background()
	found, err := m.desk.SuggestCases(ctx)
	if err != nil {
		return err
	}
	m.why, m.offered = map[string]string{}, nil
	for _, c := range found {
		m.why[c.Pupil], m.offered = c.Why, append(m.offered, c.Pupil)
	}
	remembered, err := m.desk.RememberedCases(ctx)
	if err != nil {
		return err
	}
	if m.chosen = remembered; remembered == nil {
		m.chosen = slices.Clone(m.offered)
	}
	return m.find(m.query)
}

// find lists the pupils of the register that answer a search: those chosen and those
// suggested first.
func (m *model) find(query string) error {
	search := query
	if strings.TrimSpace(query) == "" {
		search = "status:sen"
	}
	found, err := m.desk.Find(search)
	if err != nil {
		return err
	}
	today := m.desk.Today()
	m.query, m.rows = query, slices.DeleteFunc(found, func(e *register.Entry) bool { return !e.OnRoll(today) })
	slices.SortStableFunc(m.rows, func(a, b *register.Entry) int { return m.rank(a.ID) - m.rank(b.ID) })
	return nil
}

func (m *model) rank(id string) int {
	if n := slices.Index(m.chosen, id); n >= 0 {
		return n - 1000
	}
	if n := slices.Index(m.offered, id); n >= 0 {
		return n - 500
	}
	return 0
}

// ticked are the rows of those chosen.
func (m *model) ticked() (rows []int) {
	for row, e := range m.rows {
		if slices.Contains(m.chosen, e.ID) {
			rows = append(rows, row)
		}
	}
	return rows
}

// tick takes the ticks of the rows that are shown; who is not shown stays as chosen.
func (m *model) tick(rows []int) error {
	for row, e := range m.rows {
		has, wants := slices.Contains(m.chosen, e.ID), slices.Contains(rows, row)
		switch {
		case wants && !has:
			m.chosen = append(m.chosen, e.ID)
		case has && !wants:
			m.chosen = slices.DeleteFunc(m.chosen, func(id string) bool { return id == e.ID })
		}
	}
	return m.remember()
}

func (m *model) remember() error {
	return m.desk.RememberCases(context.Background(), m.chosen)
}

// suggest takes the suggestion.
func (m *model) suggest() error {
	m.chosen = slices.Clone(m.offered)
	if err := m.remember(); err != nil {
		return err
	}
	return m.find("")
}

var heads = []string{"Name", "Suggested because", "Year", "Status", "Main need"}

func (m *model) cell(row, col int) string {
	e := m.rows[row]
	switch col {
	case 0:
		return wording.ListName(e, m.hidden())
	case 1:
		return m.why[e.ID]
	case 2:
		return e.Year.Label
	case 3:
		return e.Status
	}
	if e.PrimaryNeed() == "" {
		return "–"
	}
	return m.desk.Codes().NeedName(e.PrimaryNeed())
}

// sentence says how many are chosen.
func (m *model) sentence() string {
	switch n := len(m.chosen); {
	case n == 0:
		return "Nobody is chosen. Tick pupils with Space, or take the suggestion. Inspectors follow about six."
	case n > desk.MostCases:
		return wording.Count(n, "pupil") + " chosen: a pack takes up to " + wording.Count(desk.MostCases, "pupil") + "."
	default:
		return wording.Count(n, "pupil") + " chosen. What is missing in their records stands at the right, for you alone: it is never in the pack."
	}
}

// gapsOf is what is missing in the record of one pupil.
type gapsOf struct {
	name  string
	why   string // it was suggested, "" where it was not
	lines []string
}

// gaps are what is missing, pupil by pupil; nobody chosen has none.
func (m *model) gaps() ([]gapsOf, error) {
	if len(m.chosen) == 0 || len(m.chosen) > desk.MostCases {
		return nil, nil
	}
	found, err := m.desk.CaseGaps(context.Background(), m.chosen)
	if err != nil {
		return nil, err
	}
	var out []gapsOf
	for _, g := range found {
		e, err := m.desk.Entry(g.Pupil)
		if err != nil {
			return nil, err
		}
		of := gapsOf{name: wording.Name(e, m.hidden()), why: m.why[g.Pupil]}
		for _, f := range g.Findings {
			of.lines = append(of.lines, m.desk.CaseGapWords(f))
		}
		out = append(out, of)
	}
	return out, nil
}

// count is for the foot of the window.
func (m *model) count() string { return wording.Count(len(m.chosen), "pupil") + " chosen" }
