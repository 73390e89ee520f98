package publish

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// SectionDiff is how a section of one version differs from that of another.
type SectionDiff struct {
	Section string  `json:"section"` // "" for the first page: who to talk to, and what the document is
	Title   string  `json:"title"`
	New     bool    `json:"new"`  // the section was not there before
	Gone    bool    `json:"gone"` // the section is there no longer
	Pieces  []Piece `json:"pieces"`
}

// Piece is a run of words of a section. Words that both versions have both Was and Is;
// those that were taken out only Was, those that came only Is. Pieces put together give
// the one version by Was and the other by Is.
type Piece struct {
	Text string `json:"text"`
	Was  bool   `json:"was"`
	Is   bool   `json:"is"`
}

// Differences returns the sections that differ, in the order of the later version; a
// section that is gone stands after the one it followed.
func Differences(was, is []Part) []SectionDiff {
	out := []SectionDiff{}
	for _, part := range inOneOrder(was, is) {
		before, there := partOf(was, part.Section)
		after, stays := partOf(is, part.Section)
		d := SectionDiff{Section: part.Section, Title: part.Title, New: !there, Gone: !stays}
		d.Pieces = Words(strings.Join(before.Lines, "\n"), strings.Join(after.Lines, "\n"))
		if d.New || d.Gone || slices.ContainsFunc(d.Pieces, func(p Piece) bool { return p.Was != p.Is }) {
			out = append(out, d)
		}
	}
	return out
}

// inOneOrder puts the parts of two versions in one order.
func inOneOrder(was, is []Part) []Part {
	list := slices.Clone(is)
	for i, part := range was {
		if _, there := partOf(list, part.Section); there {
			continue
		}
		at := 0
		if i > 0 {
			at = 1 + slices.IndexFunc(list, func(p Part) bool { return p.Section == was[i-1].Section })
		}
		list = slices.Insert(list, at, part)
	}
	return list
}

func partOf(parts []Part, section string) (Part, bool) {
	i := slices.IndexFunc(parts, func(p Part) bool { return p.Section == section })
	if i < 0 {
		return Part{}, false
	}
	return parts[i], true
}

// mostTokens is up to how many words of two texts together are compared word by word.
// Longer ones are compared by line, and where there are more lines than that, as a whole:
// the work grows with the square of what differs.
const mostTokens = 8000

// Words compares two texts by whole words and returns what stayed, went and came, in
// their order: what went stands before what came in its place. The same texts always give
// the same pieces.
func Words(was, is string) []Piece {
	for _, cut := range []func(string) []token{byWord, byLine} {
		before, after := cut(was), cut(is)
		if len(before)+len(after) <= mostTokens {
			return compare(before, after)
		}
	}
	return compare(whole(was), whole(is))
}

// token is what is compared in one: a word, a sign or the end of a line, with the space
// before it, which is not compared.
type token struct {
	space string
	key   string
}

// tokenPattern finds a token: the end of a line, a word with what stands inside it, as in
// don’t, 2026-27 and www.school.uk, or one sign.
var tokenPattern = regexp.MustCompile(`( *)(\n|[\pL\pN\pM]+(?:['’\-–./@:,&][\pL\pN\pM]+)*|[^ ])`)

func byWord(text string) []token {
	var out []token
	for _, found := range tokenPattern.FindAllStringSubmatch(text, -1) {
		out = append(out, token{space: found[1], key: found[2]})
	}
	return out
}

func byLine(text string) []token {
	var out []token
	for _, line := range strings.SplitAfter(text, "\n") {
		if line != "" {
			out = append(out, token{key: line})
		}
	}
	return out
}

func whole(text string) []token {
	if text == "" {
		return nil
	}
	return []token{{key: text}}
}

// compare finds the differences of two rows of tokens. Each token stands for a character,
// which is what the library compares.
func compare(was, is []token) []Piece {
	signs := map[string]rune{}
	encode := func(tokens []token) []rune {
		out := make([]rune, len(tokens))
		for i, t := range tokens {
			if _, known := signs[t.key]; !known {
				signs[t.key] = signAt(len(signs))
			}
			out[i] = signs[t.key]
		}
		return out
	}
	differ := diffmatchpatch.New()
	differ.DiffTimeout = 0 // the same answer on a slow computer
	found := differ.DiffCleanupSemantic(differ.DiffMainRunes(encode(was), encode(is), false))
	pieces := []Piece{}
	for _, d := range found {
		n := utf8.RuneCountInString(d.Text)
		piece := Piece{Was: d.Type != diffmatchpatch.DiffInsert, Is: d.Type != diffmatchpatch.DiffDelete}
		if piece.Is {
			piece.Text, is = textOf(is[:n]), is[n:]
		} else {
			piece.Text = textOf(was[:n])
		}
		if piece.Was {
			was = was[n:]
		}
		pieces = append(pieces, piece)
	}
	return pieces
}

// signAt is the character that stands for the nth token: any but those that stand for no
// text of their own.
func signAt(n int) rune {
	r := rune(n + 1)
	if r >= 0xD800 {
		r += 0x800
	}
	return r
}

func textOf(tokens []token) string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.space)
		b.WriteString(t.key)
	}
	return b.String()
}
