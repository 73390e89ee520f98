package hub

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"needsbook/app/cluster"
	"needsbook/app/exchange/inbox"
)

//go:embed pages/*.html
var pageFiles embed.FS

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"schools": schoolsWords,
	"days":    daysWords,
	"kind":    kindOf,
	"query":   url.QueryEscape,
	"fact":    func(words string, f cluster.Figure) fact { return fact{words, f, f.State == cluster.Shown} },
	"cell": func(f cluster.Figure, of int) cell {
		return cell{f, f.State == cluster.Shown, f.State == cluster.Shown && f.Schools < of}
	},
	"own": ownWords,
}).ParseFS(pageFiles, "pages/*.html"))

// fact is one large number with its words.
type fact struct {
	Words  string
	Figure cluster.Figure
	Shown  bool
}

// cell is a figure of the cluster in a table.
type cell struct {
	cluster.Figure
	Shown bool
	Fewer bool // some schools that sent tables are not in it
}

// ownWords writes one school's figure; its column says that all are rounded.
func ownWords(f cluster.Figure) string {
	if f.State == cluster.Shown {
		return strconv.Itoa(f.About)
	}
	return f.String()
}

// kindOf is the style of a figure's cell; the words in it say the same.
func kindOf(f cluster.Figure) string {
	switch f.State {
	case cluster.Low:
		return " low"
	case cluster.Held:
		return " held"
	case cluster.TooFewSchools:
		return " few"
	}
	return ""
}

// clusterPage is what the template of a cluster's page is given.
type clusterPage struct {
	Title   string
	Term    string // as people read it
	Code    string // the term as it stands in addresses
	Cluster inbox.Cluster
	Lead    string
	Terms   []termLink
	View    cluster.View
	Area    picture
	School  picture
	Sent    string
	LeftOut string // which schools are not in the figures by level, and why
}

type termLink struct {
	Code, Words string
	Here        bool
}

// picture is a chart with the sentence above it.
type picture struct {
	Sentence string
	SVG      template.HTML
	Held     bool // a figure in it was held back, so its bar is short
}

func (s *Server) getPage(w http.ResponseWriter, r *http.Request) {
	if !s.mayOpen(w, r) {
		return
	}
	v, err := s.view(r.Context(), r.PathValue("cluster"), r.URL.Query().Get("term"))
	if errors.Is(err, inbox.ErrNotFound) {
		s.notFound(w, r)
		return
	}
	if err != nil {
		s.fault(w, err)
		return
	}
	page, err := pageOf(v)
	if err != nil {
		s.fault(w, err)
		return
	}
	s.show(w, http.StatusOK, "cluster.html", page)
}

func pageOf(v clusterView) (clusterPage, error) {
	p := clusterPage{Title: v.Cluster.Name, Term: cluster.TermWords(v.View.Term), Code: v.View.Term, Cluster: v.Cluster,
		Lead: leadWords(v.View), View: v.View, Sent: sentSentence(v.View), LeftOut: leftOutSentence(v.View)}
	for _, t := range v.Terms {
		p.Terms = append(p.Terms, termLink{t, cluster.TermWords(t), t == v.View.Term})
	}
	bands := bandsOf(v.View.Levels)
	if len(bands) == 0 {
		return p, nil
	}
	var labels []string
	var rows [][]cluster.Figure
	for _, a := range v.View.ByArea {
		labels, rows = append(labels, a.Words), append(rows, a.Levels)
	}
	var err error
	p.Area.Sentence = areaSentence(v.View, bands)
	if p.Area.SVG, err = stacked("Area of need", "Pupils by area of need and level. "+p.Area.Sentence, labels, rows, bands); err != nil {
		return p, err
	}
	labels, rows = nil, nil
	for _, row := range v.View.BySchool {
		labels, rows = append(labels, row.School.Name), append(rows, row.Levels)
		p.School.Held = p.School.Held || slices.ContainsFunc(row.Levels, func(f cluster.Figure) bool { return f.State == cluster.Held })
	}
	p.School.Sentence = schoolSentence(v.View, bands)
	p.School.SVG, err = stacked("School", "Pupils by level in each school. "+p.School.Sentence, labels, rows, bands)
	return p, err
}

// note is a page of a few words.
type note struct {
	Title string
	Words []string
}

func (s *Server) getDoor(w http.ResponseWriter, r *http.Request) {
	if s.mayRead(w, r) {
		s.show(w, http.StatusOK, "note.html", note{s.Inbox.Name, []string{
			"This is a cluster hub. Schools' programs send their summaries here.",
			"To read your cluster's page, open the link that you were given. If you have none, ask the people who run this hub."}})
	}
}

// shut is the one answer to everybody who may not read, whatever the reason.
func (s *Server) shut(w http.ResponseWriter) {
	s.show(w, http.StatusForbidden, "note.html", note{"You need a link to read this page", []string{
		"Open the link that you were given once more. It works again for eight hours each time.",
		"If it no longer works, ask the people who run this hub for a new one."}})
}

func (s *Server) notFound(w http.ResponseWriter, r *http.Request) {
	if s.mayRead(w, r) {
		s.show(w, http.StatusNotFound, "note.html", note{"There is no page here", []string{"Check the address, or open the link that you were given once more."}})
	}
}

func (s *Server) fault(w http.ResponseWriter, err error) {
	s.Log.Error("a page could not be shown", "error", err)
	s.show(w, http.StatusServiceUnavailable, "note.html", note{"The page cannot be shown just now", []string{"Nothing is lost. Try again in a minute. If this goes on, tell the people who run this hub."}})
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
