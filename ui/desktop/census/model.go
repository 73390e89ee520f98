package census

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// model is a census as the page shows it, without the toolkit.
type model struct {
	desk    *desk.Desk
	hidden  func() bool
	year    int
	term    string
	view    desk.CensusView
	tab     int
	tables  []table
	entries map[string]*register.Entry
}

// table is one of the lists of the page.
type table struct {
	name  string
	heads []parts.GridColumn
	cells [][]string
	opens []shell.Route // where Enter on a row leads; nil where it leads nowhere
	odd   []bool        // the row has something missing; nil for none
	empty string
}

// begin takes the census of an argument such as "2026/spring", else the next one.
func (m *model) begin(arg string) error {
	year, term, err := m.desk.NextCensus(context.Background())
	if err != nil {
		return err
	}
	m.year, m.term = year, term
	if first, second, ok := strings.Cut(arg, "/"); ok {
		if n, err := strconv.Atoi(first); err == nil {
			m.year, m.term = n, second
		}
	}
	return m.load()
}

// load reads the census.
func (m *model) load() error {
	v, err := m.desk.Census(context.Background(), m.year, m.term)
	if err != nil {
		return err
	}
	m.view = v
	m.entries = map[string]*register.Entry{}
	for _, p := range v.Pupils {
		if e, err := m.desk.Entry(p.ID); err == nil {
			m.entries[p.ID] = e
		}
	}
	m.tables = []table{m.missing(), m.everyone(), m.byNeed()}
	return nil
}

func (m *model) name(pupil string) string {
	e := m.entries[pupil]
	if e == nil {
		return ""
	}
	return wording.ListName(e, m.hidden())
}

// missing lists what is missing or odd.
func (m *model) missing() table {
	t := table{name: fmt.Sprintf("Missing or odd  %d", len(m.view.Missing)), heads: []parts.GridColumn{{Title: "Name", Strong: true}, {Title: "Year"}, {Title: "Class"}, {Title: "SEN"}, {Title: "What", Grows: true}},
		empty: "Nothing is missing for this census."}
	of := map[string]desk.CensusPupil{}
	for _, p := range m.view.Pupils {
		of[p.ID] = p
	}
	for _, f := range m.view.Missing {
		p := of[f.Pupil]
		t.cells = append(t.cells, []string{m.name(p.ID), p.Year, p.Class, p.Status, f.Why})
		to := shell.To(f.Where, f.Pupil)
		if f.Where == "pupil" {
			to = shell.To("pupil", f.Pupil, "edit")
		}
		t.opens = append(t.opens, to)
	}
	return t
}

// everyone lists every pupil as the census takes them.
func (m *model) everyone() table {
	t := table{name: fmt.Sprintf("Every pupil  %d", m.view.Roll), heads: []parts.GridColumn{{Title: "Name", Strong: true, Grows: true}, {Title: "UPN"}, {Title: "Year"}, {Title: "Class"}, {Title: "SEN status"}},
		empty: "No pupil is on roll on census day."}
	if m.view.Types {
		t.heads = append(t.heads, parts.GridColumn{Title: "Primary type"}, parts.GridColumn{Title: "Secondary type"}, parts.GridColumn{Title: "Unit"}, parts.GridColumn{Title: "Resourced"})
	}
	t.heads = append(t.heads, parts.GridColumn{Title: "Missing"})
	for _, p := range m.view.Pupils {
		upn := p.UPN
		if m.hidden() {
			upn = ""
		}
		status := p.Status
		if p.Legacy != "" {
			status += " (was " + p.Legacy + ")"
		}
		row := []string{m.name(p.ID), upn, p.Year, p.Class, status}
		if m.view.Types {
			row = append(row, at(p.Needs, 0), at(p.Needs, 1), yes(p.Unit), yes(p.Resourced))
		}
		missing := ""
		if p.Missing > 0 {
			missing = wording.Count(p.Missing, "thing")
		}
		t.cells = append(t.cells, append(row, missing))
		t.opens = append(t.opens, shell.To("pupil", p.ID))
		t.odd = append(t.odd, p.Missing > 0)
	}
	return t
}

// byNeed lists how many pupils have which primary need.
func (m *model) byNeed() table {
	t := table{name: "By need", heads: []parts.GridColumn{{Title: "Primary type of need", Strong: true, Grows: true}, {Title: "Code"}, {Title: "SEN support", Number: true}, {Title: "EHC plan", Number: true}, {Title: "Both", Number: true}},
		empty: "No pupil is on the SEN register on census day."}
	for _, n := range m.view.ByNeed {
		t.cells = append(t.cells, []string{n.Name, n.Need, strconv.Itoa(n.K), strconv.Itoa(n.E), strconv.Itoa(n.Total)})
	}
	return t
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

func (m *model) table() table { return m.tables[m.tab] }

// names are the names of the tables.
func (m *model) names() []string {
	out := make([]string, len(m.tables))
	for i, t := range m.tables {
		out[i] = t.name
	}
	return out
}

// sentence says how the census stands.
func (m *model) sentence() string {
	v := m.view
	when := "is on " + v.On.Words()
	if v.On.Before(m.desk.Today()) {
		when = "was on " + v.On.Words()
	}
	takes := "It takes the SEN status of every pupil."
	if v.Types {
		takes = "It takes the SEN status of every pupil, and two ranked types of need."
	}
	words := fmt.Sprintf("The %s census %s. %s %s on roll: %d without SEN (N), %d with SEN support (K), %d with an EHC plan (E).",
		v.Term, when, takes, wording.Count(v.Roll, "pupil"), v.N, v.K, v.E)
	if roll := m.desk.School().Roll; roll > v.Roll {
		words += fmt.Sprintf(" The school's details say %d on roll: bring in the others for a whole census.", roll)
	}
	return words
}

// options are the censuses that can be shown, the latest first.
func (m *model) options() []parts.Option {
	years, err := m.desk.CensusYears(context.Background())
	if err != nil || !slices.Contains(years, m.year) {
		years = append(years, m.year)
	}
	slices.Sort(years)
	slices.Reverse(years)
	var out []parts.Option
	for _, year := range years {
		for _, term := range []string{"summer", "spring", "autumn"} {
			out = append(out, parts.Option{Value: fmt.Sprintf("%d/%s", year, term), Words: strings.ToUpper(term[:1]) + term[1:] + " " + day.AcademicYearName(year)})
		}
	}
	return out
}

// here is the argument of the route that shows this census.
func (m *model) here() string { return fmt.Sprintf("%d/%s", m.year, m.term) }
