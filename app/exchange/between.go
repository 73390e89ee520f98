package exchange

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/hpke"
	"encoding/json"
	"errors"
	"fmt"
)

// Purposes of what one school seals for another. A box of one purpose never opens as
// one of another.
const (
	ForRing    = "cluster-ring/v1\n"    // the secret that shared needs are compared by
	ForContact = "cluster-contact/v1\n" // whom to talk to about a shared need
)

// ErrNotForUs means that a box was not sealed for this key, or was changed.
var ErrNotForUs = errors.New("this was sealed for another key, or was changed on its way")

// between is what lies in a box: the sender's keys, what was said, and the signature
// over that, the purpose and the receiver. A receiver cannot pass it on as sealed for
// another.
type between struct {
	From    PublicKey `json:"from"`
	Payload []byte    `json:"payload"`
	Sig     []byte    `json:"sig"`
}

// SealBetween signs a payload and seals it for one other key (HPKE, RFC 9180: X25519,
// HKDF-SHA256, AES-256-GCM). The hub that carries the box can neither read nor forge it.
func SealBetween(payload []byte, from Key, to PublicKey, purpose string) ([]byte, error) {
	key, err := hpke.DHKEM(ecdh.X25519()).NewPublicKey(to.Seal)
	if err != nil {
		return nil, fmt.Errorf("seal for another school: %w", err)
	}
	inner, err := json.Marshal(between{From: from.Public(), Payload: payload, Sig: ed25519.Sign(from.sign, pae(purpose, to.Seal, payload))})
	if err != nil {
		return nil, fmt.Errorf("seal for another school: %w", err)
	}
	box, err := hpke.Seal(key, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte(purpose), inner)
	if err != nil {
		return nil, fmt.Errorf("seal for another school: %w", err)
	}
	return box, nil
}

// OpenBetween opens a box that was sealed for a key and says who sealed it. Whether that
// sender is to be believed is for the caller to judge, by keys that it knows.
func OpenBetween(box []byte, k Key, purpose string) (payload []byte, from PublicKey, err error) {
	if k.open == nil {
		return nil, from, ErrNotForUs
	}
	inner, err := hpke.Open(k.open, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte(purpose), box)
	if err != nil {
		return nil, from, ErrNotForUs
	}
	var b between
	dec := json.NewDecoder(bytes.NewReader(inner))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&b); err != nil || b.From.Check() != nil {
		return nil, from, ErrNotForUs
	}
	if !ed25519.Verify(b.From.Sign, pae(purpose, k.Public().Seal, b.Payload), b.Sig) {
		return nil, from, ErrSignature
	}
	return b.Payload, b.From, nil
}
