package pupils

import (
	"context"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool {
	switch r {
	case 'e', 'E':
		if !s.n.Desk.May(access.WriteRecord) {
			return false
		}
		s.edit()
	case 'c', 'C':
		s.chooseColumns()
	case 'm', 'M':
		s.editMarks()
	case 'v', 'V':
		s.togglePreview()
	case '/':
		s.Find()
	default:
		if r >= '1' && r <= '9' && int(r-'1') < len(s.model.saved) {
			s.openView(int(r - '1'))
			return true
		}
		return false
	}
	return true
}

// more is what is wanted now and then, and the pages that belong to the register.
func (s *Screen) more() []parts.Item {
	var items []parts.Item
	for _, one := range []struct {
		needs access.Action
		item  parts.Item
	}{
		{access.Import, parts.Item{Words: "Bring in a list", Do: s.to("import")}},
		{access.PrintClass, parts.Item{Words: "Print", Key: "Ctrl+P", Do: s.Print}},
		{access.Export, parts.Item{Words: "Save as a file", Do: s.saveAsFile}},
		{access.WriteRecord, parts.Item{Words: "Change the ticked pupils", Key: "E", Do: s.edit}},
		{access.Settings, parts.Item{Words: "The school's own fields", Do: s.to("fields")}},
	} {
		if s.n.Desk.May(one.needs) {
			items = append(items, one.item)
		}
	}
	current := s.model.id(s.grid.Current())
	for _, place := range []struct{ screen, arg, words string }{
		{"history", current, "Status and needs over time"}, {"concerns", "", "Concerns"}, {"census", "", "Census check"},
		{"duplicates", "", "Duplicates"}, {"handover", "", "Transition"}, {"export", "", "Take everything out"},
	} {
		if s.n.Shell.Opens(place.screen) {
			items = append(items, parts.Item{Words: place.words, Do: s.to(place.screen, place.arg)})
		}
	}
	return items
}

func (s *Screen) to(screen string, arg ...string) func() {
	return func() { s.n.Shell.Go(shell.To(screen, arg...)) }
}

// viewItems is what can be done with the open view.
func (s *Screen) viewItems() []parts.Item {
	items := []parts.Item{
		{Words: "Columns", Key: "C", Do: s.chooseColumns},
		{Words: "Mark rows by a rule", Key: "M", Do: s.editMarks},
		{Words: "Preview", Key: "V", Do: s.togglePreview},
	}
	if !s.n.Desk.May(access.KeepViews) {
		return items
	}
	items = append([]parts.Item{{Words: "Keep as a view…", Do: s.keepViewAs}}, items...)
	if s.model.view.ID == "" {
		return items
	}
	return append(items,
		parts.Item{Words: "Rename", Do: s.renameView},
		parts.Item{Words: "Move to the left", Note: "Shift+Left on the tab", Do: func() { s.moveView(s.model.at(), -1) }},
		parts.Item{Words: "Move to the right", Note: "Shift+Right on the tab", Do: func() { s.moveView(s.model.at(), 1) }},
		parts.Item{Words: "Remove", Do: s.removeView})
}

// openView shows another view.
func (s *Screen) openView(tab int) {
	current := s.model.id(s.grid.Current())
	s.model.open(tab)
	s.showRows(current)
	s.n.Shell.Recount()
}

// goBack shows the view as it was saved.
func (s *Screen) goBack() {
	current := s.model.id(s.grid.Current())
	s.model.goBack()
	s.showRows(current)
	s.n.Shell.Recount()
	s.Focus() // the link that was pressed is gone
}

// keepView saves what was changed in the view; the standard view stays what it is, so
// changes to it become a view of their own.
func (s *Screen) keepView() {
	if s.model.view.ID == "" {
		s.keepViewAs()
		return
	}
	s.did(s.model.keepChanges(), "The view is kept. Ctrl+Z takes it back.")
	s.Focus() // the link that was pressed is gone
}

// keepViewAs asks for the name of a new view.
func (s *Screen) keepViewAs() {
	s.askName("Keep as a view", "Keep", "", "It stands as a tab over the register, with its search, columns, order and marks.", s.model.keepAs)
}

func (s *Screen) renameView() {
	s.askName("Rename the view", "Rename", s.model.view.Name, "", s.model.rename)
}

func (s *Screen) removeView() {
	s.did(s.model.remove(), "The view is gone, and no pupil with it. Ctrl+Z brings it back.")
	s.Focus()
}

func (s *Screen) moveView(tab, by int) {
	if to := tab + by; s.n.Desk.May(access.KeepViews) && tab > 0 && to > 0 && to < len(s.model.saved) {
		s.did(s.n.Desk.MoveView(context.Background(), s.model.saved[tab].ID, by), "")
	}
}

// did says how a change of the views went and shows them.
func (s *Screen) did(err error, words string) {
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.Refresh()
	s.n.Shell.Changed()
	if words != "" {
		s.n.Shell.Say(words)
	}
}

// askName asks for the name of a view.
func (s *Screen) askName(title, accept, name, hint string, keep func(name string) error) {
	field := parts.NewField("")
	if !s.n.Shell.NamesHidden() {
		field.SetText(name)
	}
	sh := sheet.New(title, accept, func() error { return keep(field.Text) })
	sh.Add("name", "Name", field, hint)
	sheet.Drafts{Desk: s.n.Desk, Place: "register", Alert: s.n.Shell.Alert}.Follow(title+name, sh, s.n.Shell.NamesHidden())
	d := &parts.Dialog{Title: title, Body: sh.Form(), Accept: accept, Width: 120, Focus: field, OnAccept: sh.Try}
	sh.Done = func() {
		d.Hide()
		s.did(nil, "")
		s.Focus()
	}
	d.Show(s.n.Shell.Window().Canvas())
}
