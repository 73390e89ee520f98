package continuum

import (
	"maps"

	"needsbook/app/pack/terms"
)

// say puts the words of the pack into a text, see terms.Say.
func (p *Pack) say(text string) string {
	if p == nil {
		return terms.Shipped().Say(text)
	}
	return terms.Terms{Words: p.Terms}.Say(text)
}

// WithWords returns the pack with other words in place of its own, where there are any:
// a school that has words of its own reads them everywhere. Its levels, strands and
// sentences keep the pack's.
func (p *Pack) WithWords(words map[string]terms.Term) *Pack {
	out := *p
	out.Terms = maps.Clone(p.Terms)
	if out.Terms == nil {
		out.Terms = map[string]terms.Term{}
	}
	maps.Copy(out.Terms, words)
	return &out
}
