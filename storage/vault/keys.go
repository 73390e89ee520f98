package vault

import (
	"crypto/cipher"
	"crypto/ecdh"
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
	slotPerson     = 3 // a further person's passphrase
)

// Slot forms: how the data key is wrapped. Files made by the first programs have
// wrapped slots; this program writes sealed ones, which can be made again for a new
// data key without the secret, and by someone who does not know how to open them.
const (
	formWrapped = 0 // under a key derived from the secret
	formSealed  = 1 // to a public key derived from the secret
)

// slot is the data key, wrapped for one secret.
type slot struct {
	kind, form byte
	kdf        KDF
	salt       [16]byte
	rest       [slotSize - 32]byte // by the form: see docs/vault-format.md
}

// sealTo is what it takes to seal a new data key for the secret of a slot. The salt
// says which slot it is of. Whoever has it cannot open the slot with it.
type sealTo struct {
	salt   [16]byte
	public [keySize]byte
	id     string // of a person; "" for the main passphrase and the recovery key
}

// newSlot seals the data key for a secret, and returns with it what seals the next.
func newSlot(fileID [16]byte, kind byte, s Secret, k *dataKey, cost KDF, random io.Reader) (slot, sealTo, error) {
	sl, to := slot{kind: kind, form: formSealed}, sealTo{}
	if kind != slotRecovery {
		sl.kdf = cost
	}
	if _, err := io.ReadFull(random, sl.salt[:]); err != nil {
		return sl, to, fmt.Errorf("make a key slot: %w", err)
	}
	own, err := sl.private(s)
	if err != nil {
		return sl, to, err
	}
	to.salt = sl.salt
	copy(to.public[:], own.PublicKey().Bytes())
	sl, err = sl.sealed(fileID, to, k, random)
	return sl, to, err
}

// sealed returns the slot with a data key sealed in it: the passphrase, its salt and
// its cost stay.
func (sl slot) sealed(fileID [16]byte, to sealTo, k *dataKey, random io.Reader) (slot, error) {
	once := make([]byte, keySize)
	if _, err := io.ReadFull(random, once); err != nil {
		return sl, fmt.Errorf("make a key slot: %w", err)
	}
	ours, err := ecdh.X25519().NewPrivateKey(once)
	if err != nil {
		return sl, fmt.Errorf("make a key slot: %w", err)
	}
	theirs, err := ecdh.X25519().NewPublicKey(to.public[:])
	if err != nil {
		return sl, fmt.Errorf("make a key slot: %w", err)
	}
	shared, err := ours.ECDH(theirs)
	if err != nil {
		return sl, fmt.Errorf("make a key slot: %w", err)
	}
	sl.form, sl.rest = formSealed, [slotSize - 32]byte{}
	copy(sl.rest[:], ours.PublicKey().Bytes())
	aead := sealer(sealingKey(shared, sl.salt[:], sl.rest[:keySize], to.public[:]))
	aead.Seal(sl.rest[keySize:keySize], make([]byte, nonceSize), k[:], sl.bound(fileID))
	return sl, nil
}

// sealingKey is used for one slot once, so its nonce may be zero.
func sealingKey(shared, salt, once, public []byte) []byte {
	key, err := hkdf.Key(sha256.New, shared, salt, "needsbook vault v1 slot"+string(once)+string(public), keySize)
	if err != nil {
		panic(err) // only for a length that HKDF cannot give
	}
	return key
}

// private is the key pair of this slot's secret.
func (sl slot) private(s Secret) (*ecdh.PrivateKey, error) {
	key, err := sl.wrappingKey(s)
	if err != nil {
		return nil, err
	}
	defer clear(key)
	own, err := ecdh.X25519().NewPrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("make a key pair: %w", err)
	}
	return own, nil
}

// wrappingKey derives the key of this slot's secret. A recovery key is random and
// needs no slow derivation.
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
	var aead cipher.AEAD
	var nonce, wrapped []byte
	switch sl.form {
	case formWrapped:
		key, err := sl.wrappingKey(s)
		if err != nil {
			return nil, err
		}
		aead, nonce, wrapped = sealer(key), sl.rest[:nonceSize], sl.rest[nonceSize:]
	case formSealed:
		own, err := sl.private(s)
		if err != nil {
			return nil, err
		}
		once, err := ecdh.X25519().NewPublicKey(sl.rest[:keySize])
		if err != nil {
			return nil, nil
		}
		shared, err := own.ECDH(once)
		if err != nil {
			return nil, nil // an all-zero point, which the program never writes
		}
		aead = sealer(sealingKey(shared, sl.salt[:], sl.rest[:keySize], own.PublicKey().Bytes()))
		nonce, wrapped = make([]byte, nonceSize), sl.rest[keySize:]
	default:
		return nil, alteredHeader()
	}
	var k dataKey
	if _, err := aead.Open(k[:0], nonce, wrapped[:keySize+tagSize], sl.bound(fileID)); err != nil {
		return nil, nil
	}
	return &k, nil
}
