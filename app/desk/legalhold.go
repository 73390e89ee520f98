package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/journal"
)

// LegalHold says why a pupil's record must be kept though its time may be over: a
// complaint, a claim, a tribunal, an inquiry. While it stands nothing of it is erased.
type LegalHold struct {
	ID       string   `json:"id"`
	Pupil    string   `json:"pupil"`
	On       day.Date `json:"on_day"`
	Why      string   `json:"why"`
	Ended    day.Date `json:"ended"`
	EndedWhy string   `json:"ended_why"`
	By       string   `json:"by"`
}

// Stands reports whether it holds now.
func (h LegalHold) Stands() bool { return h.Ended.IsZero() }

// SetLegalHold says that a pupil's record must be kept until further notice. A hold that
// stands gets the new reason.
func (d *Desk) SetLegalHold(ctx context.Context, pupil, why string) error {
	if err := d.allow(access.Erase); err != nil {
		return err
	}
	e, err := d.Entry(pupil)
	if err != nil {
		return err
	}
	if why = strings.TrimSpace(why); why == "" {
		return refuse("why", "Say why the record must be kept, such as a tribunal or a complaint.")
	}
	h, found, err := d.legalHold(ctx, pupil)
	if err != nil {
		return err
	}
	if !found {
		h = LegalHold{ID: d.options.NewID(), Pupil: pupil, On: d.Today(), By: d.options.By}
	}
	h.Why = why
	return d.do(ctx, "Legal hold for "+e.Name(), pupil, journal.Edit{Kind: kindLegalHold, Key: h.ID, About: pupil, Value: h})
}

// EndLegalHold says that the reason is over.
func (d *Desk) EndLegalHold(ctx context.Context, pupil, why string) error {
	if err := d.allow(access.Erase); err != nil {
		return err
	}
	e, err := d.Entry(pupil)
	if err != nil {
		return err
	}
	h, found, err := d.legalHold(ctx, pupil)
	if err != nil {
		return err
	}
	if !found {
		return refuse("pupil", "There is no legal hold on this record.")
	}
	if why = strings.TrimSpace(why); why == "" {
		return refuse("why", "Say why the hold ends.")
	}
	h.Ended, h.EndedWhy = d.Today(), why
	return d.do(ctx, "End the legal hold for "+e.Name(), pupil, journal.Edit{Kind: kindLegalHold, Key: h.ID, About: pupil, Value: h})
}

// LegalHolds returns the holds of a pupil, those that ended too; all for "".
func (d *Desk) LegalHolds(ctx context.Context, pupil string) ([]LegalHold, error) {
	if pupil == "" {
		return all[LegalHold](ctx, d.store, kindLegalHold)
	}
	return where[LegalHold](ctx, d.store, kindLegalHold, "pupil", pupil)
}

// legalHold returns the hold that stands, and whether there is one.
func (d *Desk) legalHold(ctx context.Context, pupil string) (LegalHold, bool, error) {
	list, err := d.LegalHolds(ctx, pupil)
	if err != nil {
		return LegalHold{}, false, err
	}
	i := slices.IndexFunc(list, LegalHold.Stands)
	if i < 0 {
		return LegalHold{}, false, nil
	}
	return list[i], true, nil
}
