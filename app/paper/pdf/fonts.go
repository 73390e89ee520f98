package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"needsbook/assets"
)

// Weights is one face in its two weights, as static TrueType files.
type Weights struct{ Regular, Bold []byte }

// Fonts is a face with a fallback, read once and safe to share between goroutines.
type Fonts struct {
	main, fallback [2]*face // regular, bold
}

// face is what the layout knows of a font file.
type face struct {
	name     string // PostScript name, such as Lexend-Regular
	ttf      []byte
	outlines *sfnt.Font
	advance  [1 << 16]uint16 // in thousandths of the size, by character
	has      [1 << 16 / 64]uint64
	shaper   func() *shaper // made when first used; nil where the font's tables cannot be read
}

// notDrawn stands in the place of a character that no face has.
const notDrawn = '\uFFFD'

// LoadFonts reads a face and the fallback that draws the words which the face
// lacks letters for. It refuses files that cannot be embedded: anything but
// TrueType outlines, and variable fonts. The fallback must have U+FFFD.
func LoadFonts(main, fallback Weights) (*Fonts, error) {
	var fs Fonts
	for i, load := range []struct {
		to  **face
		ttf []byte
	}{
		{&fs.main[0], main.Regular}, {&fs.main[1], main.Bold},
		{&fs.fallback[0], fallback.Regular}, {&fs.fallback[1], fallback.Bold},
	} {
		f, err := loadFace(load.ttf)
		if err != nil {
			return nil, fmt.Errorf("load font %d: %w", i+1, err)
		}
		*load.to = f
	}
	for _, f := range fs.fallback {
		if !f.draws(notDrawn) || !f.draws(' ') {
			return nil, fmt.Errorf("font %s has no replacement character or no space", f.name)
		}
	}
	return &fs, nil
}

// ShippedFonts returns the fonts of assets: Lexend, with DejaVu Sans as fallback.
var ShippedFonts = sync.OnceValues(func() (*Fonts, error) {
	return LoadFonts(
		Weights{assets.LexendRegular, assets.LexendSemiBold},
		Weights{assets.DejaVuRegular, assets.DejaVuBold},
	)
})

func loadFace(ttf []byte) (*face, error) {
	if !bytes.HasPrefix(ttf, []byte{0, 1, 0, 0}) {
		return nil, errors.New("not a TrueType font")
	}
	parsed, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("read font: %w", err)
	}
	if bytes.Contains(ttf[:min(len(ttf), 1024)], []byte("fvar")) {
		return nil, errors.New("a variable font cannot be embedded; use a static one")
	}
	var b sfnt.Buffer
	f := &face{ttf: ttf, outlines: parsed}
	if f.name, err = parsed.Name(&b, sfnt.NameIDPostScript); err != nil {
		return nil, fmt.Errorf("read font name: %w", err)
	}
	f.shaper = sync.OnceValue(func() *shaper { return newShaper(ttf) })
	em := int(parsed.UnitsPerEm())
	for r := rune(' '); r < 1<<16; r++ {
		glyph, err := parsed.GlyphIndex(&b, r)
		if err != nil || glyph == 0 {
			continue
		}
		wide, err := parsed.GlyphAdvance(&b, glyph, fixed.I(em), font.HintingNone)
		if err != nil {
			return nil, fmt.Errorf("read font width: %w", err)
		}
		f.has[r/64] |= 1 << (r % 64)
		f.advance[r] = uint16((wide.Round()*1000 + em/2) / em)
	}
	return f, nil
}

// draws reports whether the face has the character.
func (f *face) draws(r rune) bool { return r < 1<<16 && f.has[r/64]&(1<<(r%64)) != 0 }

// drawsAll reports whether the face has every character of s.
func (f *face) drawsAll(s string) bool {
	for _, r := range s {
		if !f.draws(r) {
			return false
		}
	}
	return true
}

// width returns the width of s in thousandths of the size.
func (f *face) width(s string) (w float64) {
	for _, r := range s {
		w += float64(f.advance[r])
	}
	return w
}
