package duplicates

import (
	"context"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is the list of pairs as the page shows it, without the toolkit.
type model struct {
	desk   *desk.Desk
	hidden func() bool
	pairs  []desk.Duplicate
}

// columns of the list of pairs.
var columns = []string{"Record to keep", "Other record", "One child?", "Why"}

func (m *model) load() (err error) {
	m.pairs, err = m.desk.Duplicates(context.Background())
	return err
}

func (m *model) rows() int { return len(m.pairs) }

func (m *model) cell(row, col int) string {
	p := m.pairs[row]
	switch columns[col] {
	case "Record to keep":
		return m.record(p.Keep)
	case "Other record":
		return m.record(p.Other)
	case "One child?":
		if p.Obstacle != "" {
			return "Not as they stand"
		}
		return desk.LikenessName(p.Likeness)
	}
	return p.Why
}

// record names a record with what tells it from the other.
func (m *model) record(e *register.Entry) string {
	return joined(wording.ListName(e, m.hidden()), m.about(e))
}

func (m *model) about(e *register.Entry) string {
	var facts []string
	if e.Class != "" {
		facts = append(facts, e.Class)
	}
	if !e.OnRoll(m.desk.Today()) {
		facts = append(facts, "not on roll")
	}
	if e.OnRegister() {
		facts = append(facts, e.Status)
	}
	return strings.Join(facts, ", ")
}

func joined(name, about string) string {
	if about == "" {
		return name
	}
	return name + " · " + about
}

func (m *model) style(row, col int) parts.CellStyle {
	p := m.pairs[row]
	switch {
	case columns[col] == "One child?" && p.Obstacle != "":
		return parts.CellStyle{State: parts.Overdue}
	case columns[col] == "One child?" && p.Clear():
		return parts.CellStyle{State: parts.Done}
	case columns[col] == "One child?":
		return parts.CellStyle{State: parts.Soon}
	}
	return parts.CellStyle{}
}

// clear are the rows that can be merged without comparing: each record in one pair.
func (m *model) clear() []int {
	var rows []int
	used := map[string]bool{}
	for i, p := range m.pairs {
		if p.Clear() && !used[p.KeepID] && !used[p.OtherID] {
			used[p.KeepID], used[p.OtherID] = true, true
			rows = append(rows, i)
		}
	}
	return rows
}

// choices are what merging rows asks of the desk.
func (m *model) choices(rows []int) []desk.MergeChoice {
	var out []desk.MergeChoice
	for _, row := range rows {
		out = append(out, desk.MergeChoice{Keep: m.pairs[row].KeepID, Other: m.pairs[row].OtherID})
	}
	return out
}

// preview says what merging rows would do, a line for each pair.
func (m *model) preview(rows []int) (string, error) {
	var lines []string
	for _, c := range m.choices(rows) {
		p, err := m.desk.MergePreview(context.Background(), c)
		if err != nil {
			return "", err
		}
		if p.Refusal != "" {
			return "", &desk.Refusal{Field: "pupil", Words: wording.Name(p.Left, m.hidden()) + ": " + p.Refusal}
		}
		lines = append(lines, wording.Name(p.Left, m.hidden())+": "+goesOver(p))
	}
	return strings.Join(lines, "\n"), nil
}

// goesOver says what a merge moves to the record that is kept.
func goesOver(p desk.MergePreview) string {
	if len(p.Moves) == 0 {
		return "the other record holds nothing of its own."
	}
	names := make([]string, len(p.Moves))
	for i, m := range p.Moves {
		names[i] = m.Name
	}
	last := len(names) - 1
	if last > 0 {
		names = []string{strings.Join(names[:last], ", ") + " and " + names[last]}
	}
	return names[0] + " to go over."
}

func (m *model) sentence() string {
	if len(m.pairs) == 0 {
		return "No two records look like one child."
	}
	clear := len(m.clear())
	words := wording.Count(len(m.pairs), "pair") + " of records may be of one child."
	if clear > 0 {
		words += " " + wording.Count(clear, "pair") + " can be merged at once; look at the others side by side."
	}
	return words
}
