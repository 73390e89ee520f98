package access

import (
	"encoding/binary"
	"fmt"
	"io"
	"strings"
)

// Words of a passphrase that can be read out: two consonants and vowels in turn carry
// sixteen bits a word, as in Wilkerson's proquints.
const (
	consonants = "bdfghjklmnprstvz"
	vowels     = "aiou"
	words      = 4
)

// NewPassphrase makes a passphrase of four words that can be said and typed, such as
// "lusab babad gutih tugad". It has 64 bits of chance.
func NewPassphrase(random io.Reader) (string, error) {
	raw := make([]byte, 2*words)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("making a passphrase: %w", err)
	}
	out := make([]string, words)
	for i := range out {
		n := binary.BigEndian.Uint16(raw[2*i:])
		out[i] = string([]byte{consonants[n>>12], vowels[n>>10&3], consonants[n>>6&15], vowels[n>>4&3], consonants[n&15]})
	}
	return strings.Join(out, " "), nil
}
