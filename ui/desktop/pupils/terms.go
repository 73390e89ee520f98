package pupils

import (
	"slices"
	"strings"
)

// The search is text that a person reads and changes. The buttons beside it write
// terms into that text; these functions find and change one term of it.

// words splits a search at the spaces outside quotation marks.
func words(query string) []string { return split(query, ' ') }

// split splits at a character outside quotation marks, and leaves out what is empty.
func split(text string, at rune) []string {
	quoted := false
	return strings.FieldsFunc(text, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == at && !quoted
	})
}

// term returns the value of a field in a search, "" where it has none.
func term(query, field string) string {
	for _, t := range words(query) {
		if name, value, ok := strings.Cut(t, ":"); ok && field != "" && strings.EqualFold(name, field) {
			return value
		}
	}
	return ""
}

// termValues returns the values of a field in a search, in small letters.
func termValues(query, field string) []string {
	return split(strings.ToLower(term(query, field)), ',')
}

// withTerm returns the search with a field set to a value, or without the field for
// "". The other terms and words stay as they were typed.
func withTerm(query, field, value string) string {
	var out []string
	placed := value == ""
	for _, t := range words(query) {
		name, _, ok := strings.Cut(t, ":")
		if !ok || !strings.EqualFold(name, field) {
			out = append(out, t)
			continue
		}
		if !placed {
			out = append(out, field+":"+value)
			placed = true
		}
	}
	if !placed {
		out = append(out, field+":"+value)
	}
	return strings.Join(out, " ")
}

// toggled returns the search with a term put in, or taken out where it stood.
func toggled(query, field, value string) string {
	if strings.EqualFold(term(query, field), value) {
		value = ""
	}
	return withTerm(query, field, value)
}

// namingTerms are the fields of a search whose values name a pupil.
var namingTerms = []string{"surname", "forename", "known-as", "upn", "born", "mis"}

// maySayAName reports whether a search holds words, or terms, that may name a pupil.
func maySayAName(query string) bool {
	return slices.ContainsFunc(words(query), func(t string) bool {
		name, _, isTerm := strings.Cut(strings.TrimPrefix(t, "-"), ":")
		return !isTerm || slices.Contains(namingTerms, strings.ToLower(name))
	})
}
