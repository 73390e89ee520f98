package door

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

// startPage is where somebody stands who has signed in.
type startPage struct {
	Panels  []opening
	Figures []opening
	Keeping []opening
}

// opening is a page that somebody may open, with what it is.
type opening struct {
	layout.Link
	Note string
}

// Start shows somebody who is signed in what they may open.
func (d *Door) Start(w http.ResponseWriter, r *http.Request, v Visitor) {
	var page startPage
	err := d.read(r.Context(), func(in inbox.Reader) error {
		clusters, err := in.Clusters()
		if err != nil {
			return err
		}
		today := day.On(d.now())
		for _, c := range clusters {
			at := people.Place{Cluster: c.ID, District: c.District, County: c.County}
			if people.May(v.Person, people.ReadBook, at, today) {
				page.Panels = append(page.Panels, to("/panel/"+url.PathEscape(c.ID)+"/", c.Name, "panel of "+c.ID))
			}
		}
		for _, g := range people.Allowing(v.Person, people.ReadBoard, today) {
			if err := d.addFigures(in, &page, g, clusters, today); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.fault(w, err)
		return
	}
	page.Keeping = d.keeping(v)
	slices.SortStableFunc(page.Panels, byWords)
	d.show(w, http.StatusOK, "start", d.page(v, layout.Page{Title: d.Inbox.Name, Lead: "You are signed in as " + v.Name + ".", Body: page}))
}

func byWords(a, b opening) int {
	return cmp.Compare(strings.ToLower(a.Words), strings.ToLower(b.Words))
}

func to(address, words, note string) opening {
	return opening{layout.Link{To: address, Words: words}, note}
}

// addFigures adds the boards that one role opens.
func (d *Door) addFigures(in inbox.Reader, page *startPage, g people.Grant, clusters []inbox.Cluster, today day.Date) error {
	add := func(o opening) {
		if !slices.Contains(page.Figures, o) {
			page.Figures = append(page.Figures, o)
		}
	}
	cluster := func(id string) {
		for _, c := range clusters {
			if c.ID == id {
				add(to("/c/"+url.PathEscape(id)+"/", c.Name, "figures of cluster "+id))
			}
		}
	}
	switch g.Level {
	case people.HubLevel:
		for _, c := range clusters {
			cluster(c.ID)
		}
	case people.CountyLevel:
		add(to("/county/"+url.PathEscape(g.Ref)+"/", g.Ref, "figures of the county"))
	case people.DistrictLevel:
		add(to("/d/"+url.PathEscape(g.Ref)+"/", g.Ref, "figures of the district"))
	case people.ClusterLevel:
		cluster(g.Ref)
	case people.SchoolLevel:
		s, err := in.School(g.Ref)
		if err != nil {
			return ignoreMissing(err)
		}
		add(to("/s/"+url.PathEscape(g.Ref)+"/", s.Name, "figures of the school"))
		home, err := inbox.HomeOn(in, g.Ref, today)
		if err != nil {
			return err
		}
		cluster(home)
	}
	return nil
}

// keepingPages are the pages for running the hub, by what opens them.
var keepingPages = []struct {
	action people.Action
	whole  bool // whether it must be allowed for the whole hub
	opening
}{
	{people.KeepPeople, false, to("/people", "People", "who may sign in, and what they may do")},
	{people.Enrol, true, to("/computers", "Schools’ computers", "which may send, and which wait")},
	{people.ReadLog, true, to("/log", "Record of changes", "who did what, and when")},
}

// keeping are the pages for running the hub that somebody may open.
func (d *Door) keeping(v Visitor) (open []opening) {
	today := day.On(d.now())
	for _, k := range keepingPages {
		if people.May(v.Person, k.action, people.Place{}, today) || !k.whole && people.Somewhere(v.Person, k.action, today) {
			open = append(open, k.opening)
		}
	}
	return open
}
