package exchange

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hpke"
	"errors"
	"fmt"
)

// sealedMark begins a file that only its receiver can open.
var sealedMark = []byte("needsbook-sealed/1\n")

var sealingInfo = []byte("needsbook folder drop v1")

// SealFor encrypts an envelope to a hub (HPKE, RFC 9180: X25519, HKDF-SHA256,
// AES-256-GCM), so that those who can read a shared folder cannot read the file.
func SealFor(e Envelope, hub PublicKey) ([]byte, error) {
	to, err := hpke.DHKEM(ecdh.X25519()).NewPublicKey(hub.Seal)
	if err != nil {
		return nil, fmt.Errorf("seal the document for the hub: %w", err)
	}
	box, err := hpke.Seal(to, hpke.HKDFSHA256(), hpke.AES256GCM(), sealingInfo, e)
	if err != nil {
		return nil, fmt.Errorf("seal the document for the hub: %w", err)
	}
	return append(append([]byte{}, sealedMark...), box...), nil
}

// Unseal gives the envelope in a dropped file, sealed or plain. The envelope is
// not checked; Open does that.
func Unseal(file []byte, k Key) (Envelope, error) {
	box, ok := bytes.CutPrefix(file, sealedMark)
	if !ok {
		return Envelope(file), nil
	}
	e, err := hpke.Open(k.open, hpke.HKDFSHA256(), hpke.AES256GCM(), sealingInfo, box)
	if err != nil {
		return nil, errors.New("the file was sealed for another hub, or is damaged")
	}
	return e, nil
}
