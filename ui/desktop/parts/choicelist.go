package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// open lays the list under the field, with what is chosen as its current row.
func (c *Choice) open() {
	at := canvasOf(c)
	if c.over != nil || at == nil || c.Disabled() {
		return
	}
	focusOn(c)
	keys := &choiceKeys{c: c}
	keys.ExtendBaseWidget(keys)
	c.over = &Overlay{
		card: Margins(0, Tight, 0, Tight, Column(None, keys, c.list)), canvas: at, place: c.below,
		escape: func() { c.close(); c.show() }, accept: c.take, passes: true,
	}
	c.offer(c.finder.Find("", len(c.options)), max(0, c.chosen))
	c.over.show()
	at.Focus(keys)
}

func (c *Choice) close() {
	if c.over == nil {
		return
	}
	over := c.over
	c.over = nil
	over.hide()
	focusOn(c)
}

// below places the list under the field, or above it where there is no room.
func (c *Choice) below(window, least fyne.Size) (fyne.Position, fyne.Size) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(c)
	size := fyne.NewSize(max(c.Size().Width, least.Width), least.Height)
	at.X = max(0, min(at.X, window.Width-size.Width))
	if y := at.Y + c.Size().Height + 2; y+size.Height <= window.Height || at.Y < size.Height {
		at.Y = y
	} else {
		at.Y -= size.Height + 2
	}
	return at, size
}

// narrow offers the options that match what has been typed.
func (c *Choice) narrow() {
	if c.over != nil {
		c.offer(c.finder.Find(c.Text, len(c.options)), 0)
	}
}

func (c *Choice) offer(found []int, current int) {
	c.found = found
	rows := make([]pickRow, len(found))
	for i, place := range found {
		rows[i] = pickRow{words: c.options[place].Words, note: c.options[place].Note}
	}
	if len(rows) == 0 {
		rows = []pickRow{{note: "Nothing in the list begins like this."}}
	}
	c.list.set(rows, current)
	c.over.Refresh()
}

// openKey is given each key while the list is open.
func (c *Choice) openKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		c.take()
	case fyne.KeyTab:
		c.take()
		if at := canvasOf(c); at != nil {
			at.FocusNext()
		}
	case fyne.KeyEscape:
		c.close()
		c.show()
	default:
		if !c.list.key(key) {
			c.Entry.TypedKey(key)
			c.narrow()
		}
	}
}

// choiceKeys takes the keyboard while the list lies over the window, and hands
// everything to the choice, so that one can go on typing in it.
type choiceKeys struct {
	widget.BaseWidget
	c *Choice
}

func (k *choiceKeys) TypedRune(r rune)                    { k.c.TypedRune(r) }
func (k *choiceKeys) TypedKey(key *fyne.KeyEvent)         { k.c.openKey(key) }
func (k *choiceKeys) TypedShortcut(s fyne.Shortcut)       { k.c.TypedShortcut(s); k.c.narrow() }
func (k *choiceKeys) AcceptsTab() bool                    { return true }
func (k *choiceKeys) FocusGained()                        { k.c.list.focus(true) }
func (k *choiceKeys) FocusLost()                          { k.c.list.focus(false) }
func (k *choiceKeys) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(Gap(0)) }

// tapIcon is a drawing that can be clicked; the keyboard passes it by.
type tapIcon struct {
	widget.BaseWidget
	name string
	do   func()
}

func newTapIcon(name string, do func()) *tapIcon {
	i := &tapIcon{name: name, do: do}
	i.ExtendBaseWidget(i)
	return i
}

// ByKeys says what does the same.
func (i *tapIcon) ByKeys() string { return "Down opens the list" }

func (i *tapIcon) Tapped(*fyne.PointEvent) { i.do() }

func (i *tapIcon) CreateRenderer() fyne.WidgetRenderer {
	picture := canvas.NewImageFromResource(theme.IconIn(i.name, theme.ColourQuiet))
	picture.FillMode = canvas.ImageFillContain
	return &iconRenderer{i, picture}
}

type iconRenderer struct {
	i       *tapIcon
	picture *canvas.Image
}

func (r *iconRenderer) Layout(size fyne.Size) { r.picture.Resize(size) }

func (r *iconRenderer) MinSize() fyne.Size {
	least := fyne.NewSquareSize(theme.Size(fynetheme.SizeNameInlineIcon)).AddWidthHeight(theme.Steps(2), 0)
	return least.Max(fyne.NewSquareSize(theme.LeastTarget))
}

func (r *iconRenderer) Refresh()                     { r.picture.Refresh() }
func (r *iconRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.picture} }
func (r *iconRenderer) Destroy()                     {}
