package exchange

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/gowebpki/jcs"
)

// RotateSchema is the form of a change of key that this program writes and reads.
const RotateSchema = "cluster-rotate/1"

// KeyOverlap is how long a hub still takes documents signed with the key before.
const KeyOverlap = 30 * 24 * time.Hour

// KeyAge is how old a key may grow before a school is reminded to change it.
const KeyAge = 365 * 24 * time.Hour

// Rotation gives a school's key a successor. The document is signed by the old key;
// Proof is the new key's own signature, so nobody can name a key they do not hold.
type Rotation struct {
	Meta
	Key   PublicKey `json:"key"` // the new one
	Proof []byte    `json:"proof"`
}

// NewRotation writes and signs a change from the old key to the new one. Of meta it
// uses the school, the cluster, the term and the day. The envelope goes the way of
// every document, and its receipt means that the hub takes the new key.
func NewRotation(old, next Key, meta Meta) (Envelope, error) {
	meta.Schema, meta.Kind = RotateSchema, KindRotate
	// Each change of key is a line of one document, told apart by the new key.
	meta.Epoch, meta.Rev, meta.Prev = next.Public().ID(), 1, ""
	r := Rotation{Meta: meta, Key: next.Public()}
	r.Proof = ed25519.Sign(next.sign, r.proofBytes(old.Public().ID()))
	b, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("write the change of key: %w", err)
	}
	if b, err = jcs.Transform(b); err != nil {
		return nil, fmt.Errorf("write the change of key: %w", err)
	}
	if _, err := ReadRotation(b); err != nil {
		return nil, err
	}
	return Seal(b, old), nil
}

// ReadRotation reads the payload of a change of key and refuses anything it does not
// know. Check tells whether the new key agreed to it.
func ReadRotation(payload []byte) (Rotation, error) {
	var r Rotation
	if _, err := ReadMeta(payload); err != nil {
		return r, err
	}
	dec := json.NewDecoder(bytes.NewReader(payload))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&r); err != nil {
		return r, errors.New("the change of key holds a field that is not known")
	}
	if r.Kind != KindRotate || r.Schema != RotateSchema || r.Rev != 1 || r.Prev != "" {
		return r, errors.New("the change of key is not in the agreed form")
	}
	if err := r.Key.Check(); err != nil {
		return r, err
	}
	if r.Epoch != r.Key.ID() {
		return r, errors.New("the change of key is not numbered by its new key")
	}
	return r, nil
}

// Check says why the new key does not stand behind the change from the key with the
// identifier old, or nil.
func (r Rotation) Check(old string) error {
	if old == r.Key.ID() {
		return errors.New("the new key is the old one")
	}
	if len(r.Key.Sign) != ed25519.PublicKeySize || !ed25519.Verify(r.Key.Sign, r.proofBytes(old), r.Proof) {
		return ErrSignature
	}
	return nil
}

func (r Rotation) proofBytes(old string) []byte {
	return pae(rotateContext, []byte(old), []byte(r.URN), []byte(r.Cluster), r.Key.Sign, r.Key.Seal)
}
