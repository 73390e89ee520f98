package ticksheet

import (
	"context"
	"slices"

	"needsbook/app/provision"
)

// marks are all marks of a sheet, and why sessions were not held.
type marks struct {
	rows []string
	why  string
}

// draft is the name under which marks are remembered that are not kept yet.
func (m *model) draft() string { return "draft.ticksheet/" + m.id + "/" + m.monday.String() }

// drafted are marks as they are remembered: by placement, since pupils may join.
type drafted struct {
	Marks map[string]string `json:"marks"`
	Why   string            `json:"why"`
}

// remember keeps the marks safe until the week is kept as a step.
func (m *model) remember() error {
	if !m.changed() {
		return m.desk.ForgetSetting(context.Background(), m.draft())
	}
	d := drafted{Marks: map[string]string{}, Why: m.sheet.Why}
	for _, r := range m.sheet.Rows {
		d.Marks[r.Placement] = r.Marks
	}
	return m.desk.SaveSetting(context.Background(), m.draft(), d)
}

// restore takes up marks that were typed and not kept: the program was ended before.
func (m *model) restore() error {
	var d drafted
	if found, err := m.desk.Setting(context.Background(), m.draft(), &d); err != nil || !found {
		return err
	}
	for row, r := range m.sheet.Rows {
		for session := range m.sheet.Sessions {
			if mark := (provision.SheetRow{Marks: d.Marks[r.Placement]}).Mark(session); mark != r.Mark(session) {
				m.sheet.SetMark(row, session, mark)
			}
		}
	}
	m.sheet.Why = d.Why
	return nil
}

// changed reports whether something is marked that is not kept.
func (m *model) changed() bool {
	return m.sheet.Why != m.kept.Why || slices.ContainsFunc(m.sheet.Rows, func(r provision.SheetRow) bool {
		at := slices.IndexFunc(m.kept.Rows, func(k provision.SheetRow) bool { return k.Placement == r.Placement })
		return m.kept.Rows[at].Marks != r.Marks
	})
}

// keep keeps the week as one step and forgets the draft.
func (m *model) keep() error {
	if !m.changed() {
		return nil
	}
	if err := m.desk.KeepWeek(context.Background(), m.sheet); err != nil {
		return err
	}
	return m.desk.ForgetSetting(context.Background(), m.draft())
}

// did notes how the sheet was before something is marked.
func (m *model) did() {
	m.typed, m.undone = append(m.typed, m.now()), nil
}

func (m *model) now() marks {
	out := marks{why: m.sheet.Why}
	for _, r := range m.sheet.Rows {
		out.rows = append(out.rows, r.Marks)
	}
	return out
}

func (m *model) set(to marks) {
	for i := range m.sheet.Rows {
		m.sheet.Rows[i].Marks = to.rows[i]
	}
	m.sheet.Why = to.why
}

// undo takes back the last mark that is not kept yet, or repeats it; false for none.
func (m *model) undo(redo bool) bool {
	from, to := &m.typed, &m.undone
	if redo {
		from, to = to, from
	}
	if len(*from) == 0 {
		return false
	}
	last := len(*from) - 1
	*to = append(*to, m.now())
	m.set((*from)[last])
	*from = (*from)[:last]
	return true
}
