package parts_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

func TestCappedHeadLeavesTheMainPartItsRoom(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.Look{Variant: theme.Light})
	short := parts.NewProse("One line.", parts.Plain)
	long := parts.NewProse(strings.Repeat("A head that runs over many lines. ", 60), parts.Plain)
	for _, c := range []struct {
		name  string
		words *parts.Prose
		foot  bool
	}{{"short head", short, false}, {"long head", long, false}, {"short foot", short, true}, {"long foot", long, true}} {
		main := canvas.NewRectangle(nil)
		box := parts.Capped(0.5, c.words, main)
		if c.foot {
			box = parts.CappedFoot(0.5, main, c.words)
		}
		box.Resize(fyne.NewSize(600, 200))
		if c.words == long && main.Size().Height != 100 {
			t.Errorf("%s: the main part is %v high", c.name, main.Size().Height)
		}
		if c.words == short && (main.Size().Height < 150 || main.Size().Height > 200-c.words.MinSize().Height+1) {
			t.Errorf("%s: the main part is %v high", c.name, main.Size().Height)
		}
		if top := main.Position().Y; c.foot != (top == 0) {
			t.Errorf("%s: the main part stands at %v", c.name, top)
		}
	}
}
