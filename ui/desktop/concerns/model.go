package concerns

import (
	"context"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is the list, without the toolkit.
type model struct {
	desk     *desk.Desk
	hidden   func() bool
	closed   bool // those that are closed are listed as well
	concerns []register.Concern
	pupils   []*register.Entry // of each concern
}

// load reads the list.
func (m *model) load() error {
	list, err := m.desk.Concerns(context.Background(), !m.closed)
	if err != nil {
		return err
	}
	m.concerns, m.pupils = nil, nil
	for _, c := range list {
		if e, err := m.desk.Entry(c.Pupil); err == nil {
			m.concerns, m.pupils = append(m.concerns, c), append(m.pupils, e)
		}
	}
	return nil
}

// column is one column of the list.
type column struct {
	title string
	width float32 // at least, for one that takes a share of what is left; 0 is as wide as its words
	cell  func(m *model, row int) string
	state func(m *model, row int) parts.State // nil for none
}

var columns = []column{
	{"Pupil", 0, func(m *model, row int) string { return wording.ListName(m.pupils[row], m.hidden()) }, nil},
	{"Raised", 0, func(m *model, row int) string { return m.concerns[row].On.Words() }, nil},
	{"By", 0, func(m *model, row int) string { return m.written(m.concerns[row].RaisedBy) }, nil},
	{"Noticed", 150, func(m *model, row int) string { return m.written(m.concerns[row].Words) }, nil},
	{"Tried", 110, func(m *model, row int) string { return m.written(m.concerns[row].Tried) }, nil},
	{"Parents told", 0, (*model).told, (*model).toldState},
	{"Look again", 0, (*model).again, (*model).againState},
}

// written withholds what a person wrote while names are hidden, in a word that fits
// a cell.
func (m *model) written(words string) string {
	if m.hidden() && words != "" {
		return "hidden"
	}
	return strings.Join(strings.Fields(words), " ")
}

func (m *model) told(row int) string {
	if on := m.concerns[row].ParentsTold; !on.IsZero() {
		return on.Words()
	}
	return "not yet"
}

func (m *model) toldState(row int) parts.State {
	if c := m.concerns[row]; c.IsOpen() && c.ParentsTold.IsZero() {
		return parts.Soon
	}
	return parts.NoState
}

func (m *model) again(row int) string {
	c := m.concerns[row]
	switch {
	case c.Outcome == register.ConcernSupport:
		return "on the register " + c.Closed.Words()
	case !c.IsOpen():
		return "settled " + c.Closed.Words()
	}
	words, _ := wording.Due(m.desk.Today(), c.LookAgain)
	return words
}

func (m *model) againState(row int) parts.State {
	c := m.concerns[row]
	if !c.IsOpen() {
		return parts.Done
	}
	_, state := wording.Due(m.desk.Today(), c.LookAgain)
	return state
}

// sentence says how the list stands.
func (m *model) sentence() string {
	open, due, untold := 0, 0, 0
	for _, c := range m.concerns {
		if !c.IsOpen() {
			continue
		}
		open++
		if !c.LookAgain.After(m.desk.Today()) {
			due++
		}
		if c.ParentsTold.IsZero() {
			untold++
		}
	}
	words := wording.Count(open, "open concern")
	if due > 0 {
		words += " · look again now: " + wording.Count(due, "pupil")
	}
	if untold > 0 {
		words += " · parents not told yet: " + wording.Count(untold, "pupil")
	}
	return words
}
