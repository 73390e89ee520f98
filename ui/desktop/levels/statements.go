package levels

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"needsbook/app/continuum"
	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
)

// statements shows what adults may see in one strand, level by level, each statement
// with a box. Arrows move among the statements, Space ticks one, Enter and the digits
// rate, Page down goes on to the next strand.
type statements struct {
	widget.BaseWidget
	m    *model
	tick func(id string)
	rate func(level string)
	turn func(by int) // Page up and Page down
	back func()       // Left
	key  func(*fyne.KeyEvent)
	rune func(rune)

	scroll  *container.Scroll // the one that this stands in
	at      int               // the line with the keyboard
	focused bool
	heads   []*head // one for each level
	rows    []*row  // one for each line
}

// head is the drawing of a level over its statements.
type head struct {
	bar, line  *canvas.Rectangle
	name, mark *parts.Text
}

// row is the drawing of one line: a statement with its box, or words where the level
// has none.
type row struct {
	line
	ground, box *canvas.Rectangle
	sign, last  *parts.Text // ✓ in the box; "last time"
	words       *parts.Prose
}

func newStatements(m *model) *statements {
	s := &statements{m: m}
	for _, l := range m.pack.Levels {
		s.heads = append(s.heads, &head{bar: newBox(), line: newBox(),
			name: parts.NewCutText(l.ID+"  "+l.Name, parts.SmallStrong), mark: parts.NewText("", parts.Small)})
	}
	s.ExtendBaseWidget(s)
	return s
}

// show sets the statements of the part being rated, with the keyboard on a line, or for
// -1 on the first of the level rated, or of last time's.
func (s *statements) show(at int) {
	part := s.m.part()
	s.rows = nil
	for _, l := range s.m.lines() {
		r := &row{line: l, ground: newBox(), box: newBox(), sign: parts.NewText("✓", parts.SmallStrong), last: parts.NewText("last time", parts.Quiet)}
		words := l.statement.Text
		if l.statement.ID == "" {
			words = s.m.pack.Levels[l.level].Plain
		}
		r.words = parts.NewProse(words, parts.Plain)
		s.rows = append(s.rows, r)
	}
	if at < 0 {
		level := s.m.ratings[part.ID]
		if level == "" {
			level = s.m.before(part.ID)
		}
		at = max(0, slices.IndexFunc(s.rows, func(r *row) bool { return s.m.pack.Levels[r.level].ID == level }))
	}
	s.at = min(at, len(s.rows)-1)
	s.Refresh()
}

// TypedKey moves, ticks and rates.
func (s *statements) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyDown:
		s.goTo(s.at + 1)
	case fyne.KeyUp:
		s.goTo(s.at - 1)
	case fyne.KeyHome:
		s.goTo(0)
	case fyne.KeyEnd:
		s.goTo(len(s.rows) - 1)
	case fyne.KeyPageDown:
		s.turn(1)
	case fyne.KeyPageUp:
		s.turn(-1)
	case fyne.KeySpace:
		s.choose(s.at)
	case fyne.KeyReturn, fyne.KeyEnter:
		s.rateAt(s.rows[s.at].level)
	case fyne.KeyLeft:
		s.back()
	default:
		s.key(key)
	}
}

// TypedRune hands a character to the page; the space has already ticked.
func (s *statements) TypedRune(r rune) {
	if r != ' ' {
		s.rune(r)
	}
}

// choose ticks a statement or takes its tick back; a level without statements is rated.
func (s *statements) choose(at int) {
	if id := s.rows[at].statement.ID; id != "" {
		s.tick(id)
		return
	}
	s.rateAt(s.rows[at].level)
}

// rateAt rates the part at a level, or takes that rating back.
func (s *statements) rateAt(level int) {
	id := s.m.pack.Levels[level].ID
	if s.m.ratings[s.m.part().ID] == id {
		id = ""
	}
	s.rate(id)
}

func (s *statements) goTo(at int) {
	s.at = max(0, min(at, len(s.rows)-1))
	s.Refresh()
	r, offset := s.rows[s.at], s.scroll.Offset
	top := s.Position().Y + r.ground.Position().Y
	if s.at == 0 || s.rows[s.at-1].level != r.level { // its level's name comes into view with it
		top = s.Position().Y + s.heads[r.level].line.Position().Y
	}
	foot := s.Position().Y + r.ground.Position().Y + r.ground.Size().Height
	if top < offset.Y {
		offset.Y = top
	} else if foot > offset.Y+s.scroll.Size().Height {
		offset.Y = foot - s.scroll.Size().Height
	}
	if offset != s.scroll.Offset {
		s.scroll.ScrollToOffset(offset)
	}
}

// Tapped ticks the statement under the mouse; on a level's name it rates.
func (s *statements) Tapped(e *fyne.PointEvent) {
	fyne.CurrentApp().Driver().CanvasForObject(s).Focus(s)
	inside := func(thing fyne.CanvasObject) bool {
		top := thing.Position().Y
		return e.Position.Y >= top && e.Position.Y < top+thing.Size().Height
	}
	for i, r := range s.rows {
		if inside(r.ground) {
			s.at = i
			s.choose(i)
			return
		}
	}
	for i, h := range s.heads {
		if inside(h.name) {
			s.rateAt(i)
			return
		}
	}
}

// FocusGained shows the ring.
func (s *statements) FocusGained() { s.focused = true; s.Refresh() }

// FocusLost hides the ring.
func (s *statements) FocusLost() { s.focused = false; s.Refresh() }

// AccessibilityLabel is what a screen reader says: the line with the keyboard.
func (s *statements) AccessibilityLabel() string {
	r := s.rows[s.at]
	words := s.m.pack.Levels[r.level].Name + ". " + r.words.String() + " "
	if slices.Contains(s.m.ticks, r.statement.ID) {
		words += "Ticked. "
	}
	if slices.Contains(s.m.last.ticks, r.statement.ID) {
		words += "Ticked last time. "
	}
	return words + s.heads[r.level].mark.String()
}

// Read says every statement under its level, with what is ticked and what was last time.
func (s *statements) Read() []paper.Block {
	var out []paper.Block
	var list paper.List
	for i, r := range s.rows {
		words := r.words.String()
		if slices.Contains(s.m.ticks, r.statement.ID) {
			words += " (✓ ticked)"
		}
		if slices.Contains(s.m.last.ticks, r.statement.ID) {
			words += " (last time)"
		}
		list.Items = append(list.Items, paper.Item{Text: paper.Text(words)})
		if i+1 == len(s.rows) || s.rows[i+1].level != r.level {
			name := s.heads[r.level].name.String()
			if mark := s.heads[r.level].mark.String(); mark != "" {
				name += ": " + mark
			}
			out, list = append(out, paper.P(name), list), paper.List{}
		}
	}
	return out
}

// AccessibilityRole tells a screen reader that this holds things.
func (s *statements) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// markOf says how a level stands: rated, proposed by the ticks, rated last time.
func (s *statements) markOf(l continuum.Level) (words string, rated bool) {
	part := s.m.part()
	if l.ID == s.m.before(part.ID) {
		words = "last time"
	}
	if l.ID != s.m.ratings[part.ID] {
		return words, false
	}
	mark := "✓ rated"
	if _, chosen := s.m.chosen[part.ID]; !chosen {
		mark = "✓ proposed by your ticks"
	}
	if words != "" {
		mark += ", " + words
	}
	return mark, true
}
