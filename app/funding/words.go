package funding

import (
	"slices"

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
		words[key], words[key+"+"] = t.Said(key, false), t.Said(key, true)
	}
	return words
}

// worded puts the words in use into the places of a text, see terms.Say: {senco},
// {senco+} for the plural, {Senco} where a sentence begins with it.
func worded(words map[string]string, text string) string {
	return terms.Fill(text, func(key string, plural bool) (string, bool) {
		if plural {
			key += "+"
		}
		word, known := words[key]
		return word, known
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
