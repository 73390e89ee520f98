package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"

	"needsbook/app/access"
	"needsbook/app/cluster/papers"
	"needsbook/app/exchange"
	"needsbook/app/exchange/folder"
)

// rememberedLetter is where the last letter is kept. It can be fetched again, so it lies
// outside the journal.
const rememberedLetter = "cluster_letter"

// Circular returns what the newest bulletin tells all schools about the work of the
// cluster, and whether it tells anything.
func (d *Desk) Circular(ctx context.Context) (papers.Circular, bool, error) {
	b, found, err := d.Bulletin(ctx)
	if err != nil || !found || len(b.Circular) == 0 {
		return papers.Circular{}, false, err
	}
	c, err := papers.ReadCircular(b.Circular)
	if err != nil {
		return papers.Circular{}, false, refuse("bulletin", d.terms.Say("What the {cluster} sends round is in a form that this version of Needsbook cannot read: ")+err.Error()+".")
	}
	return c, true, nil
}

// Letter returns the newest letter that the hub wrote to this school, and whether the
// school has one.
func (d *Desk) Letter(ctx context.Context) (papers.Letter, bool, error) {
	m, err := d.Membership(ctx)
	if err != nil || !m.Joined() {
		return papers.Letter{}, false, err
	}
	kept, err := d.keptLetter(ctx)
	if err != nil || kept.Number == 0 {
		return papers.Letter{}, false, err
	}
	l, err := papers.OpenLetter(kept.Signed, m.Hub.Key.Sign)
	if err != nil || l.Cluster != m.Cluster || l.URN != d.School().URN {
		return papers.Letter{}, false, nil // of a hub or a cluster that the school has left
	}
	return l, true, nil
}

func (d *Desk) keptLetter(ctx context.Context) (keptBulletin, error) {
	return d.keptFromHub(ctx, rememberedLetter)
}

// FetchLetter asks for the hub's letter to this school, by the road that the school has
// chosen, and reports whether a newer one came. What comes is believed as a bulletin is.
func (d *Desk) FetchLetter(ctx context.Context) (changed bool, err error) {
	if err := d.allow(access.Send); err != nil {
		return false, err
	}
	m, err := d.Membership(ctx)
	if err != nil || !m.Joined() {
		return false, err
	}
	before, err := d.keptLetter(ctx)
	if err != nil {
		return false, err
	}
	signed, etag, err := d.askLetter(ctx, m, before)
	if err != nil || signed == nil || bytes.Equal(signed, before.Signed) {
		return false, err
	}
	return d.takeLetter(ctx, m, keptBulletin{Signed: signed, ETag: etag}, before)
}

// takeLetter keeps a letter that came, unless it is an old or a strange one, and lets
// each part of the program do what is to be done with it.
func (d *Desk) takeLetter(ctx context.Context, m Membership, came, before keptBulletin) (bool, error) {
	l, err := papers.OpenLetter(came.Signed, m.Hub.Key.Sign)
	switch {
	case errors.Is(err, exchange.ErrSignature):
		return false, refuse("letter", "The letter that came was not signed by the hub that the school joined, so it was not kept. If this goes on, tell the hub.")
	case err != nil:
		return false, refuse("letter", "The hub's letter cannot be read: "+err.Error()+". The one that came before was kept.")
	case l.Cluster != m.Cluster || l.URN != d.School().URN:
		return false, refuse("letter", "The letter that came is meant for another school, so it was not kept.")
	}
	old, _, err := d.Letter(ctx)
	if err != nil {
		return false, err
	}
	if old.Number > 0 && l.Number <= before.Number {
		return false, nil
	}
	came.Number, came.Fetched = l.Number, d.nowAtSchool().UTC()
	value, err := json.Marshal(came)
	if err != nil {
		return false, err
	}
	// What the parts of the program do comes first and may be done twice: should it
	// fail half way, the letter counts as not come and is taken again.
	if err := d.letterCame(ctx, old, l); err != nil {
		return false, err
	}
	return true, d.store.Remember(ctx, rememberedLetter, value)
}

// onLetter are what the parts of the program want done when a letter came. Each may be
// called again with the same letter.
var onLetter = []func(d *Desk, ctx context.Context, before, after papers.Letter) error{
	needsCame,
}

func (d *Desk) letterCame(ctx context.Context, before, after papers.Letter) error {
	for _, do := range onLetter {
		if err := do(d, ctx, before, after); err != nil {
			return err
		}
	}
	return nil
}

// letterHub and letterFolder are roads that letters come by.
type letterHub interface {
	Letter(ctx context.Context, k exchange.Key, hub exchange.PublicKey, urn, etag string) (signed []byte, newETag string, changed bool, err error)
}
type letterFolder interface {
	Letter(key exchange.Key) ([]byte, error)
}

// askLetter fetches the signed letter; nil when there is none or none newer.
func (d *Desk) askLetter(ctx context.Context, m Membership, before keptBulletin) (signed []byte, etag string, err error) {
	key, _, err := d.key(ctx)
	if err != nil {
		return nil, "", err
	}
	if m.Folder != "" {
		shared, err := d.sharedFolder(m.Folder, m.Hub.Key)
		if err != nil {
			return nil, "", err
		}
		road, ok := shared.(letterFolder)
		if !ok {
			return nil, "", nil
		}
		signed, err := road.Letter(key)
		if errors.Is(err, folder.ErrNothing) {
			return nil, "", nil
		}
		if err != nil {
			return nil, "", refuse("letter", "The shared folder could not be read, so there is nothing new from the hub. Check that it is there.")
		}
		return signed, "", nil
	}
	hub, err := d.dial(m)
	if err != nil {
		return nil, "", err
	}
	road, ok := hub.(letterHub)
	if !ok {
		return nil, "", nil
	}
	signed, etag, changed, err := road.Letter(ctx, key, m.Hub.Key, d.School().URN, before.ETag)
	if codeOf(err) == exchange.NotFound {
		return nil, "", nil // an older hub, which writes none
	}
	if err != nil {
		return nil, "", hubSaid("letter", err)
	}
	if !changed {
		return nil, "", nil
	}
	return signed, etag, nil
}
