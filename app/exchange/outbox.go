package exchange

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"time"
)

// State says where a document stands on its way to the hub.
type State string

// A document leaves Ready for Sending with every attempt, and rests in one of the
// last four. Nothing is ever dropped for its age.
const (
	Ready     State = "READY"
	Sending   State = "SENDING"
	Committed State = "COMMITTED" // the hub's receipt is here
	Already   State = "ALREADY"   // the hub had it; its receipt is here
	Parked    State = "PARKED"    // a person must do something; Reason says what
	Withdrawn State = "WITHDRAWN"
)

// OutboxItem is one approved document on its way. Envelope holds the bytes that
// were approved and never changes.
type OutboxItem struct {
	ID       int64     `json:"id"`
	Series   string    `json:"series"`
	Rev      int       `json:"rev"`
	DocID    string    `json:"doc_id"`
	Envelope Envelope  `json:"envelope"`
	State    State     `json:"state"`
	Attempts int       `json:"attempts"`
	NextAt   time.Time `json:"next_at"`   // not before this, by the school's own clock
	LastCode Code      `json:"last_code"` // the last answer; "" when none came
	Receipt  []byte    `json:"receipt,omitempty"`
	Reason   string    `json:"reason,omitempty"` // the sentence for a person
}

// OutboxStore keeps the outbox in the school's file.
type OutboxStore interface {
	// Unsettled returns the items that are Ready or Sending, oldest first.
	Unsettled(ctx context.Context) ([]OutboxItem, error)
	// Save writes an item back by its ID before it returns.
	Save(ctx context.Context, item OutboxItem) error
}

// Outbox sends what is due. The hub's key is the one that was pinned at enrolment.
type Outbox struct {
	Store   OutboxStore
	Carrier Carrier
	Hub     ed25519.PublicKey
	Now     func() time.Time
	Chance  func() float64 // evenly spread over 0 to 1, for the waiting times
}

// errReceipt means that an answer cannot be believed; the item stays Ready.
var errReceipt = errors.New("the receipt is not from the hub this school joined")

const (
	shortestWait = 30 * time.Second
	longestWait  = 6 * time.Hour
	folderWait   = 10 * time.Minute // how often a shared folder is looked at again
)

// SendDue tries every unsettled item whose time has come, and all of them when
// all is set: at the program's start, when the network comes back, at a click.
// It returns the items as they stand afterwards. An error is the store's.
func (o Outbox) SendDue(ctx context.Context, all bool) ([]OutboxItem, error) {
	items, err := o.Store.Unsettled(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the outbox: %w", err)
	}
	refused := Code("") // set once the hub refuses this key
	var tried []OutboxItem
	for _, item := range items {
		switch {
		case refused != "":
			item = item.parked(refused)
		case !all && item.NextAt.After(o.Now()):
			continue
		default:
			if item, err = o.try(ctx, item); err != nil {
				return tried, err
			}
			if verdicts[item.LastCode].act == parkAll && item.State == Parked {
				refused = item.LastCode
			}
		}
		if err := o.save(ctx, item); err != nil {
			return tried, err
		}
		tried = append(tried, item)
	}
	return tried, nil
}

// try marks the item before it is sent, so that a crash in between leaves it to be
// sent again: the hub answers a second copy with the same receipt.
func (o Outbox) try(ctx context.Context, item OutboxItem) (OutboxItem, error) {
	item.State = Sending
	item.Attempts++
	item.NextAt = o.Now().Add(shortestWait)
	if err := o.save(ctx, item); err != nil {
		return item, err
	}
	answer, err := o.Carrier.Send(ctx, item.Envelope)
	return item.After(answer, err, o.Hub, o.Now(), o.Chance()), nil
}

func (o Outbox) save(ctx context.Context, item OutboxItem) error {
	if err := o.Store.Save(context.WithoutCancel(ctx), item); err != nil {
		return fmt.Errorf("write the outbox: %w", err)
	}
	return nil
}

// After returns the item as an answer leaves it, or as the lack of one does (err).
// chance, 0 to 1, spreads the waiting time so that schools do not come in step.
func (item OutboxItem) After(a Answer, err error, hub ed25519.PublicKey, now time.Time, chance float64) OutboxItem {
	if err != nil {
		return item.later("", "The hub could not be reached. It will be sent again by itself.", now, pause(item.Attempts, chance))
	}
	switch verdicts[a.Code].act {
	case settle, already:
		if err := item.checkReceipt(a.Receipt, hub); err != nil {
			return item.later(a.Code, "The answer did not come from the hub this school joined. It will be sent again by itself; if this goes on, tell the hub.", now, pause(item.Attempts, chance))
		}
		item.State, item.LastCode, item.Receipt, item.Reason = Committed, a.Code, a.Receipt, ""
		if verdicts[a.Code].act == already {
			item.State = Already
		}
		return item
	case retry:
		return item.later(a.Code, a.Code.Sentence(), now, max(pause(item.Attempts, chance), a.RetryAfter))
	case wait:
		item = item.later(a.Code, a.Code.Sentence(), now, folderWait)
		item.State = Sending
		return item
	}
	return item.parked(a.Code)
}

func (item OutboxItem) later(code Code, reason string, now time.Time, in time.Duration) OutboxItem {
	item.State, item.LastCode, item.Reason, item.NextAt = Ready, code, reason, now.Add(in)
	return item
}

func (item OutboxItem) parked(code Code) OutboxItem {
	item.State, item.LastCode, item.Reason = Parked, code, code.Sentence()
	return item
}

func (item OutboxItem) checkReceipt(receipt []byte, hub ed25519.PublicKey) error {
	r, err := OpenReceipt(receipt, hub)
	if err != nil {
		return errReceipt
	}
	payload, err := item.Envelope.Payload()
	if err != nil {
		return err
	}
	m, err := ReadMeta(payload)
	if err != nil {
		return err
	}
	return r.For(DocumentID(payload), m)
}

// pause is full jitter: any time from nothing to a bound that doubles with each
// attempt, up to six hours.
func pause(attempts int, chance float64) time.Duration {
	bound := longestWait
	if attempts < 10 {
		bound = min(longestWait, shortestWait<<max(attempts, 0))
	}
	return time.Duration(chance * float64(bound))
}

// ErrNotParked means that there was nothing to send again.
var ErrNotParked = errors.New("this document is not waiting for you. Nothing was changed")

// Again makes a parked item ready to be sent once more.
func (item OutboxItem) Again(now time.Time) (OutboxItem, error) {
	if item.State != Parked {
		return item, ErrNotParked
	}
	item.State, item.NextAt, item.Reason = Ready, now, ""
	return item, nil
}

// ErrMayHaveArrived means that a document cannot simply be kept back any more.
var ErrMayHaveArrived = errors.New("this document may already be at the hub, so it cannot be kept back. Let it be sent, then withdraw it: the hub will take its figures out")

// Withdraw closes an item: one that never left the school, one that the hub
// refused, or one whose withdrawal the hub has receipted. Others may have reached
// the hub and are refused.
func (item OutboxItem) Withdraw() (OutboxItem, error) {
	if item.mayHaveArrived() {
		return item, ErrMayHaveArrived
	}
	item.State, item.Reason = Withdrawn, ""
	return item, nil
}

func (item OutboxItem) mayHaveArrived() bool {
	switch item.State {
	case Committed, Already, Withdrawn:
		return false
	case Parked:
		// A hub looks for a copy before it judges a document, but only after it has
		// accepted the key. So a key refused after an earlier try proves nothing.
		aboutKey := verdicts[item.LastCode].act == parkAll || item.LastCode == KeyPending
		return aboutKey && item.Attempts > 1
	}
	return item.Attempts > 0
}
