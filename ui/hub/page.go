package hub

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"needsbook/app/exchange/inbox"
)

//go:embed pages/*.html
var pageFiles embed.FS

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"basis":   basisWords,
	"phase":   phaseWords,
	"classes": cellClasses,
	"certain": certainWords,
	"figures": figuresWords,
	"number":  func(i int) int { return i + 1 },
	"sentOn":  sentOn,
	"part":    func(s section, query string) sectionPart { return sectionPart{s, query} },
}).ParseFS(pageFiles, "pages/*.html"))

// viewPaths are the first parts of the addresses of views.
var viewPaths = map[string]inbox.Level{
	"c": levelCluster, "s": levelSchool, "d": levelDistrict, "county": levelCounty, "g": levelGroup,
}

// viewRoutes are the addresses of pages that show figures.
func (s *Server) viewRoutes() map[string]http.HandlerFunc {
	routes := map[string]http.HandlerFunc{"GET /metrics": s.getMetrics}
	for path, level := range viewPaths {
		routes["GET /"+path+"/{ref}/enter/{token}"] = s.getEnter(level)
		routes["GET /"+path+"/{ref}/{$}"] = s.getPage(level)
		routes["GET /"+path+"/{ref}/export/{file}"] = s.getExport(level)
	}
	return routes
}

// getPage shows a view's board. A page is written once and served from memory to all
// who may see the same of it.
func (s *Server) getPage(level inbox.Level) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		view := viewOf{level, r.PathValue("ref")}
		reader, ok := s.mayOpen(w, r, view, false)
		if !ok {
			return
		}
		key := pageKey{view: view, series: r.URL.Query().Get("term"), reader: reader.viewOf, person: reader.person}
		page, err := s.shown.page(key, func() (shownPage, error) { return s.writePage(r.Context(), key, reader) })
		if err != nil {
			s.noPage(w, err)
			return
		}
		sendPage(w, r, page)
	}
}

// sendPage sends a written page, small where the browser can unpack it. The pages hold
// nothing secret beside what a stranger could make the hub repeat, so packing them
// gives nothing away.
func sendPage(w http.ResponseWriter, r *http.Request, page shownPage) {
	h := w.Header()
	h.Set("Cache-Control", ownCache)
	h.Set("Vary", "Cookie, Accept-Encoding")
	h.Set("ETag", page.tag)
	if strings.Contains(r.Header.Get("If-None-Match"), page.tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	body := page.body
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = page.packed
	}
	w.Write(body)
}

// ownCache lets the reader's own browser keep a page and ask whether it still holds.
// Nothing between may keep figures.
const ownCache = "private, no-cache"

// tagOf is the ETag of a page's bytes; weak, as it stands for them packed and not.
func tagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

// noPage answers for a page that could not be written.
func (s *Server) noPage(w http.ResponseWriter, err error) {
	if errors.Is(err, inbox.ErrNotFound) {
		s.noteNotFound(w)
		return
	}
	s.fault(w, err)
}

// note is a page of a few words.
type note struct {
	Title    string
	Words    []string
	To, Link string // a page to go on to, or empty
}

// getDoor is the first page: for somebody who is signed in, what they may open.
func (s *Server) getDoor(w http.ResponseWriter, r *http.Request) {
	who, err := s.whoReads(r)
	switch {
	case err != nil:
		s.fault(w, err)
	case !s.counted(w, r, who):
	case who.person.ID != "":
		s.door.Start(w, r, who.person)
	default:
		s.show(w, http.StatusOK, "note.html", note{Title: s.Inbox.Name, Words: []string{
			"This is a cluster hub. Schools' programs send their summaries here.",
			"To read your cluster's page, open the link that you were given, or sign in. If you have neither, ask the people who run this hub."},
			To: "/sign-in", Link: "Sign in"})
	}
}

// shut is the one answer to everybody who may not read, whatever the reason.
func (s *Server) shut(w http.ResponseWriter, r *http.Request) {
	s.metrics.refusedReaders.Add(1)
	s.show(w, http.StatusForbidden, "note.html", note{Title: "You need a link to read this page, or to be signed in", Words: []string{
		"Open the link that you were given once more. It works again for eight hours each time.",
		"If it no longer works, ask the people who run this hub for a new one."},
		To: "/sign-in?next=" + url.QueryEscape(r.URL.RequestURI()), Link: "Sign in"})
}

func (s *Server) notFound(w http.ResponseWriter, r *http.Request) {
	if s.mayRead(w, r) {
		s.noteNotFound(w)
	}
}

func (s *Server) noteNotFound(w http.ResponseWriter) {
	s.show(w, http.StatusNotFound, "note.html", note{Title: "There is no page here", Words: []string{"Check the address, or open the link that you were given once more."}})
}

func (s *Server) fault(w http.ResponseWriter, err error) {
	s.Log.Error("a page could not be shown", "error", err)
	s.show(w, http.StatusServiceUnavailable, "note.html", note{Title: "The page cannot be shown just now", Words: []string{"Nothing is lost. Try again in a minute. If this goes on, tell the people who run this hub."}})
}

func (s *Server) show(w http.ResponseWriter, status int, name string, v any) {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, v); err != nil {
		s.Log.Error("a page could not be written", "error", err)
		http.Error(w, "The page cannot be shown just now. Nothing is lost. Try again in a minute.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}
