package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// menuRows is how many items a menu shows at once.
const menuRows = 12

// Menu is a short list of things to do under the button that opens it. Arrows move,
// Enter does the current one, the beginning of its words goes to it, Escape closes.
type Menu struct {
	widget.BaseWidget
	under fyne.CanvasObject
	items []Item
	list  *pickList
	over  *Overlay
	typed string
}

// NewMenuButton makes a button that opens a menu; items are asked for when it does.
func NewMenuButton(words string, items func() []Item) *Button {
	b := NewButton(words, nil)
	b.key = "▾"
	b.Do = func() { ShowMenu(b, items()) }
	return b
}

// ShowMenu lays a menu under something in the window.
func ShowMenu(under fyne.CanvasObject, items []Item) {
	at := canvasOf(under)
	if at == nil || len(items) == 0 {
		return
	}
	m := &Menu{under: under, items: items}
	m.list = newPickList(menuRows, m.do)
	rows := make([]pickRow, len(items))
	for i, item := range items {
		rows[i] = pickRow{words: item.Words, note: item.Note, key: item.Key}
	}
	m.list.set(rows, 0)
	m.ExtendBaseWidget(m)
	m.over = &Overlay{card: Margins(0, Tight, 0, Tight, Column(None, m, m.list)), canvas: at, place: m.place,
		escape: m.close, accept: func() { m.do(m.list.current) }}
	m.over.show()
	at.Focus(m)
}

// place sets the menu under its button, within the window.
func (m *Menu) place(window, least fyne.Size) (fyne.Position, fyne.Size) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(m.under)
	width := least.Width
	for _, row := range m.list.rows {
		width = max(width, Plain.measure(row.words).Width+Quiet.measure(row.note+row.key).Width+theme.Steps(14))
	}
	size := fyne.NewSize(min(width, window.Width), least.Height)
	if at.X+size.Width > window.Width-theme.Steps(Pages) { // its right edge stands under that of the button
		at.X += m.under.Size().Width - size.Width
	}
	at.X = max(0, at.X)
	at.Y = max(0, min(at.Y+m.under.Size().Height+2, window.Height-size.Height))
	return at, size
}

func (m *Menu) close() {
	m.over.hide()
	if f, ok := m.under.(fyne.Focusable); ok {
		focusOn(f)
	}
}

// do closes the menu first, so that what the item opens gets the keyboard.
func (m *Menu) do(row int) {
	if row < 0 || row >= len(m.items) {
		return
	}
	m.close()
	if do := m.items[row].Do; do != nil {
		do()
	}
}

// TypedKey moves and does.
func (m *Menu) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.do(m.list.current)
	default:
		if !m.list.key(key) {
			passKey(m, key)
		}
	}
}

// TypedRune goes to the item whose words begin like what is typed.
func (m *Menu) TypedRune(r rune) {
	texts := make([]string, len(m.items))
	for i, item := range m.items {
		texts[i] = item.Words
	}
	finder := NewFinder(texts)
	for _, typed := range []string{m.typed + string(r), string(r)} {
		if found := finder.Find(typed, 1); len(found) > 0 && r != ' ' {
			m.typed = typed
			m.list.goTo(found[0])
			return
		}
	}
}

// FocusGained shows the ring round the current row.
func (m *Menu) FocusGained() { m.list.focus(true) }

// FocusLost hides it.
func (m *Menu) FocusLost() { m.list.focus(false) }

// CreateRenderer draws nothing: the list is what is seen.
func (m *Menu) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(Gap(0)) }
