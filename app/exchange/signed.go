package exchange

import (
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
)

// Contexts keep a signature of one kind from passing as another.
const (
	documentContext  = "cluster-doc/v1\n"
	receiptContext   = "cluster-receipt/v1\n"
	enrolContext     = "cluster-enrol/v1\n"
	enrolledContext  = "cluster-enrolled/v1\n"
	sessionContext   = "cluster-session/v1\n"
	bulletinContext  = "cluster-bulletin/v1\n"
	aggregateContext = "cluster-aggregate/v1\n"
	rotateContext    = "cluster-rotate/v1\n"
	letterContext    = "cluster-letter/v1\n"
)

const signedFormAdvice = "it must hold payload, kid and sig, in that order, and nothing else"

// Lookup finds the signing key with an identifier, or says why it may not be used.
type Lookup func(kid string) (ed25519.PublicKey, error)

// ErrSignature means that the bytes are not what the holder of the key signed.
var ErrSignature = errors.New("the signature does not fit these bytes")

// signed is some exact bytes with the signature of the key that kid names. An
// Envelope and a Receipt are both written in this form.
type signed struct {
	Payload []byte `json:"payload"`
	Kid     string `json:"kid"`
	Sig     []byte `json:"sig"`
}

// pae ties bytes to their context and length before they are signed, so that no
// two different things ever give the same bytes to sign.
func pae(context string, parts ...[]byte) []byte {
	out := []byte(context)
	for _, p := range parts {
		out = binary.BigEndian.AppendUint64(out, uint64(len(p)))
		out = append(out, p...)
	}
	return out
}

func sign(context string, payload []byte, k Key) signed {
	return signed{Payload: payload, Kid: k.Public().ID(), Sig: ed25519.Sign(k.sign, pae(context, payload))}
}

// bytes is the one written form: what does not read back to the same bytes is refused.
func (s signed) bytes() []byte {
	b, err := json.Marshal(s)
	if err != nil {
		panic("exchange: two byte slices and a string always encode: " + err.Error())
	}
	return b
}

func readSigned(b []byte) (signed, error) {
	var s signed
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&s); err != nil {
		return signed{}, fmt.Errorf("this is not a signed document: %s", signedFormAdvice)
	}
	if !bytes.Equal(s.bytes(), b) {
		return signed{}, fmt.Errorf("this is not a signed document in its one written form: %s", signedFormAdvice)
	}
	return s, nil
}

func (s signed) verify(context string, key ed25519.PublicKey) error {
	if len(key) != ed25519.PublicKeySize || len(s.Sig) != ed25519.SignatureSize || s.Kid != KeyID(key) ||
		!ed25519.Verify(key, pae(context, s.Payload), s.Sig) {
		return ErrSignature
	}
	return nil
}
