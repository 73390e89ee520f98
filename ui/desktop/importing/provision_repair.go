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
	"needsbook/ui/desktop/wording"
)

// repairMap opens the form in which a rejected row of a provision map is put right: the
// pupils who are meant, and what the row says. The file on the disk stays as it is.
func (s *Screen) repairMap(at int) {
	m := s.model
	if at < 0 || at >= len(m.brought.Plan.Rejected) {
		return
	}
	problem := m.brought.Plan.Rejected[at]
	says, ok := m.brought.Sheet.Row(problem.Row)
	switch {
	case m.hidden():
		s.n.Shell.Say("Names are hidden. Show them with F8 to put a row right.")
		return
	case !ok:
		s.n.Shell.Say("This row cannot be taken apart, so it cannot be put right here. Put it right in the file and bring it in again.")
		return
	}
	form := sheet.New("Put row "+strconv.Itoa(problem.Row)+" right", "Put right", nil)
	meant := map[string]*parts.Choice{}
	options := m.pupilOptions()
	var first fyne.Focusable
	for _, u := range m.unknownIn(problem.Row) {
		choice := parts.NewChoice(options, nil)
		meant[u.Key] = choice
		form.Add(pupilField+u.Key, "Who is “"+u.Written+"”?", choice, u.Reason)
		if first == nil && problem.Field == intake.FieldName {
			first = choice
		}
	}
	fields := map[string]*parts.Field{}
	for _, f := range m.mapRepairable(problem.Row) {
		field := parts.NewField("")
		field.SetText(says[f.name])
		fields[f.name] = field
		form.Add(f.name, f.words, field, "")
		if first == nil && f.name == problem.Field {
			first = field
		}
	}
	s.askRepair(form, problem.Row, first, m.mapRejected, func() file {
		f := m.file
		f.options.Repairs, f.pupils = withRepair(f.options.Repairs, problem.Row, says, fields), maps.Clone(f.pupils)
		if f.pupils == nil {
			f.pupils = map[string]string{}
		}
		for key, choice := range meant {
			if id := choice.Chosen(); id != "" {
				f.pupils[key] = id
			}
		}
		return f
	})
	if len(meant) == 0 || problem.Field != intake.FieldName {
		form.Say(&desk.Refusal{Field: problem.Field, Words: problem.Reason})
	}
}

// pupilField begins the names of the fields in which a pupil is chosen.
const pupilField = "who:"

// pupilOptions offers everyone on roll, and to leave a name out.
func (m *model) pupilOptions() []parts.Option {
	out := []parts.Option{{Value: intake.LeftOut, Words: "Leave this name out"}}
	list, err := wording.PupilOptions(m.desk, m.hidden(), nil)
	if err != nil {
		return out // what is written in the row can still be put right
	}
	return append(out, list...)
}

// mapRepairable are the fields of a row that can be put right: those of the file, and
// the cells of a matrix that are wrong.
func (m *model) mapRepairable(row int) []field {
	out := slices.DeleteFunc(slices.Clone(provisionFields), func(f field) bool {
		_, there := m.brought.Sheet.Columns[f.name]
		return !there
	})
	for _, e := range m.brought.Plan.Rejected {
		if e.Row == row && strings.HasPrefix(e.Field, intake.CellField("")) {
			out = append(out, provisionField(e.Field))
		}
	}
	return out
}

// mapRejected returns why a row of the map is held back, and whether it is.
func (m *model) mapRejected(row int) (intake.RowError, bool) {
	i := slices.IndexFunc(m.brought.Plan.Rejected, func(e intake.RowError) bool { return e.Row == row })
	if i < 0 {
		return intake.RowError{}, false
	}
	return m.brought.Plan.Rejected[i], true
}
