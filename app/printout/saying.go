package printout

import "needsbook/app/pack/terms"

// Saying puts the words in use into a text, see terms.Say; nil puts in the shipped ones.
type Saying func(text string) string

func (s Saying) of(text string) string {
	if s == nil {
		return terms.Shipped().Say(text)
	}
	return s(text)
}
