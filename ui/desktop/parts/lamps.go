package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// Lamp is one line of a check: how it stands, what it is about, and what to do.
type Lamp struct {
	State  State
	Title  string
	Word   string // "" takes the usual word of the state
	Note   string // why it stands so; "" for none
	Button string // words of the button that leads to the missing fact; "" for none
	Do     func()
}

// LampList shows the lines of a check under each other.
type LampList struct {
	widget.BaseWidget
	lines *fyne.Container
	lamps []Lamp
	links map[int]*Button // by the place of their lamp
}

// NewLampList makes a list of lamps.
func NewLampList(lamps ...Lamp) *LampList {
	l := &LampList{lines: Column(Between)}
	l.ExtendBaseWidget(l)
	l.SetLamps(lamps)
	return l
}

// SetLamps shows other lines.
func (l *LampList) SetLamps(lamps []Lamp) {
	l.lamps = lamps
	l.lines.Objects, l.links = nil, map[int]*Button{}
	var words, buttons column
	for i, lamp := range lamps {
		if i > 0 {
			l.lines.Add(NewLine())
		}
		line, link := lamp.line(&words, &buttons)
		l.lines.Add(line)
		if link != nil {
			l.links[i] = link
		}
	}
	l.lines.Refresh()
	l.Refresh()
}

// Lamps returns what is shown.
func (l *LampList) Lamps() []Lamp { return l.lamps }

// FocusOn gives the keyboard to the button of a lamp. It reports whether it has one.
func (l *LampList) FocusOn(place int) bool {
	link := l.links[place]
	if link != nil {
		focusOn(link)
	}
	return link != nil
}

// line sets one lamp, and returns its button as well, nil where it has none; its word and
// its button stand in columns with the others'.
func (l Lamp) line(words, buttons *column) (fyne.CanvasObject, *Button) {
	word := l.Word
	if word == "" {
		word = l.State.Word()
	}
	mark := Row(0, newStrut(), Wide(6, NewText(l.State.Shape(), l.State.mark(Strong))))
	middle := Column(0, Margins(0, 1, 0, 1, NewProse(l.Title, Plain)))
	if l.Note != "" {
		middle.Add(NewProse(l.Note, Quiet))
	}
	right := Row(Between, newStrut(),
		words.add(NewText(word, TextStyle{Size: theme.SizeSmall, Colour: l.State.Colour()})))
	var link *Button
	if l.Button != "" {
		link = NewLink(l.Button, l.Do)
		right.Add(buttons.add(link))
	} else {
		right.Add(buttons.add(Gap(0)))
	}
	return Sides(Column(0, mark), middle, Margins(Between, 0, 0, 0, Column(0, right))), link
}

// column gives things on different lines the same width.
type column struct{ things []fyne.CanvasObject }

func (c *column) add(thing fyne.CanvasObject) fyne.CanvasObject {
	c.things = append(c.things, thing)
	return container.New(c, thing)
}

// Layout gives the thing its place.
func (c *column) Layout(things []fyne.CanvasObject, size fyne.Size) {
	for _, thing := range things {
		thing.Resize(size)
	}
}

// MinSize is as wide as the widest of the column.
func (c *column) MinSize(things []fyne.CanvasObject) fyne.Size {
	least := fyne.Size{}
	for _, thing := range c.things {
		least.Width = max(least.Width, thing.MinSize().Width)
	}
	for _, thing := range things {
		least.Height = max(least.Height, thing.MinSize().Height)
	}
	return least
}

// CreateRenderer draws the lines.
func (l *LampList) CreateRenderer() fyne.WidgetRenderer {
	return &holder{l.lines}
}
