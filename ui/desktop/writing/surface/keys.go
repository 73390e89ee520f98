package surface

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"needsbook/app/publish/markup"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/writing/text"
)

// TypedRune writes a character.
func (s *Surface) TypedRune(r rune) {
	s.Do(func(t *text.Text) { t.Type(string(r)) })
}

// AcceptsTab says whether Tab, or Shift+Tab, would move a list item; otherwise it goes
// to the next field as everywhere, so that nobody is caught in a list.
func (s *Surface) AcceptsTab() bool { return s.text.CanSub(!s.shift) }

// KeyDown notes Shift, which TypedKey does not tell.
func (s *Surface) KeyDown(key *fyne.KeyEvent) { s.noteShift(key, true) }

// KeyUp notes that Shift was let go.
func (s *Surface) KeyUp(key *fyne.KeyEvent) { s.noteShift(key, false) }

func (s *Surface) noteShift(key *fyne.KeyEvent, down bool) {
	if key.Name == desktop.KeyShiftLeft || key.Name == desktop.KeyShiftRight {
		s.shift = down
	}
}

// TypedKey moves and deletes; what it does not use it hands on to the window.
func (s *Surface) TypedKey(key *fyne.KeyEvent) {
	if way, ok := s.ways()[key.Name]; ok {
		s.move(way, s.shift)
		return
	}
	switch key.Name {
	case fyne.KeyUp:
		s.vertical(s.page.up, 1)
	case fyne.KeyDown:
		s.vertical(s.page.down, 1)
	case fyne.KeyPageUp:
		s.vertical(s.page.up, s.rowsInView())
	case fyne.KeyPageDown:
		s.vertical(s.page.down, s.rowsInView())
	case fyne.KeyReturn, fyne.KeyEnter:
		s.Do((*text.Text).Enter)
	case fyne.KeyBackspace:
		s.Do((*text.Text).Backspace)
	case fyne.KeyDelete:
		s.Do((*text.Text).Delete)
	case fyne.KeyTab:
		s.Do(func(t *text.Text) { t.SetSub(!s.shift) })
	default:
		if at := parts.CanvasOf(s); at != nil && at.OnTypedKey() != nil {
			at.OnTypedKey()(key)
		}
	}
}

// way is where the caret goes from a place.
type way func(text.Place) text.Place

func (s *Surface) ways() map[fyne.KeyName]way {
	t := s.text
	return map[fyne.KeyName]way{
		fyne.KeyLeft:  s.sideways(t.Left, false),
		fyne.KeyRight: s.sideways(t.Right, true),
		fyne.KeyHome:  s.page.home,
		fyne.KeyEnd:   s.page.end,
	}
}

// sideways goes one character on, or without Shift to the end of what is selected.
func (s *Surface) sideways(to way, right bool) way {
	return func(at text.Place) text.Place {
		if !s.shift && s.text.Selected() {
			from, end := s.text.Selection()
			if right {
				return end
			}
			return from
		}
		return to(at)
	}
}

// vertical goes some lines up or down. Over short lines it remembers how far in it
// wants to be.
func (s *Surface) vertical(to func(*text.Text, text.Place, float32) text.Place, lines int) {
	if !s.ready() {
		return
	}
	at, goal := s.text.Caret(), s.goal
	if goal == noGoal {
		goal = s.page.spot(at).x
	}
	for range lines {
		at = to(s.text, at, goal)
	}
	s.text.Move(at, s.shift)
	s.show()
	s.goal = goal
}

// rowsInView is how many lines Page Up and Page Down go.
func (s *Surface) rowsInView() int {
	if !s.ready() {
		return 1
	}
	return max(1, int(s.Scroll.Size().Height/s.page.spot(s.text.Caret()).height)-1)
}

// move puts the caret where a way leads.
func (s *Surface) move(to way, extend bool) {
	if s.ready() {
		s.text.Move(to(s.text.Caret()), extend)
		s.show()
	}
}

// keyOf names a key with others held.
type keyOf struct {
	name fyne.KeyName
	held fyne.KeyModifier
}

const (
	ctrl  = fyne.KeyModifierShortcutDefault
	shift = fyne.KeyModifierShift
)

// TypedShortcut does what Ctrl with another key means.
func (s *Surface) TypedShortcut(shortcut fyne.Shortcut) {
	switch k := shortcut.(type) {
	case *fyne.ShortcutUndo:
		s.UndoTyping()
	case *fyne.ShortcutRedo:
		s.RedoTyping()
	case *fyne.ShortcutSelectAll:
		s.text.SelectAll()
		s.show()
	case *fyne.ShortcutCopy:
		s.copy(k.Clipboard)
	case *fyne.ShortcutCut:
		s.cut(k.Clipboard)
	case *fyne.ShortcutPaste:
		s.paste(k.Clipboard)
	case *desktop.CustomShortcut:
		s.held(keyOf{k.KeyName, k.Modifier})
	}
}

// held does what a key means with Ctrl and others held. None of them is with Ctrl and Alt:
// Windows tells AltGr as both, and people write @, }, ² and ł with it.
func (s *Surface) held(key keyOf) {
	t := s.text
	for name, to := range map[fyne.KeyName]way{
		fyne.KeyLeft: t.WordLeft, fyne.KeyRight: t.WordRight, fyne.KeyUp: t.ParaUp, fyne.KeyDown: t.ParaDown,
		fyne.KeyHome: func(text.Place) text.Place { return t.Start() }, fyne.KeyEnd: func(text.Place) text.Place { return t.End() },
	} {
		if key.name == name && key.held&^shift == ctrl {
			s.move(to, key.held&shift != 0)
			return
		}
	}
	kind := func(kind markup.Kind) func(*text.Text) {
		return func(t *text.Text) { t.ToggleKind(kind) }
	}
	change, ok := map[keyOf]func(*text.Text){
		{fyne.KeyB, ctrl}:                (*text.Text).ToggleBold,
		{fyne.KeyBackspace, ctrl}:        (*text.Text).DeleteWordLeft,
		{fyne.KeyDelete, ctrl}:           (*text.Text).DeleteWordRight,
		{fyne.Key1, ctrl | shift}:        kind(markup.Heading),
		{fyne.Key2, ctrl | shift}:        kind(markup.Subheading),
		{fyne.Key0, ctrl | shift}:        func(t *text.Text) { t.SetKind(markup.Text) },
		{fyne.Key8, ctrl | shift}:        kind(markup.Bullet),
		{fyne.Key7, ctrl | shift}:        kind(markup.Step),
		{fyne.KeyAsterisk, ctrl | shift}: kind(markup.Bullet),
	}[key]
	switch {
	case ok:
		s.Do(change)
	case key == keyOf{fyne.KeyK, ctrl | shift} && s.OnLink != nil:
		s.OnLink()
	}
}
