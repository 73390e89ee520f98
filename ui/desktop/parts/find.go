package parts

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Finder finds things by the beginnings of their words, whatever the order, the
// accents and the capitals: "an ko" and "kow" find Ana Kowalska, "zoe" finds Zoë.
// The initials of the words do as well, and failing all else letters in order.
type Finder struct{ entries []findable }

type findable struct {
	tokens   []string
	initials string
	joined   string
}

// NewFinder prepares to search texts, one for each thing, in their order.
func NewFinder(texts []string) *Finder {
	f := &Finder{entries: make([]findable, len(texts))}
	for i, text := range texts {
		tokens := tokensOf(text)
		initials := ""
		for _, t := range tokens {
			initials += string([]rune(t)[0])
		}
		f.entries[i] = findable{tokens, initials, strings.Join(tokens, "")}
	}
	return f
}

// Find returns the places of the best matches, best first, at most limit of them.
// An empty query finds the first things as they come.
func (f *Finder) Find(query string, limit int) []int {
	wanted := tokensOf(query)
	type hit struct{ place, rank int }
	var hits []hit
	for place := range f.entries {
		if rank, ok := f.entries[place].rank(wanted); ok {
			hits = append(hits, hit{place, rank})
			if len(wanted) == 0 && len(hits) == limit {
				break
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.rank, b.rank) })
	places := make([]int, 0, min(limit, len(hits)))
	for _, h := range hits[:min(limit, len(hits))] {
		places = append(places, h.place)
	}
	return places
}

// Ranks of a match: lower is better. Within words, a whole word beats a
// beginning, and an earlier word a later one.
const (
	rankWords    = 0
	rankInitials = 1000
	rankLetters  = 2000
)

func (e *findable) rank(wanted []string) (int, bool) {
	if len(wanted) == 0 {
		return 0, true
	}
	if rank, ok := e.words(wanted); ok {
		return rankWords + rank, true
	}
	joined := strings.Join(wanted, "")
	if len(wanted) == 1 && strings.HasPrefix(e.initials, joined) {
		return rankInitials, true
	}
	if spread, ok := letters(e.joined, joined); ok && len(joined) >= 3 {
		return rankLetters + spread, true
	}
	return 0, false
}

// words matches each wanted word with the beginning of a word of its own.
func (e *findable) words(wanted []string) (int, bool) {
	rank := 0
	var used uint64
	for _, w := range wanted {
		found := false
		for i, token := range e.tokens {
			if i < 64 && used&(1<<i) != 0 || !strings.HasPrefix(token, w) {
				continue
			}
			if i < 64 {
				used |= 1 << i
			}
			rank += 2 * i
			if token != w {
				rank++
			}
			found = true
			break
		}
		if !found {
			return 0, false
		}
	}
	return rank, true
}

// letters finds the wanted letters in order, beginning with the first, and says
// how far they are spread.
func letters(text, wanted string) (int, bool) {
	if text == "" || wanted == "" || text[0] != wanted[0] {
		return 0, false
	}
	at := 0
	for i := 0; i < len(wanted); i++ {
		next := strings.IndexByte(text[at:], wanted[i])
		if next < 0 {
			return 0, false
		}
		at += next + 1
	}
	return at - len(wanted), true
}

// plainLetters are letters that Unicode does not take apart into a letter and a mark.
var plainLetters = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "ß", "ss", "æ", "ae", "œ", "oe", "ı", "i")

// tokensOf splits a text into words in small plain letters.
func tokensOf(text string) []string {
	small := plainLetters.Replace(strings.ToLower(text))
	var b strings.Builder
	for _, r := range norm.NFD.String(small) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}
