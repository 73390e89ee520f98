package hub

import (
	"net/http"
	"net/url"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/door"
)

// reading is who asks for a page: somebody who is signed in, somebody who opened a link,
// or nobody.
type reading struct {
	key    string       // that their requests are counted by; empty for nobody
	person door.Visitor // of a link the zero value
	link   string       // the hash of the link's token; empty for a person
}

// personKey is what somebody's requests are counted by, or "" for nobody.
func personKey(id string) string {
	if id == "" {
		return ""
	}
	return "person " + id
}

// whoReads finds the session of a request: a person's before a link's. A link's session
// is bound to its link: when the link is revoked, the session ends with it.
func (s *Server) whoReads(r *http.Request) (who reading, err error) {
	v, ok, err := s.door.Who(r)
	if err != nil {
		return who, err
	}
	if ok {
		return reading{key: personKey(v.ID), person: v}, nil
	}
	c, err := r.Cookie(s.cookieName())
	if err != nil {
		return who, nil
	}
	link, session, ok, err := s.door.Link(r.Context(), c.Value)
	if err != nil || !ok {
		return who, err
	}
	return reading{key: "reader " + session, link: link}, nil
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
			s.shut(w, r)
			return
		}
		cookie, err := s.door.OpenLink(r.Context(), hash)
		if err != nil {
			s.fault(w, err)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: s.cookieName(), Value: cookie, Path: "/", Secure: s.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode})
		http.Redirect(w, r, addressOf(viewOf{link.Level, link.Ref}), http.StatusSeeOther)
	}
}

// mayOpen reports whether a request may read a view, and as whom. It answers the request
// when not: those with a link, and nobody, in one way for every reason. To take a copy
// away, people show once more who they are.
func (s *Server) mayOpen(w http.ResponseWriter, r *http.Request, view viewOf, copied bool) (g grant, ok bool) {
	who, err := s.whoReads(r)
	if err != nil {
		s.fault(w, err)
		return g, false
	}
	if !s.counted(w, r, who) {
		return g, false
	}
	switch {
	case who.person.ID != "":
		err = s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) error {
			g, err = s.grantOfPerson(records, who.person, view)
			return err
		})
	case who.link != "":
		g, err = s.grantOfLink(r, who.link, view)
	}
	switch {
	case err != nil:
		s.fault(w, err)
	case !g.open && who.person.ID != "":
		s.metrics.refusedReaders.Add(1)
		s.door.Refuse(w, who.person, people.ReadBoard)
	case !g.open:
		s.shut(w, r)
	case copied && who.person.ID != "" && !who.person.SteppedUp:
		s.door.AskAgain(w, r, who.person)
	default:
		return g, true
	}
	return g, false
}

// grantOfLink decides what an open link allows of a view.
func (s *Server) grantOfLink(r *http.Request, hash string, view viewOf) (g grant, err error) {
	link, ok, err := s.Inbox.MayRead(r.Context(), hash)
	if err != nil || !ok {
		return g, err
	}
	err = s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) error {
		g, err = s.grantOf(records, viewOf{link.Level, link.Ref}, view)
		return err
	})
	return g, err
}

// postLeave ends a link's session, for those who read on a computer that others use.
func (s *Server) postLeave(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(s.cookieName()); err == nil {
		if err := s.door.End(r.Context(), c.Value); err != nil {
			s.fault(w, err)
			return
		}
	}
	http.SetCookie(w, &http.Cookie{Name: s.cookieName(), Path: "/", MaxAge: -1, Secure: s.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}
