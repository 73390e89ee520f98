package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"needsbook/app/exchange"
)

// A hub that was put back from a backup has lost what came since. The schools still
// have it, with the hub's own receipts: they compare now and then what the hub holds
// with what it receipted, and send the rest again by themselves, byte for byte. Only over
// the network can a hub be asked; what came by a folder still lies in the folder's done,
// from where the hub's people put it back.

const (
	rememberedCompared = "heads_compared"
	compareEvery       = time.Hour
	mostSeriesCompared = 6
)

// readyLost makes what the hub has lost ready to be sent again. It never stands in the
// way of sending: a hub that does not answer is asked another time. It asks once an hour
// at most; at a click it asks about the summaries at once, and about papers where one of
// those was lost.
func (d *Desk) readyLost(ctx context.Context, m Membership, click bool) error {
	if m.Folder != "" || m.Address == "" || d.options.Roads.Dial == nil {
		return nil
	}
	items, err := d.Outbox(ctx)
	if err != nil || !slices.ContainsFunc(items, receipted) {
		return err
	}
	var last time.Time
	value, found, err := d.store.Remembered(ctx, rememberedCompared)
	if err != nil {
		return err
	}
	due := !found || json.Unmarshal(value, &last) != nil || d.now().Sub(last).Abs() >= compareEvery
	if !due && !click {
		return nil
	}
	hub, err := d.dial(m)
	if err != nil {
		return nil
	}
	key, _, err := d.key(ctx)
	if err != nil {
		return err
	}
	lost, answered := d.lostSummaries(ctx, hub, key, m, items)
	if !answered {
		return nil
	}
	if due || len(lost) > 0 {
		lostPapers, answered, err := d.lostPapers(ctx, hub, key, m)
		if err != nil || !answered {
			return err
		}
		lost = append(lost, lostPapers...)
	}
	slices.SortFunc(lost, func(a, b exchange.OutboxItem) int { return cmp.Compare(a.ID, b.ID) })
	lost = slices.CompactFunc(lost, func(a, b exchange.OutboxItem) bool { return a.ID == b.ID }) // both may miss a change of key
	for _, i := range lost {
		i.State, i.NextAt, i.LastCode, i.Reason = exchange.Ready, d.now(), "", "The hub no longer had it, so it is sent again."
		if err := d.keepReady(ctx, i, SendLost, bySelf); err != nil {
			return err
		}
	}
	if !due {
		return nil
	}
	if value, err = json.Marshal(d.now().UTC()); err != nil {
		return err
	}
	return d.store.Remember(ctx, rememberedCompared, value)
}

// lostSummaries returns what the hub lost of summaries, their withdrawals and changes of
// the key, and whether it answered.
func (d *Desk) lostSummaries(ctx context.Context, hub Hub, key exchange.Key, m Membership, items []exchange.OutboxItem) (lost []exchange.OutboxItem, answered bool) {
	for _, series := range seriesOf(items) {
		var gone func(exchange.OutboxItem) bool
		head, err := hub.Head(ctx, key, m.Hub.Key, d.School().URN, series)
		switch code := codeOf(err); {
		case err == nil:
			gone = lostSince(head, items)
		case code == exchange.NotFound:
			gone = func(i exchange.OutboxItem) bool { return i.Series == series && ofSummaries(i) }
		case code == exchange.KeyUnknown:
			return changesTo(key, items), true
		default:
			return nil, false
		}
		for _, i := range items {
			if receipted(i) && gone(i) {
				lost = append(lost, i)
			}
		}
	}
	return lost, true
}

// changesTo returns the items that tell the hub of a key that it took and forgot.
func changesTo(key exchange.Key, items []exchange.OutboxItem) []exchange.OutboxItem {
	return slices.DeleteFunc(slices.Clone(items), func(i exchange.OutboxItem) bool {
		return !receipted(i) || metaOf(i).Kind != exchange.KindRotate || metaOf(i).Epoch != key.Public().ID()
	})
}

// ofSummaries reports whether an item is a summary or takes one back.
func ofSummaries(i exchange.OutboxItem) bool {
	kind := DocumentKind(i)
	return kind == exchange.KindSummary || kind == exchange.KindWithdraw
}

// receipted reports whether the hub once took an item.
func receipted(i exchange.OutboxItem) bool {
	return i.State == exchange.Committed || i.State == exchange.Already
}

// seriesOf are the latest terms of which the hub took a summary.
func seriesOf(items []exchange.OutboxItem) []string {
	var out []string
	for _, i := range items {
		if receipted(i) && ofSummaries(i) {
			out = append(out, i.Series)
		}
	}
	slices.Sort(out) // 2026-27/autumn, spring and summer follow each other
	out = slices.Compact(out)
	return out[max(0, len(out)-mostSeriesCompared):]
}

// lostSince tells which items of a term the hub no longer has, by the head that it
// holds: later revisions of the same life of the file, and withdrawals of them or of
// the head itself.
func lostSince(head exchange.Head, items []exchange.OutboxItem) func(exchange.OutboxItem) bool {
	gone := map[string]bool{}
	for _, i := range items {
		meta := metaOf(i)
		if receipted(i) && meta.Kind == exchange.KindSummary && meta.Series == head.Series && meta.Epoch == head.Epoch && meta.Rev > head.Rev {
			gone[i.DocID] = true
		}
	}
	withdrawn := map[string]bool{head.Document: !head.Withdrawn}
	return func(i exchange.OutboxItem) bool {
		if gone[i.DocID] {
			return true
		}
		payload, err := i.Envelope.Payload()
		if err != nil {
			return false
		}
		w, err := exchange.ReadWithdrawal(payload)
		return err == nil && (gone[w.Withdraws] || withdrawn[w.Withdraws])
	}
}
