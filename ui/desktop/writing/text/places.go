package text

import (
	"strings"
	"unicode/utf8"

	"needsbook/app/publish/markup"
)

// Characters that stand for two places while words are read; nobody types them.
const (
	fromSign = "\uE0F0"
	toSign   = "\uE0F1"
)

// Find returns the places of two offsets, in bytes, in words that were given to New.
// It says false when the text does not stand as those words do.
func (t *Text) Find(words string, at, end int) (from, to Place, found bool) {
	at = runeStart(words, max(0, min(at, len(words))))
	end = runeStart(words, max(at, min(end, len(words))))
	at = afterSigns(words, at)
	for end > at && strings.IndexByte(" *[\n", words[end-1]) >= 0 {
		end--
	}
	end = max(at, end)
	signed := New(words[:at] + fromSign + words[at:end] + toSign + words[end:])
	if len(signed.paras) != len(t.paras) {
		return from, to, false
	}
	for i, p := range signed.paras {
		rest := p.words
		if lo := strings.Index(rest, fromSign); lo >= 0 {
			from, found = Place{i, lo}, true
			rest = strings.Replace(rest, fromSign, "", 1)
		}
		if lo := strings.Index(rest, toSign); lo >= 0 {
			to = Place{i, lo}
			rest = strings.Replace(rest, toSign, "", 1)
		}
		if strings.Join(strings.Fields(rest), "") != strings.Join(strings.Fields(t.paras[i].words), "") {
			return from, to, false
		}
	}
	return t.valid(from), t.valid(to), found && from.Before(to)
}

func runeStart(words string, at int) int {
	for at > 0 && at < len(words) && !utf8.RuneStart(words[at]) {
		at--
	}
	return at
}

// afterSigns moves an offset behind the sign that its line begins with, behind signs
// of bold and links, and behind spaces, so that it does not take the meaning from them.
func afterSigns(words string, at int) int {
	for {
		to := afterOpening(words, at)
		for to < len(words) && strings.IndexByte(" *[\n", words[to]) >= 0 {
			to++
		}
		if to == at {
			return at
		}
		at = to
	}
}

// afterOpening moves an offset behind the sign that its line begins with.
func afterOpening(words string, at int) int {
	line := strings.LastIndexByte(words[:at], '\n') + 1
	begin, _, _ := strings.Cut(words[line:], "\n")
	text := strings.TrimLeft(begin, " \t\u00A0")
	sign, rest, _ := strings.Cut(text, " ")
	if rest == "" || !markup.Opens(text) {
		return at
	}
	return max(at, line+len(begin)-len(text)+len(sign)+1)
}
