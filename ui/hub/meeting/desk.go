package meeting

import (
	"log/slog"
	"net/http"

	"needsbook/app/exchange/inbox"
	"needsbook/app/pack/terms"
	"needsbook/assets"
)

// Options are what the pages need. All of them must be set.
type Options struct {
	Inbox inbox.Inbox
	Terms terms.Terms
	Log   *slog.Logger // never told a figure
}

// Pages answers for the pages of clusters' panels.
type Pages struct{ Options }

// New returns the pages.
func New(o Options) *Pages { return &Pages{o} }

// Routes are the addresses of the pages.
func (p *Pages) Routes() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET " + script:          asset("text/javascript; charset=utf-8", assets.HubMeeting),
		"GET /assets/people.css": asset("text/css; charset=utf-8", assets.HubPeople),
	}
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
