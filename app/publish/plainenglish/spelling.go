package plainenglish

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/golangci/misspell"
)

// respelt are the common misspellings and American spellings of golangci/misspell with
// the British spelling of each. Words are looked up whole, never in part.
var respelt = sync.OnceValue(func() map[string]string {
	list := make(map[string]string, (len(misspell.DictMain)+len(misspell.DictBritish))/2)
	for _, pairs := range [][]string{misspell.DictMain, misspell.DictBritish} {
		for i := 0; i+1 < len(pairs); i += 2 {
			list[pairs[i]] = pairs[i+1]
		}
	}
	return list
})

// spellingHints adds a hint for each word that is spelt wrongly. A capital within a
// sentence is taken for a name, and so are two capitals at its start.
func (p *Pack) spellingHints(r *reading, s sentence, own phrases, add func(h Hint, first, last int)) {
	for i, w := range s.words {
		plain := strings.ToLower(w.text)
		right, ok := respelt()[plain]
		if !ok || p.speltRight[plain] || p.kept(s.words, own)[i] {
			continue
		}
		if again, ok := respelt()[right]; ok {
			right = again // a list may lead to an American spelling
		}
		if hasCapital(w.text) && (i > 0 || w.text != capital(plain) || i+1 < len(s.words) && hasCapital(s.words[i+1].text)) {
			continue
		}
		add(Hint{Kind: Spelling, At: w.start, End: w.end, From: r.words[w.start:w.end], To: likeCapital(right, w.text), Why: "“" + right + "” is the British spelling."}, i, i)
	}
}

func hasCapital(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(first) || strings.ToLower(text[1:]) != text[1:]
}
