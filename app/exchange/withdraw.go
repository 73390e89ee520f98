package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/gowebpki/jcs"
)

// WithdrawSchema is the form of a withdrawal that this program writes and reads.
const WithdrawSchema = "cluster-withdraw/1"

// Withdrawal takes back a summary and the revisions before it: their figures leave
// every sum of the cluster. With Purge the hub also destroys the bytes after seven
// days; identifiers and receipts stay.
type Withdrawal struct {
	Meta
	Withdraws string `json:"withdraws"` // identifier of the summary taken back
	Purge     bool   `json:"purge"`
}

// Payload returns the canonical bytes to be sealed.
func (w Withdrawal) Payload() ([]byte, error) {
	w.Schema, w.Kind = WithdrawSchema, KindWithdraw
	b, err := json.Marshal(w)
	if err != nil {
		return nil, fmt.Errorf("write the withdrawal: %w", err)
	}
	b, err = jcs.Transform(b)
	if err != nil {
		return nil, fmt.Errorf("write the withdrawal: %w", err)
	}
	if _, err := ReadWithdrawal(b); err != nil {
		return nil, err
	}
	return b, nil
}

// ReadWithdrawal reads the payload of a withdrawal and refuses anything it does
// not know.
func ReadWithdrawal(payload []byte) (Withdrawal, error) {
	var w Withdrawal
	if _, err := ReadMeta(payload); err != nil {
		return w, err
	}
	dec := json.NewDecoder(bytes.NewReader(payload))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&w); err != nil {
		return w, errors.New("the withdrawal holds a field that is not known")
	}
	if w.Kind != KindWithdraw || w.Schema != WithdrawSchema || !ValidID(w.Withdraws) {
		return w, errors.New("the withdrawal does not name the summary it takes back")
	}
	return w, nil
}
