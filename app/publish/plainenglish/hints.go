package plainenglish

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Kinds of hint.
const (
	Swap     = "swap"     // plain words for hard ones
	Split    = "split"    // two sentences for a long one
	Spelling = "spelling" // a word that is spelt wrongly, or as in America
	Long     = "long"     // a sentence that only its writer can shorten
	Passive  = "passive"  // a sentence that does not say who does it
	Explain  = "explain"  // a word of schools that families may not know
)

// Hint is one thing that would make a text easier to read.
type Hint struct {
	ID        string `json:"id"` // the same while the words around it are: see place
	Kind      string `json:"kind"`
	At        int    `json:"at"`  // where it begins in the text, in bytes
	End       int    `json:"end"` // and ends
	Paragraph int    `json:"paragraph"`
	From      string `json:"from"` // the text from At to End
	To        string `json:"to"`   // what to write instead; "" where only the writer can say
	Why       string `json:"why"`
}

// Hints returns what would make a text easier to read, in the order of the text. Marks,
// Markdown signs, addresses, quotations, set terms and names are left alone.
func (p *Pack) Hints(words string, names ...string) []Hint {
	own := namesOf(names)
	r := p.read(words)
	out := []Hint{}
	explained := map[string]bool{}
	for i, para := range r.passages {
		for _, s := range para.sentences {
			swaps := r.swaps(p, s, own)
			var context []string
			add := func(h Hint, first, last int) {
				if context == nil {
					context = plainContext(s, swaps)
				}
				h.Paragraph, h.ID = i+1, h.Kind+" | "+place(h, context, first, last)
				out = append(out, h)
			}
			for _, one := range swaps {
				add(one.hint, one.first, one.last)
			}
			p.spellingHints(&r, s, own, add)
			p.explainHints(s, &r, explained, add)
			if para.heading {
				continue
			}
			counted, _ := p.countedWords(s.words, own)
			if h, first, ok := r.splitHint(s, len(counted)); ok {
				add(h, first, first)
			} else if len(counted) > LongSentence {
				add(Hint{Kind: Long, At: s.start, End: s.end, From: words[s.start:s.end],
					Why: "This sentence has " + strconv.Itoa(len(counted)) + " words. Can it be two?"}, 0, len(s.words)-1)
			}
			p.passiveHints(&r, s, add)
		}
	}
	slices.SortStableFunc(out, func(a, b Hint) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.End, b.End)) })
	return out
}

// Apply returns the words with a hint taken, and whether it could be: the words that it
// is about may have moved since, but must still be there.
func (p *Pack) Apply(words string, h Hint) (string, bool) {
	if h.To == "" || h.From == "" {
		return words, false
	}
	if h.At < 0 || h.End > len(words) || h.At > h.End || words[h.At:h.End] != h.From {
		all := p.Hints(words)
		i := slices.IndexFunc(all, func(o Hint) bool { return o.ID == h.ID && o.From == h.From && o.To == h.To })
		if i < 0 {
			return words, false
		}
		h = all[i]
	}
	return words[:h.At] + h.To + words[h.End:], true
}

// mostRounds bounds TakeAll, lest a pack swap two words for each other.
const mostRounds = 20

// TakeAll returns the words with every hint taken that says what to write. A sentence
// that was cut may be cut again.
func (p *Pack) TakeAll(words string, names ...string) string {
	for range mostRounds {
		hints := p.Hints(words, names...)
		taken, from := "", 0
		for _, h := range hints {
			if h.To != "" && h.At >= from {
				taken += words[from:h.At] + h.To
				from = h.End
			}
		}
		if from == 0 {
			return words
		}
		words = taken + words[from:]
	}
	return words
}

// kept says of each word whether it belongs to a name, a set term or somebody's own
// words, or is a mark or an address.
func (p *Pack) kept(words []word, own phrases) []bool {
	kept := make([]bool, len(words))
	for i, w := range words {
		kept[i] = kept[i] || w.fixed() || w.quoted
		for _, list := range []phrases{p.terms, own} {
			if found, ok := list.match(words, i); ok {
				for k := range found.words {
					kept[i+k] = true
				}
			}
		}
	}
	return kept
}

// plainContext returns the words of a sentence as they are when every swap is taken, by
// the place of the word they stand for, so that a hint keeps its name while others in
// its sentence are taken.
func plainContext(s sentence, swaps []swapped) []string {
	context := make([]string, len(s.words))
	for i, w := range s.words {
		switch {
		case w.mark:
			context[i] = "{}"
		case w.plain == "an":
			context[i] = "a"
		default:
			context[i] = w.plain
		}
	}
	for _, one := range swaps {
		for i := one.first; i <= one.last; i++ {
			context[i] = ""
		}
		context[one.first] = strings.ToLower(one.to)
	}
	return context
}

// beside is how many words on each side of a hint are part of its name.
const beside = 2

// place names a hint by its words and those beside it in its sentence, which stay the
// same when the text around moves.
func place(h Hint, context []string, first, last int) string {
	about := strings.ToLower(strings.Join(strings.Fields(h.From), " "))
	if h.Kind == Long { // its words change while it is being mended
		all := strings.Fields(strings.Join(context, " "))
		about = strings.Join(all[:min(len(all), 3*beside)], " ")
	}
	about = strings.TrimPrefix(strings.TrimPrefix(about, "an "), "a ")
	return lastWords(context[:first]) + " [" + about + "] " + firstWords(context[last+1:])
}

// lastWords returns the last words of a part of a sentence, as many as stand beside a hint.
func lastWords(context []string) string {
	var out []string
	for i := len(context) - 1; i >= 0 && len(out) < beside; i-- {
		out = append(strings.Fields(context[i]), out...)
	}
	return strings.Join(out[max(0, len(out)-beside):], " ")
}

// firstWords returns the first words of a part of a sentence, as many as stand beside a hint.
func firstWords(context []string) string {
	var out []string
	for i := 0; i < len(context) && len(out) < beside; i++ {
		out = append(out, strings.Fields(context[i])...)
	}
	return strings.Join(out[:min(beside, len(out))], " ")
}
