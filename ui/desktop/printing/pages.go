package printing

import (
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/reading"
)

const (
	mostShown    = 6    // pages; a long paper is looked at in the computer's own viewer
	pictureWidth = 1100 // pixels: sharp where the text is set large
)

// preview is a paper as it will come out.
type preview struct {
	doc      *paper.Doc
	pictures []image.Image // for a PDF
	pages    int
}

// draw makes the preview of a paper; it does not touch the window.
func (m *model) draw(job Job) (p preview, err error) {
	if p.doc, err = job.Make(m.namesOf(job)); err != nil {
		return p, err
	}
	if p.doc = m.layout.Set(p.doc); m.format != desk.FormatPDF {
		return p, nil
	}
	p.pictures, p.pages, err = desk.Pictures(p.doc, pictureWidth, mostShown)
	return p, err
}

// object shows the pages under each other, or for the web the words alone.
func (p preview) object() fyne.CanvasObject {
	if p.pictures == nil {
		return reading.View(p.doc)
	}
	words := fmt.Sprintf("%d pages of A4", p.pages)
	switch {
	case p.pages == 1:
		words = "One side of A4"
	case p.pages > len(p.pictures):
		words += fmt.Sprintf("; the first %d are shown", len(p.pictures))
	}
	list := container.New(&leaves{})
	for _, picture := range p.pictures {
		leaf := canvas.NewImageFromImage(picture)
		leaf.FillMode, leaf.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
		list.Add(leaf)
	}
	return parts.Column(parts.Between, parts.NewText(words, parts.Quiet), list)
}

// leaves lays pages under each other, each as wide as there is room.
type leaves struct{ width float32 }

// leastWidth and leafGap are in pixels at 100 per cent.
const (
	leastWidth = 200
	leafGap    = 12
)

// Layout sets each page as wide as the place, and as high as its shape asks.
func (l *leaves) Layout(pages []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	y := float32(0)
	for _, page := range pages {
		h := l.height(page)
		page.Move(fyne.NewPos(0, y))
		page.Resize(fyne.NewSize(l.width, h))
		y += h + leafGap
	}
}

// MinSize is as high as the pages are at the width that they had last.
func (l *leaves) MinSize(pages []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(leastWidth, 0)
	for _, page := range pages {
		size.Height += l.height(page) + leafGap
	}
	return size
}

func (l *leaves) height(page fyne.CanvasObject) float32 {
	return max(l.width, leastWidth) / page.(*canvas.Image).Aspect()
}
