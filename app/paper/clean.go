package paper

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean returns text as both writers print it: valid UTF-8 in NFC, one line, single
// spaces between words and none at the ends, without control characters, soft
// hyphens and the invisible marks that change the direction of text.
func Clean(s string) string { return strings.Join(strings.FieldsFunc(CleanRun(s), isSpace), " ") }

// CleanRun is Clean for a part of a line: spaces at its ends are kept, since they
// part it from its neighbours.
func CleanRun(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case isSpace(r):
			return ' '
		case unicode.IsControl(r) || unwanted(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD")))
}

// isSpace holds for spaces at which a line may break; the no-break space is none.
func isSpace(r rune) bool { return unicode.IsSpace(r) && r != '\u00A0' }

// unwanted holds for characters that are not to be seen and do harm on a page:
// soft hyphen, directional marks, the byte order mark, non-characters, and the
// variation selectors and joiners of emoji that no face here can join.
func unwanted(r rune) bool {
	switch {
	case r == '\u00AD', r == '\uFEFF', r == '\u061C',
		r >= '\u200B' && r <= '\u200F', r >= '\u202A' && r <= '\u202E', r >= '\u2060' && r <= '\u206F',
		r >= '\uFE00' && r <= '\uFE0F', r >= '\uFDD0' && r <= '\uFDEF', r&0xFFFE == 0xFFFE,
		r >= 0xE0000 && r <= 0xE0FFF, r >= '\uFFF9' && r <= '\uFFFB':
		return true
	}
	return false
}

// Plain returns the words of the spans as one clean line.
func Plain(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return Clean(b.String())
}
