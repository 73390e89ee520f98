package writing

import (
	"strings"
	"unicode/utf8"

	"needsbook/ui/desktop/parts"
)

// fullBox is how many bytes a box is filled with at most, so that there is room to
// write on in it.
const fullBox = parts.NotesLimit * 7 / 8

// split parts words into pieces that a box can hold, at empty lines where there are
// any. Between piece i and piece i+1 stood seps[i], so that join gives the same words.
func split(words string) (pieces, seps []string) {
	for len(words) > fullBox {
		at, sep := breakAt(words[:fullBox])
		pieces, seps = append(pieces, words[:at]), append(seps, sep)
		words = words[at+len(sep):]
	}
	return append(pieces, words), seps
}

// breakAt finds the best place to part words that are too long: the last empty
// line, else the last line end or space, else between two letters.
func breakAt(words string) (at int, sep string) {
	for _, sep := range []string{"\n\n", "\n", " "} {
		if at := strings.LastIndex(words, sep); at > 0 {
			return at, sep
		}
	}
	at = len(words)
	for at > 1 && !utf8.RuneStart(words[at-1]) {
		at--
	}
	return at - 1, ""
}

// join puts the pieces together again. A piece without a separator of its own
// begins a new paragraph; one that was emptied is left out.
func join(pieces, seps []string) string {
	var b strings.Builder
	for i, piece := range pieces {
		if i > 0 && piece != "" && b.Len() > 0 {
			sep := "\n\n"
			if i-1 < len(seps) {
				sep = seps[i-1]
			}
			b.WriteString(sep)
		}
		b.WriteString(piece)
	}
	return b.String()
}
