package parts

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
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

// AccessibilityLabel is what a screen reader says: what the choice is for, and what is
// chosen. The hint says neither where something is.
func (c *Choice) AccessibilityLabel() string {
	if c.name == "" && c.Text != "" {
		return c.Text
	}
	return c.Field.AccessibilityLabel()
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
