package door

import (
	"errors"
	"net/http"
	"slices"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

// wayIn is one way in which somebody can sign in here.
type wayIn struct {
	Kind    people.Kind // of an account elsewhere it is account
	ID      string      // of a passkey its identifier, of an account elsewhere its issuer
	Subject string      // of an account elsewhere
	Label   string
	Added   string
	Used    string // or empty
}

// account is the kind of a way in that goes by an account elsewhere.
const account people.Kind = "account"

const dayForm = "2 January 2006"

// waysIn lists the ways in which a person can sign in at this hub as it runs now.
// Recovery codes are no way in of their own: they run out.
func (d *Door) waysIn(in people.Reader, person string) (ways []wayIn, err error) {
	kept, err := in.Credentials(person)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(kept, func(a, b people.Credential) int { return a.Created.Compare(b.Created) })
	withCodes := slices.ContainsFunc(kept, func(c people.Credential) bool { return c.Kind == people.Codes })
	for _, c := range kept {
		if c.Kind == people.Passkey && d.passkeys != nil || c.Kind == people.Password && withCodes {
			way := wayIn{Kind: c.Kind, ID: c.ID, Label: c.Label, Added: c.Created.Format(dayForm)}
			if !c.Used.IsZero() {
				way.Used = c.Used.Format(dayForm)
			}
			ways = append(ways, way)
		}
	}
	accounts, err := in.Identities(person)
	if err != nil {
		return nil, err
	}
	for _, i := range accounts {
		if d.signsIn(i) {
			ways = append(ways, wayIn{Kind: account, ID: i.Issuer, Subject: i.Subject, Label: i.Label, Added: i.Created.Format(dayForm)})
		}
	}
	return ways, nil
}

// lastWay refuses to take away the last way in.
const lastWay = refused("That is your last way to sign in, so it was not removed. Add another one first.")

// noSuchWay refuses to change what is not there, or belongs to somebody else.
const noSuchWay = refused("There is no such way to sign in on your page. Nothing was changed.")

// without refuses to remove a way in when the person has no other.
func (d *Door) without(in people.Reader, person string, is func(wayIn) bool) error {
	ways, err := d.waysIn(in, person)
	switch {
	case err != nil:
		return err
	case len(ways) == 1 && is(ways[0]):
		return lastWay
	}
	return nil
}

// ownPasskey reads a passkey of whoever asks.
func ownPasskey(in people.Reader, r *http.Request, v Visitor) (people.Credential, error) {
	c, err := in.Credential(r.PathValue("key"))
	if errors.Is(err, inbox.ErrNotFound) || err == nil && (c.Person != v.ID || c.Kind != people.Passkey) {
		return c, noSuchWay
	}
	return c, err
}

// postPasskeyName gives a passkey the name that its owner knows it by.
func (d *Door) postPasskeyName(w http.ResponseWriter, r *http.Request, v Visitor) {
	label := labelOf(r)
	d.changeWay(w, r, v, func(in inbox.Writer) error {
		c, err := ownPasskey(in, r, v)
		if err != nil {
			return err
		}
		if label == "" {
			return refused("Give the passkey a name of at least one letter. Its name is as it was.")
		}
		c.Label = label
		return in.PutCredential(c)
	})
}

// postPasskeyRemove forgets a passkey, unless it is the last way in.
func (d *Door) postPasskeyRemove(w http.ResponseWriter, r *http.Request, v Visitor) {
	d.changeWay(w, r, v, func(in inbox.Writer) error {
		c, err := ownPasskey(in, r, v)
		if err != nil {
			return err
		}
		if err := d.without(in, v.ID, func(way wayIn) bool { return way.Kind == people.Passkey && way.ID == c.ID }); err != nil {
			return err
		}
		if err := in.RemoveCredential(c.ID); err != nil {
			return err
		}
		return inbox.Record(in, d.now(), v.ID, inbox.ActWay, "passkey removed")
	})
}

// changeWay changes somebody's ways to sign in and shows them again.
func (d *Door) changeWay(w http.ResponseWriter, r *http.Request, v Visitor, change func(inbox.Writer) error) {
	err := d.write(r.Context(), change)
	var no refused
	switch {
	case errors.As(err, &no):
		d.show(w, http.StatusConflict, "note", d.page(v, layout.Page{Title: "Nothing was changed", Back: []layout.Link{{To: "/me", Words: "My ways to sign in"}}, Body: []string{string(no)}}))
	case err != nil:
		d.fault(w, err)
	default:
		http.Redirect(w, r, "/me", http.StatusSeeOther)
	}
}
