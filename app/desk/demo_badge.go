package desk

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"golang.org/x/image/draw"
	"golang.org/x/image/vector"
)

// The badge of the demo school is a shield with a sun over a meadow, drawn here so that it
// is nobody's. Points are in parts of its width.
const demoBadgeWidth, demoBadgeHeight = 180, 210

type outline func(*vector.Rasterizer)

var demoBadgeParts = []struct {
	colour color.RGBA
	shape  outline
}{
	{color.RGBA{0x12, 0x2f, 0x4a, 255}, shield(0)},
	{color.RGBA{0xd8, 0xec, 0xf7, 255}, shield(0.045)},
	{color.RGBA{0xf2, 0xb1, 0x34, 255}, sun},
	{color.RGBA{0x2e, 0x7d, 0x4f, 255}, meadow},
}

// demoBadge draws the badge as a PNG: the same bytes each time.
func demoBadge() ([]byte, error) {
	bounds := image.Rect(0, 0, demoBadgeWidth, demoBadgeHeight)
	picture := image.NewRGBA(bounds)
	draw.Draw(picture, bounds, image.White, image.Point{}, draw.Src)
	for _, part := range demoBadgeParts {
		r := vector.NewRasterizer(demoBadgeWidth, demoBadgeHeight)
		part.shape(r)
		r.ClosePath()
		r.Draw(picture, bounds, image.NewUniform(part.colour), image.Point{})
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		return nil, fmt.Errorf("the badge of the demo school cannot be drawn: %w", err)
	}
	return file.Bytes(), nil
}

// onBadge places a point that is given in parts of the badge's width.
func onBadge(x, y float32) (px, py float32) { return x * demoBadgeWidth, y * demoBadgeWidth }

// shield is the outline of the badge, so far inside its edge.
func shield(in float32) outline {
	return func(r *vector.Rasterizer) {
		left, right, top, foot := in, 1-in, in, 1.16-in*1.3
		r.MoveTo(onBadge(left, top))
		r.LineTo(onBadge(right, top))
		r.LineTo(onBadge(right, 0.6))
		cubeTo(r, right, 0.88, 0.72, 1.06-in, 0.5, foot)
		cubeTo(r, 0.28, 1.06-in, left, 0.88, left, 0.6)
	}
}

// sun is a circle of four curves.
func sun(r *vector.Rasterizer) {
	const x, y, radius, bend = 0.5, 0.42, 0.19, 0.19 * 0.5523
	r.MoveTo(onBadge(x+radius, y))
	cubeTo(r, x+radius, y+bend, x+bend, y+radius, x, y+radius)
	cubeTo(r, x-bend, y+radius, x-radius, y+bend, x-radius, y)
	cubeTo(r, x-radius, y-bend, x-bend, y-radius, x, y-radius)
	cubeTo(r, x+bend, y-radius, x+radius, y-bend, x+radius, y)
}

// meadow is the lower part of the shield under two hills.
func meadow(r *vector.Rasterizer) {
	const in = 0.045
	r.MoveTo(onBadge(in, 0.6))
	cubeTo(r, 0.2, 0.46, 0.38, 0.5, 0.52, 0.6)
	cubeTo(r, 0.66, 0.68, 0.82, 0.64, 1-in, 0.52)
	r.LineTo(onBadge(1-in, 0.6))
	cubeTo(r, 1-in, 0.88, 0.72, 1.06-in, 0.5, 1.16-in*1.3)
	cubeTo(r, 0.28, 1.06-in, in, 0.88, in, 0.6)
}

func cubeTo(r *vector.Rasterizer, x1, y1, x2, y2, x3, y3 float32) {
	bx, by := onBadge(x1, y1)
	cx, cy := onBadge(x2, y2)
	dx, dy := onBadge(x3, y3)
	r.CubeTo(bx, by, cx, cy, dx, dy)
}
