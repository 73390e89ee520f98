package exchange

import (
	"crypto/ed25519"
	"errors"
	"fmt"
)

// SignLetter signs the words of a hub to one school (a papers.Letter as JSON).
func SignLetter(payload []byte, hub Key) []byte { return sign(letterContext, payload, hub).bytes() }

// OpenLetter checks a letter against the hub key that was pinned at enrolment and
// returns the exact bytes that were signed. Errors may be shown to a person.
func OpenLetter(b []byte, hub ed25519.PublicKey) ([]byte, error) {
	if len(b) > MaxBulletin {
		return nil, errors.New("the letter is too large to be one")
	}
	s, err := readSigned(b)
	if err != nil {
		return nil, fmt.Errorf("read the letter: %w", err)
	}
	if err := s.verify(letterContext, hub); err != nil {
		return nil, err
	}
	if err := CheckJSON(s.Payload); err != nil {
		return nil, fmt.Errorf("read the letter: %w", err)
	}
	return s.Payload, nil
}
