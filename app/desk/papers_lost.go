package desk

import (
	"context"

	"needsbook/app/exchange"
	"needsbook/app/journal"
)

// papersHub is a hub that says which of a school's papers stand.
type papersHub interface {
	Papers(ctx context.Context, k exchange.Key, hub exchange.PublicKey, urn string) ([]exchange.PaperHead, error)
}

// passing are kinds of paper that a hub destroys when their time is over, so that one
// that is missing there was not lost.
var passing = map[string]bool{exchange.KindInterest: true, exchange.KindContact: true, exchange.KindKeyring: true}

// lostPapers returns the papers that the hub once took and no longer has, the newest
// revision of each, and whether it answered. What does not stand need not be lost: its
// school may have moved, or its time be over. So the hub is asked for the paper itself.
func (d *Desk) lostPapers(ctx context.Context, hub Hub, key exchange.Key, m Membership) (lost []exchange.OutboxItem, answered bool, err error) {
	road, ok := hub.(papersHub)
	if !ok {
		return nil, true, nil
	}
	sent, err := d.SentPapers(ctx, "")
	if err != nil || len(sent) == 0 {
		return nil, true, err
	}
	heads, err := road.Papers(ctx, key, m.Hub.Key, d.School().URN)
	switch codeOf(err) {
	case exchange.KeyUnknown:
		items, err := d.Outbox(ctx)
		return changesTo(key, items), true, err
	case exchange.NotFound: // an older hub, which takes none
		return nil, true, nil
	}
	if err != nil {
		return nil, false, nil
	}
	there := map[string]exchange.PaperHead{}
	for _, h := range heads {
		there[paperName(h.Kind, h.Ref)] = h
	}
	for _, s := range sent {
		about := s.Paper.About()
		h, held := there[paperName(about.Kind, about.Ref)]
		stands := held && (h.Epoch != about.Epoch || h.Rev >= about.Rev)
		if stands || passing[about.Kind] || about.Cluster != m.Cluster || !receipted(s.Item) {
			continue
		}
		_, err := hub.Document(ctx, key, m.Hub.Key, s.Item.DocID)
		switch {
		case codeOf(err) == exchange.NotFound:
			lost = append(lost, s.Item)
		case err != nil && codeOf(err) == "":
			return nil, false, nil
		}
	}
	return lost, true, nil
}

// adoptedPapers are the edits that make the papers that stand at the hub those that the
// school's next revisions follow, after its file was restored or made anew.
func (d *Desk) adoptedPapers(ctx context.Context, hub Hub, key exchange.Key, m Membership) ([]journal.Edit, error) {
	road, ok := hub.(papersHub)
	if !ok {
		return nil, nil
	}
	heads, err := road.Papers(ctx, key, m.Hub.Key, d.School().URN)
	if codeOf(err) == exchange.NotFound {
		return nil, nil // an older hub, which takes none
	}
	if err != nil {
		return nil, hubSaid("address", err)
	}
	var edits []journal.Edit
	for _, h := range heads {
		if !exchange.IsPaper(h.Kind) || !exchange.ValidRef(h.Ref) || !exchange.ValidSeries(h.Series) || !exchange.ValidID(h.Document) || h.Rev < 1 {
			return nil, refuse("address", "The hub's answer cannot be read. Nothing was changed. Try again; if it happens again, tell the hub.")
		}
		var own paperHead
		if _, err := readNamed(ctx, d.store, kindSending, paperName(h.Kind, h.Ref), &own); err != nil {
			return nil, err
		}
		at := paperHead{Series: h.Series, Epoch: h.Epoch, Rev: h.Rev, Document: h.Document}
		if own == at {
			continue
		}
		edit, err := putNamed(kindSending, paperName(h.Kind, h.Ref), at)
		if err != nil {
			return nil, err
		}
		edits = append(edits, edit)
	}
	return edits, nil
}
