package today

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// model is what waits, without the toolkit.
type model struct {
	desk   *desk.Desk
	hidden func() bool
	tasks  []desk.Task
	counts map[desk.Urgency]int
}

// groups name the urgencies in the list.
var groups = map[desk.Urgency]string{desk.Overdue: "Overdue", desk.ThisWeek: "This week", desk.Soon: "Soon", desk.TidyUp: "Tidy up"}

// load reads what waits.
func (m *model) load() error {
	tasks, err := m.desk.Tasks(context.Background())
	if err != nil {
		return err
	}
	m.tasks, m.counts = tasks, map[desk.Urgency]int{}
	for _, t := range tasks {
		m.counts[t.Urgency]++
	}
	return nil
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
func (m *model) cell(row, col int) string {
	t := m.tasks[row]
	switch col {
	case columnGroup:
		if row == 0 || m.tasks[row-1].Urgency != t.Urgency {
			return fmt.Sprintf("%s  %d", groups[t.Urgency], m.counts[t.Urgency])
		}
		return ""
	case columnDue:
		words, _ := wording.Due(m.desk.Today(), t.Due)
		return words
	case columnTask:
		return t.Title
	}
	e, err := m.desk.Entry(t.Pupil)
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

// state is how near the day of a task is.
func (m *model) state(row, col int) parts.State {
	if col != columnDue {
		return parts.NoState
	}
	_, state := wording.Due(m.desk.Today(), m.tasks[row].Due)
	return state
}

// formOf names the form of the pupil's page in which a kind of task is done.
var formOf = map[string]string{"review": "review", "plan": "review", "need": "edit"}

// where is the place in which a task is done.
func (m *model) where(row int) shell.Route {
	t := m.tasks[row]
	switch {
	case t.Pupil == "":
		return shell.To(t.Where)
	case t.Where == "pupil" && formOf[t.Kind] != "":
		return shell.To(t.Where, t.Pupil, formOf[t.Kind])
	case t.Where == "requests":
		return shell.To(t.Where) // its list stands there, the pressing ones first
	}
	return shell.To(t.Where, t.Pupil)
}

// sentence says how the day stands.
func (m *model) sentence() string {
	today := m.desk.Today()
	words := today.Weekday().String() + " " + today.Words() + ". "
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
	case len(m.tasks) == 0:
		return words + "Nothing waits."
	case len(waiting) == 0:
		return words + "Nothing is overdue or due this week."
	}
	return words + strings.Join(waiting, ", ") + "."
}

// isEmpty reports whether the school's file holds no pupil.
func (m *model) isEmpty() bool {
	all, err := m.desk.Find("left:any")
	return err == nil && len(all) == 0
}
