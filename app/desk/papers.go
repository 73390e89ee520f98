package desk

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/cluster/papers"
	"needsbook/app/exchange"
	"needsbook/app/journal"
	"needsbook/app/school"
)

// sendingPaper begins the names under which the last revision of each paper is kept.
const sendingPaper = "paper/"

// paperHead is the last revision of a paper that the school approved.
type paperHead struct {
	Series   string `json:"series"`
	Epoch    string `json:"epoch"`
	Rev      int    `json:"rev"`
	Document string `json:"document"`
}

func paperName(kind, ref string) string { return sendingPaper + kind + "/" + ref }

// SentPaper is a paper of the school and how far it came on its way to the hub.
type SentPaper struct {
	Paper papers.Paper
	Item  exchange.OutboxItem
}

// PreviewPaper completes a paper with what it says about itself and looks through it. The
// paper is not kept and nothing is sent. A paper without a Ref gets the one that its
// content gives it, or else the next free one of its kind. QueuePaper freezes the
// preview's Paper as these very bytes.
func (d *Desk) PreviewPaper(ctx context.Context, p papers.Paper) (papers.Preview, error) {
	d.sendLock.Lock()
	defer d.sendLock.Unlock()
	if err := d.markFile(ctx); err != nil {
		return papers.Preview{}, err
	}
	v, _, err := d.previewPaper(ctx, p)
	return v, err
}

func (d *Desk) previewPaper(ctx context.Context, p papers.Paper) (papers.Preview, exchange.Meta, error) {
	var v papers.Preview
	meta, err := d.paperMeta(ctx, p)
	if err != nil {
		return v, meta, err
	}
	v.Paper = papers.With(p, meta)
	if v.Bytes, err = papers.Encode(v.Paper); err != nil {
		return v, meta, refuse("paper", "This cannot be sent: "+err.Error()+".")
	}
	v.ID = exchange.DocumentID(v.Bytes)
	v.Words, v.Lines = exchange.DocumentWords(v.ID), v.Paper.Words()
	if v.Same, err = d.standsSo(ctx, v.Paper); err != nil {
		return v, meta, err
	}
	leaks, err := d.paperLeaks(ctx, v.Paper, v.Bytes)
	if err != nil {
		return v, meta, err
	}
	if len(leaks) > 0 {
		return v, meta, refuse("paper", leaks[0]+" Nothing was sent.")
	}
	return v, meta, nil
}

// paperMeta says where a paper stands among the school's papers: behind the last
// revision of its Ref, in whose term it stays.
func (d *Desk) paperMeta(ctx context.Context, p papers.Paper) (exchange.Meta, error) {
	kind := papers.KindOf(p)
	m := exchange.Meta{Kind: kind, URN: d.School().URN, Ref: p.About().Ref, AsOf: d.Today()}
	if own := papers.RefOf(p); own != "" {
		m.Ref = own
	}
	if m.Ref == "" {
		var err error
		if m.Ref, err = d.nextRef(ctx, kind); err != nil {
			return m, err
		}
	}
	member, err := d.Membership(ctx)
	if err != nil {
		return m, err
	}
	m.Cluster = firstOf(member.Cluster, d.School().Cluster, "NONE")
	var head paperHead
	if _, err := readNamed(ctx, d.store, kindSending, paperName(kind, m.Ref), &head); err != nil {
		return m, err
	}
	if head, err = d.withoutKeptBack(ctx, head); err != nil {
		return m, err
	}
	m.Series, m.Epoch, m.Rev, m.Prev = firstOf(head.Series, school.Series(d.Today())), head.Epoch, head.Rev+1, head.Document
	if m.Epoch == "" {
		if _, err := readNamed(ctx, d.store, kindSending, sendingEpoch, &m.Epoch); err != nil {
			return m, err
		}
	}
	m.Epoch = firstOf(m.Epoch, firstEpoch)
	return m, nil
}

// withoutKeptBack goes back behind a last revision that lies in the outbox and was never
// tried: the new one takes its place there.
func (d *Desk) withoutKeptBack(ctx context.Context, head paperHead) (paperHead, error) {
	item, waits, err := d.untried(ctx, head.Document)
	if err != nil || !waits {
		return head, err
	}
	m := metaOf(item)
	head.Rev, head.Document = m.Rev-1, m.Prev
	return head, nil
}

// untried returns the item of a document that lies in the outbox and was never tried.
func (d *Desk) untried(ctx context.Context, document string) (exchange.OutboxItem, bool, error) {
	if document == "" {
		return exchange.OutboxItem{}, false, nil
	}
	items, err := d.Outbox(ctx)
	if err != nil {
		return exchange.OutboxItem{}, false, err
	}
	return keptBack(items, document)
}

// nextRef names a paper whose content gives it no name: o-1, o-2 and so on.
func (d *Desk) nextRef(ctx context.Context, kind string) (string, error) {
	taken, err := d.paperRefs(ctx, kind)
	if err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		if ref := fmt.Sprintf("%c-%d", kind[0], n); !slices.Contains(taken, ref) {
			return ref, nil
		}
	}
}

// paperRefs are the names of all papers of a kind that the school ever approved.
func (d *Desk) paperRefs(ctx context.Context, kind string) ([]string, error) {
	items, err := d.Outbox(ctx)
	var refs []string
	for _, i := range items {
		if m := metaOf(i); m.Kind == kind && !slices.Contains(refs, m.Ref) {
			refs = append(refs, m.Ref)
		}
	}
	return refs, err
}

// standsSo reports whether the newest approved revision says the same.
func (d *Desk) standsSo(ctx context.Context, p papers.Paper) (bool, error) {
	sent, err := d.SentPapers(ctx, p.About().Kind)
	if err != nil {
		return false, err
	}
	for _, s := range sent {
		if s.Paper.About().Ref == p.About().Ref && s.Item.State != exchange.Parked {
			m := exchange.Meta{}
			return reflect.DeepEqual(papers.With(s.Paper, m), papers.With(p, m)), nil
		}
	}
	return false, nil
}

// QueuePaper freezes a paper and puts it in the outbox, in the name of by; SendSummaries
// sends it. A sharing agreement must be in force, but for the acceptance of one. It
// returns the identifier of the document. A revision that still lies in the outbox
// untried is replaced. A paper that was looked at is frozen byte for byte as PreviewPaper
// showed it, or not at all.
func (d *Desk) QueuePaper(ctx context.Context, p papers.Paper, by string) (id string, err error) {
	if err := d.allow(access.Send); err != nil {
		return "", err
	}
	return d.queuePaper(ctx, p, by)
}

// queuePaper is QueuePaper with other changes that belong to the same step.
func (d *Desk) queuePaper(ctx context.Context, p papers.Paper, by string, more ...journal.Edit) (id string, err error) {
	kind := papers.KindOf(p)
	var agreed SharingAgreement
	if needsAgreement(kind, p) {
		if agreed, err = d.mustAgree(ctx); err != nil {
			return "", err
		}
	}
	d.sendLock.Lock()
	defer d.sendLock.Unlock()
	member, err := d.Membership(ctx)
	if err != nil {
		return "", err
	}
	if !member.Joined() {
		return "", refuse("cluster", d.terms.Say("The school has joined no {cluster} yet. Join with the code from the hub, then send this."))
	}
	if err := d.markFile(ctx); err != nil {
		return "", err
	}
	v, meta, err := d.previewPaper(ctx, p)
	if err != nil {
		return "", err
	}
	if v.Same {
		return "", refuse("paper", "The "+documentNames[kind]+" stands just so already, so there is nothing new to send.")
	}
	if p.About().Rev > 0 { // it was looked at
		if looked, err := papers.Encode(p); err != nil || !bytes.Equal(looked, v.Bytes) {
			return "", refuse("paper", "The "+documentNames[kind]+" would be another now than the one you looked at, so nothing was approved. Look again, then approve.")
		}
	}
	frozen, err := d.frozenPaper(ctx, v, meta)
	if err != nil {
		return "", err
	}
	line, err := d.logged(ctx, SendEntry{Event: SendApproved, By: strings.TrimSpace(by), Document: v.ID, Series: meta.Series, Rev: meta.Rev, To: member.Hub.Name, Agreement: agreed.Version, Kind: kind})
	if err != nil {
		return "", err
	}
	return v.ID, d.note(ctx, "Approve the "+documentNames[kind]+" "+meta.Ref+" for the cluster", append(append(frozen, line...), more...)...)
}

// frozenPaper are the edits that seal a paper, keep it in the outbox and make it the last
// revision of its line.
func (d *Desk) frozenPaper(ctx context.Context, v papers.Preview, meta exchange.Meta) ([]journal.Edit, error) {
	key, edits, err := d.key(ctx)
	if err != nil {
		return nil, err
	}
	var head paperHead
	if _, err := readNamed(ctx, d.store, kindSending, paperName(meta.Kind, meta.Ref), &head); err != nil {
		return nil, err
	}
	kept := map[string]any{}
	if old, waits, err := d.untried(ctx, head.Document); err != nil {
		return nil, err
	} else if waits {
		kept[outboxName(old.ID)] = old
	}
	item, err := d.outboxItem(ctx, meta.Series, meta.Rev, v.ID, exchange.Seal(v.Bytes, key))
	if err != nil {
		return nil, err
	}
	kept[outboxName(item.ID)] = item
	kept[paperName(papers.KindOf(v.Paper), meta.Ref)] = paperHead{Series: meta.Series, Epoch: meta.Epoch, Rev: meta.Rev, Document: v.ID}
	for name, value := range kept {
		edit, err := putNamed(kindSending, name, value)
		if err != nil {
			return nil, err
		}
		edits = append(edits, edit)
	}
	return edits, nil
}

// needsAgreement reports whether a document may only leave under a sharing agreement. The
// acceptance of one may always, and so may what takes something back: a school that ends
// its agreement can still withdraw what it said. p is nil for what is no paper.
func needsAgreement(kind string, p papers.Paper) bool {
	if p == nil {
		return kind == exchange.KindSummary
	}
	return kind != exchange.KindAttest && !papers.TakesBack(p)
}

// leavesUnderAgreement is needsAgreement for a document in the outbox.
func leavesUnderAgreement(item exchange.OutboxItem) bool {
	kind := DocumentKind(item)
	if !exchange.IsPaper(kind) {
		return needsAgreement(kind, nil)
	}
	payload, err := item.Envelope.Payload()
	if err != nil {
		return true
	}
	p, err := papers.Read(kind, payload)
	return err != nil || needsAgreement(kind, p)
}

// SentPapers returns the school's papers of a kind, each in its newest approved revision,
// the oldest paper first; with kind "" those of all kinds.
func (d *Desk) SentPapers(ctx context.Context, kind string) ([]SentPaper, error) {
	items, err := d.Outbox(ctx)
	if err != nil {
		return nil, err
	}
	var out []SentPaper
	at := map[string]int{}
	for _, i := range items {
		m := metaOf(i)
		if !exchange.IsPaper(m.Kind) || kind != "" && m.Kind != kind || i.State == exchange.Withdrawn {
			continue
		}
		payload, err := i.Envelope.Payload()
		if err != nil {
			continue // it was damaged, and is not sent
		}
		p, err := papers.Read(m.Kind, payload)
		if err != nil {
			continue
		}
		name := paperName(m.Kind, m.Ref)
		if n, found := at[name]; found {
			out[n] = SentPaper{p, i}
			continue
		}
		at[name] = len(out)
		out = append(out, SentPaper{p, i})
	}
	return out, nil
}
