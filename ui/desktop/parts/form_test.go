package parts

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"needsbook/app/chart"
	"needsbook/app/money"
)

func TestFormShowsAFieldsProblemUnderItAndCounts(t *testing.T) {
	date, name := NewDateField(today), NewField("")
	f := NewForm()
	nameRow := f.Add("Name", name, "As the parents write it.")
	dateRow := f.Add("Left on", date, "")
	w := show(t, f, 600, 300)
	before := f.MinSize().Height
	w.Canvas().Focus(date)
	typeIn(w, "31/31/2026")
	w.Canvas().Unfocus()
	if dateRow.Problem() != date.Problem() || date.Problem() == "" || f.Problems() != 1 || f.MinSize().Height <= before {
		t.Errorf("row says %q, field %q, %d problems", dateRow.Problem(), date.Problem(), f.Problems())
	}
	nameRow.SetProblem("Write a name.")
	if f.Problems() != 2 || f.count.String() != "! 2 answers need another look." {
		t.Errorf("%d problems, the form says %q", f.Problems(), f.count.String())
	}
	f.FocusFirst()
	if w.Canvas().Focused() != name {
		t.Error("the first field with a problem should get the keyboard")
	}
	nameRow.SetProblem("")
	date.SetText("30/6/2026")
	if f.Problems() != 0 || f.count.Visible() {
		t.Errorf("%d problems left", f.Problems())
	}
}

func TestFormTabsThroughFieldsInOrder(t *testing.T) {
	one, two, three := NewField(""), NewDateField(today), NewCheck("Told", false, nil)
	f := NewForm()
	f.Add("One", one, "")
	f.Add("Two", two, "")
	f.Add("", three, "")
	w := show(t, f, 300, 400)
	for _, want := range []fyne.Focusable{one, two, three} {
		w.Canvas().FocusNext()
		if w.Canvas().Focused() != want {
			t.Errorf("tab came to %T", w.Canvas().Focused())
		}
	}
}

func TestDialogAcceptsAndCancelsByKeys(t *testing.T) {
	for _, c := range []struct {
		name string
		keys func(o *Overlay)
		want string
	}{
		{"escape", func(o *Overlay) { o.Escape() }, "cancel"}, {"ctrl+enter", func(o *Overlay) { o.Accept() }, "accept"},
	} {
		w := show(t, NewButton("under", nil), 800, 600)
		got, name := "", NewField("Name")
		d := &Dialog{Title: "New pupil", Body: name, Accept: "Add", Focus: name,
			OnAccept: func() bool { got = "accept"; return true }, OnCancel: func() { got = "cancel" }}
		d.Show(w.Canvas())
		if w.Canvas().Focused() != name {
			t.Errorf("%s: the field should have the keyboard first", c.name)
		}
		c.keys(w.Canvas().Overlays().Top().(*Overlay))
		if got != c.want || len(w.Canvas().Overlays().List()) != 0 {
			t.Errorf("%s: got %q with %d overlays left", c.name, got, len(w.Canvas().Overlays().List()))
		}
	}
}

func TestDialogStaysOpenWhenNotAccepted(t *testing.T) {
	w := show(t, NewButton("under", nil), 800, 600)
	d := &Dialog{Title: "New pupil", Body: NewField(""), Accept: "Add", OnAccept: func() bool { return false }}
	d.Show(w.Canvas())
	press(w, fyne.KeyReturn) // on the main button
	if len(w.Canvas().Overlays().List()) != 1 {
		t.Error("a dialog with a problem should stay")
	}
	test.TapCanvas(w.Canvas(), d.over.card.Position().AddXY(5, 5))
	if len(w.Canvas().Overlays().List()) != 1 {
		t.Error("a click on the card should not close it")
	}
}

func TestButtonPressesByMouseAndKeys(t *testing.T) {
	pressed := 0
	b := NewButton("Go", func() { pressed++ })
	w := show(t, b, 200, 60)
	test.Tap(b)
	w.Canvas().Focus(b)
	press(w, fyne.KeyReturn, fyne.KeySpace)
	b.Disable()
	b.Tapped(nil)
	if pressed != 3 {
		t.Errorf("pressed %d times", pressed)
	}
}

func TestCheckTicksByMouseAndKeys(t *testing.T) {
	var told []bool
	c := NewCheck("Told", false, func(ticked bool) { told = append(told, ticked) })
	w := show(t, c, 200, 60)
	test.Tap(c)
	w.Canvas().Focus(c)
	press(w, fyne.KeySpace)
	if !slices.Equal(told, []bool{true, false}) || c.Ticked {
		t.Errorf("told %v", told)
	}
}

func TestTimelineOpensByKeysAndIsPassedByOtherwise(t *testing.T) {
	var opened []int
	line := NewTimeline("Nothing yet.", func(entry int) { opened = append(opened, entry) })
	line.SetEvents([]Event{{When: "19 Nov 2026", Title: "Call"}, {When: "12 Nov 2026", Title: "Advice", Body: "Two done."}, {When: "3 Sep 2026", Title: "Level"}})
	w := show(t, Column(Between, Tall(40, line), NewButton("after", nil)), 400, 300)
	w.Canvas().FocusNext()
	press(w, fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyHome, fyne.KeyReturn)
	if !slices.Equal(opened, []int{1, 2, 0}) {
		t.Errorf("opened %v", opened)
	}
	line.OnOpen = nil
	w.Canvas().Unfocus()
	w.Canvas().FocusNext()
	if _, button := w.Canvas().Focused().(*Button); !button {
		t.Errorf("tab stops at %T", w.Canvas().Focused())
	}
}

func TestLampsLeadToWhatIsMissing(t *testing.T) {
	led := false
	l := NewLampList(Lamp{State: Done, Title: "Consent"}, Lamp{State: Overdue, Title: "Pupil's view", Button: "Add it", Do: func() { led = true }})
	w := show(t, l, 500, 200)
	w.Canvas().FocusNext()
	press(w, fyne.KeyReturn)
	if !led {
		t.Error("the first thing to come to by keyboard should be the button of the missing fact")
	}
}

func TestEveryStateHasAShapeAWordAndAColour(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range []State{Done, Soon, Overdue} {
		if s.Shape() == "" || s.Word() == "" || s.Colour() == "" || seen[s.Shape()] || seen[s.Word()] {
			t.Errorf("state %d is %q %q", s, s.Shape(), s.Word())
		}
		seen[s.Shape()], seen[s.Word()] = true, true
	}
}

func TestBarSharesAgainstTheLarger(t *testing.T) {
	for _, c := range []struct {
		amount, threshold int64
		a, b              float32
	}{{3000, 6000, 0.5, 1}, {12000, 6000, 1, 0.5}, {0, 0, 0, 1}, {-5, 6000, 0, 1}} {
		a, b := NewBar(money.Pounds(c.amount), money.Pounds(c.threshold), "").shares()
		if a != c.a || b != c.b {
			t.Errorf("£%d of £%d gives %v and %v", c.amount, c.threshold, a, b)
		}
	}
}

func TestChartThatCannotBeTrueSaysSo(t *testing.T) {
	c := NewChart(chart.Chart{Unit: "pupils"}, "A sentence.", "n = 0")
	show(t, c, 400, 300)
	if c.MinSize().Height <= 0 || c.AccessibilityLabel() != "A sentence. n = 0" {
		t.Errorf("says %q", c.AccessibilityLabel())
	}
}

func TestProseWrapsAndGrows(t *testing.T) {
	p := NewProse("One short line and then many more words that cannot all stand in a narrow place.", Plain)
	show(t, p, 200, 300)
	if len(p.lines) < 3 {
		t.Errorf("wrapped into %d lines", len(p.lines))
	}
	for _, line := range p.lines {
		if Plain.measure(line).Width > 200 {
			t.Errorf("line %q is too wide", line)
		}
	}
}

func TestFlowGoesOnInANewLine(t *testing.T) {
	f := Flow(Between, NewBadge("SEN support", NoState), NewBadge("on track", Done), NewBadge("DEMO", Soon))
	show(t, f, 180, 200)
	if f.Objects[2].Position().Y <= f.Objects[0].Position().Y {
		t.Error("the third badge should stand in a new line")
	}
}

func TestBesideGoesUnderWhereThereIsNoRoom(t *testing.T) {
	title, action := NewText("A page with a title", PageTitle), NewButton("Do what the page is for", nil)
	b := Beside(title, action)
	w := show(t, Column(None, b), 800, 200)
	if action.Position().Y != 0 || action.Position().X < title.MinSize().Width {
		t.Errorf("with room the button stands at %v", action.Position())
	}
	w.Resize(fyne.NewSize(260, 200))
	if action.Position().Y < title.MinSize().Height || b.MinSize().Height <= fieldHeight() {
		t.Errorf("without room the button stands at %v", action.Position())
	}
}
