package pdf

import (
	"crypto/sha256"
	"fmt"

	"needsbook/app/paper"
)

// picture is an image as it goes into the file.
type picture struct {
	paper.Picture
	name string // the same for the same bytes
	alt  string
}

// dots is how many pixels of a picture go on a point of paper at the least, so that a
// small one stays sharp: 96 to the inch.
const dots = 96.0 / 72

// picture reads an image, or notes that it is left out and returns nil.
func (l *layout) picture(i paper.Image) *picture {
	read, err := i.Picture()
	if err != nil {
		l.leftOut = append(l.leftOut, i.Alt)
		return nil
	}
	return &picture{read, fmt.Sprintf("%x", sha256.Sum256(read.Data)), i.Alt}
}

// fit returns how large the picture stands within a box: a point at least, so that it has
// a place.
func (p *picture) fit(width, height float64) (w, h float64) {
	w, h = float64(p.Width)/dots, float64(p.Height)/dots
	scale := min(1, width/w, height/h)
	return max(w*scale, 1), max(h*scale, 1)
}

// draw puts the picture at x and the present height, as a figure of its own.
func (p *picture) draw(l *layout, x, w, h float64) {
	e := l.root.add("Figure")
	e.alt = p.alt
	e.attrs = l.figureAttrs(x, l.y, w, h)
	l.mark(e)
	l.put(op{kind: opPicture, x: x, y: l.y, w: w, h: h, picture: p})
	l.close()
}

// figureAttrs says where a figure stands on its page.
func (l *layout) figureAttrs(x, y, w, h float64) string {
	return fmt.Sprintf("<</O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]>>", x, l.set.height-y-h, x+w, l.set.height-y)
}

// imagePart is a picture, measured.
type imagePart struct {
	picture *picture
	w, h    float64
}

// imagePart measures an image. A damaged one leaves its words in its place.
func (l *layout) imagePart(i paper.Image) part {
	p := l.picture(i)
	if p == nil {
		return l.paraPart(paper.Text(i.Instead()))
	}
	share := i.Width
	if share == 0 {
		share = 1
	}
	w, h := p.fit(l.width*share, l.set.textHeight())
	return &imagePart{p, w, h}
}

func (p *imagePart) first() float64 { return p.h }

func (p *imagePart) place(l *layout) {
	p.picture.draw(l, l.left, p.w, p.h)
	l.y += p.h + l.set.afterBlock
}
