package effect

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// Parts of the page.
const (
	tabOutcomes = iota
	tabPicture
	tabWords
)

// every is the choice that leaves nothing out.
const every = "all"

// model is the page, without the toolkit.
type model struct {
	desk    *desk.Desk
	hidden  func() bool
	effects *desk.Effects
	view    desk.EffectView
	tab     int
	lines   []desk.EffectLine
	worked  []provision.Worked
	sorted  string // id of the column
	down    bool
	columns []desk.EffectColumn
}

func newModel(d *desk.Desk, hidden func() bool) *model {
	m := &model{desk: d, hidden: hidden, sorted: "name", view: desk.EffectView{Year: day.AcademicYear(d.Today()), By: provision.ByFamily}}
	for _, c := range desk.EffectColumns {
		if c.Screen {
			m.columns = append(m.columns, c)
		}
	}
	return m
}

// load reads the records again.
func (m *model) load() (err error) {
	if m.effects, err = m.desk.Effects(context.Background()); err != nil {
		return err
	}
	m.show()
	return nil
}

// show works out what the view holds.
func (m *model) show() {
	m.lines, m.worked = m.effects.Lines(m.view), m.effects.Worked(m.view)
	desk.SortEffects(m.lines, m.sorted, m.down)
}

// sortBy sorts by a column of the screen.
func (m *model) sortBy(col int, down bool) {
	m.sorted, m.down = m.columns[col].ID, down
	desk.SortEffects(m.lines, m.sorted, m.down)
}

// sortedColumn is the column of the screen that the rows are sorted by.
func (m *model) sortedColumn() int {
	for i, c := range m.columns {
		if c.ID == m.sorted {
			return i
		}
	}
	return -1
}

// tabs are the names of the parts, with how much is in each.
func (m *model) tabs() []string {
	return []string{fmt.Sprintf("Outcomes  %d", len(m.lines)), "Picture", fmt.Sprintf("In words  %d", len(m.worked))}
}

// years, ways, areas and needs are what the view can be narrowed to.
func (m *model) years() []parts.Option {
	out := []parts.Option{}
	for _, year := range m.effects.Years() {
		out = append(out, parts.Option{Value: strconv.Itoa(year), Words: day.AcademicYearName(year)})
	}
	return append(out, parts.Option{Value: every, Words: "All years"})
}

func (m *model) ways() []parts.Option {
	var out []parts.Option
	for _, way := range desk.EffectWays {
		out = append(out, parts.Option{Value: way.ID, Words: way.Name})
	}
	return out
}

func (m *model) areas() []parts.Option {
	out := []parts.Option{{Value: every, Words: "All areas of need"}}
	for _, a := range m.desk.Codes().Areas {
		out = append(out, parts.Option{Value: a.ID, Words: a.Name})
	}
	return out
}

func (m *model) needs() []parts.Option {
	out := []parts.Option{{Value: every, Words: "All types of need"}}
	for _, n := range m.effects.EffectNeeds() {
		out = append(out, parts.Option{Value: n.ID, Words: n.Name, Note: n.ID})
	}
	return out
}

// narrow sets one part of the view: the year, the way, the area or the need.
func (m *model) narrow(what *string, value string) {
	if value == every {
		value = ""
	}
	*what = value
	m.show()
}

func (m *model) setYear(value string) {
	m.view.Year = desk.AllYears
	if year, err := strconv.Atoi(value); err == nil {
		m.view.Year = year
	}
	m.show()
}

// sentence says what is shown and how it stands.
func (m *model) sentence() string { return desk.EffectSentence(m.lines) }

// picture is the chart of the lines, with the note under it.
func (m *model) picture() (chart.Chart, string) { return m.effects.EffectChart(m.lines) }

// detail says all of one line.
func (m *model) detail(row int) string {
	if row < 0 || row >= len(m.lines) {
		return ""
	}
	l := m.lines[row]
	words := []string{l.Name}
	for _, part := range []string{l.Area, l.Wave, l.Kind} {
		if part != "" && part != l.Name {
			words = append(words, part)
		}
	}
	said := []string{strings.Join(words, " · "), upper(l.OutcomeWords())}
	for _, c := range l.Changes {
		said = append(said, "Change "+c.Words())
	}
	if attended := l.AttendedWords(); attended != "" {
		if l.NotHeld > 0 {
			attended += fmt.Sprintf(", and %d not held", l.NotHeld)
		}
		said = append(said, "Sessions attended: "+attended)
	}
	if l.Cost != nil {
		said = append(said, m.costWords(l))
	}
	return strings.Join(said, ". ") + "."
}

func (m *model) costWords(l desk.EffectLine) string {
	words := fmt.Sprintf("Costs %s to date of %s planned", l.Cost.ToDate.Words(), l.Cost.Planned.Words())
	if l.Cost.PerPupil != nil {
		words += fmt.Sprintf(", %s a pupil (n %d)", l.Cost.PerPupil.Words(), l.Pupils)
	}
	if l.Cost.PerMet != nil {
		words += fmt.Sprintf(", %s an outcome met (n %d)", l.Cost.PerMet.Words(), l.Met)
	}
	if l.Cost.Example {
		words += "; a rate in it is only an example"
	}
	if l.Cost.Missing {
		words += "; a kind of staff has no rate, so its time is not in it"
	}
	return words
}

func upper(words string) string { return strings.ToUpper(words[:1]) + words[1:] }

// wordHeads are the columns of what worked.
var wordHeads = []parts.GridColumn{{Title: "Provision", Strong: true, Width: 150}, {Title: "What the review said", Grows: true}, {Title: "Result"}, {Title: "Types of need"}, {Title: "Date"}}

// wordCell is a cell of what worked; what a person wrote is withheld while names are
// hidden, for it may hold a name that the register does not know.
func (m *model) wordCell(row, col int) string {
	w := m.worked[row]
	switch col {
	case 0:
		return w.Name
	case 1:
		return m.written(said(w))
	case 2:
		return provision.ResultName(w.Result)
	case 3:
		return strings.Join(w.Needs, ", ")
	}
	return w.On.Words()
}

// said is what a review said, what worked first.
func said(w provision.Worked) string {
	var words []string
	for _, part := range []struct{ label, words string }{{"", w.Worked}, {"Evidence: ", w.Evidence}, {"Now: ", w.Next}} {
		if part.words != "" {
			words = append(words, part.label+part.words)
		}
	}
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

func (m *model) written(words string) string {
	if m.hidden() {
		return "hidden"
	}
	return words
}

// wordDetail says all of one review.
func (m *model) wordDetail(row int) string {
	if row < 0 || row >= len(m.worked) {
		return ""
	}
	w := m.worked[row]
	return w.Name + " (" + m.desk.WorkedOf(w) + "). " + wording.Written(said(w), m.hidden())
}
