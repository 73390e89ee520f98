package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"

	"needsbook/app/continuum"
	"needsbook/app/exchange"
	"needsbook/app/exchange/folder"
	"needsbook/app/pack"
)

// TakenPack is a pack that the hub sent round, fetched to be looked at. AdoptPack puts
// its Body in use, like that of any other pack.
type TakenPack struct {
	Offer    exchange.PackOffer
	Body     []byte
	Moves    continuum.Moves // what adopting it would change, of a continuum
	Problems []pack.Problem  // why it cannot be used; none when it can
}

// TakePack fetches a pack that the newest bulletin offers and looks through it as
// through any pack. Nothing is put in use.
func (d *Desk) TakePack(ctx context.Context, id string) (TakenPack, error) {
	b, found, err := d.Bulletin(ctx)
	if err != nil {
		return TakenPack{}, err
	}
	i := slices.IndexFunc(b.Packs, func(p exchange.PackOffer) bool { return p.ID == id })
	if !found || i < 0 {
		return TakenPack{}, refuse("pack", "The hub does not send this pack round any more. Look at what it sends round now.")
	}
	t := TakenPack{Offer: b.Packs[i]}
	if t.Body, err = d.askPack(ctx, id); err != nil {
		return t, err
	}
	if sum := sha256.Sum256(t.Body); hex.EncodeToString(sum[:]) != id {
		return t, refuse("pack", "What came is not the pack that the hub offered, so nothing was changed. Try again.")
	}
	t.Moves, t.Problems, err = d.PreviewPack(ctx, t.Body)
	return t, err
}

func (d *Desk) askPack(ctx context.Context, id string) ([]byte, error) {
	m, err := d.Membership(ctx)
	if err != nil {
		return nil, err
	}
	if m.Folder != "" {
		shared, err := d.sharedFolder(m.Folder, m.Hub.Key)
		if err != nil {
			return nil, err
		}
		body, err := shared.Pack(id)
		if errors.Is(err, folder.ErrNothing) {
			return nil, refuse("pack", "The hub has not put this pack in the shared folder yet. Try again later.")
		}
		if err != nil {
			return nil, refuse("pack", "The shared folder could not be read. Check that it is there, then try again.")
		}
		return body, nil
	}
	key, _, err := d.key(ctx)
	if err != nil {
		return nil, err
	}
	hub, err := d.dial(m)
	if err != nil {
		return nil, err
	}
	body, err := hub.Pack(ctx, key, m.Hub.Key, id)
	if err != nil {
		return nil, hubSaid("pack", err)
	}
	return body, nil
}
