package inbox

import (
	"errors"
	"time"

	"needsbook/app/exchange"
)

// purgeAfter is how long a school may still change its mind about destroying bytes.
const purgeAfter = 7 * 24 * time.Hour

// takeBack lets a withdrawal act on the summary it names, when that is here.
func takeBack(w Writer, c Checked, d *Document) error {
	wd, err := exchange.ReadWithdrawal(c.payload)
	if err != nil {
		return refusal(exchange.SchemaInvalid)
	}
	d.Withdraws = wd.Withdraws
	purgeAt := time.Time{}
	if wd.Purge {
		purgeAt = d.Received.Add(purgeAfter)
	}
	target, err := w.Document(wd.Withdraws)
	switch {
	case errors.Is(err, ErrNotFound):
		// It may still be on its way in a folder. Keep when to purge it with the
		// withdrawal, whose own bytes stay.
		return nil
	case err != nil:
		return err
	case target.Meta.URN != c.Meta.URN || target.Meta.Kind != exchange.KindSummary:
		return refusal(exchange.WrongSchool)
	}
	return w.TakeBack(target, purgeAt)
}

// takenBackBefore marks a summary that arrives after its own withdrawal.
func takenBackBefore(w Writer, d *Document) error {
	wd, err := w.TakenBack(d.ID)
	if errors.Is(err, ErrNotFound) || err == nil && wd.Meta.URN != d.Meta.URN {
		return nil
	}
	if err != nil {
		return err
	}
	payload, err := wd.Envelope.Payload()
	if err != nil {
		return err
	}
	read, err := exchange.ReadWithdrawal(payload)
	if err != nil {
		return err
	}
	d.State = Withdrawn
	if read.Purge {
		d.PurgeAt = wd.Received.Add(purgeAfter)
	}
	return nil
}
