package provision

import (
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/school"
)

// MarkNone stands among the marks of a week for a session without one: it is not
// marked yet, or it is none of the pupil's.
const MarkNone = '-'

// MarkWords are the marks of a tick-sheet with their words.
var MarkWords = []struct {
	Mark  byte
	Words string
}{{MarkThere, "there"}, {MarkAbsent, "absent"}, {MarkNotHeld, "not held"}}

// WeekSheet is the tick-sheet of an intervention for one week: a row for each pupil
// and a column for each session.
type WeekSheet struct {
	Intervention string         `json:"intervention"`
	Name         string         `json:"name"`
	Monday       day.Date       `json:"monday"`
	Off          string         `json:"off"` // why nothing is held in this week, a sentence; "" where something is
	Sessions     []SheetSession `json:"sessions"`
	Rows         []SheetRow     `json:"rows"`
	Why          string         `json:"why"` // why sessions were not held
}

// SheetSession is one column of a tick-sheet.
type SheetSession struct {
	On    day.Date  `json:"on_day"` // zero where it has no fixed day
	From  TimeOfDay `json:"from"`
	Until TimeOfDay `json:"until"`
	Shut  string    `json:"shut"`  // why it is not held, "" where it is
	Ahead bool      `json:"ahead"` // still to come, so that nobody can have been there
}

// SheetRow is one pupil of a tick-sheet.
type SheetRow struct {
	Record    string   `json:"record"` // id of what is kept of this week, "" for nothing
	Placement string   `json:"placement"`
	Pupil     string   `json:"pupil"`
	Marks     string   `json:"marks"` // one for each session, MarkNone for none
	Shut      []string `json:"shut"`  // why a session is none of the pupil's, "" where it is
}

// MakeWeekSheet makes the tick-sheet of the week that begins on a Monday. placed are
// the placements of the intervention, in the order of the rows; kept the weeks that
// were marked before.
func MakeWeekSheet(i Intervention, placed []Placement, kept []Attendance, c school.Calendar, monday, today day.Date) WeekSheet {
	w := WeekSheet{Intervention: i.ID, Name: i.Name, Monday: monday}
	before := map[string]Attendance{}
	columns := i.sessionsInAWeek()
	for _, a := range kept {
		if a.Week == monday && a.Intervention == i.ID {
			before[a.Placement] = a
			columns = max(columns, len(a.Marks))
		}
	}
	w.Off = i.off(c, monday)
	if w.Off != "" && len(before) == 0 {
		return w
	}
	w.Sessions = sheetSessions(i, columns, c, monday, today)
	for _, p := range placed {
		was, marked := before[p.ID]
		if p.Waiting && !marked || !marked && !p.runsIn(monday, monday.AddDays(SchoolDays-1)) {
			continue
		}
		row := SheetRow{Record: was.ID, Placement: p.ID, Pupil: p.Pupil, Marks: fitMarks(was.Marks, columns)}
		for _, s := range w.Sessions {
			row.Shut = append(row.Shut, p.shut(s))
		}
		w.Rows = append(w.Rows, row)
		if w.Why == "" {
			w.Why = was.Why
		}
	}
	if w.Off == "" && len(w.Rows) == 0 {
		w.Off = "Nobody is in it in this week."
	}
	return w
}

// sessionsInAWeek is how many columns a tick-sheet has: one for each slot, and for a
// session of the week that has no slot.
func (i Intervention) sessionsInAWeek() int {
	return max(len(i.Sessions()), int(i.SessionsAWeek.Ceil().IntPart()))
}

// off says why nothing is held in a week.
func (i Intervention) off(c school.Calendar, monday day.Date) string {
	friday := monday.AddDays(SchoolDays - 1)
	switch {
	case !i.Starts.IsZero() && i.Starts.After(friday):
		return "It begins on " + i.Starts.Words() + "."
	case !i.Ends.IsZero() && i.Ends.Before(monday):
		return "It ended on " + i.Ends.Words() + "."
	case i.sessionsInAWeek() == 0:
		return "How many sessions a week it has is not entered yet."
	}
	why := ""
	for n := range SchoolDays {
		if why = Closed(c, monday.AddDays(n)); why == "" {
			return ""
		}
	}
	return why + ": there is no school in this week."
}

// sheetSessions are the columns of a week: the slots in the order of the week, then
// the sessions without a day.
func sheetSessions(i Intervention, columns int, c school.Calendar, monday, today day.Date) (out []SheetSession) {
	for _, s := range i.Sessions() {
		col := SheetSession{On: monday.AddDays(int(s.Day) - 1), From: s.From, Until: s.Until}
		col.Shut = Closed(c, col.On)
		if col.Shut == "" && !i.RunsOn(col.On) {
			col.Shut = "outside its dates"
		}
		col.Ahead = col.On.After(today)
		out = append(out, col)
	}
	for len(out) < columns {
		out = append(out, SheetSession{Ahead: monday.After(today)})
	}
	return out
}

// RunsOn reports whether a day lies within the dates of a placement.
func (p Placement) RunsOn(d day.Date) bool { return p.runsIn(d, d) }

func (p Placement) runsIn(from, until day.Date) bool {
	return !p.Starts.After(until) && (p.Ends.IsZero() || !p.Ends.Before(from))
}

// shut says why a session is none of the pupil's.
func (p Placement) shut(s SheetSession) string {
	switch {
	case s.Shut != "" || s.On.IsZero():
		return s.Shut
	case p.Starts.After(s.On):
		return "joins " + p.Starts.Words()
	case !p.Ends.IsZero() && p.Ends.Before(s.On):
		return "left " + p.Ends.Words()
	}
	return ""
}

// fitMarks writes marks for so many sessions.
func fitMarks(marks string, sessions int) string {
	if len(marks) > sessions {
		return marks[:sessions]
	}
	return marks + strings.Repeat(string(MarkNone), sessions-len(marks))
}

// Mark returns the mark of a row's session, MarkNone for none.
func (r SheetRow) Mark(session int) byte {
	if session < 0 || session >= len(r.Marks) {
		return MarkNone
	}
	return r.Marks[session]
}

// SetMark marks a session. It reports false for one that cannot have the mark: it is
// none of the pupil's, or it is still to come and cannot have been held.
func (w *WeekSheet) SetMark(row, session int, mark byte) bool {
	if row < 0 || row >= len(w.Rows) || session < 0 || session >= len(w.Sessions) || !isMark(mark) || mark != MarkNone && w.WhyNot(row, session, mark) != "" {
		return false
	}
	marks := []byte(w.Rows[row].Marks)
	marks[session] = mark
	w.Rows[row].Marks = string(marks)
	return true
}

// WhyNot says why a session cannot have a mark, "" where it can.
func (w *WeekSheet) WhyNot(row, session int, mark byte) string {
	if why := w.Rows[row].Shut[session]; why != "" {
		return why
	}
	if w.Sessions[session].Ahead && mark != MarkNotHeld {
		return "still to come"
	}
	return ""
}

func isMark(mark byte) bool {
	return mark == MarkNone || slices.ContainsFunc(MarkWords, func(m struct {
		Mark  byte
		Words string
	}) bool {
		return m.Mark == mark
	})
}

// AllThere marks everybody as there who has no mark yet, and returns how many.
func (w *WeekSheet) AllThere() (marked int) {
	for row, r := range w.Rows {
		for session := range w.Sessions {
			if r.Mark(session) == MarkNone && w.SetMark(row, session, MarkThere) {
				marked++
			}
		}
	}
	return marked
}

// NotHeld marks a session as not held for everybody, and returns for how many.
func (w *WeekSheet) NotHeld(session int) (marked int) {
	for row := range w.Rows {
		if w.SetMark(row, session, MarkNotHeld) {
			marked++
		}
	}
	return marked
}

// CanMark reports whether a session can have any mark.
func (w *WeekSheet) CanMark(row, session int) bool { return w.WhyNot(row, session, MarkNotHeld) == "" }

// Unmarked counts the sessions held so far that have no mark.
func (w *WeekSheet) Unmarked() (n int) {
	for row, r := range w.Rows {
		for session := range w.Sessions {
			if r.Mark(session) == MarkNone && w.WhyNot(row, session, MarkThere) == "" {
				n++
			}
		}
	}
	return n
}

// sheetWords are the sentences for the findings of CheckSheet.
var sheetWords = map[string]string{
	"sheet.marks":  "A session is marked with / for there, o for absent or x for not held.",
	"sheet.many":   "There are more marks than the week has sessions.",
	"sheet.shut":   "A session is marked that is not held in this week, or that is none of the pupil's. Clear that mark.",
	"sheet.ahead":  "A session that is still to come can only be marked as not held.",
	"sheet.no_why": "Say why sessions were not held.",
}

// CheckSheet returns what is wrong with marks that are to be kept. now is the sheet
// as it stands; marks that stand already are not questioned again.
func CheckSheet(now, w WeekSheet) []finding.Finding {
	codes := map[string]bool{}
	for _, r := range w.Rows {
		at := slices.IndexFunc(now.Rows, func(o SheetRow) bool { return o.Placement == r.Placement })
		for session, mark := range []byte(r.Marks) {
			switch {
			case !isMark(mark):
				codes["marks"] = true
			case mark == MarkNone || at >= 0 && now.Rows[at].Mark(session) == mark:
			case session >= len(now.Sessions):
				codes["many"] = true
			case at < 0 || now.Rows[at].Shut[session] != "":
				codes["shut"] = true
			case now.WhyNot(at, session, mark) != "":
				codes["ahead"] = true
			}
		}
		codes["no_why"] = codes["no_why"] || strings.ContainsRune(r.Marks, MarkNotHeld) && strings.TrimSpace(w.Why) == ""
	}
	var out []finding.Finding
	for _, code := range []string{"marks", "many", "shut", "ahead"} {
		if codes[code] {
			out = append(out, finding.Finding{Code: "sheet." + code, Field: "marks", Severity: finding.Refuse})
		}
	}
	if codes["no_why"] {
		out = append(out, finding.Finding{Code: "sheet.no_why", Field: "why", Severity: finding.Warn})
	}
	return out
}

// Came is how often a pupil was there, of the sessions held and marked.
type Came struct{ There, Held int }

// Add counts the marks of a week.
func (c *Came) Add(marks string) {
	c.There += strings.Count(marks, string(MarkThere))
	c.Held += strings.Count(marks, string(MarkThere)) + strings.Count(marks, string(MarkAbsent))
}

// Words writes it as "5 of 6 sessions"; a share in per cent would say too much of few.
func (c Came) Words() string {
	if c.Held == 0 {
		return "none marked yet"
	}
	return fmt.Sprintf("%d of %s", c.There, count(c.Held, "session"))
}
