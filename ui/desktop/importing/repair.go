package importing

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/intake"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// repair opens the form in which a rejected row is put right. The file on the disk
// stays as it is.
func (s *Screen) repair(at int) {
	m := s.model
	if at < 0 || at >= len(m.plan().Rejected) {
		return
	}
	problem := m.plan().Rejected[at]
	says, ok := m.in.Sheet.Row(problem.Row)
	switch {
	case m.hidden():
		s.n.Shell.Say("Names are hidden. Show them with F8 to put a row right.")
		return
	case !ok:
		s.n.Shell.Say("This row cannot be taken apart, so it cannot be put right here. Put it right in the file and bring it in again.")
		return
	}
	form := sheet.New("Put row "+strconv.Itoa(problem.Row)+" right", "Put right", nil)
	fields := map[string]*parts.Field{}
	for _, f := range m.repairable() {
		field := parts.NewField("")
		field.SetText(says[f.name])
		fields[f.name] = field
		form.Add(f.name, f.words, field, "")
	}
	first := fields[problem.Field]
	if first == nil {
		first = fields[m.repairable()[0].name]
	}
	s.askRepair(form, problem.Row, first, m.rejected, func() file {
		f := m.file
		f.options.Repairs = withRepair(f.options.Repairs, problem.Row, says, fields)
		return f
	})
	form.Say(&desk.Refusal{Field: problem.Field, Words: problem.Reason})
}

// askRepair lays a form for a row over the page. What is typed goes into the file, which
// is read again; the form stays while the row is still held back.
func (s *Screen) askRepair(form *sheet.Sheet, row int, first fyne.Focusable, rejected func(row int) (intake.RowError, bool), typed func() file) {
	var d *parts.Dialog
	form.Do = func() error {
		s.readThen(typed(), form.Say, func() {
			s.show()
			if still, held := rejected(row); held {
				form.Say(&desk.Refusal{Field: still.Field, Words: still.Reason})
				return
			}
			d.Hide()
			s.Focus()
			s.n.Shell.Say("Row " + strconv.Itoa(row) + " is right now and comes in with the others.")
		})
		return nil
	}
	form.Done = func() {} // the card goes when the file has been read again
	form.Begin()
	d = &parts.Dialog{Title: form.Title, Accept: form.Accept, Width: 150, Height: 120, Focus: first,
		Body: parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, form.Form())), OnAccept: func() bool { form.Try(); return false }}
	d.Show(s.n.Shell.Window().Canvas())
}

// repairable are the fields that a row can be put right in: those of the file, and
// those that say who a pupil is.
func (m *model) repairable() []field {
	return slices.DeleteFunc(m.offered(true), func(f field) bool {
		_, there := m.in.Sheet.Columns[f.name]
		identity := f.name == intake.FieldUPN || f.name == intake.FieldBorn || !covered(f.name, m.in.Sheet.Columns) && (f.name == intake.FieldSurname || f.name == intake.FieldForename)
		return !there && !identity
	})
}

// withRepair adds what was typed for a row to what was put right before.
func withRepair(before intake.Repairs, row int, says map[string]string, typed map[string]*parts.Field) intake.Repairs {
	out := maps.Clone(before)
	if out == nil {
		out = intake.Repairs{}
	}
	fix := maps.Clone(out[row])
	if fix == nil {
		fix = map[string]string{}
	}
	for name, field := range typed {
		if words := strings.TrimSpace(field.Text); words != strings.TrimSpace(says[name]) {
			fix[name] = words
		}
	}
	out[row] = fix
	return out
}

// rejected returns why a row is held back, and whether it is.
func (m *model) rejected(row int) (intake.RowError, bool) {
	i := slices.IndexFunc(m.plan().Rejected, func(e intake.RowError) bool { return e.Row == row })
	if i < 0 {
		return intake.RowError{}, false
	}
	return m.plan().Rejected[i], true
}
