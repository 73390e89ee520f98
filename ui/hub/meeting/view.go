package meeting

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/door"
	"needsbook/ui/hub/layout"
)

// view is a cluster's panel as one request finds it.
type view struct {
	p    *Pages
	r    *http.Request
	who  door.Visitor
	now  time.Time
	home people.Place // of the cluster that the address names, where offices are held
	standing
}

// errNoPage says that the cluster is there and what the address names in it is not.
var errNoPage = errors.New("there is no such page")

// open finds how things stand at the cluster that the address names.
func (p *Pages) open(r *http.Request, who door.Visitor) (*view, error) {
	v := &view{p: p, r: r, who: who, now: p.Inbox.Now()}
	var err error
	v.standing, err = p.stand(r.Context(), r.PathValue("cluster"), day.On(v.now))
	v.home = v.place()
	return v, err
}

// place is where the cluster lies.
func (v *view) place() people.Place {
	return people.Place{Cluster: v.cluster.ID, District: v.cluster.District, County: v.cluster.County}
}

// may reports whether the visitor may do something here.
func (v *view) may(a people.Action) bool { return people.May(v.who.Person, a, v.place(), v.today) }

// by is the visitor as the panel's commands know people.
func (v *view) by() panel.By {
	office := panel.Member
	switch {
	case people.May(v.who.Person, people.RunMeeting, v.home, v.today):
		office = panel.Chair
	case people.May(v.who.Person, people.Confirm, v.home, v.today):
		office = panel.Council
	}
	return panel.By{Person: panel.Person{ID: v.who.ID, Name: v.who.Name, School: v.who.School, Office: office}, At: v.now, Cluster: v.home.Cluster}
}

// to is the address of a page of this cluster, of parts that stand in it as they are.
func (v *view) to(parts ...string) string {
	address := "/panel/" + url.PathEscape(v.cluster.ID) + "/"
	for i, part := range parts {
		if i > 0 {
			address += "/"
		}
		address += url.PathEscape(part)
	}
	return address
}

// form completes a form for this page.
func (v *view) form(f form, id string, parts ...string) *form {
	return f.at(v.to(parts...), id, v.state.Head)
}

// page is the frame of a page of this cluster.
func (v *view) page(title, lead string, body any) layout.Page {
	p := layout.Page{Title: title, Lead: lead, Body: body, Where: v.cluster.Name, Person: v.who.Name, Places: v.places()}
	for _, l := range p.Places {
		if l.Here || l.Part {
			return p
		}
	}
	p.Back = []layout.Link{{To: v.to(), Words: "← " + v.words.say("cluster_panel")}}
	return p
}

// places are the parts of the panel's pages that the visitor may open.
func (v *view) places() (out []layout.Link) {
	for _, pl := range []struct {
		path, words, key string
		action           people.Action
	}{
		{"", "Panel", "h", people.ReadBook},
		{"meetings", "Meetings", "m", people.ReadBook},
		{"decisions", "Decisions", "d", people.ReadBook},
		{"pot", "Pot", "", people.ReadBook},
		{"disputes", "Disputes", "", people.ReadBook},
		{"events", "Events", "", people.ReadBook},
		{"services", "Services", "", people.ReadBook},
		{"rounds", "Moderation", "", people.ReadBook},
		{"agreements", "Agreements", "", people.ReadBook},
	} {
		if v.may(pl.action) {
			to := v.to(pl.path)
			if pl.path == "" {
				to = v.to()
			}
			out = append(out, layout.Link{To: to, Words: pl.words, Key: pl.key, Here: v.r.Method == http.MethodGet && v.r.URL.EscapedPath() == to,
				Part: pl.path != "" && strings.HasPrefix(v.r.URL.EscapedPath()+"/", to+"/")})
		}
	}
	return append(out, layout.Link{To: "/c/" + url.PathEscape(v.cluster.ID) + "/", Words: "Figures"}, layout.Link{To: "/", Words: "Start"})
}

// sight is a page that is looked at.
type sight struct {
	path   string
	action people.Action
	show   func(v *view, w http.ResponseWriter) error
}

// look answers with a page.
func (p *Pages) look(s sight) func(http.ResponseWriter, *http.Request, door.Visitor) {
	return func(w http.ResponseWriter, r *http.Request, who door.Visitor) {
		v, err := p.open(r, who)
		if err == nil {
			err = s.show(v, w)
		}
		if err != nil {
			p.noPage(w, who, err)
		}
	}
}

// write writes a page of the package in the frame, with what was just done.
func (v *view) write(w http.ResponseWriter, name string, page layout.Page) error {
	if done, ok := doneWords[v.r.URL.Query().Get("done")]; ok && page.Done == "" {
		page.Done = done
	}
	if err := layout.Write(w, http.StatusOK, pages, name, page); err != nil {
		v.p.Log.Error("a page could not be written", "page", name, "error", err)
	}
	return nil
}

// noPage answers for a page that is not there or cannot be shown.
func (p *Pages) noPage(w http.ResponseWriter, who door.Visitor, err error) {
	status, page := http.StatusServiceUnavailable, layout.Page{Title: "The page cannot be shown just now", Body: []string{"Nothing is lost. Try again in a minute. If this goes on, tell the people who run this hub."}}
	if errors.Is(err, inbox.ErrNotFound) || errors.Is(err, errNoPage) {
		status, page = http.StatusNotFound, layout.Page{Title: "There is no page here", Body: []string{"Check the address. What it leads to may have been taken off the agenda, or never have been there."}}
	} else {
		p.Log.Error("a page of the panel could not be shown", "error", err)
	}
	page.Person, page.Back = who.Name, []layout.Link{{To: "/", Words: "← Start"}}
	if err := layout.Write(w, status, pages, "note", page); err != nil {
		p.Log.Error("a page could not be written", "error", err)
	}
}
