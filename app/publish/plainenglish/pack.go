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
	Swaps         []Replacement  `json:"swaps"`
	Participles   []string       `json:"participles"`  // of verbs that do not end in -ed: written, held
	NotPassive    []string       `json:"not_passive"`  // look like the passive after "is": worried, based
	SpeltRight    []string       `json:"spelt_right"`  // words of schools that the spelling list would change
	Explained     []Explanation  `json:"explanations"` // words of schools that want a word of explanation
	Examples      []Example      `json:"worked_examples"`

	terms, swaps, explained, active phrases
	abbreviation, soft              map[string]bool
	participle, speltRight          map[string]bool
}

// Replacement offers plain words for hard ones. Forms lists the other forms of the same
// word, each with its own replacement.
type Replacement struct {
	From  string            `json:"from"`
	To    string            `json:"to"`
	Forms map[string]string `json:"forms"`
	limits
}

// limits say where a replacement would not be good English. Only words of the same run,
// with no comma between, count as before or after.
type limits struct {
	NotAfter  []string `json:"not_after"`  // the word just before
	NotBefore []string `json:"not_before"` // the word just after
	NotWith   []string `json:"not_with"`   // any of the next few words

	DropsComma bool `json:"drops_comma"` // a comma just after goes too: Consequently, we; So we
}

// Explanation says in plain words what a word of schools means.
type Explanation struct {
	Word  string `json:"word"`
	Means string `json:"means"`
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
	p.participle, p.speltRight = setOf(p.Participles), setOf(p.SpeltRight)
	p.terms, p.swaps, p.explained, p.active = make(phrases), make(phrases), make(phrases), make(phrases)
	for _, term := range p.NotCounted {
		p.terms.add(term, "", limits{})
	}
	for _, words := range p.NotPassive {
		p.active.add(words, "", limits{})
	}
	add := func(from, to string, where limits) {
		if !p.swaps.add(from, to, where) {
			problems.Add("swaps", "“%s” is listed twice, or holds no word.", from)
		}
	}
	for _, s := range p.Swaps {
		add(s.From, s.To, s.limits)
		for _, from := range slices.Sorted(maps.Keys(s.Forms)) {
			add(from, s.Forms[from], s.limits)
		}
	}
	for _, e := range p.Explained {
		if !p.explained.add(e.Word, e.Means, limits{}) {
			problems.Add("explanations", "“%s” is listed twice, or holds no word.", e.Word)
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
	limits
}

// add files a phrase and reports false if it has no words or is there already.
func (ps phrases) add(from, to string, where limits) bool {
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
	list[at] = phrase{words: words, from: from, to: to, limits: where}
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
