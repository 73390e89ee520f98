package desk

import (
	"context"
	"strings"

	"needsbook/app/register"
)

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
