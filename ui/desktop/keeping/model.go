package keeping

import (
	"context"
	"fmt"
	"slices"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is the list, without the toolkit.
type model struct {
	desk   *desk.Desk
	hidden func() bool
	later  bool // what is not due yet is listed as well
	lines  []desk.Due
	due    int // lines that are due and not held
	log    []desk.ErasureLog
	older  []desk.OldCopy
}

// load reads the list.
func (m *model) load() (err error) {
	ctx := context.Background()
	if m.lines, err = m.desk.RetentionDates(ctx); err != nil {
		return err
	}
	m.due = 0
	for _, x := range m.lines {
		if m.isDue(x) && !x.Held() {
			m.due++
		}
	}
	if !m.later {
		m.lines = slices.DeleteFunc(m.lines, func(x desk.Due) bool { return !m.isDue(x) })
	}
	if m.log, err = m.desk.Erasures(ctx); err != nil {
		return err
	}
	m.older, err = m.desk.OlderCopies(ctx)
	return err
}

func (m *model) isDue(x desk.Due) bool { return !x.On.IsZero() && !x.On.After(m.desk.Today()) }

// column is one column of the list.
type column struct {
	title string
	width float32
	cell  func(m *model, x desk.Due) string
}

var columns = []column{
	{"Pupil", 110, func(m *model, x desk.Due) string {
		e, err := m.desk.Entry(x.Pupil)
		if err != nil {
			return ""
		}
		return wording.ListName(e, m.hidden())
	}},
	{"What may go", 150, func(_ *model, x desk.Due) string { return x.Words() }},
	{"Due", 0, func(_ *model, x desk.Due) string {
		if x.On.IsZero() {
			return "no day"
		}
		return x.On.Words()
	}},
	{"Counted from", 120, func(_ *model, x desk.Due) string {
		if x.Note != "" {
			return x.Note
		}
		return x.Counts
	}},
	{"Legal hold", 0, func(m *model, x desk.Due) string {
		switch {
		case !x.Held():
			return "no"
		case m.hidden():
			return "yes"
		}
		return x.Hold
	}},
}

// state marks what is due and what is held.
func (m *model) state(x desk.Due) parts.State {
	if m.isDue(x) && !x.Held() {
		return parts.Soon
	}
	return parts.NoState
}

// sentence says how it stands.
func (m *model) sentence() string {
	words := "Nothing is due. "
	if m.due > 0 {
		words = fmt.Sprintf("%d records are past their time. ", m.due)
	}
	if m.due == 1 {
		words = "1 record is past its time. "
	}
	words += "Nothing is deleted by itself."
	if len(m.older) > 0 {
		words += " " + stillHeld(m.older, "what was erased")
	}
	return words
}
