package surface

import (
	"regexp"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/writing/text"
)

// Surface is the sheet. It scrolls by itself: put Scroll into a page.
type Surface struct {
	widget.BaseWidget
	Scroll *container.Scroll

	OnTyped func() // the words have changed by hand
	OnMoved func() // the caret, the selection or the style has changed
	OnFocus func(has bool)
	// Ring is what draws the ring round the sheet while the keyboard writes in it.
	Ring   fyne.CanvasObject
	OnLink func() // Ctrl+Shift+K was pressed
	// NameMark returns the words that stand for a mark; nil shows its name.
	NameMark func(name string) string

	text *text.Text
	page page
	hint string

	copied copied

	focused, shift bool
	goal           float32 // how far in Up and Down want to be, or noGoal
	clicks         int
	clicked        time.Time
	clickedAt      fyne.Position
	dragging       bool

	blink   parts.Wait
	blinked int // half turns since the last key
	caretOn bool
}

// noGoal says that Up and Down go straight from where the caret is.
const noGoal = -1

// New makes an empty sheet; the hint stands on it while nothing is written.
func New(hint string) *Surface {
	s := &Surface{hint: hint, text: text.New(""), goal: noGoal}
	s.Scroll = container.NewVScroll(s)
	s.Scroll.OnScrolled = func(fyne.Position) { s.Refresh() }
	s.ExtendBaseWidget(s)
	return s
}

// Text is what is written. After changing it call Changed.
func (s *Surface) Text() *text.Text { return s.text }

// SetText shows another text from its beginning. One that differs from the text before
// in some paragraphs only, as after a word was swapped, keeps the caret and what is seen.
func (s *Surface) SetText(t *text.Text) {
	caret, offset, same := s.text.Caret(), s.Scroll.Offset, s.text.Like(t)
	s.text = t
	s.goal = noGoal
	s.layOut()
	if same {
		t.Move(caret, false)
		offset.Y = max(0, min(offset.Y, s.Size().Height-s.Scroll.Size().Height))
		s.Scroll.ScrollToOffset(offset)
	} else {
		s.Scroll.ScrollToTop()
	}
	s.Refresh()
	s.moved()
}

// Changed shows a text that was changed by hand, from a button for instance.
func (s *Surface) Changed() {
	s.layOut()
	s.show()
	if s.OnTyped != nil {
		s.OnTyped()
	}
}

// Do changes the text in some way and shows it; OnTyped hears of it when the words
// are others than before.
func (s *Surface) Do(change func(*text.Text)) {
	before := s.text.Paras()
	change(s.text)
	if after := s.text.Paras(); len(before) == len(after) && (len(before) == 0 || &before[0] == &after[0]) {
		s.show()
		return
	}
	s.Changed()
}

// Select marks a stretch of the words that were given to text.New and scrolls to it.
func (s *Surface) Select(words string, at, end int) bool {
	from, to, found := s.text.Find(words, at, end)
	if found {
		s.text.Select(from, to)
		s.show()
		s.reveal(s.page.spot(from))
	}
	return found
}

// layOut breaks the text into lines where that is needed.
func (s *Surface) layOut() {
	width := s.Size().Width - 2*s.pad()
	if width <= 0 {
		return
	}
	s.page.names = s.NameMark
	if s.page.set(s.text.Paras(), s.text.Numbers(), lookAt(width)) && s.MinSize().Height != s.Size().Height {
		s.Scroll.Refresh() // which gives the sheet its new height
	}
}

// pad is the room round the words.
func (s *Surface) pad() float32 { return theme.Steps(3) }

// ready says whether the text stands in lines.
func (s *Surface) ready() bool { return len(s.page.laid) == len(s.text.Paras()) }

// show draws the sheet again with the caret in view.
func (s *Surface) show() {
	s.goal = noGoal
	s.wake()
	if s.ready() {
		s.reveal(s.page.spot(s.text.Caret()))
	}
	s.Refresh()
	s.moved()
}

func (s *Surface) moved() {
	if s.OnMoved != nil {
		s.OnMoved()
	}
}

// reveal scrolls until a spot is in view with a little room round it.
func (s *Surface) reveal(at spot) {
	room, offset := s.Scroll.Size().Height, s.Scroll.Offset
	top, bottom := at.y, at.y+at.height+2*s.pad()
	if top < offset.Y {
		offset.Y = top
	} else if bottom > offset.Y+room {
		offset.Y = min(bottom-room, top)
	}
	offset.Y = max(0, min(offset.Y, s.Size().Height-room))
	if offset != s.Scroll.Offset {
		s.Scroll.ScrollToOffset(offset)
	}
}

// CaretLow says whether the caret stands in the lower half of what is seen.
func (s *Surface) CaretLow() bool {
	if !s.focused || !s.ready() {
		return false
	}
	return s.page.spot(s.text.Caret()).y-s.Scroll.Offset.Y > s.Scroll.Size().Height/2
}

// Carets blink while somebody writes, and stand still after a while: a window that
// nobody uses has nothing to draw.
const (
	blinkEach  = 530 * time.Millisecond
	mostBlinks = 20
)

// wake shows the caret and lets it blink anew.
func (s *Surface) wake() {
	s.caretOn, s.blinked = s.focused, 0
	s.blink.Stop()
	if s.focused {
		s.blink.Start(blinkEach, s.turn)
	}
}

func (s *Surface) turn() {
	s.blinked++
	s.caretOn = !s.caretOn || s.blinked >= mostBlinks
	s.Refresh()
	if s.blinked < mostBlinks {
		s.blink.Start(blinkEach, s.turn)
	}
}

// FocusGained shows the caret.
func (s *Surface) FocusGained() {
	s.focused = true
	s.wake()
	s.Refresh()
	if s.OnFocus != nil {
		s.OnFocus(true)
	}
}

// FocusLost hides the caret; what is selected stays marked.
func (s *Surface) FocusLost() {
	s.focused, s.shift = false, false
	s.wake()
	s.Refresh()
	if s.OnFocus != nil {
		s.OnFocus(false)
	}
}

// Focused says whether the keyboard writes here.
func (s *Surface) Focused() bool { return s.focused }

// focus takes the keyboard.
func (s *Surface) focus() {
	if at := parts.CanvasOf(s); at != nil {
		at.Focus(s)
	}
}

// Cursor is the one for text.
func (s *Surface) Cursor() desktop.Cursor { return desktop.TextCursor }

// UndoTyping takes back the last change of the words; it says false when there is none.
func (s *Surface) UndoTyping() bool { return s.back(s.text.Undo) }

// RedoTyping repeats what UndoTyping took back.
func (s *Surface) RedoTyping() bool { return s.back(s.text.Redo) }

func (s *Surface) back(way func() bool) bool {
	if !way() {
		return false
	}
	s.Changed()
	return true
}

// ShownBy is what draws the ring while the keyboard writes here.
func (s *Surface) ShownBy() fyne.CanvasObject { return s.Ring }

// AccessibilityLabel is what a screen reader says.
func (s *Surface) AccessibilityLabel() string {
	if s.text.Empty() {
		return s.hint
	}
	if s.NameMark == nil {
		return s.text.Words()
	}
	return marks.ReplaceAllStringFunc(s.text.Words(), func(mark string) string {
		return s.NameMark(strings.Trim(mark, "{}"))
	})
}

// marks are what stands for words that are filled in, such as {{school_name}}.
var marks = regexp.MustCompile(`\{\{[a-z0-9_]+\}\}`)

// AccessibilityRole tells a screen reader that this is text.
func (s *Surface) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
