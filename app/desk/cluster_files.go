package desk

import (
	"context"
	"errors"

	"needsbook/app/access"
	"needsbook/app/exchange"
	"needsbook/app/exchange/folder"
)

// EnrolFile makes a request to join a hub that travels as a file, with the code of an
// invitation and a name for this computer. The hub's answer comes as a file too.
func (d *Desk) EnrolFile(ctx context.Context, code, label string) ([]byte, error) {
	if err := d.allow(access.Send); err != nil {
		return nil, err
	}
	s := d.School()
	if !exchange.ValidURN(s.URN) {
		return nil, refuse("urn", "The school has no URN yet. Enter it in Settings, School, then join.")
	}
	pinned, err := d.pinnedHub(ctx)
	if err != nil {
		return nil, err
	}
	key, edits, err := d.keyToJoin(ctx)
	if err != nil {
		return nil, err
	}
	file, err := exchange.EnrolFile(code, s.URN, label, key, pinned)
	if err != nil {
		return nil, refuse("code", sentence(err.Error()))
	}
	if len(edits) == 0 {
		return file, nil
	}
	return file, d.note(ctx, d.terms.Say("Make a key to join a {cluster} with"), edits...)
}

// pinnedHub is the key of the hub that the school trusts already; the zero key where
// there is none, or where that hub has shut this computer out.
func (d *Desk) pinnedHub(ctx context.Context) (exchange.PublicKey, error) {
	m, err := d.Membership(ctx)
	if err != nil || !m.Joined() || m.State == exchange.Revoked {
		return exchange.PublicKey{}, err
	}
	return m.Hub.Key, nil
}

// ReadEnrolAnswer reads a hub's answer to EnrolFile and returns the hub, for the person
// to compare its six words with those that its people read out. Nothing is kept.
func (d *Desk) ReadEnrolAnswer(ctx context.Context, file []byte) (Joining, error) {
	a, err := d.enrolAnswer(ctx, file)
	return Joining{Hub: a.Hub}, err
}

func (d *Desk) enrolAnswer(ctx context.Context, file []byte) (exchange.EnrolAnswer, error) {
	pinned, err := d.pinnedHub(ctx)
	if err != nil {
		return exchange.EnrolAnswer{}, err
	}
	var seed []byte
	found, err := readNamed(ctx, d.store, kindSending, sendingSeed, &seed)
	if err != nil {
		return exchange.EnrolAnswer{}, err
	}
	if !found {
		return exchange.EnrolAnswer{}, refuse("file", "This computer has not asked to join. Make the request first, with the code from the hub.")
	}
	key, err := exchange.KeyFromSeed(seed)
	if err != nil {
		return exchange.EnrolAnswer{}, err
	}
	a, err := exchange.ReadEnrolAnswer(file, pinned, key.Public().ID())
	switch {
	case err != nil:
		return a, refuse("file", sentence(err.Error())+" Nothing was changed.")
	case a.Refused != "":
		return a, refuse("code", a.Refused.Sentence()+" Nothing was changed.")
	case a.URN != d.School().URN:
		return a, refuse("file", "The answer is for another school. Nothing was changed.")
	}
	return a, nil
}

// TakeEnrolAnswer keeps a hub's answer, once the person has compared the six words that
// ReadEnrolAnswer gave. A later answer of the same hub, such as that it has approved
// this computer, is taken in the same way.
func (d *Desk) TakeEnrolAnswer(ctx context.Context, file []byte) (Membership, error) {
	if err := d.allow(access.Send); err != nil {
		return Membership{}, err
	}
	a, err := d.enrolAnswer(ctx, file)
	if err != nil {
		return Membership{}, err
	}
	before, err := d.Membership(ctx)
	if err != nil {
		return before, err
	}
	key, _, err := d.key(ctx)
	if err != nil {
		return before, err
	}
	m := Membership{Address: before.Address, Folder: before.Folder, Hub: a.Hub, Cluster: a.Cluster, State: a.State, Key: key.Public(), KeyMade: before.KeyMade}
	if before.Key.ID() != key.Public().ID() || m.KeyMade.IsZero() {
		m.KeyMade = d.Today()
	}
	if before.Hub.Key.ID() != a.Hub.Key.ID() {
		m.Address, m.Folder = "", "" // they led to another hub
	}
	if m.State == before.State && m.Cluster == before.Cluster && m.Key.ID() == before.Key.ID() && m.Hub.Key.ID() == before.Hub.Key.ID() {
		return before, nil
	}
	return m, d.keepJoined(ctx, m, nil)
}

// EnrolByFolder leaves a request to join in a folder that the hub's people can open.
func (d *Desk) EnrolByFolder(ctx context.Context, path, code, label string) error {
	if err := d.allow(access.Send); err != nil {
		return err
	}
	request, err := d.EnrolFile(ctx, code, label)
	if err != nil {
		return err
	}
	key, _, err := d.key(ctx)
	if err != nil {
		return err
	}
	shared, err := d.sharedFolder(path, exchange.PublicKey{})
	if err != nil {
		return err
	}
	if err := shared.LeaveRequest(key.Public().ID(), request); err != nil {
		return refuse("folder", "Nothing could be written to this folder. Check that it is there and that you may write to it. Nothing was changed.")
	}
	return nil
}

// EnrolAnswerIn looks for the hub's answer in a shared folder, and reports whether there
// is one.
func (d *Desk) EnrolAnswerIn(ctx context.Context, path string) (file []byte, found bool, err error) {
	key, _, err := d.key(ctx)
	if err != nil {
		return nil, false, err
	}
	shared, err := d.sharedFolder(path, exchange.PublicKey{})
	if err != nil {
		return nil, false, err
	}
	file, err = shared.EnrolAnswer(key.Public().ID())
	switch {
	case errors.Is(err, folder.ErrNothing):
		return nil, false, nil
	case err != nil:
		return nil, false, refuse("folder", "The shared folder could not be read. Check that it is there, then try again.")
	}
	return file, true, nil
}
