package desk

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"reflect"

	"needsbook/app/access"
	"needsbook/app/exchange"
	"needsbook/app/journal"
	"needsbook/app/school"
	"needsbook/app/summary"
)

// lineHead is the last summary of a term that the school approved.
type lineHead struct {
	Epoch     string `json:"epoch"`
	Rev       int    `json:"rev"`
	Document  string `json:"document"`
	Withdrawn bool   `json:"withdrawn"`

	Withdrawals    int    `json:"withdrawals"`     // how many times the term's summary was taken back
	LastWithdrawal string `json:"last_withdrawal"` // identifier of the last of them
}

func (h lineHead) followedBy(d summary.Document, id string) lineHead {
	h.Epoch, h.Rev, h.Document, h.Withdrawn = d.Epoch, d.Rev, id, false
	return h
}

// SummaryPreview is what would leave the school, for a person to look at.
type SummaryPreview struct {
	summary.Built
	Series string
	Member Membership
	Head   lineHead      // the summary of this term approved before, if any
	Same   bool          // the figures are those of that summary: there is nothing new to approve
	Stay   []SharedTable // tables that the sharing agreement in force leaves out
	Words  []string      // six words for the document
}

// PreviewSummary makes this term's summary from the register and checks it. Nothing
// is kept and nothing is sent.
func (d *Desk) PreviewSummary(ctx context.Context) (SummaryPreview, error) {
	member, err := d.Membership(ctx)
	if err != nil {
		return SummaryPreview{}, err
	}
	p := SummaryPreview{Series: school.Series(d.Today()), Member: member}
	facts, err := d.summaryFacts(ctx, &p)
	if err != nil {
		return p, err
	}
	var memory summary.Memory
	if _, err := readNamed(ctx, d.store, kindSending, sendingMemory, &memory); err != nil {
		return p, err
	}
	if p.Built, err = d.built.make(facts, memory); err != nil {
		return p, refuse("summary", sentence(err.Error()))
	}
	p.Words = exchange.DocumentWords(p.ID)
	if p.Same, err = d.sameAsApproved(ctx, p); err != nil {
		return p, err
	}
	leaks, err := d.leaks(ctx, p.Payload)
	if err != nil {
		return p, err
	}
	if len(leaks) > 0 {
		return p, refuse("summary", sentence(leaks[0])+" Nothing was sent. Tell the makers of Needsbook.")
	}
	return p, nil
}

// sameAsApproved reports whether a summary says what the one of this term approved last
// says. Of one that was taken over from the hub only the memory of it is kept.
func (d *Desk) sameAsApproved(ctx context.Context, p SummaryPreview) (bool, error) {
	if p.Head.Document == "" {
		return false, nil
	}
	items, err := d.Outbox(ctx)
	if err != nil {
		return false, err
	}
	for _, i := range items {
		if i.DocID != p.Head.Document {
			continue
		}
		payload, err := i.Envelope.Payload()
		if err != nil {
			return false, nil // it was damaged, and is not sent; these figures can be
		}
		before, err := summary.ReadDocument(payload)
		if err != nil {
			return false, nil
		}
		return before.CodeLists == p.Document.CodeLists && reflect.DeepEqual(before.Tables, p.Document.Tables), nil
	}
	return p.Preview.Repeated, nil
}

// ApproveSummary freezes the summary that was looked at and puts it in the outbox.
// The register must not have changed what it says since it was looked at: id is the
// identifier that the preview showed. A sharing agreement must be in force, and by must
// be somebody who may approve under it.
func (d *Desk) ApproveSummary(ctx context.Context, id string, by Approver) (exchange.OutboxItem, error) {
	if err := d.allow(access.Send); err != nil {
		return exchange.OutboxItem{}, err
	}
	agreed, err := d.mustAgree(ctx)
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	if by, err = d.checkApprover(by, agreed); err != nil {
		return exchange.OutboxItem{}, err
	}
	p, err := d.PreviewSummary(ctx)
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	if !p.Member.Joined() {
		return exchange.OutboxItem{}, refuse("cluster", d.terms.Say("The school has joined no {cluster} yet. Join with the code from the hub, then approve."))
	}
	if id != "" && id != p.ID {
		return exchange.OutboxItem{}, refuse("summary", "The figures have changed since you looked at them, so nothing was approved. Look again, then approve.")
	}
	d.sendLock.Lock()
	defer d.sendLock.Unlock()
	item, edits, err := d.frozen(ctx, &p)
	if err != nil {
		return item, err
	}
	line, err := d.logged(ctx, SendEntry{Event: SendApproved, By: by.Name, Role: by.Role, Document: p.ID, Series: p.Series, Rev: item.Rev, To: p.Member.Hub.Name, Agreement: agreed.Version})
	if err != nil {
		return item, err
	}
	return item, d.note(ctx, "Approve the summary for "+p.Series, append(edits, line...)...)
}

// frozen seals a summary and returns its item of the outbox with the edits that keep
// it. The first summary of a file gets the mark of the file's life.
func (d *Desk) frozen(ctx context.Context, p *SummaryPreview) (item exchange.OutboxItem, edits []journal.Edit, err error) {
	if p.Head.Epoch == "" {
		epoch, edit, err := d.newEpoch(ctx)
		if err != nil {
			return item, nil, err
		}
		if edits = append(edits, edit...); epoch != p.Document.Epoch {
			p.Document.Epoch = epoch
			if p.Payload, err = p.Document.Payload(); err != nil {
				return item, nil, err
			}
			p.ID = exchange.DocumentID(p.Payload)
		}
	}
	key, seedEdits, err := d.key(ctx)
	if err != nil {
		return item, nil, err
	}
	edits = append(edits, seedEdits...)
	if item, err = d.outboxItem(ctx, p.Series, p.Document.Rev, p.ID, exchange.Seal(p.Payload, key)); err != nil {
		return item, nil, err
	}
	for _, kept := range []struct {
		name  string
		value any
	}{
		{sendingMemory, p.NextMemory},
		{sendingHead + p.Series, p.Head.followedBy(p.Document, p.ID)},
		{outboxName(item.ID), item},
	} {
		edit, err := putNamed(kindSending, kept.name, kept.value)
		if err != nil {
			return item, nil, err
		}
		edits = append(edits, edit)
	}
	return item, edits, nil
}

// newEpoch makes the random mark of this file's life; it is renewed after a restore.
func (d *Desk) newEpoch(ctx context.Context) (string, []journal.Edit, error) {
	var epoch string
	if found, err := readNamed(ctx, d.store, kindSending, sendingEpoch, &epoch); err != nil || found {
		return epoch, nil, err
	}
	epoch, edit, err := d.freshEpoch()
	return epoch, []journal.Edit{edit}, err
}

// markFile gives the file of a school that belongs to a cluster its mark where it has
// none, so that even its first document is approved as it was shown. The sending lock
// must be held.
func (d *Desk) markFile(ctx context.Context) error {
	member, err := d.Membership(ctx)
	if err != nil || !member.Joined() {
		return err
	}
	_, edits, err := d.newEpoch(ctx)
	if err != nil || len(edits) == 0 {
		return err
	}
	return d.note(ctx, "Mark the school's file", edits...)
}

func (d *Desk) freshEpoch() (string, journal.Edit, error) {
	raw := make([]byte, 6)
	if _, err := io.ReadFull(d.options.Roads.Random, raw); err != nil {
		return "", journal.Edit{}, fmt.Errorf("making the file's mark: %w", err)
	}
	epoch := hex.EncodeToString(raw)
	edit, err := putNamed(kindSending, sendingEpoch, epoch)
	return epoch, edit, err
}

// OnHold returns why sending is on hold after a restore, "" when it is not.
func (d *Desk) OnHold(ctx context.Context) (string, error) {
	var why string
	_, err := readNamed(ctx, d.store, kindSending, sendingHold, &why)
	return why, err
}

// ReleaseHold lets sending go on after a restore.
func (d *Desk) ReleaseHold(ctx context.Context) error {
	if err := d.allow(access.Send); err != nil {
		return err
	}
	edit, err := putNamed(kindSending, sendingHold, "")
	if err != nil {
		return err
	}
	return d.note(ctx, "Let sending go on", edit)
}
