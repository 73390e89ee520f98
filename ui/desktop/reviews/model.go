package reviews

import (
	"context"
	"strings"
	"time"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/duties"
	"needsbook/app/register"
	"needsbook/app/school"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is the list and the calendar, without the toolkit.
type model struct {
	desk     *desk.Desk
	hidden   func() bool
	items    []desk.ReviewItem // all of them
	calendar school.Calendar
	kind     string // shown alone, "" for all
	class    string
	text     string
	past     bool     // what was done, and what was before today, is listed too
	month    day.Date // the first day of the month in the calendar

	rows []desk.ReviewItem              // of the list
	on   map[day.Date][]desk.ReviewItem // of the calendar, by day
}

// load reads everything again.
func (m *model) load() (err error) {
	ctx := context.Background()
	if m.items, err = m.desk.Reviews(ctx); err != nil {
		return err
	}
	if m.calendar, err = m.desk.SchoolCalendar(ctx); err != nil {
		return err
	}
	if m.month.IsZero() {
		m.month = firstOf(m.desk.Today())
	}
	m.lay()
	return nil
}

func firstOf(on day.Date) day.Date { return day.Of(on.Year(), on.Month(), 1) }

// lay picks what is shown.
func (m *model) lay() {
	m.rows, m.on = nil, map[day.Date][]desk.ReviewItem{}
	today := m.desk.Today()
	var late, rest []desk.ReviewItem
	for _, i := range m.items {
		if !m.shows(i) {
			continue
		}
		at := schoolWeekday(i.On)
		m.on[at] = append(m.on[at], i)
		switch {
		case i.IsLate(today):
			late = append(late, i)
		case m.past || !i.Done && !i.On.Before(today):
			rest = append(rest, i)
		}
	}
	m.rows = append(late, rest...)
}

// schoolWeekday is the day of the calendar on which an item stands: what is due at a
// weekend is to be done by the Friday.
func schoolWeekday(on day.Date) day.Date {
	for on.Weekday() == time.Saturday || on.Weekday() == time.Sunday {
		on = on.AddDays(-1)
	}
	return on
}

// shows reports whether the filters let an item through.
func (m *model) shows(i desk.ReviewItem) bool {
	if m.kind != "" && i.Kind != m.kind || m.class != "" && i.Class != m.class {
		return false
	}
	for word := range strings.FieldsSeq(strings.ToLower(m.text)) {
		if !strings.Contains(strings.ToLower(i.Name+" "+i.Title+" "+i.Class), word) {
			return false
		}
	}
	return true
}

// classes are those of the items, in order.
func (m *model) classes() []string {
	seen := map[string]bool{}
	for _, i := range m.items {
		if i.Class != "" {
			seen[i.Class] = true
		}
	}
	return sorted(seen)
}

// The columns of the list.
const (
	columnWeek = iota
	columnDay
	columnPupil
	columnWhat
)

// cell is what stands in the list. The name of a week stands at its first line.
func (m *model) cell(row, col int) string {
	i := m.rows[row]
	switch col {
	case columnWeek:
		if week := m.week(row); row == 0 || m.week(row-1) != week {
			return week
		}
		return ""
	case columnDay:
		words := i.On.Time().Format("Mon 2 Jan")
		if i.On.Year() != m.desk.Today().Year() {
			words += i.On.Time().Format(" 2006")
		}
		if i.At != 0 {
			words += ", " + i.At.String()
		}
		return words
	case columnPupil:
		return m.who(i)
	}
	words := m.what(i)
	if i.Done {
		words += ", signed off"
	}
	return words
}

// week is the group that a line stands in.
func (m *model) week(row int) string {
	i, today := m.rows[row], m.desk.Today()
	monday := func(d day.Date) day.Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }
	switch {
	case i.IsLate(today):
		return "Overdue"
	case monday(i.On) == monday(today):
		return "This week"
	case monday(i.On) == monday(today).AddDays(7):
		return "Next week"
	}
	return "Week of " + monday(i.On).Time().Format("2 Jan")
}

// who names the pupil of an item.
func (m *model) who(i desk.ReviewItem) string {
	if e, err := m.desk.Entry(i.Pupil); err == nil {
		return wording.ListName(e, m.hidden())
	}
	return ""
}

// what says what an item is. The name of an intervention may be a pupil's.
func (m *model) what(i desk.ReviewItem) string {
	words := i.Title
	switch {
	case i.Kind == desk.ReviewIntervention && m.hidden():
		words = "Review of an intervention" + words[max(0, strings.LastIndex(words, " (")):]
	case i.Kind == desk.ReviewIntervention:
		words = "Review: " + words
	}
	if i.Owner == duties.Council {
		words += " (the council)"
	}
	return words
}

// state is how near the day of an item is.
func (m *model) state(row, col int) parts.State {
	i := m.rows[row]
	switch {
	case col != columnDay:
		return parts.NoState
	case i.Done:
		return parts.Done
	}
	_, state := wording.Due(m.desk.Today(), i.On)
	return state
}

// brief is an item in the calendar, in a word or two without a name.
func (m *model) brief(i desk.ReviewItem) string {
	words := briefKinds[i.Kind]
	if i.Stage != "" && i.Stage != duties.StageMeeting {
		words = briefStages[i.Stage]
	}
	if e, err := m.desk.Entry(i.Pupil); err == nil {
		words = strings.ReplaceAll(e.Initials(), ".", "") + " " + words
	}
	if i.At != 0 {
		words = i.At.String() + " " + words
	}
	return words
}

var briefKinds = map[string]string{desk.ReviewPlan: "plan", desk.ReviewIntervention: "group", desk.ReviewAnnual: "annual review", "parents": "parents", "other": "meeting"}

var briefStages = map[string]string{duties.StageViews: "views", duties.StageInvited: "papers", duties.StageReport: "report", duties.StageDecision: "decision", duties.StageFinal: "final plan"}

// sentence says how things stand.
func (m *model) sentence() string {
	late, week, today := 0, 0, m.desk.Today()
	for _, i := range m.items {
		switch {
		case i.IsLate(today):
			late++
		case !i.Done && !i.On.Before(today) && i.On.Before(today.AddDays(7)):
			week++
		}
	}
	if late+week == 0 {
		return "Nothing is overdue, and nothing is due within a week."
	}
	var words []string
	if late > 0 {
		words = append(words, wording.Count(late, "thing")+" overdue")
	}
	if week > 0 {
		words = append(words, wording.Count(week, "thing")+" within a week")
	}
	return strings.Join(words, ", ") + "."
}

// rowOn is the first line on a day of the calendar, -1 for none.
func (m *model) rowOn(on day.Date) int {
	for row, i := range m.rows {
		if schoolWeekday(i.On) == on {
			return row
		}
	}
	return -1
}

// kindName is a kind of item in words.
func kindName(kind string) string { return register.Named(desk.ReviewKinds, kind) }

// stages are the trail of an annual review as lamps, each with what can be done.
func (m *model) stages(r desk.AnnualReview, mark func(stage string, done bool)) []parts.Lamp {
	var out []parts.Lamp
	today := m.desk.Today()
	for _, s := range r.Stages {
		lamp := parts.Lamp{Title: s.Title, Note: s.Reference, Button: "Done", Do: func() { mark(s.ID, true) }}
		if s.Owner == duties.Council {
			lamp.Title += " (the council)"
		}
		switch {
		case !s.Done.IsZero():
			lamp.State, lamp.Word, lamp.Button, lamp.Do = parts.Done, s.Done.Words(), "Not done", func() { mark(s.ID, false) }
		case s.Passed:
			lamp.Word = "not recorded"
		case !s.Firm && s.ID != duties.StageMeeting:
			lamp.Word, lamp.Button = "by "+s.Due.Words(), ""
		default:
			lamp.Word, lamp.State = wording.Due(today, s.Due)
			if lamp.State == parts.NoState {
				lamp.Word = "by " + s.Due.Words()
			}
		}
		if s.ID == duties.StageMeeting {
			lamp.Button = "Set day"
			if s.Firm {
				lamp.Button = "Move"
			}
			lamp.Do = func() { mark(s.ID, true) }
		}
		if !m.desk.May(access.WriteRecord) {
			lamp.Button, lamp.Do = "", nil
		}
		out = append(out, lamp)
	}
	return out
}
