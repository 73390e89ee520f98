package writing

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// tool is one of the things that can be done with words.
type tool struct {
	name, short string // short where the row has little room
	says        string // what it does and which key does the same
	bold        bool
	do          func()
	on          func() bool
}

// tools is the row of tools over the words. Tab comes to it once; Left and Right
// choose a tool, Enter and Space use it. It says what the current tool does at its end,
// or has it said elsewhere where it has no room for that.
type tools struct {
	widget.BaseWidget
	sayBelow func(words string) // says what has no room in the row, "" for nothing
	list     []tool
	current  int
	over     int // under the mouse, -1 for none
	focused  bool
	brief    bool   // there is no room for the long names
	note     string // said while no tool is chosen
}

func newTools(list []tool, sayBelow func(words string)) *tools {
	t := &tools{list: list, sayBelow: sayBelow, over: -1}
	t.ExtendBaseWidget(t)
	return t
}

// say sets what is said at the end while no tool is chosen.
func (t *tools) say(words string) { t.note = words }

// says is what stands at the end of the row.
func (t *tools) says() string {
	switch {
	case t.over >= 0:
		return t.list[t.over].says
	case t.focused:
		return t.list[t.current].says
	}
	return t.note
}

func (t *tools) use(n int) {
	if n >= 0 && n < len(t.list) {
		t.current = n
		t.list[n].do()
		t.Refresh()
	}
}

// TypedKey chooses and uses tools.
func (t *tools) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		t.current = max(0, t.current-1)
	case fyne.KeyRight:
		t.current = min(len(t.list)-1, t.current+1)
	case fyne.KeyHome:
		t.current = 0
	case fyne.KeyEnd:
		t.current = len(t.list) - 1
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		t.use(t.current)
	default:
		if at := parts.CanvasOf(t); at != nil && at.OnTypedKey() != nil {
			at.OnTypedKey()(key)
		}
		return
	}
	t.Refresh()
}

// TypedRune does nothing: the space has used the tool as a key.
func (t *tools) TypedRune(rune) {}

// FocusGained shows which tool is chosen.
func (t *tools) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost hides that.
func (t *tools) FocusLost() { t.focused = false; t.Refresh() }

// Tapped uses the tool under the mouse.
func (t *tools) Tapped(e *fyne.PointEvent) { t.use(t.at(e.Position.X)) }

// MouseIn and MouseMoved mark the tool under the mouse.
func (t *tools) MouseIn(e *desktop.MouseEvent) { t.MouseMoved(e) }

// MouseMoved marks the tool under the mouse.
func (t *tools) MouseMoved(e *desktop.MouseEvent) {
	if at := t.at(e.Position.X); at != t.over {
		t.over = at
		t.Refresh()
	}
}

// MouseOut clears the mark.
func (t *tools) MouseOut() { t.over = -1; t.Refresh() }

// Read names the tools.
func (t *tools) Read() []paper.Block {
	var names []string
	for _, one := range t.list {
		names = append(names, one.name)
	}
	return []paper.Block{paper.P("Tools for the text: " + strings.Join(names, ", ") + ".")}
}

// AccessibilityLabel is what a screen reader says: the chosen tool, and whether it is on.
func (t *tools) AccessibilityLabel() string {
	chosen := t.list[t.current]
	if chosen.on != nil && chosen.on() {
		return chosen.name + ", on. " + chosen.says
	}
	return chosen.name + ". " + chosen.says
}

// AccessibilityRole tells a screen reader that this holds things.
func (t *tools) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// toolPad is the room at each side of a tool's name, in steps.
const toolPad = 2.5

// words is what stands on a tool.
func (t *tools) words(n int) string {
	if t.brief {
		return t.list[n].short
	}
	return t.list[n].name
}

func (t *tools) size(n int) fyne.Size {
	size, _ := fyne.CurrentApp().Driver().RenderedTextSize(t.words(n), theme.Size(theme.SizeSmall), fyne.TextStyle{Bold: true}, nil)
	return fyne.NewSize(size.Width+2*theme.Steps(toolPad), size.Height+theme.Steps(2.5)).Max(fyne.NewSquareSize(theme.LeastTarget + 1))
}

// width is how wide the tools are together, by their long or short names.
func (t *tools) width(brief bool) float32 {
	was := t.brief
	defer func() { t.brief = was }()
	t.brief = brief
	return t.left(len(t.list))
}

// at is the tool at x, -1 for none.
func (t *tools) at(x float32) int {
	for i := range t.list {
		if left := t.left(i); x >= left && x < left+t.size(i).Width {
			return i
		}
	}
	return -1
}

func (t *tools) left(n int) float32 {
	x := float32(0)
	for i := range n {
		x += t.size(i).Width + theme.Steps(0.5)
	}
	return x
}

// CreateRenderer draws the row.
func (t *tools) CreateRenderer() fyne.WidgetRenderer {
	r := &toolsRenderer{t: t, ring: canvas.NewRectangle(nil), says: canvas.NewText("", nil)}
	for range t.list {
		r.grounds = append(r.grounds, canvas.NewRectangle(nil))
		r.names = append(r.names, canvas.NewText("", nil))
	}
	r.Refresh()
	return r
}

type toolsRenderer struct {
	t       *tools
	grounds []*canvas.Rectangle
	names   []*canvas.Text
	ring    *canvas.Rectangle
	says    *canvas.Text
}

func (r *toolsRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.t.width(true), r.t.size(0).Height)
}

func (r *toolsRenderer) Layout(size fyne.Size) {
	small := theme.Size(theme.SizeSmall)
	r.t.brief = r.t.width(false) > size.Width
	for i, tool := range r.t.list {
		x, room := r.t.left(i), r.t.size(i)
		ground, name := r.grounds[i], r.names[i]
		on := tool.on != nil && tool.on()
		colour := theme.ColourInk
		ground.FillColor, ground.StrokeColor = theme.Colour(theme.ColourPaper), theme.Colour(theme.ColourPaper)
		if i == r.t.over {
			ground.FillColor = theme.Colour(theme.ColourDesk)
		}
		if on { // a tint and a line, so that it does not rest on colour alone
			ground.FillColor, ground.StrokeColor = theme.Colour(theme.ColourChosen), theme.Colour(theme.ColourAccent)
			colour = theme.ColourAccent
		}
		ground.StrokeWidth, ground.CornerRadius = theme.Size(theme.SizeHair), theme.Size(fynetheme.SizeNameButtonRadius)
		ground.Move(fyne.NewPos(x, 0.5))
		ground.Resize(room.SubtractWidthHeight(0, 1))
		name.Text, name.TextSize, name.TextStyle, name.Color = r.t.words(i), small, fyne.TextStyle{Bold: tool.bold || on}, theme.Colour(colour)
		name.Alignment = fyne.TextAlignCenter
		name.Move(fyne.NewPos(x, 0))
		name.Resize(room)
		if i == r.t.current {
			r.ring.Move(fyne.NewPos(x+1, 1))
			r.ring.Resize(room.SubtractWidthHeight(2, 2))
		}
	}
	r.ring.FillColor = theme.Colour("")
	r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.CornerRadius = theme.Colour(theme.ColourAccent), theme.Size(theme.SizeRing), theme.Size(fynetheme.SizeNameButtonRadius)
	r.ring.Hidden = !r.t.focused
	r.layOutWords(size)
}

// layOutWords sets what is said at the end of the row, or has it said below.
func (r *toolsRenderer) layOutWords(size fyne.Size) {
	left := r.t.left(len(r.t.list)) + theme.Steps(2)
	words, small, below := r.t.says(), theme.Size(theme.SizeSmall), ""
	font := theme.FaceFor(words, false)
	if room, _ := fyne.CurrentApp().Driver().RenderedTextSize(words, small, fyne.TextStyle{}, font); room.Width > size.Width-left {
		words, below = "", words
	}
	r.says.Text, r.says.TextSize, r.says.Color, r.says.FontSource = words, small, theme.Colour(theme.ColourQuiet), font
	r.says.Move(fyne.NewPos(left, 0))
	r.says.Resize(fyne.NewSize(max(0, size.Width-left), r.MinSize().Height))
	r.t.sayBelow(below)
}

func (r *toolsRenderer) Refresh() {
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}

func (r *toolsRenderer) Objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for i := range r.names {
		all = append(all, r.grounds[i], r.names[i])
	}
	return append(all, r.ring, r.says)
}

func (r *toolsRenderer) Destroy() {}
