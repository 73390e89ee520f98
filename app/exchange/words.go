package exchange

import (
	_ "embed"
	"strings"
)

//go:embed words.txt
var wordText string

// wordList holds 512 plain words that are easy to say and to hear by telephone.
var wordList = strings.Fields(wordText)

// SixWords names a hash for people: nine bits choose each word, so six words tell
// one hash from another with 54 bits, far beyond chance or patience.
func SixWords(sum [32]byte) []string {
	words := make([]string, 6)
	for i := range words {
		first := i * 9
		pair := uint(sum[first/8])<<8 | uint(sum[first/8+1])
		words[i] = wordList[pair>>(7-first%8)&511]
	}
	return words
}
