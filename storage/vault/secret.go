package vault

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Secret opens a file: its passphrase or its recovery key.
type Secret struct {
	kind byte // slotPassphrase or slotRecovery; 0 opens nothing
	text string
}

// Passphrase is what a person types each time. Spaces before and after it do
// not count, and the same letters typed on another keyboard are the same.
func Passphrase(text string) Secret { return Secret{slotPassphrase, text} }

// Recovery is the printed recovery key, with or without its spaces and hyphens.
func Recovery(text string) Secret { return Secret{slotRecovery, text} }

// normalPassphrase is the passphrase as bytes for the key derivation.
func normalPassphrase(text string) []byte {
	return []byte(norm.NFKC.String(strings.TrimSpace(text)))
}

const (
	minPassphrase = 14 // characters
	minDistinct   = 6  // different characters
	minWords      = 4
)

// CheckPassphrase says, in one sentence, why a new passphrase is too easy to
// guess: it wants fourteen characters, or four different words. The error
// satisfies errors.Is with ErrWeak.
func CheckPassphrase(text string) error {
	p := string(normalPassphrase(text))
	if !utf8.ValidString(text) {
		return because(ErrWeak, nil, "The passphrase holds something that is not text. Type it again.")
	}
	distinct := map[rune]bool{}
	for _, r := range p {
		if unicode.IsControl(r) {
			return because(ErrWeak, nil, "The passphrase holds a tab, a line break or another invisible character. Type it on one line.")
		}
		distinct[r] = true
	}
	words := map[string]bool{}
	for _, w := range strings.Fields(strings.ToLower(p)) {
		if utf8.RuneCountInString(w) >= 2 {
			words[w] = true
		}
	}
	length := utf8.RuneCountInString(p)
	switch {
	case length < minPassphrase && len(words) < minWords:
		return because(ErrWeak, nil, fmt.Sprintf("The passphrase has %d characters. Use at least %d, or four words that have nothing to do with each other.", length, minPassphrase))
	case len(distinct) < minDistinct:
		return because(ErrWeak, nil, "The passphrase repeats the same few characters. Use four words that have nothing to do with each other.")
	}
	return nil
}

// A recovery key is 160 random bits in Crockford's base 32, which has no I, L, O
// or U, in eight groups of four, and a ninth group that is the check.
const (
	recoveryAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	recoveryBytes    = 20
	recoveryGroups   = 9
)

func newRecovery(random io.Reader) (string, error) {
	raw := make([]byte, recoveryBytes)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("make a recovery key: %w", err)
	}
	return formatRecovery(raw), nil
}

func formatRecovery(raw []byte) string {
	text := encode32(raw) + recoveryCheck(raw)
	groups := make([]string, 0, recoveryGroups)
	for i := 0; i < len(text); i += 4 {
		groups = append(groups, text[i:i+4])
	}
	return strings.Join(groups, "-")
}

// encode32 writes five bits a character; len(raw) is a multiple of five.
func encode32(raw []byte) string {
	var b strings.Builder
	for i := 0; i < len(raw); i += 5 {
		v := uint64(raw[i])<<32 | uint64(raw[i+1])<<24 | uint64(raw[i+2])<<16 | uint64(raw[i+3])<<8 | uint64(raw[i+4])
		for shift := 35; shift >= 0; shift -= 5 {
			b.WriteByte(recoveryAlphabet[v>>shift&31])
		}
	}
	return b.String()
}

func recoveryCheck(raw []byte) string {
	sum := sha256.Sum256(append([]byte("needsbook recovery check v1"), raw...))
	return encode32(sum[:5])[:4]
}

// parseRecovery reads a typed recovery key. Errors satisfy ErrTypo.
func parseRecovery(text string) ([]byte, error) {
	var digits []byte
	for _, r := range strings.ToUpper(norm.NFKC.String(text)) {
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Dash, r):
			continue
		case r == 'O':
			r = '0'
		case r == 'I' || r == 'L':
			r = '1'
		}
		i := -1
		if r < utf8.RuneSelf {
			i = strings.IndexByte(recoveryAlphabet, byte(r))
		}
		if i < 0 {
			return nil, because(ErrTypo, nil, fmt.Sprintf("A recovery key never contains %q. Check the printed key and type it again.", r))
		}
		digits = append(digits, byte(i))
	}
	if want := recoveryGroups * 4; len(digits) != want {
		return nil, because(ErrTypo, nil, fmt.Sprintf("The recovery key has %d characters, and should have %d: nine groups of four. Check the printed key and type it again.", len(digits), want))
	}
	raw := make([]byte, 0, recoveryBytes)
	for i := 0; i < recoveryBytes/5*8; i += 8 {
		var v uint64
		for _, d := range digits[i : i+8] {
			v = v<<5 | uint64(d)
		}
		raw = append(raw, byte(v>>32), byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
	}
	for i, c := range []byte(recoveryCheck(raw)) {
		if recoveryAlphabet[digits[recoveryBytes/5*8+i]] != c {
			return nil, because(ErrTypo, nil, "The recovery key has a mistyped character: its last group, the check, does not fit the others. Check the printed key and type it again.")
		}
	}
	return raw, nil
}
