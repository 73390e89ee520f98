package levels

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// statements shows what adults may see in one strand, level by level. Arrows move
// among the levels, Space chooses one or takes it back, the digits choose at once.
type statements struct {
	widget.BaseWidget
	m    *model
	rate func(level string)
	back func() // Left
	key  func(*fyne.KeyEvent)
	rune func(rune)

	scroll  *container.Scroll // the one that this stands in
	at      int               // the level with the keyboard
	focused bool
	blocks  []*block
}

// block is the drawing of one level.
type block struct {
	ground, bar, line *canvas.Rectangle // the ground is as high as the level
	name, mark        *parts.Text
	words             *parts.Prose
}

func newStatements(m *model) *statements {
	s := &statements{m: m}
	for _, l := range m.pack.Levels {
		s.blocks = append(s.blocks, &block{ground: newBox(), bar: newBox(), line: newBox(),
			name: parts.NewCutText(l.ID+"  "+l.Name, parts.SmallStrong), mark: parts.NewText("", parts.Small),
			words: parts.NewProse("", parts.Plain)})
	}
	s.ExtendBaseWidget(s)
	return s
}

// show sets the statements of the strand being rated, with the keyboard on a level,
// or on the one rated, or last time's, for -1.
func (s *statements) show(at int) {
	strand := s.m.strand()
	if at < 0 {
		level := s.m.ratings[strand.ID]
		if level == "" {
			level = s.m.before(strand.ID)
		}
		at = 0
		for i, l := range s.m.pack.Levels {
			if l.ID == level {
				at = i
			}
		}
	}
	s.at = at
	for i, l := range s.m.pack.Levels {
		var lines []string
		for _, d := range strand.Statements[l.ID] {
			lines = append(lines, d.Text)
		}
		s.blocks[i].words.SetText(strings.Join(lines, "\n"))
	}
	s.Refresh()
}

// TypedKey moves among the levels and chooses.
func (s *statements) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyDown:
		s.goTo(s.at + 1)
	case fyne.KeyUp:
		s.goTo(s.at - 1)
	case fyne.KeyHome:
		s.goTo(0)
	case fyne.KeyEnd:
		s.goTo(len(s.blocks) - 1)
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		s.choose(s.at)
	case fyne.KeyLeft:
		s.back()
	default:
		s.key(key)
	}
}

// TypedRune hands a character to the page; the space has already chosen.
func (s *statements) TypedRune(r rune) {
	if r != ' ' {
		s.rune(r)
	}
}

// choose rates the strand at a level, or takes that rating back.
func (s *statements) choose(at int) {
	level := s.m.pack.Levels[at].ID
	if s.m.ratings[s.m.strand().ID] == level {
		level = ""
	}
	s.rate(level)
}

func (s *statements) goTo(at int) {
	s.at = max(0, min(at, len(s.blocks)-1))
	s.Refresh()
	b, offset := s.blocks[s.at], s.scroll.Offset
	top := s.Position().Y + b.ground.Position().Y
	if top < offset.Y {
		offset.Y = top
	} else if foot := top + b.ground.Size().Height; foot > offset.Y+s.scroll.Size().Height {
		offset.Y = foot - s.scroll.Size().Height
	}
	if offset != s.scroll.Offset {
		s.scroll.ScrollToOffset(offset)
	}
}

// Tapped rates the strand at the level under the mouse.
func (s *statements) Tapped(e *fyne.PointEvent) {
	fyne.CurrentApp().Driver().CanvasForObject(s).Focus(s)
	for i, b := range s.blocks {
		if top := b.ground.Position().Y; e.Position.Y >= top && e.Position.Y < top+b.ground.Size().Height {
			s.at = i
			s.choose(i)
			return
		}
	}
}

// FocusGained shows the ring.
func (s *statements) FocusGained() { s.focused = true; s.Refresh() }

// FocusLost hides the ring.
func (s *statements) FocusLost() { s.focused = false; s.Refresh() }

// AccessibilityLabel is what a screen reader says: the level with the keyboard.
func (s *statements) AccessibilityLabel() string {
	return s.m.pack.Levels[s.at].Name + ". " + s.blocks[s.at].words.String() + " " + s.blocks[s.at].mark.String()
}

// AccessibilityRole tells a screen reader that this holds things.
func (s *statements) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer draws the levels.
func (s *statements) CreateRenderer() fyne.WidgetRenderer {
	r := &statementsRenderer{s, newBox()}
	r.Refresh()
	return r
}

type statementsRenderer struct {
	s    *statements
	ring *canvas.Rectangle
}

// lay works out where the levels stand at a width, hands it to put, and returns the
// height used.
func (r *statementsRenderer) lay(width float32, put func(thing fyne.CanvasObject, x, y, width, height float32)) float32 {
	pad, y := theme.Steps(parts.Between), float32(0)
	left := 2 * pad
	room := max(theme.Steps(20), width-left-pad)
	for _, b := range r.s.blocks {
		top := y
		y += pad
		name := b.name.MinSize().Height
		mark := b.mark.MinSize().Width
		put(b.name, left, y, room-mark-pad, name)
		put(b.mark, left+room-mark, y, mark, name)
		y += name + theme.Steps(parts.Tight)
		words := b.words.MinSize().Height
		put(b.words, left, y, room, words)
		y += words + pad
		put(b.ground, 0, top, width, y-top)
		put(b.bar, 0, top, 3, y-top)
		put(b.line, 0, y-1, width, 1)
	}
	return y
}

func place(thing fyne.CanvasObject, x, y, width, height float32) {
	thing.Move(fyne.NewPos(x, y))
	thing.Resize(fyne.NewSize(width, height))
}

func (r *statementsRenderer) Layout(size fyne.Size) {
	for _, b := range r.s.blocks { // running text needs its width to know its height
		b.words.Resize(fyne.NewSize(max(theme.Steps(20), size.Width-theme.Steps(3*parts.Between)), b.words.Size().Height))
	}
	r.lay(size.Width, place)
	place(r.ring, 1, 1, size.Width-2, size.Height-2)
}

func (r *statementsRenderer) MinSize() fyne.Size {
	width := r.s.Size().Width
	if width == 0 {
		width = theme.Steps(120)
	}
	return fyne.NewSize(theme.Steps(60), r.lay(width, func(fyne.CanvasObject, float32, float32, float32, float32) {}))
}

func (r *statementsRenderer) Refresh() {
	m := r.s.m
	rated, before := m.ratings[m.strand().ID], m.before(m.strand().ID)
	for i, l := range m.pack.Levels {
		b := r.s.blocks[i]
		b.bar.FillColor, b.line.FillColor = theme.Colour(theme.ColourAccent), theme.Colour(theme.ColourLine)
		b.bar.Hidden = l.ID != rated
		ground := theme.ColourPaper
		if r.s.focused && i == r.s.at {
			ground = theme.ColourChosen
		}
		b.ground.FillColor = theme.Colour(ground)
		words, style := "", parts.Quiet
		if l.ID == before {
			words = "last time"
		}
		if l.ID == rated {
			words, style = strings.TrimSuffix("✓ rated, "+words, ", "), parts.TextStyle{Size: theme.SizeSmall, Bold: true, Colour: theme.ColourAccent}
		}
		b.mark.SetStyle(style)
		b.mark.SetText(words)
		b.name.Refresh()
		b.words.Refresh()
	}
	r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.CornerRadius = theme.Colour(theme.ColourAccent), theme.Size(theme.SizeRing), 4
	r.ring.Hidden = !r.s.focused
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}

func (r *statementsRenderer) Objects() []fyne.CanvasObject {
	var things []fyne.CanvasObject
	for _, b := range r.s.blocks {
		things = append(things, b.ground, b.line, b.bar, b.name, b.mark, b.words)
	}
	return append(things, r.ring)
}

func (r *statementsRenderer) Destroy() {}
