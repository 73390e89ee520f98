package door

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

// Where says of which place a request is.
type Where func(*http.Request) (people.Place, error)

// Guard lets a request through to next only when whoever is signed in may do something
// at its place today. Others are led to sign in, or refused in one way for every reason.
// Before what matters most they show once more who they are.
func (d *Door) Guard(a people.Action, where Where, next func(http.ResponseWriter, *http.Request, Visitor)) http.HandlerFunc {
	return d.SignedIn(func(w http.ResponseWriter, r *http.Request, v Visitor) {
		at, err := where(r)
		switch {
		case errors.Is(err, inbox.ErrNotFound):
			d.Refuse(w, v, a)
		case err != nil:
			d.fault(w, err)
		case !people.May(v.Person, a, at, day.On(d.now())):
			d.Refuse(w, v, a)
		case people.StepUp(a) && !v.SteppedUp:
			d.AskAgain(w, r, v)
		default:
			next(w, r, v)
		}
	})
}

// GuardSomewhere lets through who may do something anywhere at all today. It is for pages
// that judge for each thing on them whether the visitor may do it there.
func (d *Door) GuardSomewhere(a people.Action, next func(http.ResponseWriter, *http.Request, Visitor)) http.HandlerFunc {
	return d.SignedIn(func(w http.ResponseWriter, r *http.Request, v Visitor) {
		switch {
		case !people.Somewhere(v.Person, a, day.On(d.now())):
			d.Refuse(w, v, a)
		case people.StepUp(a) && !v.SteppedUp:
			d.AskAgain(w, r, v)
		default:
			next(w, r, v)
		}
	})
}

// SignedIn lets everybody through who is signed in, and leads others to sign in. It is
// for what concerns only the person themselves.
func (d *Door) SignedIn(next func(http.ResponseWriter, *http.Request, Visitor)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, ok, err := d.Who(r)
		switch {
		case err != nil:
			d.fault(w, err)
		case !d.Counted(w, r, v.ID):
		case !ok:
			d.mustSignIn(w, r)
		default:
			next(w, r, v)
		}
	}
}

// Refuse answers somebody who is signed in and may not do what they asked for.
func (d *Door) Refuse(w http.ResponseWriter, v Visitor, a people.Action) {
	d.Log.Warn("refused", "person", v.ID, "action", string(a))
	d.show(w, http.StatusForbidden, "note", d.page(v, layout.Page{Title: "You may not open this", Body: []string{
		"There is nothing here, or your role does not allow it. Nothing was changed.",
		"If you need it for your work, ask the people who run this hub."}}))
}

// mustSignIn leads to the page for signing in, and from there back to where somebody was.
func (d *Door) mustSignIn(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		http.Redirect(w, r, "/sign-in?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		return
	}
	d.show(w, http.StatusUnauthorized, "note", layout.Page{Title: "Sign in first", Back: []layout.Link{{To: "/sign-in?next=" + url.QueryEscape(cameFrom(r)), Words: "Sign in"}},
		Body: []string{"You are no longer signed in, so nothing was changed. Sign in, and do it once more."}})
}

// cameFrom is the page of this hub on which a form stood, or the first page.
func cameFrom(r *http.Request) string {
	u, err := url.Parse(r.Referer())
	if err != nil || u.Host != r.Host {
		return "/"
	}
	return local(u.RequestURI())
}

// local returns an address if it leads to a page of this hub, else the first page, so
// that no link can lead somebody elsewhere once they have signed in.
func local(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") || strings.ContainsAny(address, "\\\r\n\t") {
		return "/"
	}
	return address
}

// AtHub is the place of what concerns the whole hub.
func AtHub(*http.Request) (people.Place, error) { return people.Place{}, nil }

// AtCluster returns the place of a request whose address names a cluster.
func (d *Door) AtCluster(name string) Where {
	return func(r *http.Request) (at people.Place, err error) {
		err = d.read(r.Context(), func(in inbox.Reader) error {
			at, err = PlaceOfCluster(in, r.PathValue(name))
			return err
		})
		return at, err
	}
}

// PlaceOfCluster is a cluster with the district and county that it is counted with.
func PlaceOfCluster(r inbox.Reader, id string) (people.Place, error) {
	c, err := r.Cluster(id)
	return people.Place{Cluster: c.ID, District: c.District, County: c.County}, err
}
