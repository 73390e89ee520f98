package levels

import "fyne.io/fyne/v2"

// rate gives the strand a level, or none.
func (b *bench) rate(level string) {
	b.m.rate(level)
	b.rated()
}

func (b *bench) rated() {
	if b.decision != nil {
		b.toBlind()
		return
	}
	b.show()
}

func (b *bench) unrate() {
	b.rate("")
	b.Focus()
}

func (b *bench) sameAgain() {
	if was := b.m.before(b.m.strand().ID); was != "" {
		b.rate(was)
		b.Focus()
	}
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

// Key rates with the digits; S takes last time's rating, N goes to the next pupil.
func (b *bench) Key(r rune) bool {
	switch r {
	case 's', 'S':
		b.sameAgain()
	case 'n', 'N':
		b.toNext()
	default:
		if !b.m.rateByKey(r) {
			return false
		}
		b.rated()
	}
	return true
}
