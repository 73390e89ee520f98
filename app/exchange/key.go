package exchange

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hpke"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
)

// SeedSize is the number of secret bytes that a Key is made from.
const SeedSize = ed25519.SeedSize

// Key is the secret key of a school's device or of a hub. One seed gives two keys:
// Ed25519 to sign documents, X25519 to open what was sealed for this device.
type Key struct {
	sign ed25519.PrivateKey
	open hpke.PrivateKey
}

// NewKey makes a key from 32 bytes of the given source, which must be
// crypto/rand.Reader outside tests.
func NewKey(random io.Reader) (Key, error) {
	seed := make([]byte, SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return Key{}, fmt.Errorf("make a key: %w", err)
	}
	return KeyFromSeed(seed)
}

// KeyFromSeed gives back the key whose Seed was kept.
func KeyFromSeed(seed []byte) (Key, error) {
	if len(seed) != SeedSize {
		return Key{}, fmt.Errorf("a key needs %d secret bytes, not %d", SeedSize, len(seed))
	}
	derived, err := hkdf.Key(sha256.New, seed, nil, "needsbook sealing key v1", 32)
	if err != nil {
		return Key{}, fmt.Errorf("derive the sealing key: %w", err)
	}
	scalar, err := ecdh.X25519().NewPrivateKey(derived)
	if err != nil {
		return Key{}, fmt.Errorf("derive the sealing key: %w", err)
	}
	open, err := hpke.NewDHKEMPrivateKey(scalar)
	if err != nil {
		return Key{}, fmt.Errorf("derive the sealing key: %w", err)
	}
	return Key{sign: ed25519.NewKeyFromSeed(seed), open: open}, nil
}

// Seed returns the secret bytes, to be kept encrypted.
func (k Key) Seed() []byte { return k.sign.Seed() }

// Secret derives 32 secret bytes for one purpose, such as to know one's own tokens
// again. Nobody can work out the key from them.
func (k Key) Secret(purpose string) []byte {
	secret, err := hkdf.Key(sha256.New, k.Seed(), nil, "needsbook "+purpose, 32)
	if err != nil {
		panic("exchange: 32 bytes can always be derived: " + err.Error())
	}
	return secret
}

// Public returns the two public keys, which may be shown to anybody.
func (k Key) Public() PublicKey {
	return PublicKey{
		Sign: k.sign.Public().(ed25519.PublicKey),
		Seal: k.open.PublicKey().Bytes(),
	}
}

// PublicKey is what others need to check a device's signatures and to seal a file
// for it.
type PublicKey struct {
	Sign ed25519.PublicKey `json:"sign"`
	Seal []byte            `json:"seal"`
}

// ID is the key's name in envelopes and lists: the start of the hash of the
// signing key, 32 hexadecimal digits.
func (p PublicKey) ID() string { return KeyID(p.Sign) }

// Words are the six words that two people compare by telephone before they trust
// the key. They cover both public keys.
func (p PublicKey) Words() []string {
	return SixWords(sha256.Sum256(append(append([]byte("needsbook key v1\n"), p.Sign...), p.Seal...)))
}

// Check says why p cannot be a device's keys, or nil.
func (p PublicKey) Check() error {
	if len(p.Sign) != ed25519.PublicKeySize {
		return errors.New("the signing key does not have 32 bytes")
	}
	if _, err := hpke.DHKEM(ecdh.X25519()).NewPublicKey(p.Seal); err != nil {
		return errors.New("the sealing key is not an X25519 key")
	}
	return nil
}

// KeyID names a signing key.
func KeyID(sign ed25519.PublicKey) string {
	sum := sha256.Sum256(sign)
	return hex.EncodeToString(sum[:16])
}
