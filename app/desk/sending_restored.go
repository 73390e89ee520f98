package desk

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/journal"
	"needsbook/app/school"
	"needsbook/app/summary"
)

// Adopted is what a restored school took over from the hub.
type Adopted struct {
	Found    bool     `json:"found"` // the hub holds a summary of this school
	Known    bool     `json:"known"` // the file knew it already: nothing was lost
	Series   string   `json:"series"`
	Rev      int      `json:"rev"`
	Document string   `json:"document"`
	Words    []string `json:"words"`
}

// mostTermsBack is how many terms, this one included, AdoptHead asks about.
const mostTermsBack = 4

// AdoptHead asks the hub after a restore which summary and which papers of the school it
// holds last, takes them as those that the next ones follow, and lets sending go on. Where the
// file is older than that summary, the pupils behind its figures are no longer known, so
// that a figure only changes once the exact count is clearly away from it, until the
// next school year (rule T5 after a loss).
func (d *Desk) AdoptHead(ctx context.Context) (Adopted, error) {
	m, err := d.Membership(ctx)
	if err != nil {
		return Adopted{}, err
	}
	if !m.Joined() {
		return Adopted{}, refuse("cluster", d.terms.Say("The school has joined no {cluster} yet, so there is no hub to ask."))
	}
	if m.Address == "" || d.options.Roads.Dial == nil {
		return Adopted{}, refuse("address", "The hub can be asked over the network only, and from here there is none. Tell the hub's people that the file was restored; once they have accepted that, let sending go on.")
	}
	hub, err := d.dial(m)
	if err != nil {
		return Adopted{}, err
	}
	key, _, err := d.key(ctx)
	if err != nil {
		return Adopted{}, err
	}
	head, err := d.lastAtHub(ctx, hub, key, m)
	if err != nil {
		return Adopted{}, err
	}
	a := Adopted{Found: head.Document != "", Series: head.Series, Rev: head.Rev, Document: head.Document, Words: exchange.DocumentWords(head.Document)}
	var edits []journal.Edit
	if a.Found {
		if edits, a.Known, err = d.adopted(ctx, hub, key, m, head); err != nil {
			return Adopted{}, err
		}
	}
	said, err := d.adoptedPapers(ctx, hub, key, m)
	if err != nil {
		return Adopted{}, err
	}
	return a, d.keepAdopted(ctx, m, a, append(edits, said...))
}

// lastAtHub returns the head of the latest term of which the hub has a summary.
func (d *Desk) lastAtHub(ctx context.Context, hub Hub, key exchange.Key, m Membership) (exchange.Head, error) {
	for _, series := range termsBack(d.Today(), mostTermsBack) {
		head, err := hub.Head(ctx, key, m.Hub.Key, d.School().URN, series)
		switch {
		case codeOf(err) == exchange.NotFound:
			continue
		case err != nil:
			return head, hubSaid("address", err)
		case head.Series != series || !exchange.ValidID(head.Document) || head.Rev < 1:
			return head, refuse("address", "The hub's answer cannot be read. Nothing was changed. Try again; if it happens again, tell the hub.")
		}
		return head, nil
	}
	return exchange.Head{}, nil
}

// termsBack names the term of a day and those before it, the latest first.
func termsBack(on day.Date, n int) []string {
	var out []string
	for len(out) < n {
		if series := school.Series(on); len(out) == 0 || out[len(out)-1] != series {
			out = append(out, series)
		}
		on = on.AddMonths(-1)
	}
	return out
}

// adopted are the edits that make the hub's head the school's own; known is set when it
// was the school's own all along.
func (d *Desk) adopted(ctx context.Context, hub Hub, key exchange.Key, m Membership, head exchange.Head) (edits []journal.Edit, known bool, err error) {
	var own lineHead
	if _, err := readNamed(ctx, d.store, kindSending, sendingHead+head.Series, &own); err != nil {
		return nil, false, err
	}
	known = own.Document == head.Document
	own.Epoch, own.Rev, own.Document, own.Withdrawn = head.Epoch, head.Rev, head.Document, head.Withdrawn
	edit, err := putNamed(kindSending, sendingHead+head.Series, own)
	if err != nil || known {
		return []journal.Edit{edit}, known, err
	}
	doc, err := d.fromHub(ctx, hub, key, m, head)
	if err != nil {
		return nil, false, err
	}
	memory, err := summary.MemoryFrom(doc)
	if err != nil {
		return nil, false, refuse("summary", sentence(err.Error()))
	}
	remembered, err := putNamed(kindSending, sendingMemory, memory)
	return []journal.Edit{edit, remembered}, false, err
}

// fromHub fetches the summary that a head names. Its bytes must have the head's hash and
// be of this school; where this computer's key signed them, the signature must hold.
func (d *Desk) fromHub(ctx context.Context, hub Hub, key exchange.Key, m Membership, head exchange.Head) (doc summary.Document, err error) {
	envelope, err := hub.Document(ctx, key, m.Hub.Key, head.Document)
	if err != nil {
		return doc, hubSaid("address", err)
	}
	strange := refuse("summary", "What the hub holds for this school is not a summary that this school made. Nothing was changed. Tell the hub.")
	errOther := errors.New("signed by another of the school's computers")
	payload, meta, err := exchange.Open(envelope, func(kid string) (ed25519.PublicKey, error) {
		if kid == key.Public().ID() {
			return key.Public().Sign, nil
		}
		return nil, errOther
	})
	if errors.Is(err, errOther) {
		if payload, err = envelope.Payload(); err == nil {
			meta, err = exchange.ReadMeta(payload)
		}
	}
	if err != nil || exchange.DocumentID(payload) != head.Document || meta.URN != d.School().URN || meta.Series != head.Series {
		return doc, strange
	}
	if doc, err = summary.ReadDocument(payload); err != nil {
		return doc, strange
	}
	return doc, nil
}

// keepAdopted keeps what was taken over, with a line of the send log, and ends the hold.
func (d *Desk) keepAdopted(ctx context.Context, m Membership, a Adopted, edits []journal.Edit) error {
	d.sendLock.Lock()
	defer d.sendLock.Unlock()
	note := "The hub holds no summary of this school."
	if a.Known {
		note = "The file held it already."
	}
	if a.Found && !a.Known {
		note = "The file was older than it."
	}
	line, err := d.logged(ctx, SendEntry{Event: SendAdopted, Document: a.Document, Series: a.Series, Rev: a.Rev, Channel: "network", To: m.Hub.Name, Note: note})
	if err != nil {
		return err
	}
	hold, err := putNamed(kindSending, sendingHold, "")
	if err != nil {
		return err
	}
	return d.note(ctx, fmt.Sprintf("Take over what the hub holds of %s", d.School().Name), append(append(edits, line...), hold)...)
}
