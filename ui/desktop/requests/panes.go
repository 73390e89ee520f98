package requests

import (
	"fmt"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// The three panes of a request.
const (
	paneNeeds = iota // what it still needs
	paneWrite        // what is written, or how it stands
	panePage         // the page as it will print
)

// panes lays out the three beside each other. Where the window is too narrow for
// three, or the text too large, a row of tabs stands over the one that is wanted.
type panes struct {
	tabs   *parts.Tabs
	names  []string
	narrow bool // as last laid out
	alone  bool // the page has the whole width also where there is room for three
}

// roomForThree is the width, in steps, from which all three stand beside each other.
const roomForThree = 225

// Layout places the tabs, what is needed, what is written and the page.
func (l *panes) Layout(things []fyne.CanvasObject, size fyne.Size) {
	l.narrow = size.Width < theme.Steps(roomForThree)
	three := !l.narrow && !l.alone
	parts.SetShown(things[0], l.narrow)
	for pane, thing := range things[1:] {
		parts.SetShown(thing, three || l.narrow && pane == l.tabs.Current() || !l.narrow && l.alone && pane == panePage)
	}
	gap := theme.Steps(parts.Groups)
	if l.narrow {
		high := things[0].MinSize().Height
		things[0].Resize(fyne.NewSize(size.Width, high))
		for _, thing := range things[1:] {
			thing.Move(fyne.NewPos(0, high+theme.Steps(parts.Between)))
			thing.Resize(fyne.NewSize(size.Width, size.Height-high-theme.Steps(parts.Between)))
		}
		return
	}
	x := float32(0)
	for pane, share := range []float32{0.28, 0.37, 0.35} {
		width := (size.Width - 2*gap) * share
		things[pane+1].Move(fyne.NewPos(x, 0))
		things[pane+1].Resize(fyne.NewSize(width, size.Height))
		x += width + gap
	}
	if l.alone {
		things[panePage+1].Move(fyne.Position{})
		things[panePage+1].Resize(size)
	}
}

// MinSize asks for little: all three scroll.
func (l *panes) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Steps(80), theme.Steps(50))
}

// name writes the names of the tabs, with how much is still needed.
func (l *panes) name(needed int, write string) {
	needs := "What it needs"
	if needed > 0 {
		needs += fmt.Sprintf(" (%d)", needed)
	}
	l.names = []string{needs, write, "The page"}
	l.tabs.Set(l.names, l.tabs.Current())
}

// choose brings a pane to the front where only one has room.
func (l *panes) choose(pane int) {
	if l.tabs.Current() != pane {
		l.tabs.Set(l.names, pane)
	}
}
