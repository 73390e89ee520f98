package door

import (
	"net/http"

	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

// meRoutes are the pages on which people keep their own ways to sign in.
func (d *Door) meRoutes() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET /me":                      d.SignedIn(d.getMe),
		"GET /me/password":             d.Fresh(d.getPassword),
		"POST /me/password":            d.Fresh(d.postPassword),
		"POST /me/password/remove":     d.Fresh(d.postPasswordRemove),
		"POST /me/recovery":            d.Fresh(d.postRecoveryCodes),
		"POST /me/sign-out-everywhere": d.SignedIn(d.postSignOutEverywhere),
	}
}

// mePage is what somebody sees of their own ways to sign in.
type mePage struct {
	Email       string
	Roles       []string
	Ways        []wayIn
	HasPassword bool
	Passkeys    bool // whether the hub has them
	Codes       int  // recovery codes that are left
	Sessions    int  // browsers in which they are signed in
	Accounts    []way
}

// madeWords say what was just done, by the mark in the address that led here.
var madeWords = map[string]string{
	"password":  "Your password and your telephone are set. Sign in with both from now on.",
	"passkey":   "Your passkey is kept. Sign in with it from now on.",
	"account":   "Sign in with that account from now on.",
	"removed":   "You can no longer sign in with a password.",
	"recovered": "You signed in with a recovery code, which has served. Set up a way to sign in, if you have lost yours.",
}

func (d *Door) getMe(w http.ResponseWriter, r *http.Request, v Visitor) {
	page := mePage{Email: v.Email, Passkeys: d.passkeys != nil, Accounts: d.accountWays(toAdd)}
	for _, g := range v.Current(day.On(d.now())) {
		page.Roles = append(page.Roles, grantWords(g))
	}
	err := d.read(r.Context(), func(in inbox.Reader) (err error) {
		if page.Ways, err = d.waysIn(in, v.ID); err != nil {
			return err
		}
		var kept recoveryKept
		if _, err = d.kept(in, v.Person, people.Recovery, &kept); err != nil {
			return err
		}
		page.Codes = len(kept.Hashes)
		sessions, err := in.Sessions(v.ID)
		for _, s := range sessions {
			if live(s, d.now()) {
				page.Sessions++
			}
		}
		return err
	})
	if err != nil {
		d.fault(w, err)
		return
	}
	for _, way := range page.Ways {
		page.HasPassword = page.HasPassword || way.Kind == people.Password
	}
	d.show(w, http.StatusOK, "me", d.page(v, layout.Page{Title: "My ways to sign in", Where: d.Inbox.Name, Done: madeWords[r.URL.Query().Get("done")], Body: page}))
}

func (d *Door) getPassword(w http.ResponseWriter, r *http.Request, v Visitor) {
	f, wrong := newPasswordForm(r, "/me/password", v.Person)
	d.show(w, statusOf(wrong), "password", d.page(v, layout.Page{Title: "Choose a password", Where: d.Inbox.Name, Wrong: wrong, Body: f,
		Back: []layout.Link{{To: "/me", Words: "My ways to sign in"}}}))
}

func (d *Door) postPassword(w http.ResponseWriter, r *http.Request, v Visitor) {
	if !d.mayTry(w, r, v.Email) {
		return
	}
	if _, wrong := newPasswordForm(r, "", v.Person); wrong != nil {
		d.getPassword(w, r, v)
		return
	}
	d.beginSetup(w, r, v.Person, setup{Session: v.session.Token}, &v)
}

// postPasswordRemove forgets somebody's password with its codes, unless it is their last
// way in.
func (d *Door) postPasswordRemove(w http.ResponseWriter, r *http.Request, v Visitor) {
	d.changeWay(w, r, v, func(in inbox.Writer) error {
		if err := d.without(in, v.ID, func(way wayIn) bool { return way.Kind == people.Password }); err != nil {
			return err
		}
		for _, kind := range []people.Kind{people.Password, people.Codes} {
			if err := ignoreMissing(in.RemoveCredential(credentialID(kind, v.Email))); err != nil {
				return err
			}
		}
		return inbox.Record(in, d.now(), v.ID, inbox.ActWay, "remove "+string(people.Password))
	})
}

// postRecoveryCodes makes new recovery codes. The ones before no longer serve.
func (d *Door) postRecoveryCodes(w http.ResponseWriter, r *http.Request, v Visitor) {
	var codes []string
	err := d.write(r.Context(), func(in inbox.Writer) (err error) {
		if codes, err = d.newRecovery(in, v.Person); err != nil {
			return err
		}
		return inbox.Record(in, d.now(), v.ID, inbox.ActWay, "new "+string(people.Recovery))
	})
	if err != nil {
		d.fault(w, err)
		return
	}
	d.showCodes(w, v.Person, codes)
}

// postSignOutEverywhere ends every session of whoever asks, in this browser too.
func (d *Door) postSignOutEverywhere(w http.ResponseWriter, r *http.Request, v Visitor) {
	err := d.write(r.Context(), func(in inbox.Writer) error {
		if _, err := in.EndSessions(v.ID); err != nil {
			return err
		}
		return inbox.Record(in, d.now(), v.ID, inbox.ActSignOut, v.ID)
	})
	if err != nil {
		d.fault(w, err)
		return
	}
	d.setCookie(w, "")
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
}
