package today

import (
	"fmt"
	"strings"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/duties"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// model is what waits, and what was put off, without the toolkit.
type model struct {
	desk   *desk.Desk
	hidden func() bool
	desk.Waiting
	counts map[desk.Urgency]int

	showsPut bool            // what was put off is shown in place of what waits
	opened   map[string]bool // lines whose tasks are shown, by key
	rows     []row
}

// row is one line of the list.
type row struct {
	task  desk.Task
	group string             // the heading it stands under
	put   *desk.DeferredTask // when it was done or put off
	in    bool               // one of the tasks of a line
}

// groups name the urgencies in the list.
var groups = map[desk.Urgency]string{desk.Overdue: "Overdue", desk.ThisWeek: "This week", desk.Soon: "Soon", desk.TidyUp: "Tidy up"}

// take shows what was read.
func (m *model) take(w desk.Waiting) {
	m.Waiting, m.counts = w, map[desk.Urgency]int{}
	for _, t := range w.Tasks {
		m.counts[t.Urgency]++
	}
	m.lay()
}

// lay sets out the lines of the list.
func (m *model) lay() {
	m.rows = nil
	if m.showsPut {
		for i, t := range m.PutOff {
			group := "Put off"
			if t.State == desk.TaskDone {
				group = "Done"
			}
			m.rows = append(m.rows, row{task: t.Task, group: group, put: &m.PutOff[i]})
		}
		return
	}
	for _, t := range m.Tasks {
		m.rows = append(m.rows, row{task: t, group: groups[t.Urgency]})
		if !m.opened[t.Key] {
			continue
		}
		for _, one := range t.Of {
			m.rows = append(m.rows, row{task: one, group: groups[t.Urgency], in: true})
		}
	}
}

// toggle opens a line that holds several tasks, or closes it.
func (m *model) toggle(key string) {
	if m.opened == nil {
		m.opened = map[string]bool{}
	}
	m.opened[key] = !m.opened[key]
	m.lay()
}

// The columns of the list.
const (
	columnGroup = iota
	columnDue
	columnPupil
	columnClass
	columnTask
)

// cell is what stands in the list. The name of a group stands at its first task.
func (m *model) cell(at, col int) string {
	r := m.rows[at]
	switch col {
	case columnGroup:
		if at == 0 || m.rows[at-1].group != r.group {
			return fmt.Sprintf("%s  %d", r.group, m.count(r.group))
		}
		return ""
	case columnDue:
		return m.when(r)
	case columnTask:
		return m.what(at)
	}
	e, err := m.desk.Entry(r.task.Pupil)
	switch {
	case err != nil:
		return ""
	case col == columnPupil:
		return wording.ListName(e, m.hidden())
	case e.Class != "":
		return e.Class
	}
	return e.Year.Label
}

// count is how many lines a group has, tasks within a line not counted again.
func (m *model) count(group string) int {
	n := 0
	for _, r := range m.rows {
		if r.group == group && !r.in {
			n++
		}
	}
	return n
}

func (m *model) when(r row) string {
	switch {
	case r.put != nil && r.put.State == desk.TaskSnoozed:
		return "back " + r.put.Until.Words()
	case r.put != nil:
		return "done " + r.put.On.Words()
	}
	words, _ := wording.Due(m.desk.Today(), r.task.Due)
	return words
}

// what is the task in words. A line that holds several shows whether it is open.
func (m *model) what(at int) string {
	r := m.rows[at]
	words := r.task.Title
	if r.task.Kind == desk.InterventionReview && m.hidden() { // its name may be a pupil's
		words = "Review: an intervention" + words[max(0, strings.LastIndex(words, " (")):]
	}
	if r.task.Owner == duties.Council {
		words += " (the council)"
	}
	switch {
	case r.put != nil && r.put.Why != "":
		why := r.put.Why
		if m.hidden() {
			why = wording.Withheld
		}
		return words + " · " + why
	case r.task.Of != nil && m.opened[r.task.Key]:
		return "– " + words
	case r.task.Of != nil:
		return "+ " + words
	case r.in:
		return "    " + words
	case r.task.Note != "":
		return words + " · " + m.note(r.task)
	}
	return words
}

// note is what is missing or what to do first. What was agreed at a meeting may name
// anyone.
func (m *model) note(t desk.Task) string {
	if m.hidden() && t.Record != "" {
		return wording.Withheld
	}
	return t.Note
}

// state is how near the day of a task is.
func (m *model) state(at, col int) parts.State {
	if col != columnDue || m.rows[at].put != nil {
		return parts.NoState
	}
	_, state := wording.Due(m.desk.Today(), m.rows[at].task.Due)
	return state
}

// forms name the form of the pupil's page in which a kind of task is done.
var forms = map[string]string{"review": "review", "plan": "review", "review_day": "review", "need": "edit", "concern": "concern",
	"pupil_voice": "note", "parent_voice": "note", "sen_support_parents": "note", "sen_report_parents": "note", "tell_parents_sen": "note"}

// does are the words of the button that goes to where a task is done.
func (m *model) does(at int) string {
	switch {
	case !m.desk.May(access.LogDay): // whoever changes nothing goes there to read
		return "Open"
	case at < 0 || at >= len(m.rows) || m.rows[at].task.Does == "":
		return "Do it"
	}
	return m.rows[at].task.Does
}

// clusterRoutes are where what the hub asks for is done.
var clusterRoutes = map[string]shell.Route{
	desk.TaskPapers: shell.To("clusterview", "dates"), desk.TaskSummary: shell.To("cluster", "figures"), desk.TaskNotice: shell.To("clusterview", "notices"),
	desk.TaskPack: shell.To("clusterview", "packs"), desk.TaskKey: shell.To("cluster", "road"), desk.TaskAgreement: shell.To("cluster", "agreement"),
}

// where is the place in which a task is done.
func (m *model) where(at int) shell.Route {
	t := m.rows[at].task
	if to, found := clusterRoutes[t.Kind]; found {
		return to
	}
	switch {
	case t.Kind == "term_dates":
		return shell.To("settings", "dates")
	case t.Kind == desk.InterventionReview:
		return shell.To(t.Where, desk.InterventionArg(t.Record))
	case together(t):
		return shell.To("groupreview", desk.PlansArg(t.Urgency))
	case t.Record != "": // the record of a meeting
		return shell.To(t.Where, t.Record)
	case t.Where == "requests": // its list stands there, the pressing ones first
		return shell.To(t.Where)
	case t.Pupil == "":
		return shell.To(t.Where)
	case t.Where == "pupil" && forms[t.Kind] != "":
		return shell.To(t.Where, t.Pupil, forms[t.Kind])
	}
	return shell.To(t.Where, t.Pupil)
}

// together reports whether the tasks of a line are done together on a page of their
// own, rather than one by one.
func together(t desk.Task) bool { return t.Kind == "review" && t.Of != nil }

// detail is what the foot of the page says of one line.
func (m *model) detail(at int) string {
	if at < 0 || at >= len(m.rows) {
		return ""
	}
	t := m.rows[at].task
	t.Note = m.note(t)
	return detailOf(t)
}

// detailOf says who must act, where that is laid down and what putting it off means.
func detailOf(t desk.Task) string {
	var words []string
	if t.Note != "" {
		words = append(words, strings.TrimRight(t.Note, ".")+".")
	}
	if t.Owner == duties.Council {
		words = append(words, "The council must do this.")
	}
	switch {
	case t.Reference == "":
	case strings.HasPrefix(t.Reference, "good practice"):
		words = append(words, "Good"+strings.TrimPrefix(t.Reference, "good")+".")
	case t.ByLaw:
		words = append(words, "Laid down in: "+t.Reference+".")
	default:
		words = append(words, "From: "+t.Reference+".")
	}
	if t.Meaning != "" {
		words = append(words, t.Meaning)
	}
	return strings.Join(words, " ")
}

// sentence says how the day stands.
func (m *model) sentence() string {
	today := m.desk.Today()
	words := today.Weekday().String() + " " + today.Words() + ". "
	if m.showsPut {
		words += "What was put off comes back by itself on its day."
		if m.desk.May(access.PutOff) {
			words += " B brings a line back now."
		}
		return words
	}
	var waiting []string
	for _, g := range []struct {
		urgency desk.Urgency
		words   string
	}{{desk.Overdue, "overdue"}, {desk.ThisWeek, "due this week"}} {
		if n := m.counts[g.urgency]; n > 0 {
			waiting = append(waiting, fmt.Sprintf("%d %s", n, g.words))
		}
	}
	switch {
	case len(m.Tasks) == 0:
		return words + "Nothing waits."
	case len(waiting) == 0:
		return words + "Nothing is overdue or due this week."
	}
	return words + strings.Join(waiting, ", ") + "."
}

// empty is what stands in the list when there is nothing in it.
func (m *model) empty() string {
	if m.showsPut {
		return "Nothing was put off."
	}
	words := "All done. Nothing is due and nothing is late. The rest of the day is yours."
	if !m.Next.IsZero() {
		words += " What comes next will stand here from " + m.Next.Words() + "."
	}
	return words
}

// isEmpty reports whether the school's file holds no pupil.
func (m *model) isEmpty() bool {
	all, err := m.desk.Find("left:any")
	return err == nil && len(all) == 0
}
