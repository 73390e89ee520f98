package pdf

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
)

// inked is how many pixels of a part of a page are not white, in the thousand.
func inked(picture image.Image, part image.Rectangle) int {
	n := 0
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if r, g, b, _ := picture.At(x, y).RGBA(); r+g+b < 3*0xFFFF {
				n++
			}
		}
	}
	return n * 1000 / (part.Dx() * part.Dy())
}

func TestPicturesShowThePagesAsTheyAreDrawn(t *testing.T) {
	d := specimen.Report()
	pictures, pages, err := Pictures(d, shipped(t), 600, 3)
	if err != nil || len(pictures) != 3 || pages != 12 {
		t.Fatalf("%d pictures of %d pages, %v", len(pictures), pages, err)
	}
	for i, p := range pictures {
		if b := p.Bounds(); b.Dx() != 600 || b.Dy() != 849 {
			t.Errorf("page %d is %v", i+1, b)
		}
		if text, margin := inked(p, image.Rect(70, 80, 530, 400)), inked(p, image.Rect(0, 0, 600, 30)); text < 20 || margin != 0 {
			t.Errorf("page %d: %d thousandths of the text are ink and %d of the margin", i+1, text, margin)
		}
		// For looking at: PAPER_OUT=/tmp/pages go test
		if dir := os.Getenv("PAPER_OUT"); dir != "" {
			f, err := os.Create(filepath.Join(dir, "page-"+string(rune('1'+i))+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, p); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
	}
	if _, _, err := Pictures(&paper.Doc{}, shipped(t), 600, 1); err == nil {
		t.Error("a document that cannot be printed has a picture")
	}
}

func TestPicturesShowThePicturesOfTheDocument(t *testing.T) {
	pictures, _, err := Pictures(specimen.Pictured(), shipped(t), 595, 2)
	if err != nil {
		t.Fatal(err)
	}
	at := func(page, x, y int) [3]uint32 {
		r, g, b, _ := pictures[page].At(x, y).RGBA()
		return [3]uint32{r >> 8, g >> 8, b >> 8}
	}
	if c := at(0, 525-32, 80+32); c != [3]uint32{0x1B, 0x7A, 0x43} {
		t.Errorf("the leaf of the logo is %v", c)
	}
	if sky, field := at(1, 150, 140), at(1, 150, 280); sky[2] < 200 || field[1] < field[2] || field[1] < field[0] {
		t.Errorf("the sky is %v and the field %v", sky, field)
	}
}

func BenchmarkPicture(b *testing.B) {
	d, fs := specimen.Request(), shipped(b)
	for b.Loop() {
		if _, _, err := Pictures(d, fs, 900, 1); err != nil {
			b.Fatal(err)
		}
	}
}
