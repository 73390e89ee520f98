package outline_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"needsbook/ui/desktop/outline"
)

func TestArrowsMoveAndOtherKeysGoOn(t *testing.T) {
	test.NewTempApp(t)
	l := outline.NewList()
	var at []int
	var passed []fyne.KeyName
	into := 0
	l.OnCurrent = func(row int) { at = append(at, row) }
	l.OnInto = func() { into++ }
	l.OnKey = func(key *fyne.KeyEvent) { passed = append(passed, key.Name) }
	press := func(keys ...fyne.KeyName) {
		for _, k := range keys {
			l.TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
	press(fyne.KeyDown, fyne.KeyReturn) // nothing to move in
	if len(at) != 0 || into != 0 {
		t.Fatalf("an empty list moved to %v", at)
	}
	l.SetRows([]outline.Row{{Group: "A", Title: "one"}, {Group: "A", Title: "two", Note: "L2", Rungs: 5, At: 2}, {Group: "B", Title: "three"}}, 0)
	w := test.NewTempWindow(t, l)
	w.Resize(fyne.NewSize(300, 300))
	press(fyne.KeyDown, fyne.KeyEnd, fyne.KeyDown, fyne.KeyUp, fyne.KeyHome, fyne.KeyRight, fyne.KeyBackspace)
	for i, want := range []int{1, 2, 2, 1, 0} {
		if at[i] != want {
			t.Fatalf("moved to %v", at)
		}
	}
	if into != 1 || len(passed) != 1 || passed[0] != fyne.KeyBackspace {
		t.Errorf("into %d times, passed on %v", into, passed)
	}
	if l.AccessibilityLabel() != "A, one, " {
		t.Errorf("a screen reader says %q", l.AccessibilityLabel())
	}
	l.SetRows(nil, 0)
	w.Canvas().Capture() // draws without rows
}
