package exchange

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
)

// EnrolFileSchema is the form of a request to join that travels as a file.
const EnrolFileSchema = "cluster-enrol/1"

// MaxEnrolFile is the largest request or answer that is read from a file, in bytes.
const MaxEnrolFile = 16 << 10

// enrolFile is what the file holds, sealed for the hub when its key is known.
type enrolFile struct {
	Schema  string       `json:"schema"`
	Request EnrolRequest `json:"request"`
}

// EnrolFile makes a request to join that is carried as a file, in a shared folder or
// by hand. With the hub's key the file is bound to that hub and sealed for it; without
// (a zero key) any hub that gave the code may take it, and the six words in its answer
// must be compared before it is believed.
func EnrolFile(typed, urn, label string, k Key, hub PublicKey) ([]byte, error) {
	r, err := NewEnrolRequest(typed, urn, label, k, hub)
	if err != nil {
		return nil, err
	}
	b, err := json.Marshal(enrolFile{EnrolFileSchema, r})
	if err != nil {
		return nil, fmt.Errorf("write the request to join: %w", err)
	}
	if len(hub.Sign) == 0 {
		return b, nil
	}
	return SealFor(b, hub)
}

// OpenEnrolFile reads a request to join that came as a file. Its proof is checked when
// the hub takes it.
func OpenEnrolFile(file []byte, hub Key) (EnrolRequest, error) {
	if len(file) > MaxEnrolFile {
		return EnrolRequest{}, errors.New("the file is too large to be a request to join")
	}
	b, err := Unseal(file, hub)
	if err != nil {
		return EnrolRequest{}, err
	}
	if err := CheckJSON(b); err != nil {
		return EnrolRequest{}, fmt.Errorf("read the request to join: %w", err)
	}
	var f enrolFile
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil || f.Schema != EnrolFileSchema {
		return EnrolRequest{}, errors.New("this is not a request to join a cluster")
	}
	return f.Request, nil
}

// CheckFile says why a request that came as a file may not be taken by the hub with
// this key, or nil. It may be bound to this hub or to none.
func (r EnrolRequest) CheckFile(hub PublicKey) error {
	if err := r.Check(hub); !errors.Is(err, ErrSignature) {
		return err
	}
	return r.Check(PublicKey{})
}

// ReadEnrolAnswer reads an answer that came as a file, about the key with the
// identifier device. A pinned hub key is the only one believed. With a zero key the
// answer is checked against the key it names itself: it proves nothing until a person
// has compared that key's six words with the hub's people.
func ReadEnrolAnswer(b []byte, pinned PublicKey, device string) (EnrolAnswer, error) {
	if len(b) > MaxEnrolFile {
		return EnrolAnswer{}, errors.New("the file is too large to be a hub's answer")
	}
	sign := pinned.Sign
	if len(sign) == 0 {
		claimed, err := claimedHub(b)
		if err != nil {
			return EnrolAnswer{}, err
		}
		sign = claimed
	}
	a, err := OpenEnrolAnswer(b, sign, device)
	if err != nil {
		return EnrolAnswer{}, err
	}
	if err := a.Hub.Key.Check(); err != nil || !bytes.Equal(a.Hub.Key.Sign, sign) {
		return EnrolAnswer{}, errors.New("the answer names another hub than the one that signed it")
	}
	return a, nil
}

// claimedHub is the signing key that an answer says is the hub's.
func claimedHub(b []byte) (ed25519.PublicKey, error) {
	s, err := readSigned(b)
	if err != nil {
		return nil, fmt.Errorf("read the hub's answer: %w", err)
	}
	var a EnrolAnswer
	if err := json.Unmarshal(s.Payload, &a); err != nil {
		return nil, errors.New("the hub's answer cannot be read")
	}
	return a.Hub.Key.Sign, nil
}
