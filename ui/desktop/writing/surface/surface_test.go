package surface

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/writing/text"
)

// sheet makes a sheet in a window, with the keyboard on it.
func sheet(t testing.TB, words string) (*Surface, fyne.Window) {
	parts.LeavePausesOut()
	test.NewTempApp(t).Settings().SetTheme(theme.Look{Variant: theme.Light})
	s := New("Write here")
	w := test.NewTempWindow(t, s.Scroll)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 300))
	s.SetText(text.New(words))
	w.Canvas().Focus(s)
	return s, w
}

// press presses keys: "Down", "Shift+End", "Ctrl+Shift+Right".
func press(s *Surface, keys ...string) {
	for _, key := range keys {
		var held fyne.KeyModifier
		for name, bit := range map[string]fyne.KeyModifier{"Ctrl+": ctrl, "Shift+": shift, "Alt+": fyne.KeyModifierAlt} {
			if strings.Contains(key, name) {
				held |= bit
				key = strings.Replace(key, name, "", 1)
			}
		}
		if name, ok := map[string]fyne.KeyName{"Backspace": fyne.KeyBackspace, "PageUp": fyne.KeyPageUp}[key]; ok {
			key = string(name)
		}
		if held&^shift != 0 {
			s.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyName(key), Modifier: held})
			continue
		}
		if held == shift {
			s.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		}
		s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(key)})
		if held == shift {
			s.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		}
	}
}

func write(s *Surface, words string) {
	for _, r := range words {
		s.TypedRune(r)
	}
}

func TestWritingWithTheKeyboardAlone(t *testing.T) {
	s, _ := sheet(t, "")
	typed := 0
	s.OnTyped = func() { typed++ }
	write(s, "## Who helps")
	press(s, "Return")
	write(s, "Ask {{senco_name}} ")
	press(s, "Ctrl+B")
	write(s, "first")
	press(s, "Ctrl+B", "Return")
	write(s, "- one")
	press(s, "Return", "Tab")
	write(s, "two")
	press(s, "Return", "Shift+Tab", "Return")
	write(s, "end")
	want := "## Who helps\n\nAsk {{senco_name}} **first**\n\n- one\n    - two\n\nend"
	if got := s.Text().Words(); got != want {
		t.Fatalf("wrote %q, want %q", got, want)
	}
	if typed == 0 {
		t.Error("nobody heard of it")
	}
	press(s, "Ctrl+Shift+1")
	if got := s.Text().Look().Kind; got != 1 {
		t.Errorf("the kind is %v", got)
	}
	press(s, "Ctrl+Shift+7", "Home", "Backspace")
	if got := s.Text().Words(); got != want {
		t.Errorf("now %q", got)
	}
	press(s, "Ctrl+Home", "Ctrl+Shift+Right", "Delete")
	if got := s.Text().Words(); !strings.HasPrefix(got, "## helps\n") {
		t.Errorf("after deleting a word %q", got)
	}
	for s.UndoTyping() {
	}
	if got := s.Text().Words(); got != "" || s.UndoTyping() {
		t.Errorf("all taken back: %q", got)
	}
}

// Windows tells AltGr as Ctrl with Alt: what is written with it, such as @ and }, comes
// as a character of its own, and its key must do nothing.
func TestAltGrOnlyWrites(t *testing.T) {
	s, _ := sheet(t, "plain")
	s.TypedShortcut(&fyne.ShortcutSelectAll{})
	for key := '0'; key <= 'Z'; key++ {
		press(s, "Ctrl+Alt+"+string(key), "Ctrl+Shift+Alt+"+string(key))
	}
	if s.Text().Changed() || !s.Text().Selected() {
		t.Errorf("AltGr made %q", s.Text().Words())
	}
	s.TypedRune('@')
	if got := s.Text().Words(); got != "@" {
		t.Errorf("wrote %q", got)
	}
}

func TestTabLeavesTheTextWhereItCannotMoveAnItem(t *testing.T) {
	s, _ := sheet(t, "plain\n\n- one\n- two")
	for _, c := range []struct {
		para  int
		shift bool
		want  bool
	}{{0, false, false}, {1, false, false}, {2, false, true}, {2, true, false}} {
		s.Text().Move(text.Place{Para: c.para}, false)
		s.shift = c.shift
		if got := s.AcceptsTab(); got != c.want {
			t.Errorf("paragraph %d with shift %v: %v", c.para, c.shift, got)
		}
	}
}

const long = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen."

func TestCaretGoesByTheLinesThatAreSeen(t *testing.T) {
	s, _ := sheet(t, long+"\n\nshort\n\n"+long)
	lines := len(s.page.laid[0].rows)
	if lines < 3 {
		t.Fatalf("%d lines", lines)
	}
	press(s, "End")
	if at := s.Text().Caret(); at.At != s.page.laid[0].rows[1].lo-1 {
		t.Errorf("the end of the first line is %v", at)
	}
	for range lines + 1 { // through the short line to the third paragraph
		press(s, "Down")
	}
	third := s.Text().Caret()
	if third.Para != 2 || third.At < s.page.laid[2].rows[1].lo-8 {
		t.Errorf("under the end of the line is %v", third)
	}
	for range lines + 1 {
		press(s, "Up")
	}
	if at := s.Text().Caret(); at.Para != 0 || at.At != s.page.laid[0].rows[1].lo-1 {
		t.Errorf("back up is %v", at)
	}
	press(s, "Down", "Home")
	if at := s.Text().Caret(); at.At != s.page.laid[0].rows[1].lo {
		t.Errorf("the beginning of the second line is %v", at)
	}
	press(s, "Shift+End")
	if got := s.Text().SelectedPlain(); got == "" || strings.HasSuffix(got, " ") || !strings.HasPrefix(long[s.page.laid[0].rows[1].lo:], got) {
		t.Errorf("the line is %q", got)
	}
	press(s, "Ctrl+End", "PageUp", "PageUp", "PageUp")
	if at := s.Text().Caret(); at.Para != 0 {
		t.Errorf("pages up is %v", at)
	}
}

// point is the middle of the character after a place.
func point(s *Surface, at text.Place) fyne.Position {
	from, to := s.page.spot(at), s.page.spot(s.Text().Right(at))
	return fyne.NewPos(s.pad()+(from.x+to.x)/2-0.5, s.pad()+from.y+from.height/2)
}

func click(s *Surface, at fyne.Position, held fyne.KeyModifier) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: held}
	e.Position = at
	s.MouseDown(e)
	s.MouseUp(e)
}

func TestMouseSelectsAsEverywhere(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	clock = func() time.Time { return now }
	defer func() { clock = time.Now }()
	s, _ := sheet(t, "Ask {{senco_name}} or us.\n\n"+long)
	at := point(s, text.Place{Para: 1, At: 5})
	click(s, at, 0)
	if got := s.Text().Caret(); got != (text.Place{Para: 1, At: 5}) {
		t.Fatalf("the caret is at %v", got)
	}
	click(s, at, 0)
	if got := s.Text().SelectedPlain(); got != "two" {
		t.Errorf("a double click marks %q", got)
	}
	click(s, at, 0)
	if got := s.Text().SelectedPlain(); got != long {
		t.Errorf("a triple click marks %q", got)
	}
	now = now.Add(time.Second)
	click(s, point(s, text.Place{}), 0)
	click(s, point(s, text.Place{Para: 1, At: 3}), shift)
	if got := s.Text().SelectedPlain(); got != "Ask {{senco_name}} or us.\n\nOne" {
		t.Errorf("Shift and a click mark %q", got)
	}
	now = now.Add(time.Second)
	click(s, point(s, text.Place{Para: 1, At: 0}), 0)
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: point(s, text.Place{Para: 1, At: 7})}})
	s.DragEnd()
	if got := s.Text().SelectedPlain(); got != "One two" {
		t.Errorf("dragging marks %q", got)
	}
	now = now.Add(time.Second)
	click(s, point(s, text.Place{At: 4}), 0) // the mark is one: the caret is before or behind it
	if got := s.Text().Caret(); got.At != 4 && got.At != 18 {
		t.Errorf("the caret is inside the mark at %v", got)
	}
}

func TestPasteIsCleanedAndCopyIsPlain(t *testing.T) {
	s, _ := sheet(t, "## Title\n\nSee [us](https://a.org) **now**")
	board := test.NewClipboard()
	s.TypedShortcut(&fyne.ShortcutSelectAll{})
	s.TypedShortcut(&fyne.ShortcutCut{Clipboard: board})
	if got, want := board.Content(), "Title\n\nSee us (https://a.org) now"; got != want || !s.Text().Empty() {
		t.Errorf("cut %q, left %q", got, s.Text().Words())
	}
	board.SetContent("We offer:\r\n•\tspeech\u00A0therapy\r\no\tin groups\r\n")
	s.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	if got, want := s.Text().Words(), "We offer:\n\n- speech therapy\n    - in groups"; got != want {
		t.Errorf("pasted %q, want %q", got, want)
	}
	s.TypedShortcut(&fyne.ShortcutUndo{})
	if got := s.Text().Words(); got != "" {
		t.Errorf("after undo %q", got)
	}
}

func TestWordsMovedWithinTheTextKeepTheirLook(t *testing.T) {
	s, _ := sheet(t, "One **two** [three](https://a.org) four")
	board := test.NewClipboard()
	press(s, "Ctrl+Right", "Ctrl+Shift+Right", "Ctrl+Shift+Right")
	s.TypedShortcut(&fyne.ShortcutCut{Clipboard: board})
	if board.Content() != "two three " {
		t.Fatalf("cut %q", board.Content())
	}
	press(s, "End")
	s.TypedRune(' ')
	s.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	if got, want := s.Text().Words(), "One four **two** [three](https://a.org)"; got != want {
		t.Errorf("moved to %q, want %q", got, want)
	}
	board.SetContent(" words ")
	press(s, "Home", "Ctrl+Right", "Left")
	s.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	if got := s.Text().Paras()[0].Words(); !strings.HasPrefix(got, "One words  four") {
		t.Errorf("pasted in %q", got)
	}
}

func TestCaretIsAlwaysInView(t *testing.T) {
	s, _ := sheet(t, strings.Repeat(long+"\n\n", 30))
	seen := func(when string) {
		t.Helper()
		at := s.page.spot(s.Text().Caret())
		top, bottom := s.Scroll.Offset.Y, s.Scroll.Offset.Y+s.Scroll.Size().Height
		if y := s.pad() + at.y; y < top || y+at.height > bottom {
			t.Errorf("%s the caret is at %v to %v, seen are %v to %v", when, y, y+at.height, top, bottom)
		}
	}
	press(s, "Ctrl+End")
	seen("at the end")
	press(s, "Return")
	write(s, "more")
	seen("while writing")
	press(s, "Ctrl+Home")
	seen("at the beginning")
	for range 40 {
		press(s, "Down")
		seen("going down")
	}
	words := s.Text().Words()
	at := strings.LastIndex(words, "fourteen")
	if !s.Select(words, at, at+8) || s.Text().SelectedPlain() != "fourteen" {
		t.Errorf("marked %q", s.Text().SelectedPlain())
	}
	seen("after marking")
}

func TestOnlyWhatIsSeenIsDrawn(t *testing.T) {
	s, _ := sheet(t, strings.Repeat(long+"\n\n", 300))
	if drawn := len(test.WidgetRenderer(s).Objects()); drawn > 60 {
		t.Errorf("%d things are drawn", drawn)
	}
}

func TestOnlyWhatChangedIsLaidOut(t *testing.T) {
	s, _ := sheet(t, strings.Repeat(long+"\n\n", 30))
	before := append([]*laid(nil), s.page.laid...)
	press(s, "Down", "Down", "Down", "Down", "Down", "Down")
	write(s, "x")
	changed := 0
	for i, l := range s.page.laid {
		if l != before[i] {
			changed++
		}
	}
	if changed != 1 {
		t.Errorf("%d paragraphs were laid out again", changed)
	}
}

func TestNoLineIsWiderThanItsRoom(t *testing.T) {
	s, w := sheet(t, long+"\n\n- see https://www."+strings.Repeat("verylongname", 20)+".example/ or {{"+strings.Repeat("mark", 3)+"}}, **bold** and Дарья\n    - "+long)
	for _, width := range []float32{150, 260, 500, 1400} {
		w.Resize(fyne.NewSize(width, 300))
		for i, l := range s.page.laid {
			at := 0
			for _, r := range l.rows {
				if r.lo != at || len(r.pieces) == 0 {
					t.Fatalf("at width %v line of paragraph %d begins at %d, not %d", width, i, r.lo, at)
				}
				at = r.hi
				last := r.pieces[len(r.pieces)-1]
				right := last.x + last.face.measure(strings.TrimRight(last.shown, " ")).Width
				if room := max(s.page.look.width, l.indent+10*s.page.look.step); !last.mark && right > room+1 {
					t.Errorf("at width %v %q ends at %v of %v", width, l.para.Words()[r.lo:r.hi], right, room)
				}
			}
			if at != len(l.para.Words()) {
				t.Errorf("at width %v paragraph %d ends at %d", width, i, at)
			}
		}
	}
}

// BenchmarkTypingInALongText types into 200,000 characters.
func BenchmarkTypingInALongText(b *testing.B) {
	for name, words := range map[string]string{
		"paragraphs":    strings.Repeat(long+"\n\n", 200_000/len(long)),
		"one paragraph": strings.Repeat(long+" ", 200_000/len(long)),
	} {
		b.Run(name, func(b *testing.B) {
			s, _ := sheet(b, words)
			press(s, "Ctrl+End")
			b.ResetTimer()
			for range b.N {
				s.TypedRune('x')
			}
		})
	}
}
