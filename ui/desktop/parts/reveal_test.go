package parts

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestFocusScrollsAFieldIntoView(t *testing.T) {
	form := NewForm()
	var fields []*Field
	for range 30 {
		fields = append(fields, NewField(""))
		form.Add("Label", fields[len(fields)-1], "")
	}
	scroll := Scrolled(Inset(Groups, Card("Form", form)))
	w := show(t, scroll, 500, 300)
	inView := func(f *Field) bool {
		y := fyne.CurrentApp().Driver().AbsolutePositionForObject(f).Y
		return y >= 0 && y+f.Size().Height <= 300
	}
	if inView(fields[20]) {
		t.Fatal("the test needs a field that is out of sight")
	}
	w.Canvas().Focus(fields[20])
	if !inView(fields[20]) {
		t.Errorf("the field is out of sight at offset %v", scroll.Offset)
	}
	w.Canvas().Focus(fields[0])
	if !inView(fields[0]) {
		t.Errorf("the first field is out of sight at offset %v", scroll.Offset)
	}
}

func TestPageKeysScrollAPage(t *testing.T) {
	words := NewProse("", Plain)
	page := Frame(nil, Scrolled(Column(None, words, Tall(400, Gap(1)))), nil)
	show(t, page, 400, 200)
	scroll := scrollsIn(page, nil)[0]
	for _, step := range []struct {
		key  fyne.KeyName
		want func(y float32) bool
	}{
		{fyne.KeyPageDown, func(y float32) bool { return y > 100 && y < 200 }},
		{fyne.KeyEnd, func(y float32) bool { return y > 1000 }},
		{fyne.KeyHome, func(y float32) bool { return y == 0 }},
	} {
		if !ScrollPage(page, &fyne.KeyEvent{Name: step.key}) || !step.want(scroll.Offset.Y) {
			t.Errorf("%s leads to %v", step.key, scroll.Offset.Y)
		}
	}
	if ScrollPage(page, &fyne.KeyEvent{Name: fyne.KeyF1}) || ScrollPage(Gap(1), &fyne.KeyEvent{Name: fyne.KeyHome}) {
		t.Error("other keys and pages without a scroll should not scroll")
	}
}
