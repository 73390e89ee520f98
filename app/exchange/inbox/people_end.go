package inbox

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/day"
)

// Take ends the grants of a role at a place. What the person may do from now on follows
// at once, in open sessions too.
func (in Inbox) Take(ctx context.Context, by Actor, id string, g people.Grant) (p people.Person, err error) {
	err = in.people(ctx, by, ActTake, id+" "+g.String(), func(w Writer, now time.Time) error {
		if p, err = personNamed(w, id); err != nil {
			return err
		}
		before, today, ended := p, day.On(now), false
		left := p.Grants[:0:0]
		for _, held := range p.Grants {
			if held.Role != g.Role || held.Level != g.Level || held.Ref != g.Ref || held.Ended(today) {
				left = append(left, held)
				continue
			}
			ended = true
			// One that held before today is kept with its last day, for the record.
			if held.From.Before(today) {
				held.To = today.AddDays(-1)
				left = append(left, held)
			}
		}
		if !ended {
			return refuse("%s does not hold that role. Nothing was changed.", p.Name)
		}
		p.Grants = left
		if err := w.PutPerson(p); err != nil {
			return err
		}
		return stillRun(w, before, today)
	})
	return p, err
}

// ClosePerson keeps somebody out from now on: their sessions end at once.
func (in Inbox) ClosePerson(ctx context.Context, by Actor, id string) (p people.Person, err error) {
	err = in.people(ctx, by, ActClosePerson, id, func(w Writer, now time.Time) error {
		if p, err = personNamed(w, id); err != nil {
			return err
		}
		if p.State == people.Closed {
			return refuse("%s is closed already. Nothing was changed.", p.Name)
		}
		before := p
		p.State, p.Closed = people.Closed, now
		if err := w.PutPerson(p); err != nil {
			return err
		}
		if err := forgetWays(w, p.ID); err != nil {
			return err
		}
		return stillRun(w, before, day.On(now))
	})
	return p, err
}

// ResetPerson takes away all that somebody signs in with, and invites them anew. Roles
// stay. It is for those who have lost everything, and for ways that somebody else may
// know.
func (in Inbox) ResetPerson(ctx context.Context, by Actor, id string, random io.Reader) (made Invitation, err error) {
	err = in.people(ctx, by, ActResetPerson, id, func(w Writer, now time.Time) error {
		p, err := personNamed(w, id)
		if err != nil {
			return err
		}
		if p.State == people.Closed {
			return refuse("%s is closed. Nothing was changed. Invite them as a new person.", p.Name)
		}
		if err := forgetWays(w, p.ID); err != nil {
			return err
		}
		before := p
		p.State = people.Invited
		if err := w.PutPerson(p); err != nil {
			return err
		}
		if by != Console { // at the hub's own computer somebody can always be let in again
			if err := stillRun(w, before, day.On(now)); err != nil {
				return err
			}
		}
		made, err = invite(w, p, now, random)
		return err
	})
	return made, err
}

// forgetWays removes everything that somebody signs in with, ends their sessions and
// voids their invitations.
func forgetWays(w Writer, person string) error {
	if _, err := w.EndSessions(person); err != nil {
		return err
	}
	credentials, err := w.Credentials(person)
	if err != nil {
		return err
	}
	for _, c := range credentials {
		if err := w.RemoveCredential(c.ID); err != nil {
			return err
		}
	}
	identities, err := w.Identities(person)
	if err != nil {
		return err
	}
	for _, i := range identities {
		if err := w.RemoveIdentity(i.Issuer, i.Subject); err != nil {
			return err
		}
	}
	invites, err := w.PersonInvites(person)
	if err != nil {
		return err
	}
	for _, i := range invites {
		if i.Used.IsZero() {
			i.Expires = time.Unix(0, 0).UTC()
			if err := w.PutPersonInvite(i); err != nil {
				return err
			}
		}
	}
	return nil
}

// EmptyAccounts takes name, address, school and roles out of the accounts of people who
// left longer ago than keep: closed, or invited and never come. It returns how many.
func (in Inbox) EmptyAccounts(ctx context.Context, keep time.Duration) (n int, err error) {
	now := in.Now().UTC().Truncate(time.Millisecond)
	err = in.Store.Write(ctx, func(w Writer) error {
		n = 0
		all, err := w.People()
		if err != nil {
			return err
		}
		for _, p := range all {
			if p.State == people.Closed && p.Email == "" || !p.LeftBy(now.Add(-keep)) {
				continue
			}
			invites, err := w.PersonInvites(p.ID)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(invites, func(i people.Invite) bool { return i.Used.IsZero() && now.Before(i.Expires) }) {
				continue // invited again since
			}
			if p.State != people.Closed {
				p.Closed = now
			}
			if err := errors.Join(forgetWays(w, p.ID), w.RemovePersonInvites(p.ID), w.PutPerson(p.Emptied())); err != nil {
				return err
			}
			if err := record(w, now, admin, ActEmptyPerson, p.ID); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

// stillRun refuses a change to somebody who ran the hub, after which nobody would.
func stillRun(r Reader, before people.Person, today day.Date) error {
	if !runs(before, today) {
		return nil
	}
	all, err := r.People()
	if err != nil || slices.ContainsFunc(all, func(p people.Person) bool { return runs(p, today) }) {
		return err
	}
	return refuse("%s is the last person who runs this hub. Nothing was changed. Let somebody else run it first.", before.Name)
}

// runs reports whether somebody runs the whole hub, with no end to it.
func runs(p people.Person, on day.Date) bool {
	return slices.ContainsFunc(p.Current(on), func(g people.Grant) bool {
		return g.Role == people.HubAdmin && g.Level == people.HubLevel && g.To.IsZero()
	})
}
