package plainenglish

import (
	"maps"
	"slices"
	"strings"

	"needsbook/app/pack"
	"needsbook/assets"
)

// Pack holds the words behind the check. It is read only once loaded and may be
// shared between goroutines.
type Pack struct {
	pack.Head
	NotCounted    []string       `json:"not_counted"`        // set terms left out of the count
	Abbreviations []string       `json:"abbreviations"`      // a full stop after these never ends a sentence
	SoftEndings   []string       `json:"abbreviations_soft"` // nor after these, unless a capital follows
	SyllablesOf   map[string]int `json:"syllables"`          // words that break the counting rules
	Swaps         []Swap         `json:"swaps"`
	Examples      []Example      `json:"worked_examples"`

	terms, swaps phrases
	abbreviation map[string]bool
	soft         map[string]bool
}

// Swap offers plain words for hard ones. Forms lists the other forms of the same
// word, each with its own replacement.
type Swap struct {
	From  string            `json:"from"`
	To    string            `json:"to"`
	Forms map[string]string `json:"forms"`
}

// Load reads a plain-words pack and refuses one that breaks its schema or lists a
// word twice.
func Load(data []byte) (*Pack, pack.Problems) {
	var p Pack
	if problems := pack.Read(assets.Schema("plain-words.json"), data, &p); problems != nil {
		return nil, problems
	}
	var problems pack.Problems
	p.abbreviation, p.soft = setOf(p.Abbreviations), setOf(p.SoftEndings)
	p.terms, p.swaps = make(phrases), make(phrases)
	for _, term := range p.NotCounted {
		p.terms.add(term, "")
	}
	add := func(from, to string) {
		if !p.swaps.add(from, to) {
			problems.Add("swaps", "“%s” is listed twice, or holds no word.", from)
		}
	}
	for _, s := range p.Swaps {
		add(s.From, s.To)
		for _, from := range slices.Sorted(maps.Keys(s.Forms)) {
			add(from, s.Forms[from])
		}
	}
	if problems == nil {
		problems.CheckExamples(p.worked())
	}
	if problems != nil {
		return nil, problems
	}
	return &p, nil
}

func setOf(list []string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, s := range list {
		set[strings.ToLower(s)] = true
	}
	return set
}

// phrases finds runs of words. The key is the first word; longer phrases come first.
type phrases map[string][]phrase

type phrase struct {
	words []string
	from  string
	to    string
}

// add files a phrase and reports false if it has no words or is there already.
func (ps phrases) add(from, to string) bool {
	var words []string
	for _, w := range wordsIn(from, 0) {
		words = append(words, w.plain)
	}
	if len(words) == 0 {
		return false
	}
	list := ps[words[0]]
	at := len(list)
	for i, other := range list {
		if sameWords(other.words, words) {
			return false
		}
		if len(other.words) < len(words) && i < at {
			at = i
		}
	}
	list = append(list, phrase{})
	copy(list[at+1:], list[at:])
	list[at] = phrase{words: words, from: from, to: to}
	ps[words[0]] = list
	return true
}

// match returns the longest phrase that starts at words[i].
func (ps phrases) match(words []word, i int) (phrase, bool) {
	for _, p := range ps[words[i].plain] {
		if len(words)-i < len(p.words) {
			continue
		}
		same := true
		for k, w := range p.words {
			if words[i+k].plain != w {
				same = false
				break
			}
		}
		if same {
			return p, true
		}
	}
	return phrase{}, false
}

func sameWords(a, b []string) bool {
	return strings.Join(a, " ") == strings.Join(b, " ")
}
