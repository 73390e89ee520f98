package pdf

import (
	"bytes"
	"slices"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// cluster is what stands for one or more characters that cannot be parted: a letter with
// its marks, or a ligature.
type cluster struct {
	actual string // the characters
	glyphs []glyph
	width  float64 // in thousandths of the size
}

// glyph is a character as it is drawn, at a place from where its cluster begins, in
// thousandths of the size, upwards. The character is one by which the font has the
// glyph, and often not one of those it stands for.
type glyph struct {
	r    rune
	x, y float64
}

// shaper arranges letters by the tables of a font (OpenType, as HarfBuzz reads them).
type shaper struct {
	font    *font.Font
	letters map[font.GID]rune // a character for each glyph that has one
	pool    sync.Pool         // of *shaping.HarfbuzzShaper and *font.Face, which remember and are not to be shared
}

type shapingTools struct {
	harfbuzz shaping.HarfbuzzShaper
	face     *font.Face
}

func newShaper(ttf []byte) *shaper {
	parsed, err := font.ParseTTF(bytes.NewReader(ttf))
	if err != nil {
		return nil
	}
	s := &shaper{font: parsed.Font, letters: map[font.GID]rune{}}
	for all := parsed.Cmap.Iter(); all.Next(); {
		r, g := all.Char()
		if known, ok := s.letters[g]; r < 1<<16 && (!ok || r < known) {
			s.letters[g] = r
		}
	}
	s.pool.New = func() any { return &shapingTools{face: font.NewFace(s.font)} }
	return s
}

// arrange returns the clusters of a text in reading order. The face has all of its
// characters, and so every glyph can be drawn: one that the font has for no character of
// its own is drawn by the character it stands for, moved to where the glyph would be.
// There are none for a font whose tables cannot be read.
func (f *face) arrange(text string, rtl bool) (list []cluster) {
	s := f.shaper()
	if s == nil {
		return nil
	}
	tools := s.pool.Get().(*shapingTools)
	defer s.pool.Put(tools)
	runes := []rune(text)
	in := shaping.Input{Text: runes, RunEnd: len(runes), Face: tools.face, Size: fixed.I(1000), Script: scriptOf(runes), Direction: di.DirectionLTR}
	if rtl {
		in.Direction = di.DirectionRTL
	}
	glyphs := tools.harfbuzz.Shape(in).Glyphs
	for len(glyphs) > 0 {
		n := 1
		for n < len(glyphs) && glyphs[n].TextIndex() == glyphs[0].TextIndex() {
			n++
		}
		from := glyphs[0].TextIndex()
		list = append(list, s.cluster(tools.face, runes[from:from+glyphs[0].RunesCount()], glyphs[:n], rtl))
		glyphs = glyphs[n:]
	}
	if rtl {
		slices.Reverse(list)
	}
	return list
}

// scriptOf returns the script of the first letter that has one.
func scriptOf(runes []rune) language.Script {
	for _, r := range runes {
		if s := language.LookupScript(r); s != language.Common && s != language.Inherited {
			return s
		}
	}
	return language.Latin
}

// box is what a glyph covers, in thousandths of the size, upwards.
type box struct{ left, right, bottom, top float64 }

func (b box) middle() float64 { return (b.left + b.right) / 2 }

func (s *shaper) box(face *font.Face, g font.GID) box {
	e, _ := face.GlyphExtents(g) // none for a space
	scale := 1000 / float64(s.font.Upem())
	left, top := float64(e.XBearing)*scale, float64(e.YBearing)*scale
	return box{left, left + float64(e.Width)*scale, top + float64(e.Height)*scale, top}
}

// cluster places the glyphs of some characters, which come from left to right.
func (s *shaper) cluster(face *font.Face, actual []rune, glyphs []shaping.Glyph, rtl bool) cluster {
	c := cluster{actual: string(actual)}
	var base box
	for i, g := range glyphs {
		meant := actual[min(i, len(actual)-1)]
		if rtl {
			meant = actual[max(len(actual)-1-i, 0)]
		}
		placed := glyph{r: meant, x: c.width + units(g.XOffset), y: units(g.YOffset)}
		at := s.box(face, g.GlyphID)
		if r, ok := s.letters[g.GlyphID]; ok {
			placed.r = r
		} else if own, ok := s.font.NominalGlyph(meant); ok {
			drawn := s.box(face, own)
			placed.x += at.middle() - drawn.middle()
			placed.y += at.bottom - drawn.bottom
		}
		if g.Advance != 0 || len(glyphs) == 1 {
			base = box{at.left + placed.x, at.right + placed.x, at.bottom, at.top}
		}
		c.glyphs = append(c.glyphs, placed)
		c.width += units(g.Advance)
	}
	s.placeMarks(face, &c, glyphs, base)
	for i := range c.glyphs { // marks without end stay near their line
		c.glyphs[i].y = min(max(c.glyphs[i].y, -farthest), farthest)
	}
	return c
}

func units(v fixed.Int26_6) float64 { return float64(v) / 64 }

// farthest is how far a mark may stand from its place in the font, up or down.
const farthest = 600.0

// markGap is the least air between a letter and a mark above or below it.
const markGap = 40.0

// placeMarks sets the marks that the font itself has not placed over or under the middle
// of their letter, clear of it and of each other.
func (s *shaper) placeMarks(face *font.Face, c *cluster, glyphs []shaping.Glyph, base box) {
	for i, g := range glyphs {
		placed := &c.glyphs[i]
		if g.Advance != 0 || g.XOffset != 0 || g.YOffset != 0 || !unicode.Is(unicode.M, placed.r) || base == (box{}) {
			continue
		}
		own, ok := s.font.NominalGlyph(placed.r)
		if !ok {
			continue
		}
		mark := s.box(face, own)
		placed.x = base.middle() - mark.middle()
		const below, above = 220, 230 // canonical combining classes
		switch norm.NFC.PropertiesString(string(placed.r)).CCC() {
		case above:
			placed.y = max(0, base.top+markGap-mark.bottom)
			base.top = mark.top + placed.y
		case below:
			placed.y = min(0, base.bottom-markGap-mark.top)
			base.bottom = mark.bottom + placed.y
		}
	}
}
