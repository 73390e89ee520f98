package inbox

import (
	"errors"

	"needsbook/app/exchange"
)

// keepRotation takes a new key in place of the one that signed the document. The old
// one serves for another 30 days, so that what is on its way still arrives; it may not
// name a second successor.
func (in Inbox) keepRotation(w Writer, c Checked, d Document) (exchange.Answer, error) {
	r, err := exchange.ReadRotation(c.payload)
	if err != nil {
		return exchange.Answer{}, refusal(exchange.SchemaInvalid)
	}
	if r.Check(c.Device) != nil {
		return exchange.Answer{}, refusal(exchange.BadSignature)
	}
	old, err := w.Device(c.Device)
	if err != nil {
		return exchange.Answer{}, err
	}
	if old.Next != "" {
		return exchange.Answer{}, refusal(exchange.KeyReplaced)
	}
	if _, err := w.Device(r.Key.ID()); err == nil {
		return exchange.Answer{}, refusal(exchange.KeyKnown)
	} else if !errors.Is(err, ErrNotFound) {
		return exchange.Answer{}, err
	}
	old.Next, old.Until = r.Key.ID(), d.Received.Add(exchange.KeyOverlap)
	next := Device{ID: r.Key.ID(), URN: old.URN, Key: r.Key, State: exchange.Active, Label: old.Label, Created: d.Received, ApprovedBy: "key " + old.ID}
	for _, step := range []func() error{
		func() error { return w.PutDevice(old) },
		func() error { return w.PutDevice(next) },
		func() error { return record(w, d.Received, old.ID, actRotate, next.ID) },
	} {
		if err := step(); err != nil {
			return exchange.Answer{}, err
		}
	}
	return file(w, d, exchange.Stored, true)
}
