package parts

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"needsbook/ui/desktop/theme"
)

// show puts a part into a window of the program's look.
func show(t *testing.T, thing fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.Look{Variant: theme.Light})
	w := test.NewTempWindow(t, thing)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w
}

// press types keys by name on what has the focus.
func press(w fyne.Window, keys ...fyne.KeyName) {
	for _, key := range keys {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// typeIn types words on what has the focus.
func typeIn(w fyne.Window, words string) {
	for _, r := range words {
		w.Canvas().Focused().TypedRune(r)
	}
}
