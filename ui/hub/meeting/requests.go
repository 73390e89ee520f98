package meeting

import (
	"net/http"
	"slices"

	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/papers"
)

// requestPart is a request as every page shows it.
type requestPart struct {
	V        *view
	ID       string
	Paper    papers.Request
	Partners []panel.Partner
	Share    string // how its cost is shared, in words
	LeadCost int64  // of the school that asks
	Saves    int64  // what sharing saves that school, in pence a year
}

func (v *view) part(id string, paper papers.Request, partners []panel.Partner) requestPart {
	p := requestPart{V: v, ID: "request", Paper: paper, Partners: partners, Share: v.words.word("share", paper.ShareKey)}
	for _, school := range partners {
		if school.Lead {
			p.LeadCost = school.Cost
			p.Saves = max(0, paper.Alone-school.Cost)
		}
	}
	return p
}

// requestsPage lists what schools put to the panel.
type requestsPage struct {
	*view
	Ready, Waiting, Done []panel.Request
}

// waitsForSomething are the standings of requests that cannot go on an agenda yet.
var waitsForSomething = []panel.Standing{panel.WaitsForPartners, panel.Refused, panel.PartnerLeft, panel.DoesNotAddUp}

func showRequests(v *view, w http.ResponseWriter) error {
	p := requestsPage{view: v}
	for _, r := range v.state.Requests {
		switch {
		case r.Standing == panel.Ready || r.Standing == panel.OnAgenda:
			p.Ready = append(p.Ready, r)
		case slices.Contains(waitsForSomething, r.Standing):
			p.Waiting = append(p.Waiting, r)
		default:
			p.Done = append(p.Done, r)
		}
	}
	return v.write(w, "requests", v.page("Requests", "What schools put to the panel, as signed by their own programs. No pupil is named in any of it.", p))
}

// requestPage is one request with everything that was done about it.
type requestPage struct {
	*view
	Request    panel.Request
	Part       requestPart
	Precedents []panel.Precedent
	Decision   *panel.Decision
}

func showRequest(v *view, w http.ResponseWriter) error {
	r, ok := v.request(v.r.PathValue("request"))
	if !ok {
		return errNoPage
	}
	p := requestPage{view: v, Request: r, Part: v.part("request", r.Paper, r.Partners), Precedents: v.state.Precedents(r.Paper)}
	if d, ok := v.decision(r.Decision); ok {
		p.Decision = &d
	}
	page := v.page(v.requestTitle(r.Paper, r.School), "", p)
	page.Back = append(page.Back, link(v.to("requests"), "← Requests"))
	return v.write(w, "request", page)
}

// requestTitle says of which kind a request is and from whom.
func (v *view) requestTitle(r papers.Request, school string) string {
	title := v.Form(r.Form) + ", " + school
	if r.Pooled() {
		title = v.Form(r.Form) + " of " + counted(len(r.Partners), "school", "schools") + ", asked by " + school
	}
	return title
}

func (v *view) request(id string) (panel.Request, bool) {
	for _, r := range v.state.Requests {
		if r.ID == id {
			return r, true
		}
	}
	return panel.Request{}, false
}

func (v *view) decision(entry string) (panel.Decision, bool) {
	for _, d := range v.state.Decisions {
		if d.Entry == entry {
			return d, true
		}
	}
	return panel.Decision{}, false
}

// requestRows is a table of requests.
type requestRows struct {
	V           *view
	ID, Caption string
	Rows        []panel.Request
}

// Rows puts requests together with the words for their table.
func (p requestsPage) Rows(id, caption string, rows []panel.Request) requestRows {
	return requestRows{p.view, id, caption, rows}
}
