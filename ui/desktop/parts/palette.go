package parts

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/theme"
)

// Item is one thing that the palette finds: a pupil, a screen, an action.
type Item struct {
	Words string
	Note  string // quiet words after it: "Year 4", "Screen"
	Key   string // the key that does the same, such as "Ctrl+2"
	Do    func()
}

// paletteRows is how many items the palette shows.
const paletteRows = 9

// Palette is the card of Ctrl+K: a field, and under it what it finds. Arrows move,
// Enter does the current item, Escape goes back.
type Palette struct {
	find  func(query string) []Item
	field *Field
	list  *pickList
	items []Item
	over  *Overlay
}

// ShowPalette lays the palette over a window. Find is asked at each keystroke,
// first with "", and should answer best first within 16 ms.
func ShowPalette(at fyne.Canvas, hint string, find func(query string) []Item) *Palette {
	p := &Palette{find: find}
	p.list = newPickList(paletteRows, p.do)
	p.field = NewField(hint)
	p.field.OnChange = p.search
	p.field.before = p.key
	p.over = &Overlay{
		card: Inset(Between, Column(Between, p.field, p.list)), canvas: at, dim: true,
		place: placePalette, escape: p.Close, accept: func() { p.do(p.list.current) },
	}
	p.search("")
	p.over.show()
	at.Focus(p.field)
	return p
}

// Close takes the palette away.
func (p *Palette) Close() { p.over.hide() }

// Field is where the query is typed.
func (p *Palette) Field() *Field { return p.field }

// Found returns what the palette shows now.
func (p *Palette) Found() []Item { return p.items }

// placePalette sets the card in the upper part of the window, 640 wide at most.
func placePalette(window, least fyne.Size) (fyne.Position, fyne.Size) {
	width := min(theme.Steps(160), window.Width-theme.Steps(2*Pages))
	return fyne.NewPos((window.Width-width)/2, max(0, min(window.Height/8, window.Height-least.Height))),
		fyne.NewSize(width, least.Height)
}

func (p *Palette) search(query string) {
	p.items = p.find(query)
	rows := make([]pickRow, len(p.items))
	for i, item := range p.items {
		rows[i] = pickRow{words: item.Words, note: item.Note, key: item.Key}
	}
	if len(rows) == 0 {
		rows = []pickRow{{note: "Nothing found. Try the beginning of a name, a screen or an action."}}
	}
	p.list.set(rows, 0)
	p.over.Refresh()
}

func (p *Palette) key(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		p.do(p.list.current)
	case fyne.KeyEscape:
		p.Close()
	default:
		return p.list.key(key)
	}
	return true
}

// do closes the palette first, so that what the item opens gets the keyboard.
func (p *Palette) do(row int) {
	if row >= len(p.items) {
		return
	}
	p.Close()
	if do := p.items[row].Do; do != nil {
		do()
	}
}
