package meeting

import (
	"context"
	"embed"
	"log/slog"
	"net/http"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/app/pack/terms"
	"needsbook/assets"
	"needsbook/ui/hub/door"
	"needsbook/ui/hub/layout"
)

// Options are what the pages need. All of them must be set.
type Options struct {
	Inbox inbox.Inbox
	Door  *door.Door
	Terms terms.Terms
	Log   *slog.Logger // never told a figure
	// Board returns a cluster's figures of a term ("" for the latest) as JSON of
	// cluster.Board, and when they were made.
	Board func(ctx context.Context, level, ref, series string) ([]byte, time.Time, error)
}

// Pages answers for the pages of clusters' panels.
type Pages struct {
	Options
	lists     wordLists
	standings standings
}

// New returns the pages.
func New(o Options) *Pages { return &Pages{Options: o} }

//go:embed pages/*.html
var pageFiles embed.FS

var pages = layout.MustParse(pageFiles, "pages", templateWords)

// root is where a cluster's pages begin.
const root = "/panel/{cluster}/"

// Routes are the addresses of the pages.
func (p *Pages) Routes() map[string]http.HandlerFunc {
	routes := map[string]http.HandlerFunc{
		"GET " + script:          asset("text/javascript; charset=utf-8", assets.HubMeeting),
		"GET /assets/people.css": asset("text/css; charset=utf-8", assets.HubPeople),
	}
	at := p.Door.AtCluster("cluster")
	for _, s := range sights {
		routes["GET "+root+s.path] = p.Door.Guard(s.action, at, p.look(s))
	}
	for _, a := range acts {
		routes["POST "+root+a.path] = p.Door.Guard(a.action, at, p.perform(a))
	}
	return routes
}

// Actions says which action each address asks for, by its pattern as in Routes; the
// files of style and script ask for none.
func Actions() map[string]people.Action {
	out := map[string]people.Action{}
	for _, s := range sights {
		out["GET "+root+s.path] = s.action
	}
	for _, a := range acts {
		out["POST "+root+a.path] = a.action
	}
	return out
}

// script is the address of the timer's script, the only one on these pages.
const script = "/assets/meeting.js"

func asset(kind string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Cache-Control", "public, max-age=86400")
		w.Write(body)
	}
}
