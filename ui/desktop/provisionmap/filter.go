package provisionmap

import (
	"slices"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
)

// What the map is filtered by, in the order of the chips and with the words of each.
var filterFields = []struct {
	field desk.MapField
	words string
}{
	{desk.MapByArea, "Area"}, {desk.MapByWave, "Wave"}, {desk.MapByStaff, "Who"}, {desk.MapBySetting, "Setting"},
	{desk.MapByKind, "Kind"}, {desk.MapByStanding, "Standing"}, {desk.MapByCheck, "Check"},
}

// quickFilters are those that are wanted most, each put in or taken out by the menu.
var quickFilters = []struct {
	words string
	field desk.MapField
	id    string
}{
	{"Running now", desk.MapByStanding, "running"},
	{"Ended", desk.MapByStanding, "ended"},
	{"To come", desk.MapByStanding, "to_come"},
	{"Somebody waits for a place", desk.MapByStanding, "waiting"},
	{"One-to-one", desk.MapByKind, "one_to_one"},
	{"Groups", desk.MapByKind, "group"},
	{"Alternative provision", desk.MapByKind, "alternative"},
	{"Nobody in it yet", desk.MapByKind, "nobody"},
	{"Something to check", desk.MapByCheck, "yes"},
}

// chip is one field that filters now.
type chip struct {
	field desk.MapField
	words string
}

// chips are the fields that filter now, with the values that are shown.
func (m *model) chips() []chip {
	var out []chip
	for _, f := range filterFields {
		ids := m.memory.Only[f.field]
		if len(ids) == 0 {
			continue
		}
		words := ""
		for _, v := range m.values(f.field) {
			if slices.Contains(ids, v.ID) {
				if words != "" {
					words += ", "
				}
				words += v.Name
			}
		}
		if words == "" {
			words = "none left"
		}
		out = append(out, chip{f.field, f.words + ": " + words})
	}
	return out
}

// values are the values of a field, in words that name nobody while names are hidden.
func (m *model) values(field desk.MapField) []desk.MapValue {
	values := m.sheet.Values(m.memory.view(), field)
	if !m.hidden() || field != desk.MapByStaff {
		return values
	}
	for i := range values {
		if values[i].ID != "" {
			values[i].Name = "A member of staff"
		}
	}
	return values
}

// only shows the rows with some values of a field; none shows all.
func (m *model) only(field desk.MapField, ids []string) {
	if len(ids) == 0 {
		delete(m.memory.Only, field)
	} else {
		m.memory.Only[field] = ids
	}
	m.look()
}

// toggle puts a value of a field into the filter, or takes it out.
func (m *model) toggle(field desk.MapField, id string) {
	ids := slices.Clone(m.memory.Only[field])
	if at := slices.Index(ids, id); at >= 0 {
		ids = slices.Delete(ids, at, at+1)
	} else {
		ids = append(ids, id)
	}
	m.only(field, ids)
}

// search shows the rows that some words find.
func (m *model) search(words string) {
	m.memory.Words = words
	m.look()
}

// showAll takes the whole filter out.
func (m *model) showAll() {
	m.memory.Words = ""
	clear(m.memory.Only)
	m.look()
}

// filterLine is the line for typing over the map, the menu of filters beside it, and
// under it a chip for each field that filters.
type filterLine struct {
	s     *Screen
	field *parts.SearchField
	chips *fyne.Container
}

func newFilterLine(s *Screen) *filterLine {
	f := &filterLine{s: s, chips: parts.Flow(parts.Between)}
	f.field = parts.NewSearchField("Filter: intervention, pupil, staff, area", nil)
	f.field.SetText(s.model.memory.Words)
	f.field.OnChange = func(words string) {
		f.field.Password = false
		s.search(words)
	}
	return f
}

// show brings the line up to date. While names are hidden, words that were typed
// before show as dots until something is typed.
func (f *filterLine) show() {
	tell := f.field.OnChange
	f.field.OnChange = nil
	if f.field.Text != f.s.model.memory.Words {
		f.field.SetText(f.s.model.memory.Words)
	}
	f.field.OnChange = tell
	f.showChips()
}

func (f *filterLine) hideNames(hidden bool) {
	f.field.Password = hidden && f.field.Text != ""
	f.field.Refresh()
}

func (f *filterLine) showChips() {
	f.chips.Objects = nil
	chips := f.s.model.chips()
	for _, c := range chips {
		f.chips.Objects = append(f.chips.Objects, parts.NewButton(c.words, func() { f.s.only(c.field, nil) }).WithKey("✕"))
	}
	if f.s.model.isFiltered() {
		f.chips.Objects = append(f.chips.Objects, parts.NewLink("Show all", f.s.showAll).WithKey("A"))
	}
	f.chips.Hidden = len(chips) == 0
	f.chips.Refresh()
}

// filterItems are the filters of the menu; the ones that are on have a tick.
func (s *Screen) filterItems() []parts.Item {
	var items []parts.Item
	for _, q := range quickFilters {
		note := ""
		if slices.Contains(s.model.memory.Only[q.field], q.id) {
			note = "✓"
		}
		items = append(items, parts.Item{Words: q.words, Note: note, Do: func() {
			s.model.toggle(q.field, q.id)
			s.filtered()
		}})
	}
	return append(items, parts.Item{Words: "Show all", Key: "A", Do: s.showAll})
}

// groupItems are the fields that the map can be grouped by.
func (s *Screen) groupItems() []parts.Item {
	var items []parts.Item
	for _, g := range desk.MapGroupings {
		note := ""
		if s.model.memory.Group == desk.MapField(g.ID) {
			note = "✓"
		}
		items = append(items, parts.Item{Words: g.Name, Note: note, Do: func() { s.group(desk.MapField(g.ID)) }})
	}
	return items
}
