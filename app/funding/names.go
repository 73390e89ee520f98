package funding

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Names says how much a printed request tells of who the pupil is.
type Names int

// The ways names are printed. With initials or without names, the names of the
// pupil and the parents are also taken out of what people wrote, and the UPN and
// date of birth are left out.
const (
	FullNames Names = iota
	Initials
	NoNames
)

// masker takes names out of what is printed.
type masker struct {
	names   Names
	phrases []masked // longest first
}

type masked struct{ name, instead string }

func newMasker(names Names, f *Facts) masker {
	m := masker{names: names}
	if names == FullNames {
		return m
	}
	switch f.kind() {
	case KindGroup:
		for _, member := range f.Members {
			instead := member.Code
			if names == Initials {
				instead = initials(member.Pupil)
			}
			m.hidePupil(instead, member.Pupil, member.Consent, member.Code+"’s parent")
		}
	case KindProject: // names nobody
	default:
		pupil := "the pupil"
		if names == Initials {
			pupil = initials(f.Pupil)
		}
		m.hidePupil(pupil, f.Pupil, f.Consent, "the parent")
	}
	m.hide("another pupil", f.Others...)
	slices.SortStableFunc(m.phrases, func(a, b masked) int { return len(b.name) - len(a.name) })
	return m
}

// hidePupil adds the names of a pupil, the UPN, and the names of who gave consent.
func (m *masker) hidePupil(pupil string, p Pupil, c Consent, parent string) {
	if !blank(c.Relationship) && parent == "the parent" {
		parent = "the " + strings.ToLower(strings.TrimSpace(c.Relationship))
	}
	full := strings.TrimSpace(p.Forename) + " " + strings.TrimSpace(p.Surname)
	m.hide(pupil, full, p.Forename, p.Surname, p.KnownAs, p.UPN)
	m.hide(pupil, strings.Fields(full)...)
	m.hide(parent, c.By)
	for _, word := range strings.Fields(c.By) {
		// Parent of Ana, mother: only what has a capital and is no such word is a name.
		if first, _ := utf8.DecodeRuneInString(word); !unicode.IsLower(first) && !kin[strings.ToLower(strings.Trim(word, ",."))] {
			m.hide(parent, word)
		}
	}
}

// kin are words that stand in place of an adult's name or beside it.
var kin = map[string]bool{"parent": true, "parents": true, "carer": true, "mother": true, "father": true, "mum": true, "dad": true, "guardian": true,
	"grandmother": true, "grandfather": true, "foster": true, "family": true, "of": true}

// hide adds names; one letter is no name, nor is a title.
func (m *masker) hide(instead string, names ...string) {
	for _, name := range names {
		name = norm.NFC.String(strings.TrimSpace(name))
		if utf8.RuneCountInString(name) < 2 || titles[strings.ToLower(strings.Trim(name, "."))] {
			continue
		}
		if !slices.ContainsFunc(m.phrases, func(p masked) bool { return p.name == name }) {
			m.phrases = append(m.phrases, masked{name, instead})
		}
	}
}

var titles = map[string]bool{"mr": true, "mrs": true, "ms": true, "miss": true, "dr": true, "mx": true, "and": true, "the": true}

// mask takes the names out of a text. A name within a longer word stays: the Ana
// in Anatomy is no name. Capitals do not matter, so that ANA is hidden too.
func (m masker) mask(text string) string {
	if len(m.phrases) == 0 {
		return text
	}
	text = norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD"))
	var b strings.Builder
	afterLetter := false
next:
	for len(text) > 0 {
		if !afterLetter {
			for _, p := range m.phrases {
				if n := foldedPrefix(text, p.name); n > 0 && !beginsWithLetter(text[n:]) {
					b.WriteString(asOpening(b.String(), p.instead))
					text, afterLetter = text[n:], true
					continue next
				}
			}
		}
		r, size := utf8.DecodeRuneInString(text)
		b.WriteRune(r)
		text, afterLetter = text[size:], unicode.IsLetter(r)
	}
	return b.String()
}

// asOpening begins words with a capital where they begin a sentence.
func asOpening(before, words string) string {
	before = strings.TrimRight(before, " \t")
	last, _ := utf8.DecodeLastRuneInString(before)
	if before != "" && !strings.ContainsRune(".!?\n", last) {
		return words
	}
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:]
}

// foldedPrefix returns how many bytes of text are the name, capitals aside; 0 if
// it does not begin with it.
func foldedPrefix(text, name string) int {
	n := 0
	for range name {
		_, size := utf8.DecodeRuneInString(text[n:])
		n += size
	}
	if n <= len(text) && strings.EqualFold(text[:n], name) {
		return n
	}
	return 0
}

func beginsWithLetter(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r)
}

// initials returns the first letters of a pupil's names: A.K.
func initials(p Pupil) string {
	out := ""
	for _, name := range strings.Fields(p.Forename + " " + p.Surname) {
		r, _ := utf8.DecodeRuneInString(norm.NFC.String(name))
		out += string(unicode.ToUpper(r)) + "."
	}
	if out == "" {
		return "the pupil"
	}
	return out
}

// pupilName is the pupil as printed.
func (m masker) pupilName(p Pupil) string {
	switch {
	case m.names == NoNames:
		return "Name left out"
	case m.names == Initials:
		return initials(p)
	}
	return strings.TrimSpace(p.Forename + " " + p.Surname)
}

// memberName is a pupil of a group as printed: the code always, and the name or its first
// letters where they may stand.
func (m masker) memberName(member Member) string {
	switch m.names {
	case FullNames:
		return member.Code + " " + strings.TrimSpace(member.Pupil.Forename+" "+member.Pupil.Surname)
	case Initials:
		return member.Code + " " + initials(member.Pupil)
	}
	return member.Code
}
