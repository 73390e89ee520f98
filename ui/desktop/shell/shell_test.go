package shell

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2/test"

	"needsbook/ui/desktop/parts"
)

func TestNoTwoShortcutsShareAKey(t *testing.T) {
	d := newDesk(t)
	seen := map[string]string{}
	for _, c := range d.Shortcuts() {
		if other, twice := seen[c.Words()]; twice {
			t.Errorf("%s does %q and %q", c.Words(), other, c.Name)
		}
		seen[c.Words()] = c.Name
		if !slices.Contains(menus, c.Menu) || c.Name == "" || c.do == nil {
			t.Errorf("%s has no menu, name or deed", c.Words())
		}
	}
	for _, key := range []string{"Ctrl+K", "Ctrl+F", "Ctrl+N", "Ctrl+L", "Ctrl+Z", "Ctrl+Y", "Ctrl+P", "Ctrl+1", "Ctrl+9", "Ctrl+Enter", "Esc", "Alt+Left", "F1", "F8", "Ctrl+Alt+L", "?"} {
		if seen[key] == "" {
			t.Errorf("%s is not in the table", key)
		}
	}
}

func TestEveryShortcutIsAMenuItem(t *testing.T) {
	d := newDesk(t)
	var items []string
	for _, menu := range d.Window().MainMenu().Items {
		for _, item := range menu.Items {
			items = append(items, item.Label)
		}
	}
	for _, c := range d.Shortcuts() {
		if !slices.Contains(items, c.Name) {
			t.Errorf("%s (%s) is in no menu", c.Name, c.Words())
		}
	}
}

func TestShortcutsWorkWhileAFieldHasTheKeyboard(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	for key, want := range map[string]string{"Ctrl+F": "find", "Ctrl+N": "new", "Ctrl+P": "print", "Ctrl+Enter": "accept"} {
		d.canvas().Focus(d.page().field)
		d.press(t, key)
		if last := d.page().asked[len(d.page().asked)-1]; last != want {
			t.Errorf("%s asked the page to %s", key, last)
		}
	}
	for key, want := range map[string]string{"Ctrl+L": "log", "F1": "help register", "F8": "hidden true", "Ctrl+Z": "undo", "Ctrl+Y": "redo", "Ctrl+Alt+L": "lock"} {
		d.canvas().Focus(d.page().field)
		d.press(t, key)
		if last := d.did[len(d.did)-1]; last != want {
			t.Errorf("%s did %s, want %s", key, last, want)
		}
	}
	d.canvas().Focus(d.page().field)
	d.press(t, "Ctrl+4")
	if d.Here() != To("reviews") {
		t.Errorf("Ctrl+4 leads to %v", d.Here())
	}
}

func TestEveryScreenOfTheListIsReachedByKeysAlone(t *testing.T) {
	d := newDesk(t)
	d.Go(To("today"))
	d.canvas().Focus(d.nav)
	for range 20 {
		d.press(t, "Down")
	}
	d.press(t, "Enter")
	if d.Here() != To("settings") {
		t.Errorf("the end of the list is %v", d.Here())
	}
}

func TestTabGoesThroughTheFrameAsItIsRead(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	d.canvas().Unfocus()
	var order []string
	for range 9 {
		d.canvas().FocusNext()
		switch f := d.canvas().Focused().(type) {
		case *nav:
			order = append(order, "list")
		case *parts.Button:
			order = append(order, f.Text())
		case *parts.Grid:
			order = append(order, "grid")
		default:
			order = append(order, "field")
		}
	}
	want := []string{"list", "Find a pupil or do anything", "Names shown", "Lock", "New pupil", "field", "Columns", "grid", "Undo: moved Ana to Level 3"}
	if !slices.Equal(order, want) {
		t.Errorf("tab goes through %q", order)
	}
}

func TestEscapeClosesThenGoesBack(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	d.Go(To("pupil", "12"))
	d.press(t, "Ctrl+K")
	if d.overlay() == nil {
		t.Fatal("the palette is not there")
	}
	d.press(t, "Esc")
	if d.overlay() != nil || d.Here() != To("pupil", "12") {
		t.Errorf("escape should close the palette alone; here is %v", d.Here())
	}
	d.page().busy = true
	d.canvas().Focus(d.page().grid)
	d.press(t, "Esc")
	if d.Here() != To("pupil", "12") || d.page().busy {
		t.Error("escape should then close what the page has open")
	}
	d.press(t, "Esc")
	if d.Here() != To("register") {
		t.Errorf("escape should then go back; here is %v", d.Here())
	}
	d.press(t, "Esc")
	if d.Here() != To("register") {
		t.Errorf("escape with no page before should stay; here is %v", d.Here())
	}
}

func TestPageKeepsWhatIsTypedBeforeItIsLeft(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	left := d.page()
	d.Go(To("today"))
	if !slices.Contains(left.asked, "leave") {
		t.Error("the page was not told that it is left")
	}
	if slices.Contains(d.page().asked, "leave") {
		t.Error("the new page was told that it is left")
	}
}

func TestPageIsLeftOnceWhenTheDeskIsLocked(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	left := d.page()
	d.press(t, "Ctrl+Alt+L")
	d.ShowBare(newPage("Locked"))
	d.Resume(To("today"))
	times := 0
	for _, what := range left.asked {
		if what == "leave" {
			times++
		}
	}
	if times != 1 {
		t.Errorf("the page was told %d times that it is left", times)
	}
}

func TestCtrlZTakesTypingBackFirst(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	d.did = nil
	d.canvas().Focus(d.page().field)
	for _, r := range "need" {
		d.canvas().Focused().TypedRune(r)
	}
	d.press(t, "Ctrl+Z")
	if len(d.did) != 0 || d.page().field.Text == "need" {
		t.Errorf("typing stands as %q, and %v was done", d.page().field.Text, d.did)
	}
	for range 8 {
		d.press(t, "Ctrl+Z")
	}
	if d.did[0] != "undo" || !slices.Contains(d.page().asked, "refresh") {
		t.Errorf("with no typing left the change should be undone; did %v", d.did)
	}
}

func TestUndoSaysWhatItDidOrWhyNot(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	d.press(t, "Ctrl+Z")
	if d.foot.words.String() != "Undone: moved Ana to Level 3" {
		t.Errorf("the foot says %q", d.foot.words.String())
	}
	d.fail = errors.New("This change cannot be undone, as the review was signed off after it.")
	d.press(t, "Ctrl+Z")
	if d.foot.words.String() != d.fail.Error() || d.foot.mark.String() != "!" {
		t.Errorf("the foot says %q %q", d.foot.mark.String(), d.foot.words.String())
	}
	d.change = ""
	d.Changed()
	if !d.foot.undo.Disabled() {
		t.Error("with no change there is nothing to undo")
	}
}

func TestDialogKeepsShortcutsAwayFromThePageBehind(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	accepted := 0
	name := parts.NewField("Name")
	(&parts.Dialog{Title: "New", Body: name, Accept: "Add", Focus: name, OnAccept: func() bool { accepted++; return false }}).Show(d.canvas())
	before := len(d.page().asked)
	d.press(t, "Ctrl+N")
	d.press(t, "Ctrl+2")
	d.press(t, "Ctrl+K")
	d.press(t, "Ctrl+Z")
	if len(d.page().asked) != before || len(d.canvas().Overlays().List()) != 1 || slices.Contains(d.did, "undo") {
		t.Errorf("the page was asked %v behind the dialog", d.page().asked[before:])
	}
	d.press(t, "Ctrl+Enter")
	d.press(t, "Enter") // in the field
	if accepted != 2 {
		t.Errorf("accepted %d times", accepted)
	}
	d.press(t, "Esc")
	if d.overlay() != nil {
		t.Error("escape should close the dialog")
	}
}

func TestLetterKeysGoToThePageAndQuestionMarkToTheSheet(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	d.canvas().Focus(d.page().grid)
	d.canvas().Focused().TypedRune('n')
	if last := d.page().asked[len(d.page().asked)-1]; last != "key n" {
		t.Errorf("the page was asked %s", last)
	}
	d.canvas().Focused().TypedRune('?')
	if d.overlay() == nil {
		t.Error("? should show the keys")
	}
}

func TestPaletteFindsPupilsThenScreensAndActions(t *testing.T) {
	d := newDesk(t)
	d.Go(To("today"))
	d.press(t, "Ctrl+K")
	for _, r := range "kow" {
		d.canvas().Focused().TypedRune(r)
	}
	d.press(t, "Enter")
	if d.Here() != To("pupil", "Ana Kowalska") {
		t.Errorf("five keys lead to %v", d.Here())
	}
	for query, want := range map[string]string{"reg": "Register", "lock": "Lock now", "undo": "Undo", "settings": "Settings"} {
		items := d.find(query)
		if len(items) == 0 || items[0].Words != want {
			t.Errorf("%q finds %v", query, items)
		}
	}
}

func TestF8HidesNamesAndSaysSo(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	d.press(t, "F8")
	if !d.NamesHidden() || d.top.names.Text() != "Names hidden" || !slices.Contains(d.page().asked, "refresh") {
		t.Errorf("hidden %v, the strip says %q", d.NamesHidden(), d.top.names.Text())
	}
	d.press(t, "F8")
	if d.NamesHidden() || d.did[len(d.did)-1] != "hidden false" {
		t.Errorf("did %v", d.did)
	}
}

func TestPageThatCannotOpenSaysWhyAndLeadsBack(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	for _, route := range []Route{To("broken"), To("no-such-page")} {
		d.Go(route)
		if _, ok := d.Screen().(*apology); !ok {
			t.Errorf("%v shows %T", route, d.Screen())
		}
		d.press(t, "Enter") // the way back has the keyboard
		if d.Here() != To("register") {
			t.Errorf("the way back leads to %v", d.Here())
		}
	}
}

func TestBarePageRestsTheKeysAndResumeReturns(t *testing.T) {
	d := newDesk(t)
	d.Go(To("pupil", "12"))
	way := newPage("Locked")
	d.ShowBare(way)
	count := len(d.did)
	for _, key := range []string{"Ctrl+K", "Ctrl+Z", "Ctrl+2", "Ctrl+N", "F8", "Ctrl+L"} {
		d.press(t, key)
	}
	if len(d.did) != count || d.overlay() != nil || d.Window().Content() == d.frame {
		t.Errorf("behind the lock %v was done", d.did[count:])
	}
	d.press(t, "Ctrl+Enter")
	if !slices.Contains(way.asked, "accept") {
		t.Error("the bare page should take Ctrl+Enter")
	}
	d.Resume(To("today"))
	if d.Here() != To("pupil", "12") || d.Window().Content() != d.frame {
		t.Errorf("resumed at %v", d.Here())
	}
}

func TestWindowTitleNamesNoPupil(t *testing.T) {
	d := newDesk(t)
	d.Go(To("register"))
	if got := d.Window().Title(); got != "Register · Meadowfield Primary · Needsbook" {
		t.Errorf("title %q", got)
	}
}

func TestRouteReadsWhatItWrites(t *testing.T) {
	for _, r := range []Route{{}, To("today"), To("pupil", "12"), To("pupil", "12", "notes")} {
		if got := ParseRoute(r.String()); got != r {
			t.Errorf("%q reads as %v", r.String(), got)
		}
	}
}

func TestHistoryForgetsTheOldest(t *testing.T) {
	h := history{}
	for i := range 150 {
		h.leave(To("pupil", fmt.Sprint(i)))
	}
	n := 0
	for _, ok := h.back(); ok; _, ok = h.back() {
		n++
	}
	if n != historyLimit {
		t.Errorf("remembers %d places", n)
	}
}

func TestRunnerInlineFinishesBeforeItReturns(t *testing.T) {
	var counts []int
	r := InlineRunner()
	r.watch = func(n int) { counts = append(counts, n) }
	want, order := errors.New("no"), ""
	r.Go(func() error { order += "work "; return want }, func(err error) {
		if err == want {
			order += "then"
		}
	})
	if order != "work then" || !slices.Equal(counts, []int{1, 0}) {
		t.Errorf("order %q, counts %v", order, counts)
	}
}

func TestRunnerLiveWorksBesideTheWindow(t *testing.T) {
	test.NewTempApp(t)
	done := make(chan error)
	NewRunner().Go(func() error { return nil }, func(err error) { done <- err })
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestWarningOfTheFileStandsInTheFootUntilItIsOver(t *testing.T) {
	d := newDesk(t)
	d.warned = "The file was not tidied up, because the disk is full."
	d.Go(To("register"))
	if d.foot.words.String() != d.warned || d.foot.mark.String() != "◐" {
		t.Errorf("the foot says %q %q", d.foot.mark.String(), d.foot.words.String())
	}
	d.Say("Kept.")
	d.Changed()
	if d.foot.words.String() != "Kept." {
		t.Errorf("what was said gave way to %q", d.foot.words.String())
	}
	d.Go(To("today"))
	if d.foot.words.String() != d.warned {
		t.Errorf("on the next page the foot says %q", d.foot.words.String())
	}
	d.warned = ""
	d.Go(To("register"))
	if d.foot.words.String() != "" {
		t.Errorf("when it is over the foot says %q", d.foot.words.String())
	}
}
