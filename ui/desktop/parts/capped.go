package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Capped sets a head over a main part. Where the head would take more than its share of
// the height, as in large text, it scrolls by itself, and the main part keeps its room.
func Capped(share float32, head, main fyne.CanvasObject) *fyne.Container {
	c := &capped{share: share, scroll: Scrolled(head), main: main}
	return container.New(c, c.scroll, main)
}

// CappedFoot sets a foot under a main part; the foot scrolls where it would take more
// than its share of the height.
func CappedFoot(share float32, main, foot fyne.CanvasObject) *fyne.Container {
	c := &capped{share: share, scroll: Scrolled(foot), main: main, under: true}
	return container.New(c, main, c.scroll)
}

type capped struct {
	share  float32
	scroll *container.Scroll // the part that gives way
	main   fyne.CanvasObject
	under  bool // it stands under the main part
}

// Layout gives the scroll what it needs, up to its share, and the main part the rest.
func (c *capped) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	inside := c.scroll.Content
	inside.Resize(fyne.NewSize(size.Width, inside.MinSize().Height)) // running text finds its lines
	height := min(inside.MinSize().Height, size.Height*c.share)
	rest := size.Height - height
	c.scroll.Resize(fyne.NewSize(size.Width, height))
	c.main.Resize(fyne.NewSize(size.Width, rest))
	if c.under {
		c.main.Move(fyne.NewPos(0, 0))
		c.scroll.Move(fyne.NewPos(0, rest))
		return
	}
	c.scroll.Move(fyne.NewPos(0, 0))
	c.main.Move(fyne.NewPos(0, height))
}

// MinSize asks for the main part alone.
func (c *capped) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(max(c.scroll.MinSize().Width, c.main.MinSize().Width), c.main.MinSize().Height)
}
