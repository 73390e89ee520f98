package paper

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

func encoded(t testing.TB, kind string, picture image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	err := map[string]func() error{
		"png":  func() error { return png.Encode(&b, picture) },
		"jpeg": func() error { return jpeg.Encode(&b, picture, &jpeg.Options{Quality: 100}) },
		"gif":  func() error { return gif.Encode(&b, picture, nil) },
	}[kind]()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// corner is a picture of red, its upper left quarter blue.
func corner(width, height int) *image.NRGBA {
	p := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			p.SetNRGBA(x, y, color.NRGBA{250, 0, 0, 255})
			if x < width/2 && y < height/2 {
				p.SetNRGBA(x, y, color.NRGBA{0, 0, 250, 255})
			}
		}
	}
	return p
}

func reread(t testing.TB, p Picture) image.Image {
	t.Helper()
	read, kind, err := image.Decode(bytes.NewReader(p.Data))
	if err != nil || "image/"+kind != p.Type || read.Bounds().Dx() != p.Width || read.Bounds().Dy() != p.Height {
		t.Fatalf("%s of %d by %d reads as %s, %v", p.Type, p.Width, p.Height, kind, err)
	}
	return read
}

func isBlue(c color.Color) bool {
	r, _, b, _ := c.RGBA()
	return b > r
}

func TestPicturesOfEveryKindAreReadAndBounded(t *testing.T) {
	for _, kind := range []string{"png", "jpeg", "gif"} {
		p, err := Image{Data: encoded(t, kind, corner(2000, 100))}.Picture()
		if err != nil || p.Width != 1600 || p.Height != 80 {
			t.Fatalf("%s: %d by %d, %v", kind, p.Width, p.Height, err)
		}
		read := reread(t, p)
		if !isBlue(read.At(100, 10)) || isBlue(read.At(1500, 10)) || isBlue(read.At(100, 70)) {
			t.Errorf("%s: another picture", kind)
		}
		again, _ := Image{Data: encoded(t, kind, corner(2000, 100))}.Picture()
		if !bytes.Equal(again.Data, p.Data) {
			t.Errorf("%s: other bytes each time", kind)
		}
	}
}

func TestWhatIsClearBecomesWhite(t *testing.T) {
	clear := image.NewNRGBA(image.Rect(0, 0, 4, 4))
	clear.SetNRGBA(1, 1, color.NRGBA{0, 0, 0, 128})
	p, err := Image{Data: encoded(t, "png", clear)}.Picture()
	if err != nil {
		t.Fatal(err)
	}
	read := reread(t, p)
	if r, _, _, a := read.At(0, 0).RGBA(); r != 0xFFFF || a != 0xFFFF {
		t.Error("a clear point is not white")
	}
	if r, _, _, _ := read.At(1, 1).RGBA(); r>>8 != 127 {
		t.Errorf("a point half clear is %d", r>>8)
	}
	if p.Data[25] != 2 { // colour type of the PNG header: RGB without alpha
		t.Errorf("colour type %d", p.Data[25])
	}
}

// exif returns a JPEG with the orientation that a camera writes.
func exif(jpeg []byte, order binary.AppendByteOrder, mark string, orientation uint16) []byte {
	tiff := order.AppendUint32(order.AppendUint16([]byte(mark), 42), 8)
	tiff = order.AppendUint16(tiff, 2)
	for _, e := range [][2]uint16{{0x010F, 1}, {0x0112, orientation}} {
		tiff = order.AppendUint16(tiff, e[0])
		tiff = order.AppendUint32(order.AppendUint16(tiff, 3), 1)
		tiff = order.AppendUint16(order.AppendUint16(tiff, e[1]), 0)
	}
	body := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xD8, 0xFF, 0xE1}, uint16(len(body)+2))
	return append(append(head, body...), jpeg[2:]...)
}

func TestPhotographsStandUpright(t *testing.T) {
	// Where the blue corner of the file is seen, by orientation: left or right, up or down.
	for orientation, at := range map[uint16][2]int{1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 1}, 8: {0, 1}} {
		for mark, order := range map[string]binary.AppendByteOrder{"II": binary.LittleEndian, "MM": binary.BigEndian} {
			p, err := Image{Data: exif(encoded(t, "jpeg", corner(80, 40)), order, mark, orientation)}.Picture()
			if err != nil {
				t.Fatal(err)
			}
			if lies := orientation >= 5; lies != (p.Height > p.Width) {
				t.Errorf("orientation %d: %d by %d", orientation, p.Width, p.Height)
			}
			read := reread(t, p)
			for x := range 2 {
				for y := range 2 {
					if got := isBlue(read.At(p.Width/4+x*p.Width/2, p.Height/4+y*p.Height/2)); got != (at == [2]int{x, y}) {
						t.Errorf("%s orientation %d: blue %v at %d,%d", mark, orientation, got, x, y)
					}
				}
			}
			if bytes.Contains(p.Data, []byte("Exif")) {
				t.Error("what the camera wrote goes out with the picture")
			}
		}
	}
}

func TestAnImageThatIsNotOneIsRefusedInWords(t *testing.T) {
	bomb := encoded(t, "png", corner(2, 2))
	binary.BigEndian.PutUint32(bomb[16:], 60000)
	binary.BigEndian.PutUint32(bomb[20:], 60000)
	whole := encoded(t, "png", corner(90, 90))
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"nothing": {nil, "not a picture"}, "words": {[]byte("<svg/>"), "not a picture"}, "a PDF": {[]byte("%PDF-1.7"), "not a picture"},
		"too long": {make([]byte, MostImageBytes+1), "larger than 10 MB"}, "a bomb": {bomb, "not a picture"}, "cut": {whole[:len(whole)/2], "damaged"},
	} {
		if _, err := (Image{Data: c.data}).Picture(); err == nil || !strings.Contains(err.Error(), c.want) && name != "a bomb" {
			t.Errorf("%s: %v", name, err)
		}
		d := sound()
		d.Blocks = append(d.Blocks, Image{Data: c.data, Alt: "A", Width: 0.5})
		if err := d.Check(); (err == nil) != (name == "cut") { // what is cut is seen only when all of it is read
			t.Errorf("%s: Check says %v", name, err)
		}
	}
	d := sound()
	d.Logo = &Image{Data: whole}
	if d.Check() == nil {
		t.Error("a logo without words passes where the school has no name")
	}
	d.Org = "School"
	if err := d.Check(); err != nil || d.Tidy().Logo.Alt != "School" || d.Logo.Alt != "" {
		t.Errorf("a logo is named by its school: %v, %+v", err, d.Tidy().Logo.Alt)
	}
	d.Blocks = append(d.Blocks, Image{Data: whole, Width: 2}, Image{Data: whole, Alt: " "})
	if err := d.Check(); err == nil || !strings.Contains(err.Error(), "impossible width") || !strings.Contains(err.Error(), "no description") {
		t.Errorf("%v", err)
	}
}

func FuzzPicture(f *testing.F) {
	for _, kind := range []string{"png", "jpeg", "gif"} {
		f.Add(encoded(f, kind, corner(9, 7)))
	}
	f.Add(exif(encoded(f, "jpeg", corner(9, 7)), binary.LittleEndian, "II", 6))
	f.Fuzz(func(t *testing.T, data []byte) {
		if shape, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && shape.Width > 4_000_000/max(shape.Height, 1) {
			return // honest, and slow to read so often
		}
		if p, err := (Image{Data: data}).Picture(); err == nil {
			reread(t, p)
		}
	})
}
