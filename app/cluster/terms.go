package cluster

import (
	"slices"
	"strings"
)

var termOrder = []string{"autumn", "spring", "summer"}

// SortTerms puts terms in order of time, the latest first.
func SortTerms(terms []string) {
	slices.SortFunc(terms, func(a, b string) int { return strings.Compare(termKey(b), termKey(a)) })
}

func termKey(term string) string {
	year, name, _ := strings.Cut(term, "/")
	return year + string(rune('0'+1+slices.Index(termOrder, name)))
}

// TermWords returns a term as people read it: autumn term 2026 to 2027.
func TermWords(term string) string {
	year, name, ok := strings.Cut(term, "/")
	if !ok || len(year) != 7 {
		return term
	}
	return name + " term " + year[:4] + " to " + year[:2] + year[5:]
}
