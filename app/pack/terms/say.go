package terms

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// slot is a place for a word in a text: {senco}, {senco+} for the plural, {Senco} where
// a sentence or a title begins with it.
var slot = regexp.MustCompile(`\{[A-Za-z_]+\+?\}`)

// Say puts the words in use into the places of a text: "The {cluster_panel} meets in
// May." A plus after the key gives the plural, a capital letter before it begins a
// sentence. Inside a sentence a word whose one capital letter is its first is written
// without it: the label Level stands there as level, Area Board as it is. A key that
// the pack lacks shows as words.
func (t Terms) Say(text string) string {
	return Fill(text, func(key string, plural bool) (string, bool) {
		return t.Said(key, plural), true
	})
}

// Fill is Say with words from elsewhere, put in as they are. A key without a word shows
// as words.
func Fill(text string, word func(key string, plural bool) (string, bool)) string {
	if !strings.Contains(text, "{") {
		return text
	}
	return slot.ReplaceAllStringFunc(text, func(place string) string {
		key, plural := strings.CutSuffix(strings.ToLower(strings.Trim(place, "{}")), "+")
		said, known := word(key, plural)
		if !known {
			said = strings.ReplaceAll(key, "_", " ")
		}
		if unicode.IsUpper(rune(place[1])) {
			return capital(said)
		}
		return said
	})
}

// Places lists the keys that a text has places for, a plus after those for the plural.
func Places(text string) []string {
	places := slot.FindAllString(text, -1)
	for i, place := range places {
		places[i] = strings.ToLower(strings.Trim(place, "{}"))
	}
	return places
}

// Said returns the word for a key as it stands inside a sentence.
func (t Terms) Said(key string, plural bool) string {
	if plural {
		return Inside(t.Plural(key))
	}
	return Inside(t.Label(key))
}

// Inside writes a word as it stands inside a sentence: Level as level, and names such
// as SEN continuum and Area Board as they are.
func Inside(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	if size == 0 || strings.ContainsFunc(word[size:], unicode.IsUpper) {
		return word
	}
	return string(unicode.ToLower(first)) + word[size:]
}

func capital(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	if size == 0 {
		return word
	}
	return string(unicode.ToUpper(first)) + word[size:]
}
