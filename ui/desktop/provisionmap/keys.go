package provisionmap

import (
	"slices"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

func (s *Screen) letters() shell.Letters {
	return shell.Letters{
		{Rune: 'n', Words: "New intervention, as Insert", Do: s.New, Needs: access.Provide},
		{Rune: 'p', Words: "Add pupils to the current one", Do: s.addPupils, Needs: access.Provide},
		{Rune: 'r', Words: "Review it", Do: s.review, Needs: access.HoldReviews},
		{Rune: 't', Words: "Its tick-sheet of the week", Do: s.tickSheet, Needs: access.LogDay},
		{Rune: 's', Words: "Open or close its sums", Do: s.toggleSums, Needs: access.SeeMoney},
		{Rune: 'd', Words: "Make another one like it", Do: s.duplicate, Needs: access.Provide},
		{Rune: 'c', Words: "Pictures, or the map again", Do: s.toPictures},
		{Rune: 'g', Words: "Group by the next: area, wave, who, setting", Do: s.nextGroup},
		{Rune: 'a', Words: "Show all, without a filter", Do: s.showAll},
		{Rune: 'v', Words: "Details beside the map", Do: s.togglePane},
		{Rune: '/', Words: "Filter, as Ctrl+F", Do: s.Find},
	}.For(s.n.Desk.May)
}

// mayProvide reports whether the role changes the map.
func (s *Screen) mayProvide() bool { return s.n.Desk.May(access.Provide) }

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	keys := []parts.Fact{{Label: "Enter", Value: "Change the intervention; on a heading, fold the group"}, {Label: "Delete", Value: "Take the intervention away; undo brings it back"}}
	if !s.mayProvide() {
		keys = []parts.Fact{{Label: "Enter", Value: "Show the intervention beside the map; on a heading, fold the group"}}
	}
	return append(append(keys, parts.Fact{Label: "Alt+Down", Value: "Filter by the values of this column"}), s.letters().Facts()...)
}

// tableKey uses the keys that the rows have no use for.
func (s *Screen) tableKey(key fyne.KeyName) bool {
	switch {
	case !s.mayProvide():
		return false
	case key == fyne.KeyDelete:
		s.remove()
	case key == fyne.KeyInsert:
		s.New()
	default:
		return false
	}
	return true
}

func (s *Screen) toggleSums() {
	s.pane.toggleSums()
}

// open changes the intervention of a row, or folds the group of a heading.
func (s *Screen) open(row int) {
	switch l := s.model.at(row); {
	case l.row != nil && s.mayProvide():
		s.change()
	case l.row != nil:
		s.togglePane()
	case l.group != nil:
		s.model.fold(l.group)
		s.grid.Reload()
		s.show()
	}
}

// search follows what is typed in the filter.
func (s *Screen) search(words string) {
	s.model.search(words)
	s.followFilter()
}

// followFilter shows other rows while the columns stand still.
func (s *Screen) followFilter() {
	for i, c := range s.model.gridColumns() {
		s.grid.Columns[i].Filtered = c.Filtered
	}
	if s.model.at(s.grid.Current()).row == nil { // a heading is no answer
		s.grid.SetCurrent(s.model.firstRow())
	}
	s.grid.Refresh()
	s.sentence.SetText(s.model.sentence())
	s.filter.showChips()
	s.pane.show()
	s.n.Shell.Recount()
}

// filtered shows what a filter of the menu, a heading or a chip finds.
func (s *Screen) filtered() {
	s.reload(s.model.memory.Current)
	s.n.Shell.Recount()
	s.Focus()
}

func (s *Screen) only(field desk.MapField, ids []string) {
	s.model.only(field, ids)
	s.filtered()
}

func (s *Screen) showAll() {
	s.model.showAll()
	s.filtered()
}

// values are what the list of a heading offers.
func (s *Screen) values(col int) []parts.GridValue {
	field := s.model.columns[col].field
	if field == "" {
		return nil
	}
	var out []parts.GridValue
	for _, v := range s.model.values(field) {
		out = append(out, parts.GridValue{Value: v.ID, Words: v.Name, Count: v.Count, Ticked: slices.Contains(s.model.memory.Only[field], v.ID)})
	}
	return out
}

// group groups the map by another field.
func (s *Screen) group(by desk.MapField) {
	s.model.memory.Group = by
	s.model.look()
	s.reload(s.model.memory.Current)
	s.Focus()
}

func (s *Screen) nextGroup() {
	at := slices.IndexFunc(desk.MapGroupings, func(g desk.MapValue) bool { return desk.MapField(g.ID) == s.model.memory.Group })
	next := desk.MapGroupings[(at+1)%len(desk.MapGroupings)]
	s.group(desk.MapField(next.ID))
	s.n.Shell.Say("Grouped by " + inSentence(next.Name) + ".")
}

// gridSorts are the sorts of the map by the columns of the table.
func (m *model) gridSorts() []parts.GridSort {
	var sorts []parts.GridSort
	for _, by := range m.memory.Sorts {
		if col := slices.IndexFunc(m.columns, func(c column) bool { return c.id == by.Column }); col >= 0 {
			sorts = append(sorts, parts.GridSort{Col: col, Descending: by.Descending})
		}
	}
	return sorts
}

// sort orders the rows of each group by columns of the table.
func (s *Screen) sort(sorts []parts.GridSort) {
	s.model.memory.Sorts = nil
	for _, by := range sorts {
		s.model.memory.Sorts = append(s.model.memory.Sorts, desk.MapSort{Column: s.model.columns[by.Col].id, Descending: by.Descending})
	}
	s.model.look()
	s.reload(s.model.memory.Current)
}

// more is what belongs to the map as a whole.
func (s *Screen) more() []parts.Item {
	var items []parts.Item
	if s.n.Desk.May(access.PrintClass) {
		items = append(items, parts.Item{Words: "Print the map, or a class sheet", Key: "Ctrl+P", Do: s.Print})
	}
	for _, place := range []struct{ screen, words string }{
		{screenStaff, "Staff by hours"}, {screenEffect, "What worked"}, {screenUnmet, "Unmet need"}, {"import", "Bring in a map from Excel"}, {"settings", "Rates, under Settings"},
	} {
		if place.screen == "settings" && !s.n.Desk.May(access.Settings) {
			continue // the part with the rates is the SENCO's
		}
		if s.n.Shell.Opens(place.screen) {
			items = append(items, parts.Item{Words: place.words, Do: func() { s.n.Shell.Go(shell.To(place.screen)) }})
		}
	}
	return append(items, parts.Item{Words: "Fold or unfold all groups", Do: s.foldAll})
}

// foldAll folds every group, or opens all where every one is folded.
func (s *Screen) foldAll() {
	fold := slices.ContainsFunc(s.model.groups, func(g desk.MapGroup) bool { return !s.model.folded(&g) })
	for i := range s.model.groups {
		if key := s.model.foldKey(&s.model.groups[i]); fold {
			s.model.memory.Folded[key] = true
		} else {
			delete(s.model.memory.Folded, key)
		}
	}
	s.model.look()
	s.reload(s.model.memory.Current)
	s.Focus()
}

// toPictures shows the pictures, or the map again.
func (s *Screen) toPictures() {
	if s.first != nil {
		return
	}
	s.closePanel()
	s.showTab(tabMap + tabPictures - s.model.memory.Tab)
	s.Focus()
}

// showTab shows the map or the pictures.
func (s *Screen) showTab(tab int) {
	if tab != tabPictures {
		tab = tabMap
	}
	s.model.memory.Tab = tab
	s.body.Objects[0].(*fyne.Container).Hidden = tab != tabMap
	s.mapLine.Hidden = tab != tabMap
	s.other.SetText(map[int]string{tabMap: "Pictures", tabPictures: "The map"}[tab])
	s.pictures.object.Hidden = tab != tabPictures
	s.pictures.show()
	if s.object != nil {
		s.object.Refresh()
	}
}
