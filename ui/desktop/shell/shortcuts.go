package shell

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"needsbook/app/access"
	"needsbook/ui/desktop/parts"
)

// Shortcut is one thing that a key does. The table of them is the one source of
// the menus, the palette and the sheet of keys.
type Shortcut struct {
	Menu     string
	Name     string
	Key      fyne.KeyName
	Modifier fyne.KeyModifier
	Rune     rune          // for a key that is a character, such as ?
	During   bool          // also while a dialog lies over the window
	Needs    access.Action // what a role must include for it; "" for nothing

	do func()
}

// Words writes the key as people read it: "Ctrl+K".
func (s Shortcut) Words() string {
	words := ""
	for _, m := range []struct {
		bit  fyne.KeyModifier
		word string
	}{{fyne.KeyModifierShortcutDefault, "Ctrl+"}, {fyne.KeyModifierAlt, "Alt+"}, {fyne.KeyModifierShift, "Shift+"}} {
		if s.Modifier&m.bit != 0 {
			words += m.word
		}
	}
	switch s.Key {
	case fyne.KeyReturn:
		return words + "Enter"
	case fyne.KeyEscape:
		return words + "Esc"
	case "":
		return words + string(s.Rune)
	}
	return words + string(s.Key)
}

// The menus, in their order.
var menus = []string{"File", "Edit", "Go", "View", "Help"}

// Shortcuts lists every shortcut that the role includes, in the order of the menus. Whoever
// may change anything at all may log the day.
func (s *Shell) Shortcuts() []Shortcut {
	const ctrl, alt = fyne.KeyModifierShortcutDefault, fyne.KeyModifierAlt
	list := []Shortcut{
		{Menu: "File", Name: "New", Key: fyne.KeyN, Modifier: ctrl, Needs: access.LogDay, do: s.makeNew},
		{Menu: "File", Name: "Log a call or worry", Key: fyne.KeyL, Modifier: ctrl, Needs: access.LogDay, do: call(s.setup.Log)},
		{Menu: "File", Name: "Print or save this page", Key: fyne.KeyP, Modifier: ctrl, do: s.print},
		{Menu: "File", Name: s.setup.Say("Send to the {cluster}"), Key: fyne.KeyS, Modifier: ctrl | fyne.KeyModifierShift, Needs: access.Send, do: s.toCluster},
		{Menu: "File", Name: "Lock now", Key: fyne.KeyL, Modifier: ctrl | alt, During: true, do: s.Lock},
		{Menu: "Edit", Name: "Undo", Key: fyne.KeyZ, Modifier: ctrl, During: true, do: s.undo},
		{Menu: "Edit", Name: "Redo", Key: fyne.KeyY, Modifier: ctrl, During: true, do: s.redo},
		{Menu: "Edit", Name: "Filter what is here", Key: fyne.KeyF, Modifier: ctrl, do: s.filter},
		{Menu: "Edit", Name: "Accept", Key: fyne.KeyReturn, Modifier: ctrl, During: true, do: s.accept},
		{Menu: "Go", Name: "Find a pupil or do anything", Key: fyne.KeyK, Modifier: ctrl, do: s.ShowPalette},
		{Menu: "Go", Name: "Close or go back", Key: fyne.KeyEscape, During: true, do: s.Escape},
		{Menu: "Go", Name: "Back to the last page", Key: fyne.KeyLeft, Modifier: alt, do: s.Back},
	}
	for i, place := range s.nav.places {
		if i < 9 {
			list = append(list, Shortcut{Menu: "Go", Name: place.Name, Key: fyne.KeyName(fmt.Sprint(i + 1)), Modifier: ctrl,
				do: func() { s.Go(To(place.Screen)) }})
		}
	}
	list = append(list,
		Shortcut{Menu: "View", Name: "Hide or show names", Key: fyne.KeyF8, During: true, do: s.toggleNames},
		Shortcut{Menu: "View", Name: "Read this page in the browser", Key: fyne.KeyF9, During: true, do: s.read},
		Shortcut{Menu: "Help", Name: "Help for this page", Key: fyne.KeyF1, do: s.help},
		Shortcut{Menu: "Help", Name: "All keys", Rune: '?', do: s.ShowKeys},
	)
	seat := s.seat()
	return slices.DeleteFunc(list, func(c Shortcut) bool { return c.Needs != "" && !seat.May(c.Needs) })
}

// call makes a function of one that may be nil.
func call(f func()) func() {
	return func() {
		if f != nil {
			f()
		}
	}
}

// run does a shortcut, unless a dialog or the lock stands before it.
func (s *Shell) run(c Shortcut) {
	if s.bare != nil && c.Key != fyne.KeyReturn && c.Key != fyne.KeyEscape && c.Key != fyne.KeyF1 {
		return
	}
	if s.overlay() != nil && !c.During {
		return
	}
	c.do()
}

// buildMenu makes the menus out of the table. A shortcut works while a field has
// the keyboard only because it is a menu item: the driver asks the menu first.
func (s *Shell) buildMenu() *fyne.MainMenu {
	var list []*fyne.Menu
	for _, name := range menus {
		menu := fyne.NewMenu(name)
		for _, c := range s.Shortcuts() {
			if c.Menu == name {
				item := fyne.NewMenuItem(c.Name, func() { s.run(c) })
				item.Shortcut = c.bound()
				menu.Items = append(menu.Items, item)
			}
		}
		if name == "File" {
			quit := fyne.NewMenuItem("Quit", call(s.setup.Quit))
			quit.IsQuit = true
			menu.Items = append(menu.Items, fyne.NewMenuItemSeparator(), quit)
		}
		list = append(list, menu)
	}
	return fyne.NewMainMenu(list...)
}

// bound gives the key as the driver knows it. Undo and redo have names of their own there.
func (s Shortcut) bound() fyne.Shortcut {
	switch {
	case s.Key == "":
		return nil
	case s.Key == fyne.KeyZ && s.Modifier == fyne.KeyModifierShortcutDefault:
		return &fyne.ShortcutUndo{}
	case s.Key == fyne.KeyY && s.Modifier == fyne.KeyModifierShortcutDefault:
		return &fyne.ShortcutRedo{}
	}
	return &desktop.CustomShortcut{KeyName: s.Key, Modifier: s.Modifier}
}

// typedKey does the shortcuts without Ctrl or Alt, which reach the window through
// the part that has the keyboard.
func (s *Shell) typedKey(key *fyne.KeyEvent) {
	if (key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter) && (s.overlay() != nil || s.bare != nil) {
		s.accept() // Enter in a line of a dialog
		return
	}
	for _, c := range s.Shortcuts() {
		if c.Key == key.Name && c.Modifier == 0 {
			s.run(c)
			return
		}
	}
	page := s.overlay()
	if page == nil {
		page = s.setup.Window.Content()
		if s.bare == nil {
			page = s.content
		}
	}
	parts.ScrollPage(page, key)
}

// typedRune offers a letter to the screen, and then looks for a shortcut.
func (s *Shell) typedRune(r rune) {
	if s.bare != nil || s.overlay() != nil {
		return
	}
	if keyed, ok := s.screen.(Keyed); ok && keyed.Key(r) {
		return
	}
	for _, c := range s.Shortcuts() {
		if c.Rune == r {
			s.run(c)
			return
		}
	}
}

// ShowKeys shows every key on one sheet.
func (s *Shell) ShowKeys() {
	columns := [2]*fyne.Container{parts.Column(parts.Groups), parts.Column(parts.Groups)}
	for i, menu := range menus {
		var facts []parts.Fact
		for _, c := range s.Shortcuts() {
			if c.Menu == menu {
				facts = append(facts, parts.Fact{Label: c.Words(), Value: c.Name})
			}
		}
		column := columns[0]
		if i == 2 { // Go is as long as the others together
			column = columns[1]
		}
		column.Add(parts.Column(parts.Between, parts.NewText(menu, parts.Strong), parts.NewFactList(facts...)))
	}
	head := parts.Column(parts.Groups)
	if page, ok := s.screen.(KeyLister); ok && s.bare == nil {
		keys := page.Keys()
		half := (len(keys) + 1) / 2
		head.Add(parts.Column(parts.Between, parts.NewText("On this page", parts.Strong), parts.Halves(1, 1, parts.NewFactList(keys[:half]...), parts.NewFactList(keys[half:]...))))
	}
	sheet := parts.Column(parts.Groups, head, parts.Halves(1, 1, columns[0], columns[1]), parts.NewWideProse("In a table: arrows, Page Up, Page Down, Home and End move, Enter opens, Space ticks, Shift ticks a range; Up from the first row goes to the headings, where Enter sorts, Shift+Enter sorts by one more, Shift+Left and Shift+Right move the column, + and - size it and Alt+Down lists its values. Ctrl+C copies the ticked rows. Tab goes on to the next thing, Shift+Tab back.", parts.Quiet))
	(&parts.Dialog{Title: "Keys", Body: parts.Scrolled(sheet), Accept: "Close", Cancel: "-", Width: 180, Height: 165}).Show(s.canvas())
}
