package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/journal"
	"needsbook/app/register"
)

// ReceivingCard makes the school's receiving card: a small file with its number, its
// name and its public key, which another school seals bundles for. It is no secret.
// words are the six words to compare by telephone.
func (d *Desk) ReceivingCard(ctx context.Context) (file []byte, words []string, err error) {
	here, err := d.handoverSchool()
	if err != nil {
		return nil, nil, err
	}
	key, edits, err := d.key(ctx)
	if err != nil {
		return nil, nil, err
	}
	if len(edits) > 0 { // the first time: the key must be kept, or no bundle would open
		if err := d.note(ctx, "Make the school's key", edits...); err != nil {
			return nil, nil, err
		}
	}
	return exchange.MakeCard(here, key), key.Public().Words(), nil
}

// HandoverLine is a hand-over with whom it is about.
type HandoverLine struct {
	register.Handover
	Entry *register.Entry
}

// Waits reports whether the receipt of a bundle that was made has not come back.
func (h HandoverLine) Waits() bool {
	return h.Direction == register.HandoverOut && h.Received.IsZero()
}

// Handovers returns every hand-over, newest first: those of a pupil, or all for "".
func (d *Desk) Handovers(ctx context.Context, pupil string) ([]HandoverLine, error) {
	list, err := all[register.Handover](ctx, d.store, kindHandover)
	if err != nil {
		return nil, err
	}
	var out []HandoverLine
	for _, h := range list {
		if e, err := d.Entry(h.Pupil); err == nil && (pupil == "" || h.Pupil == pupil) {
			out = append(out, HandoverLine{h, e})
		}
	}
	slices.SortStableFunc(out, func(a, b HandoverLine) int {
		return cmp.Or(b.On.Compare(a.On), strings.Compare(b.ID, a.ID))
	})
	return out, nil
}

// HandoverReceipt makes the receipt of a bundle that was opened here once more, the
// same to the byte.
func (d *Desk) HandoverReceipt(ctx context.Context, id string) ([]byte, error) {
	list, err := where[register.Handover](ctx, d.store, kindHandover, "id", id)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 || list[0].Direction != register.HandoverIn {
		return nil, refuse("handover", "There is no such bundle that was opened here.")
	}
	key, _, err := d.key(ctx)
	if err != nil {
		return nil, err
	}
	return d.receiptFor(list[0], key)
}

func (d *Desk) receiptFor(h register.Handover, key exchange.Key) ([]byte, error) {
	here, err := d.handoverSchool()
	if err != nil {
		return nil, err
	}
	return exchange.HandoverReceipt{Document: h.Digest, From: h.URN, By: here, On: h.On}.Sign(key), nil
}

// TakeReceipt records that the next school has opened a bundle, from the receipt that
// it sent back. A receipt that came before changes nothing.
func (d *Desk) TakeReceipt(ctx context.Context, file []byte) (register.Handover, error) {
	r, err := exchange.ReadHandoverReceipt(file)
	if err != nil {
		return register.Handover{}, refuse("receipt", sentence(err.Error())+" Nothing was changed.")
	}
	if here := d.School().URN; r.From != here {
		return register.Handover{}, refuse("receipt", "This receipt is for a bundle of school "+r.From+", not of this school. Nothing was changed.")
	}
	list, err := where[register.Handover](ctx, d.store, kindHandover, "digest", r.Document)
	if err != nil {
		return register.Handover{}, err
	}
	for _, h := range list {
		if h.Direction == register.HandoverOut && h.URN == r.By.URN {
			return d.received(ctx, h)
		}
	}
	return register.Handover{}, refuse("receipt", "This file made no bundle that the receipt answers. Nothing was changed. Check that it is the right receipt.")
}

// TakeReceiptWords records the same from the six words that the next school said by
// telephone.
func (d *Desk) TakeReceiptWords(ctx context.Context, words string) (register.Handover, error) {
	said := strings.Join(strings.Fields(strings.ToLower(words)), " ")
	list, err := where[register.Handover](ctx, d.store, kindHandover, "direction", register.HandoverOut)
	if err != nil {
		return register.Handover{}, err
	}
	for _, h := range list {
		if said != "" && said == strings.Join(exchange.HandoverReceiptWords(h.Digest), " ") {
			return d.received(ctx, h)
		}
	}
	return register.Handover{}, refuse("receipt", "No bundle of this school has these six words. Check each word. Nothing was changed.")
}

func (d *Desk) received(ctx context.Context, h register.Handover) (register.Handover, error) {
	if !h.Received.IsZero() {
		return h, nil
	}
	e, err := d.Entry(h.Pupil)
	if err != nil {
		return h, err
	}
	h.Receipt, h.Received = strings.Join(exchange.HandoverReceiptWords(h.Digest), " "), d.Today()
	label := schoolWords(h.School, h.URN) + " has opened the hand-over of " + e.Name()
	return h, d.doAs(ctx, journal.Fact, label, h.Pupil, journal.Edit{Kind: kindHandover, Key: h.ID, About: h.Pupil, Value: h})
}

// Mover is a pupil with SEN who leaves or has joined, and whose record may have to
// travel.
type Mover struct {
	Entry   *register.Entry
	Leaves  bool // else joined
	On      day.Date
	Handled bool // a bundle was made, or taken in
}

// moverDays is how long before and after the day a mover is shown.
const moverDays = 60

// Movers returns the pupils on the SEN register who leave, and those who have just
// joined, nearest first. The record of a pupil who moves is to follow them within 15
// school days (Education (Pupil Information) (England) Regulations 2005, regulation 9).
func (d *Desk) Movers(ctx context.Context) ([]Mover, error) {
	list, err := all[register.Handover](ctx, d.store, kindHandover)
	if err != nil {
		return nil, err
	}
	handled := map[string]bool{}
	for _, h := range list {
		handled[h.Direction+h.Pupil] = true
	}
	today := d.Today()
	near := func(on day.Date) bool {
		days := today.DaysUntil(on)
		return !on.IsZero() && days >= -moverDays && days <= moverDays
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	var out []Mover
	for _, e := range d.entries {
		switch {
		case !e.OnRegister():
		case near(e.Left):
			out = append(out, Mover{e, true, e.Left, handled[register.HandoverOut+e.ID]})
		case near(e.Entered):
			out = append(out, Mover{e, false, e.Entered, handled[register.HandoverIn+e.ID]})
		}
	}
	slices.SortStableFunc(out, func(a, b Mover) int { return a.On.Compare(b.On) })
	return out, nil
}
