package paper

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	_ "image/gif" // a kind of picture that schools have
	"image/jpeg"
	"image/png"
)

const (
	// MostImageBytes is how large the file of a picture may be.
	MostImageBytes = 10 << 20
	// mostImagePixels is how large a picture may unfold to, so that a small file cannot
	// take more than the machine holds.
	mostImagePixels = 50_000_000
	// longestSide is the longest side of a picture as it goes into a document, in pixels:
	// sharp over the width of a page.
	longestSide = 1600
	// mostPNG is how many bytes a picture takes as PNG before JPEG is the better form.
	mostPNG = 400_000
)

var (
	errNoImage    = errors.New("it is not a picture that can be read; use a PNG, JPEG or GIF file")
	errImageLarge = fmt.Errorf("it is larger than %d MB, or has more than %d million points; save it smaller", MostImageBytes>>20, mostImagePixels/1_000_000)
	errImageCut   = errors.New("the file of the picture is damaged; open it, save it again and use the new file")
)

// Check says why a file cannot be a picture, by its size and its first bytes. Whether
// the rest of it is whole is known only to Picture.
func (i Image) Check() error {
	if len(i.Data) > MostImageBytes {
		return errImageLarge
	}
	shape, _, err := image.DecodeConfig(bytes.NewReader(i.Data))
	switch {
	case err != nil || shape.Width < 1 || shape.Height < 1:
		return errNoImage
	case shape.Width > mostImagePixels/shape.Height:
		return errImageLarge
	}
	return nil
}

// Picture is an image as both writers use it: upright, without transparency, of at most
// 1,600 pixels a side, and without what a camera writes beside it, such as the place.
type Picture struct {
	Data          []byte // a JPEG file, or a PNG file of eight bits in each of three colours
	Type          string // image/jpeg or image/png
	Width, Height int    // in pixels
}

// Picture reads the image. The same file always gives the same bytes.
func (i Image) Picture() (Picture, error) { return i.Small(longestSide) }

// Small is Picture with a longest side of at most so many pixels.
func (i Image) Small(longest int) (Picture, error) {
	if err := i.Check(); err != nil {
		return Picture{}, err
	}
	read, kind, err := image.Decode(bytes.NewReader(i.Data))
	if err != nil {
		return Picture{}, errImageCut
	}
	flat := shrunk(read, longest)
	if kind == "jpeg" {
		flat = upright(flat, orientation(i.Data))
	}
	p := Picture{Type: "image/png", Width: flat.Rect.Dx(), Height: flat.Rect.Dy()}
	var out bytes.Buffer
	if kind != "jpeg" {
		if err := png.Encode(&out, flat); err != nil {
			return Picture{}, fmt.Errorf("write a picture: %w", err)
		}
	}
	if kind == "jpeg" || out.Len() > mostPNG {
		out.Reset()
		p.Type = "image/jpeg"
		if err := jpeg.Encode(&out, flat, &jpeg.Options{Quality: 85}); err != nil {
			return Picture{}, fmt.Errorf("write a picture: %w", err)
		}
	}
	p.Data = out.Bytes()
	return p, nil
}

// Damaged returns the words of the pictures of a document that turn out to be damaged.
func (d *Doc) Damaged() (words []string) {
	note := func(i Image) {
		if _, err := i.Picture(); err != nil {
			words = append(words, Clean(i.Alt))
		}
	}
	t := d.Tidy()
	if t.Logo != nil {
		note(*t.Logo)
	}
	for _, b := range t.Blocks {
		if i, ok := b.(Image); ok {
			note(i)
		}
	}
	return words
}

// Instead returns what stands in the place of a picture that cannot be shown.
func (i Image) Instead() string { return "A picture that cannot be shown: " + Clean(i.Alt) }

// shrunk returns a picture on white, its longest side at most so long. Each point is the
// mean of those that it stands for. The work is done in strips, since a large picture
// takes more room than the machine may have.
func shrunk(from image.Image, longest int) *image.RGBA {
	r := from.Bounds()
	wide, high := r.Dx(), r.Dy()
	most := max(wide, high)
	if most <= longest {
		return onWhite(from, r)
	}
	wide, high = max(wide*longest/most, 1), max(high*longest/most, 1)
	to := image.NewRGBA(image.Rect(0, 0, wide, high))
	for y := range high {
		top, end := r.Min.Y+y*r.Dy()/high, r.Min.Y+(y+1)*r.Dy()/high
		strip := onWhite(from, image.Rect(r.Min.X, top, r.Max.X, end))
		for x := range wide {
			mean(strip, x*r.Dx()/wide, (x+1)*r.Dx()/wide, to.Pix[to.PixOffset(x, y):][:4])
		}
	}
	return to
}

// onWhite returns a part of a picture, and white where it is clear.
func onWhite(from image.Image, part image.Rectangle) *image.RGBA {
	to := image.NewRGBA(image.Rect(0, 0, part.Dx(), part.Dy()))
	draw.Draw(to, to.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(to, to.Rect, from, part.Min, draw.Over)
	return to
}

// mean writes the mean colour of some columns of a strip.
func mean(strip *image.RGBA, from, end int, to []uint8) {
	var sum [3]int
	for y := range strip.Rect.Dy() {
		for at := strip.PixOffset(from, y); at < strip.PixOffset(end, y); at += 4 {
			for c := range sum {
				sum[c] += int(strip.Pix[at+c])
			}
		}
	}
	points := (end - from) * strip.Rect.Dy()
	for c := range sum {
		to[c] = uint8((sum[c] + points/2) / points)
	}
	to[3] = 0xFF
}
