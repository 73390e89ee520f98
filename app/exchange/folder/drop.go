package folder

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"needsbook/app/exchange"
)

// Drop is the school's side. It is an exchange.Carrier: each Send leaves the file,
// or finds the hub's answer to one left before.
type Drop struct {
	Folder string
	Hub    exchange.PublicKey // whose receipts count, and for whom files are sealed
	Plain  bool               // leave files unsealed, for hubs that ask for it
}

// note is what the hub leaves beside a file that it refused.
type note struct {
	Code   exchange.Code `json:"code"`
	Detail string        `json:"detail"`
}

// Send implements exchange.Carrier.
func (d Drop) Send(_ context.Context, e exchange.Envelope) (exchange.Answer, error) {
	payload, err := e.Payload()
	if err != nil {
		return exchange.Answer{}, err
	}
	m, err := exchange.ReadMeta(payload)
	if err != nil {
		return exchange.Answer{}, err
	}
	id := exchange.DocumentID(payload)
	name := Name(m, id)
	root, err := os.OpenRoot(d.Folder)
	if err != nil {
		return exchange.Answer{}, fmt.Errorf("open the shared folder: %w", err)
	}
	defer root.Close()

	if receipt, err := readPlain(root, name+receiptEnd, 4<<10); err == nil {
		// A receipt that is not the hub's is as good as none.
		if r, err := exchange.OpenReceipt(receipt, d.Hub.Sign); err == nil && r.For(id, m) == nil {
			return exchange.Answer{Code: exchange.Stored, Receipt: receipt}, nil
		}
	}
	if code := takeNote(root, name+refusedEnd); code != "" {
		return exchange.Answer{Code: code}, nil
	}
	if isPlain(root, name) {
		return exchange.Answer{Code: exchange.HandedOver}, nil
	}
	file := []byte(e)
	if !d.Plain {
		if file, err = exchange.SealFor(e, d.Hub); err != nil {
			return exchange.Answer{}, err
		}
	}
	if err := writeWhole(root, name, file); err != nil {
		return exchange.Answer{}, fmt.Errorf("write to the shared folder: %w", err)
	}
	return exchange.Answer{Code: exchange.HandedOver}, nil
}

// takeNote reads a refusal and takes it away, so that the next Send starts anew.
func takeNote(root *os.Root, name string) exchange.Code {
	b, err := readPlain(root, name, 4<<10)
	if err != nil {
		return ""
	}
	var n note
	if err := json.Unmarshal(b, &n); err != nil || n.Code.Status() < 400 {
		n.Code = ""
	}
	if root.Remove(name) != nil {
		return ""
	}
	return n.Code
}
