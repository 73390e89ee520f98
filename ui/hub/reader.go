package hub

import (
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"needsbook/app/exchange/inbox"
)

const (
	readerIdle = 30 * time.Minute
	readerMost = 8 * time.Hour
)

// readers are people who opened a page by its link. A session is bound to its link:
// when the link is revoked, the session ends with it.
type readers struct {
	now    func() time.Time
	random io.Reader

	mu   sync.Mutex
	open map[string]readerSession // by the cookie's hash
}

type readerSession struct {
	link  string // the hash of the link's token
	began time.Time
	seen  time.Time
}

// cookieName is bound to this host by the browser itself where that is possible.
func (s *Server) cookieName() string {
	if s.Secure {
		return "__Host-needsbook"
	}
	return "needsbook"
}

// addressOf is the address of a view's page on this hub.
func addressOf(v viewOf) string {
	for path, level := range viewPaths {
		if level == v.level {
			return "/" + path + "/" + url.PathEscape(v.ref) + "/"
		}
	}
	return "/"
}

// LinkAddress is the address of a link to a view, after the hub's own address.
func LinkAddress(level inbox.Level, ref, token string) string {
	return addressOf(viewOf{level, ref}) + "enter/" + token
}

// getEnter opens a session for whoever holds a good link and leads to the page.
func (s *Server) getEnter(level inbox.Level) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Referrer-Policy", "no-referrer") // the address holds the token
		if !s.mayRead(w, r) {
			return
		}
		hash := inbox.TokenHash(r.PathValue("token"))
		link, ok, err := s.Inbox.MayRead(r.Context(), hash)
		if err != nil {
			s.fault(w, err)
			return
		}
		if !ok || link.Level != level || link.Ref != r.PathValue("ref") {
			s.shut(w)
			return
		}
		cookie, err := s.readers.begin(hash)
		if err != nil {
			s.fault(w, err)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: s.cookieName(), Value: cookie, Path: "/", Secure: s.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode})
		http.Redirect(w, r, addressOf(viewOf{link.Level, link.Ref}), http.StatusSeeOther)
	}
}

// mayOpen reports whether a request may read a view, and as whom. It answers the
// request when not, in one way for every reason.
func (s *Server) mayOpen(w http.ResponseWriter, r *http.Request, view viewOf) (g grant, ok bool) {
	if !s.mayRead(w, r) {
		return g, false
	}
	session, ok := readerSession{}, false
	if c, err := r.Cookie(s.cookieName()); err == nil {
		session, ok = s.readers.session(c.Value)
	}
	if !ok {
		s.shut(w)
		return g, false
	}
	link, ok, err := s.Inbox.MayRead(r.Context(), session.link)
	if err == nil && ok {
		err = s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) error {
			g, err = s.grantOf(records, viewOf{link.Level, link.Ref}, view)
			return err
		})
	}
	if err != nil {
		s.fault(w, err)
		return g, false
	}
	if !ok || !g.open {
		s.shut(w)
		return g, false
	}
	return g, true
}

// postLeave ends a session, for those who read on a computer that others use.
func (s *Server) postLeave(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(s.cookieName()); err == nil {
		s.readers.end(c.Value)
	}
	http.SetCookie(w, &http.Cookie{Name: s.cookieName(), Path: "/", MaxAge: -1, Secure: s.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (rs *readers) begin(link string) (string, error) {
	secret := make([]byte, 32)
	if _, err := io.ReadFull(rs.random, secret); err != nil {
		return "", err
	}
	cookie := base64.RawURLEncoding.EncodeToString(secret)
	rs.mu.Lock()
	defer rs.mu.Unlock()
	now := rs.now()
	for k, o := range rs.open {
		if now.Sub(o.seen) > readerIdle || now.Sub(o.began) > readerMost || len(rs.open) > mostSessions {
			delete(rs.open, k)
		}
	}
	rs.open[inbox.TokenHash(cookie)] = readerSession{link, now, now}
	return cookie, nil
}

func (rs *readers) session(cookie string) (readerSession, bool) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	key, now := inbox.TokenHash(cookie), rs.now()
	o, ok := rs.open[key]
	if !ok || now.Sub(o.seen) > readerIdle || now.Sub(o.began) > readerMost {
		delete(rs.open, key)
		return readerSession{}, false
	}
	o.seen = now
	rs.open[key] = o
	return o, true
}

func (rs *readers) end(cookie string) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	delete(rs.open, inbox.TokenHash(cookie))
}
