package plainenglish

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Block is a paragraph or a list item of a text.
type Block struct {
	Text string
	Item bool // a line that began with a bullet or a number
	Step bool // an item that began with a number, so that order matters
}

// Blocks splits a text as people type it: an empty line ends a paragraph; a line
// that begins with "- ", "* ", "• " or "1. " is a list item; other line ends
// are only wrapping.
func Blocks(text string) []Block {
	var out []Block
	open := false
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	for _, line := range strings.Split(text, "\n") {
		line = strings.Join(strings.Fields(strings.ToValidUTF8(line, "\uFFFD")), " ")
		if line == "" {
			open = false
			continue
		}
		if rest, step, ok := listItem(line); ok {
			out = append(out, Block{Text: rest, Item: true, Step: step})
			open = true
			continue
		}
		if open {
			out[len(out)-1].Text += " " + line
			continue
		}
		out = append(out, Block{Text: line})
		open = true
	}
	return out
}

func listItem(line string) (rest string, step, ok bool) {
	for _, bullet := range []string{"- ", "* ", "• ", "– "} {
		if rest, ok := strings.CutPrefix(line, bullet); ok {
			return rest, false, true
		}
	}
	number, rest, found := strings.Cut(line, " ")
	digits := strings.TrimRight(number, ".)")
	if found && digits != number && digits != "" && len(digits) <= 2 && strings.Trim(digits, "0123456789") == "" {
		return rest, true, true
	}
	return "", false, false
}

// word is one word and where it stands in its block (byte offsets).
type word struct {
	text       string
	plain      string // lower case, straight apostrophe, without a possessive 's
	start, end int
	address    bool // a web or e-mail address
	mark       bool // a mark that the program fills in
	quoted     bool // somebody's own words
}

// fixed says that a word is not the school's to change or to count.
func (w word) fixed() bool { return w.address || w.mark }

// sentences cuts a block into sentences, as byte ranges. A full stop ends a
// sentence only before a space or the end, and not after an abbreviation or
// an initial.
func (p *Pack) sentences(text string) [][2]int {
	var out [][2]int
	start := 0
	for i := 0; i < len(text); {
		if 'A' <= text[i] && text[i] <= 'z' || text[i] == ' ' { // most of them
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !strings.ContainsRune(".!?…", r) {
			i += size
			continue
		}
		end := i + size
		for end < len(text) {
			next, n := utf8.DecodeRuneInString(text[end:])
			if !strings.ContainsRune(".!?…\"'”’)]\x1b", next) {
				break
			}
			end += n
		}
		if end < len(text) && text[end] != ' ' || (r == '.' && p.keepsGoing(text[start:i], text[end:])) {
			i = end
			continue
		}
		out = append(out, [2]int{start, end})
		for end < len(text) && text[end] == ' ' {
			end++
		}
		start, i = end, end
	}
	if start < len(text) {
		out = append(out, [2]int{start, len(text)})
	}
	return out
}

// keepsGoing says whether a full stop between before and after is part of an
// abbreviation or an initial.
func (p *Pack) keepsGoing(before, after string) bool {
	after = strings.TrimLeft(after, " ")
	if after == "" {
		return false
	}
	last := before[strings.LastIndexAny(before, " (\x1b")+1:]
	if p.abbreviation[strings.ToLower(last)] {
		return true
	}
	first, _ := utf8.DecodeRuneInString(after)
	if p.soft[strings.ToLower(last)] {
		return !unicode.IsUpper(first)
	}
	initial, size := utf8.DecodeRuneInString(last)
	return size > 0 && size == len(last) && unicode.IsUpper(initial) && initial != 'I' && unicode.IsUpper(first)
}

// wordsIn returns the words of a text; offset is added to their places.
// A hyphened word is one word, a number is one word, and so is an address.
func wordsIn(text string, offset int) []word {
	out := make([]word, 0, len(text)/5+1) // English words have five letters or so
	for i := 0; i < len(text); {
		if text[i] == ' ' || text[i] == '\n' || text[i] == '\t' {
			i++
			continue
		}
		end := i
		for end < len(text) && text[end] != ' ' && text[end] != '\n' && text[end] != '\t' {
			end++
		}
		out = addWords(out, text[i:end], i+offset)
		i = end
	}
	return out
}

// addWords adds the words of what stands between two spaces.
func addWords(out []word, chunk string, offset int) []word {
	trimmed := strings.TrimLeftFunc(chunk, notWordRune)
	offset += len(chunk) - len(trimmed)
	trimmed = strings.TrimRightFunc(trimmed, notWordRune)
	if trimmed == "" {
		return out
	}
	whole := word{text: trimmed, plain: strings.ToLower(trimmed), start: offset, end: offset + len(trimmed)}
	switch {
	case strings.IndexByte(trimmed, markByte) >= 0:
		whole.mark = true
		return append(out, whole)
	case isAddress(trimmed):
		whole.address = true
		return append(out, whole)
	case strings.Trim(trimmed, "0123456789.,:/-–%") == "":
		return append(out, whole)
	}
	start := -1
	for i, r := range trimmed + " " {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || strings.ContainsRune("'’-", r)
		if inside && start < 0 {
			start = i
		}
		if !inside && start >= 0 {
			if w, ok := oneWord(trimmed[start:i], offset+start); ok {
				out = append(out, w)
			}
			start = -1
		}
	}
	return out
}

func oneWord(text string, offset int) (word, bool) {
	left := strings.TrimLeft(text, "'’-")
	offset += len(text) - len(left)
	text = strings.TrimRight(left, "'’-")
	if text == "" {
		return word{}, false
	}
	plain := strings.ReplaceAll(strings.ToLower(text), "’", "'")
	plain = strings.TrimSuffix(plain, "'s")
	return word{text: text, plain: plain, start: offset, end: offset + len(text)}, true
}

func notWordRune(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != markByte
}

func isAddress(chunk string) bool {
	at := strings.IndexByte(chunk, '@')
	return strings.Contains(chunk, "://") || strings.HasPrefix(strings.ToLower(chunk), "www.") ||
		(at > 0 && strings.Contains(chunk[at:], "."))
}
