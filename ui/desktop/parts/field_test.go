package parts

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/money"
)

func TestDateFieldReadsWhatPeopleWrite(t *testing.T) {
	for typed, want := range map[string]string{
		"1/9/2015": "1 Sep 2015", "2015-09-01": "1 Sep 2015", "3 sep 26": "3 Sep 2026", "today": "23 Nov 2026", "": "",
	} {
		d := NewDateField(today)
		w := show(t, d, 300, 60)
		w.Canvas().Focus(d)
		typeIn(w, typed)
		w.Canvas().Unfocus()
		value, err := d.Value()
		if err != nil || value.Words() != want || d.Text != want || d.Problem() != "" {
			t.Errorf("%q reads as %v (%v), shows %q, problem %q", typed, value, err, d.Text, d.Problem())
		}
	}
}

func TestDateFieldNeverKeepsAStaleDate(t *testing.T) {
	d := NewDateField(today)
	told := 0
	d.OnValue = func(day.Date) { told++ }
	w := show(t, d, 300, 60)
	d.SetValue(day.Of(2026, 9, 1))
	w.Canvas().Focus(d)
	d.SetText("9/13/2015")
	if value, err := d.Value(); err == nil || !value.IsZero() {
		t.Errorf("a wrong date gives %v, %v", value, err)
	}
	w.Canvas().Unfocus()
	if d.Problem() == "" || told != 0 || d.Text != "9/13/2015" {
		t.Errorf("problem %q, told %d times, text %q", d.Problem(), told, d.Text)
	}
	d.SetText("13/9/2015")
	if d.Problem() != "" {
		t.Error("a right date should take the problem away while it is typed")
	}
	w.Canvas().Focus(d)
	w.Canvas().Unfocus()
	if told != 1 {
		t.Errorf("a new date was told %d times", told)
	}
}

func TestMoneyFieldShowsPounds(t *testing.T) {
	m := NewMoneyField()
	var got money.Amount
	m.OnValue = func(a money.Amount) { got = a }
	w := show(t, m, 300, 60)
	w.Canvas().Focus(m)
	typeIn(w, "1234.5")
	press(w, fyne.KeyReturn)
	if m.Text != "£1,234.50" || got.InPence() != 123450 {
		t.Errorf("shows %q, told %v", m.Text, got)
	}
	m.SetText("12 or so")
	w.Canvas().Unfocus()
	if !strings.Contains(m.Problem(), "not an amount") {
		t.Errorf("problem is %q", m.Problem())
	}
	if a, err := m.Value(); err == nil || !a.IsZero() {
		t.Errorf("a wrong amount gives %v, %v", a, err)
	}
}

func TestNotesLetTabMoveOnAndRefuseTooMuch(t *testing.T) {
	n := NewNotes("", 4)
	if n.AcceptsTab() {
		t.Error("tab should move on")
	}
	w := show(t, n, 400, 200)
	w.Canvas().Focus(n)
	full := strings.Repeat("seven w ", NotesLimit/8)
	n.SetText(full)
	typeIn(w, "x")
	if n.Text != full || !strings.Contains(n.Problem(), "1 character") {
		t.Errorf("the note has %d bytes, problem %q", len(n.Text), n.Problem())
	}
	n.SetText("short")
	if n.Problem() != "" {
		t.Error("a shorter note should take the problem away")
	}
}

func TestSearchFieldClearsOnEscapeAndMovesDown(t *testing.T) {
	g := numbered(3)
	var searched []string
	s := NewSearchField("Find", func(words string) { searched = append(searched, words) })
	s.Results = g
	w := show(t, Frame(s, g, nil), 400, 300)
	var passed int
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { passed++ })
	w.Canvas().Focus(s)
	typeIn(w, "ko")
	press(w, fyne.KeyEscape)
	if s.Text != "" || strings.Join(searched, ",") != "k,ko," || passed != 0 {
		t.Errorf("text %q, searched %q, escape passed %d times", s.Text, searched, passed)
	}
	press(w, fyne.KeyEscape)
	if passed != 1 {
		t.Error("escape in an empty field should go on to the window")
	}
	press(w, fyne.KeyDown)
	if w.Canvas().Focused() != g {
		t.Error("down should move to the results")
	}
}

func TestFieldsHandFunctionKeysToTheWindow(t *testing.T) {
	things := map[string]fyne.Focusable{
		"field": NewField(""), "date": NewDateField(today), "money": NewMoneyField(), "notes": NewNotes("", 2),
		"search": NewSearchField("", nil), "choice": NewChoice(nil, nil), "button": NewButton("Go", nil),
		"check": NewCheck("Yes", false, nil), "grid": numbered(1), "timeline": NewTimeline("", func(int) {}),
	}
	for name, thing := range things {
		w := show(t, thing.(fyne.CanvasObject), 400, 200)
		var keys []fyne.KeyName
		w.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { keys = append(keys, k.Name) })
		w.Canvas().Focus(thing)
		for _, key := range []fyne.KeyName{fyne.KeyEscape, fyne.KeyF1, fyne.KeyF8} {
			thing.TypedKey(&fyne.KeyEvent{Name: key})
		}
		if len(keys) != 3 {
			t.Errorf("%s handed on %v", name, keys)
		}
	}
}

func TestUndoTypingSaysWhenThereIsNone(t *testing.T) {
	f := NewField("")
	w := show(t, f, 300, 60)
	w.Canvas().Focus(f)
	if f.UndoTyping() {
		t.Error("an untouched field has nothing to undo")
	}
	typeIn(w, "note")
	if !f.UndoTyping() || f.Text == "note" {
		t.Errorf("undo left %q", f.Text)
	}
	if !f.RedoTyping() || f.Text != "note" {
		t.Errorf("redo left %q", f.Text)
	}
}

func TestTabGoesThroughAFrameAsItIsRead(t *testing.T) {
	top, left, middle, foot := NewField("top"), NewButton("left", nil), NewField("middle"), NewButton("foot", nil)
	w := show(t, Frame(top, Sides(left, middle, nil), foot), 500, 300)
	for i, want := range []fyne.Focusable{top, left, middle, foot, top} {
		w.Canvas().FocusNext()
		if w.Canvas().Focused() != want {
			t.Fatalf("tab %d did not come to the next thing in reading order", i+1)
		}
	}
}

func TestNumberFieldKeepsToItsBounds(t *testing.T) {
	for typed, want := range map[string]int{"45": 45, " 5 ": 5, "": 0, "4": -1, "1001": -1, "12.5": -1, "ten": -1} {
		n := NewNumberField(5, 1000)
		w := show(t, n, 300, 60)
		w.Canvas().Focus(n)
		typeIn(w, typed)
		w.Canvas().Unfocus()
		number, err := n.Value()
		if (want >= 0) != (err == nil) || (want >= 0 && number != want) || (want < 0) != (n.Problem() != "") {
			t.Errorf("%q reads as %d, %v, problem %q", typed, number, err, n.Problem())
		}
	}
}
