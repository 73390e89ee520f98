package door

import (
	"net/http"
	"strings"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

// invitePage is what somebody sees who follows their invitation.
type invitePage struct {
	passwordForm
	Passkeys bool
	Accounts []way
	Roles    []string
}

func (d *Door) getInvite(w http.ResponseWriter, r *http.Request) {
	if d.MayRead(w, r) {
		d.showInvite(w, r, r.PathValue("token"))
	}
}

// showInvite shows an invitation, or why it does not serve. Nothing is used up by that.
func (d *Door) showInvite(w http.ResponseWriter, r *http.Request, token string) {
	p, roles, ok := d.whoIsInvited(w, r, token)
	if !ok {
		return
	}
	f, wrong := newPasswordForm(r, "/invite/"+token+"/password", p)
	f.Invite, f.Second = token, d.passkeys != nil
	d.show(w, statusOf(wrong), "invite", layout.Page{Title: "Welcome, " + p.Name, Where: d.Inbox.Name, Wrong: wrong,
		Lead: "Choose how you want to sign in here. This invitation serves once.",
		Body: invitePage{f, d.passkeys != nil, d.accountWays(toJoin), roles}})
}

// whoIsInvited returns the person of an invitation that serves, and their roles in words.
func (d *Door) whoIsInvited(w http.ResponseWriter, r *http.Request, token string) (p people.Person, roles []string, ok bool) {
	err := d.read(r.Context(), func(in inbox.Reader) (err error) {
		p, _, err = d.invited(in, token)
		return err
	})
	if err != nil {
		d.notInvited(w, r, token, err)
		return p, nil, false
	}
	for _, g := range p.Grants {
		roles = append(roles, grantWords(g))
	}
	return p, roles, true
}

// grantWords is a role with its place, as people read it.
func grantWords(g people.Grant) string {
	role := g.Role.Words()
	role = strings.ToUpper(role[:min(1, len(role))]) + role[min(1, len(role)):]
	if g.Level == people.HubLevel {
		return role + " of the whole hub"
	}
	return role + " of " + string(g.Level) + " " + g.Ref
}

// postInvitePassword takes the password that somebody chose who follows an invitation.
func (d *Door) postInvitePassword(w http.ResponseWriter, r *http.Request) {
	if !d.mayTry(w, r, "") {
		return
	}
	token := r.PathValue("token")
	p, _, ok := d.whoIsInvited(w, r, token)
	if !ok {
		return
	}
	if _, wrong := newPasswordForm(r, "", p); wrong != nil {
		d.showInvite(w, r, token)
		return
	}
	d.beginSetup(w, r, p, setup{Invite: inbox.TokenHash(token)}, nil)
}

// showCodes shows recovery codes, for the one time that they can be read.
func (d *Door) showCodes(w http.ResponseWriter, p people.Person, codes []string) {
	d.show(w, http.StatusOK, "codes", d.page(Visitor{Person: p}, layout.Page{Title: "Keep your recovery codes", Where: d.Inbox.Name,
		Lead: "If you lose what you sign in with, one of these codes lets you in, with your e-mail address. Each serves once. They are not shown again.", Body: codes}))
}
