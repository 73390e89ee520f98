package desk

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/journal"
	"needsbook/app/school"
)

// secretKeys are the names under which secret keys are kept.
var secretKeys = []string{sendingSeed, sendingNextSeed, sendingRings}

// key returns the school's secret key, making one the first time; the edits keep it.
func (d *Desk) key(ctx context.Context) (exchange.Key, []journal.Edit, error) {
	var seed []byte
	found, err := readNamed(ctx, d.store, kindSending, sendingSeed, &seed)
	if err != nil {
		return exchange.Key{}, nil, err
	}
	if found {
		key, err := exchange.KeyFromSeed(seed)
		return key, nil, err
	}
	return d.freshKey(sendingSeed)
}

// keyToJoin is the key to join a hub with. A hub never takes a key again that it once
// revoked, so that a school that was shut out joins with a new one.
func (d *Desk) keyToJoin(ctx context.Context) (exchange.Key, []journal.Edit, error) {
	m, err := d.Membership(ctx)
	if err != nil {
		return exchange.Key{}, nil, err
	}
	if m.State == exchange.Revoked {
		return d.freshKey(sendingSeed)
	}
	return d.key(ctx)
}

func (d *Desk) freshKey(name string) (exchange.Key, []journal.Edit, error) {
	key, err := exchange.NewKey(d.options.Roads.Random)
	if err != nil {
		return exchange.Key{}, nil, err
	}
	edit, err := putNamed(kindSending, name, key.Seed())
	return key, []journal.Edit{edit}, err
}

// keyMonths is how old a key may grow before the school is reminded to change it.
const keyMonths = 12

// KeyDue returns the day from which this computer's key should be changed; the zero
// day when the school has joined no cluster.
func (m Membership) KeyDue() day.Date {
	if !m.Joined() || m.KeyMade.IsZero() {
		return day.Date{}
	}
	return m.KeyMade.AddMonths(keyMonths)
}

// RotateKey makes a new key for this computer and puts the change of key in the outbox,
// signed by both keys. It holds no figures, so it needs no sharing agreement. The old
// key signs until the hub's receipt has come; the hub takes what it signed for 30 days
// more.
func (d *Desk) RotateKey(ctx context.Context) (exchange.OutboxItem, error) {
	if err := d.allow(access.Send); err != nil {
		return exchange.OutboxItem{}, err
	}
	m, err := d.Membership(ctx)
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	if m.State != exchange.Active {
		return exchange.OutboxItem{}, refuse("key", "The hub does not trust this computer's key, so the key cannot give itself a successor. Join with a code from the hub: that makes a new key.")
	}
	d.sendLock.Lock()
	defer d.sendLock.Unlock()
	items, err := d.Outbox(ctx)
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	if slices.ContainsFunc(items, func(i exchange.OutboxItem) bool { return waits(i) && DocumentKind(i) == exchange.KindRotate }) {
		return exchange.OutboxItem{}, refuse("key", "A change of key waits in the outbox already. Send it; the new key is in use once the hub's receipt is here.")
	}
	old, _, err := d.key(ctx)
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	next, edits, err := d.freshKey(sendingNextSeed)
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	series := school.Series(d.Today())
	envelope, err := exchange.NewRotation(old, next, exchange.Meta{URN: d.School().URN, Cluster: m.Cluster, Series: series, AsOf: d.Today()})
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	payload, err := envelope.Payload()
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	item, err := d.outboxItem(ctx, series, 1, exchange.DocumentID(payload), envelope)
	if err != nil {
		return item, err
	}
	line, err := d.logged(ctx, SendEntry{Event: SendRotated, Document: item.DocID, Series: series, Rev: 1, To: m.Hub.Name})
	if err != nil {
		return item, err
	}
	edit, err := putNamed(kindSending, outboxName(item.ID), item)
	if err != nil {
		return item, err
	}
	return item, d.note(ctx, "Make a new key for this computer", append(append(edits, line...), edit)...)
}

// keysAfter are the edits that an answer makes to the school's keys: the new key takes
// the place of the old one with the receipt for its change, and a key that the hub takes
// no more, revoked or replaced by one that this file does not use, is known as such.
func (d *Desk) keysAfter(ctx context.Context, item exchange.OutboxItem, meta exchange.Meta) ([]journal.Edit, error) {
	m, err := d.Membership(ctx)
	if err != nil {
		return nil, err
	}
	shutOut := item.LastCode == exchange.KeyRevoked || item.LastCode == exchange.KeyReplaced && signer(item.Envelope) == m.Key.ID()
	switch {
	case item.State == exchange.Parked && shutOut && m.State != exchange.Revoked:
		m.State = exchange.Revoked
		edit, err := putNamed(kindSending, sendingMember, m)
		return []journal.Edit{edit}, err
	case !receipted(item) || meta.Kind != exchange.KindRotate:
		return nil, nil
	}
	var seed []byte
	found, err := readNamed(ctx, d.store, kindSending, sendingNextSeed, &seed)
	if err != nil || !found {
		return nil, err
	}
	next, err := exchange.KeyFromSeed(seed)
	if err != nil || next.Public().ID() != meta.Epoch { // a change of key is numbered by the new key
		return nil, err
	}
	m.Key, m.KeyMade, m.State = next.Public(), d.Today(), exchange.Active
	kept, err1 := putNamed(kindSending, sendingSeed, seed)
	member, err2 := putNamed(kindSending, sendingMember, m)
	return []journal.Edit{kept, member, {Kind: kindSending, Key: sendingNextSeed, Remove: true}}, errors.Join(err1, err2)
}

// signer is the identifier of the key that signed an envelope; "" when it cannot be read.
func signer(e exchange.Envelope) string {
	var signed struct {
		Kid string `json:"kid"`
	}
	if err := json.Unmarshal(e, &signed); err != nil {
		return ""
	}
	return signed.Kid
}

// signedNow returns an item signed by the school's key of today. What was approved
// before the key was changed keeps its bytes and its name, and is signed anew; a change
// of key itself is signed by the old one.
func (d *Desk) signedNow(ctx context.Context, item exchange.OutboxItem) (exchange.OutboxItem, error) {
	if DocumentKind(item) == exchange.KindRotate {
		return item, nil
	}
	key, _, err := d.key(ctx)
	if err != nil {
		return item, err
	}
	if by := signer(item.Envelope); by == "" || by == key.Public().ID() {
		return item, nil // what cannot be read is found out before it is sent
	}
	payload, err := item.Envelope.Payload()
	if err == nil {
		item.Envelope = exchange.Seal(payload, key)
	}
	return item, nil
}

// readyUnderNewKey makes ready again what the hub refused because the key that signed it
// had a successor, once the school uses another key. It reports whether there was any.
func (d *Desk) readyUnderNewKey(ctx context.Context) (found bool, err error) {
	key, _, err := d.key(ctx)
	if err != nil {
		return false, err
	}
	items, err := d.Outbox(ctx)
	if err != nil {
		return false, err
	}
	for _, i := range items {
		if i.LastCode != exchange.KeyReplaced || DocumentKind(i) == exchange.KindRotate || signer(i.Envelope) == key.Public().ID() {
			continue
		}
		again, err := i.Again(d.now())
		if errors.Is(err, exchange.ErrNotParked) {
			continue
		}
		if err := errors.Join(err, d.keepReady(ctx, again, SendAgain, bySelf)); err != nil {
			return found, err
		}
		found = true
	}
	return found, nil
}
