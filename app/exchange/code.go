package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Invitation codes are written in Crockford's base 32, which has no I, L, O or U.
const (
	codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeLength   = 15 // characters of five bits: 75 bits, beyond guessing
)

// ErrCode means that an invitation code was mistyped.
var ErrCode = errors.New("that is not an invitation code. It has 16 letters and digits, like 7K2QF-9MZ3D-HX4WT-P. Check it and type it again")

// NewCode makes an invitation code such as 7K2QF-9MZ3D-HX4WT-P. Its last character
// checks the others, so a slip of typing is found before anything is sent.
func NewCode(random io.Reader) (string, error) {
	code, err := drawCode(random, codeLength)
	if err != nil {
		return "", fmt.Errorf("make an invitation code: %w", err)
	}
	return groupCode(code), nil
}

// ReadCode accepts a code as people type it: any case, spaces or hyphens, O for 0,
// I or L for 1. It returns the written form.
func ReadCode(typed string) (string, error) {
	plain, ok := plainCode(typed, codeLength)
	if !ok {
		return "", ErrCode
	}
	return groupCode(plain), nil
}

// drawCode draws a code of so many random characters and adds the one that checks them.
func drawCode(random io.Reader, length int) (string, error) {
	raw := make([]byte, length)
	for {
		if _, err := io.ReadFull(random, raw); err != nil {
			return "", err
		}
		code := make([]byte, length)
		for i, b := range raw {
			code[i] = codeAlphabet[b&31]
		}
		// Crockford's check is a remainder of 37, of which five have no plain
		// character. A code that would need one of those is drawn again.
		if check := codeCheck(string(code)); check < len(codeAlphabet) {
			return string(code) + codeAlphabet[check:check+1], nil
		}
	}
}

// plainCode takes out of a typed code what people add, and reports whether it is one of
// so many characters and its check.
func plainCode(typed string, length int) (plain string, ok bool) {
	plain = strings.Join(strings.Fields(strings.ToUpper(typed)), "")
	plain = strings.NewReplacer("-", "", "–", "", "O", "0", "I", "1", "L", "1").Replace(plain)
	if len(plain) != length+1 {
		return "", false
	}
	for i := range len(plain) {
		if strings.IndexByte(codeAlphabet, plain[i]) < 0 {
			return "", false
		}
	}
	return plain, codeCheck(plain[:length]) == strings.IndexByte(codeAlphabet, plain[length])
}

// CodeHash is what the hub keeps of a code. A code is too long to guess, so a
// plain hash is enough.
func CodeHash(code string) string {
	sum := sha256.Sum256([]byte(code))
	return hex.EncodeToString(sum[:])
}

func codeCheck(code string) int {
	rest := 0
	for i := range len(code) {
		rest = (rest*32 + strings.IndexByte(codeAlphabet, code[i])) % 37
	}
	return rest
}

func groupCode(plain string) string {
	return plain[:5] + "-" + plain[5:10] + "-" + plain[10:15] + "-" + plain[15:]
}
