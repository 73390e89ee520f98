package staffweek

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is a week, without the toolkit.
type model struct {
	desk   *desk.Desk
	hidden func() bool
	monday day.Date
	week   provision.Timetable
	lines  []line
}

// line is one row of the table: the heading of a member of staff, or one of the lines
// under it.
type line struct {
	staff int // of the week's rows
	head  bool
	cells [columns]cell
}

// columns of the table: who, the five days, the week.
const columns = provision.SchoolDays + 2

// cell is one place of the table.
type cell struct {
	words   string
	whole   string // the same in full, where the cell may cut it
	state   parts.State
	quiet   bool
	session *provision.Session // what is held there
}

// load reads the week.
func (m *model) load() (err error) {
	if m.week, err = m.desk.StaffTimetable(context.Background(), m.monday); err != nil {
		return err
	}
	m.monday, m.lines = m.week.Monday, nil
	for i := range m.week.Rows {
		m.lines = append(m.lines, m.linesOf(i)...)
	}
	return nil
}

// linesOf lays out one member of staff: a heading with the hours in use, then a
// line for each session and each gap of the fullest day.
func (m *model) linesOf(staff int) []line {
	w := m.week.Rows[staff]
	head := line{staff: staff, head: true}
	head.cells[0] = cell{words: m.staffName(staff)}
	var stacks [columns][]cell
	stacks[0] = []cell{{words: m.desk.RateCard().StaffName(w.Staff.Kind), quiet: true}}
	if !w.Staff.Until.IsZero() {
		stacks[0] = append(stacks[0], cell{words: "until " + w.Staff.Until.Words(), quiet: true})
	}
	for i := range w.Days {
		head.cells[i+1], stacks[i+1] = m.dayHead(&w.Days[i]), m.dayCells(w.Staff, &w.Days[i])
	}
	head.cells[columns-1], stacks[columns-1] = cell{words: useWords(w.Use)}, weekCells(w)
	lines := []line{head}
	for n := 0; ; n++ {
		next, more := line{staff: staff}, false
		for col, stack := range stacks {
			if n < len(stack) {
				next.cells[col], more = stack[n], true
			}
		}
		if !more {
			return lines
		}
		lines = append(lines, next)
	}
}

func (m *model) dayHead(d *provision.StaffDay) cell {
	switch {
	case d.Closed != "":
		return cell{words: d.Closed, quiet: true}
	case d.There == 0 && len(d.Sessions) == 0:
		return cell{words: "no hours", quiet: true}
	}
	return cell{words: useWords(d.Use)}
}

// useWords says hours in use: "45 min of 3 h", "2 h 15 of 3 h".
func useWords(u provision.Use) string {
	return short(u.InUse) + " of " + short(u.There)
}

// short writes minutes for a narrow cell: 45 min, 2 h 15.
func short(minutes int) string {
	words := provision.MinutesWords(minutes)
	if minutes > 60 {
		words = strings.TrimSuffix(words, " min")
	}
	return words
}

// dayCells are the sessions and gaps of a day in the order of the clock. A session
// begins with its time, and its whole is under the table.
func (m *model) dayCells(s provision.Staff, d *provision.StaffDay) []cell {
	type timed struct {
		at provision.TimeOfDay
		cell
	}
	var list []timed
	for _, session := range d.Sessions {
		list = append(list, timed{session.From, m.sessionCell(s, d, session)})
	}
	for _, gap := range d.Gaps {
		words := "free " + gap.String()
		list = append(list, timed{gap.From, cell{words: words, whole: words + ", " + provision.MinutesWords(gap.Minutes()), quiet: true}})
	}
	slices.SortStableFunc(list, func(a, b timed) int { return int(a.at - b.at) })
	out := make([]cell, len(list))
	for i, t := range list {
		out[i] = t.cell
	}
	return out
}

func (m *model) sessionCell(s provision.Staff, d *provision.StaffDay, session provision.Session) cell {
	name := m.sessionName(session)
	when := provision.Stretch{From: session.From, Until: session.Until}
	c := cell{words: name, whole: when.String() + " " + name, session: &session}
	if session.Fortnightly {
		c.whole += ", every other week"
	}
	inside := slices.ContainsFunc(d.Hours, func(h provision.Stretch) bool { return h.From <= session.From && session.Until <= h.Until })
	clash := slices.IndexFunc(d.Clashes, func(c provision.Clash) bool { return c.First == session || c.Second == session })
	switch {
	case clash >= 0:
		c.state, c.words = parts.Overdue, "clash: "+name
		c.whole += ". " + m.clashWords(s, d.Clashes[clash])
	case !inside:
		c.state, c.words = parts.Soon, "outside: "+name
		c.whole += ", outside the hours for provision"
	}
	c.words = session.From.String() + " " + c.words
	return c
}

// clashWords say a clash in a sentence that names nobody while names are hidden.
func (m *model) clashWords(s provision.Staff, c provision.Clash) string {
	name := s.Name
	if m.hidden() {
		name = "This member of staff"
	}
	c.First.Name, c.Second.Name = m.sessionName(c.First), m.sessionName(c.Second)
	return c.Words(name)
}

func weekCells(w provision.StaffWeek) []cell {
	out := []cell{{words: provision.MinutesWords(w.Free) + " free", quiet: true}}
	if w.Over > 0 {
		out = append(out, cell{words: provision.MinutesWords(w.Over) + " over", state: parts.Overdue, whole: provision.MinutesWords(w.Over) + " outside the hours, or in two places at once"})
	}
	if w.Untimed > 0 {
		out = append(out, cell{words: provision.MinutesWords(w.Untimed) + " no time", state: parts.Soon, whole: provision.MinutesWords(w.Untimed) + " a week have no time yet"})
	}
	return out
}

// staffName is who a row is about. While names are hidden it is a number.
func (m *model) staffName(row int) string {
	if m.hidden() {
		return fmt.Sprintf("Staff %d", row+1)
	}
	return m.week.Rows[row].Staff.Name
}

// sessionName is what a session is called. While names are hidden only a name of the
// library is shown: a school's own may hold anybody's.
func (m *model) sessionName(s provision.Session) string { return m.runName(s.Intervention, s.Name) }

func (m *model) runName(id, name string) string {
	if !m.hidden() {
		return name
	}
	row, err := m.desk.Intervention(context.Background(), id)
	if err == nil {
		if e, found := m.desk.Library().Find(row.Library); found && e.Name == name {
			return name
		}
		if row.KindName != "" {
			return "Session, " + strings.ToLower(row.KindName[:1]) + row.KindName[1:]
		}
	}
	return "Session"
}

// total is the row of all staff.
func (m *model) total(col int) string {
	switch {
	case col == 0:
		return "All staff"
	case col == columns-1:
		return useWords(m.week.All)
	}
	return useWords(m.week.Days[col-1])
}

// heads are the headings of the columns.
func (m *model) heads() []parts.GridColumn {
	out := []parts.GridColumn{{Title: "Staff", Width: 134}}
	for i := range provision.SchoolDays {
		on := m.monday.AddDays(i)
		out = append(out, parts.GridColumn{Title: fmt.Sprintf("%s %d %s", on.Weekday().String()[:3], on.Day(), on.Time().Format("Jan")), Grows: true, Width: 132})
	}
	return append(out, parts.GridColumn{Title: "Week", Width: 130})
}

// clashes counts them over all staff.
func (m *model) clashes() (n int) {
	for _, w := range m.week.Rows {
		for _, d := range w.Days {
			n += len(d.Clashes)
		}
	}
	return n
}

// sentence says how the week stands.
func (m *model) sentence() string {
	all := m.week.All
	words := []string{"Week of " + m.monday.Words(), wording.Count(len(m.week.Rows), "member") + " of staff",
		provision.MinutesWords(all.InUse) + " in use of " + provision.MinutesWords(all.There), provision.MinutesWords(all.Free) + " free"}
	if n := m.clashes(); n == 1 {
		words = append(words, "1 clash")
	} else if n > 1 {
		words = append(words, fmt.Sprintf("%d clashes", n))
	}
	if n := len(m.week.Unplaced); n > 0 {
		words = append(words, fmt.Sprintf("%d without a time or anybody to give it", n))
	}
	return strings.Join(words, " · ")
}

// lacks says what an intervention needs before it stands in the week.
func lacks(u provision.Unplaced) string {
	var words []string
	switch {
	case u.Left != "":
		words = append(words, "who gave it has left")
	case u.NoStaff:
		words = append(words, "nobody gives it yet")
	}
	if u.Times.IsPositive() {
		words = append(words, fmt.Sprintf("%s of %s a week without a time", u.Times, u.Intervention.SessionsAWeek))
	}
	return strings.Join(words, " · ") + " · " + provision.MinutesWords(u.Intervention.Minutes)
}

// staffOptions are the members of staff who can be chosen.
func (m *model) staffOptions() []parts.Option {
	var out []parts.Option
	for i, w := range m.week.Rows {
		out = append(out, parts.Option{Value: w.Staff.ID, Words: m.staffName(i), Note: provision.MinutesWords(w.Free) + " free"})
	}
	return out
}
