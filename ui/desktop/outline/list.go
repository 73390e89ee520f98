package outline

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// Row is one line of the list.
type Row struct {
	Group     string // rows of one group stand under its name
	Title     string
	State     parts.State     // draws its shape before the title
	Note      string          // at the right: "L3", "was L2"
	NoteStyle parts.TextStyle // of the note
	Rungs, At int             // a short ladder before the note; no rungs, no ladder
	Label     string          // what a screen reader says; "" takes title and note
}

// List is the outline. Set the functions before it is shown; those that are nil are
// not called.
type List struct {
	widget.BaseWidget
	OnCurrent func(row int)        // the keyboard or the mouse has chosen a row
	OnInto    func()               // Right or Enter
	OnKey     func(*fyne.KeyEvent) // keys that the list does not use
	OnRune    func(rune)           // every character

	rows    []Row
	current int
	focused bool
	scroll  *container.Scroll
	body    *body
}

// NewList makes an empty list.
func NewList() *List {
	l := &List{}
	l.body = &body{list: l}
	l.body.ExtendBaseWidget(l.body)
	l.scroll = container.NewVScroll(l.body)
	l.ExtendBaseWidget(l)
	return l
}

// SetRows shows rows with one of them as the current one, and brings it into view.
func (l *List) SetRows(rows []Row, current int) {
	l.rows, l.current = rows, max(0, min(current, len(rows)-1))
	l.Refresh()
	l.reveal()
}

// TypedKey moves; what it does not use goes to the page.
func (l *List) TypedKey(key *fyne.KeyEvent) {
	to := l.current
	switch key.Name {
	case fyne.KeyDown:
		to++
	case fyne.KeyUp:
		to--
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = len(l.rows) - 1
	case fyne.KeyPageDown:
		to += l.page()
	case fyne.KeyPageUp:
		to -= l.page()
	case fyne.KeyRight, fyne.KeyReturn, fyne.KeyEnter:
		if l.OnInto != nil && len(l.rows) > 0 {
			l.OnInto()
		}
		return
	default:
		if l.OnKey != nil {
			l.OnKey(key)
		}
		return
	}
	l.goTo(to)
}

// page is how many rows a Page key moves by.
func (l *List) page() int { return max(1, int(l.scroll.Size().Height/height())-1) }

func (l *List) goTo(row int) {
	if len(l.rows) == 0 {
		return
	}
	l.current = max(0, min(row, len(l.rows)-1))
	l.Refresh()
	l.reveal()
	if l.OnCurrent != nil {
		l.OnCurrent(l.current)
	}
}

// TypedRune hands a character to the page.
func (l *List) TypedRune(r rune) {
	if l.OnRune != nil {
		l.OnRune(r)
	}
}

// FocusGained shows the ring.
func (l *List) FocusGained() { l.focused = true; l.Refresh() }

// FocusLost hides the ring.
func (l *List) FocusLost() { l.focused = false; l.Refresh() }

// AccessibilityLabel is what a screen reader says: the current row.
func (l *List) AccessibilityLabel() string {
	if len(l.rows) == 0 {
		return "Nothing found"
	}
	row := l.rows[l.current]
	if row.Label != "" {
		return row.Label
	}
	return row.Group + ", " + row.Title + ", " + row.Note
}

// Read says every row, with how it stands, under the names of the groups.
func (l *List) Read() []paper.Block {
	var out []paper.Block
	var list paper.List
	end := func() {
		if len(list.Items) > 0 {
			out, list = append(out, list), paper.List{}
		}
	}
	for i, row := range l.rows {
		if group := paper.Clean(row.Group); group != "" && (i == 0 || l.rows[i-1].Group != row.Group) {
			end()
			out = append(out, paper.P(group))
		}
		words := row.State.Shape() + " " + row.Title + " " + row.Note
		if row.Label != "" {
			words += ": " + row.Label
		}
		if i == l.current {
			words += ", chosen"
		}
		if words = paper.Clean(words); words != "" {
			list.Items = append(list.Items, paper.Item{Text: paper.Text(words)})
		}
	}
	end()
	return out
}

// AccessibilityRole tells a screen reader that this holds things.
func (l *List) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// reveal scrolls the current row into view, with its group's name where that is the
// line above.
func (l *List) reveal() {
	line := float32(l.body.lineOf(l.current)) * height()
	offset := l.scroll.Offset
	if line-height() < offset.Y {
		offset.Y = max(0, line-height())
	} else if foot := line + height(); foot > offset.Y+l.scroll.Size().Height {
		offset.Y = foot - l.scroll.Size().Height
	}
	if offset != l.scroll.Offset && l.scroll.Size().Height > 0 {
		l.scroll.ScrollToOffset(offset)
	}
}

// height is the height of a line.
func height() float32 { return theme.Size(theme.SizeRow) }
