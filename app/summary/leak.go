package summary

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// Tokens shorter than shortest are not searched for. Tokens of up to computed
// characters are not searched for inside hashes, dates, terms and counts: four
// letters from a to f turn up in a hash by chance, and a note may hold the number
// on roll.
const (
	shortest = 4
	computed = 8
)

var (
	// computedText is what the program itself works out: hashes, dates, terms, counts.
	computedText = regexp.MustCompile(`"(sha256:[0-9a-f]{64}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{2}/[a-z]+)"|[\[,:]-?[0-9]+`)
	quoted       = regexp.MustCompile(`"[^"\\]*"`)
	// address is where the summary goes and whose it is, as the hub knows them. A
	// pupil may be called Kent; the cluster KENT-07 is not named after her.
	address = regexp.MustCompile(`"cluster":"[a-z0-9-]{2,32}"|"urn":"[0-9]{6}"`)
)

// vocabulary holds every fixed word of the schema: keys, constants and codes. A
// child may be called Autumn; the word autumn in a summary does not come from her.
var vocabulary = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, inner := range v {
				words[strings.ToLower(k)] = true
				walk(inner)
			}
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		case string:
			words[strings.ToLower(v)] = true
		}
	}
	var text any
	if json.Unmarshal(schemaText, &text) == nil {
		walk(text)
	}
	return words
})

// LeakGuard searches a payload for text that must not leave the school: names,
// UPNs, dates of birth, postcodes, contacts, words of notes. Case does not
// matter. It returns one sentence for each token found, with its place and never
// the token; any sentence means that the payload must not be sent.
func LeakGuard(payload []byte, forbidden []string) []string {
	text := bytes.ToLower(payload)
	words := vocabulary()
	always := func([]byte) bool { return true }
	fixed := func(word []byte) bool { return words[string(word[1:len(word)-1])] }
	noAddress := bytes.Clone(text)
	blank(noAddress, address, always)
	blank(noAddress, quoted, fixed)
	blank(text, quoted, fixed)
	noNumbers := bytes.Clone(noAddress)
	blank(noNumbers, computedText, always)
	var found []string
	for i, token := range forbidden {
		token = strings.ToLower(strings.TrimSpace(token))
		n := utf8.RuneCountInString(token)
		if n < shortest {
			continue
		}
		within := text
		switch {
		case n <= computed:
			within = noNumbers
		case !strings.ContainsAny(token, "0123456789"): // a name or a word, not a UPN or a postcode
			within = noAddress
		}
		if count := bytes.Count(within, []byte(token)); count > 0 {
			found = append(found, fmt.Sprintf("Text that must stay in school (item %d of the search list) is in the summary, %d times, first at byte %d",
				i+1, count, bytes.Index(within, []byte(token))))
		}
	}
	return found
}

// blank overwrites the parts of text that match and are wanted.
func blank(text []byte, form *regexp.Regexp, wanted func(part []byte) bool) {
	for _, span := range form.FindAllIndex(text, -1) {
		if wanted(text[span[0]:span[1]]) {
			for i := span[0]; i < span[1]; i++ {
				text[i] = 0
			}
		}
	}
}
