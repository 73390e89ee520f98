package levels

import (
	"slices"
	"unicode"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
)

// rate gives the strand a level, or none.
func (b *bench) rate(level string) {
	b.m.rate(level)
	b.rated()
}

// tick ticks a statement or takes its tick away.
func (b *bench) tick(id string) {
	b.m.tick(id)
	b.rated()
}

func (b *bench) rated() {
	if b.decision != nil {
		b.toBlind()
		return
	}
	b.showHead()
	b.showList()
	b.showStrand(b.statements.at)
}

func (b *bench) unrate() {
	b.rate("")
	b.Focus()
}

// sameAgain takes over last time's ticks and rating of the strand.
func (b *bench) sameAgain() {
	if b.m.hasLast(b.m.part()) {
		b.m.takeLast(b.m.part())
		b.rated()
	}
}

// allAgain takes over last time's ticks and ratings of every strand not touched yet.
func (b *bench) allAgain() {
	b.m.takeAllLast()
	b.rated()
}

// support says that help in place holds the strand up, or takes that back.
func (b *bench) support() {
	if b.m.ratings[b.m.part().ID] == "" {
		b.needs.Shell.Say("Rate it first: then H says that the help in place holds it up.")
		return
	}
	b.m.support()
	b.rated()
}

// turn goes to the strand after or before this one and keeps the keyboard where it is.
func (b *bench) turn(by int) {
	row := slices.Index(b.m.shown, b.m.at) + by
	if row < 0 || row >= len(b.m.shown) {
		return
	}
	b.moved(row)
	b.statements.goTo(b.statements.at)
}

// passKey is given the keys that the lists do not use.
func (b *bench) passKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyBackspace || key.Name == fyne.KeyDelete {
		b.rate("")
		return
	}
	if pass := b.needs.Shell.Window().Canvas().OnTypedKey(); pass != nil {
		pass(key)
	}
}

func (b *bench) passRune(r rune) {
	if pass := b.needs.Shell.Window().Canvas().OnTypedRune(); pass != nil {
		pass(r)
	}
}

// Key rates with the digits; letters do what Keys lists.
func (b *bench) Key(r rune) bool {
	switch unicode.ToLower(r) {
	case 's':
		b.sameAgain()
	case 'a':
		b.allAgain()
	case 'h':
		b.support()
	case 'n':
		b.toNext()
	default:
		if b.decision != nil || !b.m.rateByKey(r) {
			return false
		}
		b.rated()
	}
	return true
}

// Keys lists the letters of the page.
func (b *bench) Keys() []parts.Fact {
	return []parts.Fact{
		{Label: "Space", Value: "Tick a statement"}, {Label: "Enter", Value: "Rate by the statement"},
		{Label: "Page down", Value: "The next " + b.m.word("strand")}, {Label: "S", Value: "As last time, this " + b.m.word("strand")},
		{Label: "A", Value: "As last time, everything not touched yet"}, {Label: "H", Value: "Held up by support"},
		{Label: "Backspace", Value: "Take the rating away"}, {Label: "N", Value: "The next pupil who waits"},
	}
}
