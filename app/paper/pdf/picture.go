package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"needsbook/app/paper"
)

// Pictures draws the first pages of a document as they will come out, each so many
// pixels wide, and says how many pages there are in all. The marks are those of
// Render, so that what is seen is what is printed.
func Pictures(doc *paper.Doc, fonts *Fonts, width, most int) (pictures []image.Image, pages int, err error) {
	l, err := lay(doc, fonts)
	if err != nil {
		return nil, 0, err
	}
	for i := range l.pages[:min(most, len(l.pages))] {
		p := newPainter(l.set, width)
		for _, ops := range [][]op{l.running(i), l.pages[i].ops} {
			for _, o := range ops {
				if err := p.op(o); err != nil {
					return nil, 0, fmt.Errorf("draw page %d: %w", i+1, err)
				}
			}
		}
		pictures = append(pictures, p.image)
	}
	return pictures, len(l.pages), nil
}

// painter draws marks into the picture of one page.
type painter struct {
	image  *image.RGBA
	set    *setting
	scale  float64    // pixels in a point
	turned [6]float64 // the matrix of a PDF's cm; only the watermark has one
	plain  bool       // no matrix
	raster *vector.Rasterizer
	buffer sfnt.Buffer
}

func newPainter(set *setting, width int) *painter {
	scale := float64(width) / set.width
	p := &painter{set: set, scale: scale, plain: true, image: image.NewRGBA(image.Rect(0, 0, width, int(math.Ceil(set.height*scale))))}
	draw.Draw(p.image, p.image.Bounds(), image.White, image.Point{}, draw.Src)
	p.raster = vector.NewRasterizer(1, 1)
	return p
}

func (p *painter) op(o op) error {
	switch o.kind {
	case opRaw:
		p.raw(o.text)
	case opPageNum:
		n := o.spot.number()
		o.text, o.x = n, o.x-o.face.width(n)*o.size/1000
		return p.text(o)
	case opText:
		return p.text(o)
	case opLine:
		p.line(o)
	case opPicture:
		return p.picture(o)
	case opBox:
		p.fill(o.colour, [2]float64{o.x, o.y}, [2]float64{o.x + o.w, o.y}, [2]float64{o.x + o.w, o.y + o.h}, [2]float64{o.x, o.y + o.h})
	}
	return nil
}

// raw follows the one matrix that is set as raw text, and its end.
func (p *painter) raw(text string) {
	m := &p.turned
	if n, _ := fmt.Sscanf(text, "q %f %f %f %f %f %f cm", &m[0], &m[1], &m[2], &m[3], &m[4], &m[5]); n == 6 {
		p.plain = false
	}
	if text == "Q" {
		p.plain = true
	}
}

// at turns a place on the page, from the top left, into pixels.
func (p *painter) at(x, y float64) (float32, float32) {
	if !p.plain {
		up := p.set.height - y
		x, y = p.turned[0]*x+p.turned[2]*up+p.turned[4], p.set.height-(p.turned[1]*x+p.turned[3]*up+p.turned[5])
	}
	return float32(x * p.scale), float32(y * p.scale)
}

// picture draws a picture into its box on the page.
func (p *painter) picture(o op) error {
	from, _, err := image.Decode(bytes.NewReader(o.picture.Data))
	if err != nil {
		return err
	}
	x1, y1 := p.at(o.x, o.y)
	x2, y2 := p.at(o.x+o.w, o.y+o.h)
	xdraw.ApproxBiLinear.Scale(p.image, image.Rect(int(x1), int(y1), int(x2), int(y2)), from, from.Bounds(), xdraw.Src, nil)
	return nil
}

// line draws a line as a thin box along it.
func (p *painter) line(o op) {
	long := math.Hypot(o.w, o.h)
	if long == 0 {
		return
	}
	thick := max(o.size, 0.8/p.scale) / 2 // never thinner than can be seen
	dx, dy := -o.h/long*thick, o.w/long*thick
	p.fill(o.colour, [2]float64{o.x + dx, o.y + dy}, [2]float64{o.x + o.w + dx, o.y + o.h + dy}, [2]float64{o.x + o.w - dx, o.y + o.h - dy}, [2]float64{o.x - dx, o.y - dy})
}

// fill fills a shape of straight sides. Only the part of the picture that it takes is
// worked on.
func (p *painter) fill(c colour, corners ...[2]float64) {
	var strip image.Rectangle
	pixels := make([][2]float32, len(corners))
	for i, corner := range corners {
		x, y := p.at(corner[0], corner[1])
		pixels[i] = [2]float32{x, y}
		strip = strip.Union(image.Rect(int(x)-1, int(y)-1, int(x)+2, int(y)+2))
	}
	strip = strip.Intersect(p.image.Bounds())
	if strip.Empty() {
		return
	}
	p.raster.Reset(strip.Dx(), strip.Dy())
	for i, at := range pixels {
		x, y := at[0]-float32(strip.Min.X), at[1]-float32(strip.Min.Y)
		if i == 0 {
			p.raster.MoveTo(x, y)
		} else {
			p.raster.LineTo(x, y)
		}
	}
	p.raster.ClosePath()
	p.ink(c, strip)
}

func (p *painter) ink(c colour, where image.Rectangle) {
	p.raster.Draw(p.image, where, image.NewUniform(color.RGBA{uint8(c.r), uint8(c.g), uint8(c.b), 255}), image.Point{})
}

// text draws letters from their outlines. Only the strip that they take is worked on.
func (p *painter) text(o op) error {
	strip := p.image.Bounds()
	if p.plain {
		wide := o.face.width(o.text) * o.size / 1000
		strip = image.Rect(int((o.x-o.size)*p.scale), int((o.y-1.5*o.size)*p.scale), int((o.x+wide+o.size)*p.scale)+1, int((o.y+0.7*o.size)*p.scale)+1).Intersect(strip)
	}
	if strip.Empty() {
		return nil
	}
	p.raster.Reset(strip.Dx(), strip.Dy())
	x := o.x
	for _, r := range o.text {
		if err := p.letter(o, r, x, strip.Min); err != nil {
			return err
		}
		x += float64(o.face.advance[r&0xFFFF]) * o.size / 1000
	}
	p.ink(o.colour, strip)
	return nil
}

// outlineSize is the size in which outlines are read, large enough to lose nothing.
const outlineSize = 1000

func (p *painter) letter(o op, r rune, x float64, from image.Point) error {
	glyph, err := o.face.outlines.GlyphIndex(&p.buffer, r)
	if err != nil {
		return err
	}
	segments, err := o.face.outlines.LoadGlyph(&p.buffer, glyph, fixed.I(outlineSize), nil)
	if err != nil {
		return err
	}
	place := func(f fixed.Point26_6) (float32, float32) {
		const units = 64 * outlineSize
		px, py := p.at(x+float64(f.X)/units*o.size, o.y+float64(f.Y)/units*o.size)
		return px - float32(from.X), py - float32(from.Y)
	}
	for _, s := range segments {
		ax, ay := place(s.Args[0])
		bx, by := place(s.Args[1])
		cx, cy := place(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			p.raster.ClosePath()
			p.raster.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			p.raster.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			p.raster.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			p.raster.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	p.raster.ClosePath()
	return nil
}
