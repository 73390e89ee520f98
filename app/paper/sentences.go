package paper

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviations are what a full stop follows without ending the sentence; numbered are
// those of them that stand before a number.
var (
	abbreviations = wordSet("mr mrs ms mx dr prof rev revd sr st hon capt sgt cllr e.g eg i.e ie cf viz vs approx ca incl")
	numbered      = wordSet("no nos vol vols ch chs fig figs p pp para paras s ss sec art reg regs sch cl min max tel ext c")
)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// sentences parts a text into its sentences. A sentence that goes on in another style
// keeps its spans.
func sentences(text []Span) (list [][]Span) {
	text = tidySpans(text)
	var all strings.Builder
	for _, s := range text {
		all.WriteString(s.Text)
	}
	from, begun := 0, 0 // where the sentence begins, and where its first span does
	for _, end := range sentenceEnds(all.String()) {
		var sentence []Span
		for len(text) > 0 {
			s := text[0]
			whole := begun + len(s.Text)
			if begun >= end {
				break
			}
			part := s
			part.Text = s.Text[max(from-begun, 0):min(len(s.Text), end-begun)]
			sentence = append(sentence, part)
			if whole > end {
				break
			}
			text, begun = text[1:], whole
		}
		if sentence = tidySpans(sentence); len(sentence) > 0 {
			list = append(list, sentence)
		}
		from = end
	}
	return list
}

// sentenceEnds returns where each sentence ends, the last at the end of the text.
func sentenceEnds(text string) (ends []int) {
	end := 0
	for i, r := range text {
		if i < end || !strings.ContainsRune(".!?…。！？؟।", r) {
			continue
		}
		end = i + utf8.RuneLen(r)
		for end < len(text) { // what closes with the sentence
			c, n := utf8.DecodeRuneInString(text[end:])
			if !strings.ContainsRune(`.!?…”’"')]»`, c) {
				break
			}
			end += n
		}
		if end < len(text) && endsAt(text, i, end, r) {
			ends = append(ends, end)
		}
	}
	return append(ends, len(text))
}

// endsAt reports whether a stop at i, closed at end, ends a sentence.
func endsAt(text string, i, end int, stop rune) bool {
	if strings.ContainsRune("。！？", stop) {
		return true // these have no space after them
	}
	rest := strings.TrimLeft(text[end:], " ")
	if len(rest) == len(text[end:]) {
		return false // in a number or an address
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, `“‘"'([«`))
	if unicode.IsLower(next) {
		return false
	}
	if stop != '.' {
		return true
	}
	before := text[:i]
	word := before[strings.LastIndexAny(before, " (“‘[/")+1:]
	if r, n := utf8.DecodeRuneInString(word); n > 0 && n == len(word) && unicode.IsUpper(r) && r != 'I' {
		return false // the first letter of a name
	}
	word = strings.ToLower(word)
	return !abbreviations[word] && !(numbered[word] && unicode.IsDigit(next))
}
