package plainenglish

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// noteSwaps records the hard words of one sentence.
func noteSwaps(swaps []swapped, paragraph int, found map[string]*Suggestion) {
	for _, one := range swaps {
		s := found[one.from]
		if s == nil {
			s = &Suggestion{From: one.from, To: one.to}
			found[one.from] = s
		}
		s.Times++
		if !slices.Contains(s.Paragraphs, paragraph) {
			s.Paragraphs = append(s.Paragraphs, paragraph)
		}
	}
}

// eachSwap calls use with every swap among the words of a sentence and the places of
// its first and last word. A name, a set term or somebody's own words are never swapped.
func (p *Pack) eachSwap(words []word, own phrases, use func(ph phrase, first, last int)) {
	for i := 0; i < len(words); i++ {
		kept, isKept := p.terms.match(words, i)
		if name, ok := own.match(words, i); ok && len(name.words) > len(kept.words) {
			kept, isKept = name, true
		}
		ph, ok := p.swaps.match(words, i)
		last := i + len(ph.words) - 1
		switch {
		case ok && (!isKept || len(ph.words) > len(kept.words)) && ph.fits(words, i, last):
			use(ph, i, last)
			i = last
		case isKept:
			i += len(kept.words) - 1
		}
	}
}

// near is how many words after a phrase its not_with looks at.
const near = 5

// fits says whether a swap keeps the grammar among the words around it.
func (ph phrase) fits(words []word, first, last int) bool {
	for _, w := range words[first : last+1] {
		if w.quoted {
			return false
		}
	}
	if first > 0 && oneRun(words, first) && slices.Contains(ph.NotAfter, words[first-1].plain) {
		return false
	}
	for i := last + 1; i < len(words) && i <= last+near && oneRun(words, i); i++ {
		if i == last+1 && slices.Contains(ph.NotBefore, words[i].plain) || slices.Contains(ph.NotWith, words[i].plain) {
			return false
		}
	}
	return true
}

// oneRun says whether nothing but a space stands before a word.
func oneRun(words []word, i int) bool { return words[i].start-words[i-1].end == len(" ") }

// swapHint makes the hint for one swap, with an a or an before it put right. It reports
// false where the words stand in two sentences or hold signs that it would lose.
func (r *reading) swapHint(s sentence, ph phrase, first, last int) (Hint, bool) {
	start, end := s.words[first].start, s.words[last].end
	for _, sign := range ".!?,;:()\x1b\x1a" {
		if strings.ContainsRune(r.mask[start:end], sign) && !strings.ContainsRune(ph.from, sign) {
			return Hint{}, false
		}
	}
	if ph.DropsComma && strings.HasPrefix(r.mask[end:], ", ") {
		end++
	}
	from := r.words[start:end]
	to := ph.to
	if firstWord, _, _ := strings.Cut(from, " "); start == s.words[0].start || !spelledOut(onlyLetters(firstWord)) {
		to = likeCapital(to, from)
	}
	if first > 0 {
		before := s.words[first-1]
		if (before.plain == "a" || before.plain == "an") && r.mask[before.end:start] == " " && article(ph.to) != before.plain {
			start = before.start
			from = r.words[start:end]
			to = likeCapital(article(ph.to), before.text) + " " + to
		}
	}
	for _, ending := range []string{"'s", "’s"} {
		if strings.HasSuffix(from, ending) && !strings.HasSuffix(ph.from, "s") {
			to += ending
		}
	}
	return Hint{Kind: Swap, At: start, End: end, From: from, To: to, Why: "Most families know “" + ph.to + "” better than “" + ph.from + "”."}, true
}

// swapped is one swap that can be made in a sentence.
type swapped struct {
	hint        Hint
	from, to    string // as the pack has them
	first, last int    // words of the sentence
}

// swaps returns the swaps that can be made in a sentence.
func (r *reading) swaps(p *Pack, s sentence, own phrases) []swapped {
	var out []swapped
	p.eachSwap(s.words, own, func(ph phrase, first, last int) {
		if h, ok := r.swapHint(s, ph, first, last); ok {
			out = append(out, swapped{h, ph.from, ph.to, first, last})
		}
	})
	return out
}

// Plainer returns the text with hard words replaced by plain ones, keeping
// capitals and putting right an a or an before the new word. With only given, no
// other word is swapped; its entries are the From of suggestions. The person
// who wrote the text should read the result: a swap knows little of grammar.
func (p *Pack) Plainer(text string, only ...string) string {
	var b strings.Builder
	done := 0
	r := p.read(text)
	for _, para := range r.passages {
		for _, s := range para.sentences {
			for _, one := range r.swaps(p, s, nil) {
				if len(only) == 0 || slices.Contains(only, one.from) {
					b.WriteString(text[done:one.hint.At] + one.hint.To)
					done = one.hint.End
				}
			}
		}
	}
	return b.String() + text[done:]
}

// article returns a or an by the first letter of what follows, which is right for
// the words of the pack, save those that begin with the sound of w or of y.
func article(next string) string {
	next = strings.ToLower(next)
	for _, sound := range []string{"one", "once", "use", "uni", "usu"} {
		if strings.HasPrefix(next, sound) {
			return "a"
		}
	}
	if strings.IndexByte("aeiou", next[0]) >= 0 {
		return "an"
	}
	return "a"
}

func likeCapital(to, from string) string {
	first, _ := utf8.DecodeRuneInString(from)
	if !unicode.IsUpper(first) {
		return to
	}
	return capital(to)
}

// capital returns the words with their first letter as a capital.
func capital(words string) string {
	r, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(r)) + words[size:]
}
