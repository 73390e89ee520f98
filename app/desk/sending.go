package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/gowebpki/jcs"

	"needsbook/app/exchange"
	"needsbook/app/journal"
	"needsbook/app/register"
	"needsbook/app/school"
	"needsbook/app/summary"
	"needsbook/assets"
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
	Head   lineHead // the summary of this term approved before, if any
	Words  []string // six words for the document
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
	if p.Built, err = summary.Build(facts, memory, summary.Options{}); err != nil {
		return p, refuse("summary", sentence(err.Error()))
	}
	p.Words = exchange.DocumentWords(p.ID)
	forbidden, err := d.forbidden(ctx)
	if err != nil {
		return p, err
	}
	if leaks := summary.LeakGuard(p.Payload, forbidden); len(leaks) > 0 {
		return p, refuse("summary", sentence(leaks[0])+" Nothing was sent. Tell the makers of Needsbook.")
	}
	return p, nil
}

func (d *Desk) summaryFacts(ctx context.Context, p *SummaryPreview) (summary.Facts, error) {
	s := d.School()
	if _, err := readNamed(ctx, d.store, kindSending, sendingHead+p.Series, &p.Head); err != nil {
		return summary.Facts{}, err
	}
	epoch := p.Head.Epoch
	if epoch == "" {
		if _, err := readNamed(ctx, d.store, kindSending, sendingEpoch, &epoch); err != nil {
			return summary.Facts{}, err
		}
	}
	if epoch == "" {
		epoch = "000001" // what the preview shows until the first summary is approved
	}
	cluster := p.Member.Cluster
	if cluster == "" {
		cluster = s.Cluster
	}
	if cluster == "" {
		cluster = "NONE"
	}
	continuumBody, err := d.packBody(ctx, formatContinuum, "continuum.json")
	if err != nil {
		return summary.Facts{}, err
	}
	f := summary.Facts{URN: s.URN, Cluster: cluster, Series: p.Series, AsOf: d.Today(), Epoch: epoch, Rev: p.Head.Rev + 1, Prev: p.Head.Document,
		CodeLists: summary.CodeLists{Continuum: hashOf(continuumBody), Need: hashOf(assets.Pack("sen-types.json"))},
		Phase:     s.Phase, Roll: d.Counts().Roll, Levels: d.levelIDs(), Members: d.members()}
	f.Nursery, f.SixthForm = d.ages()
	return f, nil
}

// ages reports whether the school has a nursery class and a sixth form. It looks at
// the whole roll: taken from the pupils with SEN alone, a lone one in Year 12 would
// show in which columns apply.
func (d *Desk) ages() (nursery, sixthForm bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, e := range d.entries {
		if e.OnRoll(d.today()) && e.Year.Code != "" {
			nursery = nursery || e.Year.Order < 0
			sixthForm = sixthForm || e.Year.Order > 11
		}
	}
	return nursery, sixthForm
}

// hashOf names a pack by its content. Spaces and the order of names do not count: a
// pack that was installed is kept in another form and is still the same pack.
func hashOf(b []byte) string {
	if canonical, err := jcs.Transform(b); err == nil {
		b = canonical
	}
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// members are the pupils with SEN on roll as the summary may see them: opaque keys
// and codes. The keys never leave the school.
func (d *Desk) members() []summary.Member {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var out []summary.Member
	for _, e := range d.entries {
		if e.OnRoll(d.today()) && e.OnRegister() {
			m := summary.Member{Key: e.ID, Year: e.Year.Order, Status: e.Status, PrimaryNeed: e.PrimaryNeed(), Level: e.Level}
			if e.LevelOther {
				m.Level = "" // another continuum's levels never count as this one's
			}
			out = append(out, m)
		}
	}
	return out
}

// forbidden is the text that must never be found in what leaves: names, numbers,
// dates of birth, contacts, and the longer words of notes.
func (d *Desk) forbidden(ctx context.Context) ([]string, error) {
	var out []string
	d.mu.RLock()
	for _, e := range d.entries {
		out = append(out, e.UPN, e.MISID, e.Born.String())
		out = append(out, strings.Fields(e.Surname+" "+e.Forename+" "+e.Preferred)...)
	}
	d.mu.RUnlock()
	contacts, err := all[register.Contact](ctx, d.store, kindContact)
	if err != nil {
		return nil, err
	}
	for _, c := range contacts {
		out = append(out, c.Phone, c.Email)
	}
	notes, err := all[register.Note](ctx, d.store, kindNote)
	if err != nil {
		return nil, err
	}
	for _, n := range notes {
		for _, word := range strings.Fields(n.Words) {
			if len(word) >= 9 {
				out = append(out, word)
			}
		}
	}
	return out, nil
}

// ApproveSummary freezes the summary that was looked at and puts it in the outbox.
// The register must not have changed what it says since it was looked at: id is the
// identifier that the preview showed.
func (d *Desk) ApproveSummary(ctx context.Context, id string) (exchange.OutboxItem, error) {
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
	var edits []journal.Edit
	if p.Head.Epoch == "" {
		epoch, edit, err := d.newEpoch(ctx)
		if err != nil {
			return exchange.OutboxItem{}, err
		}
		if edits = append(edits, edit...); epoch != p.Document.Epoch {
			p.Document.Epoch = epoch
			if p.Payload, err = p.Document.Payload(); err != nil {
				return exchange.OutboxItem{}, err
			}
			p.ID = exchange.DocumentID(p.Payload)
		}
	}
	key, seedEdits, err := d.key(ctx)
	if err != nil {
		return exchange.OutboxItem{}, err
	}
	edits = append(edits, seedEdits...)
	item, err := d.outboxItem(ctx, p.Series, p.Document.Rev, p.ID, exchange.Seal(p.Payload, key))
	if err != nil {
		return item, err
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
			return item, err
		}
		edits = append(edits, edit)
	}
	return item, d.note(ctx, "Approve the summary for "+p.Series, edits...)
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
	edit, err := putNamed(kindSending, sendingHold, "")
	if err != nil {
		return err
	}
	return d.note(ctx, "Let sending go on", edit)
}

func outboxName(id int64) string { return fmt.Sprintf("%s%06d", sendingOutbox, id) }

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

// outboxStore lets the outbox keep its items in the school's file.
type outboxStore struct {
	d     *Desk
	tried bool // offers only what a person has sent before
}

func (s outboxStore) Unsettled(ctx context.Context) ([]exchange.OutboxItem, error) {
	items, err := s.d.Outbox(ctx)
	var out []exchange.OutboxItem
	for _, i := range items {
		if (i.State == exchange.Ready || i.State == exchange.Sending) && (i.Attempts > 0 || !s.tried) {
			out = append(out, i)
		}
	}
	return out, err
}

func (s outboxStore) Save(ctx context.Context, item exchange.OutboxItem) error {
	edit, err := putNamed(kindSending, outboxName(item.ID), item)
	if err != nil {
		return err
	}
	return s.d.note(ctx, fmt.Sprintf("Send the summary for %s: %s", item.Series, strings.ToLower(string(item.State))), edit)
}

// SendSummaries sends what waits. With all, as at a click, that is everything that was
// approved; without, only what a person has sent before and that did not arrive:
// nothing leaves the school for the first time without that second click. It returns
// the items that were tried, as they stand.
func (d *Desk) SendSummaries(ctx context.Context, all bool) ([]exchange.OutboxItem, error) {
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
		return nil, refuse("cluster", sentence(err.Error()))
	}
	box := exchange.Outbox{Store: outboxStore{d: d, tried: !all}, Carrier: carrier, Hub: m.Hub.Key.Sign, Now: d.now, Chance: d.options.Roads.Chance}
	return box.SendDue(ctx, all)
}

// SendAgain makes a parked item ready once more.
func (d *Desk) SendAgain(ctx context.Context, id int64) error {
	items, err := d.Outbox(ctx)
	if err != nil {
		return err
	}
	for _, i := range items {
		if i.ID != id {
			continue
		}
		again, err := i.Again(d.now())
		if err != nil {
			return refuse("outbox", sentence(err.Error()))
		}
		return outboxStore{d: d}.Save(ctx, again)
	}
	return refuse("outbox", "There is no such document in the outbox.")
}
