package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/exchange"
	"needsbook/app/school"
)

// WithdrawSummary takes this term's summary back: it is kept back if it never left
// the school, else a signed withdrawal takes its figures out of every sum of the
// cluster. It returns the item that now stands in the outbox.
func (d *Desk) WithdrawSummary(ctx context.Context) (exchange.OutboxItem, error) {
	if err := d.allow(access.Send); err != nil {
		return exchange.OutboxItem{}, err
	}
	series := school.Series(d.Today())
	var head lineHead
	found, err := readNamed(ctx, d.store, kindSending, sendingHead+series, &head)
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	if !found || head.Withdrawn {
		return exchange.OutboxItem{}, refuse("summary", "No summary of this term has been approved, so there is nothing to withdraw.")
	}
	d.sendLock.Lock()
	defer d.sendLock.Unlock()
	items, err := d.Outbox(ctx)
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	head.Withdrawn = true
	entry := SendEntry{Event: SendKeptBack, Document: head.Document, Series: series, Rev: head.Rev}
	item, neverLeft, err := keptBack(items, head.Document)
	if err != nil {
		return item, err
	}
	if !neverLeft {
		if item, err = d.withdrawal(ctx, series, &head); err != nil {
			return item, err
		}
		entry.Event, entry.Document, entry.Note = SendWithdrawn, item.DocID, "Takes back "+strings.Join(exchange.DocumentWords(head.Document), " ")
	}
	line, err := d.logged(ctx, entry)
	if err != nil {
		return item, err
	}
	headEdit, err1 := putNamed(kindSending, sendingHead+series, head)
	itemEdit, err2 := putNamed(kindSending, outboxName(item.ID), item)
	if err := errors.Join(err1, err2); err != nil {
		return item, fmt.Errorf("withdrawing the summary: %w", err)
	}
	return item, d.note(ctx, "Withdraw the summary for "+series, append(line, headEdit, itemEdit)...)
}

// keptBack closes the item of a document that was never tried, and reports whether
// it was so.
func keptBack(items []exchange.OutboxItem, document string) (exchange.OutboxItem, bool, error) {
	i := slices.IndexFunc(items, func(i exchange.OutboxItem) bool { return i.DocID == document })
	if i < 0 || items[i].State != exchange.Ready || items[i].Attempts > 0 {
		return exchange.OutboxItem{}, false, nil
	}
	closed, err := items[i].Withdraw()
	return closed, true, err
}

// withdrawal seals the document that takes a summary back.
func (d *Desk) withdrawal(ctx context.Context, series string, head *lineHead) (exchange.OutboxItem, error) {
	m, err := d.Membership(ctx)
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	key, _, err := d.key(ctx)
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	head.Withdrawals++
	w := exchange.Withdrawal{Withdraws: head.Document, Meta: exchange.Meta{URN: d.School().URN, Cluster: m.Cluster, Series: series,
		Epoch: head.Epoch, Rev: head.Withdrawals, Prev: head.LastWithdrawal, AsOf: d.Today()}}
	payload, err := w.Payload()
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	head.LastWithdrawal = exchange.DocumentID(payload)
	return d.outboxItem(ctx, series, head.Rev, head.LastWithdrawal, exchange.Seal(payload, key))
}
