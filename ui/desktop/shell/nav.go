package shell

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// nav is the list of screens: one stop for Tab, arrows move in it, Enter opens.
type nav struct {
	widget.BaseWidget
	all      []Place // those of the list for whoever may open all
	places   []Place
	open     func(screen string)
	passKey  func(*fyne.KeyEvent)
	passRune func(rune)
	here     string // the screen that is open
	at       int    // the row with the keyboard
	focused  bool
}

func newNav(places []Place, open func(screen string)) *nav {
	n := &nav{open: open}
	for _, p := range places {
		if !p.Hidden {
			n.all = append(n.all, p)
		}
	}
	n.places = n.all
	n.ExtendBaseWidget(n)
	return n
}

// reword names the screens anew, and leaves out those that the role does not include.
func (n *nav) reword(name func(screen string) string) {
	n.places = nil
	for _, p := range n.all {
		if p.Closed == nil || !p.Closed() {
			p.Name = name(p.Screen)
			n.places = append(n.places, p)
		}
	}
	n.at = min(n.at, len(n.places)-1)
	n.Refresh()
}

// show marks the screen that is open.
func (n *nav) show(screen string) {
	n.here = screen
	for i, p := range n.places {
		if p.Screen == screen {
			n.at = i
		}
	}
	n.Refresh()
}

// TypedKey moves and opens; other keys go on to the window.
func (n *nav) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyDown:
		n.at = min(n.at+1, len(n.places)-1)
	case fyne.KeyUp:
		n.at = max(n.at-1, 0)
	case fyne.KeyHome:
		n.at = 0
	case fyne.KeyEnd:
		n.at = len(n.places) - 1
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		n.open(n.places[n.at].Screen)
	default:
		n.passKey(key)
	}
	n.Refresh()
}

// TypedRune hands a character on.
func (n *nav) TypedRune(r rune) {
	if r != ' ' {
		n.passRune(r)
	}
}

// FocusGained shows the ring.
func (n *nav) FocusGained() { n.focused = true; n.Refresh() }

// FocusLost hides the ring.
func (n *nav) FocusLost() { n.focused = false; n.Refresh() }

// Tapped opens the screen under the mouse.
func (n *nav) Tapped(e *fyne.PointEvent) {
	if row := int(e.Position.Y / theme.Size(theme.SizeRow)); row >= 0 && row < len(n.places) {
		n.open(n.places[row].Screen)
	}
}

// AccessibilityLabel is what a screen reader says.
func (n *nav) AccessibilityLabel() string { return "Screens, " + n.places[n.at].Name }

// AccessibilityRole tells a screen reader that this holds things.
func (n *nav) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer draws the list.
func (n *nav) CreateRenderer() fyne.WidgetRenderer {
	r := &navRenderer{n: n, ground: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent)}
	for _, p := range n.all { // as many rows as there can be
		picture := canvas.NewImageFromResource(theme.IconIn(p.Icon, theme.ColourQuiet))
		picture.FillMode = canvas.ImageFillContain
		r.icons = append(r.icons, picture)
		r.names = append(r.names, parts.NewText(p.Name, parts.Plain))
		r.counts = append(r.counts, parts.NewText("", parts.Quiet))
	}
	r.Refresh()
	return r
}

type navRenderer struct {
	n                 *nav
	ground, bar, ring *canvas.Rectangle
	icons             []*canvas.Image
	names, counts     []*parts.Text
}

func (r *navRenderer) Layout(size fyne.Size) {
	height, side := theme.Size(theme.SizeRow), theme.Steps(4.5)
	for i := range r.n.places {
		y := float32(i) * height
		r.icons[i].Move(fyne.NewPos(theme.Steps(4), y+(height-side)/2))
		r.icons[i].Resize(fyne.NewSquareSize(side))
		x := theme.Steps(4) + side + theme.Steps(2.5)
		r.names[i].Move(fyne.NewPos(x, y))
		r.names[i].Resize(fyne.NewSize(size.Width-x, height))
		count := r.counts[i].MinSize().Width
		r.counts[i].Move(fyne.NewPos(size.Width-theme.Steps(4)-count, y))
		r.counts[i].Resize(fyne.NewSize(count, height))
		if r.n.places[i].Screen == r.n.here {
			r.ground.Move(fyne.NewPos(0, y))
			r.ground.Resize(fyne.NewSize(size.Width, height))
			r.bar.Move(fyne.NewPos(0, y))
			r.bar.Resize(fyne.NewSize(3, height))
		}
		if i == r.n.at {
			r.ring.Move(fyne.NewPos(4, y+1))
			r.ring.Resize(fyne.NewSize(size.Width-8, height-2))
		}
	}
}

func (r *navRenderer) MinSize() fyne.Size {
	width := float32(0)
	for i := range r.n.places {
		name := r.names[i]
		after := float32(4) // a council's word can be long: only a place with a count keeps room for one
		if r.n.places[i].Count != nil {
			after = 12
		}
		width = max(width, name.MinSize().Width+theme.Steps(4+4.5+2.5+after))
	}
	return fyne.NewSize(width, float32(len(r.n.places))*theme.Size(theme.SizeRow))
}

func (r *navRenderer) Refresh() {
	r.ground.FillColor = theme.Colour(theme.ColourChosen)
	r.bar.FillColor = theme.Colour(theme.ColourAccent)
	r.ring.FillColor = color.Transparent
	r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.CornerRadius = theme.Colour(theme.ColourAccent), theme.Size(theme.SizeRing), 4
	r.ring.Hidden = !r.n.focused
	listed := false
	for i := range r.names {
		gone := i >= len(r.n.places)
		r.names[i].Hidden, r.icons[i].Hidden, r.counts[i].Hidden = gone, gone, gone
	}
	for i, p := range r.n.places {
		style, colour := parts.Plain, theme.ColourQuiet
		if p.Screen == r.n.here {
			style, colour, listed = parts.Strong, theme.ColourAccent, true
		}
		r.names[i].SetText(p.Name)
		r.names[i].SetStyle(style)
		r.icons[i].Resource = theme.IconIn(p.Icon, colour)
		r.icons[i].Refresh()
		count := ""
		if p.Count != nil {
			if waiting := p.Count(); waiting > 0 {
				count = strconv.Itoa(waiting)
			}
		}
		r.counts[i].SetText(count)
		r.counts[i].Refresh()
	}
	r.ground.Hidden, r.bar.Hidden = !listed, !listed
	r.Layout(r.n.Size())
	canvas.Refresh(r.n)
}

func (r *navRenderer) Objects() []fyne.CanvasObject {
	things := []fyne.CanvasObject{r.ground, r.bar}
	for i := range r.names {
		things = append(things, r.icons[i], r.names[i], r.counts[i])
	}
	return append(things, r.ring)
}

func (r *navRenderer) Destroy() {}
