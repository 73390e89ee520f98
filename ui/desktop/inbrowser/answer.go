package inbrowser

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
)

// headers go with every answer: nothing is kept, framed, sniffed or told to others.
var headers = map[string]string{
	"Cache-Control":                "no-store",
	"Content-Security-Policy":      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), microphone=(), geolocation=()",
	"Referrer-Policy":              "no-referrer",
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
	"X-Robots-Tag":                 "noindex",
}

// answer gives the page to the browser that opened its address, and to nobody else. The
// first call, with the secret of the address, gets the cookie; from then on the page lies
// at /page for whoever shows that cookie. Why something is refused is not said.
func (s *Server) answer(now *shown, w http.ResponseWriter, r *http.Request) {
	for name, value := range headers {
		w.Header().Set(name, value)
	}
	if !allowed(now.host, r) {
		http.Error(w, "Not here.", http.StatusForbidden)
		return
	}
	s.mu.Lock()
	finished, key := now.finished, now.secret
	opens := same(strings.TrimPrefix(r.URL.Path, "/"), now.once)
	if opens {
		now.once = ""
	}
	var page []byte
	if c, err := r.Cookie(cookie); err == nil && same(c.Value, key) && r.URL.Path == "/page" {
		page = bytes.Clone(now.page)
	}
	s.mu.Unlock()
	switch {
	case finished:
		http.Error(w, "This page has ended. Open it again in Needsbook with F9.", http.StatusForbidden)
	case opens:
		http.SetCookie(w, &http.Cookie{Name: cookie, Value: key, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
		http.Redirect(w, r, "/page", http.StatusSeeOther)
	case page != nil:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(page)))
		w.Write(page)
	default:
		http.Error(w, "Not here. Open the page again in Needsbook with F9.", http.StatusForbidden)
	}
}

// allowed refuses what is no plain visit of this page by a person: another name for this
// computer, as a site that rebinds its name would use, another site that asks, and
// everything but reading.
func allowed(host string, r *http.Request) bool {
	if r.Host != host || r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+host {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
	default:
		return false
	}
	switch r.Header.Get("Sec-Fetch-Dest") {
	case "", "document":
		return true
	}
	return false
}
