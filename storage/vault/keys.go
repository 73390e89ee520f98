package vault

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"io"
	"runtime/debug"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

const keySize = 32

// dataKey is the random key of a file, from which all others are derived. It is
// kept in the file only wrapped, once for each secret.
type dataKey [keySize]byte

func newDataKey(random io.Reader) (*dataKey, error) {
	var k dataKey
	if _, err := io.ReadFull(random, k[:]); err != nil {
		return nil, fmt.Errorf("make a data key: %w", err)
	}
	return &k, nil
}

// derive gives the key for one purpose.
func (k *dataKey) derive(salt []byte, purpose string) []byte {
	out, err := hkdf.Key(sha256.New, k[:], salt, "needsbook vault v1 "+purpose, keySize)
	if err != nil {
		panic(err) // only for a length that HKDF cannot give
	}
	return out
}

// frames gives the cipher of one epoch's frames. Nonces are random 24 bytes:
// after a torn save the same frame number is used again with other content, so
// a counter would not be safe.
func (k *dataKey) frames(salt []byte) cipher.AEAD { return sealer(k.derive(salt, "frames")) }

func (k *dataKey) clear() { clear(k[:]) }

func sealer(key []byte) cipher.AEAD {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		panic(err) // only for a key of the wrong length
	}
	clear(key)
	return aead
}

// Slot kinds.
const (
	slotEmpty      = 0
	slotPassphrase = 1
	slotRecovery   = 2
)

// slot is the data key, wrapped under one secret.
type slot struct {
	kind    byte
	kdf     KDF
	salt    [16]byte
	nonce   [chacha20poly1305.NonceSizeX]byte
	wrapped [keySize + chacha20poly1305.Overhead]byte
}

// newSlot wraps the data key under a secret.
func newSlot(fileID [16]byte, s Secret, k *dataKey, cost KDF, random io.Reader) (slot, error) {
	sl := slot{kind: s.kind}
	if s.kind == slotPassphrase {
		sl.kdf = cost
	}
	for _, b := range [][]byte{sl.salt[:], sl.nonce[:]} {
		if _, err := io.ReadFull(random, b); err != nil {
			return slot{}, fmt.Errorf("make a key slot: %w", err)
		}
	}
	key, err := sl.wrappingKey(s)
	if err != nil {
		return slot{}, err
	}
	sealer(key).Seal(sl.wrapped[:0], sl.nonce[:], k[:], sl.bound(fileID))
	return sl, nil
}

// wrappingKey derives the key that wraps the data key in this slot. A recovery
// key is random and needs no slow derivation.
func (sl slot) wrappingKey(s Secret) ([]byte, error) {
	if s.kind == slotRecovery {
		raw, err := parseRecovery(s.text)
		if err != nil {
			return nil, err
		}
		return hkdf.Key(sha256.New, raw, sl.salt[:], "needsbook vault v1 recovery", keySize)
	}
	key := argon2.IDKey(normalPassphrase(s.text), sl.salt[:], sl.kdf.Time, sl.kdf.MemoryKiB, sl.kdf.Threads, keySize)
	if sl.kdf.MemoryKiB >= productKDF.MemoryKiB {
		debug.FreeOSMemory() // gives the derivation's memory, and what was in it, back
	}
	return key, nil
}

// bound is what the wrapping authenticates besides the key: the file, the kind
// and the derivation's parameters.
func (sl slot) bound(fileID [16]byte) []byte {
	return append(append([]byte("needsbook slot v1"), fileID[:]...), sl.encode()[:32]...)
}

// open unwraps the data key; it returns nil when the secret is not this slot's.
func (sl slot) open(fileID [16]byte, s Secret) (*dataKey, error) {
	key, err := sl.wrappingKey(s)
	if err != nil {
		return nil, err
	}
	var k dataKey
	if _, err := sealer(key).Open(k[:0], sl.nonce[:], sl.wrapped[:], sl.bound(fileID)); err != nil {
		return nil, nil
	}
	return &k, nil
}
