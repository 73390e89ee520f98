package pdf

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// run is a piece of a word in one face. Actual is what it stands for, where that
// is not what is drawn.
type run struct {
	face     *face
	text     string
	actual   string
	clusters []cluster // where letters are not drawn one after the other as they are; else nil
	rtl      bool      // the clusters stand from right to left
	width    float64   // in thousandths of the size
}

// shape returns how a word is drawn: in the face itself, or as a whole in the
// fallback, so that a name is never in two faces. Characters that neither has are
// drawn as U+FFFD, stand as ActualText, and are noted in lost. Letters with marks of
// their own, letters that join and those written from right to left are arranged as
// their script asks for. Runs are in reading order.
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
	if complicated(word) {
		runs = arranged(runs)
	}
	for i := range runs {
		r := &runs[i]
		if r.clusters == nil {
			r.width = r.face.width(r.text)
		}
	}
	return runs
}

// patch draws a word of which no face has all letters.
func patch(word string, main, fallback *face, lost map[rune]bool) (runs []run) {
	var from int // of the characters of the last run
	add := func(end int, f *face, drawn bool) {
		if end == from {
			return
		}
		r := run{face: f, text: word[from:end]}
		if !drawn {
			r.actual, r.text = r.text, strings.Repeat(string(notDrawn), len([]rune(r.text)))
		}
		runs, from = append(runs, r), end
	}
	var now *face
	drawn := true
	for i, r := range word {
		next, draws := fallback, true
		switch {
		case fallback.draws(r):
		case main.draws(r):
			next = main
		default:
			lost[r], draws = true, false
		}
		if next != now || draws != drawn {
			add(i, now, drawn)
			now, drawn = next, draws
		}
	}
	add(len(word), now, drawn)
	return runs
}

// complicated reports whether a word has letters that are not simply drawn one after
// the other.
func complicated(word string) bool {
	for _, r := range word {
		if r >= 0x300 && unicode.Is(unicode.M, r) || rightward(r) {
			return true
		}
	}
	return false
}

// arranged returns runs with their letters arranged, parted where the direction changes.
func arranged(runs []run) (list []run) {
	for _, r := range runs {
		if r.actual != "" { // it is all replacement characters
			list = append(list, r)
			continue
		}
		for _, s := range segments(r.text) {
			part := run{face: r.face, text: s.text, rtl: s.rtl}
			if complicated(s.text) {
				part.take(r.face.arrange(s.text, s.rtl))
			}
			list = append(list, part)
		}
	}
	return list
}

// segment is a part of a word in one direction.
type segment struct {
	text string
	rtl  bool
}

// segments parts a word where its direction changes. What has no direction of its own
// goes with what stands before it, or after it at the beginning.
func segments(word string) (list []segment) {
	for i, r := range word {
		rtl := rightward(r)
		class := direction(r)
		strong := rtl || class == bidi.L || class == bidi.EN || class == bidi.AN
		switch n := len(list); {
		case n == 0:
			list = append(list, segment{word[i:], rtl || !strong && rightToLeft(word)})
		case strong && rtl != list[n-1].rtl:
			list[n-1].text = strings.TrimSuffix(list[n-1].text, word[i:])
			list = append(list, segment{word[i:], rtl})
		}
	}
	return list
}

func direction(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

// rightward reports whether a letter is of a script written from right to left.
func rightward(r rune) bool {
	if r < 0x590 {
		return false
	}
	class := direction(r)
	return class == bidi.R || class == bidi.AL
}

// rightToLeft reports whether a word has such a letter.
func rightToLeft(word string) bool { return strings.IndexFunc(word, rightward) >= 0 }
