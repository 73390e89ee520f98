package exchange

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// DeviceState says how far the hub trusts a key.
type DeviceState string

// A key is pending until a person at the hub has compared the six words.
const (
	Pending DeviceState = "pending"
	Active  DeviceState = "active"
	Revoked DeviceState = "revoked"
)

// Hub is what a hub says about itself to a school that wants to join. It is only
// believed once a person has compared the words, or the invitation named the key.
type Hub struct {
	Name string    `json:"name"`
	Key  PublicKey `json:"key"`
}

// EnrolRequest asks a hub to accept a school's key. Proof shows that the sender
// holds the key and meant this hub, this code and this school.
type EnrolRequest struct {
	Code  string    `json:"code"`
	URN   string    `json:"urn"`
	Key   PublicKey `json:"key"`
	Label string    `json:"label"` // names the computer, such as "SENCO laptop"
	Proof []byte    `json:"proof"`
}

// EnrolAnswer is what the hub says to a request it took.
type EnrolAnswer struct {
	State   DeviceState `json:"state"`
	Device  string      `json:"device"` // identifier of the school's key
	URN     string      `json:"urn"`
	School  string      `json:"school"`
	Cluster string      `json:"cluster"`
	Hub     Hub         `json:"hub"`
	// Refused is set in an answer by file when the hub did not take the request; its
	// sentence says why. Such an answer holds no state, school or cluster.
	Refused Code `json:"refused,omitempty"`
}

// NewEnrolRequest makes a request for one hub. The code is read as typed.
func NewEnrolRequest(typed, urn, label string, k Key, hub PublicKey) (EnrolRequest, error) {
	code, err := ReadCode(typed)
	if err != nil {
		return EnrolRequest{}, err
	}
	r := EnrolRequest{Code: code, URN: urn, Key: k.Public(), Label: label}
	if err := r.checkFields(); err != nil {
		return EnrolRequest{}, err
	}
	r.Proof = ed25519.Sign(k.sign, r.proofBytes(hub.ID()))
	return r, nil
}

// Check says why a request may not be taken by the hub with this key, or nil.
func (r EnrolRequest) Check(hub PublicKey) error {
	if err := r.checkFields(); err != nil {
		return err
	}
	if code, err := ReadCode(r.Code); err != nil || code != r.Code {
		return ErrCode
	}
	if !ed25519.Verify(r.Key.Sign, r.proofBytes(hub.ID()), r.Proof) {
		return ErrSignature
	}
	return nil
}

func (r EnrolRequest) checkFields() error {
	if !ValidURN(r.URN) {
		return errors.New("the school's URN must have six digits")
	}
	if !utf8.ValidString(r.Label) || utf8.RuneCountInString(r.Label) > 60 || strings.ContainsFunc(r.Label, unicode.IsControl) {
		return errors.New("the computer's name must be plain text of 60 characters or fewer")
	}
	return r.Key.Check()
}

func (r EnrolRequest) proofBytes(hub string) []byte {
	return pae(enrolContext, []byte(hub), []byte(CodeHash(r.Code)), []byte(r.URN), r.Key.Sign, r.Key.Seal)
}

// Sign writes the answer as the hub sends it.
func (a EnrolAnswer) Sign(hub Key) []byte {
	b, err := json.Marshal(a)
	if err != nil {
		panic("exchange: an enrolment answer always encodes: " + err.Error())
	}
	return sign(enrolledContext, b, hub).bytes()
}

// OpenEnrolAnswer checks that the hub itself gave this answer, about this key.
func OpenEnrolAnswer(b []byte, hub ed25519.PublicKey, device string) (EnrolAnswer, error) {
	s, err := readSigned(b)
	if err != nil {
		return EnrolAnswer{}, fmt.Errorf("read the hub's answer: %w", err)
	}
	if err := s.verify(enrolledContext, hub); err != nil {
		return EnrolAnswer{}, err
	}
	var a EnrolAnswer
	if err := json.Unmarshal(s.Payload, &a); err != nil || a.Device != device {
		return EnrolAnswer{}, errors.New("the hub's answer is about another key")
	}
	return a, nil
}

// SessionProof signs a hub's challenge so that the school may read its own line of
// documents for a few minutes.
func SessionProof(hub PublicKey, nonce []byte, k Key) []byte {
	return ed25519.Sign(k.sign, pae(sessionContext, []byte(hub.ID()), nonce))
}

// CheckSessionProof reports whether proof answers the challenge.
func CheckSessionProof(hub PublicKey, nonce, proof []byte, device ed25519.PublicKey) bool {
	return len(device) == ed25519.PublicKeySize && ed25519.Verify(device, pae(sessionContext, []byte(hub.ID()), nonce), proof)
}
