package hub

import (
	"encoding/base64"
	"io"
	"net/http"
	"sync"
	"time"

	"needsbook/app/exchange/inbox"
)

const (
	readerIdle = 30 * time.Minute
	readerMost = 8 * time.Hour
)

// readers are people who opened a cluster's page by its link. A session is bound
// to its link: when the link is revoked, the session ends with it.
type readers struct {
	now    func() time.Time
	random io.Reader

	mu   sync.Mutex
	open map[string]readerSession // by the cookie's hash
}

type readerSession struct {
	link    string // the hash of the link's token
	cluster string
	began   time.Time
	seen    time.Time
}

// cookieName is bound to this host by the browser itself where that is possible.
func (s *Server) cookieName() string {
	if s.Secure {
		return "__Host-needsbook"
	}
	return "needsbook"
}

// getEnter opens a session for whoever holds a good link and leads to the page.
func (s *Server) getEnter(w http.ResponseWriter, r *http.Request) {
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
	if !ok || link.Cluster != r.PathValue("cluster") {
		s.shut(w)
		return
	}
	cookie, err := s.readers.begin(hash, link.Cluster)
	if err != nil {
		s.fault(w, err)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: s.cookieName(), Value: cookie, Path: "/", Secure: s.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, "/c/"+link.Cluster+"/", http.StatusSeeOther)
}

// mayOpen reports whether a request may read the cluster in its path. It answers
// the request when not, in one way for every reason.
func (s *Server) mayOpen(w http.ResponseWriter, r *http.Request) bool {
	if !s.mayRead(w, r) {
		return false
	}
	session, ok := readerSession{}, false
	if c, err := r.Cookie(s.cookieName()); err == nil {
		session, ok = s.readers.session(c.Value)
	}
	if !ok || session.cluster != r.PathValue("cluster") {
		s.shut(w)
		return false
	}
	_, ok, err := s.Inbox.MayRead(r.Context(), session.link)
	if err != nil {
		s.fault(w, err)
		return false
	}
	if !ok {
		s.shut(w)
	}
	return ok
}

// postLeave ends a session, for those who read on a computer that others use.
func (s *Server) postLeave(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(s.cookieName()); err == nil {
		s.readers.end(c.Value)
	}
	http.SetCookie(w, &http.Cookie{Name: s.cookieName(), Path: "/", MaxAge: -1, Secure: s.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (rs *readers) begin(link, cluster string) (string, error) {
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
	rs.open[inbox.TokenHash(cookie)] = readerSession{link, cluster, now, now}
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
