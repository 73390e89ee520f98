package inbox

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/app/exchange"
)

// Acts of and about people in the audit chain.
const (
	ActInvitePerson = "person.invite"
	ActGrant        = "person.grant"
	ActTake         = "person.take"
	ActClosePerson  = "person.close"
	ActResetPerson  = "person.reset"
	ActEmptyPerson  = "person.empty" // what a closed account still held was taken out
	ActBound        = "person.bound" // an invitation was used
	ActInviteReused = "alarm.person" // an invitation was tried a second time
	ActWay          = "person.way"   // a way to sign in was added or removed
	ActSignIn       = "person.sign-in"
	ActSignOut      = "person.sign-out" // everywhere
)

// InvitationLasts is how long somebody has to follow an invitation.
const InvitationLasts = 7 * 24 * time.Hour

// Record adds an entry to the audit chain within a change: who did what to what, and
// never a figure.
func Record(w Writer, at time.Time, actor, act, ref string) error {
	return record(w, at, actor, act, ref)
}

// Actor is who changes something about people: a person's identifier, or Console.
type Actor string

// Console is whoever works at the hub's own computer.
const Console Actor = admin

// As is the inbox in the hands of a person: what they change is recorded as theirs.
func (in Inbox) As(by Actor) Inbox {
	in.by = by
	return in
}

// actor is who changes something, as the record of changes names them.
func (in Inbox) actor() string {
	if in.by == "" {
		return admin
	}
	return string(in.by)
}

// Invitation is what somebody is given so that they can make their way to sign in. The
// token is shown once; only its hash is kept.
type Invitation struct {
	Person  people.Person
	Token   string
	Expires time.Time
}

// InvitePerson adds a person with their roles, and invites them.
func (in Inbox) InvitePerson(ctx context.Context, by Actor, p people.Person, random io.Reader) (made Invitation, err error) {
	p.Email = strings.ToLower(strings.TrimSpace(p.Email))
	p.Name = strings.TrimSpace(p.Name)
	if err := plainName("person", p.Name); err != nil {
		return made, err
	}
	if !people.ValidEmail(p.Email) {
		return made, refuse("%.80q is no e-mail address. Nobody was invited.", p.Email)
	}
	if len(p.Grants) == 0 {
		return made, refuse("Give the person at least one role. Nobody was invited.")
	}
	id := make([]byte, 8)
	if _, err := io.ReadFull(random, id); err != nil {
		return made, fmt.Errorf("invite a person: %w", err)
	}
	p.ID = "p" + hex.EncodeToString(id)
	err = in.people(ctx, by, ActInvitePerson, p.ID, func(w Writer, now time.Time) error {
		all, err := w.People()
		if err != nil {
			return err
		}
		if slices.ContainsFunc(all, func(o people.Person) bool { return o.Email == p.Email && o.State != people.Closed }) {
			return refuse("Somebody with the address %s is here already. Nobody was invited. Give that person the role instead.", p.Email)
		}
		if err := knownSchool(w, p.School); err != nil {
			return err
		}
		grants := p.Grants
		p.Grants, p.State, p.Created = nil, people.Invited, now
		for _, g := range grants {
			if err := addGrant(w, &p, g, day.On(now)); err != nil {
				return err
			}
		}
		if err := w.PutPerson(p); err != nil {
			return err
		}
		made, err = invite(w, p, now, random)
		return err
	})
	return made, err
}

// InviteAgain gives somebody who has not come yet a new invitation. The ones before no
// longer serve.
func (in Inbox) InviteAgain(ctx context.Context, by Actor, id string, random io.Reader) (made Invitation, err error) {
	err = in.people(ctx, by, ActInvitePerson, id, func(w Writer, now time.Time) error {
		p, err := personNamed(w, id)
		if err != nil {
			return err
		}
		if p.State != people.Invited {
			return refuse("%s has signed in before. Nothing was changed. To give them new ways to sign in, reset them.", p.Name)
		}
		made, err = invite(w, p, now, random)
		return err
	})
	return made, err
}

// invite makes a token and voids the ones before.
func invite(w Writer, p people.Person, now time.Time, random io.Reader) (made Invitation, err error) {
	before, err := w.PersonInvites(p.ID)
	if err != nil {
		return made, err
	}
	for _, i := range before {
		if i.Used.IsZero() && now.Before(i.Expires) {
			i.Expires = now
			if err := w.PutPersonInvite(i); err != nil {
				return made, err
			}
		}
	}
	made = Invitation{Person: p, Expires: now.Add(InvitationLasts)}
	if made.Token, err = NewToken(random); err != nil {
		return made, err
	}
	return made, w.PutPersonInvite(people.Invite{Token: TokenHash(made.Token), Person: p.ID, Expires: made.Expires})
}

// Grant gives a person a role at a place.
func (in Inbox) Grant(ctx context.Context, by Actor, id string, g people.Grant) (p people.Person, err error) {
	err = in.people(ctx, by, ActGrant, id+" "+g.String(), func(w Writer, now time.Time) error {
		if p, err = personNamed(w, id); err != nil {
			return err
		}
		if p.State == people.Closed {
			return refuse("%s is closed. Nothing was changed.", p.Name)
		}
		if err := addGrant(w, &p, g, day.On(now)); err != nil {
			return err
		}
		return w.PutPerson(p)
	})
	return p, err
}

// addGrant adds a grant to a person, or says why not.
func addGrant(r Reader, p *people.Person, g people.Grant, today day.Date) error {
	if err := people.Grantable(*p, g, today); err != nil {
		return refuse("%s", err)
	}
	if g.From.IsZero() {
		g.From = today
	}
	if g.Level == people.HubLevel {
		p.Grants = append(p.Grants, g)
		return nil
	}
	if err := isThere(r, Level(g.Level), g.Ref); err != nil {
		if errors.As(err, new(Refused)) {
			return refuse("There is no %s %.60s. Nothing was changed.", g.Level, g.Ref)
		}
		return err
	}
	p.Grants = append(p.Grants, g)
	return nil
}

// people runs a change about people and writes it into the audit chain. Nobody changes
// their own roles.
func (in Inbox) people(ctx context.Context, by Actor, act, ref string, f func(w Writer, now time.Time) error) error {
	if id, _, _ := strings.Cut(ref, " "); string(by) == id {
		return refuse("Nobody changes their own roles. Nothing was changed. Ask somebody else who runs this hub.")
	}
	now := in.Now().UTC().Truncate(time.Millisecond)
	return in.Store.Write(ctx, func(w Writer) error {
		if err := f(w, now); err != nil {
			return err
		}
		return record(w, now, string(by), act, ref)
	})
}

func personNamed(r Reader, id string) (people.Person, error) {
	p, err := r.Person(id)
	if errors.Is(err, ErrNotFound) {
		return p, refuse("There is no person %.40q here. Nothing was changed.", id)
	}
	return p, err
}

func knownSchool(r Reader, urn string) error {
	if urn == "" {
		return nil
	}
	if !exchange.ValidURN(urn) {
		return refuse("A school's URN has six digits. Nothing was changed.")
	}
	if _, err := r.School(urn); errors.Is(err, ErrNotFound) {
		return refuse("There is no school %s here. Add it first. Nothing was changed.", urn)
	} else if err != nil {
		return err
	}
	return nil
}

// NewToken makes 256 bits that nobody can guess, as text for an address or a cookie.
func NewToken(random io.Reader) (string, error) {
	secret := make([]byte, 32)
	if _, err := io.ReadFull(random, secret); err != nil {
		return "", fmt.Errorf("make a token: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(secret), nil
}
