package desk

import (
	"context"

	"needsbook/app/paper"
)

const (
	settingBadge = "badge"
	badgeSide    = 480 // the longest side of the badge as it is kept, in pixels: sharp at 4 cm on paper
)

// badge is the school's badge, made small and free of all that a camera writes into a file.
type badge struct {
	Picture []byte `json:"picture"`
}

// Badge returns the school's badge as the bytes of a picture; nil where there is none.
func (d *Desk) Badge(ctx context.Context) ([]byte, error) {
	var kept badge
	_, err := readNamed(ctx, d.store, kindSetting, settingBadge, &kept)
	return kept.Picture, err
}

// SetBadge keeps a picture as the school's badge, which stands on the public documents.
// It refuses a file that is no picture that can be read.
func (d *Desk) SetBadge(ctx context.Context, file []byte) error {
	picture, err := paper.Image{Data: file}.Small(badgeSide)
	if err != nil {
		return refuse("picture", "The badge was not changed: "+err.Error()+".")
	}
	return d.keepBadge(ctx, "Change the school’s badge", picture.Data)
}

// RemoveBadge takes the badge off the documents.
func (d *Desk) RemoveBadge(ctx context.Context) error {
	return d.keepBadge(ctx, "Take the school’s badge away", nil)
}

func (d *Desk) keepBadge(ctx context.Context, label string, picture []byte) error {
	edit, err := putNamed(kindSetting, settingBadge, badge{picture})
	if err != nil {
		return err
	}
	return d.do(ctx, label, "", edit)
}
