package inbox

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"

	"needsbook/app/exchange"
)

// Report is what Verify found.
type Report struct {
	Documents int      `json:"documents"`
	Purged    int      `json:"purged"`
	Gaps      int      `json:"gaps"` // documents whose predecessor never arrived
	Entries   int      `json:"book_entries"`
	Frozen    int      `json:"frozen"` // pieces that entries cite
	Audit     int64    `json:"audit_entries"`
	AuditHead string   `json:"audit_head"`
	Alarms    []string `json:"alarms"`
	Problems  []string `json:"problems"` // empty when everything holds
}

// Verify goes through everything again: each envelope's signature and identifier,
// each receipt, each row beside the bytes it was read from, each head, the audit chain,
// and the clusters' books with what they cite.
func (in Inbox) Verify(ctx context.Context) (Report, error) {
	rep := Report{Alarms: []string{}, Problems: []string{}}
	wrong := func(id, format string, args ...any) {
		rep.Problems = append(rep.Problems, id+": "+fmt.Sprintf(format, args...))
	}
	err := in.Store.Read(ctx, func(r Reader) error {
		devices, err := r.Devices()
		if err != nil {
			return err
		}
		keys := map[string]ed25519.PublicKey{}
		for _, d := range devices {
			keys[d.ID] = d.Key.Sign
			if d.Key.ID() != d.ID {
				wrong(d.ID, "it stands beside another key")
			}
		}
		highest := map[epoch]int{}
		here, before := map[string]row{}, []string{}
		err = r.Documents(func(d Document) error {
			rep.Documents++
			if fault := in.verifyDocument(d, keys); fault != nil {
				wrong(d.ID, "%v", fault)
			}
			if d.State == Purged {
				rep.Purged++
			}
			e := epoch{d.Meta.Line(), d.Meta.Epoch}
			highest[e] = max(highest[e], d.Meta.Rev)
			here[d.ID] = row{e, d.Meta.Rev, d.Meta.Kind, d.State, d.Withdraws}
			before = append(before, d.Meta.Prev)
			return nil
		})
		if err != nil {
			return err
		}
		for _, id := range before {
			if _, ok := here[id]; id != "" && !ok {
				rep.Gaps++
			}
		}
		if err := verifyHeads(r, highest, wrong); err != nil {
			return err
		}
		t, err := verifyAudit(r, &rep, wrong)
		if err != nil {
			return err
		}
		verifyStates(here, t.destroyed, wrong)
		t.compare(here, devices, wrong)
		return verifyBooks(r, t, &rep, wrong)
	})
	if err != nil {
		return rep, fmt.Errorf("verify the hub's records: %w", err)
	}
	return rep, nil
}

// epoch is a line of documents between two restores of the school's file.
type epoch struct {
	line exchange.Line
	name string
}

func (in Inbox) verifyDocument(d Document, keys map[string]ed25519.PublicKey) error {
	receipt, err := exchange.OpenReceipt(d.Receipt, in.Key.Public().Sign)
	if err != nil {
		return fmt.Errorf("the receipt is not this hub's: %w", err)
	}
	if err := receipt.For(d.ID, d.Meta); err != nil || !receipt.Received.Equal(d.Received) {
		return errors.New("the receipt does not fit the record")
	}
	if d.State == Purged {
		return nil
	}
	payload, meta, err := exchange.Open(d.Envelope, func(kid string) (ed25519.PublicKey, error) {
		if kid != d.Device {
			return nil, errors.New("the envelope names another key than the record")
		}
		return keys[kid], nil
	})
	switch {
	case err != nil:
		return err
	case exchange.DocumentID(payload) != d.ID:
		return errors.New("the bytes are not those that the identifier names")
	case meta != d.Meta:
		return errors.New("the record says something else than the signed bytes")
	}
	named := "" // by a withdrawal alone
	if meta.Kind == exchange.KindWithdraw {
		w, err := exchange.ReadWithdrawal(payload)
		if err != nil {
			return err
		}
		named = w.Withdraws
	}
	if d.Withdraws != named {
		return errors.New("the record names another document as taken back than the signed bytes")
	}
	return nil
}

func verifyHeads(r Reader, highest map[epoch]int, wrong func(id, format string, args ...any)) error {
	heads, err := r.Heads()
	if err != nil {
		return err
	}
	headed := map[exchange.Line]bool{}
	for _, h := range heads {
		headed[h.Line] = true
		if top := highest[epoch{h.Line, h.Epoch}]; h.Rev != top {
			wrong(h.Document, "it is marked as the head, but revision %d is here", top)
		}
		if d, err := r.Document(h.Document); err != nil || d.Meta.Line() != h.Line || d.Meta.Rev != h.Rev || d.Meta.Epoch != h.Epoch {
			wrong(h.Document, "the head does not fit its document")
		}
	}
	for e := range highest {
		if !headed[e.line] {
			wrong(e.line.URN+" "+e.line.Series, "documents are here but no head")
		}
	}
	return nil
}

func verifyAudit(r Reader, rep *Report, wrong func(id, format string, args ...any)) (trail, error) {
	last, t := AuditEntry{}, newTrail()
	err := r.Audit(func(e AuditEntry) error {
		t.follow(e)
		if e.N != last.N+1 || e.Prev != last.Hash || e.Hash != e.sum() {
			wrong(fmt.Sprintf("audit %d", e.N), "the chain is broken here")
		}
		if e.Act == actCodeReused || e.Act == actConflict {
			rep.Alarms = append(rep.Alarms, e.At.Format("2 Jan 2006 15:04")+" "+alarmWords[e.Act]+" "+e.Ref)
		}
		rep.Audit, rep.AuditHead = e.N, e.Hash
		last = e
		return nil
	})
	return t, err
}

// alarmWords says what an alarm means to the people who run the hub.
var alarmWords = map[string]string{
	actCodeReused: "a used invitation code was tried again by another computer, for school",
	actConflict:   "two different documents came with one revision number; refused:",
}
