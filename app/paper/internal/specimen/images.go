package specimen

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
)

// Badge returns a school's mark as a PNG with a clear ground: a ring around a leaf.
func Badge() []byte {
	const side = 300
	picture := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			dx, dy := float64(x-side/2), float64(y-side/2)
			switch far := math.Hypot(dx, dy); {
			case far < 148 && far > 128:
				picture.SetNRGBA(x, y, color.NRGBA{0x0B, 0x5F, 0xA5, 0xFF})
			case math.Hypot(dx-50, dy) < 100 && math.Hypot(dx+50, dy) < 100:
				picture.SetNRGBA(x, y, color.NRGBA{0x1B, 0x7A, 0x43, 0xFF})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		panic(err) // a buffer takes all it is given
	}
	return b.Bytes()
}

// Photograph returns a JPEG: sky over a field, with a sun at the upper right.
func Photograph(width, height int) []byte {
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.RGBA{uint8(120 + 100*y/height), uint8(170 + 60*y/height), 235, 255}
			if y > height*3/5 {
				c = color.RGBA{70, uint8(150 - 60*y/height), 50, 255}
			}
			if math.Hypot(float64(x-width*4/5), float64(y-height/5)) < float64(min(width, height)/8) {
				c = color.RGBA{255, 225, 90, 255}
			}
			picture.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, nil); err != nil {
		panic(err) // a buffer takes all it is given
	}
	return b.Bytes()
}
