package history

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is a pupil's history as the page shows it, without the toolkit.
type model struct {
	desk    *desk.Desk
	hidden  func() bool
	id      string
	history desk.PupilHistory
	lines   []line
}

// line is one row of the table.
type line struct {
	id     string
	need   bool
	code   string // as it is chosen in the form: an old status keeps its old code
	rank   int
	from   day.Date
	until  day.Date // first day on which it no longer held, zero for open
	note   string
	gap    bool // nothing is recorded for some days before it
	before int  // the line of its rank before it, -1 for none
}

// columns of the table.
var columns = []string{"What", "Was", "From", "To", "Lasted", "Note"}

// load reads the history.
func (m *model) load() error {
	h, err := m.desk.PupilHistory(context.Background(), m.id)
	if err != nil {
		return err
	}
	m.history, m.lines = h, nil
	for _, s := range h.Statuses {
		code, note := s.Code, m.corrected(s.Corrected)
		if s.Legacy != "" {
			code, note = s.Legacy, joined("was recorded as "+s.Legacy, note)
		}
		m.lines = append(m.lines, line{id: s.ID, code: code, rank: 1, from: s.From, until: s.Until, note: note, before: -1})
	}
	for _, n := range h.Needs {
		m.lines = append(m.lines, line{id: n.ID, need: true, code: n.Code, rank: n.Rank, from: n.From, until: n.Until, note: m.corrected(n.Corrected), before: -1})
	}
	for i := range m.lines {
		m.findGap(i)
	}
	return nil
}

// findGap looks for days before a line for which nothing of its rank is recorded.
func (m *model) findGap(i int) {
	l := &m.lines[i]
	for j, other := range m.lines[:i] {
		if other.need == l.need && other.rank == l.rank && !other.until.IsZero() && !other.until.After(l.from) {
			l.before = j
		}
	}
	if l.before < 0 || m.lines[l.before].until == l.from {
		return
	}
	l.gap = true
	l.note = joined("nothing recorded for "+lasted(m.lines[l.before].until, l.from)+" before", l.note)
}

func joined(a, b string) string {
	if b == "" {
		return a
	}
	return a + "; " + b
}

func (m *model) corrected(c register.Corrected) string {
	if c.CorrectedOn.IsZero() {
		return ""
	}
	return "corrected on " + c.CorrectedOn.Words() + ": " + wording.Written(c.Why, m.hidden())
}

func (m *model) rows() int { return len(m.lines) }

func (m *model) cell(row, col int) string {
	l := m.lines[row]
	switch columns[col] {
	case "What":
		return l.what()
	case "Was":
		return m.name(l)
	case "From":
		return l.from.Words()
	case "To":
		if l.until.IsZero() {
			return "still so"
		}
		return l.until.AddDays(-1).Words()
	case "Lasted":
		if l.until.IsZero() {
			return lasted(l.from, m.desk.Today())
		}
		return lasted(l.from, l.until)
	}
	return l.note
}

// style marks a gap, and what is over.
func (m *model) style(row, col int) parts.CellStyle {
	l := m.lines[row]
	style := parts.CellStyle{Quiet: !l.until.IsZero()}
	if l.gap && columns[col] == "Note" {
		style.State = parts.Soon
	}
	return style
}

// what names the rank: SEN status, Primary need, Need 2.
func (l line) what() string {
	switch {
	case !l.need:
		return "SEN status"
	case l.rank == 1:
		return "Primary need"
	}
	return fmt.Sprintf("Need %d", l.rank)
}

func (m *model) name(l line) string {
	if l.need {
		return m.desk.Codes().NeedName(l.code)
	}
	return m.desk.Codes().StatusName(l.code)
}

// lasted says how long it is from a day to another: 3 years, 5 months, 12 days.
func lasted(from, until day.Date) string {
	months := (until.Year()-from.Year())*12 + until.Month() - from.Month()
	if until.Day() < from.Day() {
		months--
	}
	switch {
	case months >= 24:
		return wording.Count(months/12, "year")
	case months >= 2:
		return wording.Count(months, "month")
	}
	return wording.Count(max(0, from.DaysUntil(until)), "day")
}

// sentence says who it is and how it stands.
func (m *model) sentence() string {
	e := m.history.Entry
	now := wording.Status(e.Status)
	if !e.StatusFrom.IsZero() {
		now += " since " + e.StatusFrom.Words()
	}
	if len(e.Needs) > 0 {
		now += ", " + strings.Join(e.Needs, ", ")
	}
	return wording.Name(e, m.hidden()) + ": " + now + "."
}

// statusOptions are the statuses that a correction can choose, old ones too.
func (m *model) statusOptions() []parts.Option {
	var out []parts.Option
	for _, s := range m.desk.Codes().Statuses {
		note := s.Code
		if s.MapsTo != "" {
			note = s.Code + ", counts as " + s.MapsTo
		}
		out = append(out, parts.Option{Value: s.Code, Words: s.Name, Note: note})
	}
	return out
}

func (m *model) needOptions() []parts.Option {
	var out []parts.Option
	for _, n := range m.desk.Codes().Needs {
		out = append(out, parts.Option{Value: n.Code, Words: n.Name, Note: n.Code})
	}
	return out
}

// rankOptions offers the ranks that there are and one more.
func (m *model) rankOptions() []parts.Option {
	most := 1
	for _, l := range m.lines {
		if l.need {
			most = max(most, l.rank+1)
		}
	}
	out := []parts.Option{{Value: "1", Words: "Primary need", Note: "1"}}
	for rank := 2; rank <= most; rank++ {
		out = append(out, parts.Option{Value: fmt.Sprint(rank), Words: fmt.Sprintf("Need %d", rank)})
	}
	return out
}
