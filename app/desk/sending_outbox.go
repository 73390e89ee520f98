package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/exchange"
	"needsbook/app/journal"
)

func outboxName(id int64) string { return fmt.Sprintf("%s%06d", sendingOutbox, id) }

// outboxItem makes the item for a document that was just approved. The sending lock
// must be held, so that no two items get the same number.
func (d *Desk) outboxItem(ctx context.Context, series string, rev int, document string, e exchange.Envelope) (exchange.OutboxItem, error) {
	items, err := d.Outbox(ctx)
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	return exchange.OutboxItem{ID: int64(len(items)) + 1, Series: series, Rev: rev, DocID: document, Envelope: e, State: exchange.Ready, NextAt: d.now()}, nil
}

// Outbox returns everything ever approved, oldest first, with where it stands.
func (d *Desk) Outbox(ctx context.Context) ([]exchange.OutboxItem, error) {
	var out []exchange.OutboxItem
	err := d.store.All(ctx, kindSending, func(body journal.Body) error {
		var n named
		if err := json.Unmarshal(body, &n); err != nil {
			return err
		}
		if !strings.HasPrefix(n.ID, sendingOutbox) {
			return nil
		}
		var item exchange.OutboxItem
		if err := json.Unmarshal(n.Value, &item); err != nil {
			return err
		}
		out = append(out, item)
		return nil
	})
	return out, err
}

// DocumentKind returns what the document of an item is: exchange.KindSummary,
// KindWithdraw, KindRotate or a kind of paper; "" when it cannot be read.
func DocumentKind(item exchange.OutboxItem) string { return metaOf(item).Kind }

func metaOf(item exchange.OutboxItem) exchange.Meta {
	payload, err := item.Envelope.Payload()
	if err != nil {
		return exchange.Meta{}
	}
	m, err := exchange.ReadMeta(payload)
	if err != nil {
		return exchange.Meta{}
	}
	return m
}

// documentNames are the words for kinds of document.
var documentNames = map[string]string{exchange.KindSummary: "summary", exchange.KindWithdraw: "withdrawal", exchange.KindRotate: "change of key",
	exchange.KindRequest: "request", exchange.KindSecond: "word on a shared request", exchange.KindInterest: "need that others may share",
	exchange.KindContact: "word on getting in touch", exchange.KindKeyring: "keyring", exchange.KindOffer: "offer", exchange.KindScores: "scores",
	exchange.KindAttest: "acceptance of an agreement", exchange.KindDispute: "dispute", exchange.KindEvent: "event", exchange.KindMoves: "counts of pupils who move on"}

// bySelf stands in the send log for what the program sends without a click.
const bySelf = "Needsbook, by itself"

// outboxStore lets the outbox keep its items in the school's file.
type outboxStore struct {
	d      *Desk
	click  bool             // offers everything approved, not only what a person has sent before
	agreed SharingAgreement // the one in force
	held   bool             // no agreement is in force: nothing that needs one leaves
}

// Unsettled returns what may leave now: the very bytes that were approved, under an
// agreement that covers them. A withdrawal and a change of key need no agreement; they
// hold no figures.
func (s outboxStore) Unsettled(ctx context.Context) ([]exchange.OutboxItem, error) {
	items, err := s.d.Outbox(ctx)
	if err != nil {
		return nil, err
	}
	approved, err := s.d.approvedDocuments(ctx)
	if err != nil {
		return nil, err
	}
	var out []exchange.OutboxItem
	for _, i := range items {
		if !waits(i) || i.Attempts == 0 && !s.click || s.held && leavesUnderAgreement(i) {
			continue
		}
		if reason := s.wrong(i, approved); reason != "" {
			i.State, i.LastCode, i.Reason = exchange.Parked, "", reason
			if err := s.Save(ctx, i); err != nil {
				return nil, err
			}
			continue
		}
		if i, err = s.d.signedNow(ctx, i); err != nil {
			return nil, err
		}
		out = append(out, i)
	}
	return out, nil
}

// waits reports whether an item has still to reach the hub.
func waits(i exchange.OutboxItem) bool {
	return i.State == exchange.Ready || i.State == exchange.Sending
}

// wrong says why an item may not leave as it is.
func (s outboxStore) wrong(i exchange.OutboxItem, approved map[string]bool) string {
	payload, err := i.Envelope.Payload()
	if err != nil || exchange.DocumentID(payload) != i.DocID || !approved[i.DocID] {
		return "What lies in the outbox is not what was approved, byte for byte, so it was not sent. Look at the figures and approve them again."
	}
	if DocumentKind(i) == exchange.KindSummary {
		if table := uncovered(payload, s.agreed); table != "" {
			return "The sharing agreement " + s.agreed.Version + " does not cover the table " + table + ", so it was not sent. Record an agreement that does, or look at the figures and approve them again."
		}
	}
	return ""
}

// Save keeps an item, and writes an answer into the send log. Before an answer the item
// is only marked as on its way.
func (s outboxStore) Save(ctx context.Context, item exchange.OutboxItem) error {
	d := s.d
	d.sendLock.Lock()
	defer d.sendLock.Unlock()
	meta := metaOf(item)
	edit, err := putNamed(kindSending, outboxName(item.ID), item)
	if err != nil {
		return err
	}
	edits := []journal.Edit{edit}
	line, err := s.line(ctx, item, meta)
	if err != nil {
		return err
	}
	keys, err := d.keysAfter(ctx, item, meta)
	if err != nil {
		return err
	}
	edits = append(append(edits, line...), keys...)
	return d.note(ctx, fmt.Sprintf("Send the %s for %s: %s", documentNames[meta.Kind], item.Series, strings.ToLower(string(item.State))), edits...)
}

// line is the line of the send log for an item that was answered, or that nobody
// answered; none when the log says so already.
func (s outboxStore) line(ctx context.Context, item exchange.OutboxItem, meta exchange.Meta) ([]journal.Edit, error) {
	if item.State == exchange.Sending && item.LastCode != exchange.HandedOver {
		return nil, nil
	}
	m, err := s.d.Membership(ctx)
	if err != nil {
		return nil, err
	}
	e := SendEntry{Event: SendAnswered, Document: item.DocID, Series: item.Series, Rev: meta.Rev, Channel: m.channel(), To: m.Hub.Name, Answer: item.LastCode, Note: item.Reason, Kind: meta.Kind}
	if !s.click {
		e.By = bySelf
	}
	if len(item.Receipt) > 0 && !waits(item) {
		e.Receipt = hashHex(item.Receipt)
	}
	log, err := s.d.SendLog(ctx)
	if err != nil {
		return nil, err
	}
	for _, before := range slices.Backward(log) {
		if before.Document == e.Document {
			if before.Event == e.Event && before.Answer == e.Answer && before.Receipt == e.Receipt && before.Channel == e.Channel {
				return nil, nil
			}
			break
		}
	}
	return s.d.logged(ctx, e)
}

// approvedDocuments are the documents that the send log says were approved.
func (d *Desk) approvedDocuments(ctx context.Context) (map[string]bool, error) {
	log, err := d.SendLog(ctx)
	out := map[string]bool{}
	for _, e := range log {
		if e.Event == SendApproved || e.Event == SendWithdrawn || e.Event == SendRotated {
			out[e.Document] = true
		}
	}
	return out, err
}

// SendSummaries sends what waits. With all, as at a click, that is everything that was
// approved; without, only what a person has sent before and that did not arrive:
// nothing leaves the school for the first time without that second click. It returns
// the items that were tried, as they stand. Without a sharing agreement in force no
// summary leaves, even one that was approved under an earlier agreement.
func (d *Desk) SendSummaries(ctx context.Context, all bool) ([]exchange.OutboxItem, error) {
	if err := d.allow(access.Send); err != nil {
		return nil, err
	}
	d.sendTurn.Lock()
	defer d.sendTurn.Unlock()
	m, err := d.Membership(ctx)
	if err != nil {
		return nil, err
	}
	if !m.Joined() {
		return nil, refuse("cluster", d.terms.Say("The school has joined no {cluster} yet, so there is nowhere to send to."))
	}
	if why, err := d.OnHold(ctx); err != nil || why != "" {
		if err == nil {
			err = refuse("cluster", d.terms.Say("Sending is on hold, because this file was restored from a backup. Look at the figures, then let sending go on under {cluster}."))
		}
		return nil, err
	}
	carrier, err := d.carrier(m)
	if err != nil {
		return nil, err
	}
	store := outboxStore{d: d, click: all}
	var notAgreed error
	store.agreed, notAgreed = d.mustAgree(ctx)
	store.held = notAgreed != nil
	if !store.held {
		if err := d.readyLost(ctx, m, all); err != nil {
			return nil, err
		}
	}
	box := exchange.Outbox{Store: store, Carrier: carrier, Hub: m.Hub.Key.Sign, Now: d.now, Chance: d.options.Roads.Chance}
	tried, err := box.SendDue(ctx, all)
	if err == nil {
		tried, err = d.sendUnderNewKey(ctx, box, tried)
	}
	if err != nil || !all || !store.held {
		return tried, err
	}
	if left, err := d.agreementWaits(ctx); err != nil || !left {
		return tried, err
	}
	return tried, notAgreed
}

// sendUnderNewKey sends once more what was refused for its old key alone, and returns all
// that was tried, as it stands.
func (d *Desk) sendUnderNewKey(ctx context.Context, box exchange.Outbox, tried []exchange.OutboxItem) ([]exchange.OutboxItem, error) {
	found, err := d.readyUnderNewKey(ctx)
	if err != nil || !found {
		return tried, err
	}
	again, err := box.SendDue(ctx, false)
	for _, i := range again {
		tried = slices.DeleteFunc(tried, func(before exchange.OutboxItem) bool { return before.ID == i.ID })
	}
	return append(tried, again...), err
}

// agreementWaits reports whether something that needs an agreement has still to reach
// the hub.
func (d *Desk) agreementWaits(ctx context.Context) (bool, error) {
	items, err := d.Outbox(ctx)
	return slices.ContainsFunc(items, func(i exchange.OutboxItem) bool { return waits(i) && leavesUnderAgreement(i) }), err
}

// SendAgain makes a parked item ready once more.
func (d *Desk) SendAgain(ctx context.Context, id int64) error {
	if err := d.allow(access.Send); err != nil {
		return err
	}
	items, err := d.Outbox(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(items, func(i exchange.OutboxItem) bool { return i.ID == id })
	if at < 0 {
		return refuse("outbox", "There is no such document in the outbox.")
	}
	again, err := items[at].Again(d.now())
	if err != nil {
		return refuse("outbox", sentence(err.Error()))
	}
	return d.keepReady(ctx, again, SendAgain, "")
}

// keepReady keeps an item that is to be sent once more, with a line of the send log.
func (d *Desk) keepReady(ctx context.Context, item exchange.OutboxItem, why SendEvent, by string) error {
	d.sendLock.Lock()
	defer d.sendLock.Unlock()
	meta := metaOf(item)
	line, err := d.logged(ctx, SendEntry{Event: why, By: by, Document: item.DocID, Series: item.Series, Rev: meta.Rev})
	if err != nil {
		return err
	}
	edit, err := putNamed(kindSending, outboxName(item.ID), item)
	if err != nil {
		return err
	}
	return d.note(ctx, fmt.Sprintf("Send the %s for %s again", documentNames[meta.Kind], item.Series), append(line, edit)...)
}
