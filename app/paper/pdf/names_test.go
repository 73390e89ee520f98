package pdf

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
)

func TestNoNameLosesACharacterOrIsDrawnAsABox(t *testing.T) {
	_, r := render(t, specimen.People())
	if len(r.Lost) > 0 {
		t.Errorf("lost %q", r.Lost)
	}
	for language, names := range specimen.PeopleOf {
		for name := range strings.FieldsSeq(strings.Join(names, " ")) {
			for _, bold := range []bool{false, true} {
				said := ""
				for _, r := range shipped(t).shape(paper.Clean(name), bold, map[rune]bool{}) {
					if r.width <= 0 {
						t.Errorf("%s: %s has no width", language, name)
					}
					if !r.face.drawsAll(r.text) || strings.ContainsRune(r.text, notDrawn) {
						t.Errorf("%s: %s is not drawn", language, name)
					}
					for _, c := range r.clusters {
						for _, g := range c.glyphs {
							if !r.face.draws(g.r) {
								t.Errorf("%s: %s is drawn with U+%04X, which the font lacks", language, name, g.r)
							}
						}
					}
					if r.actual != "" {
						said += r.actual
					} else {
						said += r.text
					}
				}
				if said != paper.Clean(name) {
					t.Errorf("%s: %s is read as %s", language, name, said)
				}
			}
		}
	}
}

// A mark that stands above or below its letter must neither touch it nor stand beside it.
func TestMarksStandOverTheirLetters(t *testing.T) {
	for _, name := range []string{"Ẹ̀", "ẹ̀", "Ọ́", "ọ̀", "ṣ̀", "Ɛ́", "ɔ̂", "M̄", "m̀", "G̃", "r̥", "Ɓ̀ẹ̀"} {
		for _, bold := range []bool{false, true} {
			for _, r := range shipped(t).shape(paper.Clean(name), bold, map[rune]bool{}) {
				s := r.face.shaper()
				tools := s.pool.Get().(*shapingTools)
				for _, c := range r.clusters {
					var letter box
					for i, g := range c.glyphs {
						gid, _ := s.font.NominalGlyph(g.r)
						b := s.box(tools.face, gid)
						b = box{b.left + g.x, b.right + g.x, b.bottom + g.y, b.top + g.y}
						if i == 0 {
							letter = b
							continue
						}
						if !unicode.Is(unicode.M, g.r) {
							t.Errorf("%s: %q is no mark", name, g.r)
						}
						if b.middle() < letter.left || b.middle() > letter.right {
							t.Errorf("%s: the mark stands at %.0f, the letter from %.0f to %.0f", name, b.middle(), letter.left, letter.right)
						}
						if b.bottom < letter.top && b.top > letter.bottom {
							t.Errorf("%s (bold %v): the mark is %.0f to %.0f high, the letter %.0f to %.0f", name, bold, b.bottom, b.top, letter.bottom, letter.top)
						}
					}
				}
			}
		}
	}
}

func TestJoinedLettersJoinAndRunFromTheRight(t *testing.T) {
	runs := shipped(t).shape("فاطمة", false, map[rune]bool{})
	if len(runs) != 1 || !runs[0].rtl || runs[0].actual != "فاطمة" || len(runs[0].clusters) != 5 {
		t.Fatalf("%+v", runs)
	}
	var forms []rune // in reading order: initial, final, initial, medial, final
	for _, c := range runs[0].clusters {
		forms = append(forms, c.glyphs[0].r)
	}
	if !slices.Equal(forms, []rune{0xFED3, 0xFE8E, 0xFEC3, 0xFEE4, 0xFE94}) {
		t.Errorf("drawn as %U", forms)
	}
	l := &layout{pages: []*sheet{{}}}
	l.drawRun(runs[0], 100, 50, 10, ink)
	var drawn string
	for _, o := range l.pages[0].ops {
		drawn += o.text
	}
	if drawn != "\uFE94\uFEE4\uFEC3\uFE8E\uFED3" {
		t.Errorf("from left to right: %U", []rune(drawn))
	}
}

func TestWordsOfTwoDirectionsKeepTheirOrder(t *testing.T) {
	for word, want := range map[string][]segment{
		"abc": {{"abc", false}}, "שלום": {{"שלום", true}}, "(שלום)": {{"(שלום)", true}}, "x(שלום)2": {{"x(", false}, {"שלום)", true}, {"2", false}},
	} {
		if got := segments(word); !slices.Equal(got, want) {
			t.Errorf("%s: %v", word, got)
		}
	}
}
