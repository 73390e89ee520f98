package plainenglish

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Pack holds the words behind the check. It is read only once loaded and may be
// shared between goroutines.
type Pack struct {
	Format        string         `json:"format"`
	FormatVersion int            `json:"format_version"`
	ID            string         `json:"id"`
	Version       string         `json:"version"`
	Status        string         `json:"status"`
	NotCounted    []string       `json:"not_counted"`        // set terms left out of the count
	Abbreviations []string       `json:"abbreviations"`      // a full stop after these never ends a sentence
	SoftEndings   []string       `json:"abbreviations_soft"` // nor after these, unless a capital follows
	SyllablesOf   map[string]int `json:"syllables"`          // words that break the counting rules
	Swaps         []Swap         `json:"swaps"`

	terms, swaps phrases
	abbreviation map[string]bool
	soft         map[string]bool
}

// Swap offers plain words for hard ones. Forms lists the other forms of the same
// word, each with its own replacement.
type Swap struct {
	From  string            `json:"from"`
	To    string            `json:"to"`
	Forms map[string]string `json:"forms,omitempty"`
}

// Load reads a plain-words pack and refuses one that contradicts itself.
func Load(data []byte) (*Pack, error) {
	var p Pack
	if err := json.Unmarshal(data, &p); err != nil {
		return nil, fmt.Errorf("the plain-words pack is not readable JSON: %w", err)
	}
	if p.Format != "plain-words" || p.FormatVersion != 1 {
		return nil, fmt.Errorf("this is not a plain-words pack of format version 1 (it says %q, %d)", p.Format, p.FormatVersion)
	}
	for word, n := range p.SyllablesOf {
		if n < 1 || word != strings.ToLower(word) {
			return nil, fmt.Errorf("the plain-words pack gives %q %d syllables; words are in lower case with at least one", word, n)
		}
	}
	p.abbreviation, p.soft = setOf(p.Abbreviations), setOf(p.SoftEndings)
	p.terms = make(phrases)
	for _, term := range p.NotCounted {
		p.terms.add(term, "")
	}
	p.swaps = make(phrases)
	for _, s := range p.Swaps {
		forms := map[string]string{s.From: s.To}
		for from, to := range s.Forms {
			forms[from] = to
		}
		for from, to := range forms {
			if strings.TrimSpace(to) == "" {
				return nil, fmt.Errorf("the plain-words pack has no plain words for %q", from)
			}
			if !p.swaps.add(from, to) {
				return nil, fmt.Errorf("the plain-words pack lists %q twice, or it holds no word", from)
			}
		}
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
