package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

// MaxEnvelope is the largest envelope a hub reads, in bytes. A full summary needs
// about a twentieth of it.
const MaxEnvelope = 256 << 10

// Envelope is a signed document as it travels and as it is kept: the exact bytes.
type Envelope []byte

// Errors of Open. A caller decides on them with errors.Is.
var (
	ErrTooLarge = errors.New("the document is larger than 256 KiB")
	ErrForm     = errors.New("the document is not in the agreed form")
)

// Seal signs a payload. The payload must be the canonical bytes that were approved;
// they are not changed.
func Seal(payload []byte, k Key) Envelope {
	return Envelope(sign(documentContext, payload, k).bytes())
}

// Open checks an envelope: its size, its form, its signature by the key that lookup
// gives, that no JSON key stands twice, and the fields that every document carries.
// It returns the exact bytes that were signed. Errors are ErrTooLarge, ErrForm or
// ErrSignature, or what lookup returned.
func Open(envelope []byte, lookup Lookup) (payload []byte, meta Meta, err error) {
	if len(envelope) > MaxEnvelope {
		return nil, Meta{}, ErrTooLarge
	}
	s, err := readSigned(envelope)
	if err != nil {
		return nil, Meta{}, fmt.Errorf("%w: %w", ErrForm, err)
	}
	key, err := lookup(s.Kid)
	if err != nil {
		return nil, Meta{}, err
	}
	if err := s.verify(documentContext, key); err != nil {
		return nil, Meta{}, err
	}
	if err := CheckJSON(s.Payload); err != nil {
		return nil, Meta{}, fmt.Errorf("%w: %w", ErrForm, err)
	}
	meta, err = ReadMeta(s.Payload)
	if err != nil {
		return nil, Meta{}, fmt.Errorf("%w: %w", ErrForm, err)
	}
	return s.Payload, meta, nil
}

// Payload returns the bytes inside without checking the signature, for showing
// one's own document. It fails when the envelope is not in its written form.
func (e Envelope) Payload() ([]byte, error) {
	s, err := readSigned(e)
	return s.Payload, err
}

// DocumentID names a payload by its content: "sha256:" and 64 hexadecimal digits.
func DocumentID(payload []byte) string {
	sum := sha256.Sum256(payload)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// DocumentWords are six words for a document's identifier, for people to compare.
// They are empty for text that is not an identifier.
func DocumentWords(id string) []string {
	b, err := hex.DecodeString(trimID(id))
	if err != nil || len(b) != 32 {
		return nil
	}
	return SixWords([32]byte(b))
}
