package desk

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	_ "image/gif"
	_ "image/jpeg"
	"image/png"

	"golang.org/x/image/draw"

	"needsbook/app/paper"
)

// LargestBadgeFile is how many bytes a picture that is taken as the badge may have.
const LargestBadgeFile = 10 << 20

const (
	settingBadge = "badge"
	badgeSide    = 480      // the longest side of the badge as it is kept, in pixels: sharp at 4 cm on paper
	mostPixels   = 40 << 20 // a picture of more is refused before it is unpacked
)

// badge is the school's badge, made small and free of all that a camera writes into a file.
type badge struct {
	PNG []byte `json:"png"`
}

// Badge returns the school's badge as a PNG; nil where there is none.
func (d *Desk) Badge(ctx context.Context) ([]byte, error) {
	var kept badge
	_, err := readNamed(ctx, d.store, kindSetting, settingBadge, &kept)
	return kept.PNG, err
}

// SetBadge keeps a picture as the school's badge, which stands on the documents that
// leave the school. It refuses a file that is no PNG, JPEG or GIF.
func (d *Desk) SetBadge(ctx context.Context, file []byte) error {
	if len(file) > LargestBadgeFile {
		return refuse("picture", "This picture is larger than 10 MB. Save it smaller and choose it again.")
	}
	about, _, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return refuse("picture", "This file is not a picture that can be read. Choose a PNG, JPEG or GIF.")
	}
	if about.Width < 1 || about.Height < 1 || about.Width > mostPixels/about.Height {
		return refuse("picture", "This picture has too many dots. Save it smaller and choose it again.")
	}
	full, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return refuse("picture", "This picture is damaged: part of it cannot be read. Choose another.")
	}
	var out bytes.Buffer
	if err := png.Encode(&out, smaller(full)); err != nil {
		return fmt.Errorf("the badge cannot be written: %w", err)
	}
	edit, err := putNamed(kindSetting, settingBadge, badge{out.Bytes()})
	if err != nil {
		return err
	}
	return d.do(ctx, "Change the school’s badge", "", edit)
}

// RemoveBadge takes the badge off the documents.
func (d *Desk) RemoveBadge(ctx context.Context) error {
	edit, err := putNamed(kindSetting, settingBadge, badge{})
	if err != nil {
		return err
	}
	return d.do(ctx, "Take the school’s badge away", "", edit)
}

// smaller returns a picture on white, its longest side at most badgeSide.
func smaller(full image.Image) image.Image {
	from := full.Bounds()
	width, height := from.Dx(), from.Dy()
	if longest := max(width, height); longest > badgeSide {
		width, height = max(1, width*badgeSide/longest), max(1, height*badgeSide/longest)
	}
	to := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(to, to.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.CatmullRom.Scale(to, to.Bounds(), full, from, draw.Over, nil)
	return to
}

// withBadge puts the school's badge on a document, where there is one.
func (d *Desk) withBadge(ctx context.Context, doc *paper.Doc) (*paper.Doc, error) {
	picture, err := d.Badge(ctx)
	if err != nil || len(picture) == 0 {
		return doc, err
	}
	doc.Logo = &paper.Image{Data: picture, Alt: "Badge of " + doc.Org}
	return doc, nil
}
