package inbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"needsbook/app/exchange"
)

// Hub returns what the hub says about itself.
func (in Inbox) Hub() exchange.Hub { return exchange.Hub{Name: in.Name, Key: in.Key.Public()} }

// Enrol takes a school's request to join. A good code is used up in the same
// transaction that keeps the key, which waits for a person's approval. A used code
// that comes from another key leaves an alarm. A code other than "" is a refusal.
func (in Inbox) Enrol(ctx context.Context, r exchange.EnrolRequest) (exchange.EnrolAnswer, exchange.Code, error) {
	return in.enrol(ctx, r, r.Check(in.Key.Public()))
}

// enrol takes a request whose form and proof were judged with the given result.
func (in Inbox) enrol(ctx context.Context, r exchange.EnrolRequest, fault error) (answer exchange.EnrolAnswer, code exchange.Code, err error) {
	switch {
	case errors.Is(fault, exchange.ErrCode):
		return answer, exchange.CodeUnknown, nil
	case fault != nil:
		return answer, exchange.BadProof, nil
	}
	err = in.Store.Write(ctx, func(w Writer) error {
		var device Device
		var err error
		device, code, err = in.admit(w, r)
		if err != nil || code != "" {
			return err
		}
		answer, err = in.answerFor(w, device)
		return err
	})
	if err != nil {
		return answer, exchange.Unavailable, fmt.Errorf("enrol a school: %w", err)
	}
	return answer, code, nil
}

func (in Inbox) admit(w Writer, r exchange.EnrolRequest) (Device, exchange.Code, error) {
	now := in.Now().UTC().Truncate(time.Millisecond)
	invite, err := w.Invite(exchange.CodeHash(r.Code))
	if errors.Is(err, ErrNotFound) {
		return Device{}, exchange.CodeUnknown, nil
	}
	if err != nil {
		return Device{}, "", err
	}
	known, err := w.Device(r.Key.ID())
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Device{}, "", err
	}
	isKnown := err == nil
	switch {
	case !invite.Used.IsZero() && invite.Device == r.Key.ID() && invite.URN == r.URN:
		return known, "", nil // the first answer was lost on its way
	case !invite.Used.IsZero():
		return Device{}, exchange.CodeUsed, record(w, now, r.Key.ID(), actCodeReused, invite.URN)
	case invite.URN != r.URN:
		return Device{}, exchange.CodeOtherSchool, nil
	case now.After(invite.Expires):
		return Device{}, exchange.CodeExpired, nil
	case isKnown && (known.State == exchange.Revoked || known.URN != r.URN):
		return Device{}, exchange.KeyRevoked, nil
	}
	device := Device{ID: r.Key.ID(), URN: r.URN, Key: r.Key, State: exchange.Pending, Label: r.Label, Created: now}
	if isKnown {
		device = known
	}
	invite.Used, invite.Device = now, device.ID
	for _, step := range []error{w.PutInvite(invite), w.PutDevice(device), record(w, now, device.ID, actEnrol, r.URN)} {
		if step != nil {
			return Device{}, "", step
		}
	}
	return device, "", nil
}
