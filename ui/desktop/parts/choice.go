package parts

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// Option is one thing that a Choice offers.
type Option struct {
	Value string // what the program keeps
	Words string // what people read
	Note  string // quiet words after it, such as a code
}

// choiceRows is how many options are in view at once.
const choiceRows = 8

// Choice is a field for one thing out of a list. Typing narrows the list down by
// the beginnings of words; Down opens it, arrows move, Enter and Tab take, Escape
// goes back to what stood before. It never holds words that are not in the list.
type Choice struct {
	Field
	OnChosen func(value string)

	options []Option
	finder  *Finder
	chosen  int  // -1 for none
	fresh   bool // the next letter replaces the words

	list    *pickList
	over    *Overlay
	found   []int
	problem string
	tell    func(string)
}

// NewChoice makes a choice with none chosen yet.
func NewChoice(options []Option, onChosen func(value string)) *Choice {
	c := &Choice{OnChosen: onChosen, chosen: -1}
	c.list = newPickList(choiceRows, func(int) { c.take() })
	c.before = c.closedKey
	c.left = c.settle
	c.ActionItem = newTapIcon("down", c.open)
	c.init(c, "Choose one")
	c.SetOptions(options)
	return c
}

// SetOptions offers other things; what was chosen stays when it is among them.
func (c *Choice) SetOptions(options []Option) {
	was := c.Chosen()
	c.options = options
	texts := make([]string, len(options))
	for i, o := range options {
		texts[i] = o.Words + " " + o.Note
	}
	c.finder = NewFinder(texts)
	c.SetChosen(was)
}

// Chosen returns the value of what is chosen, or "".
func (c *Choice) Chosen() string {
	if c.chosen < 0 || c.chosen >= len(c.options) {
		return ""
	}
	return c.options[c.chosen].Value
}

// SetChosen shows a value as chosen, without calling OnChosen; one that is not
// offered shows none.
func (c *Choice) SetChosen(value string) {
	c.chosen = -1
	for i, o := range c.options {
		if o.Value == value && value != "" {
			c.chosen = i
		}
	}
	c.show()
	c.say("")
}

// Problem says that what was typed is not in the list.
func (c *Choice) Problem() string { return c.problem }

func (c *Choice) onProblem(tell func(string)) { c.tell = tell }

// show puts the chosen words into the field.
func (c *Choice) show() {
	words := ""
	if c.chosen >= 0 {
		words = c.options[c.chosen].Words
	}
	c.SetText(words)
	c.fresh = true
}

// TypedRune narrows the list.
func (c *Choice) TypedRune(r rune) {
	c.say("")
	if c.fresh {
		c.fresh = false
		c.SetText("")
	}
	c.Field.TypedRune(r)
	c.open()
	c.narrow()
}

// closedKey is offered each key while the list is closed.
func (c *Choice) closedKey(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyDown, fyne.KeyUp:
		c.open()
		return true
	case fyne.KeyBackspace, fyne.KeyDelete:
		if c.fresh {
			c.fresh = false
			c.SetText("")
			return true
		}
	}
	return false
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

// MouseDown opens the list.
func (c *Choice) MouseDown(e *desktop.MouseEvent) {
	c.Field.MouseDown(e)
	c.open()
}

// FocusGained makes the next letter replace the words.
func (c *Choice) FocusGained() {
	if c.over == nil {
		c.fresh = true
		c.Field.FocusGained()
	}
}

// FocusLost reads what was typed, unless the focus went to the choice's own list.
func (c *Choice) FocusLost() {
	if c.over == nil {
		c.Field.FocusLost()
	}
}

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
		escape: func() { c.close(); c.show() }, accept: c.take,
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

// take chooses the current row of the list.
func (c *Choice) take() {
	row := c.list.current
	c.close()
	if row < len(c.found) {
		c.choose(c.found[row])
	} else {
		c.settle()
	}
}

func (c *Choice) choose(place int) {
	changed := place != c.chosen
	c.chosen = place
	c.show()
	c.say("")
	if changed && c.OnChosen != nil {
		c.OnChosen(c.Chosen())
	}
}

// settle reads words that were typed without the list: the words of an option
// choose it, no words choose none, and others go back to what stood before.
func (c *Choice) settle() {
	typed := strings.TrimSpace(c.Text)
	for place, o := range c.options {
		if strings.EqualFold(typed, o.Words) {
			if place != c.chosen {
				c.choose(place)
			}
			return
		}
	}
	if typed == "" {
		if c.chosen >= 0 {
			c.choose(-1)
		}
		return
	}
	c.show()
	kept := "nothing is chosen"
	if c.chosen >= 0 {
		kept = c.Text + " was kept"
	}
	c.say(fmt.Sprintf("“%s” is not in the list; %s.", typed, kept))
}

func (c *Choice) say(words string) {
	if words == c.problem {
		return
	}
	c.problem = words
	if c.tell != nil {
		c.tell(words)
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
func (k *choiceKeys) FocusGained()                        {}
func (k *choiceKeys) FocusLost()                          {}
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
	return fyne.NewSquareSize(theme.Size(fynetheme.SizeNameInlineIcon)).AddWidthHeight(theme.Steps(2), 0)
}

func (r *iconRenderer) Refresh()                     { r.picture.Refresh() }
func (r *iconRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.picture} }
func (r *iconRenderer) Destroy()                     {}
