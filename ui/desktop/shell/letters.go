package shell

import (
	"slices"
	"strings"
	"unicode"

	"needsbook/app/access"
	"needsbook/ui/desktop/parts"
)

// Letters are the letter keys of a page, in the order in which the sheet of keys
// lists them.
type Letters []Letter

// Letter is one of them: the key as a small letter or a digit, what it does, in words,
// and the doing.
type Letter struct {
	Rune  rune
	Words string
	Do    func()
	Needs access.Action // what a role must include for it; "" for nothing beyond the page
}

// For leaves out the letters that somebody may not use.
func (l Letters) For(may func(access.Action) bool) Letters {
	return slices.DeleteFunc(l, func(one Letter) bool { return one.Needs != "" && !may(one.Needs) })
}

// Key does what a letter stands for, large or small; false where it stands for nothing.
func (l Letters) Key(r rune) bool {
	for _, one := range l {
		if one.Rune == unicode.ToLower(r) {
			one.Do()
			return true
		}
	}
	return false
}

// Facts lists the letters for the sheet of keys.
func (l Letters) Facts() []parts.Fact {
	out := make([]parts.Fact, len(l))
	for i, one := range l {
		out[i] = parts.Fact{Label: strings.ToUpper(string(one.Rune)), Value: one.Words}
	}
	return out
}
