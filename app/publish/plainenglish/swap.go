package plainenglish

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// noteSwaps records the hard words of one sentence.
func (p *Pack) noteSwaps(words []word, paragraph int, found map[string]*Suggestion) {
	p.eachSwap(words, func(ph phrase, _, _ int) {
		s := found[ph.from]
		if s == nil {
			s = &Suggestion{From: ph.from, To: ph.to}
			found[ph.from] = s
		}
		s.Times++
		if !slices.Contains(s.Paragraphs, paragraph) {
			s.Paragraphs = append(s.Paragraphs, paragraph)
		}
	})
}

// eachSwap calls use with every swap among the words and the places of its first
// and last word. A set term is never swapped.
func (p *Pack) eachSwap(words []word, use func(ph phrase, first, last int)) {
	for i := 0; i < len(words); i++ {
		term, isTerm := p.terms.match(words, i)
		ph, ok := p.swaps.match(words, i)
		switch {
		case ok && (!isTerm || len(ph.words) > len(term.words)):
			use(ph, i, i+len(ph.words)-1)
			i += len(ph.words) - 1
		case isTerm:
			i += len(term.words) - 1
		}
	}
}

// Plainer returns the text with hard words replaced by plain ones, keeping
// capitals and putting right an a or an before the new word. With only given, no
// other word is swapped; its entries are the From of suggestions. The person
// who wrote the text should read the result: a swap knows nothing of grammar.
func (p *Pack) Plainer(text string, only ...string) string {
	var b strings.Builder
	done := 0
	words := wordsIn(text, 0)
	p.eachSwap(words, func(ph phrase, first, last int) {
		start, end := words[first].start, words[last].end
		if len(only) > 0 && !slices.Contains(only, ph.from) || strings.ContainsAny(text[start:end], ".!?\n") {
			return // not asked for, or words of two sentences
		}
		to := likeCapital(ph.to, text[start:end])
		if first > 0 && words[first-1].start >= done {
			if before := words[first-1]; before.plain == "a" || before.plain == "an" {
				start = before.start
				to = likeCapital(article(ph.to), before.text) + " " + to
			}
		}
		b.WriteString(text[done:start])
		b.WriteString(to)
		if strings.HasSuffix(text[:end], "'s") || strings.HasSuffix(text[:end], "’s") {
			b.WriteString("’s")
		}
		done = end
	})
	return b.String() + text[done:]
}

// article returns a or an by the first letter of what follows, which is right for
// the words of the pack.
func article(next string) string {
	if first := strings.ToLower(next)[0]; strings.IndexByte("aeiou", first) >= 0 {
		return "an"
	}
	return "a"
}

func likeCapital(to, from string) string {
	first, _ := utf8.DecodeRuneInString(from)
	if !unicode.IsUpper(first) {
		return to
	}
	r, size := utf8.DecodeRuneInString(to)
	return string(unicode.ToUpper(r)) + to[size:]
}
