package door

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
	"needsbook/ui/hub/rate"
)

// signInRoutes are the pages of signing in and out.
func (d *Door) signInRoutes() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET /sign-in":                  d.getSignIn,
		"POST /sign-in":                 d.postSignIn,
		"POST /sign-in/code":            d.postCode,
		"GET /sign-in/recovery":         d.getRecovery,
		"POST /sign-in/recovery":        d.postRecovery,
		"POST /sign-out":                d.postSignOut,
		"GET /invite/{token}":           d.getInvite,
		"POST /invite/{token}/password": d.postInvitePassword,
		"POST /set-up/code":             d.postFirstCode,
	}
}

// signInForm is what the page for signing in shows.
type signInForm struct {
	Next  string
	Email string
	Ways  []way
}

func (d *Door) getSignIn(w http.ResponseWriter, r *http.Request) {
	if d.MayRead(w, r) {
		d.askSignIn(w, signInForm{Next: local(r.URL.Query().Get("next"))}, nil)
	}
}

func (d *Door) askSignIn(w http.ResponseWriter, f signInForm, wrong []layout.Fault) {
	f.Ways = d.ways(toSignIn)
	status := http.StatusOK
	if wrong != nil {
		status = http.StatusForbidden
	}
	d.show(w, status, "sign-in", layout.Page{Title: "Sign in", Where: d.Inbox.Name, Wrong: wrong, Body: f})
}

// secondAttempt waits for the code that goes with a password that was right.
const secondAttempt = "code"

type second struct {
	Next  string `json:"next"`
	Tries int    `json:"tries"`
}

// secondForm is what the page for the code shows.
type secondForm struct {
	Token string
	Wrong bool
}

func typedEmail(r *http.Request) string {
	return strings.ToLower(strings.TrimSpace(r.PostFormValue("email")))
}

// postSignIn takes an address and a password. What is wrong with them is not said.
func (d *Door) postSignIn(w http.ResponseWriter, r *http.Request) {
	f := signInForm{Next: local(r.PostFormValue("next")), Email: typedEmail(r)}
	if !d.mayTry(w, r, f.Email) {
		return
	}
	p, ok, err := d.checkPassword(r.Context(), f.Email, r.PostFormValue("password"))
	switch {
	case err != nil:
		d.busyOr(w, err)
	case !ok:
		d.Log.Warn("a password was refused", "person", p.ID)
		d.askSignIn(w, f, []layout.Fault{{Field: "email", Words: "The address or the password is not right, or nobody signs in with them here. Nothing was changed."}})
	default:
		d.askCode(w, r, p.ID, second{Next: f.Next}, nil)
	}
}

func (d *Door) askCode(w http.ResponseWriter, r *http.Request, person string, s second, wrong []layout.Fault) {
	body, err := json.Marshal(s)
	if err != nil {
		d.fault(w, fmt.Errorf("wait for a code: %w", err))
		return
	}
	var token string
	err = d.write(r.Context(), func(in inbox.Writer) (err error) {
		token, err = d.begin(in, secondAttempt, person, body, 5*time.Minute)
		return err
	})
	if err != nil {
		d.fault(w, err)
		return
	}
	d.show(w, statusOf(wrong), "code", layout.Page{Title: "Type the code", Where: d.Inbox.Name, Wrong: wrong, Body: secondForm{Token: token, Wrong: wrong != nil},
		Lead: "Open the app for codes on your telephone or computer, and type the six digits that it shows for this hub."})
}

// postCode takes the code that goes with a password that was right.
func (d *Door) postCode(w http.ResponseWriter, r *http.Request) {
	if !d.mayTry(w, r, "") {
		return
	}
	var (
		person people.Person
		s      second
		found  bool
		right  bool
		cookie string
	)
	err := d.write(r.Context(), func(in inbox.Writer) error {
		a, ok, err := d.take(in, secondAttempt, r.PostFormValue("token"))
		if found = ok; err != nil || !ok {
			return err
		}
		if err := json.Unmarshal(a.Body, &s); err != nil {
			return fmt.Errorf("read what waits for a code: %w", err)
		}
		if person, err = in.Person(a.Person); err != nil {
			return err
		}
		if right, err = d.useCode(in, person, r.PostFormValue("code")); err != nil || !right || person.State != people.Active {
			right = false
			return err
		}
		cookie, err = d.signIn(in, r, person.ID, string(people.Password))
		return err
	})
	switch {
	case err != nil:
		d.fault(w, err)
	case !found:
		d.askSignIn(w, signInForm{}, []layout.Fault{{Words: "This took too long. Sign in once more."}})
	case right:
		d.enter(w, r, entered{cookie: cookie}, s.Next)
	case s.Tries+1 >= mostTries:
		d.Log.Warn("too many wrong codes", "person", person.ID)
		d.askSignIn(w, signInForm{Next: s.Next}, []layout.Fault{{Words: "The code was not right five times. Check that the clock of your telephone is right, and sign in once more."}})
	default:
		s.Tries++
		d.askCode(w, r, person.ID, s, []layout.Fault{{Field: "code", Words: wrongCode}})
	}
}

func (d *Door) getRecovery(w http.ResponseWriter, r *http.Request) {
	if d.MayRead(w, r) {
		d.askRecovery(w, "", nil)
	}
}

func (d *Door) askRecovery(w http.ResponseWriter, email string, wrong []layout.Fault) {
	status := http.StatusOK
	if wrong != nil {
		status = http.StatusForbidden
	}
	d.show(w, status, "recovery", layout.Page{Title: "Use a recovery code", Where: d.Inbox.Name, Wrong: wrong, Body: signInForm{Email: email},
		Back: []layout.Link{{To: "/sign-in", Words: "Sign in another way"}},
		Lead: "You got ten recovery codes when you first signed in. Each serves once."})
}

// postRecovery signs somebody in who lost what they sign in with.
func (d *Door) postRecovery(w http.ResponseWriter, r *http.Request) {
	email := typedEmail(r)
	if !d.mayTry(w, r, email) {
		return
	}
	var cookie string
	var right bool
	err := d.write(r.Context(), func(in inbox.Writer) error {
		cookie, right = "", false
		c, err := in.Credential(credentialID(people.Recovery, email))
		if err := ignoreMissing(err); err != nil || c.Person == "" {
			return err
		}
		p, err := in.Person(c.Person)
		if err != nil || p.State != people.Active {
			return err
		}
		if _, right, err = d.useRecovery(in, p, r.PostFormValue("code")); err != nil || !right {
			return err
		}
		cookie, err = d.signIn(in, r, p.ID, string(people.Recovery))
		return err
	})
	switch {
	case err != nil:
		d.fault(w, err)
	case !right:
		d.Log.Warn("a recovery code was refused")
		d.askRecovery(w, email, []layout.Fault{{Field: "email", Words: "The address or the code is not right, or the code was used before. Nothing was changed."}})
	default:
		d.enter(w, r, entered{cookie: cookie}, "/me?done=recovered")
	}
}

// postSignOut ends the session of this browser.
func (d *Door) postSignOut(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(d.cookieName()); err == nil {
		if err := d.End(r.Context(), c.Value); err != nil {
			d.fault(w, err)
			return
		}
	}
	d.setCookie(w, "")
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// mayTry counts a try to sign in, by the account and by the address. It answers the
// request when there were too many.
func (d *Door) mayTry(w http.ResponseWriter, r *http.Request, account string) bool {
	keys := []struct {
		limit *rate.Limit
		key   string
	}{{d.limits.address, host(r)}, {d.limits.account, account}}
	for _, k := range keys {
		if k.key == "" {
			continue
		}
		if ok, wait := k.limit.Take(k.key); !ok {
			w.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds())))
			d.show(w, http.StatusTooManyRequests, "note", layout.Page{Title: "Too many tries", Where: d.Inbox.Name, Body: []string{
				fmt.Sprintf("Nothing was changed. Wait %d seconds, and then try once more.", int(wait.Seconds()))}})
			return false
		}
	}
	return true
}

// host is the address that tries are counted by.
func host(r *http.Request) string {
	h, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return h
}

// busyOr answers when a password could not be checked.
func (d *Door) busyOr(w http.ResponseWriter, err error) {
	if !errors.Is(err, errBusy) {
		d.fault(w, err)
		return
	}
	w.Header().Set("Retry-After", "10")
	d.show(w, http.StatusServiceUnavailable, "note", layout.Page{Title: "Many people sign in just now", Where: d.Inbox.Name, Body: []string{
		"Nothing was changed. Try again in ten seconds."}})
}

// isRefused reports whether an error is a plain sentence for whoever asked, and keeps it.
func isRefused(err error, said *error) bool {
	var r refused
	if !errors.As(err, &r) {
		return false
	}
	*said = r
	return true
}
