package exchange

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Receipt is the hub's signed word that it holds a document. It says nothing of
// the document's figures.
type Receipt struct {
	Document string    `json:"document"`
	URN      string    `json:"urn"`
	Rev      int       `json:"rev"`
	Received time.Time `json:"received_at"` // the hub's clock
	Hub      string    `json:"hub"`         // identifier of the hub's key
}

// Sign writes a receipt as the hub sends and keeps it.
func (r Receipt) Sign(hub Key) []byte {
	r.Hub = hub.Public().ID()
	r.Received = r.Received.UTC().Truncate(time.Millisecond)
	b, err := json.Marshal(r)
	if err != nil {
		panic("exchange: a receipt always encodes: " + err.Error())
	}
	return sign(receiptContext, b, hub).bytes()
}

// OpenReceipt checks a receipt against the hub key that was pinned at enrolment.
func OpenReceipt(b []byte, hub ed25519.PublicKey) (Receipt, error) {
	if len(b) > 4<<10 {
		return Receipt{}, errors.New("the receipt is too large to be one")
	}
	s, err := readSigned(b)
	if err != nil {
		return Receipt{}, fmt.Errorf("read the receipt: %w", err)
	}
	if err := s.verify(receiptContext, hub); err != nil {
		return Receipt{}, err
	}
	var r Receipt
	if err := json.Unmarshal(s.Payload, &r); err != nil {
		return Receipt{}, errors.New("the receipt cannot be read")
	}
	return r, nil
}

// For says why the receipt does not answer a document, or nil.
func (r Receipt) For(id string, m Meta) error {
	if r.Document != id || r.URN != m.URN || r.Rev != m.Rev {
		return errors.New("the receipt is for another document")
	}
	return nil
}
