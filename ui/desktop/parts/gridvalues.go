package parts

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// GridValue is one value that the list of a heading offers.
type GridValue struct {
	Value  string // what the owner is told
	Words  string
	Count  int // how many rows have it
	Ticked bool
}

// valueRows is how many values the list of a heading shows at once.
const valueRows = 10

// filters reports whether a heading lists its values.
func (g *Grid) filters(col int) bool {
	return g.OnFilter != nil && g.Values != nil && g.Columns[col].Filters
}

// listValues lays the list of a column's values under its heading.
func (g *Grid) listValues(col int) {
	if at := canvasOf(g); at != nil && g.filters(col) {
		newValueCard(g, col).show(at)
	}
}

// valueCard is the list of the values of one column. Letters narrow it, Space ticks,
// Enter shows the rows that have a ticked value, or the current one where none is
// ticked; Delete shows all again.
type valueCard struct {
	widget.BaseWidget
	g      *Grid
	col    int
	values []GridValue
	began  bool // some were ticked when the list opened
	finder *Finder
	found  []int
	typed  string

	line *Text
	list *pickList
	over *Overlay
}

func newValueCard(g *Grid, col int) *valueCard {
	v := &valueCard{g: g, col: col, values: g.Values(col), line: NewText("", Quiet)}
	texts := make([]string, len(v.values))
	for i, value := range v.values {
		texts[i] = value.Words
		v.began = v.began || value.Ticked
	}
	v.finder = NewFinder(texts)
	v.list = newPickList(valueRows, v.tick)
	v.list.ticks = true
	v.ExtendBaseWidget(v)
	v.narrow("")
	return v
}

func (v *valueCard) show(at fyne.Canvas) {
	buttons := Row(Between, NewLink("Show all", v.clear), Spring(), NewMainButton("Show these", v.apply))
	v.over = &Overlay{
		card: Inset(Between, Column(None, v, Column(Between, v.line, v.list, buttons))), canvas: at, place: v.below,
		escape: v.close, accept: v.apply,
	}
	v.over.show()
	at.Focus(v)
}

// below places the list under the heading, within the window.
func (v *valueCard) below(window, least fyne.Size) (fyne.Position, fyne.Size) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v.g)
	size := fyne.NewSize(max(theme.Steps(64), least.Width), least.Height)
	at.X = max(0, min(at.X+v.g.leftOf(v.col), window.Width-size.Width-theme.Steps(Between)))
	at.Y = max(0, min(at.Y+v.g.rowHeight(), window.Height-size.Height-theme.Steps(Between)))
	return at, size
}

func (v *valueCard) close() {
	v.over.hide()
	focusOn(v.g)
}

// narrow shows the values whose words begin like what has been typed.
func (v *valueCard) narrow(typed string) {
	v.typed = typed
	v.found = v.finder.Find(typed, len(v.values))
	words := v.g.Columns[v.col].Title + ": type to find, Space ticks"
	if typed != "" {
		words = v.g.Columns[v.col].Title + ": " + typed
	}
	v.line.SetText(words)
	v.fill(0)
}

func (v *valueCard) fill(current int) {
	rows := make([]pickRow, 0, len(v.found))
	for _, at := range v.found {
		value := v.values[at]
		rows = append(rows, pickRow{words: value.Words, key: strconv.Itoa(value.Count), ticked: value.Ticked})
	}
	if len(rows) == 0 {
		rows = []pickRow{{note: "No value begins like this."}}
		if len(v.values) == 0 {
			rows[0].note = "No list here: search instead."
		}
	}
	v.list.set(rows, current)
	if v.over != nil {
		v.over.Refresh()
	}
}

func (v *valueCard) tick(row int) {
	if row < len(v.found) {
		value := &v.values[v.found[row]]
		value.Ticked = !value.Ticked
		first := v.list.first
		v.fill(row)
		v.list.first = first
		v.list.Refresh()
	}
}

// apply shows the rows with a ticked value.
func (v *valueCard) apply() {
	var ticked []string
	for _, value := range v.values {
		if value.Ticked {
			ticked = append(ticked, value.Value)
		}
	}
	if row := v.list.current; len(ticked) == 0 && !v.began && row < len(v.found) {
		ticked = []string{v.values[v.found[row]].Value}
	}
	v.close()
	v.g.OnFilter(v.col, ticked)
}

// clear shows all rows again.
func (v *valueCard) clear() {
	v.close()
	v.g.OnFilter(v.col, nil)
}

// TypedKey moves, ticks and applies.
func (v *valueCard) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		v.apply()
	case fyne.KeyDelete:
		v.clear()
	case fyne.KeySpace:
		v.tick(v.list.current)
	case fyne.KeyBackspace:
		if letters := []rune(v.typed); len(letters) > 0 {
			v.narrow(string(letters[:len(letters)-1]))
		}
	default:
		if !v.list.key(key) {
			passKey(v, key)
		}
	}
}

// TypedRune narrows the list; the space has already ticked.
func (v *valueCard) TypedRune(r rune) {
	if r != ' ' {
		v.narrow(v.typed + string(r))
	}
}

// FocusGained shows the ring round the current row.
func (v *valueCard) FocusGained() { v.list.focus(true) }

// FocusLost hides it.
func (v *valueCard) FocusLost() { v.list.focus(false) }

// CreateRenderer draws nothing: the card's other parts are what is seen.
func (v *valueCard) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(Gap(0)) }
