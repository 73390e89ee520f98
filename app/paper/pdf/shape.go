package pdf

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// run is a piece of a word in one face. Actual is what it stands for, where that
// is not what is drawn.
type run struct {
	face   *face
	text   string
	actual string
	turned bool    // text is the letters of actual from the last to the first
	width  float64 // in thousandths of the size
}

// shape returns how a word is drawn: in the face itself, or as a whole in the
// fallback, so that a name is never in two faces. Characters that neither has are
// drawn as U+FFFD, stand as ActualText, and are noted in lost. Words written from
// right to left are turned round letter by letter; their runs stay in reading order
// and are placed from the right. A shaper for joined scripts
// would take its place here.
func (fs *Fonts) shape(word string, bold bool, lost map[rune]bool) []run {
	weight := 0
	if bold {
		weight = 1
	}
	main, fallback := fs.main[weight], fs.fallback[weight]
	var runs []run
	switch {
	case main.drawsAll(word):
		runs = []run{{face: main, text: word}}
	case fallback.drawsAll(word):
		runs = []run{{face: fallback, text: word}}
	default:
		runs = patch(word, main, fallback, lost)
	}
	if rightToLeft(word) {
		for i := range runs {
			r := &runs[i]
			if r.actual == "" {
				r.actual = r.text
			}
			r.text, r.turned = turned(r.text), true
		}
	}
	for i := range runs {
		runs[i].width = runs[i].face.width(runs[i].text)
	}
	return runs
}

// patch draws a word of which no face has all letters.
func patch(word string, main, fallback *face, lost map[rune]bool) (runs []run) {
	for _, r := range word {
		next := run{face: fallback, text: string(r)}
		switch {
		case fallback.draws(r):
		case main.draws(r):
			next.face = main
		default:
			lost[r] = true
			next.text, next.actual = string(notDrawn), string(r)
		}
		if n := len(runs); n > 0 && runs[n-1].face == next.face && (runs[n-1].actual == "") == (next.actual == "") {
			runs[n-1].text += next.text
			runs[n-1].actual += next.actual
			continue
		}
		runs = append(runs, next)
	}
	return runs
}

// rightToLeft reports whether a word has a letter of a script written that way.
func rightToLeft(word string) bool {
	for _, r := range word {
		if r < 0x590 {
			continue
		}
		p, _ := bidi.LookupRune(r)
		if c := p.Class(); c == bidi.R || c == bidi.AL {
			return true
		}
	}
	return false
}

// turned returns the word's letters from the last to the first, each with its marks.
func turned(word string) string {
	var letters []string
	for _, r := range word {
		if n := len(letters); n > 0 && unicode.Is(unicode.M, r) {
			letters[n-1] += string(r)
			continue
		}
		letters = append(letters, string(r))
	}
	slices.Reverse(letters)
	return strings.Join(letters, "")
}
