package paper

import (
	"bytes"
	"encoding/binary"
	"image"
)

// orientation returns how a camera was held, from the Exif of a JPEG file: 1 to 8, where
// 1 is upright. Whatever cannot be read counts as upright.
func orientation(file []byte) int {
	const upright = 1
	at := bytes.Index(file[:min(len(file), 1<<16)], []byte("Exif\x00\x00"))
	if at < 0 {
		return upright
	}
	tiff := file[at+6:]
	if len(tiff) < 8 {
		return upright
	}
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(tiff, []byte("II")) {
		order = binary.LittleEndian
	}
	first := int64(order.Uint32(tiff[4:]))
	if first+2 > int64(len(tiff)) {
		return upright
	}
	entries := tiff[first+2:]
	for range order.Uint16(tiff[first:]) {
		if len(entries) < 12 {
			return upright
		}
		const tag = 0x0112
		if value := int(order.Uint16(entries[8:])); order.Uint16(entries) == tag && value >= 1 && value <= 8 {
			return value
		}
		entries = entries[12:]
	}
	return upright
}

// upright turns a picture as its orientation asks for: 2, 4, 5 and 7 are mirrored, and 5
// to 8 lie on their side.
func upright(from *image.RGBA, orientation int) *image.RGBA {
	if orientation == 1 {
		return from
	}
	wide, high := from.Rect.Dx(), from.Rect.Dy()
	if orientation >= 5 {
		wide, high = high, wide
	}
	to := image.NewRGBA(image.Rect(0, 0, wide, high))
	for y := range high {
		for x := range wide {
			fromX, fromY := x, y
			switch right, below := wide-1-x, high-1-y; orientation {
			case 2:
				fromX = right
			case 3:
				fromX, fromY = right, below
			case 4:
				fromY = below
			case 5:
				fromX, fromY = y, x
			case 6:
				fromX, fromY = y, right
			case 7:
				fromX, fromY = below, right
			case 8:
				fromX, fromY = below, x
			}
			to.SetRGBA(x, y, from.RGBAAt(fromX, fromY))
		}
	}
	return to
}
