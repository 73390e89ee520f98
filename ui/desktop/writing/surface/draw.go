package surface

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/writing/text"
)

// CreateRenderer draws the sheet.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer { return &renderer{s: s} }

// renderer draws the lines in view with pools of boxes and words.
type renderer struct {
	s           *Surface
	boxes       []*canvas.Rectangle
	words       []*canvas.Text
	usedB, used int
	under, over []fyne.CanvasObject // what lies under the words and what over them
	shown       []fyne.CanvasObject
}

func (r *renderer) Layout(fyne.Size) {
	r.s.layOut()
	r.draw()
}

func (r *renderer) MinSize() fyne.Size {
	height := faceFor("", theme.Size(theme.SizeText), false).measure("Åg").Height
	return fyne.NewSize(theme.Steps(20), max(r.s.page.height, height)+2*r.s.pad())
}

func (r *renderer) Refresh() {
	r.s.layOut()
	r.draw()
	canvas.Refresh(r.s)
}

func (r *renderer) Objects() []fyne.CanvasObject { return r.shown }
func (r *renderer) Destroy()                     { r.s.blink.Stop() }

// box returns a rectangle of the pool.
func (r *renderer) box(x, y, width, height float32, fill color.Color) *canvas.Rectangle {
	if r.usedB == len(r.boxes) {
		r.boxes = append(r.boxes, canvas.NewRectangle(nil))
	}
	b := r.boxes[r.usedB]
	r.usedB++
	b.FillColor, b.StrokeColor, b.StrokeWidth, b.CornerRadius = fill, color.Transparent, 0, 0
	b.Move(fyne.NewPos(x, y))
	b.Resize(fyne.NewSize(width, height))
	return b
}

// say returns a text of the pool.
func (r *renderer) say(words string, f face, x, y, height float32, colour fyne.ThemeColorName) {
	if r.used == len(r.words) {
		r.words = append(r.words, canvas.NewText("", nil))
	}
	t := r.words[r.used]
	r.used++
	t.Text, t.TextSize, t.TextStyle, t.FontSource, t.Color = words, f.size, fyne.TextStyle{Bold: f.bold}, f.font, theme.Colour(colour)
	t.Move(fyne.NewPos(x, y))
	t.Resize(fyne.NewSize(f.measure(words).Width, height))
	r.over = append(r.over, t)
}

// draw sets what is in view.
func (r *renderer) draw() {
	s := r.s
	r.usedB, r.used = 0, 0
	r.under, r.over = r.under[:0], r.over[:0]
	if s.ready() {
		top, bottom := s.Scroll.Offset.Y-s.pad(), s.Scroll.Offset.Y+s.Scroll.Size().Height
		for i := s.page.paraAt(top); i < len(s.page.laid) && s.page.tops[i] <= bottom; i++ {
			r.para(i, top, bottom)
		}
		r.caret()
	}
	if s.text.Empty() && s.ready() {
		l := s.page.laid[0]
		r.say(s.hint, faceFor(s.hint, s.page.look.text, false), s.pad()+l.indent, s.pad(), l.line, theme.ColourQuiet)
	}
	r.shown = append(append(r.shown[:0], r.under...), r.over...)
}

// para draws the lines of a paragraph that are in view.
func (r *renderer) para(i int, top, bottom float32) {
	s, l := r.s, r.s.page.laid[i]
	first := max(0, int((top-s.page.tops[i])/l.line))
	for n := first; n < len(l.rows); n++ {
		line := l.rows[n]
		y := s.pad() + s.page.tops[i] + line.y
		if y-s.pad() > bottom {
			return
		}
		if n == 0 && l.itemSign != "" {
			f := faceFor(l.itemSign, s.page.look.text, false)
			width := f.measure(l.itemSign).Width
			r.say(l.itemSign, f, s.pad()+l.indent-width-2*s.page.look.step, y, l.line, theme.ColourQuiet)
		}
		r.selected(i, n, y)
		for k, p := range line.pieces {
			r.piece(p, y, l.line, k+1 == len(line.pieces))
		}
	}
}

// piece draws words of one style; the last of a line hangs its space over the edge.
func (r *renderer) piece(p piece, y, height float32, last bool) {
	s := r.s
	x := s.pad() + p.x
	switch {
	case p.mark:
		chip := r.box(x, y+1, p.width, height-2, theme.Colour(theme.ColourMarked))
		chip.StrokeColor, chip.StrokeWidth, chip.CornerRadius = theme.Colour(theme.ColourFieldLine), theme.Size(theme.SizeHair), theme.Size(fynetheme.SizeNameInputRadius)
		r.under = append(r.under, chip)
		r.say(p.shown, p.face, x+chipPad*s.page.look.step, y, height, theme.ColourAccent)
	case p.link:
		r.say(p.shown, p.face, x, y, height, theme.ColourAccent)
		_, baseline := fyne.CurrentApp().Driver().RenderedTextSize(p.shown, p.face.size, fyne.TextStyle{Bold: p.face.bold}, p.face.font)
		words := p.face.measure(p.shown)
		if last {
			words = p.face.measure(strings.TrimRight(p.shown, " "))
		}
		r.over = append(r.over, r.box(x, y+(height-words.Height)/2+baseline+2, words.Width, theme.Size(theme.SizeHair), theme.Colour(theme.ColourAccent)))
	default:
		r.say(p.shown, p.face, x, y, height, theme.ColourInk)
	}
}

// selected marks what is selected of a line; a paragraph that is selected on beyond its
// end shows a little more.
func (r *renderer) selected(para, number int, y float32) {
	s, l := r.s, r.s.page.laid[para]
	from, to := s.text.Selection()
	line := l.rows[number]
	lo, hi := text.Place{Para: para, At: line.lo}, text.Place{Para: para, At: line.hi}
	if !s.text.Selected() || !from.Before(hi) && from != hi || !lo.Before(to) {
		return
	}
	left, right := l.indent, l.x(line, line.hi)
	if lo.Before(from) {
		left = l.x(line, from.At)
	}
	if to.Before(hi) {
		right = l.x(line, to.At)
	} else if number == len(l.rows)-1 && to.Para > para {
		right += 2 * s.page.look.step
	}
	if right > left {
		r.under = append(r.under, r.box(s.pad()+left, y, right-left, l.line, theme.Colour(fynetheme.ColorNameFocus)))
	}
}

// caret draws the caret while it is to be seen.
func (r *renderer) caret() {
	s := r.s
	if !s.focused || !s.caretOn {
		return
	}
	at := s.page.spot(s.text.Caret())
	width := theme.Size(theme.SizeRing)
	r.over = append(r.over, r.box(s.pad()+at.x-width/2, s.pad()+at.y+1, width, at.height-2, theme.Colour(theme.ColourAccent)))
}
