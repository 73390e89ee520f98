package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"

	"needsbook/app/access"
	"needsbook/app/cluster"
	"needsbook/app/exchange"
	"needsbook/app/exchange/folder"
)

// rememberedBulletin is where the last bulletin is kept. It can be fetched again, so it
// lies outside the journal.
const rememberedBulletin = "cluster_bulletin"

// keptBulletin is a bulletin as the hub signed it.
type keptBulletin struct {
	Signed  []byte    `json:"signed"`
	ETag    string    `json:"etag"`
	Number  int64     `json:"number"`
	Fetched time.Time `json:"fetched"` // when it came; of a demo school on its fixed day
}

func (d *Desk) keptBulletin(ctx context.Context) (keptBulletin, error) {
	return d.keptFromHub(ctx, rememberedBulletin)
}

// keptFromHub returns what the hub signed and the school keeps under a name; the zero one
// where there is none that can be read.
func (d *Desk) keptFromHub(ctx context.Context, name string) (keptBulletin, error) {
	var k keptBulletin
	value, found, err := d.store.Remembered(ctx, name)
	if err != nil || !found || json.Unmarshal(value, &k) != nil {
		return keptBulletin{}, err
	}
	return k, nil
}

// FetchBulletin asks for what the hub sends round and for its letter to this school, by
// the road that the school has chosen, and reports whether something newer came. What
// comes is believed only when the hub that the school joined has signed it, and never in
// the place of a newer one. A school that has joined no cluster has none.
func (d *Desk) FetchBulletin(ctx context.Context) (changed bool, err error) {
	if err := d.allow(access.Send); err != nil {
		return false, err
	}
	news, err := d.fetchBulletin(ctx)
	if err != nil {
		return false, err
	}
	wrote, err := d.FetchLetter(ctx)
	return news || wrote, err
}

func (d *Desk) fetchBulletin(ctx context.Context) (changed bool, err error) {
	m, err := d.Membership(ctx)
	if err != nil || !m.Joined() {
		return false, err
	}
	before, err := d.keptBulletin(ctx)
	if err != nil {
		return false, err
	}
	signed, etag, err := d.askBulletin(ctx, m, before)
	if err != nil || signed == nil || bytes.Equal(signed, before.Signed) {
		return false, err
	}
	b, err := exchange.OpenBulletin(signed, m.Hub.Key.Sign)
	switch {
	case errors.Is(err, exchange.ErrSignature):
		return false, refuse("bulletin", "What came was not signed by the hub that the school joined, so it was not kept. If this goes on, tell the hub.")
	case err != nil:
		return false, refuse("bulletin", "What the hub sent round cannot be read: "+err.Error()+". What came before was kept.")
	case b.Cluster != m.Cluster:
		return false, refuse("bulletin", d.terms.Say("What came is meant for another {cluster}, so it was not kept."))
	case b.Number <= before.Number:
		return false, nil
	}
	value, err := json.Marshal(keptBulletin{signed, etag, b.Number, d.nowAtSchool().UTC()})
	if err != nil {
		return false, err
	}
	return true, d.store.Remember(ctx, rememberedBulletin, value)
}

// askBulletin fetches the signed bulletin; nil when there is none or none newer.
func (d *Desk) askBulletin(ctx context.Context, m Membership, before keptBulletin) (signed []byte, etag string, err error) {
	key, _, err := d.key(ctx)
	if err != nil {
		return nil, "", err
	}
	if m.Folder != "" {
		shared, err := d.sharedFolder(m.Folder, m.Hub.Key)
		if err != nil {
			return nil, "", err
		}
		signed, err := shared.Bulletin(key)
		if errors.Is(err, folder.ErrNothing) {
			return nil, "", nil
		}
		if err != nil {
			return nil, "", refuse("bulletin", "The shared folder could not be read, so there is nothing new from the hub. Check that it is there.")
		}
		return signed, "", nil
	}
	hub, err := d.dial(m)
	if err != nil {
		return nil, "", err
	}
	signed, etag, changed, err := hub.Bulletin(ctx, key, m.Hub.Key, m.Cluster, before.ETag)
	if err != nil {
		return nil, "", hubSaid("bulletin", err)
	}
	if !changed {
		return nil, "", nil
	}
	return signed, etag, nil
}

// Bulletin returns the newest bulletin that the school has, and whether it has one.
func (d *Desk) Bulletin(ctx context.Context) (exchange.Bulletin, bool, error) {
	m, err := d.Membership(ctx)
	if err != nil || !m.Joined() {
		return exchange.Bulletin{}, false, err
	}
	kept, err := d.keptBulletin(ctx)
	if err != nil || kept.Number == 0 {
		return exchange.Bulletin{}, false, err
	}
	b, err := exchange.OpenBulletin(kept.Signed, m.Hub.Key.Sign)
	if err != nil || b.Cluster != m.Cluster {
		return exchange.Bulletin{}, false, nil // of a hub or a cluster that the school has left
	}
	return b, true, nil
}

// BulletinFetched returns when the newest bulletin came; the zero time when none has.
func (d *Desk) BulletinFetched(ctx context.Context) (time.Time, error) {
	kept, err := d.keptBulletin(ctx)
	return kept.Fetched, err
}

// Board returns the cluster's figures as the newest bulletin brought them, and whether
// it brought any.
func (d *Desk) Board(ctx context.Context) (cluster.Board, bool, error) {
	b, found, err := d.Bulletin(ctx)
	if err != nil || !found || len(b.Board) == 0 {
		return cluster.Board{}, false, err
	}
	var board cluster.Board
	if err := json.Unmarshal(b.Board, &board); err != nil {
		return cluster.Board{}, false, refuse("bulletin", d.terms.Say("The figures of the {cluster} are in a form that this version of Needsbook cannot read. A newer version may."))
	}
	return board, true, nil
}
