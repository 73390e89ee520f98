package signedpack

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"needsbook/app/exchange"
)

// keyHead opens a key file, so that nobody takes it for anything else.
const keyHead = "needsbook-publisher-key-v1 "

// NewKey makes a publisher's key from the given source, which must be crypto/rand.Reader
// outside tests.
func NewKey(random io.Reader) (ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return nil, fmt.Errorf("making a key: %w", err)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// KeyFile writes a key as the text that is kept in a file of its own, for its owner only.
func KeyFile(key ed25519.PrivateKey) []byte {
	return []byte(keyHead + hex.EncodeToString(key.Seed()) + "\n")
}

// ErrKeyFile means that a file does not hold a publisher's key.
var ErrKeyFile = errors.New("the file does not hold a publisher's key; make one with “needsctl pack key”")

// ReadKey reads a key file.
func ReadKey(data []byte) (ed25519.PrivateKey, error) {
	text, ok := strings.CutPrefix(strings.TrimSpace(string(data)), keyHead)
	seed, err := hex.DecodeString(text)
	if !ok || err != nil || len(seed) != ed25519.SeedSize {
		return nil, ErrKeyFile
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// Words are the six words of a public key, to compare by telephone or on paper.
func Words(key ed25519.PublicKey) []string {
	return exchange.SixWords(sha256.Sum256(append([]byte("needsbook publisher v1\n"), key...)))
}

// WordsOf are the six words of a publisher's own key.
func WordsOf(key ed25519.PrivateKey) []string { return Words(key.Public().(ed25519.PublicKey)) }
