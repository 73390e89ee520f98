package terms

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"needsbook/app/pack"
	"needsbook/assets"
)

// Term is one word that may be changed.
type Term struct {
	Label       string   `json:"label"`
	Plural      string   `json:"plural"`
	Plain       string   `json:"plain"`         // what it means, in plain English
	AlsoKnownAs []string `json:"also_known_as"` // older and other councils' words for it
}

// Terms is a pack of words. The zero Terms knows no word and answers with keys.
type Terms struct {
	pack.Head
	Words    map[string]Term `json:"terms"`
	Examples []Example       `json:"worked_examples"`
}

// Load reads a terms pack, or says all that is wrong with it.
func Load(data []byte) (Terms, []pack.Problem) {
	var t Terms
	if problems := pack.Read(assets.Schema("terms.json"), data, &t); problems != nil {
		return Terms{}, problems
	}
	problems := checkAliases(t)
	if problems == nil {
		problems.CheckExamples(t.worked())
	}
	if problems != nil {
		return Terms{}, problems
	}
	return t, nil
}

// Shipped returns the words that come with the program.
var Shipped = sync.OnceValue(func() Terms {
	t, _ := Load(assets.Pack("terms.json")) // a test holds that it loads
	return t
})

// checkAliases refuses an alias that two terms claim: an old record's word must
// lead to one term.
func checkAliases(t Terms) pack.Problems {
	var problems pack.Problems
	owner := map[string]string{}
	for _, key := range t.Keys() {
		for _, word := range t.Words[key].names() {
			folded := fold(word)
			if other, taken := owner[folded]; taken && other != key {
				problems.Add("terms."+key, "“%s” is already a word for “%s”. A word may stand for one term only.", word, other)
			}
			owner[folded] = key
		}
	}
	return problems
}

// Label returns the word for a key: Label("cluster") is Community of Schools. A
// key that the pack lacks comes back as words, so that nothing is ever blank.
func (t Terms) Label(key string) string {
	if term, ok := t.Words[key]; ok {
		return term.Label
	}
	return strings.ReplaceAll(key, "_", " ")
}

// Plural returns the word for more than one.
func (t Terms) Plural(key string) string {
	if term, ok := t.Words[key]; ok {
		return term.Plural
	}
	return strings.ReplaceAll(key, "_", " ")
}

// Plain returns what the term means in plain English, or "" for an unknown key.
func (t Terms) Plain(key string) string { return t.Words[key].Plain }

// Find returns the key that a word stands for: its label, its plural or one of
// its aliases, whatever the case.
func (t Terms) Find(word string) (key string, ok bool) {
	for _, key := range t.Keys() {
		for _, name := range t.Words[key].names() {
			if fold(name) == fold(word) {
				return key, true
			}
		}
	}
	return "", false
}

// names lists the words that stand for a term, its label first.
func (w Term) names() []string {
	names := []string{w.Label}
	if fold(w.Plural) != fold(w.Label) {
		names = append(names, w.Plural)
	}
	return append(names, w.AlsoKnownAs...)
}

func fold(word string) string { return strings.ToLower(strings.Join(strings.Fields(word), " ")) }

// Keys lists the keys in alphabetical order.
func (t Terms) Keys() []string { return slices.Sorted(maps.Keys(t.Words)) }
