package ticksheet

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is a tick-sheet while it is marked, without the toolkit.
type model struct {
	desk   *desk.Desk
	hidden func() bool
	staff  string // whose sheets can be chosen, "" for everybody's
	id     string // of the intervention, "" while nothing runs
	monday day.Date

	sheets []desk.TickSheet // those that run in the week
	kept   provision.WeekSheet
	sheet  provision.WeekSheet // as marked
	came   map[string]provision.Came
	undone []marks // what Ctrl+Z took back, the last one at the end
	typed  []marks // the sheet before each mark
}

// begin reads what a route names: an intervention, or staff: and a member of staff, and
// after it a day of the week.
func (m *model) begin(arg string) error {
	what, on, _ := strings.Cut(arg, "/")
	m.monday = provision.MondayOf(m.desk.Today())
	if on != "" {
		var d day.Date
		if d.UnmarshalText([]byte(on)) != nil {
			return &desk.Refusal{Field: "day", Words: "“" + on + "” is not a day such as 2026-11-23."}
		}
		m.monday = provision.MondayOf(d)
	}
	if staff, of := strings.CutPrefix(what, "staff:"); of {
		m.staff = staff
	} else {
		m.id = what
	}
	return m.load()
}

// load reads the sheet of the week. An intervention that does not run in it keeps its
// sheet, which says why there is nothing to mark.
func (m *model) load() (err error) {
	ctx := context.Background()
	if m.sheets, err = m.desk.TickSheets(ctx, m.staff, m.monday); err != nil {
		return err
	}
	if m.id == "" && len(m.sheets) > 0 {
		m.id = m.sheets[0].ID
	}
	m.kept, m.came, m.typed, m.undone = provision.WeekSheet{Monday: m.monday}, nil, nil, nil
	if m.id != "" {
		if m.kept, err = m.desk.WeekSheet(ctx, m.id, m.monday); err != nil {
			return err
		}
		if m.came, err = m.desk.Came(ctx, m.id); err != nil {
			return err
		}
	}
	m.sheet = m.kept
	m.sheet.Rows = slices.Clone(m.kept.Rows)
	return m.restore()
}

// mark marks a cell; it says why not, "" where it did.
func (m *model) mark(row, session int, mark byte) string {
	if row < 0 || session < 0 || session >= len(m.sheet.Sessions) {
		return "Choose a session first: the arrow keys go to it."
	}
	if why := m.sheet.WhyNot(row, session, mark); why != "" && mark != provision.MarkNone {
		if why == "still to come" {
			return "This session is still to come. It can only be marked as not held, with x."
		}
		return "There is nothing to mark here: " + why + "."
	}
	m.did()
	m.sheet.SetMark(row, session, mark)
	return ""
}

// next is the cell after one, row by row: the next that can be marked, or with empty
// the next that has no mark. ok is false where there is none after it.
func (m *model) next(row, session int, empty bool) (atRow, atSession int, ok bool) {
	sessions := len(m.sheet.Sessions)
	for n := row*sessions + session + 1; n < len(m.sheet.Rows)*sessions; n++ {
		r, s := n/sessions, n%sessions
		if m.sheet.CanMark(r, s) && (!empty || m.sheet.Rows[r].Mark(s) == provision.MarkNone && !m.sheet.Sessions[s].Ahead) {
			return r, s, true
		}
	}
	return row, session, false
}

// The columns before the sessions, and the one after them.
const (
	colNumber = iota
	colPupil
	firstSession
)

// heads are the headings of the columns.
func (m *model) heads() []parts.GridColumn {
	out := []parts.GridColumn{{Title: "No.", Number: true}, {Title: "Pupil", Strong: true, Width: 150}}
	for n, s := range m.sheet.Sessions {
		title := printout.SessionWords(s, n)
		if !s.On.IsZero() {
			title = fmt.Sprintf("%s %d %s", title[:3], s.On.Day(), s.From)
		}
		out = append(out, parts.GridColumn{Title: title, Width: 135})
	}
	return append(out, parts.GridColumn{Title: "There this year", Grows: true})
}

func (m *model) cell(row, col int) string {
	r := m.sheet.Rows[row]
	switch session := col - firstSession; {
	case col == colNumber:
		return strconv.Itoa(row + 1)
	case col == colPupil:
		return m.pupil(r.Pupil)
	case session == len(m.sheet.Sessions):
		return m.cameWords(r)
	default:
		return m.markWords(row, session)
	}
}

// markWords are the words of a mark: never a sign alone.
func (m *model) markWords(row, session int) string {
	mark := m.sheet.Rows[row].Mark(session)
	for _, w := range provision.MarkWords {
		if w.Mark == mark {
			return w.Words
		}
	}
	if why := m.sheet.WhyNot(row, session, provision.MarkThere); why != "" {
		return why
	}
	return "·"
}

// style gives a mark its shape, and sets what cannot be marked quietly.
func (m *model) style(row, col int) parts.CellStyle {
	session := col - firstSession
	if session < 0 || session >= len(m.sheet.Sessions) {
		return parts.CellStyle{Quiet: col == colNumber || session >= 0}
	}
	switch m.sheet.Rows[row].Mark(session) {
	case provision.MarkThere:
		return parts.CellStyle{State: parts.Done}
	case provision.MarkAbsent:
		return parts.CellStyle{State: parts.Soon}
	case provision.MarkNotHeld:
		return parts.CellStyle{State: parts.Overdue}
	}
	return parts.CellStyle{Quiet: true}
}

// cameWords say how often a pupil was there in this year, with the marks of the sheet.
func (m *model) cameWords(r provision.SheetRow) string {
	c := m.came[r.Placement]
	at := slices.IndexFunc(m.kept.Rows, func(k provision.SheetRow) bool { return k.Placement == r.Placement })
	var was, now provision.Came
	was.Add(m.kept.Rows[at].Marks)
	now.Add(r.Marks)
	return provision.Came{There: c.There - was.There + now.There, Held: c.Held - was.Held + now.Held}.Words()
}

func (m *model) pupil(id string) string {
	e, err := m.desk.Entry(id)
	if err != nil {
		return "A pupil"
	}
	return wording.ListName(e, m.hidden())
}

// name is what an intervention is called. While names are hidden only a name of the
// library is shown: a school's own may hold anybody's.
func (m *model) name(id, name string) string {
	if !m.hidden() {
		return name
	}
	if row, err := m.desk.Intervention(context.Background(), id); err == nil {
		if e, found := m.desk.Library().Find(row.Library); found && e.Name == name {
			return name
		}
	}
	if at := slices.IndexFunc(m.sheets, func(t desk.TickSheet) bool { return t.ID == id }); at >= 0 {
		return "Tick-sheet " + strconv.Itoa(at+1)
	}
	return "Tick-sheet"
}

// options are the sheets that can be chosen; the one that is open is among them even
// where it does not run in the week.
func (m *model) options() []parts.Option {
	var out []parts.Option
	open := false
	for _, t := range m.sheets {
		note := t.StaffName
		if m.hidden() {
			note = ""
		}
		if t.Unmarked > 0 {
			note = strings.TrimPrefix(note+" · "+wording.Count(t.Unmarked, "mark")+" missing", " · ")
		}
		open = open || t.ID == m.id
		out = append(out, parts.Option{Value: t.ID, Words: m.name(t.ID, t.Name), Note: note})
	}
	if !open && m.id != "" {
		out = append(out, parts.Option{Value: m.id, Words: m.name(m.id, m.kept.Name)})
	}
	return out
}

// sentence says how the week stands.
func (m *model) sentence() string {
	words := "Week of " + m.monday.Words()
	if m.id == "" {
		return words + " · nothing runs in it."
	}
	words += " · " + m.name(m.id, m.kept.Name)
	if m.sheet.Off != "" {
		return words + " · " + m.sheet.Off
	}
	words += " · " + wording.Count(len(m.sheet.Rows), "pupil")
	if n := m.sheet.Unmarked(); n > 0 {
		return words + " · " + wording.Count(n, "mark") + " missing so far"
	}
	return words + " · every session so far is marked"
}

// notHeld reports whether a session of the week is marked as not held.
func (m *model) notHeld() bool {
	return slices.ContainsFunc(m.sheet.Rows, func(r provision.SheetRow) bool { return strings.ContainsRune(r.Marks, provision.MarkNotHeld) })
}
