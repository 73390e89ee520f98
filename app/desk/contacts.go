package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/register"
)

// SaveContact writes an adult to speak to about a pupil and returns the id.
func (d *Desk) SaveContact(ctx context.Context, c register.Contact) (string, error) {
	if strings.TrimSpace(c.Name) == "" {
		return "", refuse("name", "Enter the person's name.")
	}
	err := d.save(ctx, "Contact for", kindContact, c.Pupil, &c.ID, func() any { return c })
	return c.ID, err
}

// RemoveContact takes a contact away.
func (d *Desk) RemoveContact(ctx context.Context, pupil, id string) error {
	return d.remove(ctx, "Remove a contact of", kindContact, pupil, id)
}

// Contacts returns the adults to speak to about a pupil.
func (d *Desk) Contacts(ctx context.Context, pupil string) ([]register.Contact, error) {
	var list []register.Contact
	err := readOf(ctx, d.store, kindContact, pupil, &list)
	return list, err
}

// ContactLog returns the calls, meetings, letters and e-mails about a pupil, the
// latest first.
func (d *Desk) ContactLog(ctx context.Context, pupil string) ([]register.Note, error) {
	if _, err := d.Entry(pupil); err != nil {
		return nil, err
	}
	var notes []register.Note
	if err := readOf(ctx, d.store, kindNote, pupil, &notes); err != nil {
		return nil, err
	}
	notes = slices.DeleteFunc(notes, func(n register.Note) bool { return !n.IsContact() })
	slices.SortStableFunc(notes, func(a, b register.Note) int { return b.On.Compare(a.On) })
	return notes, nil
}
