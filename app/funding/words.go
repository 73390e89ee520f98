package funding

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"needsbook/app/pack/terms"
)

// wordKeys are the words of the council that a request is written with.
var wordKeys = []string{
	"cluster", "cluster_panel", "area_board", "la", "parent_advice", "local_offer", "senco", "head", "level", "area", "top_up", "allocation", "funding_request",
	"request_advice", "request_individual", "request_group", "request_project",
	"pupil", "parent", "outcome", "cycle", "support_plan", "provision_map", "school_contribution", "continuum",
	"sen_support", "ehc_plan", "notional_budget", "consent", "provision", "pupil_view", "parent_view",
}

// WordsOf returns the words that a request is written with, for Facts. A key gives the
// label; with + after it, the plural.
func WordsOf(t terms.Terms) map[string]string {
	words := map[string]string{}
	for _, key := range wordKeys {
		words[key], words[key+"+"] = t.Label(key), t.Plural(key)
	}
	return words
}

// slot is a place for a word in the text of a form: {senco}, {senco+} for the plural,
// {Senco} where a sentence begins with it.
var slot = regexp.MustCompile(`\{[A-Za-z_]+\+?\}`)

// worded puts the words in use into the places of a text. A word that is not known shows
// as its key.
func worded(words map[string]string, text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	return slot.ReplaceAllStringFunc(text, func(place string) string {
		name := place[1 : len(place)-1]
		key := strings.ToLower(name)
		word, known := words[key]
		if !known {
			word = strings.ReplaceAll(strings.TrimSuffix(key, "+"), "_", " ")
		}
		if first, size := utf8.DecodeRuneInString(word); unicode.IsUpper(rune(name[0])) {
			word = string(unicode.ToUpper(first)) + word[size:]
		}
		return word
	})
}

// say is worded with the words of the request.
func (f *Facts) say(text string) string { return worded(f.Words, text) }

// Worded returns the form with the words in use in place of the keys that it is written
// with.
func (f *Form) Worded(words map[string]string) *Form {
	out := *f
	say := func(texts ...*string) {
		for _, t := range texts {
			*t = worded(words, *t)
		}
	}
	say(&out.Title, &out.DocumentTitle, &out.Declaration)
	out.Sections, out.Attachments, out.Gates, out.Fields = slices.Clone(f.Sections), slices.Clone(f.Attachments), slices.Clone(f.Gates), slices.Clone(f.Fields)
	for i := range out.Sections {
		say(&out.Sections[i].Title, &out.Sections[i].Prompt)
	}
	for i := range out.Attachments {
		say(&out.Attachments[i].Name)
	}
	for i := range out.Gates {
		say(&out.Gates[i].Title, &out.Gates[i].Fix)
	}
	for i := range out.Fields {
		say(&out.Fields[i].Name, &out.Fields[i].Prompt)
	}
	return &out
}
