package pupils

import "strings"

// The search is text that a person reads and changes. The buttons beside it write
// terms into that text; these functions find and change one term of it.

// term returns the value of a field in a search, "" where it has none.
func term(query, field string) string {
	for _, t := range strings.Fields(query) {
		if name, value, ok := strings.Cut(t, ":"); ok && strings.EqualFold(name, field) {
			return value
		}
	}
	return ""
}

// withTerm returns the search with a field set to a value, or without the field for
// "". The other terms and words stay as they were typed.
func withTerm(query, field, value string) string {
	var out []string
	placed := value == ""
	for _, t := range strings.Fields(query) {
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
