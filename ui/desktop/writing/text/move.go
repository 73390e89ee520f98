package text

import (
	"unicode"
	"unicode/utf8"
)

// after returns the place behind the character at a place: behind a whole mark, and
// behind a letter with its accents.
func (p *Para) after(at int) int {
	for _, m := range p.marks {
		if at >= m[0] && at < m[1] {
			return m[1]
		}
	}
	if at >= len(p.words) {
		return len(p.words)
	}
	_, size := utf8.DecodeRuneInString(p.words[at:])
	at += size
	for at < len(p.words) {
		r, size := utf8.DecodeRuneInString(p.words[at:])
		if !joins(r) {
			break
		}
		at += size
	}
	return at
}

// before returns the place in front of the character before a place.
func (p *Para) before(at int) int {
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(p.words[:at])
		at -= size
		if !joins(r) {
			break
		}
	}
	for _, m := range p.marks {
		if at > m[0] && at < m[1] {
			return m[0]
		}
	}
	return at
}

// joins says whether a character belongs to the one before: accents, and what shapes
// signs and emoji.
func joins(r rune) bool {
	return unicode.Is(unicode.M, r) || r == '\u200D' || r == '\u200C' || r >= 0x1F3FB && r <= 0x1F3FF
}

// Right is the place one character on.
func (t *Text) Right(at Place) Place {
	p := t.paras[at.Para]
	if at.At < len(p.words) {
		return Place{at.Para, p.after(at.At)}
	}
	if at.Para+1 < len(t.paras) {
		return Place{at.Para + 1, 0}
	}
	return at
}

// Left is the place one character back.
func (t *Text) Left(at Place) Place {
	if at.At > 0 {
		return Place{at.Para, t.paras[at.Para].before(at.At)}
	}
	if at.Para > 0 {
		return Place{at.Para - 1, len(t.paras[at.Para-1].words)}
	}
	return at
}

// class sorts characters into those that make a word together.
type class int

const (
	space class = iota
	letter
	sign
	mark
)

func (p *Para) classAt(at int) class {
	for _, m := range p.marks {
		if at >= m[0] && at < m[1] {
			return mark
		}
	}
	r, _ := utf8.DecodeRuneInString(p.words[at:])
	switch {
	case unicode.IsSpace(r):
		return space
	case unicode.IsLetter(r) || unicode.IsDigit(r) || joins(r) || r == '\'' || r == '’' || r == '_':
		return letter
	}
	return sign
}

// WordRight is the beginning of the next word, or the end of the paragraph.
func (t *Text) WordRight(at Place) Place {
	p := t.paras[at.Para]
	if at.At >= len(p.words) {
		return t.Right(at)
	}
	to := p.wordEnd(at.At)
	for to < len(p.words) && p.classAt(to) == space {
		to = p.after(to)
	}
	return Place{at.Para, to}
}

// WordLeft is the beginning of the word before.
func (t *Text) WordLeft(at Place) Place {
	if at.At == 0 {
		return t.Left(at)
	}
	p := t.paras[at.Para]
	to := at.At
	for to > 0 && p.classAt(p.before(to)) == space {
		to = p.before(to)
	}
	return Place{at.Para, p.wordStart(to)}
}

// wordEnd is the end of the run of like characters that begins at a place; a mark is a
// word by itself.
func (p *Para) wordEnd(at int) int {
	if at >= len(p.words) {
		return at
	}
	kind := p.classAt(at)
	at = p.after(at)
	for kind != mark && at < len(p.words) && p.classAt(at) == kind {
		at = p.after(at)
	}
	return at
}

// wordStart is the beginning of the run of like characters before a place.
func (p *Para) wordStart(at int) int {
	if at == 0 {
		return 0
	}
	at = p.before(at)
	kind := p.classAt(at)
	for kind != mark && at > 0 && p.classAt(p.before(at)) == kind {
		at = p.before(at)
	}
	return at
}

// SelectWord selects the word at a place, as a double click does.
func (t *Text) SelectWord(at Place) {
	at = t.valid(at)
	p := t.paras[at.Para]
	from, to := at.At, p.wordEnd(at.At)
	if at.At == len(p.words) || p.classAt(at.At) == space && at.At > 0 && p.classAt(p.before(at.At)) != space {
		from, to = p.wordStart(at.At), at.At
	} else if at.At > 0 && p.classAt(at.At) != mark && p.classAt(p.before(at.At)) == p.classAt(at.At) {
		from = p.wordStart(at.At)
	}
	t.Select(Place{at.Para, from}, Place{at.Para, to})
}

// SelectPara selects the paragraph at a place, as a triple click does.
func (t *Text) SelectPara(at Place) {
	at = t.valid(at)
	t.Select(Place{at.Para, 0}, Place{at.Para, len(t.paras[at.Para].words)})
}

// ParaUp is the beginning of the paragraph, or of the one before when at is there.
func (t *Text) ParaUp(at Place) Place {
	if at.At == 0 && at.Para > 0 {
		at.Para--
	}
	return Place{at.Para, 0}
}

// ParaDown is the beginning of the next paragraph, or the end of the text.
func (t *Text) ParaDown(at Place) Place {
	if at.Para+1 < len(t.paras) {
		return Place{at.Para + 1, 0}
	}
	return t.End()
}
