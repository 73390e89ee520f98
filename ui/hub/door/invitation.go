package door

import (
	"context"
	"errors"
	"net/http"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

// refused is a plain sentence for whoever asked; the same words are shown and logged.
type refused string

func (r refused) Error() string { return string(r) }

// What whoever follows an invitation that does not serve is told.
const (
	noInvitation = refused("This invitation does not serve. Check that the whole address was copied. If it still does not open, ask the people who run this hub for a new one.")
	overdue      = refused("This invitation has expired: it was good for seven days, or a newer one has taken its place. Nothing was set up. Ask the people who run this hub for a new one.")
	usedBefore   = refused("This invitation was used before, and serves once. If it was you, sign in. If it was not, tell the people who run this hub at once.")
)

// invited returns the person that an invitation is for. A refusal is one of the
// sentences above.
func (d *Door) invited(r inbox.Reader, token string) (p people.Person, i people.Invite, err error) {
	i, err = r.PersonInvite(inbox.TokenHash(token))
	if errors.Is(err, inbox.ErrNotFound) {
		return p, i, noInvitation
	}
	if err != nil {
		return p, i, err
	}
	if p, err = r.Person(i.Person); err != nil {
		return p, i, err
	}
	switch {
	case !i.Used.IsZero():
		return p, i, usedBefore
	case !d.now().Before(i.Expires) || p.State != people.Invited:
		return p, i, overdue
	}
	return p, i, nil
}

// bind uses an invitation up within a change: its person may sign in from now on, and
// gets recovery codes. The caller keeps the way to sign in that was set up, in the same
// change, and signs them in. A second use is refused, and noted once the change is over.
func (d *Door) bind(w inbox.Writer, token string) (p people.Person, codes []string, err error) {
	p, i, err := d.invited(w, token)
	if err != nil {
		return p, nil, err
	}
	i.Used = d.now()
	if err := w.PutPersonInvite(i); err != nil {
		return p, nil, err
	}
	p.State = people.Active
	if err := w.PutPerson(p); err != nil {
		return p, nil, err
	}
	if codes, err = d.newRecovery(w, p); err != nil {
		return p, nil, err
	}
	return p, codes, inbox.Record(w, d.now(), p.ID, inbox.ActBound, p.ID)
}

// notInvited answers somebody whose invitation does not serve. That a used one came
// again is written into the record of changes, since somebody else may hold it.
func (d *Door) notInvited(w http.ResponseWriter, r *http.Request, token string, err error) {
	said, ok := err.(refused)
	if !ok {
		d.fault(w, err)
		return
	}
	if said == usedBefore && r.Method == http.MethodPost {
		if err := d.alarm(r.Context(), token); err != nil {
			d.fault(w, err)
			return
		}
	}
	d.Log.Warn("an invitation was refused", "why", string(said))
	d.show(w, http.StatusForbidden, "note", layout.Page{Title: "You cannot use this invitation", Where: d.Inbox.Name, Body: []string{string(said)}})
}

func (d *Door) alarm(ctx context.Context, token string) error {
	return d.write(ctx, func(w inbox.Writer) error {
		i, err := w.PersonInvite(inbox.TokenHash(token))
		if err != nil {
			return err
		}
		return inbox.Record(w, d.now(), "nobody", inbox.ActInviteReused, i.Person)
	})
}

// setupLasts is how long somebody has to finish setting up a way to sign in.
const setupLasts = 15 * time.Minute
