package door

import (
	"net/http"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

// passwordsAtOnce bounds the memory and the processor that checking passwords takes.
const passwordsAtOnce = 4

// signInRoutes are the pages of signing in and out.
func (d *Door) signInRoutes() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET /sign-in":   d.getSignIn,
		"POST /sign-out": d.postSignOut,
	}
}

func (d *Door) getSignIn(w http.ResponseWriter, r *http.Request) {
	if d.MayRead(w, r) {
		d.show(w, http.StatusOK, "note", layout.Page{Title: "Sign in", Where: d.Inbox.Name})
	}
}

// postSignOut ends the session of this browser.
func (d *Door) postSignOut(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(d.cookieName()); err == nil {
		err := d.write(r.Context(), func(w inbox.Writer) error { return ignoreMissing(w.RemoveSession(inbox.TokenHash(c.Value))) })
		if err != nil {
			d.fault(w, err)
			return
		}
	}
	d.setCookie(w, "")
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// askAgain leads somebody who is signed in to show once more who they are.
func (d *Door) askAgain(w http.ResponseWriter, r *http.Request, v Visitor) {
	d.show(w, http.StatusUnauthorized, "note", d.page(v, layout.Page{Title: "Show that it is you"}))
}

var _ = people.Active
