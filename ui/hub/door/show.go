package door

import (
	"embed"
	"net/http"

	"needsbook/ui/hub/layout"
)

//go:embed pages/*.html
var pageFiles embed.FS

var pages = layout.MustParse(pageFiles, "pages", nil)

// page fills in what every page of somebody who is signed in shows.
func (d *Door) page(v Visitor, p layout.Page) layout.Page {
	p.Person = v.Name
	p.Places = []layout.Link{{To: "/", Words: "Start", Here: p.Title == d.Inbox.Name}}
	for _, o := range append(d.keeping(v), opening{Link: layout.Link{To: "/me", Words: "My ways to sign in"}}) {
		o.Here = o.Words == p.Title
		p.Places = append(p.Places, o.Link)
	}
	return p
}

func (d *Door) show(w http.ResponseWriter, status int, name string, p layout.Page) {
	if err := layout.Write(w, status, pages, name, p); err != nil {
		d.Log.Error("a page could not be written", "error", err)
	}
}

func (d *Door) fault(w http.ResponseWriter, err error) {
	d.Log.Error("a page could not be shown", "error", err)
	d.show(w, http.StatusServiceUnavailable, "note", layout.Page{Title: "The page cannot be shown just now",
		Body: []string{"Nothing is lost. Try again in a minute. If this goes on, tell the people who run this hub."}})
}
