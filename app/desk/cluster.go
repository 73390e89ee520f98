package desk

import (
	"context"
	"time"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/journal"
)

// Membership is the school's place in a cluster, as the school keeps it.
type Membership struct {
	Address string               `json:"address"` // of the hub
	Folder  string               `json:"folder"`  // a shared folder to send by instead; "" sends over the network
	Hub     exchange.Hub         `json:"hub"`
	Cluster string               `json:"cluster"`
	State   exchange.DeviceState `json:"state"`
	Key     exchange.PublicKey   `json:"key"`      // the school's own
	KeyMade day.Date             `json:"key_made"` // when it came into use
}

// Joined reports whether the school has enrolled with a hub.
func (m Membership) Joined() bool { return m.State != "" }

// Names of what is kept about sending.
const (
	sendingMember   = "membership"
	sendingSeed     = "key"
	sendingNextSeed = "next_key"
	sendingEpoch    = "epoch"
	sendingMemory   = "memory"
	sendingHold     = "hold"
	sendingHead     = "head/"
	sendingOutbox   = "outbox/"
)

// Membership returns the school's place in its cluster; the zero Membership when
// it has not joined one.
func (d *Desk) Membership(ctx context.Context) (Membership, error) {
	var m Membership
	_, err := readNamed(ctx, d.store, kindSending, sendingMember, &m)
	return m, err
}

// Joining is a hub that answered, for the person to compare its six words before
// the school joins.
type Joining struct {
	Address string
	Hub     exchange.Hub
	hub     Hub
}

// Words are the six words that the hub's administrator reads out.
func (j Joining) Words() []string { return j.Hub.Key.Words() }

// MeetHub asks the hub at an address who it is. Nothing is kept.
func (d *Desk) MeetHub(ctx context.Context, address string) (Joining, error) {
	if err := d.allow(access.Send); err != nil {
		return Joining{}, err
	}
	if d.options.Roads.Dial == nil {
		return Joining{}, refuse("address", "This program was started without a network. Send by folder instead.")
	}
	hub, err := d.options.Roads.Dial(address)
	if err != nil {
		return Joining{}, refuse("address", sentence(err.Error()))
	}
	about, err := hub.Hub(ctx)
	if err != nil {
		return Joining{}, refuse("address", "The hub did not answer. Check the address and the network, then try again. Nothing was changed.")
	}
	if err := about.Key.Check(); err != nil {
		return Joining{}, refuse("address", d.terms.Say("What answered is not the hub of any {cluster}. Check the address."))
	}
	return Joining{Address: address, Hub: about, hub: hub}, nil
}

// Join enrols this computer with a hub by the code of an invitation. The answer is
// usually "pending" until a person at the hub has compared the school's six words.
func (d *Desk) Join(ctx context.Context, j Joining, code, label string) (Membership, error) {
	if err := d.allow(access.Send); err != nil {
		return Membership{}, err
	}
	s := d.School()
	if !exchange.ValidURN(s.URN) {
		return Membership{}, refuse("urn", "The school has no URN yet. Enter it in Settings, School, then join.")
	}
	key, seedEdit, err := d.keyToJoin(ctx)
	if err != nil {
		return Membership{}, err
	}
	r, err := exchange.NewEnrolRequest(code, s.URN, label, key, j.Hub.Key)
	if err != nil {
		return Membership{}, refuse("code", sentence(err.Error()))
	}
	answer, err := j.hub.Enrol(ctx, r, j.Hub.Key)
	if err != nil {
		return Membership{}, refuse("code", sentence(err.Error())+" Nothing was changed.")
	}
	m := Membership{Address: j.Address, Hub: answer.Hub, Cluster: answer.Cluster, State: answer.State, Key: key.Public(), KeyMade: d.Today()}
	return m, d.keepJoined(ctx, m, seedEdit)
}

// keepJoined keeps the school's place in a cluster, and makes the mark of the file's
// life, so that the first summary is approved exactly as it is shown.
func (d *Desk) keepJoined(ctx context.Context, m Membership, edits []journal.Edit) error {
	_, epoch, err := d.newEpoch(ctx)
	if err != nil {
		return err
	}
	edit, err := putNamed(kindSending, sendingMember, m)
	if err != nil {
		return err
	}
	return d.note(ctx, d.terms.Say("Join the {cluster} ")+m.Cluster, append(append(edits, epoch...), edit)...)
}

// SendByFolder makes a shared folder or a stick the road to the hub; "" goes back
// to the network.
func (d *Desk) SendByFolder(ctx context.Context, folder string) error {
	if err := d.allow(access.Send); err != nil {
		return err
	}
	m, err := d.Membership(ctx)
	if err != nil {
		return err
	}
	if !m.Joined() {
		return refuse("folder", d.terms.Say("Join the {cluster} first, with the code from its hub."))
	}
	m.Folder = folder
	edit, err := putNamed(kindSending, sendingMember, m)
	if err != nil {
		return err
	}
	return d.note(ctx, d.terms.Say("Choose how to send to the {cluster}"), edit)
}

// CheckMembership asks the hub how far it trusts the school's key by now, by the road
// that the school has chosen, and keeps the answer.
func (d *Desk) CheckMembership(ctx context.Context) (Membership, error) {
	if err := d.allow(access.Send); err != nil {
		return Membership{}, err
	}
	m, err := d.Membership(ctx)
	if err != nil || !m.Joined() {
		return m, err
	}
	if m.Folder != "" {
		file, found, err := d.EnrolAnswerIn(ctx, m.Folder)
		if err != nil || !found {
			return m, err
		}
		return d.TakeEnrolAnswer(ctx, file)
	}
	if d.options.Roads.Dial == nil {
		return m, nil
	}
	hub, err := d.dial(m)
	if err != nil {
		return m, err
	}
	state, err := hub.DeviceState(ctx, m.Key.ID())
	if err != nil {
		return m, refuse("address", "The hub did not answer. Try again when the network is there. Nothing was changed.")
	}
	if state == m.State {
		return m, nil
	}
	m.State = state
	edit, err := putNamed(kindSending, sendingMember, m)
	if err != nil {
		return m, err
	}
	return m, d.note(ctx, "The hub answered: "+string(state), edit)
}

func (d *Desk) now() time.Time { return d.options.Clock() }
