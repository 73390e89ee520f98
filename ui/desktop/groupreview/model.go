package groupreview

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is the review as it stands, without the toolkit.
type model struct {
	desk   *desk.Desk
	hidden func() bool
	again  bool // marks of before are here again
	desk.GroupReview
}

// marks are what a pupil can be marked with, each with its key.
var marks = []struct {
	key   rune
	mark  string
	words string
	state parts.State
}{
	{'1', provision.ResultMet, "Met", parts.Done},
	{'2', provision.ResultPartly, "Partly met", parts.Soon},
	{'3', provision.ResultNot, "Not met", parts.Overdue},
	{'4', desk.MarkLater, "Not today", parts.NoState},
}

// draft is what was typed and not kept yet.
type draft struct {
	On      day.Date        `json:"on_day"`
	NextDue day.Date        `json:"next_due"`
	Rows    []desk.GroupRow `json:"rows"`
}

func (m *model) setting() string { return "draft.groupreview." + m.Arg }

// load makes the review ready, with what was typed for it before.
func (m *model) load(arg string) (err error) {
	if m.GroupReview, err = m.desk.GroupReview(context.Background(), arg); err != nil {
		return err
	}
	m.again = false
	var kept draft
	if there, err := m.desk.Setting(context.Background(), m.setting(), &kept); err != nil || !there {
		return err
	}
	m.On, m.NextDue = kept.On, kept.NextDue
	for i := range m.Rows {
		for _, row := range kept.Rows {
			if row.Key == m.Rows[i].Key {
				m.Rows[i].TakeTyped(row)
				m.again = true
			}
		}
	}
	return nil
}

// keep keeps what was typed so far.
func (m *model) keep() error {
	return m.desk.SaveSetting(context.Background(), m.setting(), draft{m.On, m.NextDue, m.Rows})
}

// hold keeps the review itself, in one step, and forgets the draft.
func (m *model) hold() error {
	if err := m.desk.HoldGroupReview(context.Background(), m.GroupReview); err != nil {
		return err
	}
	return m.desk.ForgetSetting(context.Background(), m.setting())
}

// mark marks a row and returns the row to go on with.
func (m *model) mark(row int, mark string) int {
	m.Rows[row].Mark = mark
	return min(row+1, len(m.Rows)-1)
}

// title is what is reviewed.
func (m *model) title() string {
	if m.IsOfIntervention() && m.hidden() {
		return "Review of an intervention"
	}
	if m.IsOfIntervention() {
		return "Review: " + m.Title
	}
	return m.Title
}

// sentence says how far the review is.
func (m *model) sentence() string {
	count := map[string]int{}
	for _, r := range m.Rows {
		count[r.Mark]++
	}
	var out []string
	for _, k := range marks {
		if n := count[k.mark]; n > 0 {
			out = append(out, fmt.Sprintf("%d %s", n, strings.ToLower(k.words)))
		}
	}
	if n := count[""]; n > 0 {
		out = append(out, fmt.Sprintf("%d to mark", n))
	}
	words := wording.Count(len(m.Rows), "pupil") + ": " + strings.Join(out, ", ") + "."
	if m.again {
		words = "What you had marked before is here again. " + words
	}
	if m.Earlier > 0 {
		words += " Reviewed already: " + wording.Count(m.Earlier, "pupil") + "."
	}
	if m.IsOfIntervention() && m.Goal != "" {
		words += " It is meant to reach: " + wording.Written(m.Goal, m.hidden())
	}
	return words
}

// The columns of the list.
const (
	columnPupil = iota
	columnMark
	columnSays
	columnLast
	columnAim
)

// cell is what stands in the list.
func (m *model) cell(row, col int) string {
	r := m.Rows[row]
	switch col {
	case columnPupil:
		if e, err := m.desk.Entry(r.Pupil); err == nil {
			return wording.ListName(e, m.hidden())
		}
	case columnAim:
		if m.hidden() && r.Aim != "" {
			return "hidden"
		}
		return strings.Join(strings.Fields(r.Aim), " ")
	case columnLast:
		if r.Last == "" {
			return "first time"
		}
		return provision.ResultName(r.Last)
	case columnMark:
		return markWords(r.Mark)
	case columnSays:
		return m.says(r)
	}
	return ""
}

func markWords(mark string) string {
	for _, k := range marks {
		if k.mark == mark {
			return k.words
		}
	}
	return "–"
}

// says is what a row still asks for, or what was said of it beside the mark.
func (m *model) says(r desk.GroupRow) string {
	if r.NeedsNext() {
		return "write what changes"
	}
	var out []string
	if gain := r.Gain(); gain != "" {
		out = append(out, gain)
	}
	said := ""
	for _, words := range []string{r.Evidence, r.Worked, r.Next} {
		if strings.TrimSpace(words) != "" {
			said = "notes"
		}
	}
	if said != "" {
		out = append(out, said)
	}
	return strings.Join(out, ", ")
}

// state is how a cell stands out.
func (m *model) state(row, col int) parts.State {
	r := m.Rows[row]
	switch col {
	case columnSays:
		if r.NeedsNext() {
			return parts.Overdue
		}
	case columnMark:
		for _, k := range marks {
			if k.mark == r.Mark {
				return k.state
			}
		}
	}
	return parts.NoState
}

// facts are what is known of a row, over the fields for it.
func (m *model) facts(row int) []parts.Fact {
	r := m.Rows[row]
	out := []parts.Fact{{Label: "Aim", Value: wording.Written(r.Aim, m.hidden())}}
	if r.Last != "" {
		out = append(out, parts.Fact{Label: "Last time", Value: provision.ResultName(r.Last) + ", " + r.LastOn.Words()})
	}
	if r.Measure != "" {
		out = append(out, parts.Fact{Label: "Measured", Value: wording.Written(r.Measure, m.hidden())})
	}
	return out
}

// gain says how far the score has moved.
func (m *model) gain(row int) string {
	r := m.Rows[row]
	switch gain := r.Gain(); {
	case gain != "":
		return "Gain " + gain + " from " + r.Start + " at the start."
	case r.Start != "":
		return r.Start + " at the start."
	}
	return "A number, where something is measured."
}
