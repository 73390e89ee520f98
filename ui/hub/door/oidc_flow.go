package door

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

// accountRoutes are the addresses of accounts elsewhere. The provider sends a browser
// back by GET: what it brings serves once, and only to the browser that began.
func (d *Door) accountRoutes() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"POST /with/{provider}/sign-in": d.postAccountSignIn,
		"POST /with/{provider}/join":    d.postAccountJoin,
		"POST /with/{provider}/add":     d.Fresh(d.postAccountAdd),
		"POST /with/{provider}/confirm": d.SignedIn(d.postAccountConfirm),
		"GET /with/{provider}/back":     d.getAccountBack,
		"POST /with/remove":             d.Fresh(d.postAccountRemove),
	}
}

const (
	accountAttempt = "account"
	accountWithin  = 10 * time.Minute // from leaving for the provider to coming back
	clockApart     = time.Minute      // how far the provider's clock may be from the hub's
)

// leaving is what the hub keeps of somebody who left for a provider.
type leaving struct {
	Purpose  purpose
	Provider string
	State    string // hash of what the browser must bring back
	Nonce    string // what the token must hold
	Verifier string // what proves that the hub itself asked (PKCE)
	Invite   []byte `json:",omitempty"` // the invitation's token, sealed
	Browser  string `json:",omitempty"` // hash of the session's token, where somebody is signed in
	Next     string `json:",omitempty"`
	Left     time.Time
}

// accountCookie binds what a browser brings back to the browser that left.
func (d *Door) accountCookie() string { return d.cookieName() + "-with" }

func (d *Door) setAccountCookie(w http.ResponseWriter, value string) {
	c := &http.Cookie{Name: d.accountCookie(), Value: value, Path: "/", MaxAge: int(accountWithin.Seconds()), Secure: d.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// providerNamed returns one of the hub's providers, or answers that there is none.
func (d *Door) providerNamed(w http.ResponseWriter, r *http.Request) (*provider, bool) {
	at := slices.IndexFunc(d.accounts, func(p *provider) bool { return p.id == r.PathValue("provider") })
	if at < 0 {
		d.refusal(w, http.StatusNotFound, "Nobody signs in that way here", "/sign-in", "This hub knows no such accounts. Use another way to sign in.")
		return nil, false
	}
	return d.accounts[at], true
}

func (d *Door) postAccountSignIn(w http.ResponseWriter, r *http.Request) {
	if d.MayRead(w, r) && d.mayTry(w, r, "") {
		d.leave(w, r, leaving{Purpose: toSignIn, Next: local(r.PostFormValue("next"))}, "")
	}
}

// postAccountJoin lets somebody who was invited sign in with an account elsewhere.
func (d *Door) postAccountJoin(w http.ResponseWriter, r *http.Request) {
	if !d.MayRead(w, r) || !d.mayTry(w, r, "") {
		return
	}
	token := r.PostFormValue("invitation")
	var p people.Person
	err := d.read(r.Context(), func(in inbox.Reader) (err error) {
		p, _, err = d.invited(in, token)
		return err
	})
	if err != nil {
		d.notInvited(w, r, token, err)
		return
	}
	sealed, err := d.seal("invitation of "+p.ID, []byte(token))
	if err != nil {
		d.fault(w, err)
		return
	}
	d.leave(w, r, leaving{Purpose: toJoin, Invite: sealed}, p.ID)
}

func (d *Door) postAccountAdd(w http.ResponseWriter, r *http.Request, v Visitor) {
	d.leave(w, r, leaving{Purpose: toAdd, Browser: v.session.Token, Next: "/me?done=account"}, v.ID)
}

func (d *Door) postAccountConfirm(w http.ResponseWriter, r *http.Request, v Visitor) {
	d.leave(w, r, leaving{Purpose: toConfirm, Browser: v.session.Token, Next: local(r.PostFormValue("next"))}, v.ID)
}

// leave sends a browser to a provider. It goes by a page of the hub, because the form's
// policy lets no form end elsewhere.
func (d *Door) leave(w http.ResponseWriter, r *http.Request, l leaving, person string) {
	p, ok := d.providerNamed(w, r)
	if !ok {
		return
	}
	if _, _, err := p.reach(r.Context(), d.now()); err != nil {
		d.away(w, p, err)
		return
	}
	state, err := d.token()
	if err == nil {
		l.Nonce, err = d.token()
	}
	if err != nil {
		d.fault(w, err)
		return
	}
	l.Provider, l.State, l.Verifier, l.Left = p.id, inbox.TokenHash(state), oauth2.GenerateVerifier(), d.now()
	body, err := json.Marshal(l)
	if err != nil {
		d.fault(w, fmt.Errorf("keep who left for %s: %w", p.name, err))
		return
	}
	var cookie string
	err = d.write(r.Context(), func(in inbox.Writer) (err error) {
		cookie, err = d.begin(in, accountAttempt, person, body, accountWithin)
		return err
	})
	if err != nil {
		d.fault(w, err)
		return
	}
	// Asked for the age of a sign-in, a provider must say when it was.
	options := []oauth2.AuthCodeOption{oidc.Nonce(l.Nonce), oauth2.S256ChallengeOption(l.Verifier)}
	if l.Purpose == toConfirm {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	} else {
		options = append(options, oauth2.SetAuthURLParam("prompt", "select_account"), oauth2.SetAuthURLParam("max_age", fmt.Sprint(int(lastsAtMost.Seconds()))))
	}
	flow := p.flow()
	to := flow.AuthCodeURL(state, options...)
	d.setAccountCookie(w, cookie)
	w.Header().Set("Refresh", "0; url="+to)
	d.show(w, http.StatusOK, "leave", layout.Page{Title: "To " + p.name, Where: d.Inbox.Name, Body: struct{ To, Name string }{to, p.name}})
}

// getAccountBack takes what a browser brings back from a provider.
func (d *Door) getAccountBack(w http.ResponseWriter, r *http.Request) {
	if !d.MayRead(w, r) {
		return
	}
	p, ok := d.providerNamed(w, r)
	if !ok {
		return
	}
	attempt, l, err := d.returned(r, p)
	d.setAccountCookie(w, "")
	if err == nil {
		var got entered
		if got, err = d.byAccount(r, p, attempt.Person, l); err == nil {
			d.enter(w, r, got, l.Next)
			return
		}
	}
	var no wrongToken
	var said refused
	switch {
	case errors.As(err, &no):
		d.wrongAccount(w, p, attempt.Person, l, no)
	case errors.As(err, &said) && l.Purpose == toJoin:
		d.refuseInvitation(w, r, l, attempt.Person, said)
	case errors.Is(err, errAway):
		d.away(w, p, err)
	default:
		d.fault(w, err)
	}
}

// returned finds out who left, and checks that it is the same browser that came back.
func (d *Door) returned(r *http.Request, p *provider) (a people.Attempt, l leaving, err error) {
	late := wrongToken{"nobody left with that cookie, or long ago", "That took too long, was done before, or was begun in another browser. Nothing was changed. Begin again."}
	cookie, err := r.Cookie(d.accountCookie())
	if err != nil {
		return a, l, late
	}
	var ok bool
	err = d.write(r.Context(), func(in inbox.Writer) (err error) {
		a, ok, err = d.take(in, accountAttempt, cookie.Value)
		return err
	})
	if err != nil {
		return a, l, err
	}
	if !ok {
		return a, l, late
	}
	if err := json.Unmarshal(a.Body, &l); err != nil {
		return a, l, fmt.Errorf("read who left for %s: %w", p.name, err)
	}
	asked := r.URL.Query()
	switch {
	case l.Provider != p.id:
		return a, l, wrong("another provider was left for")
	case subtle.ConstantTimeCompare([]byte(inbox.TokenHash(asked.Get("state"))), []byte(l.State)) != 1:
		return a, l, wrong("the state is not this browser's")
	case asked.Has("iss") && asked.Get("iss") != p.Issuer && !p.manyTenants():
		return a, l, wrong("another issuer sent the browser back")
	case asked.Get("error") == "access_denied":
		return a, l, wrongToken{"the person or the provider declined", p.name + " did not let you in, or you turned back. Nothing was changed."}
	case asked.Has("error") || asked.Get("code") == "":
		return a, l, wrong("the provider gave no code")
	}
	return a, l, nil
}

// byAccount lets somebody in, or notes who they are, by what the provider says of them.
func (d *Door) byAccount(r *http.Request, p *provider, person string, l leaving) (got entered, err error) {
	var v Visitor
	if l.Browser != "" {
		var in bool
		if v, in, err = d.Who(r); err != nil {
			return got, err
		}
		if !in || v.session.Token != l.Browser || v.ID != person {
			return got, wrongToken{"another session came back", otherPlace.words}
		}
	}
	a, err := p.exchange(r.Context(), r.URL.Query().Get("code"), l.Verifier, l.Nonce, d.now)
	if err != nil {
		return got, err
	}
	err = d.write(r.Context(), func(in inbox.Writer) error {
		known, err := in.Identity(a.issuer, a.subject)
		isKnown := err == nil
		if err := ignoreMissing(err); err != nil {
			return err
		}
		switch l.Purpose {
		case toSignIn:
			got, err = d.signInByAccount(in, r, a, known, isKnown)
		case toConfirm:
			err = d.confirmByAccount(in, v, a, known, isKnown, l.Left)
		case toJoin:
			token, sealErr := d.unseal("invitation of "+person, l.Invite)
			if sealErr != nil {
				return sealErr
			}
			if got, err = d.joinWith(in, r, string(token), string(account)); err == nil {
				err = d.keepAccount(in, person, a, known, isKnown)
			}
		case toAdd:
			err = d.keepAccount(in, person, a, known, isKnown)
		default:
			err = fmt.Errorf("an account for %q", l.Purpose)
		}
		return err
	})
	return got, err
}

// signInByAccount begins a session for whoever an account belongs to. Unless the provider
// says that they have just shown who they are, that is not taken for granted.
func (d *Door) signInByAccount(in inbox.Writer, r *http.Request, a accountElsewhere, known people.Identity, isKnown bool) (got entered, err error) {
	unknown := wrongToken{"the account belongs to nobody here", "Nobody signs in here with that account. If you were invited, open your invitation and choose this account there. If you signed in before, use the way that you used then."}
	if !isKnown {
		return got, unknown
	}
	if got.person, err = in.Person(known.Person); err != nil {
		return got, err
	}
	if got.person.State != people.Active {
		return got, unknown
	}
	if got.cookie, err = d.signIn(in, r, known.Person, string(account)); err != nil {
		return got, err
	}
	if d.now().Sub(a.proved) < provedFor {
		return got, nil
	}
	s, err := in.Session(inbox.TokenHash(got.cookie))
	if err != nil {
		return got, err
	}
	s.Proved = time.Time{}
	return got, in.PutSession(s)
}

// confirmByAccount notes that whoever is signed in has just shown it at the provider.
func (d *Door) confirmByAccount(in inbox.Writer, v Visitor, a accountElsewhere, known people.Identity, isKnown bool, left time.Time) error {
	switch {
	case !isKnown || known.Person != v.ID:
		return wrongToken{"the account belongs to somebody else", "That is not the account that you sign in with here. Nothing was changed. Choose your own."}
	case a.proved.Before(left.Add(-clockApart)):
		return wrongToken{"the provider did not ask anew", "The provider did not say that it asked you anew who you are, so it may be anybody who sits at your place. Nothing was changed. Show it with a passkey; if you have none, ask the people who run this hub to reset your ways to sign in."}
	}
	return d.prove(in, v)
}

// mostAccounts is how many accounts elsewhere one person may sign in with.
const mostAccounts = 5

// keepAccount lets a person sign in with an account from now on.
func (d *Door) keepAccount(in inbox.Writer, person string, a accountElsewhere, known people.Identity, isKnown bool) error {
	if isKnown && known.Person != person {
		return wrongToken{"the account belongs to another person here", "Somebody else signs in here with that account. Nothing was changed. Choose your own."}
	}
	if isKnown {
		return wrongToken{"the account is known already", "You sign in with that account already. Nothing was changed."}
	}
	owned, err := in.Identities(person)
	if err != nil {
		return err
	}
	if len(owned) >= mostAccounts {
		return wrongToken{"too many accounts", fmt.Sprintf("You sign in with %d accounts already, and nothing was added. Remove one that you no longer use first.", len(owned))}
	}
	if err := in.PutIdentity(people.Identity{Issuer: a.issuer, Subject: a.subject, Person: person, Label: a.label, Created: d.now()}); err != nil {
		return err
	}
	return inbox.Record(in, d.now(), person, inbox.ActWay, "add "+string(account))
}

// wrongAccount refuses what a provider answered: in words to the person, with the reason
// in the log.
func (d *Door) wrongAccount(w http.ResponseWriter, p *provider, person string, l leaving, no wrongToken) {
	d.Log.Warn("an account elsewhere was refused", "for", string(l.Purpose), "provider", p.id, "person", person, "reason", no.log)
	words := no.words
	if words == "" {
		words = "What " + p.name + " answered does not prove who you are. Nothing was changed. Begin again; if it happens once more, tell the people who run this hub."
	}
	title, back := "You were not signed in", "/sign-in"
	if l.Browser != "" {
		title, back = "Nothing was changed", "/me"
	}
	d.refusal(w, http.StatusForbidden, title, back, words)
}

// refuseInvitation answers somebody whose invitation stopped to serve while they were away.
func (d *Door) refuseInvitation(w http.ResponseWriter, r *http.Request, l leaving, person string, said refused) {
	token, err := d.unseal("invitation of "+person, l.Invite)
	if err != nil {
		d.fault(w, err)
		return
	}
	d.notInvited(w, r, string(token), said)
}

// errAway is a provider that cannot be asked.
var errAway = errors.New("the provider cannot be asked")

// away answers while a provider cannot be asked.
func (d *Door) away(w http.ResponseWriter, p *provider, err error) {
	d.Log.Error("a provider of accounts cannot be asked", "provider", p.id, "error", err)
	d.refusal(w, http.StatusServiceUnavailable, p.name+" cannot be asked just now", "/sign-in", "Nothing was changed. Try again in a minute, or use another way to sign in.")
}

// postAccountRemove lets an account elsewhere sign in no longer, unless it is the last way.
func (d *Door) postAccountRemove(w http.ResponseWriter, r *http.Request, v Visitor) {
	issuer, subject := r.PostFormValue("issuer"), r.PostFormValue("subject")
	d.changeWay(w, r, v, func(in inbox.Writer) error {
		known, err := in.Identity(issuer, subject)
		if errors.Is(err, inbox.ErrNotFound) || err == nil && known.Person != v.ID {
			return noSuchWay
		}
		if err != nil {
			return err
		}
		if err := d.without(in, v.ID, func(way wayIn) bool { return way.Kind == account && way.ID == issuer && way.Subject == subject }); err != nil {
			return err
		}
		if err := in.RemoveIdentity(issuer, subject); err != nil {
			return err
		}
		return inbox.Record(in, d.now(), v.ID, inbox.ActWay, "remove "+string(account))
	})
}

// signsIn reports whether the hub still asks whoever an account belongs to.
func (d *Door) signsIn(i people.Identity) bool {
	at, err := url.Parse(i.Issuer)
	return err == nil && slices.ContainsFunc(d.accounts, func(p *provider) bool {
		return p.Issuer == i.Issuer || p.manyTenants() && at.Host == microsoftHost
	})
}

// accountWays are the buttons that lead to the providers for a purpose.
func (d *Door) accountWays(p purpose) (list []way) {
	for _, one := range d.accounts {
		list = append(list, way{"/with/" + one.id + "/" + string(p), "Use your " + one.name + " account", "You sign in there, and come back.", account})
	}
	return list
}
