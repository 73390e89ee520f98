package parts

import (
	"strings"

	"fyne.io/fyne/v2"
)

// ByKeys is a part that the mouse uses and Tab passes by, because something else does the
// same by keys. It says what, in words.
type ByKeys interface{ ByKeys() string }

// ShownBy is a part that has the keyboard and draws nothing, because another one beside it
// shows so.
type ShownBy interface{ ShownBy() fyne.CanvasObject }

// ByKeys says how the keyboard goes back.
func (o *Overlay) ByKeys() string { return "Esc goes back" }

// ByKeys says that there is nothing to do.
func (c *catch) ByKeys() string { return "it only keeps a click from going through" }

// ByKeys says what has the keyboard while a list is open.
func (l *pickList) ByKeys() string { return "arrows move in the list, Enter takes" }

// ShownBy is the list, which marks its current row.
func (m *Menu) ShownBy() fyne.CanvasObject { return m.list }

// ShownBy is the list, which marks its current row.
func (v *valueCard) ShownBy() fyne.CanvasObject { return v.list }

// ShownBy is the list, which marks its current row.
func (k *choiceKeys) ShownBy() fyne.CanvasObject { return k.c.list }

// AccessibilityLabel is what a screen reader says: the current line of the menu.
func (m *Menu) AccessibilityLabel() string { return m.list.label() }

// AccessibilityRole tells a screen reader that this holds things.
func (m *Menu) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// AccessibilityLabel is what a screen reader says: the current value.
func (v *valueCard) AccessibilityLabel() string {
	return v.g.Columns[v.col].Title + ", " + v.list.label()
}

// AccessibilityRole tells a screen reader that this holds things.
func (v *valueCard) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// ByKeys says how Tab leaves an open list.
func (k *choiceKeys) ByKeys() string { return "Tab takes the row and goes on" }

// AccessibilityLabel is what a screen reader says: the current line of the list.
func (k *choiceKeys) AccessibilityLabel() string {
	return strings.TrimPrefix(k.c.name+", "+k.c.list.label(), ", ")
}

// AccessibilityRole tells a screen reader that this holds things.
func (k *choiceKeys) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// label is the current row in words.
func (l *pickList) label() string {
	if l.current >= len(l.rows) {
		return ""
	}
	row := l.rows[l.current]
	words := row.words
	if row.note != "" {
		words += ", " + row.note
	}
	if row.ticked {
		words += ", ticked"
	}
	return words
}
