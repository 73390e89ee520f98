package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/ui/desktop/theme"
)

// Flow sets things beside each other and goes on in a new line where there is no
// room: for badges and rows of buttons that must hold at 200 per cent text.
func Flow(steps float32, things ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{steps: steps}, things...)
}

type flow struct {
	steps float32
	width float32 // as last laid out
}

func (f *flow) Layout(things []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.lay(things, size.Width, putThere)
}

// lay works out where the things stand at a width and returns the height used.
func (f *flow) lay(things []fyne.CanvasObject, width float32, put putting) float32 {
	gap := theme.Steps(f.steps)
	var line []fyne.CanvasObject
	x, y, tall := float32(0), float32(0), float32(0)
	end := func() {
		at := float32(0)
		for _, thing := range line {
			least := thing.MinSize()
			put(thing, at, y+(tall-least.Height)/2, least.Width, least.Height)
			at += least.Width + gap
		}
		line = nil
	}
	for _, thing := range things {
		if !thing.Visible() {
			continue
		}
		least := thing.MinSize()
		if x > 0 && x+least.Width > width {
			end()
			x, y, tall = 0, y+tall+gap, 0
		}
		line = append(line, thing)
		x += least.Width + gap
		tall = max(tall, least.Height)
	}
	end()
	return y + tall
}

func (f *flow) MinSize(things []fyne.CanvasObject) fyne.Size {
	widest := float32(0)
	for _, thing := range things {
		if thing.Visible() {
			widest = max(widest, thing.MinSize().Width)
		}
	}
	if f.width == 0 {
		return fyne.NewSize(widest, f.lay(things, 1e6, nowhere))
	}
	return fyne.NewSize(widest, f.lay(things, f.width, nowhere))
}

// whole is the width of all things in one line.
func (f *flow) whole(things []fyne.CanvasObject) (width float32) {
	for _, thing := range things {
		if thing.Visible() {
			width += thing.MinSize().Width + theme.Steps(f.steps)
		}
	}
	return max(0, width-theme.Steps(f.steps))
}
