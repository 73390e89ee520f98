package door

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
)

const (
	idleFor      = 30 * time.Minute // a session ends when it was not used for so long
	lastsAtMost  = 8 * time.Hour
	touchedEvery = time.Minute      // how exactly the store knows when a session was last used
	provedFor    = 10 * time.Minute // how long somebody who showed who they are is not asked again
)

// cookieName is bound to this host by the browser itself where that is possible.
func (d *Door) cookieName() string { return CookieName(d.Secure) }

// CookieName is the name of the cookie of people who are signed in.
func CookieName(secure bool) string {
	if secure {
		return "__Host-needsbook-person"
	}
	return "needsbook-person"
}

func (d *Door) setCookie(w http.ResponseWriter, value string) {
	c := &http.Cookie{Name: d.cookieName(), Value: value, Path: "/", Secure: d.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// token makes 256 bits that nobody can guess.
func (d *Door) token() (string, error) { return inbox.NewToken(d.Random) }

// NewSession is a session that begins now, with the cookie's value that opens it.
func NewSession(random io.Reader, now time.Time) (cookie string, s people.Session, err error) {
	cookie, err = inbox.NewToken(random)
	return cookie, people.Session{Token: inbox.TokenHash(cookie), Began: now, Seen: now, Proved: now, Ends: now.Add(lastsAtMost)}, err
}

// live reports whether a session may still be used.
func live(s people.Session, now time.Time) bool {
	return now.Before(s.Ends) && now.Sub(s.Seen) < idleFor
}

// Who returns who is signed in with a request's cookie, and false for nobody.
func (d *Door) Who(r *http.Request) (v Visitor, ok bool, err error) {
	c, err := r.Cookie(d.cookieName())
	if err != nil {
		return v, false, nil
	}
	s, ok, err := d.session(r.Context(), c.Value, func(in inbox.Reader, s people.Session) error {
		v.Person, err = in.Person(s.Person)
		return err
	})
	if err != nil || !ok || v.State != people.Active {
		return Visitor{}, false, err
	}
	v.session, v.SteppedUp = s, d.now().Sub(s.Proved) < provedFor
	return v, true, nil
}

// Link returns the reader's link, by its hash, and the session's own hash, that a cookie
// opens, and false for none.
func (d *Door) Link(ctx context.Context, cookie string) (link, session string, ok bool, err error) {
	s, ok, err := d.session(ctx, cookie, func(inbox.Reader, people.Session) error { return nil })
	return s.Link, s.Token, ok && s.Link != "", err
}

// session returns the session that a cookie opens, if it is live and also finds what it
// belongs to, and notes that it was used.
func (d *Door) session(ctx context.Context, cookie string, also func(inbox.Reader, people.Session) error) (s people.Session, ok bool, err error) {
	err = d.read(ctx, func(in inbox.Reader) error {
		if s, err = in.Session(inbox.TokenHash(cookie)); err != nil {
			return err
		}
		return also(in, s)
	})
	now := d.now()
	if errors.Is(err, inbox.ErrNotFound) || err == nil && !live(s, now) {
		return people.Session{}, false, nil
	}
	if err == nil && now.Sub(s.Seen) >= touchedEvery {
		err = d.touch(ctx, s.Token, now)
	}
	return s, err == nil, err
}

// OpenLink begins a session for whoever opened a reader's link.
func (d *Door) OpenLink(ctx context.Context, link string) (cookie string, err error) {
	cookie, s, err := NewSession(d.Random, d.now())
	if err != nil {
		return "", err
	}
	s.Link, s.Proved = link, time.Time{}
	return cookie, d.write(ctx, func(in inbox.Writer) error { return in.PutSession(s) })
}

// End ends the session that a cookie opens, if there is one.
func (d *Door) End(ctx context.Context, cookie string) error {
	return d.write(ctx, func(in inbox.Writer) error { return ignoreMissing(in.RemoveSession(inbox.TokenHash(cookie))) })
}

// touch says that a session was used, unless it ended meanwhile.
func (d *Door) touch(ctx context.Context, token string, now time.Time) error {
	return d.write(ctx, func(w inbox.Writer) error {
		s, err := w.Session(token)
		if err != nil {
			return ignoreMissing(err)
		}
		s.Seen = now
		return w.PutSession(s)
	})
}

func ignoreMissing(err error) error {
	if errors.Is(err, inbox.ErrNotFound) {
		return nil
	}
	return err
}

// signIn begins a session for a person within a change, under a new cookie; the one that
// the browser showed before ends with it. The caller sets the cookie once the change is
// kept.
func (d *Door) signIn(w inbox.Writer, r *http.Request, person, way string) (cookie string, err error) {
	if c, err := r.Cookie(d.cookieName()); err == nil {
		if err := ignoreMissing(w.RemoveSession(inbox.TokenHash(c.Value))); err != nil {
			return "", err
		}
	}
	cookie, s, err := NewSession(d.Random, d.now())
	if err != nil {
		return "", err
	}
	s.Person = person
	if err := w.PutSession(s); err != nil {
		return "", err
	}
	return cookie, inbox.Record(w, d.now(), person, inbox.ActSignIn, way)
}

// prove notes within a change that the person of a session has just shown who they are.
func (d *Door) prove(w inbox.Writer, v Visitor) error {
	s, err := w.Session(v.session.Token)
	if err != nil {
		return err
	}
	s.Proved = d.now()
	return w.PutSession(s)
}
