package printout

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"needsbook/app/register"
)

// Person is somebody whose name may stand in what was written.
type Person struct {
	Whole   []string // whole names, such as Ana Kowalska: found however they are written
	Parts   []string // names that may stand alone, such as Ana: found when written with a capital
	Own     bool     // the pupil the paper is about, or one of the pupil's contacts
	AnyCase bool     // Parts are found in small letters too
	Instead string   // what stands in place of the name when names are left out
}

// Hit is a name in a text: where it stands in bytes, and whose it is.
type Hit struct {
	From, To int
	Person   int  // place in the list the finder was made of; -1 is an adult known by a title alone, such as Mrs Patel
	Sure     bool // a whole name or a title; false is one name alone, which may be a word or somebody else
	Title    bool // written with a title
}

// Finder finds names in texts. Capitals, accents and kinds of apostrophe do not
// matter; a name inside a longer word is no name.
type Finder struct {
	people []Person
	forms  map[string][]form // by first word
}

// form is one way to write a person's name.
type form struct {
	words  []string
	person int
	part   bool
}

// NewFinder makes a finder. Where two people share a name, the earlier in the list
// is meant.
func NewFinder(people []Person) *Finder {
	f := &Finder{people: people, forms: map[string][]form{}}
	for i, p := range people {
		for _, name := range p.Whole {
			f.add(name, i, false)
		}
		for _, name := range p.Parts {
			f.add(name, i, true)
		}
	}
	for first := range f.forms {
		slices.SortStableFunc(f.forms[first], func(a, b form) int { return len(b.words) - len(a.words) })
	}
	return f
}

// shortest is how many letters a name has at least that is looked for by itself.
const shortest = 2

func (f *Finder) add(name string, person int, part bool) {
	words := strings.Fields(fold(name))
	if len(words) == 0 || len(words) == 1 && (utf8.RuneCountInString(words[0]) < shortest || titles[words[0]] || little[words[0]]) {
		return
	}
	for _, have := range f.forms[words[0]] {
		if slices.Equal(have.words, words) {
			return
		}
	}
	f.forms[words[0]] = append(f.forms[words[0]], form{words, person, part || len(words) == 1})
}

// titles go before an adult's name.
var titles = map[string]bool{"mr": true, "mrs": true, "ms": true, "miss": true, "mx": true, "dr": true, "prof": true, "professor": true, "sir": true}

// little are words that stand inside a name typed as one, such as "Parent of Ana".
var little = map[string]bool{
	"of": true, "and": true, "the": true, "de": true, "la": true, "van": true, "der": true, "al": true, "el": true, "le": true, "bin": true,
	"parent": true, "mother": true, "father": true, "mum": true, "dad": true, "carer": true, "guardian": true, "senco": true, "school": true,
}

// wordsToo are names that are also everyday words: alone they are taken for a name
// only inside a sentence, and never beside a figure, as in 3 May.
var wordsToo = map[string]bool{
	"will": true, "mark": true, "grace": true, "may": true, "april": true, "june": true, "hope": true, "joy": true, "faith": true, "rose": true,
	"bill": true, "jack": true, "sky": true, "summer": true, "autumn": true, "dawn": true, "art": true, "rich": true, "pat": true, "sue": true,
	"young": true, "long": true, "little": true, "best": true, "day": true, "green": true, "brown": true, "white": true, "black": true,
	"price": true, "cook": true, "good": true, "english": true, "french": true, "read": true, "reading": true, "hall": true, "field": true,
	"house": true, "pupil": true, "page": true, "bell": true, "ball": true, "wood": true, "moon": true, "west": true, "north": true, "king": true,
}

// months are names too, as in 5 Jun 2026.
var months = map[string]bool{
	"jan": true, "feb": true, "mar": true, "apr": true, "may": true, "jun": true, "jul": true, "aug": true, "sep": true, "oct": true, "nov": true, "dec": true,
	"january": true, "april": true, "june": true, "july": true, "august": true,
}

// word is one word of a text.
type word struct {
	from, to  int
	folded    string
	bare      string // folded without the 's at its end
	bareTo    int
	capital   bool
	starts    bool // at the beginning of a sentence
	hyphen    bool // joined to a neighbour by a hyphen
	byFigure  bool // beside a figure
	joinsNext bool // only space or the like up to the next word
}

// Find returns the names in a text, first to last; they do not overlap.
func (f *Finder) Find(text string) (hits []Hit) {
	words := wordsOf(text)
	for i := 0; i < len(words); {
		hit, used := f.at(text, words, i)
		if used == 0 {
			i++
			continue
		}
		hits = append(hits, hit)
		i += used
	}
	return hits
}

// at returns the name that begins at a word, and how many words it takes.
func (f *Finder) at(text string, words []word, i int) (Hit, int) {
	if titles[words[i].folded] && words[i].capital {
		if hit, used := f.titled(words, i); used > 0 {
			return hit, used
		}
	}
	for _, first := range []string{words[i].folded, words[i].bare} {
		for _, form := range f.forms[first] {
			if to := f.fits(words, i, form); to > 0 {
				return Hit{From: words[i].from, To: to, Person: form.person, Sure: !form.part}, len(form.words)
			}
		}
	}
	return Hit{}, 0
}

// fits returns where a form ends that begins at word i, or 0.
func (f *Finder) fits(words []word, i int, form form) int {
	if i+len(form.words) > len(words) {
		return 0
	}
	for n, want := range form.words {
		w := words[i+n]
		last := n == len(form.words)-1
		if !last && (w.folded != want || !w.joinsNext) || last && w.folded != want && w.bare != want {
			return 0
		}
	}
	w := words[i+len(form.words)-1]
	to := w.to
	if w.folded != form.words[len(form.words)-1] {
		to = w.bareTo
	}
	if len(form.words) > 1 {
		return to
	}
	switch {
	case w.hyphen:
		return 0
	case f.people[form.person].AnyCase:
		return to
	case !w.capital, months[form.words[0]] && w.byFigure, wordsToo[form.words[0]] && (w.starts || w.byFigure):
		return 0
	}
	return to
}

// mostAfterTitle is how many names may follow a title.
const mostAfterTitle = 3

// titled reads Mrs Patel or Dr Ann O'Brien. Where one of the names is that of a
// person in the list, that person, or one of their family, is meant.
func (f *Finder) titled(words []word, i int) (Hit, int) {
	hit := Hit{From: words[i].from, Person: -1, Sure: true, Title: true}
	n := 1
	for n <= mostAfterTitle && i+n < len(words) && words[i+n-1].joinsNext && words[i+n].capital && !titles[words[i+n].folded] {
		w := words[i+n]
		hit.To = w.bareTo
		for _, form := range f.forms[w.bare] {
			if hit.Person < 0 && len(form.words) == 1 && f.people[form.person].Own {
				hit.Person = form.person
			}
		}
		n++
		if w.bareTo < w.to { // Mrs Patel's Year 4
			break
		}
	}
	if n == 1 {
		return Hit{}, 0
	}
	return hit, n
}

// wordsOf cuts a text into words: letters, figures and marks, with apostrophes
// inside them.
func wordsOf(text string) (words []word) {
	starts := true
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !inWord(r) {
			if strings.ContainsRune(".!?:;\n•–—", r) {
				starts = true
			}
			at += size
			continue
		}
		w := word{from: at, starts: starts, capital: unicode.IsUpper(r) || unicode.IsTitle(r) || !unicode.IsLower(r) && unicode.IsLetter(r)}
		w.to = wordEnd(text, at)
		w.read(text)
		if n := len(words); n > 0 {
			before := &words[n-1]
			gap := text[before.to:w.from]
			w.hyphen = gap == "-" || gap == "\u2010" || gap == "\u2011"
			before.hyphen = before.hyphen || w.hyphen
			before.joinsNext = utf8.RuneCountInString(gap) <= 3 && strings.Trim(gap, " \u00A0-\u2010\u2011.,") == "" && !strings.ContainsAny(gap, "\n\r")
			w.byFigure = isFigure(before.folded)
			before.byFigure = before.byFigure || isFigure(w.folded)
		}
		words, at, starts = append(words, w), w.to, false
	}
	return words
}

// read folds a word, with and without the 's at its end.
func (w *word) read(text string) {
	whole := text[w.from:w.to]
	w.folded, w.bare, w.bareTo = fold(whole), "", w.to
	for _, end := range []string{"'s", "’s", "ʼs", "'S", "’S"} {
		if rest, ok := strings.CutSuffix(whole, end); ok && rest != "" {
			w.bare, w.bareTo = fold(rest), w.from+len(rest)
			return
		}
	}
	w.bare = w.folded
}

// wordEnd returns where the word that begins at from ends.
func wordEnd(text string, from int) int {
	at := from
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !inWord(r) {
			next, _ := utf8.DecodeRuneInString(text[at+size:])
			if !strings.ContainsRune("'’ʼʻ", r) || !inWord(next) {
				break
			}
		}
		at += size
	}
	return at
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r))
}

func isFigure(word string) bool { return word != "" && word[0] >= '0' && word[0] <= '9' }

// fold prepares a name or a word for comparing; the letter apostrophe is one too.
func fold(s string) string { return register.FoldName(strings.ReplaceAll(s, "ʼ", "'")) }

// roles are words of what somebody is and not of what they are called.
var roles = map[string]bool{
	"teacher": true, "assistant": true, "head": true, "headteacher": true, "deputy": true, "therapist": true, "psychologist": true, "nurse": true,
	"worker": true, "officer": true, "class": true, "school": true, "senco": true, "service": true, "team": true, "council": true, "parent": true, "parents": true, "family": true, "social": true, "speech": true, "language": true, "educational": true, "teaching": true, "support": true,
}

// LooksLikeName reports whether a field for a name or a role holds a name: two words
// or more, each with a capital, and no word for a role.
func LooksLikeName(text string) bool {
	words := wordsOf(text)
	for _, w := range words {
		if roles[w.folded] || !w.capital && !little[w.folded] {
			return false
		}
	}
	return len(words) > 1
}
