package reviews

import (
	"fmt"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// month is the calendar of one month, Monday to Friday. Arrows move from day to day and
// on into the next month, Page Up and Page Down by a month, Enter goes to the day in
// the list. Days without school stand on the ground of the desk with their name.
type month struct {
	widget.BaseWidget
	m       *model
	day     day.Date // the current one
	focused bool

	onMonth func()            // another month is shown
	onDay   func(on day.Date) // Enter, or a click on a day
}

func newMonth(m *model) *month {
	c := &month{m: m, day: schoolWeekday(m.desk.Today())}
	c.ExtendBaseWidget(c)
	return c
}

// perWeek is how many days of a week are shown.
const perWeek = 5

// first is the Monday with which the calendar begins.
func (c *month) first() day.Date {
	on := c.m.month
	for on.Weekday() == time.Saturday || on.Weekday() == time.Sunday {
		on = on.AddDays(1)
	}
	return on.AddDays(-(int(on.Weekday()) - 1))
}

// weeks is how many weeks are shown.
func (c *month) weeks() int {
	last := c.m.month.AddMonths(1).AddDays(-1)
	return c.first().DaysUntil(last)/7 + 1
}

// goTo makes a day the current one, and shows its month.
func (c *month) goTo(on day.Date) {
	c.day = on
	if month := firstOf(on); month != c.m.month {
		c.m.month = month
		if c.onMonth != nil {
			c.onMonth()
		}
	}
	c.Refresh()
}

// turn shows another month.
func (c *month) turn(months int) { c.goTo(nextWeekday(firstOf(c.m.month.AddMonths(months)), 1)) }

// nextWeekday is a day, or the next one in a direction from Monday to Friday.
func nextWeekday(on day.Date, by int) day.Date {
	for on.Weekday() == time.Saturday || on.Weekday() == time.Sunday {
		on = on.AddDays(by)
	}
	return on
}

// TypedKey moves and opens; other keys go on to the window.
func (c *month) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		c.goTo(nextWeekday(c.day.AddDays(-1), -1))
	case fyne.KeyRight:
		c.goTo(nextWeekday(c.day.AddDays(1), 1))
	case fyne.KeyUp:
		c.goTo(c.day.AddDays(-7))
	case fyne.KeyDown:
		c.goTo(c.day.AddDays(7))
	case fyne.KeyPageUp:
		c.turn(-1)
	case fyne.KeyPageDown:
		c.turn(1)
	case fyne.KeyReturn, fyne.KeyEnter:
		c.onDay(c.day)
	default:
		if at := fyne.CurrentApp().Driver().CanvasForObject(c); at != nil && at.OnTypedKey() != nil {
			at.OnTypedKey()(key)
		}
	}
}

// TypedRune hands a letter on to the window.
func (c *month) TypedRune(r rune) {
	if at := fyne.CurrentApp().Driver().CanvasForObject(c); at != nil && at.OnTypedRune() != nil {
		at.OnTypedRune()(r)
	}
}

// FocusGained shows the ring.
func (c *month) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost hides the ring.
func (c *month) FocusLost() { c.focused = false; c.Refresh() }

// Tapped goes to the day under the mouse.
func (c *month) Tapped(e *fyne.PointEvent) {
	head := theme.Steps(headSteps)
	size := c.Size()
	col := int(e.Position.X / (size.Width / perWeek))
	row := int((e.Position.Y - head) / ((size.Height - head) / float32(c.weeks())))
	if e.Position.Y < head || col < 0 || col >= perWeek || row < 0 || row >= c.weeks() {
		return
	}
	c.goTo(c.first().AddDays(7*row + col))
	c.onDay(c.day)
}

// Cursor tells that days can be clicked.
func (c *month) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel is what a screen reader says: the current day with what is on it.
func (c *month) AccessibilityLabel() string {
	words := c.day.Weekday().String() + " " + c.day.Words()
	if closed := desk.ClosedOn(c.m.calendar, c.day); closed != "" {
		words += ", " + closed
	}
	items := c.m.on[c.day]
	if len(items) == 0 {
		return words + ", nothing"
	}
	for _, i := range items {
		words += ", " + c.m.brief(i)
	}
	return words
}

// Read says the days of the month on which something is.
func (c *month) Read() []paper.Block {
	var list paper.List
	for n := range 7 * c.weeks() {
		on := c.first().AddDays(n)
		words := on.Weekday().String() + " " + on.Words()
		closed, today := desk.ClosedOn(c.m.calendar, on), on == c.m.desk.Today()
		if closed == "" && !today && len(c.m.on[on]) == 0 || on.Weekday() == time.Saturday || on.Weekday() == time.Sunday {
			continue
		}
		if today {
			words = fmt.Sprintf("%s %d today", words, on.Day())
		}
		if closed != "" {
			words += ", " + closed
		}
		for _, i := range c.m.on[on] {
			switch {
			case i.Done:
				words += ", " + parts.Done.Shape() + " " + c.m.brief(i)
			case i.IsLate(c.m.desk.Today()):
				words += ", late: " + parts.Overdue.Shape() + " " + c.m.brief(i)
			default:
				words += ", " + c.m.brief(i)
			}
		}
		list.Items = append(list.Items, paper.Item{Text: paper.Text(words)})
	}
	if len(list.Items) == 0 {
		return []paper.Block{paper.P("Nothing is on in this month.")}
	}
	return []paper.Block{list}
}

// AccessibilityRole tells a screen reader that this holds things.
func (c *month) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer draws the month.
func (c *month) CreateRenderer() fyne.WidgetRenderer {
	r := &monthRenderer{c: c}
	r.draw(c.Size())
	return r
}

// headSteps is the height of the names of the days.
const headSteps = 6

type monthRenderer struct {
	c       *month
	objects []fyne.CanvasObject
}

func (r *monthRenderer) Layout(size fyne.Size) { r.draw(size) }

func (r *monthRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Steps(60), theme.Steps(headSteps+float32(r.c.weeks())*16))
}

func (r *monthRenderer) Refresh() {
	r.draw(r.c.Size())
	canvas.Refresh(r.c)
}

func (r *monthRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *monthRenderer) Destroy()                     {}

// draw sets out all days of the month.
func (r *monthRenderer) draw(size fyne.Size) {
	r.objects = nil
	head := theme.Steps(headSteps)
	width, height := size.Width/perWeek, (size.Height-head)/float32(r.c.weeks())
	for col := range perWeek {
		r.text(r.c.first().AddDays(col).Weekday().String()[:3], parts.Quiet, fyne.NewPos(float32(col)*width+theme.Steps(1), theme.Steps(1)), width-theme.Steps(2))
	}
	for week := range r.c.weeks() {
		for col := range perWeek {
			r.cell(r.c.first().AddDays(7*week+col), fyne.NewPos(float32(col)*width, head+float32(week)*height), fyne.NewSize(width, height))
		}
	}
}

// cell draws one day: its number, why there is no school, and what is on it, as far as
// there is room.
func (r *monthRenderer) cell(on day.Date, at fyne.Position, size fyne.Size) {
	m, pad := r.c.m, theme.Steps(1)
	closed := desk.ClosedOn(m.calendar, on)
	ground := theme.ColourPaper
	if closed != "" {
		ground = theme.ColourDesk
	}
	r.box(theme.Colour(ground), theme.Colour(theme.ColourLine), 1, at, size)
	if on == r.c.day {
		line, width := theme.ColourFieldLine, theme.Size(theme.SizeHair)
		if r.c.focused {
			line, width = theme.ColourAccent, theme.Size(theme.SizeRing)
		}
		r.box(color.Transparent, theme.Colour(line), width, at, size)
	}
	number := parts.SmallStrong
	words := fmt.Sprint(on.Day())
	switch {
	case on == m.desk.Today():
		words, number.Colour = words+" today", theme.ColourAccent
	case firstOf(on) != m.month:
		words, number = on.Time().Format("2 Jan"), parts.Quiet
	}
	x, y, room := at.X+pad, at.Y+theme.Steps(0.5), size.Width-2*pad
	line := r.text(words, number, fyne.NewPos(x, y), room)
	lines := int((size.Height-theme.Steps(1))/line) - 1
	if closed != "" && lines > 0 {
		y += line
		r.text(closed, parts.Quiet, fyne.NewPos(x, y), room)
		lines--
	}
	items := m.on[on]
	for n, i := range items {
		if lines <= 0 {
			return
		}
		y += line
		style, words := parts.Small, m.brief(i)
		switch {
		case len(items)-n > lines || lines == 1 && n < len(items)-1:
			if lines == 1 {
				r.text(fmt.Sprintf("+ %d more", len(items)-n), parts.Quiet, fyne.NewPos(x, y), room)
				return
			}
			fallthrough
		default:
			if i.Done {
				style, words = parts.Quiet, parts.Done.Shape()+" "+words
			} else if i.IsLate(m.desk.Today()) {
				style.Colour, words = theme.ColourOverdue, parts.Overdue.Shape()+" "+words
			}
			r.text(words, style, fyne.NewPos(x, y), room)
		}
		lines--
	}
}

func (r *monthRenderer) box(fill, line color.Color, width float32, at fyne.Position, size fyne.Size) {
	b := canvas.NewRectangle(fill)
	b.StrokeColor, b.StrokeWidth = line, width
	b.Move(at)
	b.Resize(size)
	r.objects = append(r.objects, b)
}

// text sets words on one line, cut where there is no more room, and returns the height
// of the line.
func (r *monthRenderer) text(words string, style parts.TextStyle, at fyne.Position, room float32) float32 {
	t := parts.NewText(words, style)
	for letters := []rune(words); len(letters) > 1 && t.MinSize().Width > room; {
		letters = letters[:len(letters)-1]
		t = parts.NewText(string(letters)+"…", style)
	}
	t.Move(at)
	t.Resize(t.MinSize())
	r.objects = append(r.objects, t)
	return t.MinSize().Height
}
