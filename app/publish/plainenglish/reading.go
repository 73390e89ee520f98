package plainenglish

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What stands, byte for byte, in place of what is no word of the text.
const (
	signByte = '\x1b' // a Markdown sign, or the address behind linked words
	markByte = '\x1a' // a mark such as {{senco_name}}, which the program fills in
)

var (
	markPattern = regexp.MustCompile(`\{\{[^{}]*\}\}`)
	linkPattern = regexp.MustCompile(`\[([^\[\]\n]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)`)
	headPattern = regexp.MustCompile(`^ *#{1,6} +`)
	itemPattern = regexp.MustCompile(`^ *(?:[-*•–]|[0-9]{1,2}[.)]+) +`)
)

// reading is a text with its passages. The mask has as many bytes as the words, with
// Markdown signs and marks blanked out, so that a place in one is a place in the other.
type reading struct {
	words, mask string
	passages    []passage
}

// passage is a paragraph, a heading or a list item, from its first word to its last.
type passage struct {
	start, end int
	heading    bool
	sentences  []sentence
}

type sentence struct {
	start, end int
	words      []word
}

// read finds the passages, sentences and words of a text as people type it: an empty
// line ends a paragraph, a line that begins with a sign of a list or of a heading is a
// passage of its own, and other line ends are only wrapping.
func (p *Pack) read(words string) reading {
	mask := blank(words)
	r := reading{words: words}
	open := false
	for at := 0; at < len(mask); {
		end := at
		for end < len(mask) && mask[end] != '\n' {
			end++
		}
		open = r.line(mask, at, end, open)
		if end < len(mask) {
			mask[end] = ' '
		}
		at = end + 1
	}
	r.mask = string(mask)
	for i := range r.passages {
		p.cut(&r.passages[i], r.mask)
	}
	return r
}

// line adds one line to the passages and says whether the next line may carry it on.
func (r *reading) line(mask []byte, at, end int, open bool) bool {
	text := string(mask[at:end])
	if strings.Trim(text, " \x1b") == "" {
		return false
	}
	heading := headPattern.FindString(text)
	sign := heading
	if sign == "" {
		sign = itemPattern.FindString(text)
	}
	for i := range len(sign) {
		mask[at+i] = signByte
	}
	start := at + len(sign)
	end = at + len(strings.TrimRight(text, " "))
	if start >= end {
		return false
	}
	for i := start; i < end; i++ {
		if mask[i] == '*' {
			mask[i] = signByte
		}
	}
	for start < end-1 && mask[start] == ' ' {
		start++
	}
	if last := len(r.passages) - 1; open && sign == "" {
		r.passages[last].end = end
		return true
	}
	r.passages = append(r.passages, passage{start: start, end: end, heading: heading != ""})
	return heading == ""
}

// blank returns the bytes of a text in which white space is a space, a line's end is a
// line feed, and marks, links' addresses and control characters are blanked out.
func blank(words string) []byte {
	mask := []byte(words)
	for i := 0; i < len(words); {
		if ' ' <= words[i] && words[i] <= '~' { // most of them
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(words[i:])
		switch {
		case r == '\r' && !strings.HasPrefix(words[i+1:], "\n"):
			mask[i] = '\n'
		case r != '\n' && (unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError):
			for k := range size {
				mask[i+k] = ' '
			}
		}
		i += size
	}
	fill := func(from, to int, with byte) {
		for i := from; i < to; i++ {
			mask[i] = with
		}
	}
	for _, m := range markPattern.FindAllIndex(mask, -1) {
		fill(m[0], m[1], markByte)
	}
	for _, m := range linkPattern.FindAllSubmatchIndex(mask, -1) {
		fill(m[0], m[2], signByte)
		fill(m[3], m[1], signByte)
	}
	return mask
}

// cut finds the sentences and words of a passage.
func (p *Pack) cut(one *passage, mask string) {
	text := mask[one.start:one.end]
	quoted := quotations(text)
	for _, s := range p.sentences(text) {
		found := sentence{start: one.start + s[0], end: one.start + s[1]}
		found.words = wordsIn(text[s[0]:s[1]], found.start)
		for i := range found.words {
			for _, q := range quoted {
				found.words[i].quoted = found.words[i].quoted || q[0] < found.words[i].start-one.start && found.words[i].start-one.start < q[1]
			}
		}
		one.sentences = append(one.sentences, found)
	}
}

// quotations returns the places of what stands between double quotation marks:
// somebody's own words, which are not put into others.
func quotations(text string) [][2]int {
	var out [][2]int
	open := -1
	for i, r := range text {
		switch {
		case open >= 0 && (r == '”' || r == '"'):
			out, open = append(out, [2]int{open, i}), -1
		case open < 0 && (r == '“' || r == '"'):
			open = i
		}
	}
	return out
}

// shown returns a piece of the text as a person reads it, without the signs.
func (r *reading) shown(start, end int) string {
	b := make([]byte, 0, end-start)
	for i := start; i < end; i++ {
		switch r.mask[i] {
		case signByte:
		case markByte:
			b = append(b, r.words[i])
		default:
			b = append(b, r.mask[i])
		}
	}
	return strings.Join(strings.Fields(string(b)), " ")
}
